/** JSON with comments, as editors take it. */

export interface Uncommented {
  /** Blanks stand where the comments did, and the commas that nothing follows, so that all else keeps its place. */
  readonly text: string;
  /** Where the first comment stands. */
  readonly offset: number;
  readonly length: number;
}

type Range = readonly [start: number, end: number];

// Each of these finds next to nothing, and the rest is stepped over by hand: an expression that matches a whole text
// keeps a way back for each of its letters, and for a long one the engine has no room.
const COMMENT = /"|\/\/|\/\*/g;
const COMMA = /"|,|[}\]]/g;
const LINE_END = /[\r\n\u2028\u2029]/g;

/** Undefined for what is no JSON but for its comments. */
export function uncommented(text: string): Uncommented | undefined {
  if (!/^[{[/]/.test(text.trimStart())) return undefined;
  const comments = commentsOf(text);
  const [first] = comments;
  if (first === undefined) return undefined;
  const plain = blanked(text, comments);
  const sound = blanked(plain, lastCommasOf(plain));
  try {
    JSON.parse(sound);
  } catch {
    return undefined;
  }
  return { text: sound, offset: first[0], length: first[1] - first[0] };
}

function commentsOf(text: string): Range[] {
  return marksOf(text, COMMENT).flatMap(([mark, start, end]) =>
    mark === '"' ? [] : [[start, end] as const],
  );
}

/** The commas between which and the bracket that closes there is nothing. */
function lastCommasOf(text: string): Range[] {
  const found: Range[] = [];
  let behind: number | undefined;
  for (const [mark, start, end] of marksOf(text, COMMA)) {
    const closes = mark === '}' || mark === ']';
    if (closes && behind !== undefined && text.slice(behind, start).trim() === '')
      found.push([behind - 1, behind]);
    behind = mark === ',' ? end : undefined;
  }
  return found;
}

/** Each mark that stands in no text, and the texts: from where to where what it begins goes. */
function marksOf(text: string, marks: RegExp): (readonly [string, ...Range])[] {
  const found: [string, ...Range][] = [];
  marks.lastIndex = 0;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    marks.lastIndex = endOf(match[0], text, match.index);
    found.push([match[0], match.index, marks.lastIndex]);
  }
  return found;
}

/** What is not closed goes to the end. */
function endOf(mark: string, text: string, start: number): number {
  if (mark === '"') return endOfText(text, start);
  if (mark === '//') return lineEnd(text, start);
  if (mark !== '/*') return start + mark.length;
  const end = text.indexOf('*/', start + mark.length);
  return end < 0 ? text.length : end + 2;
}

/** Behind the quote that closes it: the next one that no odd number of backslashes stands before. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text[before - 1] === '\\') before -= 1;
    if ((end - before) % 2 === 0) return end + 1;
  }
  return text.length;
}

function lineEnd(text: string, start: number): number {
  LINE_END.lastIndex = start;
  return LINE_END.exec(text)?.index ?? text.length;
}

/** The ends of lines stay. */
function blanked(text: string, ranges: readonly Range[]): string {
  const pieces: string[] = [];
  let written = 0;
  for (const [start, end] of ranges) {
    pieces.push(text.slice(written, start));
    for (let from = start; from < end;) {
      const to = Math.min(end, lineEnd(text, from));
      pieces.push(' '.repeat(to - from), text.slice(to, Math.min(end, to + 1)));
      from = to + 1;
    }
    written = end;
  }
  return pieces.join('') + text.slice(written);
}
