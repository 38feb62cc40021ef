import { ApiError, DecodeError, NetworkError } from './errors.js';
import { headerRecord } from './headers.js';
import type { Draft, Handler, Transport, TransportOptions } from './types.js';
import type { Fetch, WebResponse } from '../web.js';

declare const fetch: Fetch;

/**
 * What endpoint functions send through. Everything that may be secret stays in closures, so that printing
 * a transport shows none of it.
 */
export function createTransport(settings: TransportOptions): Transport {
  const send: Handler = async ({ operation, url, fetchOptions, ...init }) => {
    let response: WebResponse | undefined;
    try {
      response = await (settings.fetch ?? fetch)(url, { ...fetchOptions, ...init } as object);
      const data = await (response.ok ? operation.read : readError)(response, operation);
      return { status: response.status, response, data };
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw new (response ? DecodeError : NetworkError)(
        `${operation.id}: ${response ? 'bad ' + String(response.headers.get('content-type')) : 'no answer'}`,
        { cause },
      );
    }
  };
  const handler = settings.use?.reduceRight((next, policy) => policy(next), send) ?? send;
  return async (operation, input, options) => {
    const draft: Draft = {
      ...options,
      operation,
      method: operation.method,
      url: settings.baseUrl.replace(/\/$/, '') + operation.path,
      headers: headerRecord(settings),
    };
    for (const write of operation.write) await write(draft, input, settings);
    Object.assign(draft.headers, headerRecord(options));
    const answer = await handler(draft);
    if (answer.response.ok) return answer;
    throw new ApiError(answer.response, answer.data);
  };
}

/** Servers answer errors in JSON, text, HTML or nothing, whatever was declared. */
function readError(response: WebResponse): Promise<unknown> {
  return response
    .clone()
    .json()
    .catch(() => response.text());
}
