/** Filters: what they add to a query. */

import { add } from './draft.js';
import { filterName, isMistaken } from './names.js';
import { isPlainItem, listText, quoted, valueText } from './values.js';
import { ValidationError } from '../http/errors.js';
import type { Draft } from './draft.js';

/** Adds `column=operator.value`. */
export function where(draft: Draft, column: string, operator: string, value: unknown): void {
  const text = valueText(value, draft.dialect.arrayLit);
  addFilter(draft, column, operator, text, text);
}

function addFilter(
  draft: Draft,
  column: string,
  operator: string,
  text: string,
  value: unknown,
): void {
  const name = filterName(draft, column);
  const filter = { operator, value };
  if (!isMistaken(draft, name)) {
    add(draft, { name, text: `${operator}.${text}`, filter });
    return;
  }
  const isPlain = /(?:^|\.)in$/.test(operator) || (isPlainItem(text) && !text.startsWith('{'));
  add(draft, {
    name: 'and',
    text: `(${name}.${operator}.${isPlain ? text : quoted(text)})`,
    filter,
  });
}

/** `in`: values are text of their own each, so that commas in them part nothing. */
export function among(
  draft: Draft,
  column: string,
  values: Iterable<unknown>,
  operator = 'in',
): void {
  const brackets = draft.dialect.arrayLit;
  const each = Array.from(new Set(values), (value) => valueText(value, brackets));
  addFilter(draft, column, operator, listText(each, brackets), each);
}

/** Whether a list of the query cannot be written into an address of this backend. */
export function needsBody({ dialect, params }: Draft): boolean {
  return (
    !dialect.quoteIn &&
    params.some(
      ({ filter }) =>
        Array.isArray(filter?.value) && !filter.value.every((each) => isBare(each as string)),
    )
  );
}

/** What a server that cuts at commas and takes quotes off leaves as it is. */
function isBare(text: string): boolean {
  return isPlainItem(text) && !/["'[\]]|^\s|\s$/.test(text);
}

/** Any operator; what is listed after `in` is a list, where it is no text that says so itself. */
export function compared(draft: Draft, column: string, operator: string, value: unknown): void {
  const listed = typeof value === 'object' && value !== null && Symbol.iterator in value;
  if (listed && /^(?:not\.)?in$/.test(operator)) {
    among(draft, column, value as Iterable<unknown>, operator);
  } else where(draft, column, operator, value);
}

/** Equality with each member; null is nothing's equal. */
export function matching(draft: Draft, members: object): void {
  for (const [column, value] of Object.entries(members)) {
    if (value === undefined) throw new ValidationError(`${column}: there is no value`);
    where(draft, column, value === null ? 'is' : 'eq', value);
  }
}

/** `like(any)` and its kind. */
export function likeMany(
  draft: Draft,
  column: string,
  operator: string,
  patterns: readonly string[],
): void {
  if (!Array.isArray(patterns)) throw new ValidationError('patterns must be a list');
  where(draft, column, operator, patterns);
}

const SEARCH = new Map([
  ['plain', 'pl'],
  ['phrase', 'ph'],
  ['websearch', 'w'],
]);

export interface SearchOptions {
  /** The text search configuration: `english`. */
  readonly config?: string | undefined;
  /** How the query is read. Default: as `to_tsquery` does. */
  readonly type?: 'plain' | 'phrase' | 'websearch' | undefined;
}

export function search(
  draft: Draft,
  column: string,
  query: string,
  { config, type }: SearchOptions = {},
): void {
  const name = `${SEARCH.get(type ?? '') ?? ''}fts`;
  where(draft, column, config === undefined ? name : `${name}(${config})`, query);
}
