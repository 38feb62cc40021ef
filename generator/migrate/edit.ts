/** Changes of a text by offset, so that nothing around them is printed anew. */

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made. Edits do not overlap; equal ones count once. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let offset = 0;
  for (const [index, edit] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before?.start === edit.start && before.end === edit.end && before.text === edit.text)
      continue;
    if (edit.start < offset)
      throw new Error(`Two edits of one place: ${String(edit.start)} of ${text.slice(0, 80)}`);
    result += text.slice(offset, edit.start) + edit.text;
    offset = edit.end;
  }
  return result + text.slice(offset);
}

/** The removal of one item of a list, with the comma that belongs to it, and its line if it has one. */
export function removeItem(text: string, start: number, end: number): Edit {
  const after = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lead = text.slice(lineStart, start);
  const to = end + after;
  const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?:\r?\n|$)/.exec(text.slice(to))?.[0];
  const comma = /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const last = after === 0 && comma > 0;
  if (lead.trim() === '' && rest !== undefined && !last)
    return { start: lineStart, end: to + rest.length, text: '' };
  if (after > 0) {
    const space = /^[ \t]*/.exec(text.slice(to))?.[0].length ?? 0;
    return { start, end: to + space, text: '' };
  }
  return { start: start - comma, end, text: '' };
}
