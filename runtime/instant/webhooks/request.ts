import { InstantAPIError } from '../errors.js';
import { bodyOf } from '../events.js';
import { redact } from '../redact.js';
import type { Fetch, WebSignal } from '../../web.js';

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: WebSignal | undefined;
}

/** Sends one request and gives its JSON answer; anything but status 200 is an error. */
export type JsonFetch = (url: string, options?: RequestOptions) => Promise<unknown>;

/**
 * @param versions Headers of every request.
 * @throws {InstantAPIError} what comes back, for an answer that is an error; the tokens that the request
 *   carries do not show up in it.
 */
export function createJsonFetch(
  fetch: Fetch,
  versions: { readonly [name: string]: string },
): JsonFetch {
  return async (url, { method = 'GET', headers, body, signal } = {}) => {
    const init = {
      method,
      headers: { ...headers, ...versions },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    };
    const response = await fetch(url, init);
    if (response.status === 200) return response.json();
    const token = headers?.['authorization']?.replace(/^Bearer /, '');
    const issue = redact(bodyOf(await response.text()), token ? [token] : []);
    throw new InstantAPIError({ status: response.status, body: issue });
  };
}
