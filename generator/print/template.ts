/** The literal of a `code` template, taken apart into lines, and put together again with its pieces. */

import { concat, folded, hardline, nest, type Layout } from './layout.js';

/** A line of a template: text, and the numbers of the pieces that stand in it. */
export interface Row {
  readonly indent: number;
  readonly parts: readonly (string | number)[];
}

/** Lines without the indentation that each begins with; what stands in them comes later. */
export function parseTemplate(strings: TemplateStringsArray): readonly Row[] {
  const rows: Row[] = [];
  let indent = 0;
  let parts: (string | number)[] = [];
  strings.raw.forEach((raw, at) => {
    if (at > 0) parts.push(at - 1);
    const text = raw.includes('\\') ? unescape(raw) : raw;
    text.split('\n').forEach((segment, index) => {
      if (index > 0) {
        rows.push({ indent, parts });
        indent = 0;
        parts = [];
      }
      const trimmed = parts.length === 0 ? segment.trimStart() : segment;
      indent += segment.length - trimmed.length;
      if (trimmed !== '') parts.push(trimmed);
    });
  });
  rows.push({ indent, parts });
  // The line breaks beside the backticks.
  let start = 0;
  let end = rows.length;
  while (start < end && rows[start]?.parts.length === 0) start++;
  while (end > start && rows[end - 1]?.parts.length === 0) end--;
  return rows.slice(start, end);
}

/** The raw text of a literal, with the escapes that a template needs taken off. */
function unescape(text: string): string {
  return text.replaceAll('\\`', '`').replaceAll('\\${', '${').replaceAll('\\\\', '\\');
}

/** What stands in a template; pieces that are nothing have an empty layout. */
type Pieces = readonly { readonly layout: Layout }[];

/** The lines with their pieces in them; empty where nothing is left. */
export function fillRows(rows: readonly Row[], pieces: Pieces): Layout {
  if (rows.length === 1 && rows[0] !== undefined) {
    const { layout } = lineOf(rows[0], pieces);
    return isBlank(layout) ? '' : layout;
  }
  const kept: Line[] = [];
  for (let index = 0; index < rows.length; index++) {
    const line = lineOf(rows[index] ?? NO_ROW, pieces);
    if (!line.vanishing || !isBlank(line.layout)) kept.push(line);
  }
  while (kept.length > 0 && isBlank(kept[0]?.layout ?? '')) kept.shift();
  while (kept.length > 0 && isBlank(kept.at(-1)?.layout ?? '')) kept.pop();
  let base = Infinity;
  for (let index = 0; index < kept.length; index++) {
    const { indent, layout } = kept[index] ?? NO_LINE;
    if (indent < base && !isBlank(layout)) base = indent;
  }
  const parts: Layout[] = [];
  for (let index = 0; index < kept.length; index++) {
    const { indent, layout } = kept[index] ?? NO_LINE;
    const blank = isBlank(layout);
    if (indent === base || blank) {
      if (index > 0) parts.push(hardline);
      if (!blank) parts.push(layout);
    } else {
      parts.push(nest(indent - base, index > 0 ? concat(hardline, layout) : layout));
    }
  }
  return parts.length === 0 ? '' : folded(parts);
}

/** A line of a template with its pieces in it. */
interface Line {
  readonly indent: number;
  readonly layout: Layout;
  /** It began with a piece that is nothing. */
  readonly vanishing: boolean;
}

const NO_ROW: Row = { indent: 0, parts: [] };
const NO_LINE: Line = { indent: 0, layout: '', vanishing: false };

/** By number, and texts put together at once: this runs for every piece of code. */
function lineOf(row: Row, pieces: Pieces): Line {
  let { indent } = row;
  let vanishing = false;
  let text = '';
  let kept: Layout[] | undefined;
  let begun = false;
  for (let index = 0; index < row.parts.length; index++) {
    const part = row.parts[index] ?? '';
    let layout: Layout;
    if (typeof part === 'number') {
      layout = pieces[part]?.layout ?? '';
      if (layout === '' && !begun) vanishing = true;
    } else {
      // After a piece that is nothing, what follows begins the line.
      layout = begun ? part : part.trimStart();
      indent += part.length - layout.length;
    }
    if (layout === '') continue;
    begun = true;
    if (typeof layout === 'string') text += layout;
    else {
      if (kept === undefined) kept = text === '' ? [layout] : [text, layout];
      else if (text === '') kept.push(layout);
      else kept.push(text, layout);
      text = '';
    }
  }
  if (kept === undefined) return { indent, layout: text, vanishing };
  if (text !== '') kept.push(text);
  return { indent, layout: folded(kept), vanishing };
}

function isBlank(layout: Layout): boolean {
  // Nearly all begin with a sign that can be seen.
  if (typeof layout !== 'string' || layout.charCodeAt(0) > 0x20) return false;
  return layout.trim() === '';
}
