/** Names of columns, as they stand in an address. */

import { ValidationError } from '../http/errors.js';
import type { Dialect } from './dialects.js';

/** A name as it stands, or in quotes where it has a meaning otherwise. Paths into JSON stay paths. */
export function columnText(name: string): string {
  if (name === '') throw new ValidationError('select: a name is empty');
  if (name.includes('->')) return name;
  return /^[\p{L}\p{N}_$][\p{L}\p{N}_$-]*$/u.test(name)
    ? name
    : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** What a parameter of these names says is no filter. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['and', 'columns', 'limit', 'offset'],
  ...['on_conflict', 'or', 'order', 'select'],
]);

/** Of a nested select, too. */
const TAKEN_BELOW = /\.(and|limit|offset|or|order)$/;

/** The name of the parameter that a filter of a column is. What may be a path, or is in quotes, stays as it is. */
export function filterName(name: string, { quoteNames }: Dialect): string {
  if (!quoteNames || name === '') return name;
  if (TAKEN.has(name)) return `"${name}"`;
  return /[".]/.test(name) ? name.replace(TAKEN_BELOW, '."$1"') : spacedText(name);
}

/** A column as an order has it: there, brackets are what a relation has. */
export function orderName(name: string, { quoteNames }: Dialect): string {
  return !quoteNames || name === '' || /["(.]/.test(name) ? name : spacedText(name);
}

/** Spaces between words need no quotes there. */
function spacedText(name: string): string {
  return /^[\p{L}\p{N}_$-]+(?: +[\p{L}\p{N}_$-]+)+$/u.test(name) ? name : columnText(name);
}
