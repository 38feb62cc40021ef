import { webGlobal } from '../web.js';

/**
 * Cuts bytes into lines as they come, however they are cut themselves: within a character, within a line
 * end. Called without bytes at the end, which gives the last line where it has no line end.
 */
export function createLineReader(
  onLine: (line: string) => void,
): (bytes?: Uint8Array | undefined) => void {
  // Drops a byte order mark at the beginning, and keeps the first part of a character for later.
  const decoder = new (webGlobal('TextDecoder'))();
  let parts: string[] = [];
  let afterReturn = false;
  const end = (): void => {
    const line = parts.join('');
    parts = [];
    onLine(line);
  };
  return (bytes) => {
    let text = bytes ? decoder.decode(bytes as never, { stream: true }) : decoder.decode();
    if (text !== '') {
      // The second half of a line end whose first half ended the bytes before.
      if (afterReturn && text.startsWith('\n')) text = text.slice(1);
      afterReturn = text.endsWith('\r');
      const lines = text.split(/\r\n|\n|\r/);
      const last = lines.pop() ?? '';
      for (const line of lines) {
        parts.push(line);
        end();
      }
      // A line of many pieces is joined once, when it ends.
      if (last !== '') parts.push(last);
    }
    if (!bytes && parts.length > 0) end();
  };
}
