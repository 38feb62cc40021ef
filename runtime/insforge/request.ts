/** Requests to addresses that are no operation of the document. */

import { binaryBody } from '../http/bodies.js';
import { jsonBody } from '../http/json.js';
import { multipartBody } from '../http/multipart.js';
import { addQuery } from '../http/params.js';
import { resultByType } from '../http/results.js';
import { isStream } from '../http/stream.js';
import type { CallOptions, HttpResponse, Operation, Reader, Writer } from '../http/types.js';
import type { InsForgeSession } from './session.js';

export interface SentRequest {
  readonly method: string;
  /** Whole, or below the address of the backend. */
  readonly url: string;
  readonly query?: Query | undefined;
  /** Forms and bytes as they are, anything else as JSON. */
  readonly body?: unknown;
  /** Absent: JSON or text, as the answer says. */
  readonly read?: Reader | undefined;
  /** `none`: without any credential. */
  readonly auth?: 'none' | 'user' | undefined;
  readonly refresh?: 'never' | undefined;
  /** Whether a repetition does no harm. Absent: as the method says. */
  readonly idempotent?: boolean | undefined;
}

interface Query {
  readonly [name: string]: string | number | boolean | undefined;
}

/** Sends it as calls of the session are sent: with its token, renewed where that is refused, repeated where that is safe. */
export function send(
  session: InsForgeSession,
  { method, url, query, body, read = resultByType, auth, refresh, idempotent }: SentRequest,
  options: CallOptions = {},
): Promise<HttpResponse> {
  const { address, foreign } = addressOf(session.baseUrl, url);
  const operation: Operation = {
    id: `${method} ${url}`,
    method: method.toUpperCase(),
    path: '',
    server: address,
    write: [to(address), writeQuery, writerOf(method, body)],
    read,
    ...(idempotent === undefined ? {} : { retry: idempotent ? 'safe' : 'never' }),
  };
  const who = auth ?? (foreign ? 'none' : 'user');
  return session.transport(who, refresh)(operation, { query, body }, options);
}

/** Tokens go to the backend's own origin, and nowhere else unless it is asked for. */
function addressOf(
  baseUrl: string,
  url: string,
): { readonly address: string; readonly foreign: boolean } {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `${baseUrl}/${url.replace(/^\/+/, '')}`;
  const origin = /^[^:]+:\/\/[^/?#]+/;
  return { address, foreign: origin.exec(address)?.[0] !== origin.exec(baseUrl)?.[0] };
}

/** Such an address was asked for, or named by the backend, wherever it is. */
function to(address: string): Writer {
  return (draft) => {
    draft.url = address;
  };
}

const writeQuery: Writer = (draft, { query }) => {
  for (const [name, value] of Object.entries((query ?? {}) as Query)) {
    if (value !== undefined) addQuery(draft, name, String(value));
  }
};

function writerOf(method: string, body: unknown): Writer {
  if (body === undefined || /^(?:GET|HEAD)$/i.test(method)) return nothing;
  if (isForm(body)) return multipartBody;
  return isBytes(body) ? binaryBody : jsonBody;
}

const nothing: Writer = () => undefined;

function isForm(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    'getAll' in body &&
    'set' in body &&
    !('sort' in body)
  );
}

function isBytes(body: unknown): boolean {
  const blob = typeof body === 'object' && body !== null && 'arrayBuffer' in body;
  const stream = typeof body === 'object' && body !== null && 'getReader' in body;
  return (
    body instanceof ArrayBuffer || ArrayBuffer.isView(body) || blob || stream || isStream(body)
  );
}
