/**
 * Quoted texts and flow collections that go on at too low an indentation. YAML wants it deeper than that of
 * their key; several parsers do not mind, so that there are documents of that kind.
 */

/** Attempts, and characters read in all of them, after which a text counts as broken. */
const MOST_LINES = 500;
const MOST_READ = 30_000_000;

export interface Mended<T> {
  readonly data: T;
  /** Offsets in the text as it was given, where such a text or collection begins to be out of line. */
  readonly at: readonly number[];
  /** The lines that were moved, counted from 0, and by how many spaces. */
  readonly by: ReadonlyMap<number, number>;
}

/**
 * Reads a text with these lines moved to the right, which changes nothing that they say.
 *
 * @param load reads the text; what it throws tells the line by `mark.line`
 * @param first what `load` has thrown for the text as it is
 * @returns undefined where something else is wrong with it
 */
export function loadIndented<T>(
  text: string,
  load: (text: string) => T,
  first: unknown,
): Mended<T> | undefined {
  const lines = text.split('\n');
  const moved = new Map<number, number>();
  let error = first;
  for (let attempt = 0; attempt < MOST_LINES && attempt * text.length < MOST_READ; attempt++) {
    const line = deficientLine(error);
    const old = line === undefined ? undefined : lines[line];
    // A marker ends a document wherever it stands.
    if (line === undefined || old === undefined || /^(?:---|\.\.\.)\s*$/.test(old))
      return undefined;
    lines[line] = `  ${old}`;
    moved.set(line, (moved.get(line) ?? 0) + 2);
    try {
      return { data: load(lines.join('\n')), at: offsetsOf(text, moved), by: moved };
    } catch (next) {
      error = next;
    }
  }
  return undefined;
}

/** The line that a parser finds too far to the left, counted from 0; undefined for any other error. */
function deficientLine(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('reason' in error) || !('mark' in error)) return undefined;
  const { reason, mark } = error;
  if (reason !== 'deficient indentation' || typeof mark !== 'object' || mark === null) {
    return undefined;
  }
  return 'line' in mark && typeof mark.line === 'number' ? mark.line : undefined;
}

/** Where lines begin, of those that follow each other the first. */
function offsetsOf(text: string, lines: ReadonlyMap<number, number>): readonly number[] {
  const offsets: number[] = [];
  let offset = 0;
  let moved = false;
  text.split('\n').forEach((line, index) => {
    if (lines.has(index) && !moved) offsets.push(offset);
    // Empty lines are part of what is around them.
    moved = lines.has(index) || (moved && line.trim() === '');
    offset += line.length + 1;
  });
  return offsets;
}
