import type { Attr, TypeText } from '../../ir.js';
import { evaluate } from './evaluate.js';
import { problem, placeOf } from './problem.js';
import type { Reading } from './reading.js';
import { readType } from './types.js';
import { describe, type AttrValue, type Entry, type ObjectValue, type Value } from './values.js';

/** Members that decide what an attribute is: whoever overwrites them writes another attribute. */
const MEANINGFUL = ['valueType', 'required', 'isIndexed', 'config'];

/**
 * The members of a section or an entity, problems reported. `what` names it in messages; undefined when it
 * is not an object.
 */
export function entriesOf(
  reading: Reading,
  value: Value,
  what: string,
  origin: Entry['origin'],
): ReadonlyMap<string, Entry> | undefined {
  if (value.kind === 'unread') {
    value.problems.forEach(reading.report);
    return undefined;
  }
  if (value.kind !== 'object') {
    reading.report(
      problem(
        'error',
        'wrong-value',
        origin,
        `${what} must be an object, and this is ${describe(value)}.`,
        'Write them as { name: … }.',
      ),
    );
    return undefined;
  }
  reportLost(reading, value);
  for (const [key, entry] of value.entries) checkKey(reading, key, entry);
  return value.entries;
}

function reportLost(reading: Reading, value: ObjectValue): void {
  for (const { problems } of value.unread) problems.forEach(reading.report);
}

/** `{ __proto__: x }` sets a prototype; whoever writes it in a schema means a key. */
function checkKey(reading: Reading, key: string, entry: Entry): void {
  const { ts } = reading;
  if (key !== '__proto__' || !ts.isPropertyAssignment(entry.origin.node)) return;
  if (ts.isComputedPropertyName(entry.origin.node.name)) return;
  reading.report(
    problem(
      'warning',
      'prototype-key',
      entry.name,
      'JavaScript takes `__proto__:` for the prototype, so the official packages see no such key.',
      "Write ['__proto__'] if this is meant.",
    ),
  );
}

/** Attributes of an entity, of a presence or of a topic, in source order. */
export function attrsOf(
  reading: Reading,
  attrs: Value,
  what: string,
  origin: Entry['origin'],
  typed: ReadonlyMap<string, TypeText> = new Map(),
): readonly Attr[] {
  const found: Attr[] = [];
  for (const [key, entry] of entriesOf(reading, attrs, what, origin) ?? []) {
    const attr = attrOf(reading, entry.value);
    if (attr === undefined) reportWrong(reading, key, entry);
    else found.push(read(reading, key, entry, attr, typed.get(key)));
  }
  return found;
}

/** An attribute, or a copy of one that carries more than attributes do. */
function attrOf(reading: Reading, value: Value): AttrValue | undefined {
  if (value.kind === 'attr') return value;
  if (value.kind !== 'object' || value.attr === undefined) return undefined;
  reportLost(reading, value);
  return MEANINGFUL.some((key) => value.entries.has(key)) ? undefined : value.attr;
}

function reportWrong(reading: Reading, key: string, { value, name }: Entry): void {
  if (value.kind === 'unread') {
    value.problems.forEach(reading.report);
    return;
  }
  const remedy =
    value.kind === 'method'
      ? 'Call it: write () behind it.'
      : value.kind === 'entity'
        ? 'Entities are linked in `links`; an attribute is i.string(), i.json<…>() and the like.'
        : 'Write i.string(), i.number(), i.boolean(), i.date(), i.json() or i.any().';
  reading.report(
    problem(
      'error',
      'not-an-attribute',
      name,
      `'${key}' is ${describe(value)}, not an attribute.`,
      remedy,
    ),
  );
}

function read(
  reading: Reading,
  key: string,
  entry: Entry,
  attr: AttrValue,
  asType: TypeText | undefined,
): Attr {
  const typed = asType ?? argumentOf(reading, attr);
  const doc = entry.doc ?? attr.doc;
  return {
    key,
    type: attr.type,
    required: attr.required,
    clientRequired: attr.clientRequired,
    indexed: attr.indexed,
    unique: attr.unique,
    ...(typed === undefined ? {} : { typed }),
    ...(doc === undefined ? {} : { doc }),
    at: placeOf(entry.name),
  };
}

/** The type argument, unless it says nothing: `i.string<string>()`. Of json, `any` says that nothing is to be checked. */
function argumentOf(reading: Reading, attr: AttrValue): TypeText | undefined {
  const { typed, type } = attr;
  if (typed === undefined) return undefined;
  const { SyntaxKind } = reading.ts;
  const { kind } = typed.node;
  if (kind === SyntaxKind.AnyKeyword && type !== 'json' && type !== 'any') return undefined;
  if (kind === SyntaxKind.StringKeyword && type === 'string') return undefined;
  if (kind === SyntaxKind.NumberKeyword && type === 'number') return undefined;
  if (kind === SyntaxKind.BooleanKeyword && type === 'boolean') return undefined;
  if (type === 'date') {
    reading.report(
      problem(
        'warning',
        'type-argument-ignored',
        typed,
        'i.date() takes no type argument; it is ignored.',
        'Remove it.',
      ),
    );
    return undefined;
  }
  return readType(reading, evaluate, typed);
}
