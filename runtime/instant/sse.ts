import { webGlobal } from '../web.js';

export interface SseHandlers {
  /** The data of one event, its lines joined by line feeds. */
  readonly onData: (data: string) => void;
  /** Milliseconds to wait before connecting again. */
  readonly onRetry: (milliseconds: number) => void;
}

/**
 * Reads server-sent events from bytes as they come, however they are cut: within a character, within a
 * line end, within an event. Names and ids of events are of no use here and are skipped, as are comments;
 * an event that the end of the stream cuts off is dropped.
 */
export function createSseParser({ onData, onRetry }: SseHandlers): (bytes: Uint8Array) => void {
  // Drops a byte order mark at the beginning, and keeps the first part of a character for later.
  const decoder = new (webGlobal('TextDecoder'))();
  let parts: string[] = [];
  let data: string[] = [];
  let afterReturn = false;

  const line = (text: string): void => {
    if (text === '') {
      if (data.length > 0) onData(data.join('\n'));
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const rest = colon < 0 ? '' : text.slice(colon + 1);
    const value = rest.startsWith(' ') ? rest.slice(1) : rest;
    if (field === 'data') data.push(value);
    else if (field === 'retry' && /^\d+$/.test(value)) onRetry(Number(value));
  };

  return (bytes) => {
    let text = decoder.decode(bytes as never, { stream: true });
    if (text === '') return;
    // The second half of a line end whose first half ended the bytes before.
    if (afterReturn && text.startsWith('\n')) text = text.slice(1);
    afterReturn = text.endsWith('\r');
    const lines = text.split(/\r\n|\n|\r/);
    const last = lines.pop() ?? '';
    for (const each of lines) {
      parts.push(each);
      line(parts.join(''));
      parts = [];
    }
    // A line of many pieces is joined once, when it ends.
    if (last !== '') parts.push(last);
  };
}
