/** Lines of a text by offsets in it. */

/** A line counts from 1; `start` is the offset of its first character. */
export interface Line {
  readonly line: number;
  readonly start: number;
}

/** The line of each offset, in one pass over the text; a line ends with CR, LF or both. */
export function linesAt(text: string, offsets: readonly number[]): ReadonlyMap<number, Line> {
  const found = new Map<number, Line>();
  let at = 0;
  let line = 1;
  let start = 0;
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    for (; at < offset && at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== 0x0a && (code !== 0x0d || text.charCodeAt(at + 1) === 0x0a)) continue;
      line++;
      start = at + 1;
    }
    found.set(offset, { line, start });
  }
  return found;
}
