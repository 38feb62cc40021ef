import { TimeoutError } from './errors.js';
import { isStream, whenDone } from './stream.js';
import type { Policy } from './types.js';
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
 * the beginning has to come in time. Without `milliseconds`, calls end in time that have a `timeout` of their own.
 */
export function timeout(milliseconds?: number): Policy {
  return (next) => async (request) => {
    const outer = request.signal;
    const time = request.timeout ?? milliseconds;
    if (time === undefined) return next(request);
    const controller = new AbortController();
    const pass = (): void => controller.abort(outer?.reason);
    const release = (): void => outer?.removeEventListener('abort', pass);
    const timer = setTimeout(() => {
      controller.abort(new TimeoutError(`${request.operation.id}: no answer in ${time} ms`));
    }, time);
    outer?.addEventListener('abort', pass);
    if (outer?.aborted) pass();
    let streaming = false;
    try {
      const answer = await next({ ...request, signal: controller.signal });
      if (!isStream(answer.data)) return answer;
      streaming = true;
      return { ...answer, data: whenDone(answer.data, release) };
    } finally {
      clearTimeout(timer);
      if (!streaming) release();
    }
  };
}
