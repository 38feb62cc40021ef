declare const TextDecoder: new () => {
  decode(bytes: Uint8Array | undefined, options: { stream: boolean }): string;
};

/**
 * Cuts bytes into lines as they come, however they are cut themselves: within a character, within a line
 * end. Called without bytes at the end, which gives the last line where it has no line end.
 */
export function createLineReader(onLine: (line: string) => void): (bytes?: Uint8Array) => void {
  // Drops a byte order mark at the beginning, and keeps the first part of a character for later.
  const decoder = new TextDecoder();
  let line = '';
  let afterReturn = false;
  return (bytes) => {
    let text = decoder.decode(bytes, { stream: !!bytes });
    if (text) {
      // The second half of a line end whose first half ended the bytes before.
      if (afterReturn) text = text.replace(/^\n/, '');
      afterReturn = text.endsWith('\r');
      const [first = '', ...others] = text.split(/\r\n|\n|\r/);
      line += first;
      for (const next of others) {
        onLine(line);
        line = next;
      }
    }
    if (!bytes && line) onLine(line);
  };
}
