/** What two schemas allow together: the arithmetic behind `allOf`. */

import type { Discriminator, Json, ObjectSchema, Property, Schema, SchemaMeta } from '../../ir.js';
import { isList, joinLists } from './join-lists.js';
import { isConditional, underCondition } from './conditional.js';
import type { NamedEntry, Reading } from '../document/reading.js';
import { extendsEntry } from './inheritance.js';
import { narrowed } from './narrowed.js';
import { placeless } from './parts.js';
import { bare } from './meta.js';
import { setTag } from './set-tag.js';
import { accessAt } from './access.js';
import { sizeOf } from './size.js';
import type { Node } from '../document/source.js';

/** More members than this are not multiplied out. */
const MAX_MEMBERS = 48;
/** Schemas that are made of each other could be merged without end: what takes more steps is left to the compiler. */
const MAX_STEPS = 500;
/** So is what grows beyond this many schemas. */
const MAX_SIZE = 5000;
/** Of schemas that hold each other, each would have all that the others have. */
const MAX_CIRCULAR = 100;

/** Merging by one schema: where problems are reported, and which named schema is being read. */
export interface Merge {
  readonly reading: Reading;
  readonly node: Node;
  readonly self: NamedEntry | undefined;
}

/** One merge as it goes on. */
interface Merging extends Merge {
  readonly steps: { taken: number; circles: number };
  /** The pairs with a named schema that are being merged, each within the one before. */
  readonly within: readonly Pair[];
  /** What the members of the union that is multiplied out were merged with, by name: unions may hold each other. */
  readonly met: Map<string, Set<Schema>>;
}

type Pair = readonly [a: Schema | string, b: Schema | string];

/**
 * The schema of what fits both; undefined where nothing can. Where the second says something about itself
 * (documentation, default), that stands.
 */
export function intersect(merge: Merge, a: Schema, b: Schema): Schema | undefined {
  // It knows some of what is referred to by what is read so far.
  merge.reading.schemas.placed++;
  const steps = { taken: 0, circles: 0 };
  const merged = both({ ...merge, steps, within: [], met: new Map() }, a, b, false);
  const most = steps.circles === 0 ? MAX_SIZE : MAX_CIRCULAR;
  const excessive = steps.taken > MAX_STEPS || (merged !== undefined && sizeOf(merged) > most);
  return excessive ? { kind: 'all', of: [a, b] } : merged;
}

function both(merge: Merging, a: Schema, b: Schema, nested: boolean): Schema | undefined {
  const result = shape(merge, a, b, nested);
  if (result === undefined) return undefined;
  const said = { ...accessAt(merge.reading, [a, b]), ...metaOf(a, b) };
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

function shape(merge: Merging, a: Schema, b: Schema, nested: boolean): Schema | undefined {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (a.kind === 'never' || b.kind === 'never') return { kind: 'never' };
  if (isDeep(a) && isDeep(b) && merge.steps.taken++ > MAX_STEPS) return { kind: 'all', of: [a, b] };
  if (a.kind === 'ref' || b.kind === 'ref') return withRef(merge, a, b, nested);
  if (a.kind === 'all' || b.kind === 'all') merge.steps.circles++;
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
    return joinLists(a, b, (one, two) => both(inside(merge), one, two, true));
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

/** What may hold other schemas. */
const isDeep = ({ kind }: Schema): boolean =>
  kind === 'ref' || kind === 'union' || kind === 'object' || kind === 'array' || kind === 'tuple';

function withRef(merge: Merging, a: Schema, b: Schema, nested: boolean): Schema | undefined {
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
  const { within, met } = merge;
  if (within.some((each) => each[0] === pair[0] && each[1] === pair[1])) {
    merge.steps.circles++;
    return { kind: 'all', of: [a, b] };
  }
  const left = a.kind === 'ref' ? reading.expand(a.to) : a;
  const right = b.kind === 'ref' ? reading.expand(b.to) : b;
  if (left === undefined || right === undefined) {
    merge.steps.circles++;
    return { kind: 'all', of: [a, b] };
  }
  // Merging two named schemas inside of a property could go on for ever, and would lose both names.
  if (nested && left.kind === 'object' && right.kind === 'object' && other.kind === 'ref') {
    return { kind: 'all', of: [a, b] };
  }
  if (a.kind === 'ref') hasMet(met, a.to, right);
  if (b.kind === 'ref') hasMet(met, b.to, left);
  const merged = both({ ...merge, within: [...within, pair] }, left, right, nested);
  return merged === undefined ? undefined : bare(merged);
}

/** `type: object` beside a reference. */
function addsNothing(reading: Reading, schema: Schema): boolean {
  return schema.kind === 'object' && reading.schemas.open.has(schema) && schema.props.length === 0;
}

function distribute(
  merge: Merging,
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
    if (each.kind === 'ref' && hasMet(merge.met, each.to, other)) {
      merge.steps.circles++;
      continue;
    }
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
    const merged = otherFirst ? both(merge, other, each, nested) : both(merge, each, other, nested);
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

function hasMet(met: Map<string, Set<Schema>>, name: string, other: Schema): boolean {
  const others = met.get(name) ?? new Set();
  if (others.has(other)) return true;
  met.set(name, others.add(other));
  return false;
}

/** What is merged below a property or in a list is no member of the union any more. */
function inside(merge: Merging): Merging {
  return { ...merge, met: new Map() };
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
      shapeOf(schema) === shapeOf(own.schema) ||
      (isPlainText(schema) && own.schema.kind === 'literal' && own.schema.values.every(isText))
    );
  });
}

function shapeOf(schema: Schema): string {
  return JSON.stringify(placeless(bare(schema)));
}

function isPlainText(schema: Schema): boolean {
  return schema.kind === 'string' && Object.keys(bare(schema)).length === 1;
}

const isText = (value: Json): boolean => typeof value === 'string';

function objects(merge: Merging, a: ObjectSchema, b: ObjectSchema): ObjectSchema {
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
    const schema = both(inside(merge), before.schema, each.schema, true);
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
      ? (both(inside(merge), first, second, true) ?? second)
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
