import { createLineReader } from './lines.js';

/** One event of a `text/event-stream`. */
export interface ServerEvent<Data = string> {
  /** `message` where the server names none. */
  readonly event: string;
  readonly data: Data;
  /** The last id that the server gave, to this event or to one before it. */
  readonly id?: string;
  /** Milliseconds that the server wants a client to wait before it connects again. */
  readonly retry?: number;
}

export interface SseHandlers {
  readonly onEvent: (event: ServerEvent) => void;
  /** Milliseconds to wait before connecting again, as soon as the server says it. */
  readonly onRetry?: ((milliseconds: number) => void) | undefined;
}

/**
 * Reads server-sent events from bytes as they come, by the rules of the HTML standard: comments and unknown
 * fields are skipped, and an event that the end of the stream cuts off is dropped.
 */
export function createSseParser({ onEvent, onRetry }: SseHandlers): (bytes?: Uint8Array) => void {
  // Each line of data after a line end.
  let data = '';
  let fields: { event?: string; retry?: number } = {};
  let id: string | undefined;
  return createLineReader((line) => {
    if (line) {
      const [, field, value = ''] = /^([^:]*):? ?([^]*)/.exec(line) ?? [];
      if (field === 'data') data += `\n${value}`;
      else if (field === 'event' && value) fields.event = value;
      else if (field === 'id' && !value.includes('\0')) id = value;
      else if (field === 'retry' && /^\d+$/.test(value)) {
        fields.retry = +value;
        onRetry?.(+value);
      }
    } else {
      const event = { event: 'message', ...fields, ...(id && { id }), data: data.slice(1) };
      const complete = data;
      data = '';
      fields = {};
      if (complete) onEvent(event);
    }
  });
}
