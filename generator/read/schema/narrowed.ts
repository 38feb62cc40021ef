/** What is left of an enum beside another schema. */

import type { Json, LiteralSchema, Schema } from '../../ir.js';

/** The values of an enum that fit another schema as well. */
export function narrowed(literal: LiteralSchema, other: Schema): Schema | undefined {
  const kept = literal.values.flatMap((value, index) => (fits(value, other) ? [index] : []));
  if (kept.length === 0) return undefined;
  if (kept.length === literal.values.length) return literal;
  const pick = <T>(list: readonly T[]): readonly T[] =>
    list.filter((_, index) => kept.includes(index));
  return {
    kind: 'literal',
    values: pick(literal.values),
    ...(literal.names === undefined ? {} : { names: pick(literal.names) }),
    ...(literal.docs === undefined ? {} : { docs: pick(literal.docs) }),
  };
}

function fits(value: Json, schema: Schema): boolean {
  switch (schema.kind) {
    case 'literal': {
      const text = JSON.stringify(value);
      return schema.values.some((each) => JSON.stringify(each) === text);
    }
    case 'string':
    case 'binary':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && (!schema.integer || Number.isInteger(value));
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'array':
    case 'tuple':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return true;
  }
}
