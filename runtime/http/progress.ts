/** How far a body has come, on its way there or back. */

import type { Policy } from './types.js';
import type { ByteStream, WebBlob, WebHeaders, WebResponse } from '../web.js';

declare const Blob: new (parts: readonly unknown[]) => WebBlob;
declare const Response: new (
  body: unknown,
  init?: { readonly status: number; readonly headers: WebHeaders },
) => WebResponse;
declare const ReadableStream: new (source: {
  pull(controller: { enqueue(chunk: unknown): void; close(): void }): Promise<void>;
  cancel(reason?: unknown): Promise<void>;
}) => ByteStream;

export interface Progress {
  /** Bytes so far. */
  readonly loaded: number;
  /** Bytes in all, where that is known. */
  readonly total?: number | undefined;
  /** Id of the operation. */
  readonly operation: string;
}

/** A `FormData`, or `URLSearchParams`. */
interface Form {
  readonly append: unknown;
}

type Report = (progress: Progress) => void;

/**
 * Reports what has been read of a request's body to be sent. The body is sent as a stream, for which
 * browsers ask for HTTP/2 and servers get no `content-length`. Stands after `retry`.
 */
export function uploadProgress(report: Report): Policy {
  return (next) => (request) => {
    const { body, duplex, operation } = request;
    if (body === undefined) return next(request);
    // Only the platform writes a form, and says how with its type; how long it is, it does not say.
    const form = (body as Partial<Form>).append ? new Response(body) : undefined;
    const whole: Partial<WebBlob> | undefined = duplex || form ? undefined : new Blob([body]);
    const stream = form ? form.body : whole ? whole.stream?.() : (body as ByteStream);
    // In React Native nothing is sent piece by piece.
    if (!stream) return next(request);
    const type = form?.headers.get('content-type');
    return next({
      ...request,
      headers: { ...request.headers, ...(type && { 'content-type': type }) },
      body: counted(stream, report, operation.id, whole?.size),
      duplex: 'half',
    });
  };
}

/** Reports what has been received of an answer's body, of events and lines as well. */
export function downloadProgress(report: Report): Policy {
  return (next) => (request) => {
    const { operation } = request;
    return next({
      ...request,
      operation: {
        ...operation,
        read: (response) => {
          const { body, status, headers } = response;
          if (!body) return operation.read(response, operation);
          const length = headers.get('content-length');
          // What is compressed has another length than what is read.
          const known = length !== null && !headers.has('content-encoding');
          const total = known ? Number(length) : undefined;
          const stream = counted(body, report, operation.id, total);
          return operation.read(new Response(stream, { status, headers }), operation);
        },
      },
    });
  };
}

function counted(body: ByteStream, report: Report, operation: string, total?: number): ByteStream {
  const reader = body.getReader();
  let loaded = 0;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done || value === undefined) {
        controller.close();
        return;
      }
      loaded += value.length;
      report({ loaded, total, operation });
      controller.enqueue(value);
    },
    cancel: async (reason) => reader.cancel?.(reason),
  });
}
