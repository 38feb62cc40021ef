import { NetworkError } from './errors.js';
import { pause } from './pause.js';
import type { Policy, RetryOptions } from './types.js';

/**
 * Repeats what failed and may succeed: safe operations on network errors and on answers with status 429
 * or 503, others only where it is certain that nothing was sent. Waits longer each time, with jitter, or
 * as long as the server asks for. A body that is a stream is never sent twice.
 */
export function retry({
  times = 2,
  repeats = ({ status }) => status === 429 || status === 503,
  asked = ({ response }) => waitOf(response.headers.get('retry-after')),
  delay = 500,
  maxDelay = 30_000,
}: RetryOptions = {}): Policy {
  return (next) => async (request) => {
    const { operation, method, repeatable, duplex, signal } = request;
    const safe = operation.retry
      ? operation.retry === 'safe'
      : (repeatable ?? !/^(POST|PATCH)$/i.test(method));
    for (let attempt = 0; ; attempt++) {
      let wait = delay * 2 ** attempt * (0.5 + Math.random() / 2);
      const isLast = attempt >= times || duplex;
      try {
        const answer = await next(request);
        if (isLast || !safe || !repeats(answer)) return answer;
        wait = asked(answer) ?? wait;
        if (wait > maxDelay) return answer;
      } catch (error) {
        if (isLast || !isLost(error) || !(safe || notSent(error as Caused))) throw error;
      }
      await pause(wait, signal);
    }
  };
}

/** The connection was lost, before the answer or in the middle of it; not what `fetch` refuses to send. */
function isLost(error: unknown): boolean {
  const cause = (error as Caused)?.cause;
  return (
    (error instanceof NetworkError || cause instanceof TypeError) &&
    !/ URL|invalid header|ByteString/.test(String(cause))
  );
}

/** `connect` failed: the request has not left the machine. */
function notSent(error: Caused): boolean {
  return (
    !!error &&
    (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/.test(error.code as string) ||
      notSent(error.cause as Caused))
  );
}

type Caused = { readonly code?: string; readonly cause?: unknown } | null | undefined;

/** Milliseconds that the server wants us to wait, which it gives in seconds or as a date. */
export function waitOf(said: string | null | undefined): number | undefined {
  if (!said) return undefined;
  const wait = isNaN(+said) ? Date.parse(said) - Date.now() : +said * 1000;
  return isNaN(wait) ? undefined : wait;
}
