import { jsonResult } from '../http/json.js';
import { web } from '../web.js';
import type { Handler, HttpRequest, Policy } from '../http/types.js';
import type { Fetch, WebFetchOptions, WebResponse, WebSignal } from '../web.js';

/** Sends a request of a feature with connections of its own; `id` is the name under which policies see it. */
export type Connect = (id: string, url: string, init: ConnectInit) => Promise<WebResponse>;

export interface ConnectInit {
  /** Default: `POST`. */
  readonly method?: 'GET';
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  readonly signal: WebSignal;
  /** More options of `fetch`. */
  readonly options?: object;
}

/**
 * What such requests are sent through: the policies of `use`, which see one request and what answers it. The answer's
 * body is left to be read, so that its `data` is undefined for them. They are asked neither to repeat nor to share it.
 */
export function connectThrough(use: readonly Policy[], fetch: Fetch): Connect {
  const send: Handler = async ({ url, method, headers, body, signal, fetchOptions }) => {
    const outer = (fetchOptions as { readonly signal?: WebSignal } | undefined)?.signal;
    const init = { ...fetchOptions, method, headers, body, signal: either(signal, outer) };
    const response = await fetch(url, init as WebFetchOptions);
    return { status: response.status, data: undefined, response };
  };
  const handler = use.reduceRight((next, policy) => policy(next), send);
  return async (id, url, { options, method = 'POST', ...init }) => {
    const fetchOptions: object = { ...options, signal: init.signal };
    const request: HttpRequest = {
      ...init,
      operation: { id, method, path: '', write: [], read: jsonResult, retry: 'never' },
      method,
      url,
      fetchOptions,
      again: () => Promise.resolve(request),
    };
    return (await handler(request)).response;
  };
}

/** A policy lets go of a request that is answered; whoever reads the answer may still end it. */
function either(signal: WebSignal | undefined, outer: WebSignal | undefined): unknown {
  if (signal === outer) return outer;
  const signals = (web as { readonly AbortSignal?: Combining }).AbortSignal;
  return (
    signals?.any?.(
      [signal, outer].flatMap((each): WebSignal | readonly WebSignal[] => each ?? []),
    ) ?? outer
  );
}

interface Combining {
  any?(signals: readonly WebSignal[]): WebSignal;
}
