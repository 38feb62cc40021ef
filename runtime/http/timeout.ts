import { TimeoutError } from './errors.js';
import { isStream, whenDone } from './stream.js';
import type { HttpResponse, Policy } from './types.js';
import type { WebSignal } from '../web.js';

declare const setTimeout: (callback: () => void, milliseconds: number) => unknown;
declare const clearTimeout: (timer: unknown) => void;
declare const AbortController: new () => {
  readonly signal: WebSignal;
  abort(reason: unknown): void;
};

/**
 * Ends a request that takes longer than `milliseconds`, reading the answer included; it then rejects with
 * a {@link TimeoutError}. A call's own `timeout` replaces the time. Of an answer that is a stream, only
 * the beginning has to come in time. Without `milliseconds`, calls end in time that have a `timeout` of their own;
 * 0 and `Infinity` are no limit.
 *
 * @throws {RangeError} from each call, where the time is no number.
 */
export function timeout(milliseconds?: number): Policy {
  return limitTime(milliseconds, (answer, release) =>
    isStream(answer.data) ? { ...answer, data: whenDone(answer.data, release) } : undefined,
  );
}

/** An answer that goes on after it came, and calls back when it ends; undefined for all others. */
type Hold = (answer: HttpResponse, release: () => void) => HttpResponse | undefined;

/** {@link timeout}; without `hold` for answers of which none is a stream. */
export function limitTime(milliseconds: number | undefined, hold?: Hold): Policy {
  return (next) => async (request) => {
    const outer = request.signal;
    const time = request.timeout ?? milliseconds ?? 0;
    if (!(time >= 0)) throw new RangeError(`${request.operation.id}: timeout ${time}`);
    // A longer time, timers take for none.
    if (!time || time > 2e9) return next(request);
    const controller = new AbortController();
    const pass = (): void => {
      controller.abort(outer?.reason);
      clearTimeout(timer);
    };
    const release = (): void => outer?.removeEventListener('abort', pass);
    const timer = setTimeout(() => {
      const late = new TimeoutError(`${request.operation.id}: no answer in ${time} ms`);
      controller.abort(late);
      // React Native's signals take none.
      (controller.signal as { reason?: unknown }).reason ??= late;
    }, time);
    outer?.addEventListener('abort', pass);
    if (outer?.aborted) pass();
    let held: HttpResponse | undefined;
    try {
      const answer = await next({ ...request, signal: controller.signal });
      return (held = hold?.(answer, release)) ?? answer;
    } finally {
      clearTimeout(timer);
      if (!held) release();
    }
  };
}
