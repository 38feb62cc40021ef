/** The address of a request → what it asks for. */

import {
  element,
  expectEnd,
  expectNext,
  field,
  list,
  name,
  quoted,
  reader,
  take,
  until,
  type Field,
  type Reader,
} from './text.js';

export type Selected = SelectedField | SelectedRelation;

export interface SelectedField {
  readonly field: Field;
  readonly as?: string;
  readonly cast?: string;
  /** Rows are counted; the field says nothing. */
  readonly counts: boolean;
}

export interface SelectedRelation {
  readonly target: string;
  readonly hint?: string;
  readonly as: string;
  readonly inner: boolean;
  readonly columns: readonly Selected[];
}

export interface Filter {
  readonly field: Field;
  readonly negated: boolean;
  readonly operator: string;
  /** Several after `in` alone. */
  readonly value: string | readonly string[];
}

export interface Logic {
  readonly negated: boolean;
  readonly joined: 'and' | 'or';
  readonly parts: readonly Condition[];
}

export type Condition = Filter | Logic;

export interface Order {
  readonly field: Field;
  readonly descending: boolean;
  readonly nulls?: 'first' | 'last';
}

/** What is asked of one relation. */
export interface Asked {
  readonly columns: readonly Selected[];
  readonly conditions: readonly Condition[];
  readonly orders: readonly Order[];
  readonly limit?: number;
  readonly offset?: number;
  /** What is asked of those that it comes with, by the name under which they come. */
  readonly nested: ReadonlyMap<string, readonly Param[]>;
}

export type Param = readonly [name: string, text: string];

/** Those that say what is written, and nothing of rows. */
const OTHERS: ReadonlySet<string> = new Set(['columns', 'on_conflict']);

export function asked(params: readonly Param[]): Asked {
  const conditions: Condition[] = [];
  const nested = new Map<string, Param[]>();
  const own: Record<string, string> = {};
  for (const [key, text] of params) {
    const [first, rest] = belowOf(key);
    if (OTHERS.has(key)) continue;
    if (['select', 'order', 'limit', 'offset'].includes(key)) own[key] = text;
    else if (/^(not\.)?(and|or)$/.test(key)) conditions.push(all(`${key}${text}`, condition));
    else if (rest === undefined) conditions.push(filterOf(key, text));
    else nested.set(first, [...(nested.get(first) ?? []), [rest, text]]);
  }
  return {
    columns: all(own['select'] ?? '*', selection),
    conditions,
    orders: own['order'] === undefined ? [] : all(own['order'], orders),
    ...(own['limit'] === undefined ? {} : { limit: Number(own['limit']) }),
    ...(own['offset'] === undefined ? {} : { offset: Number(own['offset']) }),
    nested,
  };
}

/** `comments.body` → `comments` and `body`; what stands in quotes or after an arrow is no path. */
export function belowOf(key: string): readonly [string, string?] {
  const match = /^("(?:[^"\\]|\\.)*"|[^".>]+)\.(.+)$/.exec(key);
  if (match === null || match[1] === 'not') return [key];
  return [all(match[1] ?? '', (from) => name(from, '')), match[2] ?? ''];
}

function all<Read>(text: string, read: (from: Reader) => Read): Read {
  const from = reader(text);
  const found = read(from);
  expectEnd(from);
  return found;
}

export function selection(from: Reader): readonly Selected[] {
  const found: Selected[] = [];
  if (/^\)?$/.test(from.text.charAt(from.at))) return found;
  do found.push(selected(from));
  while (take(from, ','));
  return found;
}

function selected(from: Reader): Selected {
  const start = from.at;
  let as: string | undefined = quoted(from) ?? until(from, ',():!-');
  if (from.text.startsWith('::', from.at) || !take(from, ':')) {
    from.at = start;
    as = undefined;
  }
  const read = field(from, ',():!');
  const hints: string[] = [];
  while (take(from, '!')) hints.push(name(from, ',():!'));
  if (take(from, '()')) return counted(from, read, as ?? 'count');
  if (take(from, '(')) {
    const columns = selection(from);
    expectNext(from, ')');
    const hint = hints.find((each) => each !== 'inner' && each !== 'left');
    return {
      target: read.column,
      ...(hint === undefined ? {} : { hint }),
      as: as ?? read.column,
      inner: hints.includes('inner'),
      columns,
    };
  }
  return {
    field: read,
    ...(as === undefined ? {} : { as }),
    ...(take(from, '::') ? { cast: name(from, ',()') } : {}),
    counts: false,
  };
}

function counted(from: Reader, read: Field, as: string): SelectedField {
  return { field: read, as, counts: true, ...(take(from, '::') ? { cast: name(from, ',)') } : {}) };
}

function orders(from: Reader): readonly Order[] {
  const found: Order[] = [];
  do {
    const read = field(from, ',.');
    const descending = take(from, '.desc');
    if (!descending) take(from, '.asc');
    const nulls = take(from, '.nullsfirst')
      ? 'first'
      : take(from, '.nullslast')
        ? 'last'
        : undefined;
    found.push({ field: read, descending, ...(nulls === undefined ? {} : { nulls }) });
  } while (take(from, ','));
  return found;
}

function filterOf(key: string, text: string): Filter {
  const from = reader(text);
  const negated = take(from, 'not.');
  const operator = until(from, '.');
  expectNext(from, '.');
  const value = operator === 'in' ? list(from) : until(from, '');
  expectEnd(from);
  return { field: all(key, (of) => field(of, '')), negated, operator, value };
}

/** One condition in brackets: a filter, or several of them. */
function condition(from: Reader): Condition {
  const start = from.at;
  const negated = take(from, 'not.');
  const joined = take(from, 'and(') ? 'and' : take(from, 'or(') ? 'or' : undefined;
  if (joined !== undefined) {
    const parts = [condition(from)];
    while (take(from, ',')) parts.push(condition(from));
    expectNext(from, ')');
    return { negated, joined, parts };
  }
  from.at = start;
  const read = field(from, '.,()');
  expectNext(from, '.');
  const isNot = take(from, 'not.');
  const operator = until(from, '.');
  expectNext(from, '.');
  const value = operator === 'in' ? list(from) : valueIn(from);
  return { field: read, negated: isNot, operator, value };
}

/** A value in brackets: an array in braces may have commas. */
function valueIn(from: Reader): string {
  const array = /^\{[^{}]*\}/.exec(from.text.slice(from.at))?.[0];
  if (array === undefined) return element(from);
  from.at += array.length;
  return array;
}

/** The names in `columns` and `on_conflict`. */
export function namesIn(text: string): readonly string[] {
  return all(text, (from) => {
    const found = [name(from, ',')];
    while (take(from, ',')) found.push(name(from, ','));
    return found;
  });
}
