/** Values as the text of a query, and lists of them. */

import { ValidationError } from '../http/errors.js';

/**
 * What stands for a value in a filter. Dates and what else is a text in JSON are that text, lists are array
 * literals, other objects JSON.
 *
 * @throws {ValidationError} where there is nothing to compare with: undefined, or a date that is none
 */
export function valueText(value: unknown, brackets: string): string {
  if (Array.isArray(value)) return arrayText(value, brackets);
  if (typeof value !== 'object' || value === null) {
    if (value === undefined) throw new ValidationError('there is no value');
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- no object comes here
    return String(value);
  }
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined || json === 'null') throw new ValidationError('there is no value');
  return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}

/**
 * `{a,b}`, elements in quotes where they must be. A list of objects is JSON: the column can be nothing else.
 */
export function arrayText(values: readonly unknown[], brackets: string): string {
  if (values.some(isRecord)) return JSON.stringify(values);
  const items = values.map((each) => {
    if (each === null) return 'NULL';
    if (Array.isArray(each)) return arrayText(each, brackets);
    const text = valueText(each, brackets);
    const isPlain = text !== '' && !/[,{}()"\\]|^\s|\s$|^null$/i.test(text);
    return isPlain ? text : quoted(text);
  });
  return `${brackets.charAt(0)}${items.join(',')}${brackets.charAt(1)}`;
}

/** `(a,"b,c")`: the values of `in`, each once. */
export function listText(values: Iterable<unknown>, brackets: string): string {
  const items = Array.from(new Set(values), (each) => {
    const text = valueText(each, brackets);
    return isPlainItem(text) ? text : quoted(text);
  });
  // PostgREST takes one empty text for a list of nothing; twice, it is that text.
  return items.join() === '""' ? '("","")' : `(${items.join(',')})`;
}

/** Whether the text may stand in a list as it is. */
export function isPlainItem(text: string): boolean {
  // A server reads over spaces at the ends of a list.
  return text !== '' && !/[,()]|^["\s]|\s$/.test(text);
}

/** A text in quotes. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function isRecord(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    // A member may be called so.
    typeof (value as { readonly toJSON?: unknown }).toJSON !== 'function'
  );
}
