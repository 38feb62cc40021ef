/** Documentation comments. */

import type { Json } from '../ir.js';
import { commentLines } from './ident.js';
import { hardline, join as joinLayouts, WIDTH } from './layout.js';
import { codeOf, nothing, type Code } from './piece.js';

export interface Docs {
  /** Paragraphs; text of the source. */
  readonly text?: readonly (string | undefined)[];
  /** A comment of a source file: text as well, but for the tags in it, which stay tags. */
  readonly comment?: string | undefined;
  readonly deprecated?: boolean | string;
  readonly default?: Json;
  readonly example?: string;
  /** Where it comes from, as a last line: `POST /admin/query`. */
  readonly source?: string;
}

const TEXT_WIDTH = WIDTH - 12;

/** Tags that say something to readers and editors, and nothing to compilers and bundlers. */
const TAG =
  /^[ \t]*@(deprecated|see|example|default|defaultValue|remarks|since|version|author|todo|summary|description|throws|alpha|beta|experimental)(?![\w-])[ \t]*/;

/** A JSDoc comment; nothing where there is nothing to say. Repeated paragraphs are written once. */
export function jsdoc(docs: Docs): Code {
  if (hasTextAlone(docs)) return described(docs.text ?? []);
  const comment = split(docs.comment);
  const paragraphs = paragraphsOf([comment.text, ...(docs.text ?? [])]);
  if (docs.source !== undefined) {
    paragraphs.push([
      `\`${commentLines(docs.source.replaceAll('`', "'").replace(/\s+/g, ' '), 10_000)[0] ?? ''}\``,
    ]);
  }
  const tags: string[] = comment.tags.flatMap(tagLines);
  if (docs.default !== undefined) {
    tags.push(`@default ${commentLines(JSON.stringify(docs.default), 10_000)[0] ?? ''}`);
  }
  if (docs.deprecated !== undefined && docs.deprecated !== false) {
    const reason = docs.deprecated === true ? [] : commentLines(docs.deprecated, TEXT_WIDTH);
    tags.push(...['@deprecated', ...reason].join('\n').replace('\n', ' ').split('\n'));
  }
  if (docs.example !== undefined) tags.push('@example', ...commentLines(docs.example, 10_000));
  if (tags.length > 0) paragraphs.push(tags);
  return commentOf(paragraphs);
}

/** Most of what is documented has a description and no more. */
function hasTextAlone({ comment, deprecated, default: value, example, source }: Docs): boolean {
  return (
    comment === undefined &&
    (deprecated === undefined || deprecated === false) &&
    value === undefined &&
    example === undefined &&
    source === undefined
  );
}

interface Tag {
  readonly name: string;
  readonly body: string;
}

/** The text of a comment, and the tags behind it, each with the lines up to the next. */
function split(comment = ''): { readonly text?: string; readonly tags: readonly Tag[] } {
  const tags: { name: string; body: string }[] = [];
  const text: string[] = [];
  for (const line of comment.split('\n')) {
    const [mark, name] = TAG.exec(line) ?? [];
    const last = tags.at(-1);
    if (mark !== undefined && name !== undefined)
      tags.push({ name, body: line.slice(mark.length) });
    else if (last === undefined) text.push(line);
    else last.body += `\n${line}`;
  }
  return text.length === 0 ? { tags } : { text: text.join('\n'), tags };
}

/** Code of an example stays as it is written; prose is wrapped. */
function tagLines({ name, body }: Tag): readonly string[] {
  const [first, ...more] = commentLines(body, name === 'example' ? 10_000 : TEXT_WIDTH - 14);
  if (first === undefined) return [`@${name}`];
  return body.startsWith('\n') ? [`@${name}`, first, ...more] : [`@${name} ${first}`, ...more];
}

function described(text: readonly (string | undefined)[]): Code {
  return text.every((each) => each === undefined) ? nothing : commentOf(paragraphsOf(text));
}

/** Wrapped, each once. */
function paragraphsOf(given: readonly (string | undefined)[]): (readonly string[])[] {
  const paragraphs: (readonly string[])[] = [];
  const texts = given.filter((text) => text !== undefined);
  if (texts.length === 1) {
    const wrapped = commentLines(texts[0] ?? '', TEXT_WIDTH);
    return wrapped.length > 0 ? [wrapped] : [];
  }
  const seen = new Set<string>();
  for (const text of texts) {
    const normal = text
      .trim()
      .replace(/\s{2,}|[^\S ]/g, ' ')
      .replace(/\.$/, '');
    if (seen.has(normal)) continue;
    seen.add(normal);
    const wrapped = commentLines(text, TEXT_WIDTH);
    if (wrapped.length > 0) paragraphs.push(wrapped);
  }
  return paragraphs;
}

function commentOf(paragraphs: readonly (readonly string[])[]): Code {
  const all =
    paragraphs.length === 1
      ? (paragraphs[0] ?? [])
      : paragraphs.flatMap((paragraph, index) => (index === 0 ? paragraph : ['', ...paragraph]));
  if (all.length === 0) return nothing;
  if (all.length === 1) return codeOf(`/** ${all[0]?.trim() ?? ''} */`);
  const rows = ['/**', ...all.map((text) => (text === '' ? ' *' : ` * ${text}`)), ' */'];
  return codeOf(joinLayouts(rows, hardline));
}
