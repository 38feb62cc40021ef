import { call } from '../http/call.js';
import { pathOf, requestOf } from './request.js';
import type { Outcomes } from './outcomes.js';
import type { Draft, Place, RequestSpec } from './request.js';
import type { Call, CallOptions, Operation, Success, Transport } from '../http/types.js';

/** An emitted endpoint function, whatever it takes and gives. */
export type Endpoint = (
  transport: Transport,
  request: never,
  options?: CallOptions,
) => Promise<unknown>;

/**
 * A method of a client, before the emitted interface says what it takes and gives: what never returns may
 * stand for any of them.
 */
export type ClientMethod = (...args: readonly unknown[]) => never;

/** What the methods of one client share. */
export interface Caller {
  /**
   * What a call is sent through, by whose it is; absent: the client's own. `refresh`: whether a token that is
   * refused is renewed.
   */
  transport(auth?: string, refresh?: 'never'): Transport;
  /** Those that are on make rows send further constants. */
  readonly flags?: { readonly [name: string]: boolean | undefined };
  /** Throws what a method met as an error of the client's own; for methods that return their errors. */
  readonly failed?: (reason: unknown) => never;
  /** The schema of queries that name none; absent: the one of the server. */
  readonly defaultSchema?: string | undefined;
  /** A call of which the client takes note: what its answer says of tokens. */
  keep?(rule: SessionRule, calling: Promise<unknown>): Promise<unknown>;
}

/** What a call does to the tokens that its client keeps. */
export interface SessionRule {
  readonly slot: string;
  /** Where in the answer the new token is. */
  readonly set?: Place;
  /** Where in the answer that is with which the token can be renewed. */
  readonly renewal?: Place;
  /** `always`: whether the call succeeded or not. */
  readonly clear?: 'success' | 'always';
}

/** How a method calls its endpoint; see the client table. */
export interface MethodSpec extends RequestSpec {
  readonly pick?: Place;
  /** Another form for the outcome: {@link dataOrError} and its like. */
  readonly result?: Outcomes;
  readonly auth?: string;
  readonly session?: SessionRule;
  readonly refresh?: 'never';
  /** Whether it may be sent twice; a place in the request: where that is given. */
  readonly idempotent?: boolean | Place;
  /** Further constants, by the flag of the client that asks for them. */
  readonly when?: { readonly [flag: string]: { readonly [place: string]: unknown } };
}

type Members = { readonly [name: string]: unknown };

/**
 * A client method that calls one endpoint. The last argument, after those of the table, are
 * {@link CallOptions}. Whatever goes wrong rejects, unless the table has it returned. Where the result is
 * that of the endpoint, or picked from it, it is a {@link Call} as well.
 */
export function method(
  client: Caller,
  endpoint: Endpoint,
  spec: MethodSpec = {},
  prepare: (spec: MethodSpec, args: readonly unknown[]) => Draft = requestOf,
): ClientMethod {
  const { auth, refresh, pick, session, result } = spec;
  const run = async (args: readonly unknown[]): Promise<Success<unknown>> => {
    const { options, ...request } = prepare(spec, args);
    const transport = client.transport(auth, refresh);
    const calling = endpoint(transport, request as never, options) as Call<unknown>;
    if (session) await client.keep?.(session, calling);
    const answer = await calling.withResponse();
    return pick ? { ...answer, data: at(answer.data, pick) } : answer;
  };
  const shaped = (...args: readonly unknown[]): Promise<unknown> => {
    const calling = call<unknown>(() => run(args), NO_OPERATION);
    if (result) return result(client.failed ? calling.catch(client.failed) : calling);
    return calling;
  };
  return shaped as ClientMethod;
}

const NO_OPERATION = {} as Operation;

/** The part of an answer that a path leads to. */
export function at(answer: unknown, place: Place): unknown {
  return pathOf(place).reduce<unknown>(
    (value, name) => (value as Members | null | undefined)?.[name],
    answer,
  );
}
