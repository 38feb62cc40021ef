/** Answers that come piece by piece: server-sent events and JSON lines. */

import { DecodeError, NetworkError } from './errors.js';
import { createSseParser } from './sse.js';
import type { Parser } from './sse.js';
import type { Operation, Reader } from './types.js';
import type { MinimalStream, WebResponse } from '../web.js';

declare const TextDecoder: new () => {
  decode(bytes: Uint8Array | undefined, options: { stream: boolean }): string;
};

/** Events whose data is text. */
export const eventResult: Reader = (response, operation) =>
  pieces(response, operation, createSseParser());

/**
 * Events whose data is JSON. `[DONE]`, by which many services end their answers, ends it; the iterator
 * throws a {@link DecodeError} for anything else that is not JSON.
 */
export const jsonEventResult: Reader = (response, operation) =>
  pieces(response, operation, createSseParser(JSON.parse));

/** JSON values, one a line, or each after a record separator. */
export const jsonLinesResult: Reader = (response, operation) =>
  pieces(response, operation, createRecordParser());

function createRecordParser(): Parser<unknown> {
  const decoder = new TextDecoder();
  let record = '';
  let isSequence: boolean | undefined;
  let depth = 0;
  return function* (bytes) {
    const text = decoder.decode(bytes, { stream: !!bytes });
    if (text) isSequence ??= text.startsWith('\x1e');
    for (const part of (text + (bytes ? '' : '\x1e')).split(/([\r\n\x1e])/)) {
      record += part === '\x1e' ? '' : part;
      // Texts with brackets in them may make it wrong, which the next separator mends.
      depth += part.split(/[[{]/).length - part.split(/[\]}]/).length;
      const isOver = part === '\x1e' || !isSequence;
      if (!/^[\r\n\x1e]$/.test(part) || (depth > 0 && !isOver) || !record.trim()) continue;
      let value: unknown;
      try {
        value = JSON.parse(record);
      } catch (error) {
        // A record of a sequence may have several lines.
        if (isOver) throw error;
        continue;
      }
      record = '';
      depth = 0;
      yield value;
    }
    return undefined;
  };
}

/** What a parser finds in a body, as it comes; leaving the loop ends the request. */
async function* pieces<Piece>(
  { body }: WebResponse,
  { id }: Operation,
  parse: Parser<Piece>,
): AsyncGenerator<Piece, void, undefined> {
  if (body === null) return;
  // React Native has no streams: a `TypeError` there, and not an end.
  const reader = (body as MinimalStream).getReader();
  try {
    for (let done: boolean | undefined; !done;) {
      const chunk: Chunk = await reader.read();
      done = (yield* parse(chunk.value)) || chunk.done;
    }
  } catch (cause) {
    // `fetch` says that a connection was lost by a `TypeError`; anything else is the reason of an abort.
    const kinds: Kinds = { TypeError: NetworkError, SyntaxError: DecodeError };
    const kind = kinds[(cause as Named)?.name as string];
    throw kind ? new kind(id + ': ' + (cause as string), { cause }) : cause;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

interface Chunk {
  readonly done: boolean;
  readonly value?: Uint8Array | undefined;
}

interface Kinds {
  readonly [name: string]: typeof NetworkError | undefined;
}

/** What is thrown may be anything. */
type Named = Partial<Error> | undefined;
