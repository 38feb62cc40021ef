/** Keys of every kind that a server may sign webhooks with. */

import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface SigningKey {
  /** As it is published. */
  readonly jwk: object;
  readonly sign: (message: Buffer) => Buffer;
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');

const withRsa = (alg: string | undefined, hash: string, padding?: object): SigningKey => ({
  jwk: { ...rsa.publicKey.export({ format: 'jwk' }), ...(alg === undefined ? {} : { alg }) },
  sign: (message) => sign(hash, message, { key: rsa.privateKey, ...padding }),
});
const onCurve = (
  namedCurve: string,
  hash: string,
  dsaEncoding: 'der' | 'ieee-p1363',
): SigningKey => {
  const { publicKey, privateKey }: Pair = generateKeyPairSync('ec', { namedCurve });
  return {
    jwk: publicKey.export({ format: 'jwk' }),
    sign: (message) => sign(hash, message, { key: privateKey, dsaEncoding }),
  };
};

const keys = {
  ed25519: {
    jwk: { ...ed25519.publicKey.export({ format: 'jwk' }), alg: 'EdDSA', use: 'sig' },
    sign: (message: Buffer) => sign(null, message, ed25519.privateKey),
  },
  RS256: withRsa('RS256', 'sha256'),
  RS384: withRsa('RS384', 'sha384'),
  RS512: withRsa('RS512', 'sha512'),
  'RSA without alg': withRsa(undefined, 'sha256'),
  PS256: withRsa('PS256', 'sha256', { padding: 6, saltLength: 32 }),
  'P-256': onCurve('P-256', 'sha256', 'ieee-p1363'),
  'P-256 as DER': onCurve('P-256', 'sha256', 'der'),
  'P-384': onCurve('P-384', 'sha384', 'ieee-p1363'),
  'P-521': onCurve('P-521', 'sha512', 'ieee-p1363'),
  oct: { jwk: { kty: 'oct', k: 'AA' }, sign: (message: Buffer) => message.subarray(0, 32) },
} satisfies Readonly<Record<string, SigningKey>>;

export type KeyKind = keyof typeof keys;
/** Most are of the kind that Instant has. */
export const KEY_KINDS: readonly KeyKind[] = [
  ...Array.from({ length: 12 }, () => 'ed25519' as const),
  ...(Object.keys(keys) as KeyKind[]),
];

export function signingKeyOf(kind: KeyKind): SigningKey {
  return keys[kind];
}
