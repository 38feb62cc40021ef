/** The small languages of an address: names, values and lists, read character by character. */

import { Refusal } from './refusal.js';

export interface Reader {
  readonly text: string;
  at: number;
}

export const reader = (text: string): Reader => ({ text, at: 0 });

/** Takes what stands next, if it does. */
export function take(from: Reader, what: string): boolean {
  if (!from.text.startsWith(what, from.at)) return false;
  from.at += what.length;
  return true;
}

export function expectNext(from: Reader, what: string): void {
  if (!take(from, what)) throw notRead(from, what);
}

export function expectEnd(from: Reader): void {
  if (from.at < from.text.length) throw notRead(from, 'the end');
}

/** Up to, and without, any of the characters. */
export function until(from: Reader, stops: string): string {
  const start = from.at;
  while (from.at < from.text.length && !stops.includes(from.text.charAt(from.at))) from.at += 1;
  return from.text.slice(start, from.at);
}

/** `"…"` with backslashes before what is meant as it stands; undefined, and nothing taken, where none is. */
export function quoted(from: Reader): string | undefined {
  const start = from.at;
  if (!take(from, '"')) return undefined;
  let value = '';
  while (from.at < from.text.length) {
    const char = from.text.charAt(from.at++);
    if (char === '"') return value;
    value += char === '\\' ? from.text.charAt(from.at++) : char;
  }
  from.at = start;
  return undefined;
}

/** An element of `in.(…)`: quotes count only around all of it. */
export function element(from: Reader): string {
  const start = from.at;
  const value = quoted(from);
  if (value !== undefined && /^[,)]?$/.test(from.text.charAt(from.at))) return value;
  from.at = start;
  return until(from, ',)');
}

/** `(a,"b,c")`. Spaces after the bracket are none of the first element's. */
export function list(from: Reader): readonly string[] {
  expectNext(from, '(');
  while (take(from, ' '));
  const values = [element(from)];
  while (take(from, ',')) values.push(element(from));
  expectNext(from, ')');
  return values;
}

/** A name that ends before any of the characters, or at a closing quote. */
export function name(from: Reader, stops: string): string {
  return quoted(from) ?? identifier(from, until(from, stops));
}

/** Letters, digits, `_`, `$`, spaces between them, and single dashes: other names stand in quotes. */
function identifier(from: Reader, found: string): string {
  const part = /[\p{L}0-9_ $]+/u.source;
  if (found !== '*' && !new RegExp(`^${part}(?:-${part})*$`, 'u').test(found))
    throw notRead(from, 'a name');
  return found
    .split('-')
    .map((each) => each.trim())
    .join('-');
}

/** A column, and the way into its JSON. */
export interface Field {
  readonly column: string;
  readonly path: readonly { readonly arrow: '->' | '->>'; readonly key: string }[];
}

export function field(from: Reader, stops: string): Field {
  const column = quoted(from) ?? identifier(from, dashed(from, stops));
  const path: Field['path'][number][] = [];
  for (;;) {
    const arrow = take(from, '->>') ? '->>' : take(from, '->') ? '->' : undefined;
    if (arrow === undefined) return { column, path };
    path.push({ arrow, key: quoted(from) ?? identifier(from, dashed(from, stops)) });
  }
}

/** A minus belongs to a name, an arrow does not. */
function dashed(from: Reader, stops: string): string {
  let found = until(from, `${stops}-`);
  while (from.text.startsWith('-', from.at) && !from.text.startsWith('->', from.at)) {
    from.at += 1;
    found += `-${until(from, `${stops}-`)}`;
  }
  return found;
}

function notRead({ text, at }: Reader, expected: string): Refusal {
  return new Refusal(400, {
    code: 'PGRST100',
    message: `"failed to parse (${text})" (line 1, column ${at + 1})`,
    details: `expecting ${expected}`,
  });
}
