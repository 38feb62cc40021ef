/** The literal of a `code` template, taken apart into lines. */

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
