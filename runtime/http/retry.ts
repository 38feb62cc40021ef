import { pause } from './pause.js';
import type { Policy, RetryOptions } from './types.js';

/**
 * Repeats what failed and may succeed: safe operations on network errors and on answers with status 429 or
 * 503, others only where {@link RetryOptions.unsent} is certain that nothing was sent. Waits longer each
 * time, with jitter, or as long as the server asks for. A body that is a stream is never sent twice. A number that is
 * none (`Number(process.env.TIMES)` of what is not set) counts as 0.
 */
export const retry =
  ({
    times = 2,
    repeats = ({ status }) => /429|503/.test(status as never),
    asked = ({ response }) => waitOf(response.headers.get('retry-after')),
    unsent,
    delay = 500,
    maxDelay = 30_000,
  }: RetryOptions = {}): Policy =>
  (next) =>
  async (request) => {
    // `POST` and `PATCH`.
    const isUnsafe = /^P[AO]|never/.test(
      request.operation.retry ?? ((request.repeatable || request.method) as string),
    );
    for (let left = request.duplex ? 0 : times, base = delay / 2; ; left--, base *= 2) {
      let wait = Math.min(maxDelay, base * (1 + Math.random()));
      try {
        const answer = await next(request);
        if (!(left > 0) || isUnsafe || !repeats(answer)) return answer;
        wait = asked(answer) || wait;
        if (!(wait <= maxDelay)) return answer;
      } catch (error) {
        if (
          !(left > 0) ||
          !(isUnsafe
            ? unsent?.(error)
            : // The connection was lost, before the answer or in the middle of it; not what `fetch` refuses to send.
              /^Network(?!.* (URL|header |Byte))/.test(error as string))
        ) {
          throw error;
        }
      }
      await pause(wait, request.signal);
    }
  };

/** `connect` failed: the request has not left the machine. */
export function isUnsent(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as Caused;
  return (
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/.test(code) || (!!cause && isUnsent(cause))
  );
}

interface Caused {
  readonly code: string;
  readonly cause?: unknown;
}

/** Milliseconds that the server wants us to wait, which it gives in seconds or as a date; NaN for neither. */
export const waitOf = (given: string | null | undefined): number =>
  // To engines `0` is a date, too: one that is over.
  +(given as string) * 1000 || Date.parse(given as string) - Date.now();
