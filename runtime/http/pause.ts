import type { WebSignal } from '../web.js';

declare const setTimeout: (callback: () => void, milliseconds: number) => unknown;
declare const clearTimeout: (timer: unknown) => void;

/** Waits; rejects with the signal's reason as soon as it is aborted, and leaves nothing behind. */
export const pause = async (milliseconds: number, signal: WebSignal | undefined): Promise<void> => {
  signal?.throwIfAborted();
  let timer: unknown;
  let end!: () => void;
  await new Promise<void>((resolve) => {
    // A longer time, timers take for none.
    timer = setTimeout((end = resolve), milliseconds);
    signal?.addEventListener('abort', end);
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
};
