/** Bytes of a file as text. */

/** UTF-8, unless a mark at its beginning says UTF-16, as PowerShell writes what a command prints. */
export function decode(bytes: Buffer): string {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(bytes);
  if (mark === 0xfeff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('utf8');
}
