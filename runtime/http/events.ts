/** Answers that come piece by piece: server-sent events and JSON lines. */

import { DecodeError, NetworkError } from './errors.js';
import { createLineReader } from './lines.js';
import { createSseParser } from './sse.js';
import type { ServerEvent } from './sse.js';
import type { Reader } from './types.js';
import type { WebResponse } from '../web.js';

/** Events whose data is text. */
export const eventResult: Reader = (response) => events(response, (data) => data);

/** Events whose data is JSON; what is not (`[DONE]`) stays text. */
export const jsonEventResult: Reader = (response) =>
  events(response, (data) => {
    try {
      return JSON.parse(data) as unknown;
    } catch {
      return data;
    }
  });

/** JSON values, one a line or after a record separator. */
export const jsonLinesResult: Reader = (response) =>
  pieces(response, (found: (value: unknown) => void) =>
    createLineReader((line) => {
      for (const record of line.split('\u001e')) {
        if (record.trim() !== '') found(parse(record));
      }
    }),
  );

function parse(record: string): unknown {
  try {
    return JSON.parse(record);
  } catch (cause) {
    throw new DecodeError('The answer has a line that is not JSON', { cause });
  }
}

function events(
  response: WebResponse,
  decode: (data: string) => unknown,
): AsyncGenerator<ServerEvent<unknown>, void, undefined> {
  return pieces(response, (found) =>
    createSseParser({ onEvent: (event) => found({ ...event, data: decode(event.data) }) }),
  );
}

/** What a parser finds in a body, as it comes; leaving the loop ends the request. */
async function* pieces<Piece>(
  { body }: WebResponse,
  parser: (found: (piece: Piece) => void) => (bytes: Uint8Array | undefined) => void,
): AsyncGenerator<Piece, void, undefined> {
  if (!body) return;
  const reader = body.getReader();
  let found: Piece[] = [];
  const push = parser((piece) => void found.push(piece));
  try {
    for (;;) {
      const { done, value }: Chunk = await reader.read().catch(broken);
      let problem: unknown;
      try {
        push(done ? undefined : value);
      } catch (error) {
        problem = error;
      }
      const ready = found;
      found = [];
      yield* ready;
      if (problem !== undefined) throw problem;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

interface Chunk {
  readonly done: boolean;
  readonly value?: Uint8Array | undefined;
}

/** `fetch` says that a connection was lost by a `TypeError`; anything else is the reason of an abort. */
function broken(cause: unknown): never {
  throw cause instanceof TypeError ? new NetworkError('The answer broke off', { cause }) : cause;
}
