import { web } from '../../web.js';

/** Text with the number of its bytes in UTF-8, which is what offsets count. */
export interface Chunk {
  readonly text: string;
  readonly bytes: Uint8Array;
}

export function chunkOf(text: string): Chunk {
  return { text, bytes: new web.TextEncoder().encode(text) };
}

/**
 * Makes the pieces of a text sendable one by one: a character that a piece ends in the middle of (the
 * first half of a surrogate pair) waits for the next piece, and a half without its other half is replaced,
 * since it has no bytes in UTF-8.
 */
export function createJoiner(): { next(piece: string): string; rest(): string } {
  let held = '';
  return {
    next: (piece) => {
      const text = held + piece;
      held = /[\ud800-\udbff]$/.exec(text)?.[0] ?? '';
      return wellFormed(held === '' ? text : text.slice(0, -1));
    },
    rest: () => {
      const last = wellFormed(held);
      held = '';
      return last;
    },
  };
}

function wellFormed(text: string): string {
  return text.replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    '\ufffd',
  );
}

/** What follows the first `count` bytes of a chunk; null where that is the middle of a character. */
export function textAfter({ bytes }: Chunk, count: number): string | null {
  // Bytes 10xxxxxx go on with a character.
  if (((bytes[count] ?? 0) & 0xc0) === 0x80) return null;
  return createDecoder().decode(bytes.subarray(count) as never);
}

/** Decodes UTF-8 in which what looks like a byte order mark is content. */
export function createDecoder(): InstanceType<DecoderClass> {
  return new (web.TextDecoder as DecoderClass)('utf-8', { ignoreBOM: true });
}

type DecoderClass = new (
  encoding: string,
  options: { ignoreBOM: boolean },
) => { decode(bytes?: never, options?: { stream?: boolean }): string };
