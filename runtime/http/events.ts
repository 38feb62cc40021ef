/** Answers that come piece by piece: server-sent events and JSON lines. */

import { DecodeError, NetworkError } from './errors.js';
import { createLineReader } from './lines.js';
import { createSseParser } from './sse.js';
import type { ServerEvent } from './sse.js';
import type { Reader } from './types.js';
import type { WebResponse } from '../web.js';

/** Events whose data is text. */
export const eventResult: Reader = (response) => pieces(response, eventParser, (event) => event);

/** Events whose data is JSON; what is not (`[DONE]`) stays text. */
export const jsonEventResult: Reader = (response) =>
  pieces(response, eventParser, (event): ServerEvent<unknown> => {
    try {
      return { ...event, data: JSON.parse(event.data) as unknown };
    } catch {
      return event;
    }
  });

/** JSON values, one a line or after a record separator. */
export const jsonLinesResult: Reader = (response, { id }) =>
  pieces(response, recordParser, (record): unknown => {
    try {
      return JSON.parse(record);
    } catch (cause) {
      throw new DecodeError(id, { cause });
    }
  });

type Parser<Piece> = (found: (piece: Piece) => void) => (bytes?: Uint8Array) => void;

const eventParser: Parser<ServerEvent> = (onEvent) => createSseParser({ onEvent });

const recordParser: Parser<string> = (found) =>
  createLineReader((line) => {
    for (const record of line.split('\u001e')) {
      if (record.trim()) found(record);
    }
  });

/** What a parser finds in a body, as it comes; leaving the loop ends the request. */
async function* pieces<Raw, Piece>(
  { body }: WebResponse,
  parser: Parser<Raw>,
  decode: (raw: Raw) => Piece,
): AsyncGenerator<Piece, void, undefined> {
  if (!body) return;
  const reader = body.getReader();
  let found: Raw[] = [];
  const push = parser((raw) => void found.push(raw));
  try {
    for (let done = false; !done;) {
      const chunk: Chunk = await reader.read().catch(broken);
      done = chunk.done;
      push(chunk.value);
      const ready = found;
      found = [];
      for (const raw of ready) yield decode(raw);
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
