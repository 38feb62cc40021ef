/** What two schemas allow together: the arithmetic behind `allOf`. */

import type {
  Discriminator,
  Json,
  LiteralSchema,
  ObjectSchema,
  Property,
  Schema,
  SchemaMeta,
} from '../ir.js';
import { isList, joinLists } from './join-lists.js';
import { isConditional, underCondition } from './conditional.js';
import type { NamedEntry, Reading } from './reading.js';
import { extendsEntry } from './inheritance.js';
import { bare } from './schema-meta.js';
import { setTag } from './set-tag.js';
import type { Node } from './source.js';

/** More members than this are not multiplied out. */
const MAX_MEMBERS = 48;

/** Merging by one schema: where problems are reported, and which named schema is being read. */
export interface Merge {
  readonly reading: Reading;
  readonly node: Node;
  readonly self: NamedEntry | undefined;
  /** The pairs with a named schema that are being merged, each within the one before. */
  readonly within?: readonly Pair[];
}

type Pair = readonly [a: Schema | string, b: Schema | string];

/**
 * The schema of what fits both; undefined where nothing can. Where the second says something about itself
 * (documentation, default), that stands.
 */
export function intersect(merge: Merge, a: Schema, b: Schema, nested = false): Schema | undefined {
  const said = metaOf(a, b);
  const result = shape(merge, a, b, nested);
  if (result === undefined) return undefined;
  const merged: Schema = { ...result, ...said };
  const { open } = merge.reading.schemas;
  if (open.has(result)) open.add(merged);
  return merged;
}

function metaOf(a: Schema, b: Schema): SchemaMeta {
  const kinds = new Set([...Object.keys(bare(a)), ...Object.keys(bare(b))]);
  const entries = [...Object.entries(a), ...Object.entries(b)].filter(([key]) => !kinds.has(key));
  return Object.fromEntries(entries);
}

function shape(merge: Merge, a: Schema, b: Schema, nested: boolean): Schema | undefined {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (a.kind === 'never' || b.kind === 'never') return { kind: 'never' };
  if (a.kind === 'ref' || b.kind === 'ref') return withRef(merge, a, b, nested);
  if (a.kind === 'all') return { kind: 'all', of: [...a.of, b] };
  if (b.kind === 'all') return { kind: 'all', of: [a, ...b.of] };
  if (a.kind === 'union') return distribute(merge, a, b, nested, false);
  if (b.kind === 'union') return distribute(merge, b, a, nested, true);
  if (a.kind !== 'object' && isConditional(merge.reading, b)) return a;
  if (b.kind !== 'object' && isConditional(merge.reading, a)) return b;
  if (a.kind === 'literal') return narrowed(a, b);
  if (b.kind === 'literal') return narrowed(b, a);
  if (a.kind === 'object' && b.kind === 'object') return objects(merge, a, b);
  if (isList(a) && isList(b))
    return joinLists(a, b, (one, two) => intersect(merge, one, two, true));
  if (a.kind === 'string' && b.kind === 'string') return { ...a, ...b };
  if (a.kind === 'number' && b.kind === 'number') {
    return { ...a, ...b, integer: a.integer || b.integer };
  }
  if (a.kind === 'binary' && b.kind === 'string') return a;
  if (a.kind === 'string' && b.kind === 'binary') return b;
  if (a.kind === b.kind) return b;
  // A number or text by its format alone: the format says nothing against another type.
  const { open } = merge.reading.schemas;
  if (open.has(b) && b.kind !== 'object') return a;
  return open.has(a) && a.kind !== 'object' ? b : undefined;
}

function withRef(merge: Merge, a: Schema, b: Schema, nested: boolean): Schema | undefined {
  const { reading } = merge;
  if (a.kind === 'ref' && b.kind === 'ref') {
    if (a.to === b.to || extendsEntry(reading, a.to, b.to)) return a;
    if (extendsEntry(reading, b.to, a.to)) return b;
  }
  const [ref, other] = a.kind === 'ref' ? [a, b] : [b, a];
  if (ref.kind !== 'ref') return undefined;
  if (addsNothing(reading, other)) return ref;
  // What holds itself, such as `A = string | A[]`, comes back to the same pair.
  const pair: Pair = [a.kind === 'ref' ? a.to : a, b.kind === 'ref' ? b.to : b];
  const { within = [] } = merge;
  if (within.some((each) => each[0] === pair[0] && each[1] === pair[1]))
    return { kind: 'all', of: [a, b] };
  const left = a.kind === 'ref' ? reading.expand(a.to) : a;
  const right = b.kind === 'ref' ? reading.expand(b.to) : b;
  if (left === undefined || right === undefined) return { kind: 'all', of: [a, b] };
  // Merging two named schemas inside of a property could go on for ever, and would lose both names.
  if (nested && left.kind === 'object' && right.kind === 'object' && other.kind === 'ref') {
    return { kind: 'all', of: [a, b] };
  }
  const merged = intersect({ ...merge, within: [...within, pair] }, left, right, nested);
  return merged === undefined ? undefined : bare(merged);
}

/** `type: object` beside a reference. */
function addsNothing(reading: Reading, schema: Schema): boolean {
  return schema.kind === 'object' && reading.schemas.open.has(schema) && schema.props.length === 0;
}

