import { InstantAPIError } from '../errors.js';
import { bodyOf } from '../events.js';
import { redact } from '../redact.js';
import { issueOf } from '../session.js';
import { call } from '../../http/call.js';
import { createTransport } from '../../http/transport.js';
import type { Operation, Policy } from '../../http/types.js';
import type { Fetch, WebSignal } from '../../web.js';

/** As `fetch` takes them. */
export interface RequestOptions {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  /** JSON already. */
  readonly body?: string;
  readonly signal?: WebSignal;
}

/** Sends one request and gives its JSON answer; anything but status 200 is an error. */
export type JsonFetch = (url: string, options?: RequestOptions) => Promise<unknown>;

/**
 * @param versions Headers of every request.
 * @param policies What requests pass through: time limits, repetition of those that only read, hooks.
 * @throws {InstantAPIError} what comes back, for an answer that is an error; the tokens that the request
 *   carries do not show up in it.
 */
export function createJsonFetch(
  fetch: Fetch,
  versions: { readonly [name: string]: string },
  policies: readonly Policy[] = [],
): JsonFetch {
  const transport = createTransport({ baseUrl: '', fetch, use: [refusal, ...policies] });
  return (url, { method = 'GET', headers, body, signal } = {}) => {
    const operation: Operation = {
      id: 'webhooks',
      method,
      path: url,
      write: [(draft) => void (draft.body = body)],
      read: (response) =>
        response
          .text()
          .then((text) => (response.status === 200 ? (JSON.parse(text) as unknown) : bodyOf(text))),
      retry: method === 'GET' ? 'safe' : 'never',
    };
    const options = { headers: { ...headers, ...versions }, signal };
    return call(transport, operation, {}, options);
  };
}

/** Anything but status 200 is an error. */
const refusal: Policy = (next) => async (request) => {
  const answer = await next(request);
  if (answer.status === 200) return answer;
  const token = request.headers['authorization']?.replace(/^Bearer /, '');
  const body = redact(issueOf(answer.data), token ? [token] : []);
  throw new InstantAPIError({ status: answer.status, body });
};
