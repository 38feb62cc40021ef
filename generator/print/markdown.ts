/**
 * The one module through which text of documents reaches emitted Markdown. What it lets through of their
 * own Markdown is code spans, emphasis and links to `https:` and `http:` pages; everything else that means
 * something to Markdown or HTML comes out as the characters it was written with.
 */

import { codeOf, type Code } from './piece.js';
import { hardline, join as joinLayouts } from './layout.js';

const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\ud800-\udfff\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f]/gu;
const BREAKS = /\r\n|[\n\r\u2028\u2029\u0085\v\f]/g;

/** A page of text that is Markdown already, made of the other functions of this module; blank lines are kept single. */
export function markdown(blocks: readonly (string | undefined | false)[]): Code {
  const text = blocks
    .filter((block) => block !== undefined && block !== false && block !== '')
    .join('\n\n');
  return codeOf(joinLayouts(text.split('\n'), hardline));
}

/** Text within a line, a heading or a table's cell: nothing of it is more than text. */
export function plain(text: string): string {
  const line = text.replace(BREAKS, ' ').replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
  return (
    line
      .replace(/[\\`*[\]|~$]/g, '\\$&')
      // Within a word it means nothing, and words like these are common.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? '')
      .replace(/^[#=+-]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A description: paragraphs, in which code spans and web links of the author's work. */
export function prose(text: string | undefined): string {
  const paragraphs = (text ?? '').replace(BREAKS, '\n').split(/\n[ \t]*\n/);
  return paragraphs
    .map((paragraph) => inline(paragraph.replace(/\s+/g, ' ').trim()))
    .filter((each) => each !== '')
    .join('\n\n');
}

/** One line of a description, for the cell of a table. */
export function tableCell(text: string | undefined): string {
  return inline((text ?? '').replace(BREAKS, ' ').replace(/\s+/g, ' ').trim());
}

const INLINE = /`([^`]+)`|\[([^[\]]+)\]\((https?:\/\/[\w.~:/?#@!$&*+,;=%-]+)\)|\*\*([^*]+)\*\*/g;

function inline(line: string): string {
  let out = '';
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    const [whole, span, label, url, strong] = match;
    out += between(line.slice(from, match.index));
    if (span !== undefined) out += codeSpan(span);
    else if (label !== undefined && url !== undefined)
      out += `[${between(label)}](${safeUrl(url)})`;
    else out += `**${between(strong ?? '').trim()}**`;
    from = match.index + whole.length;
  }
  return out + between(line.slice(from));
}

/** {@link plain}, with the spaces at the ends that part it from its neighbours. */
function between(text: string): string {
  const lead = /^\s/.test(text) ? ' ' : '';
  const end = /\S\s$/.test(text) ? ' ' : '';
  const inner = plain(text);
  return inner === '' ? lead : lead + inner + end;
}

function safeUrl(url: string): string {
  return url.replace(/[*_~|\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** Text as code within a line. */
export function codeSpan(text: string): string {
  const line = text.replace(BREAKS, ' ').replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  const runs = [...line.matchAll(/`+/g)].map(([run]) => run.length);
  const mark = '`'.repeat(Math.max(0, ...runs) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return mark + pad + line + pad + mark;
}

/** A block of code, which only its own end ends. */
export function fence(language: string, text: string): string {
  const clean = text.replace(BREAKS, '\n').replace(UNSEEN, '');
  const runs = [...clean.matchAll(/`+/g)].map(([run]) => run.length);
  const mark = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${mark}${language}\n${clean}\n${mark}`;
}

/** A table; its cells are Markdown of this module. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // A bar would end its cell, in code too.
  const cell = (text: string): string =>
    text.replace(/\\.|\|/g, (each) => (each === '|' ? '\\|' : each)).replaceAll('\n', ' ');
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}
