import { limitLinks, separateOperators } from './shape-query.js';
import type { ClientMethod, Endpoint } from '../client/method.js';
import type { SchemaTable } from './schema.js';
import type { Session } from './session.js';
import type { CallOptions } from '../http/types.js';
import type { HeadersInput, WebFetchOptions } from '../web.js';

/** What may be said of one query. */
export interface QueryOptions extends CallOptions {
  /** Values for `ruleParams` in the permission rules. */
  readonly ruleParams?: { readonly [name: string]: unknown } | undefined;
  /** Passed to `fetch`; `method`, `body` and the headers of the client itself win over it. */
  readonly fetchOpts?: WebFetchOptions | undefined;
}

/** What a permission check may be told. `rules` stand in for the app's own. */
export interface DebugOptions extends CallOptions {
  readonly rules?: unknown;
  /** Stands in for the address the request came from. */
  readonly ip?: string | null | undefined;
  /** Stands in for the page the request came from. */
  readonly origin?: string | null | undefined;
}

export interface DebugQueryOptions extends DebugOptions {
  readonly ruleParams?: { readonly [name: string]: unknown } | undefined;
  /** Whether a link to one entity gives that entity, and not a list. */
  readonly cardinalityInference?: boolean | undefined;
}

/** A conversion of answers that is imported only where the schema's `dates` is `date`. */
type Convert = (answer: unknown, schema: SchemaTable) => unknown;

/** `db.query`: throws at once where the query is refused, or no token allows it. */
export function queryMethod(session: Session, endpoint: Endpoint, convert?: Convert): ClientMethod {
  const { schema } = session;
  const query = (given: unknown, options?: QueryOptions | null): Promise<unknown> => {
    const query = writtenQuery(given as object, options, session);
    const body = { query, 'inference?': schema !== undefined };
    const call = endpoint(session.transport('asUser'), { body } as never, callOptions(options));
    return call.then((answer) => finishQuery(query, answer, schema, convert));
  };
  return query as ClientMethod;
}

/** `db.debugQuery`: the query is not checked here, since what is debugged may be what the server says. */
export function debugQueryMethod(
  session: Session,
  endpoint: Endpoint,
  convert?: Convert,
): ClientMethod {
  const { schema } = session;
  const debugQuery = async (given: unknown, about?: DebugQueryOptions | null): Promise<unknown> => {
    const options = about ?? {};
    const query = writtenQuery(given as object, about);
    const body = {
      query,
      'rules-override': options.rules,
      'inference?': options.cardinalityInference ?? schema !== undefined,
      ...overrides(options),
    };
    const transport = session.transport('asUser');
    const answer = (await endpoint(transport, { body } as never, callOptions(options))) as {
      readonly result: unknown;
      readonly 'check-results': unknown;
    };
    return {
      result: finishQuery(query, answer.result, schema, convert),
      checkResults: answer['check-results'],
    };
  };
  return debugQuery as ClientMethod;
}

/** Members of the request that are left out unless they say something. */
export function overrides({ ip, origin }: DebugOptions): object {
  return {
    'ip-override': ip || undefined,
    'origin-override': origin || undefined,
  };
}

/** A query as it is sent: with its rule parameters, and checked before that where `by` says how. */
export function writtenQuery(
  given: object | undefined,
  options: Pick<QueryOptions, 'ruleParams'> | null | undefined,
  by?: Pick<Session, 'checks' | 'schema'>,
): unknown {
  const asked =
    given && options && 'ruleParams' in options
      ? { $$ruleParams: options.ruleParams, ...given }
      : given;
  by?.checks.checkQuery?.(asked, by.schema);
  return separateOperators(asked);
}

/** What the caller of a query gets of an answer, which is changed in place. */
export function finishQuery(
  query: unknown,
  answer: unknown,
  schema: SchemaTable | undefined,
  convert: Convert | undefined,
): unknown {
  limitLinks(query, answer);
  return convert && schema ? convert(answer, schema) : answer;
}

/** The options of a call in one form: what stands in `fetchOpts` goes where the transport looks for it. */
export function callOptions(given: QueryOptions | null | undefined): CallOptions {
  const { fetchOpts, ...options } = given ?? {};
  if (!fetchOpts) return options;
  const { method: _, body: __, headers, signal, ...others } = fetchOpts as FetchOptions;
  return {
    signal: signal ?? undefined,
    headers: headers || undefined,
    ...options,
    fetchOptions: { ...others, ...options.fetchOptions },
  };
}

interface FetchOptions {
  readonly method?: unknown;
  readonly body?: unknown;
  readonly headers?: HeadersInput | undefined;
  readonly signal?: CallOptions['signal'] | null;
}
