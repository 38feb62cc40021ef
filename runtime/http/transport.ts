import { ApiError, DecodeError, NetworkError } from './errors.js';
import { headerRecord } from './headers.js';
import type { Draft, Handler, Reader, Transport, TransportOptions } from './types.js';
import type { Fetch } from '../web.js';

declare const fetch: Fetch;

/**
 * What endpoint functions send through. Everything that may be secret stays in closures, so that printing
 * a transport shows none of it.
 */
export const createTransport = (settings: TransportOptions<object, object>): Transport => {
  const send: Handler = async ({ operation, url, fetchOptions, ...init }) => {
    try {
      const response = await (settings.fetch ?? fetch)(url, { ...fetchOptions, ...init } as object);
      return {
        status: response.status,
        data: await (response.ok ? operation.read : (operation.refused ?? readError))(
          response,
          operation,
        ),
        response,
      };
    } catch (cause) {
      // React Native's signals have no reason; its `fetch` says what it was.
      if (init.signal?.aborted) throw init.signal.reason ?? cause;
      // A `SyntaxError`, perhaps of another realm, is of what came; connections are lost by any other.
      throw new (/Syntax/.test(cause as string) ? DecodeError : NetworkError)(
        operation.id + ': ' + (cause as string),
        { cause },
      );
    }
  };
  const handler = settings.use?.reduceRight((next, policy) => policy(next), send) ?? send;
  return async (operation, input = {}, options) => {
    const again = async (): Promise<Draft> => {
      const draft: Draft = {
        ...options,
        again,
        headers: headerRecord(settings),
        method: operation.method,
        operation,
        url: settings.baseUrl.replace(/\/+$/, '') + operation.path,
      };
      for (const write of operation.write) await write(draft, input, settings);
      Object.assign(draft.headers, headerRecord(options));
      return draft;
    };
    const answer = await handler(await again());
    if (answer.response.ok) return answer;
    throw Object.assign(
      new ApiError(
        // As JSON: whatever it is, it says something; of a page that a proxy answers, the beginning.
        // eslint-disable-next-line @typescript-eslint/restrict-plus-operands -- a template takes ten bytes more
        operation.id +
          ': ' +
          answer.status +
          ' ' +
          ((JSON.stringify(answer.data) as Text)?.slice(0, 300) as string),
      ),
      { status: answer.status, headers: answer.response.headers, body: answer.data },
    );
  };
};

/** A policy may answer with nothing. */
type Text = string | undefined;

/** Servers answer errors in JSON, text, HTML or nothing, whatever was declared. */
export const readError: Reader = (response) =>
  response.text().then((text): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  });
