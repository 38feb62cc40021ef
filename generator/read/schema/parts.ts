/** The parts that a schema is made of. */

import type { Schema } from '../../ir.js';

/**
 * A schema with other parts in the places of its own; itself where it has none.
 *
 * @param of what stands in the place of a part
 */
export function withParts(schema: Schema, of: (part: Schema) => Schema): Schema {
  switch (schema.kind) {
    case 'array':
      return { ...schema, items: of(schema.items) };
    case 'tuple':
      return {
        ...schema,
        items: schema.items.map(of),
        ...(schema.rest === undefined ? {} : { rest: of(schema.rest) }),
      };
    case 'object':
      return {
        ...schema,
        props: schema.props.map((each) => ({ ...each, schema: of(each.schema) })),
        patterns: schema.patterns.map((each) => ({ ...each, schema: of(each.schema) })),
        ...(schema.rest === undefined ? {} : { rest: of(schema.rest) }),
      };
    case 'union':
    case 'all':
      return { ...schema, of: schema.of.map(of) };
    default:
      return schema;
  }
}

/** Without the places that it and its parts were written at: what says the same in two of them is the same. */
export function placeless({ at: _, ...said }: Schema): Schema {
  return withParts(said, placeless);
}

export function partsOf(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case 'array':
      return [schema.items];
    case 'tuple':
      return schema.rest === undefined ? schema.items : [...schema.items, schema.rest];
    case 'object': {
      const named = [...schema.props, ...schema.patterns].map((each) => each.schema);
      return schema.rest === undefined ? named : [...named, schema.rest];
    }
    case 'union':
    case 'all':
      return schema.of;
    default:
      return [];
  }
}
