/** Changes of a text by offset, so that nothing around them is printed anew. */

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made. Edits do not overlap; equal ones count once. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let offset = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < offset)
      throw new Error(`Two edits of one place: ${String(edit.start)} of ${text.slice(0, 80)}`);
    result += text.slice(offset, edit.start) + edit.text;
    offset = edit.end;
  }
  return result + text.slice(offset);
}

/** Where in the text something was that is at an offset once the edits are made. */
export function offsetBefore(edits: readonly Edit[], offset: number): number {
  let shift = 0;
  for (const { start, end, text } of inOrder(edits)) {
    if (offset < start + shift) break;
    // What stands in new text was nowhere; the old text at its place is what it came from.
    if (offset < start + shift + text.length) return start;
    shift += text.length - (end - start);
  }
  return offset - shift;
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .filter(({ start, end, text }, index, all) => {
      const before = all[index - 1];
      return before?.start !== start || before.end !== end || before.text !== text;
    });
}

/** The line end that a text uses. */
export function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The removal of one item of a list, with the comma that belongs to it, and its line if it has one. */
export function removeItem(text: string, start: number, end: number): Edit {
  const after = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  const own = ownLine(text, start, end + after);
  const comma = /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const last = after === 0 && comma > 0;
  if (own !== undefined && !last) return own;
  if (after > 0) {
    const space = /^[ \t]*/.exec(text.slice(end + after))?.[0].length ?? 0;
    return { start, end: end + after + space, text: '' };
  }
  return { start: start - comma, end, text: '' };
}

interface Ranged<File> {
  getStart(source: File): number;
  getEnd(): number;
}

/** The removal of some of the names in braces, where others stay: each with its line, or with its comma. */
export function removeNames<File>(
  text: string,
  all: readonly Ranged<File>[],
  some: readonly Ranged<File>[],
  source: File,
): readonly Edit[] {
  const edits: Edit[] = [];
  all.forEach((item, index) => {
    if (!some.includes(item)) return;
    const [start, end] = [item.getStart(source), item.getEnd()];
    const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
    const own = ownLine(text, start, end + comma);
    const next = all[index + 1];
    const stay = all.slice(0, index).findLast((each) => !some.includes(each));
    if (own !== undefined) edits.push(own);
    else if (all.slice(index).some((each) => !some.includes(each)))
      edits.push({ start, end: next?.getStart(source) ?? end, text: '' });
    else {
      // Nothing stays behind it: the comma of the last one that stays goes, or serves as the last.
      const from = edits.at(-1)?.end ?? 0;
      edits.push({ start: Math.max(stay?.getEnd() ?? start, from), end, text: '' });
    }
  });
  return edits;
}

/** The line of what stands alone on it, a comment behind it included. */
function ownLine(text: string, start: number, end: number): Edit | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?:\r?\n|$)/.exec(text.slice(end))?.[0];
  if (text.slice(lineStart, start).trim() !== '' || rest === undefined) return undefined;
  return { start: lineStart, end: end + rest.length, text: '' };
}
