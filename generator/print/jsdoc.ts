/** Documentation comments. */

import type { Json } from '../ir.js';
import { commentLines } from './ident.js';
import { hardline, join as joinLayouts, WIDTH } from './layout.js';
import { codeOf, nothing, type Code } from './piece.js';

export interface Docs {
  /** Paragraphs; text of the source. */
  readonly text?: readonly (string | undefined)[];
  readonly deprecated?: boolean | string;
  readonly default?: Json;
  readonly example?: string;
  /** Where it comes from, as a last line: `POST /admin/query`. */
  readonly source?: string;
}

const TEXT_WIDTH = WIDTH - 12;

/** A JSDoc comment; nothing where there is nothing to say. Repeated paragraphs are written once. */
export function jsdoc(docs: Docs): Code {
  if (hasTextAlone(docs)) return described(docs.text ?? []);
  const paragraphs = paragraphsOf(docs.text ?? []);
  if (docs.source !== undefined) {
    paragraphs.push([
      `\`${commentLines(docs.source.replaceAll('`', "'").replace(/\s+/g, ' '), 10_000)[0] ?? ''}\``,
    ]);
  }
  const tags: string[] = [];
  if (docs.default !== undefined) {
    tags.push(`@default ${commentLines(JSON.stringify(docs.default), 10_000)[0] ?? ''}`);
  }
  if (docs.deprecated !== undefined && docs.deprecated !== false) {
    const reason = docs.deprecated === true ? [] : commentLines(docs.deprecated, TEXT_WIDTH);
    tags.push(...['@deprecated', ...reason].join('\n').replace('\n', ' ').split('\n'));
  }
  if (docs.example !== undefined) tags.push('@example', ...commentLines(docs.example, 10_000));
  if (tags.length > 0) paragraphs.push(tags);
  return comment(paragraphs);
}

/** Most of what is documented has a description and no more. */
function hasTextAlone({ deprecated, default: value, example, source }: Docs): boolean {
  return (
    (deprecated === undefined || deprecated === false) &&
    value === undefined &&
    example === undefined &&
    source === undefined
  );
}

function described(text: readonly (string | undefined)[]): Code {
  return text.every((each) => each === undefined) ? nothing : comment(paragraphsOf(text));
}

/** Wrapped, each once. */
function paragraphsOf(given: readonly (string | undefined)[]): (readonly string[])[] {
  const paragraphs: (readonly string[])[] = [];
  const texts = given.filter((text) => text !== undefined);
  const seen = new Set<string>();
  for (const text of texts) {
    if (texts.length > 1) {
      const normal = text.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
      if (seen.has(normal)) continue;
      seen.add(normal);
    }
    const wrapped = commentLines(text, TEXT_WIDTH);
    if (wrapped.length > 0) paragraphs.push(wrapped);
  }
  return paragraphs;
}

function comment(paragraphs: readonly (readonly string[])[]): Code {
  const all = paragraphs.flatMap((paragraph, index) =>
    index === 0 ? paragraph : ['', ...paragraph],
  );
  if (all.length === 0) return nothing;
  if (all.length === 1) return codeOf(`/** ${all[0]?.trim() ?? ''} */`);
  const rows = ['/**', ...all.map((text) => (text === '' ? ' *' : ` * ${text}`)), ' */'];
  return codeOf(joinLayouts(rows, hardline));
}
