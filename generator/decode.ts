/** Bytes of a file as text. */

/**
 * UTF-8, unless a mark at its beginning says UTF-16, as PowerShell writes what a command prints, or half of
 * its first character is zero: no text of UTF-8 has that.
 */
export function decode(bytes: Buffer): string {
  const start = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (start === 0xfffe || (start > 0 && start % 256 === 0)) return text('utf-16le', bytes);
  if (start === 0xfeff || (start > 0 && start < 256)) return text('utf-16be', bytes);
  return bytes.toString('utf8');
}

const text = (encoding: string, bytes: Buffer): string => new TextDecoder(encoding).decode(bytes);
