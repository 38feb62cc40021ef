/** JSON with comments, as editors take it. */

export interface Uncommented {
  /** Blanks stand where the comments did, and the commas that nothing follows, so that all else keeps its place. */
  readonly text: string;
  /** Where the first comment stands. */
  readonly offset: number;
  readonly length: number;
}

// What is not closed goes to the end, so that nothing is looked through twice.
const COMMENT = /"|\/\/.*|\/\*[^]*?(?:\*\/|$)/g;
const LAST_COMMA = /"|,(?=\s*[}\]])/g;

/** Undefined for what is no JSON but for its comments. */
export function uncommented(text: string): Uncommented | undefined {
  if (!/^\s*[{[/]/.test(text)) return undefined;
  let first: { readonly offset: number; readonly length: number } | undefined;
  const blank = (found: string): string =>
    found.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length));
  const plain = outsideTexts(text, COMMENT, (found, offset) => {
    first ??= { offset, length: found.length };
    return blank(found);
  });
  if (first === undefined) return undefined;
  const sound = outsideTexts(plain, LAST_COMMA, () => ' ');
  try {
    JSON.parse(sound);
  } catch {
    return undefined;
  }
  return { text: sound, ...first };
}

/**
 * What is found outside of texts, written anew. A text is stepped over by hand: an expression that matches all of it
 * keeps a way back for each of its parts, and a long one is more than the engine has room for.
 */
function outsideTexts(
  text: string,
  wanted: RegExp,
  rewrite: (found: string, offset: number) => string,
): string {
  const pieces: string[] = [];
  let written = 0;
  wanted.lastIndex = 0;
  for (let match = wanted.exec(text); match !== null; match = wanted.exec(text)) {
    if (match[0] === '"') {
      wanted.lastIndex = endOfText(text, match.index);
      continue;
    }
    pieces.push(text.slice(written, match.index), rewrite(match[0], match.index));
    written = wanted.lastIndex;
  }
  return pieces.join('') + text.slice(written);
}

/** Behind the quote that closes what `start` opens: the next one that no odd number of backslashes stands before. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text[before - 1] === '\\') before -= 1;
    if ((end - before) % 2 === 0) return end + 1;
  }
  return text.length;
}
