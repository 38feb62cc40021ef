/** Properties that only a condition describes: what they are beside others of their name. */

import type { Property, Schema } from '../../ir.js';
import type { Reading } from '../document/reading.js';
import { placeless } from './parts.js';

/** Either of these, as each condition has it. */
export function anyOf(of: readonly Schema[]): Schema {
  const [first, ...more] = of.filter((each) => each.kind !== 'never');
  if (first === undefined) return { kind: 'never' };
  const text = textOf(first);
  const others = more.filter((each) => textOf(each) !== text);
  if (others.length === 0) return first;
  return [first, ...others].some((each) => each.kind === 'unknown')
    ? { kind: 'unknown' }
    : { kind: 'union', of: [first, ...others] };
}

function textOf(schema: Schema): string {
  return JSON.stringify(placeless(schema));
}

/**
 * A property that two schemas describe, at least one of them under a condition, which need not be that of the other.
 * Undefined where none is.
 */
export function underCondition(reading: Reading, a: Property, b: Property): Property | undefined {
  const { conditional } = reading.schemas;
  const [first, second] = [conditional.has(a), conditional.has(b)];
  if (!first && !second) return undefined;
  const [described, other] = first ? [b, a] : [a, b];
  const both = first && second;
  const required = a.required || b.required;
  if (!both && !saysNothing(reading, described.schema)) return { ...described, required };
  const found: Property = {
    key: a.key,
    required,
    schema: both ? anyOf([a.schema, b.schema]) : other.schema,
  };
  conditional.add(found);
  return found;
}

/** What is only named, or called an object, is described by the conditions. */
function saysNothing(reading: Reading, schema: Schema): boolean {
  if (schema.kind === 'object')
    return reading.schemas.open.has(schema) && schema.props.length === 0;
  return schema.kind === 'unknown';
}

/** What has nothing but such properties: it says nothing of values that are no objects. */
export function isConditional({ schemas }: Reading, schema: Schema): boolean {
  return (
    schema.kind === 'object' &&
    schema.props.length > 0 &&
    schema.rest === undefined &&
    schema.props.every((each) => schemas.conditional.has(each))
  );
}
