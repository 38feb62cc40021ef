/** What is left of an enum beside another schema. */

import type { Json, LiteralSchema, Schema } from '../../ir.js';

/** The values of an enum that fit another schema as well. */
export function narrowed(literal: LiteralSchema, other: Schema): Schema | undefined {
  const fits = fitting(other);
  const kept = literal.values.map(fits);
  if (!kept.includes(true)) return undefined;
  if (!kept.includes(false)) return literal;
  const pick = <T>(list: readonly T[]): readonly T[] => list.filter((_, index) => kept[index]);
  return {
    kind: 'literal',
    values: pick(literal.values),
    ...(literal.names === undefined ? {} : { names: pick(literal.names) }),
    ...(literal.docs === undefined ? {} : { docs: pick(literal.docs) }),
  };
}

function fitting(schema: Schema): (value: Json) => boolean {
  switch (schema.kind) {
    case 'literal': {
      const texts = new Set(schema.values.map((each) => JSON.stringify(each)));
      return (value) => texts.has(JSON.stringify(value));
    }
    case 'string':
    case 'binary':
      return (value) => typeof value === 'string';
    case 'number':
      return (value) => typeof value === 'number' && (!schema.integer || Number.isInteger(value));
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'null':
      return (value) => value === null;
    case 'array':
    case 'tuple':
      return Array.isArray;
    case 'object':
      return (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return () => true;
  }
}
