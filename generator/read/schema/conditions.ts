/**
 * Keywords whose meaning depends on the value: `if`, `dependentSchemas`, `not`. A type cannot say when they
 * hold, but it can say what may be there then, and what never is. All else in them is validation.
 */

import type { ObjectSchema, Property, Schema } from '../../ir.js';
import { anyOf } from './conditional.js';
import { intersect, type Merge } from './intersect.js';
import type { Reading } from '../document/reading.js';
import { elements, isData, member, members, type Node } from '../document/source.js';

/** The schema with the properties that a condition may add to it, each of them optional. */
export function withConditions(merge: Merge, schema: Schema): Schema {
  const { reading, node } = merge;
  const branches = branchesOf(node);
  if (branches.length === 0) return schema;
  const known = knownKeys(reading, schema, new Set());
  const found = new Map<string, Schema[]>();
  for (const branch of branches) {
    for (const { key, schema: each } of propsOf(reading, reading.read(branch))) {
      // What is not there under a condition may be without it.
      if (known.has(key) || each.kind === 'never') continue;
      const schemas = found.get(key);
      if (schemas === undefined) found.set(key, [each]);
      else schemas.push(each);
    }
  }
  if (found.size === 0) return schema;
  const props = [...found].map(([key, of]): Property => ({
    key,
    required: false,
    schema: anyOf(of),
  }));
  for (const each of props) reading.schemas.conditional.add(each);
  const extra: ObjectSchema = { kind: 'object', props, patterns: [] };
  return intersect(merge, schema, extra) ?? schema;
}

/** `then` and `else` count only beside an `if`. */
function branchesOf(node: Node): readonly Node[] {
  const conditional =
    member(node, 'if') === undefined ? [] : [member(node, 'then'), member(node, 'else')];
  // `dependencies` is what both were called before: lists of names among them are validation.
  const dependent = ['dependentSchemas', 'dependencies'].flatMap((keyword) =>
    members(member(node, keyword)).map(([, each]) => each),
  );
  return [...conditional, ...dependent].filter(
    (each): each is Node => each !== undefined && isData(each.value),
  );
}

/** All that a branch describes; of alternatives, what each does. */
function propsOf(reading: Reading, schema: Schema, depth = 0): readonly Property[] {
  const shape = schema.kind === 'ref' ? reading.expand(schema.to) : schema;
  if (shape?.kind === 'object') return shape.props;
  if (shape?.kind !== 'union' || depth > 3) return [];
  return shape.of.flatMap((each) => propsOf(reading, each, depth + 1));
}

/** The properties that the schema describes by itself, in whatever part of it. */
function knownKeys(reading: Reading, schema: Schema, seen: Set<string>): ReadonlySet<string> {
  if (schema.kind === 'ref') {
    if (seen.has(schema.to)) return new Set();
    seen.add(schema.to);
    const shape = reading.expand(schema.to);
    return shape === undefined ? new Set() : knownKeys(reading, shape, seen);
  }
  if (schema.kind === 'object') {
    const described = schema.props.filter(
      (each) => each.schema.kind !== 'unknown' && !reading.schemas.conditional.has(each),
    );
    return new Set(described.map((each) => each.key));
  }
  if (schema.kind !== 'union' && schema.kind !== 'all') return new Set();
  return new Set(schema.of.flatMap((each) => [...knownKeys(reading, each, seen)]));
}

/** What may stand beside `type`, `const` and `enum` without changing what a `not` excludes. */
const SAID: ReadonlySet<string> = new Set(['type', 'const', 'enum', 'title', 'description']);

/** The schema without what its `not` names by type or value; other negations are validation. */
export function withoutNegated(reading: Reading, node: Node, schema: Schema): Schema {
  const negated = member(node, 'not');
  if (negated === undefined || !isData(negated.value)) return schema;
  // `not: { anyOf: [a, b] }` excludes both.
  const parts = ['anyOf', 'oneOf'].flatMap((keyword) => elements(member(negated, keyword)));
  const [first] = Object.keys(negated.value);
  const each = parts.length > 0 && (first === 'anyOf' || first === 'oneOf') ? parts : [negated];
  return each.reduce((rest, part) => {
    if (!isData(part.value) || !Object.keys(part.value).every((key) => SAID.has(key))) return rest;
    return without(rest, reading.read(part));
  }, schema);
}

function without(schema: Schema, negated: Schema): Schema {
  if (negated.kind === 'union') return negated.of.reduce(without, schema);
  if (schema.kind === 'union') {
    const of = schema.of
      .map((each) => without(each, negated))
      .filter((each) => each.kind !== 'never');
    const [only] = of;
    if (only === undefined) return { kind: 'never' };
    return of.length === 1 ? only : { ...schema, of };
  }
  if (negated.kind !== 'literal') return excludes(schema, negated) ? { kind: 'never' } : schema;
  if (schema.kind !== 'literal') return schema;
  const gone = new Set(negated.values.map((value) => JSON.stringify(value)));
  const kept = schema.values.flatMap((value, index) =>
    gone.has(JSON.stringify(value)) ? [] : [index],
  );
  if (kept.length === 0) return { kind: 'never' };
  const pick = <T>(list: readonly T[]): readonly T[] =>
    list.filter((_, index) => kept.includes(index));
  return {
    ...schema,
    values: pick(schema.values),
    ...(schema.names === undefined ? {} : { names: pick(schema.names) }),
    ...(schema.docs === undefined ? {} : { docs: pick(schema.docs) }),
  };
}

/** Whether nothing of a kind is left once all of the other is taken away. */
function excludes(schema: Schema, negated: Schema): boolean {
  if (schema.kind !== negated.kind) return false;
  if (schema.kind === 'number' && negated.kind === 'number') {
    return schema.integer || !negated.integer;
  }
  return ['null', 'boolean', 'string', 'array', 'object'].includes(schema.kind);
}
