/** JSON with comments, as editors take it. */

export interface Uncommented {
  /** Blanks stand where the comments did, and the commas that nothing follows, so that all else keeps its place. */
  readonly text: string;
  /** Where the first comment stands. */
  readonly offset: number;
  readonly length: number;
}

// What is not closed goes to the end, so that nothing is looked through twice.
const COMMENT = /"(?:[^"\\\n]+|\\.)*"?|\/\/.*|\/\*[^]*?(?:\*\/|$)/g;
const LAST_COMMA = /"(?:[^"\\\n]+|\\.)*"?|,(?=\s*[}\]])/g;

/** Undefined for what is no JSON but for its comments. */
export function uncommented(text: string): Uncommented | undefined {
  if (!/^\s*[{[/]/.test(text)) return undefined;
  let first: { readonly offset: number; readonly length: number } | undefined;
  const blank = (found: string): string => found.replace(/[^\r\n]/g, ' ');
  const plain = text.replace(COMMENT, (found, offset: number) => {
    if (found.startsWith('"')) return found;
    first ??= { offset, length: found.length };
    return blank(found);
  });
  if (first === undefined) return undefined;
  const sound = plain.replace(LAST_COMMA, (found) => (found === ',' ? ' ' : found));
  try {
    JSON.parse(sound);
  } catch {
    return undefined;
  }
  return { text: sound, ...first };
}
