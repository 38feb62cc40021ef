import { InstantError } from '../errors.js';
import { algorithmOf } from './algorithms.js';
import { web } from '../../web.js';
import type { Algorithm, Jwk, SubtleCrypto } from './algorithms.js';
import type { ObjectConstructor2022 } from '../../web.js';

declare const Object: ObjectConstructor2022;

/** A key that is ready to check signatures. */
export interface VerifyKey {
  readonly alg: Algorithm;
  /** A `CryptoKey`. */
  readonly key: unknown;
}

export interface JwkSet {
  readonly keys?: readonly Jwk[] | null;
}

/** Keys that need no request: those of Instant's cloud, and of a server on a developer's machine. */
const KNOWN: { readonly [apiURI: string]: Jwk } = {
  'https://api.instantdb.com': {
    kty: 'OKP',
    crv: 'Ed25519',
    alg: 'EdDSA',
    use: 'sig',
    kid: '1034696293',
    x: 'N-C41432STKAKkXAWmeIOXMnZcGRR1b9u1L3bTVqI_o',
  },
  'http://localhost:8888': {
    kty: 'OKP',
    crv: 'Ed25519',
    alg: 'EdDSA',
    use: 'sig',
    kid: '503090235',
    x: 'qrSkwDaMITRMF9nOgpueqxgaAiuFmJperYE3mkyl8Ow',
  },
};

/** Milliseconds after which published keys are read again, so that one that was withdrawn is dropped. */
const MAX_AGE = 3_600_000;
/**
 * Milliseconds after a reading that did not give the key it was for, before another unknown key is a reason to read
 * them again: anybody can make one up.
 */
const COOLDOWN = 30_000;
/** Milliseconds before a reading that failed is tried again. */
const FAILED_COOLDOWN = 5000;

/** Finds a key by its id; the published ones are read with the function where that is needed. */
export type FindKey = (kid: string, fetchJwks: () => Promise<unknown>) => Promise<VerifyKey>;

/** Of a process: by the function that its requests go through, and then by address. */
const shared = new WeakMap<object, Map<string, FindKey>>();

/** What clients of one server share, so that a new one, as `asUser` makes, reads no keys again. */
export function sharedKeys(fetch: object, apiURI: string): FindKey {
  const known = shared.get(fetch) ?? new Map<string, FindKey>();
  shared.set(fetch, known);
  const find = known.get(apiURI) ?? createKeys(apiURI);
  known.set(apiURI, find);
  return find;
}

/**
 * Finds keys by their id, and reads the published ones where it has to: at first, for a new id, and after
 * an hour. Requests at the same time share one reading.
 */
export function createKeys(apiURI: string, now: () => number = Date.now): FindKey {
  const ready = new Map<string, Promise<VerifyKey>>();
  let published: readonly Jwk[] = [];
  let readAt = -Infinity;
  let missedAt = -Infinity;
  let reading: Promise<void> | undefined;
  let failure: { readonly at: number; readonly error: Error } | undefined;

  const begin = (fetchJwks: () => Promise<unknown>): Promise<void> => {
    if (failure && now() - failure.at < FAILED_COOLDOWN) {
      return Promise.reject(failure.error);
    }
    return fetchJwks()
      .then(
        (answer) => {
          published = (answer as JwkSet | null)?.keys ?? [];
          readAt = now();
          failure = undefined;
          ready.clear();
        },
        (error: unknown) => {
          failure = { at: now(), error: error as Error };
          throw error;
        },
      )
      .finally(() => (reading = undefined));
  };
  const known = Object.hasOwn(KNOWN, apiURI) ? KNOWN[apiURI] : undefined;
  const find = (kid: string): Jwk | undefined => published.find((key) => key.kid === kid);

  return async (kid, fetchJwks) => {
    const builtIn = known?.kid === kid ? known : undefined;
    if (!builtIn) {
      const missing = !find(kid);
      if (now() - readAt > MAX_AGE || (missing && now() - missedAt > COOLDOWN)) {
        // A key that is known already goes on to hold while the others cannot be read.
        await (reading ??= begin(fetchJwks)).catch((error: unknown) => {
          if (missing) throw error;
        });
        if (!find(kid)) missedAt = now();
      }
    }
    const jwk = builtIn ?? find(kid);
    if (!jwk) throw new InstantError('Could not find matching signing key', { kid });
    let key = ready.get(kid);
    if (!key) {
      const begun = (key = importKey(jwk));
      ready.set(kid, begun);
      // What failed is tried again with the next request: the platform may have been at fault.
      begun.catch(() => {
        if (ready.get(kid) === begun) ready.delete(kid);
      });
    }
    return key;
  };
}

async function importKey(jwk: Jwk): Promise<VerifyKey> {
  const alg = algorithmOf(jwk);
  // Others Web Crypto would compare with what it is asked for, in spellings that differ.
  const members = ['kty', 'crv', 'x', 'y', 'n', 'e'].map((name) => [name, jwk[name]] as const);
  const key = Object.fromEntries(members.filter(([, value]) => value !== undefined));
  return { alg, key: await subtleCrypto().importKey('jwk', key, alg, false, ['verify']) };
}

/** @throws {TypeError} where the platform has no Web Crypto. */
export function subtleCrypto(): SubtleCrypto {
  const { crypto } = web as { readonly crypto?: { readonly subtle?: unknown } };
  if (!crypto?.subtle) throw new TypeError('This platform has no crypto.subtle');
  return crypto.subtle as SubtleCrypto;
}
