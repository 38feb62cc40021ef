/** Lines of a text by offsets in it. */

/** A line counts from 1; `start` is the offset of its first character. */
export interface Line {
  readonly line: number;
  readonly start: number;
}

/** The line of each offset, in one pass over the text; a line ends with CR, LF or both. */
export function linesAt(text: string, offsets: readonly number[]): ReadonlyMap<number, Line> {
  const found = new Map<number, Line>();
  let line = 1;
  let start = 0;
  // Nearly all texts end their lines with LF alone or CR LF, which a search for LF finds; most have no CR at all.
  const end = text.includes('\r') && /\r(?!\n)/.test(text) ? /\r\n?|\n/g : undefined;
  const next = (): number => {
    if (end === undefined) return text.indexOf('\n', start) + 1 || Infinity;
    end.lastIndex = start;
    return end.test(text) ? end.lastIndex : Infinity;
  };
  let after = next();
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    for (; after <= offset; after = next()) {
      line++;
      start = after;
    }
    found.set(offset, { line, start });
  }
  return found;
}
