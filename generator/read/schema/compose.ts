/** A whole schema: its own keywords merged with `allOf`, `oneOf`, `anyOf` and `not`. */

import type { Schema } from '../../ir.js';
import { withConditions, withoutNegated } from './conditions.js';
import { intersect, type Merge } from './intersect.js';
import type { Reading } from '../document/reading.js';
import { refOf } from '../document/refs.js';
import { literalOf } from './enum.js';
import { readOwn } from './own.js';
import { elements, isData, member, type Data, type Node } from '../document/source.js';
import { readTags } from './discriminator.js';
import { unionTags } from './tags.js';

/** Without any of these, a schema is what its own keywords say; most are. */
const COMPOSING: ReadonlySet<string> = new Set([
  'allOf',
  'oneOf',
  'anyOf',
  'not',
  'if',
  'dependentSchemas',
  'dependencies',
]);

/** A walk over the few keys there are is cheaper than asking for each that may be. */
function composes(value: Data): boolean {
  for (const key in value) if (COMPOSING.has(key)) return true;
  return false;
}

/**
 * @param view `base` leaves `oneOf` and `anyOf` out: what a member of these inherits by `allOf`
 * @returns without what the node says about itself, which the caller adds
 */
export function compose(reading: Reading, node: Node, value: Data, view: 'whole' | 'base'): Schema {
  if (!composes(value)) {
    const { schema = { kind: 'unknown' }, nullable } = readOwn(reading, node, value);
    return nullable ? orNull(schema) : schema;
  }
  const merge: Merge = { reading, node, self: reading.schemas.current.at(-1) };
  const own = readOwn(reading, node, value);
  const all = parted(reading, node, 'allOf');
  const parts: Schema[] = all.filter((each) => !isCondition(each)).map(reading.read);
  if (own.schema !== undefined) parts.push(own.schema);
  parts.push(...all.filter(isCondition).map(reading.read));
  if (view === 'whole') {
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const union = readUnion(reading, node, keyword);
      if (union !== undefined) parts.push(union);
    }
  }
  const negated = member(node, 'not');
  if (negated !== undefined && allowsAll(negated.value)) return { kind: 'never' };
  let result: Schema | undefined;
  for (const part of parts) {
    const merged: Schema | undefined = result === undefined ? part : intersect(merge, result, part);
    const either = merged === undefined ? eitherOf(merge, result, part) : undefined;
    if (merged === undefined) {
      reading.complain(
        'warning',
        'openapi-allof-contradiction',
        node,
        `The parts of ${called(merge)} contradict each other, so that nothing fits them all; ${either === undefined ? 'the last part counts' : 'the values of both lists count'}.`,
        either === undefined
          ? 'Remove the part that is wrong.'
          : 'Write anyOf for values that are added to those of another list.',
      );
    }
    result = merged ?? either ?? part;
  }
  result = withConditions(merge, result ?? { kind: 'unknown' });
  result = withoutNegated(reading, node, own.nullable ? orNull(result) : result);
  return result;
}

/** What may be there stands after what is. */
function isCondition({ value }: Node): boolean {
  return isData(value) && Object.hasOwn(value, 'if');
}

/** An enum cannot add values to another by `allOf`, and that is what is meant where the two have none in common. */
function eitherOf({ reading }: Merge, ...parts: (Schema | undefined)[]): Schema | undefined {
  const lists = parts.map((each) => (each?.kind === 'ref' ? reading.expand(each.to) : each));
  const values = lists.flatMap((each) => (each?.kind === 'literal' ? [each.values] : []));
  return values.length === 2 && values.some(({ length }) => length > 1)
    ? { kind: 'literal', values: values.flat() }
    : undefined;
}

/** A part of a named schema is said to be of it. */
function called({ node, self }: Merge): string {
  if (self === undefined) return 'this schema';
  const name = JSON.stringify(self.key);
  return self.node.pointer === node.pointer ? `the schema ${name}` : `a schema in ${name}`;
}

function allowsAll(schema: unknown): boolean {
  return schema === true || (isData(schema) && Object.keys(schema).length === 0);
}

export function orNull(schema: Schema): Schema {
  if (schema.kind === 'unknown' || schema.kind === 'null') return schema;
  if (schema.kind !== 'union') return { kind: 'union', of: [schema, { kind: 'null' }] };
  if (schema.of.some((each) => each.kind === 'null')) return schema;
  return { ...schema, of: [...schema.of, { kind: 'null' }] };
}

