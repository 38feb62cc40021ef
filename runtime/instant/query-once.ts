import { sessionOf } from './db.js';
import { InstantAPIError } from './errors.js';
import { id } from './ids.js';
import { VERSIONS } from './origin.js';
import { payloadOf } from './payload.js';
import { callOptions, finishQuery, writtenQuery } from './query.js';
import { redact } from './redact.js';
import { call } from '../http/call.js';
import { jsonEventResult } from '../http/events.js';
import { jsonBody } from '../http/json.js';
import type { Convert, Message } from './payload.js';
import type { QueryOptions } from './query.js';
import type { Aggregates, PageInfo } from './subscription.js';
import type { ServerEvent } from '../http/sse.js';
import type { Operation, Reader } from '../http/types.js';

/** One result of a query, with what the server says of it. */
export interface QueryPage<Data = unknown, Pages = { readonly [entity: string]: PageInfo }> {
  readonly data: Data;
  /** By entity, for those that the query pages through. */
  readonly pageInfo: Pages | undefined;
  /** By entity, where the query has an `aggregate`. */
  readonly aggregate?: Aggregates;
}

type Answered = Extract<Message, { readonly op: 'add-query-ok' | 'error' }>;

/** The first result on the connection of a subscription, which is then left. */
const firstResult: Reader = async (response, operation): Promise<Answered> => {
  const events = jsonEventResult(response, operation) as AsyncIterable<ServerEvent<Message | null>>;
  for await (const { data } of events) {
    if (data?.op === 'add-query-ok' || data?.op === 'error') return data;
  }
  throw new TypeError('The answer ended without a result');
};

/**
 * Asks once, over the connection of a subscription: only there does the server tell of pages and aggregates.
 * Limits of time, repetition, hooks and errors are those of `query`.
 *
 * @throws {QueryValidationError} at once, for a query that the schema does not allow.
 * @throws {Error} at once, where no token allows it.
 */
export function queryPage<Data, Pages>(
  db: object,
  given: unknown,
  options: QueryOptions = {},
  convert?: Convert,
): Promise<QueryPage<Data, Pages>> {
  const session = sessionOf(db);
  const { schema } = session;
  const query = writtenQuery(given as object, options, session);
  const operation: Operation = {
    id: 'adminSubscribeQuery',
    method: 'POST',
    path: '/admin/subscribe-query',
    // A result of another subscription could come under the same id.
    write: [(draft) => void (draft.url += `?local_connection_id=${id()}`), jsonBody],
    read: firstResult,
    retry: 'safe',
  };
  const body = { query, 'inference?': schema !== undefined, versions: VERSIONS };
  const transport = session.transport('asUser');
  return call<Answered>(transport, operation, { body }, callOptions(options)).then((answer) => {
    if (answer.op === 'error') {
      const { status } = answer;
      throw new InstantAPIError({ status, body: redact(answer, session.secrets()) });
    }
    const finish = (result: unknown): unknown => finishQuery(query, result, schema, convert);
    const {
      type: _,
      sessionInfo: __,
      ...page
    } = payloadOf(answer.result, answer['result-meta'], null, finish);
    return page as QueryPage<Data, Pages>;
  });
}