function distribute(
  merge: Merge,
  union: Extract<Schema, { kind: 'union' }>,
  other: Schema,
  nested: boolean,
  otherFirst: boolean,
): Schema | undefined {
  if (addsNothing(merge.reading, other) && union.of.every((each) => each.kind === 'ref'))
    return union;
  const size = other.kind === 'union' ? other.of.length : 1;
  if (union.of.length * size > MAX_MEMBERS) {
    return { kind: 'all', of: otherFirst ? [other, union] : [union, other] };
  }
  const of: Schema[] = [];
  for (const each of union.of) {
    // A member that inherits from the schema being read has all of it already.
    if (
      each.kind === 'ref' &&
      merge.self !== undefined &&
      extendsEntry(merge.reading, each.to, merge.self.key)
    ) {
      of.push(each);
      continue;
    }
    if (each.kind === 'ref' && saysAsMuch(merge, each.to, other, union.discriminator)) {
      of.push(each);
      continue;
    }
    const merged = otherFirst
      ? intersect(merge, other, each, nested)
      : intersect(merge, each, other, nested);
    if (merged === undefined || merged.kind === 'never') continue;
    const values =
      each.kind === 'ref'
        ? (union.discriminator?.mapping ?? [])
            .filter(({ to }) => to === each.to)
            .map(({ value }) => value)
        : [];
    of.push(
      union.discriminator === undefined || merged.kind !== 'object' || values.length === 0
        ? merged
        : setTag(merge.reading, merged, union.discriminator.property, values),
    );
  }
  const [only] = of;
  if (only === undefined) return undefined;
  if (of.length === 1) return only;
  const kept = of.every((each) => each.kind === 'ref') ? union.discriminator : undefined;
  return { kind: 'union', of, ...(kept === undefined ? {} : { discriminator: kept }) };
}

/**
 * Whether a named object has all that another asks for, so that it can stay what it is called. The property of the
 * discriminator is given to it by its tag.
 */
function saysAsMuch(
  { reading }: Merge,
  to: string,
  other: Schema,
  discriminator: Discriminator | undefined,
): boolean {
  if (other.kind !== 'object' || other.patterns.length > 0) return false;
  if (other.rest !== undefined && !reading.schemas.open.has(other)) return false;
  const named = reading.expand(to);
  if (named?.kind !== 'object') return false;
  const tag = discriminator?.mapping.some((each) => each.to === to)
    ? discriminator.property
    : undefined;
  return other.props.every(({ key, required, schema }) => {
    if (schema.readOnly === true || schema.writeOnly === true) return false;
    if (key === tag && ['string', 'unknown'].includes(schema.kind)) return true;
    const own = named.props.find((each) => each.key === key);
    if (own === undefined || (required && !own.required)) return false;
    return (
      schema.kind === 'unknown' ||
      JSON.stringify(bare(schema)) === JSON.stringify(bare(own.schema)) ||
      (isPlainText(schema) && own.schema.kind === 'literal' && own.schema.values.every(isText))
    );
  });
}

function isPlainText(schema: Schema): boolean {
  return schema.kind === 'string' && Object.keys(bare(schema)).length === 1;
}

const isText = (value: Json): boolean => typeof value === 'string';

/** The values of an enum that fit another schema as well. */
function narrowed(literal: LiteralSchema, other: Schema): Schema | undefined {
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

function objects(merge: Merge, a: ObjectSchema, b: ObjectSchema): ObjectSchema {
  const { open } = merge.reading.schemas;
  const props = new Map<string, Property>(a.props.map((each) => [each.key, each]));
  for (const each of b.props) {
    const before = props.get(each.key);
    if (before === undefined) {
      props.set(each.key, each);
      continue;
    }
    const conditional = underCondition(merge.reading, before, each);
    if (conditional !== undefined) {
      props.set(each.key, conditional);
      continue;
    }
    const schema = intersect(merge, before.schema, each.schema, true);
    if (schema === undefined) {
      merge.reading.complain(
        'warning',
        'openapi-allof-contradiction',
        merge.node,
        `The property ${JSON.stringify(each.key)}${merge.self === undefined ? '' : ` in the schema ${JSON.stringify(merge.self.key)}`} is described twice, and nothing fits both; the last description counts.`,
        'Describe the property once, or let one description narrow the other.',
      );
    }
    props.set(each.key, {
      key: each.key,
      required: before.required || each.required,
      schema: schema ?? each.schema,
    });
  }
  const rests = [a, b].flatMap((each) =>
    each.rest === undefined || open.has(each) ? [] : [each.rest],
  );
  const [first, second] = rests;
  const implied = open.has(a) && open.has(b) && props.size === 0;
  const rest: Schema | undefined =
    first !== undefined && second !== undefined
      ? (intersect(merge, first, second, true) ?? second)
      : (first ?? (implied ? { kind: 'unknown' } : undefined));
  const merged: ObjectSchema = {
    kind: 'object',
    props: [...props.values()],
    patterns: [...a.patterns, ...b.patterns],
    ...(rest === undefined ? {} : { rest }),
  };
  if (implied) open.add(merged);
  return merged;
}
