/** Answers that come piece by piece: server-sent events and JSON lines. */

import { webGlobal } from '../web.js';
import { DecodeError, NetworkError } from './errors.js';
import type { Reader } from './types.js';
import type { WebResponse } from '../web.js';

/** One event of a `text/event-stream`. */
export interface ServerEvent<Data = string> {
  /** `message` where the server names none. */
  readonly event: string;
  readonly data: Data;
  readonly id?: string;
  /** Milliseconds that the server wants a client to wait before it connects again. */
  readonly retry?: number;
}

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
export const jsonLinesResult: Reader = (response) => jsonLines(response);

async function* jsonLines(response: WebResponse): AsyncGenerator<unknown, void, undefined> {
  for await (const line of lines(response)) {
    for (const record of line.split('\u001e')) {
      if (record.trim() !== '') yield parse(record);
    }
  }
}

function parse(record: string): unknown {
  try {
    return JSON.parse(record);
  } catch (cause) {
    throw new DecodeError('The answer has a line that is not JSON', { cause });
  }
}

async function* events(
  response: WebResponse,
  decode: (data: string) => unknown,
): AsyncGenerator<ServerEvent<unknown>, void, undefined> {
  let fields: Record<string, string> = {};
  let data: string[] = [];
  for await (const line of lines(response)) {
    if (line === '') {
      const { event = 'message', id, retry } = fields;
      if (data.length > 0) {
        yield {
          event,
          data: decode(data.join('\n')),
          ...(id === undefined ? {} : { id }),
          ...(retry === undefined ? {} : { retry: Number(retry) }),
        };
      }
      data = [];
      fields = {};
      continue;
    }
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data') data.push(value);
    else if (/^(?:event|id|retry)$/.test(name)) fields[name] = value;
  }
}

/** The lines of a body as they come; leaving the loop ends the request. */
async function* lines(response: WebResponse): AsyncGenerator<string, void, undefined> {
  if (!response.body) return;
  const reader = response.body.getReader();
  const decoder = new (webGlobal('TextDecoder'))();
  let rest = '';
  try {
    for (;;) {
      const next: Chunk = await reader.read().catch(broken);
      const { done } = next;
      rest += done ? decoder.decode() : decoder.decode(next.value as never, { stream: true });
      // A carriage return at the end may be half of a line end.
      const found = rest.split(done ? /\r\n|\r|\n/ : /\r\n|\n|\r(?!$)/);
      rest = found.pop() ?? '';
      yield* found;
      if (done) break;
    }
    if (rest !== '') yield rest;
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
