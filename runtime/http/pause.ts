import type { WebSignal } from '../web.js';

declare const setTimeout: (callback: () => void, milliseconds: number) => unknown;
declare const clearTimeout: (timer: unknown) => void;

/**
 * Waits; rejects with the signal's reason as soon as it is aborted, and leaves nothing behind. In React Native, whose
 * signals have no reason, it ends: a request that is begun with the signal is refused there.
 */
export const pause = async (milliseconds: number, signal: WebSignal | undefined): Promise<void> => {
  let timer: unknown;
  let end!: () => void;
  await new Promise<void>((resolve) => {
    timer = setTimeout((end = resolve), signal?.aborted ? 0 : milliseconds);
    signal?.addEventListener('abort', end);
  });
  signal?.removeEventListener('abort', end);
  clearTimeout(timer);
  if (signal?.reason) throw signal.reason;
};
