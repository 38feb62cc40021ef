import { call } from '../http/call.js';
import { pathOf, requestOf } from './request.js';
import type { Place, RequestSpec } from './request.js';
import type { Call, CallOptions, Operation, Outcome, Success, Transport } from '../http/types.js';

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
  /** Takes note of what an answer says of tokens. */
  keep?(rule: SessionRule, answer: unknown): void | Promise<void>;
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
  readonly result?: 'data-error' | 'error-only' | 'nothing';
  readonly auth?: string;
  readonly session?: SessionRule;
  readonly refresh?: 'never';
  /** Whether it may be sent twice; a place in the request: where that is given. */
  readonly idempotent?: boolean | Place;
  /** Further constants, by the flag of the client that asks for them. */
  readonly when?: { readonly [flag: string]: { readonly [place: string]: unknown } };
}

/** What a method gives that returns its errors. */
export type DataOrError<Data> =
  { readonly data: Data; readonly error: null } | { readonly data: null; readonly error: Error };

type Members = { readonly [name: string]: unknown };

/**
 * A client method that calls one endpoint. The last argument, after those of the table, are
 * {@link CallOptions}. Whatever goes wrong rejects, unless the table has it returned. Where the result is
 * that of the endpoint, or picked from it, it is a {@link Call} as well.
 */
export function method(client: Caller, endpoint: Endpoint, spec: MethodSpec = {}): ClientMethod {
  const run = (args: readonly unknown[]): Call<unknown> => {
    try {
      const { options, ...request } = requestOf(withFlags(spec, client.flags), args);
      const transport = client.transport(spec.auth, spec.refresh);
      const calling = endpoint(transport, request as never, withRepeats(spec, request, options));
      return finish(client, spec, calling as Call<unknown>);
    } catch (error) {
      return call(() => Promise.reject(error as Error), NO_OPERATION);
    }
  };
  const shaped = (...args: readonly unknown[]): Promise<unknown> => {
    const calling = run(args);
    const { result } = spec;
    if (result === undefined) return calling;
    const withData = result === 'data-error';
    if (result === 'nothing') return calling.then(() => undefined);
    return calling.then(
      (data) => (withData ? { data, error: null } : { error: null }),
      (reason: unknown) => {
        const error =
          reason instanceof Error ? reason : new Error(String(reason), { cause: reason });
        return withData ? { data: null, error } : { error };
      },
    );
  };
  return shaped as ClientMethod;
}

function withFlags(spec: MethodSpec, flags: Caller['flags']): RequestSpec {
  const { when } = spec;
  if (when === undefined) return spec;
  const on = Object.keys(when).filter((flag) => flags?.[flag] === true);
  const all = [spec.constants, ...on.map((flag) => when[flag])];
  return {
    ...spec,
    constants: Object.fromEntries(all.flatMap((each) => Object.entries(each ?? {}))),
  };
}

/** Policies see it in the request. */
function withRepeats(
  { idempotent }: MethodSpec,
  request: object,
  options: object | undefined,
): CallOptions | undefined {
  if (idempotent === undefined) return options;
  const repeatable =
    typeof idempotent === 'boolean' ? idempotent : at(request, idempotent) !== undefined;
  const unsaid = !repeatable && typeof idempotent !== 'boolean';
  return unsaid ? options : ({ ...options, repeatable } as CallOptions);
}

const NO_OPERATION = {} as Operation;

/** The call with what of its answer comes back, after the client has taken note of the answer. */
function finish(client: Caller, spec: MethodSpec, calling: Call<unknown>): Call<unknown> {
  const { pick, session } = spec;
  if (pick === undefined && session === undefined) return calling;
  const pickFrom = (answer: unknown): unknown => at(answer, pick ?? []);
  const noted = session === undefined ? calling : calling.then(...notes(client, session));
  const picked = noted.then(pickFrom);
  // All hang on `picked`, so that its rejection counts as handled.
  return Object.assign(picked, {
    withResponse: () => picked.then(async (data) => ({ ...(await calling.withResponse()), data })),
    safe: () =>
      picked.then(
        async (data) => ({ ...(await calling.safe()), data }) as Success<unknown>,
        async (error: unknown): Promise<Outcome<unknown, object>> => {
          const outcome = await calling.safe();
          return outcome.error === undefined ? { error: error as Error } : outcome;
        },
      ),
  });
}

type Notes = readonly [(answer: unknown) => Promise<unknown>, (error: unknown) => Promise<never>];

function notes(client: Caller, rule: SessionRule): Notes {
  return [
    async (answer) => {
      await client.keep?.(rule, answer);
      return answer;
    },
    async (error) => {
      if (rule.clear === 'always') await client.keep?.(rule, undefined);
      throw error;
    },
  ];
}

/** The part of an answer that a path leads to. */
export function at(answer: unknown, place: Place): unknown {
  return pathOf(place).reduce<unknown>(
    (value, name) => (value as Members | null | undefined)?.[name],
    answer,
  );
}
