/** Signature algorithms of Web Crypto, by the kind of key. */

import type { ObjectConstructor2022 } from '../../web.js';

declare const Object: ObjectConstructor2022;

/** A public key as the server publishes it. */
export interface Jwk {
  readonly kty?: string;
  readonly crv?: string;
  readonly alg?: string;
  readonly kid?: string;
  readonly [member: string]: unknown;
}

/** What Web Crypto wants to know to read a key, and to check a signature with it. */
export interface Algorithm {
  readonly name: string;
  readonly namedCurve?: string;
  readonly hash?: string;
  readonly saltLength?: number;
}

/** The part of Web Crypto that is used. */
export interface SubtleCrypto {
  importKey(
    format: 'jwk',
    key: object,
    algorithm: Algorithm,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<unknown>;
  verify(
    algorithm: Algorithm,
    key: unknown,
    signature: Uint8Array,
    message: Uint8Array,
  ): Promise<boolean>;
  digest(algorithm: string, data: Uint8Array): Promise<ArrayBuffer>;
}

/** Hash and number of bytes of a coordinate. */
const CURVES: { readonly [curve: string]: readonly [hash: string, bytes: number] } = {
  'P-256': ['SHA-256', 32],
  'P-384': ['SHA-384', 48],
  'P-521': ['SHA-512', 66],
};
const RSA: { readonly [alg: string]: Algorithm } = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  RS512: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
  PS384: { name: 'RSA-PSS', hash: 'SHA-384', saltLength: 48 },
  PS512: { name: 'RSA-PSS', hash: 'SHA-512', saltLength: 64 },
};

/** @throws {Error} for a kind of key that no signature is made with. */
export function algorithmOf({ kty, crv, alg = 'RS256' }: Jwk): Algorithm {
  if (kty === 'OKP' && crv === 'Ed25519') return { name: 'Ed25519' };
  const curve = crv && Object.hasOwn(CURVES, crv) && CURVES[crv];
  if (kty === 'EC' && curve) return { name: 'ECDSA', namedCurve: crv, hash: curve[0] };
  const rsa = kty === 'RSA' && Object.hasOwn(RSA, alg) && RSA[alg];
  if (rsa) return rsa;
  throw new Error(`Unsupported JWK configuration: kty=${String(kty)}, crv=${String(crv)}`);
}

/**
 * A signature in the form that Web Crypto reads: of elliptic curves two numbers of fixed length, while
 * other tools write them as DER.
 */
export function rawSignature(signature: Uint8Array, { namedCurve }: Algorithm): Uint8Array {
  const size = CURVES[namedCurve ?? '']?.[1];
  if (size === undefined || signature.length === 2 * size || signature[0] !== 0x30)
    return signature;
  // SEQUENCE, its length (in two bytes where it is over 127), then two INTEGERs.
  let at = signature[1] === 0x81 ? 3 : 2;
  const raw = new Uint8Array(2 * size);
  for (const end of [size, 2 * size]) {
    const length = signature[at + 1] ?? 0;
    const number = signature.subarray(at + 2, at + 2 + length);
    const digits = number.subarray(Math.max(0, number.length - size));
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return raw;
}
