import { ApiError, DecodeError, NetworkError } from './errors.js';
import { mergeHeaders } from './headers.js';
import type { Draft, Handler, Transport, TransportOptions } from './types.js';
import type { Fetch, WebResponse } from '../web.js';

/**
 * What endpoint functions send through. Everything that may be secret stays in closures, so that printing
 * a transport shows none of it.
 */
export function createTransport(settings: TransportOptions): Transport {
  const fetcher: Handler = async ({ operation, url, timeout: _, fetchOptions, ...init }) => {
    let response: WebResponse | undefined;
    try {
      response = await (settings.fetch ?? (globalThis as Platform).fetch)(url, {
        ...fetchOptions,
        ...init,
      } as object);
      const body = await (response.ok ? operation.read : readError)(response, operation);
      return { status: response.status, response, body };
    } catch (cause) {
      init.signal?.throwIfAborted();
      const got = response ? `unreadable ${response.headers.get('content-type')}` : 'no answer';
      throw new (response ? DecodeError : NetworkError)(`${operation.id}: ${got}`, { cause });
    }
  };

  const send = settings.use?.reduceRight((next, policy) => policy(next), fetcher) ?? fetcher;

  return async (operation, input, { headers, ...options }) => {
    const draft: Draft = {
      ...options,
      operation,
      method: operation.method,
      url: settings.baseUrl.replace(/\/$/, '') + operation.path,
      headers: mergeHeaders({}, settings.headers),
    };
    for (const write of operation.write) await write(draft, input, settings);
    mergeHeaders(draft.headers, headers);
    const { status, response, body } = await send(draft);
    return response.ok
      ? { status, response, data: body }
      : { status, response, error: new ApiError(operation.id, response, body) };
  };
}

type Platform = typeof globalThis & { readonly fetch: Fetch };

/** Servers answer errors in JSON, text, HTML or nothing, whatever was declared. */
async function readError(response: WebResponse): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
