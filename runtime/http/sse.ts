declare const TextDecoder: new () => {
  decode(bytes: Uint8Array | undefined, options: { stream: boolean }): string;
};

/** One event of a `text/event-stream`. */
export interface ServerEvent<Data = string> {
  /** `message` where the server names none. */
  readonly event: string;
  readonly data: Data;
  /** The last id that the server gave, to this event or to one before it. */
  readonly id?: string | undefined;
  /** Milliseconds that the server wants a client to wait before it connects again. */
  readonly retry?: number | undefined;
}

/** Finds pieces in bytes as they come, without bytes at their end; true: there are no more. */
export type Parser<Piece> = (bytes?: Uint8Array) => Generator<Piece, true | undefined, undefined>;

/** What was said since the last event, by field; the id stays. */
export interface Fields {
  event?: string;
  id?: string;
  retry?: string;
  [field: string]: string | undefined;
}

/**
 * Reads server-sent events from bytes, cut within a character, a line or a line end, by the rules of the
 * HTML standard: an event that the end of the stream cuts off is dropped. With `decode` they end at
 * `[DONE]`, in whatever case, as many services end their answers.
 */
export function createSseParser(): Parser<ServerEvent>;
export function createSseParser(
  decode: ((data: string) => unknown) | undefined,
  fields?: Fields,
): Parser<ServerEvent<unknown>>;
export function createSseParser(
  decode?: (data: string) => unknown,
  fields: Fields = {},
): Parser<ServerEvent<unknown>> {
  // Drops a byte order mark at the beginning, and keeps the first part of a character for later.
  const decoder = new TextDecoder();
  let line = '';
  /** Each line of data after a line end. */
  let data = '';
  /** The second half of a line end whose first half ended the bytes before. */
  let second: RegExp | string = '';
  return function* (bytes) {
    const text = decoder.decode(bytes, { stream: true }).replace(second, '');
    second = /\r$/.test(text) ? /^\n/ : '';
    const [first, ...others] = text.split(/\r\n?|\n/);
    line += first as string;
    for (const next of others) {
      const [field, value = ''] = line.split(/: ?([^]*)/) as [string, string?];
      if (field === 'data') data += '\n' + value;
      else if (line) fields[field] = value;
      else {
        if (decode && /^\n\[done]$/i.test(data)) return true;
        if (data) {
          yield {
            event: fields.event || 'message',
            data: decode ? decode(data) : data.slice(1),
            id: fields.id,
            retry: +(fields.retry as string) || undefined,
          };
        }
        data = fields.event = fields.retry = '';
      }
      line = next;
    }
    return undefined;
  };
}
