/** A query as a request of the client: its own address and headers, and the credentials of the client. */

import { ApiError } from '../http/errors.js';
import { addQuery, setHeader } from '../http/params.js';
import { readError } from '../http/transport.js';
import { requestOf, type QueryRequest } from './request.js';
import type { Answered, Draft } from './draft.js';
import type { CallOptions, Operation, Transport, Writer } from '../http/types.js';
import type { WebResponse } from '../web.js';

/** What the operation of a query takes from one of the document: how it is said who calls. */
export type Credentials = Pick<Operation, 'write' | 'security' | 'alternatives'>;

/**
 * Sends a query. Rejects where no answer came.
 *
 * @throws {ValidationError} where an address cannot say what is asked for
 */
export async function send(
  transport: Transport,
  draft: Draft,
  credentials: Credentials,
  options: CallOptions,
): Promise<Answered> {
  const request = requestOf(draft);
  let response: WebResponse | undefined;
  let body: unknown;
  const seen = async (answer: WebResponse, read: Promise<unknown>): Promise<unknown> => {
    response = answer;
    return (body = await read);
  };
  const operation: Operation = {
    ...credentials,
    id: `database.${draft.name}`,
    method: request.method,
    path: request.path,
    // A query that goes by POST because it is long changes no more than one that does not.
    ...(draft.method === 'GET' ? { retry: 'safe' } : {}),
    write: [...credentials.write, writer(request)],
    read: (answer) => seen(answer, answer.text()),
    refused: (answer, of) => seen(answer, Promise.resolve(readError(answer, of))),
  };
  try {
    await transport(operation, {}, options);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (response === undefined) throw error;
  }
  if (response === undefined) throw new TypeError(`${operation.id}: no answer was seen`);
  const { ok, status, statusText, headers } = response;
  return { ok, status, statusText, range: headers.get('content-range'), body };
}

/** Writes what the query asks for; a body too where there is one. */
function writer({ query, headers, body }: QueryRequest): Writer {
  return (draft) => {
    for (const { name, text } of query) addQuery(draft, name, text);
    for (const [name, value] of Object.entries(headers)) setHeader(draft, name, value);
    if (body !== undefined) draft.body = JSON.stringify(body);
  };
}
