import type { Policy } from './types.js';

declare const crypto: { randomUUID(): string };

export interface IdempotencyOptions {
  /** Name of the header. Default: `idempotency-key`. */
  readonly header?: string | undefined;
  /** Makes a key. Default: a random UUID. */
  readonly key?: (() => string) | undefined;
}

/**
 * Gives each call that is not repeatable by its method a key by which the server knows a repetition. Stands
 * before `retry`, which then sends the same key again where it otherwise would not have repeated.
 */
export function idempotencyKeys(options: IdempotencyOptions = {}): Policy {
  const { header = 'idempotency-key', key = () => crypto.randomUUID() } = options;
  const name = header.toLowerCase();
  return (next) => (request) =>
    next(
      /^(?:POST|PATCH)$/i.test(request.method)
        ? { ...request, repeatable: true, headers: { [name]: key(), ...request.headers } }
        : request,
    );
}
