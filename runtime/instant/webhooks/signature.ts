import { fromZero, InstantError } from '../errors.js';
import { rawSignature } from './algorithms.js';
import { subtleCrypto } from './keys.js';
import { web } from '../../web.js';
import type { VerifyKey } from './keys.js';
import type { ReplayGuard } from './replay.js';
import type { WebhookBody } from './types.js';

export interface ValidateOptions {
  /** When the request came. Default: now. */
  readonly receivedAt?: Date | null | undefined;
  /**
   * Seconds that a signature may be old.
   *
   * @default 300
   */
  readonly tolerance?: number | null | undefined;
  /** Refuses a request that came before, signature and all. */
  readonly replayGuard?: ReplayGuard | undefined;
}

/** A request that was checked, and by which name a guard knows it. */
export interface Validated {
  readonly body: WebhookBody;
  readonly key: string;
}

/**
 * Checks the value of an `Instant-Signature` header over a body.
 *
 * @throws {InstantError} where anything about the request is not as Instant sends it.
 * @throws {RangeError} where `tolerance` or `receivedAt` is no number.
 */
export async function validateSignature(
  keyOf: (kid: string) => Promise<VerifyKey>,
  header: string,
  readBody: () => string | Promise<string>,
  { receivedAt, tolerance, replayGuard }: ValidateOptions,
): Promise<Validated> {
  const { t, kid, v1 } = parseHeader(header);
  const at = receivedAt ?? new Date();
  // A number that is none would let pass what is of any age.
  const seconds = fromZero('tolerance', tolerance ?? 300);
  const age = Math.floor(fromZero('receivedAt', at.getTime()) / 1000) - Number(t);
  if (age > seconds) {
    throw new InstantError('Webhook signature is too old', {
      tolerance: seconds,
      receivedAt: at,
      t,
    });
  }
  const { alg, key } = await keyOf(kid);
  const text = await readBody();
  const message = new web.TextEncoder().encode(`${t}.${text}`);
  const bytes = fromHex(v1);
  if (!bytes || !(await subtleCrypto().verify(alg, key, rawSignature(bytes, alg), message))) {
    throw new InstantError('Instant Signature did not validate', { header });
  }
  const body = parseBody(text);
  // Not the signature: some algorithms allow of several for one message.
  const name = replayGuard ? toHex(await subtleCrypto().digest('SHA-256', message)) : '';
  const expires = new Date((Number(t) + seconds) * 1000);
  if (replayGuard && !(await replayGuard.claim(name, expires))) {
    throw new InstantError('Webhook request has been received before', { t });
  }
  return { body, key: name };
}

interface SignatureParts {
  readonly t: string;
  readonly kid: string;
  readonly v1: string;
}

/** `t=<seconds>,kid=<key id>,v1=<hex>` */
function parseHeader(header: string): SignatureParts {
  const parts = new Map(
    header.split(',').map((part) => part.trim().split('=') as [string, string | undefined]),
  );
  const names = ['t', 'kid', 'v1'];
  const [t = '', kid = '', v1 = ''] = names.map((name) => parts.get(name));
  const sound = [/^\d+$/.test(t), kid, v1];
  const missingKeys = names.filter((_, at) => !sound[at]);
  if (missingKeys.length > 0) {
    throw new InstantError('Invalid Instant-Signature header.', { header, missingKeys });
  }
  return { t, kid, v1 };
}

function parseBody(text: string): WebhookBody {
  const body = JSON.parse(text) as Partial<WebhookBody> | null;
  if (typeof body?.payloadUrl !== 'string' || typeof body.token !== 'string') {
    throw new InstantError(
      'Invalid webhook body, expected an object with payloadUrl and token fields',
      { body },
    );
  }
  return body as WebhookBody;
}

/** Null for what is no hexadecimal text. */
function fromHex(text: string): Uint8Array | null {
  if (!/^(?:[\da-f]{2})+$/i.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
