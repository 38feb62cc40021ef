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
  return rows;
}

/** The raw text of a literal, with the escapes that a template needs taken off. */
function unescape(text: string): string {
  return text.replaceAll('\\`', '`').replaceAll('\\${', '${').replaceAll('\\\\', '\\');
}

/** What stands in a template; pieces that are nothing have an empty layout. */
type Pieces = readonly { readonly layout: Layout }[];

/** The lines with their pieces in them; empty where nothing is left. */
export function fillRows(rows: readonly Row[], pieces: Pieces): Layout {
  const [first] = rows;
  if (rows.length === 1 && first !== undefined) {
    const { layout } = lineOf(first, pieces);
    return isBlank(layout) ? '' : layout;
  }
  const kept: Line[] = [];
  for (const row of rows) {
    const line = lineOf(row, pieces);
    if (!line.vanishing || !isBlank(line.layout)) kept.push(line);
  }
  while (kept.length > 0 && isBlank(kept[0]?.layout ?? '')) kept.shift();
  while (kept.length > 0 && isBlank(kept.at(-1)?.layout ?? '')) kept.pop();
  let base = Infinity;
  for (const { indent, layout } of kept) if (indent < base && !isBlank(layout)) base = indent;
  const parts: Layout[] = [];
  kept.forEach(({ indent, layout }, index) => {
    const blank = isBlank(layout);
    if (indent === base || blank) {
      if (index > 0) parts.push(hardline);
      if (!blank) parts.push(layout);
    } else {
      parts.push(nest(indent - base, index > 0 ? concat(hardline, layout) : layout));
    }
  });
  return parts.length === 0 ? '' : folded(parts);
}

/** A line of a template with its pieces in it. */
interface Line {
  readonly indent: number;
  readonly layout: Layout;
  /** It began with a piece that is nothing. */
  readonly vanishing: boolean;
}

function lineOf(row: Row, pieces: Pieces): Line {
  let { indent } = row;
  let vanishing = false;
  const parts: Layout[] = [];
  for (const part of row.parts) {
    if (typeof part === 'number') {
      const layout = pieces[part]?.layout ?? '';
      if (layout !== '') parts.push(layout);
      else if (parts.length === 0) vanishing = true;
      continue;
    }
    // After a piece that is nothing, what follows begins the line.
    const text = parts.length === 0 ? part.trimStart() : part;
    indent += part.length - text.length;
    if (text !== '') parts.push(text);
  }
  return { indent, layout: parts.length === 0 ? '' : folded(parts), vanishing };
}

function isBlank(layout: Layout): boolean {
  // Nearly all begin with a sign that can be seen.
  if (typeof layout !== 'string' || layout.charCodeAt(0) > 0x20) return false;
  return layout.trim() === '';
}