/** The members of `allOf`, `oneOf` or `anyOf`; malformed ones are reported. */
function parted(reading: Reading, node: Node, keyword: string): readonly Node[] {
  const written = member(node, keyword);
  if (written === undefined || written.value === null) return [];
  if (Array.isArray(written.value)) return elements(written);
  reading.complain(
    'warning',
    'openapi-composition-malformed',
    written,
    `"${keyword}" must be a list of schemas; ${isData(written.value) ? 'the one given is read as its only member' : 'it is left out'}.`,
    `Write ${keyword} as a list.`,
  );
  return isData(written.value) ? [written] : [];
}

function readUnion(reading: Reading, node: Node, keyword: 'oneOf' | 'anyOf'): Schema | undefined {
  const nodes = withNull(parted(reading, node, keyword));
  if (nodes.length === 0) return undefined;
  const tags = readTags(reading, node);
  const of: Schema[] = [];
  const seen = new Set<string>();
  const read = nodes.map(reading.read);
  for (const each of read) {
    // A union inside of a union is part of it, unless it has its own tag or documentation.
    const flat =
      each.kind === 'union' && each.discriminator === undefined && each.doc === undefined
        ? each.of
        : [each];
    for (const schema of flat) {
      const key = identity(schema);
      if (schema.kind === 'never' || (key !== undefined && seen.has(key))) continue;
      if (key !== undefined) seen.add(key);
      of.push(schema);
    }
  }
  const [only] = of;
  if (only === undefined) return { kind: 'never' };
  if (of.some((each) => each.kind === 'unknown')) {
    // What could not be read is told of where it stands.
    const says = nodes.every(
      (each, at) => read[at]?.kind !== 'unknown' || refOf(each) !== undefined,
    );
    // Members that only check a value take no type from the others, who have none to lose either.
    const loses = of.some((each) => each.kind !== 'unknown');
    if (loses && !says) tellOpen(reading, node, keyword);
    return { kind: 'unknown' };
  }
  const literal = literalOf(of);
  if (literal !== undefined && of.length > 1) return literal;
  if (of.length === 1) return only;
  const discriminator = tags === undefined ? undefined : unionTags(reading, tags, of);
  const looked = new Set();
  const open =
    of.some(({ kind }) => kind === 'string') &&
    nodes.some((each) => hasTexts(reading, each, looked));
  return {
    kind: 'union',
    of,
    ...(discriminator === undefined ? {} : { discriminator }),
    ...(open ? { open } : {}),
  };
}

/** The other members are in no type then, and nobody sees why. */
function tellOpen(reading: Reading, node: Node, keyword: string): void {
  reading.complain(
    'note',
    'openapi-union-open',
    node,
    `One member of "${keyword}" says nothing, so that anything may stand here: the type is unknown.`,
    'Describe that member, or remove it.',
  );
}

/**
 * 3.0 has no type for null, so that tools write it as a member that says nothing but `nullable`: zod's do, and
 * OData's add `type: object` beside a reference.
 */
function withNull(nodes: readonly Node[]): readonly Node[] {
  if (nodes.length < 2) return nodes;
  const paired = nodes.length === 2 && nodes.some((each) => refOf(each) !== undefined);
  return nodes.map((each) => {
    if (!isData(each.value) || each.value['nullable'] !== true) return each;
    const { nullable: _, title, description, ...rest } = each.value;
    const says = Object.keys(rest).length;
    const isNull = says === 0 || (paired && says === 1 && rest['type'] === 'object');
    return isNull ? { ...each, value: { type: 'null', title, description } } : each;
  });
}

/**
 * Whether this refers to a schema that has texts among its values.
 *
 * @param seen schemas that were looked at: unions may hold each other
 */
function hasTexts(reading: Reading, written: Node, seen: Set<unknown>): boolean {
  const node = reading.refs.follow(written);
  if (node === undefined || !isData(node.value) || seen.has(node.value)) return false;
  seen.add(node.value);
  const { enum: values, const: value } = node.value;
  if (typeof value === 'string') return true;
  if (Array.isArray(values)) return values.some((each) => typeof each === 'string');
  return (['oneOf', 'anyOf'] as const).some((keyword) =>
    elements(member(node, keyword)).some((each) => hasTexts(reading, each, seen)),
  );
}

/** Equal for members that say the same; undefined where that is not worth finding out. */
function identity(schema: Schema): string | undefined {
  switch (schema.kind) {
    case 'ref':
      return `ref ${schema.to}`;
    case 'null':
    case 'boolean':
    case 'binary':
      return schema.kind;
    default:
      return undefined;
  }
}
