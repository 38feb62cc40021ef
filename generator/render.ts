/** Diagnostics as people read them, with the line they are about, and as JSON for tools. */

import type { Diagnostic } from './diagnostics.js';
import { few } from './few.js';
import { linesAt, type Line } from './read/document/lines.js';
import { locateAll, type Span } from './read/document/locate.js';
import { visible } from './visible.js';

/** A diagnostic with everything that can be shown of its place. Lines and columns count from 1. */
export interface Located {
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** What is shown of the line, and how much of it is meant. */
  readonly text?: string;
  readonly length?: number;
  /** Characters of the line before `text`; absent where `text` is the line's beginning. */
  readonly from?: number;
}

/** Widest part of a source line that is shown: minified documents have one line of megabytes. */
const FRAME_WIDTH = 96;

/** What gives diagnostics their places, sorted by them. */
export type Locator = (diagnostics: readonly Diagnostic[]) => readonly Located[];

/** Finds the places and sorts by them; `read` gives the text of a file as it was read. */
export function locateDiagnostics(
  diagnostics: readonly Diagnostic[],
  read: (file: string) => string | undefined,
): readonly Located[] {
  return locator(read)(diagnostics);
}

/** {@link locateDiagnostics} for lists that share diagnostics: each is looked for once. */
export function locator(read: (file: string) => string | undefined): Locator {
  const known = new Map<Diagnostic, Located>();
  return (diagnostics) => {
    place(
      diagnostics.filter((each) => !known.has(each)),
      read,
      known,
    );
    return inOrder(diagnostics.map((each) => known.get(each) ?? each));
  };
}

/** By file, line, column, code and words; what is told twice stands once. */
export function inOrder(all: readonly Located[]): readonly Located[] {
  const seen = new Set<string>();
  return [...all]
    .sort(
      (a, b) =>
        compare(a.file ?? '', b.file ?? '') ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0) ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    )
    .filter((each) => {
      const text = JSON.stringify(each);
      return !seen.has(text) && seen.add(text).size > 0;
    });
}

/** Each file is gone through once, however much is said of it. */
function place(
  diagnostics: readonly Diagnostic[],
  read: (file: string) => string | undefined,
  known: Map<Diagnostic, Located>,
): void {
  const files = new Map<string, Diagnostic[]>();
  for (const each of diagnostics) {
    const { severity, code, message, remedy, at } = each;
    const base = { severity, code, message, ...(remedy === undefined ? {} : { remedy }) };
    known.set(each, at === undefined ? base : { ...base, file: at.file });
    if (at === undefined) continue;
    const own = files.get(at.file);
    if (own === undefined) files.set(at.file, [each]);
    else own.push(each);
  }
  for (const [file, own] of files) {
    const text = read(file);
    if (text === undefined) continue;
    const pointers = own.flatMap(({ at }) =>
      at !== undefined && 'pointer' in at ? [at.pointer] : [],
    );
    const spans =
      pointers.length > 0 ? locateAll(text, new Set(pointers)) : new Map<string, Span>();
    const spanOf = ({ at }: Diagnostic): Span =>
      (at === undefined ? undefined : 'pointer' in at ? spans.get(at.pointer) : at) ?? START;
    const lines = linesAt(
      text,
      own.map((each) => spanOf(each).offset),
    );
    for (const each of own) {
      const line = lines.get(spanOf(each).offset);
      const found = known.get(each);
      if (line !== undefined && found !== undefined)
        known.set(each, { ...found, ...frameOf(text, line, spanOf(each)) });
    }
  }
}

const START: Span = { offset: 0, length: 0 };

/** Takes no more of a line than is shown: thousands of places may be in one line of megabytes. */
function frameOf(text: string, { line, start }: Line, span: Span): Partial<Located> {
  const column = span.offset - start;
  const from = column > FRAME_WIDTH - 20 ? column - 20 : 0;
  const [shown = ''] = text.slice(start + from, start + from + FRAME_WIDTH).split(/[\r\n]/, 1);
  return {
    line,
    column: column + 1,
    text: shown,
    length: Math.max(1, Math.min(span.length, shown.length - (column - from))),
    ...(from === 0 ? {} : { from }),
  };
}

/** Text styles of a terminal; all of them do nothing where colours are not wanted. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** Colours only on a terminal, as `NO_COLOR` and `FORCE_COLOR` ask. */
export function painter(isTerminal: boolean, env: NodeJS.ProcessEnv): Paint {
  const wanted = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const on = !refused && (isTerminal || wanted);
  const style =
    (start: number, end: number) =>
    (text: string): string =>
      on ? `\u001b[${String(start)}m${text}\u001b[${String(end)}m` : text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    yellow: style(33, 39),
    green: style(32, 39),
    cyan: style(36, 39),
  };
}

/** All diagnostics as one text, ended by a new line; empty for none. */
export function renderDiagnostics(all: readonly Located[], paint: Paint): string {
  const { shown, more } = few(all);
  return shown.map((each) => `${renderOne(each, paint)}\n\n`).join('') + more;
}

function renderOne(each: Located, paint: Paint): string {
  const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[each.severity];
  const place =
    each.file === undefined
      ? ''
      : `${paint.bold(visible(each.file))}${each.line === undefined ? '' : `:${String(each.line)}:${String(each.column ?? 1)}`} `;
  const rows = [`${place}${colour(each.severity)} ${paint.dim(each.code)}`];
  rows.push(`  ${visible(each.message)}`);
  if (each.severity !== 'note' && each.line !== undefined && (each.text ?? '').trim() !== '')
    rows.push(...frame(each, each.line, each.text ?? '', paint));
  if (each.remedy !== undefined) rows.push(`  ${visible(each.remedy)}`);
  return rows.join('\n');
}

function frame(each: Located, line: number, text: string, paint: Paint): readonly string[] {
  const column = (each.column ?? 1) - 1 - (each.from ?? 0);
  const shown = visible(text.replaceAll('\t', ' '));
  const number = String(line);
  const marks = '^'.repeat(Math.max(1, Math.min(each.length ?? 1, shown.length - column)));
  return [
    `${paint.dim(`  ${number} |`)} ${shown}`,
    `${paint.dim(`  ${' '.repeat(number.length)} |`)} ${' '.repeat(column)}${paint.red(marks)}`,
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
