/** The document that is piped into the command. */

import type { Readable } from 'node:stream';

/** Its bytes; undefined where nothing is piped, or more than `limit` bytes are. */
export async function readStdin(
  stream: Readable & { readonly isTTY?: boolean },
  limit: number,
): Promise<Buffer | undefined> {
  if (stream.isTTY === true) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
