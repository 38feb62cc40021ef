/** JSON values as expressions. */

import type { Json } from '../ir.js';
import { inlineBraces, list } from './list.js';
import { code, codeOf, key, string, type Code } from './piece.js';

/** A JSON value as an expression, laid out as prettier would. */
export function literal(value: Json): Code {
  if (value === null || typeof value === 'boolean') return codeOf(String(value));
  if (typeof value === 'number') return codeOf(Object.is(value, -0) ? '-0' : String(value));
  if (typeof value === 'string') return string(value);
  if (isJsonArray(value)) {
    const items = value.map(literal);
    const objects =
      value.length > 1 &&
      value.every(
        (item) => isBigContainer(item) && isJsonArray(item) === isJsonArray(value[0] ?? null),
      );
    return list('[', items, { broken: objects });
  }
  return inlineBraces(
    Object.entries(value).map(([name, item]) => code`${objectKey(name)}: ${literal(item)}`),
    ',',
  );
}

/** A key of an object literal: `__proto__` would set the prototype, so it is computed. */
export function objectKey(name: string): Code {
  return name === '__proto__' ? codeOf(`['__proto__']`) : key(name);
}

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isBigContainer(value: Json): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length > 1;
}
