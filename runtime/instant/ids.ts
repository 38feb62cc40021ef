/** Entity ids: UUIDs of any version, in any case. */

const UUID =
  /^(?:[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}|0{8}(?:-0{4}){3}-0{12}|f{8}(?:-f{4}){3}-f{12})$/i;

/** The part of Web Crypto that makes ids; browsers offer `randomUUID` on secure pages only. */
interface RandomSource {
  getRandomValues(bytes: Uint8Array): unknown;
  randomUUID?(): string;
}

/** Whether a value is a UUID. */
export function isUuid(value: unknown): boolean {
  return typeof value === 'string' && UUID.test(value);
}

/** Whether a value names an entity: a UUID, or the text that `lookup(attr, value)` gives. */
export function isEntityId(value: unknown): boolean {
  return isUuid(value) || isLookup(value);
}

/** Whether a value is the text that `lookup(attr, value)` gives. */
export function isLookup(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('lookup__');
}

/** A new random id (UUID, version 4). */
export function id(): string {
  const { crypto }: { readonly crypto?: RandomSource } = globalThis as object;
  if (crypto === undefined) throw new TypeError('This platform has no crypto');
  if (crypto.randomUUID !== undefined) return crypto.randomUUID();
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
