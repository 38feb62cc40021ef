import { issueOf } from './session.js';
import { TimeoutError } from '../http/errors.js';
import { createSseParser } from '../http/sse.js';
import { web } from '../web.js';
import type { WebResponse, WebSignal } from '../web.js';

export interface EventsOptions {
  /** Sends the request. */
  readonly connect: (signal: WebSignal) => Promise<WebResponse>;
  readonly onOpen: () => void;
  readonly onData: (data: string) => void;
  readonly onRetry?: (milliseconds: number) => void;
  /** Milliseconds without a sign of life after which the connection is given up; 0 and `Infinity` wait for ever. */
  readonly stall: number;
}

/**
 * How a connection ended. `lost`: it broke off, or there was none; another attempt may succeed. `refused`:
 * the server answered with something else than events.
 */
export type EventsEnd =
  | { readonly kind: 'lost'; readonly cause?: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly body: unknown };

/** The server sends a comment every 15 seconds; four missing ones mean that it is gone. */
export const STALL = 60_000;

/** One connection that receives server-sent events until it ends. Never rejects, and leaves nothing behind. */
export async function receiveEvents(options: EventsOptions, outer: WebSignal): Promise<EventsEnd> {
  const { stall } = options;
  const controller = new web.AbortController();
  const pass = (): void => controller.abort(outer.reason);
  let timer: unknown;
  const alive = (): void => {
    web.clearTimeout(timer);
    if (stall > 0 && stall < 2e9) timer = web.setTimeout(giveUp, stall);
  };
  const giveUp = (): void => controller.abort(new TimeoutError(`no sign of life in ${stall} ms`));
  outer.addEventListener('abort', pass);
  try {
    if (outer.aborted) pass();
    alive();
    const response = await options.connect(controller.signal);
    const { status, body } = response;
    const type = response.headers.get('content-type') ?? '';
    if (status !== 200 || !/^text\/event-stream\b/i.test(type) || !body) {
      return { kind: 'refused', status, body: await reasonOf(response) };
    }
    options.onOpen();
    const parse = createSseParser(undefined, {
      set retry(wait: string) {
        // A longer time, timers take for none.
        if (/^\d{1,9}$/.test(wait)) options.onRetry?.(Number(wait));
      },
    });
    const reader = body.getReader();
    for (;;) {
      const { value } = (await reader.read()) as Chunk;
      if (!value) return { kind: 'lost' };
      alive();
      for (const { data } of Array.from(parse(value))) {
        if (!controller.signal.aborted) options.onData(data as string);
      }
    }
  } catch (cause) {
    return { kind: 'lost', cause };
  } finally {
    web.clearTimeout(timer);
    outer.removeEventListener('abort', pass);
    controller.abort();
  }
}

interface Chunk {
  readonly value?: Uint8Array | undefined;
}

/** What an answer that is no stream of events says, as the body of an error. */
async function reasonOf(response: WebResponse): Promise<unknown> {
  const { ok, status } = response;
  if (ok) return { type: undefined, message: misplaced(status) };
  return bodyOf(await response.text());
}

/** An error answer's text as the body of an error: JSON where it is, a message otherwise. */
export function bodyOf(text: string): unknown {
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not every server on the way writes JSON.
  }
  return issueOf(body);
}

function misplaced(status: number): string {
  if (status === 204) return 'Server sent HTTP 204, not reconnecting';
  return status === 200
    ? 'Invalid content type, expected "text/event-stream"'
    : `Non-200 status code (${status})`;
}
