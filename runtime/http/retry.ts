import { DecodeError, NetworkError } from './errors.js';
import { pause } from './pause.js';
import type { HttpRequest, HttpResponse, Policy, RetryOptions } from './types.js';

/** What `connect` failed with: the request has not left the machine. */
const NOT_SENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/;

/**
 * Repeats what failed and may succeed: safe operations on network errors and on answers with status 429
 * or 503, others only where it is certain that nothing was sent. Waits longer each time, with jitter, or
 * as long as the server asks for. A body that is a stream is never sent twice.
 */
export function retry(options: RetryOptions = {}): Policy {
  const { times = 2, repeats = isBusy, delay = 500, maxDelay = 30_000 } = options;
  return (next) => async (request) => {
    const safe = isSafe(request);
    for (let attempt = 0; ; attempt++) {
      let wait = delay * 2 ** attempt * (0.5 + Math.random() / 2);
      try {
        const answer = await next(request);
        if (attempt >= times || !safe || !isReplayable(request) || !repeats(answer)) return answer;
        wait = askedFor(answer) ?? wait;
        if (wait > maxDelay) return answer;
      } catch (error) {
        const worthIt = safe ? isLost(error) : error instanceof NetworkError && notSent(error);
        if (attempt >= times || !worthIt || !isReplayable(request)) throw error;
      }
      await pause(wait, request.signal);
    }
  };
}

function isBusy({ status }: HttpResponse): boolean {
  return status === 429 || status === 503;
}

function isSafe({ operation, method }: HttpRequest): boolean {
  return operation.retry
    ? operation.retry === 'safe'
    : /^(?:GET|HEAD|OPTIONS|PUT|DELETE|TRACE)$/i.test(method);
}

/** The connection was lost, before the answer or in the middle of it. */
function isLost(error: unknown): boolean {
  return (
    error instanceof NetworkError ||
    (error instanceof DecodeError && error.cause instanceof TypeError)
  );
}

function notSent({ cause }: Error): boolean {
  for (let error: unknown = cause; error; error = (error as Error).cause) {
    if (NOT_SENT.test(String((error as { code?: unknown }).code))) return true;
  }
  return false;
}

function isReplayable({ duplex }: HttpRequest): boolean {
  return !duplex;
}

/** Milliseconds that the server wants us to wait: its header, or what its error body says. */
function askedFor({ response, data }: HttpResponse): number | undefined {
  const hint = (data as { hint?: { 'retry-after'?: number | string } | null } | null | undefined)
    ?.hint;
  const header = response.headers.get('retry-after') ?? hint?.['retry-after'];
  if (header === undefined || header === '') return undefined;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(String(header)) - Date.now() : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
