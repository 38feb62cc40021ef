/** A schema with other parts in the places of its own. */

import type { Schema } from '../../ir.js';

/**
 * The schema itself where it has no parts.
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
