/**
 * Remembers which requests came. A signature alone does not tell a request from its copy, which whoever
 * sees one could send again for as long as the tolerance allows.
 */
export interface ReplayGuard {
  /** False where `key` was claimed before; it has to be remembered until `expires`. */
  claim(key: string, expires: Date): boolean | Promise<boolean>;
  /** The request could not be handled: it may come again. */
  release(key: string): void | Promise<void>;
}

/** A guard that remembers in this process; several processes need one with a store that they share. */
export function createReplayGuard(now: () => number = Date.now): ReplayGuard {
  const claimed = new Map<string, number>();
  return {
    claim: (key, expires) => {
      const time = now();
      claimed.forEach((end, each) => end < time && claimed.delete(each));
      if (claimed.has(key)) return false;
      claimed.set(key, expires.getTime());
      return true;
    },
    release: (key) => {
      claimed.delete(key);
    },
  };
}
