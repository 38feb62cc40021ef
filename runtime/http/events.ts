/** Answers that come piece by piece: server-sent events and JSON lines. */

import { DecodeError, NetworkError } from './errors.js';
import { createLineReader } from './lines.js';
import { createSseParser } from './sse.js';
import type { ServerEvent } from './sse.js';
import type { Reader } from './types.js';
import type { WebResponse } from '../web.js';

/** Events whose data is text. */
export const eventResult: Reader = (response) => pieces(response, eventParser, (event) => event);

/**
 * Events whose data is JSON. `[DONE]`, by which many services end their answers, ends it; the iterator
 * throws a {@link DecodeError} for anything else that is not JSON.
 */
export const jsonEventResult: Reader = (response, { id }) =>
  pieces(response, eventParser, (event): ServerEvent<unknown> | undefined =>
    event.data === '[DONE]' ? undefined : { ...event, data: parsed(id, event.data) },
  );

/** JSON values, one a line or after a record separator. */
export const jsonLinesResult: Reader = (response, { id }) =>
  pieces(response, recordParser, (record) => parsed(id, record));

function parsed(id: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DecodeError(`${id}: ${String(cause)}`, { cause });
  }
}

type Parser<Piece> = (found: (piece: Piece) => void) => (bytes?: Uint8Array) => void;

const eventParser: Parser<ServerEvent> = (onEvent) => createSseParser({ onEvent });

const recordParser: Parser<string> = (found) =>
  createLineReader((line) => {
    for (const record of line.split('\u001e')) {
      if (record.trim()) found(record);
    }
  });

/**
 * What a parser finds in a body, as it comes, up to what `decode` makes nothing of; leaving the loop ends
 * the request.
 */
async function* pieces<Raw, Piece>(
  { body }: WebResponse,
  parser: Parser<Raw>,
  decode: (raw: Raw) => Piece | undefined,
): AsyncGenerator<Piece, void, undefined> {
  if (!body) return;
  const reader = body.getReader();
  const found: Raw[] = [];
  const push = parser((raw) => void found.push(raw));
  try {
    for (let done = false; !done;) {
      const chunk: Chunk = await reader.read().catch(broken);
      done = chunk.done;
      push(chunk.value);
      for (const raw of found.splice(0)) {
        const piece = decode(raw);
        if (piece === undefined) return;
        yield piece;
      }
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
