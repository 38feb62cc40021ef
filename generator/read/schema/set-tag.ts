/** Gives an object the value of its tag. */

import type { ObjectSchema, Property, Schema } from '../../ir.js';
import type { Reading } from '../document/reading.js';

/** The object with the tag as a required literal. What it already says of the tag by values stands. */
export function setTag<T extends Schema & ObjectSchema>(
  reading: Reading,
  schema: T,
  property: string,
  values: readonly string[],
): T {
  const index = schema.props.findIndex((each) => each.key === property);
  const before = schema.props[index];
  const tagged: Property = {
    key: property,
    required: true,
    schema:
      before === undefined
        ? { kind: 'literal', values }
        : tagSchema(reading, before.schema, values),
  };
  const props = before === undefined ? [...schema.props, tagged] : schema.props.with(index, tagged);
  return { ...schema, props };
}

function tagSchema(reading: Reading, schema: Schema, values: readonly string[]): Schema {
  const shape = schema.kind === 'ref' ? reading.expand(schema.to) : schema;
  if (shape?.kind === 'literal') {
    const kept = values.filter((value) => shape.values.includes(value));
    if (kept.length === 0 || kept.length === shape.values.length) return schema;
    return { ...said(schema), kind: 'literal', values: kept };
  }
  // A mapping has texts for keys, whatever the property is.
  const typed = values.map((value) => {
    if (shape?.kind === 'number' && value.trim() !== '' && Number.isFinite(Number(value)))
      return Number(value);
    return shape?.kind === 'boolean' && /^(?:true|false)$/.test(value) ? value === 'true' : value;
  });
  return { ...said(schema), kind: 'literal', values: typed };
}

/** What a schema says of itself. */
export function said(schema: Schema): Pick<Schema, 'at' | 'doc'> {
  return {
    ...(schema.at === undefined ? {} : { at: schema.at }),
    ...(schema.doc === undefined ? {} : { doc: schema.doc }),
  };
}
