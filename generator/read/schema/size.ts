/** How many schemas one is made of. */

import type { Schema } from '../../ir.js';

const sizes = new WeakMap<Schema, number>();

/** A reference counts as one: what it leads to stands elsewhere. */
export function sizeOf(schema: Schema): number {
  const known = sizes.get(schema);
  if (known !== undefined) return known;
  let size = 1;
  for (const each of partsOf(schema)) size += sizeOf(each);
  sizes.set(schema, size);
  return size;
}

function partsOf(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case 'array':
      return [schema.items];
    case 'tuple':
      return [...schema.items, ...list(schema.rest)];
    case 'object': {
      const described = [...schema.props, ...schema.patterns];
      return [...described.map((each) => each.schema), ...list(schema.rest)];
    }
    case 'union':
    case 'all':
      return schema.of;
    default:
      return [];
  }
}

const list = (schema: Schema | undefined): readonly Schema[] =>
  schema === undefined ? [] : [schema];
