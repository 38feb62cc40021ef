import type { Connect } from '../connect.js';
import type { WebSignal } from '../../web.js';

/** The bytes of a file that holds a part of a stream. Throws where it cannot be had. */
export async function* filePieces(
  connect: Connect,
  url: string,
  signal: WebSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const response = await connect('streams', url, { method: 'GET', headers: {}, signal });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`A part of the stream could not be read: ${response.status}`);
  }
  if (!response.body) return;
  const reader = response.body.getReader();
  for (;;) {
    const { value } = (await reader.read()) as {
      readonly value?: Uint8Array;
    };
    if (!value) return;
    yield value;
  }
}
