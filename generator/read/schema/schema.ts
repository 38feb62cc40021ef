/** One schema → the IR: references followed, named or written out. */

import type { Schema } from '../../ir.js';
import { withSiblings } from './beside.js';
import { compose, orNull } from './compose.js';
import { bindingsOf, dynamicTarget, isBoundAnew } from './dynamic.js';
import { formed } from '../document/forms.js';
import { schemaInside } from '../document/halfway.js';
import { COMPONENT, heirsOf } from './heirs.js';
import { ancestors, lists } from './inheritance.js';
import { tellMisspelt } from '../document/misspelt.js';
import { idOf, type NamedEntry, type Reading } from '../document/reading.js';
import { refOf } from '../document/refs.js';
import { bare, withMeta } from './meta.js';
import { readMalformed, respelled } from './words.js';
import { tellShownSchema } from '../document/shown.js';
import { isData, type Data, type Node } from '../document/source.js';
import { hasDiscriminator, readTags } from './discriminator.js';
import { sizeOf } from './size.js';

/** Nesting of schemas in schemas beyond this is refused. */
const MAX_DEPTH = 200;
/** So many nodes are written out in place of references; after that a reference gets a name instead. */
const MAX_INLINED = 50_000;

export function readSchema(reading: Reading, node: Node): Schema {
  const { schemas } = reading;
  if (schemas.depth >= MAX_DEPTH) {
    reading.complain(
      'error',
      'openapi-schema-too-deep',
      node,
      `Schemas are nested more than ${MAX_DEPTH} levels deep here.`,
      'Name the inner schemas under components, and refer to them.',
    );
    return { kind: 'unknown' };
  }
  schemas.depth++;
  const schema = readAny(reading, node);
  schemas.depth--;
  return schema;
}

function readAny(reading: Reading, node: Node): Schema {
  const { value } = node;
  if (value === true) return { kind: 'unknown', at: reading.sources.place(node) };
  if (value === false) return { kind: 'never', at: reading.sources.place(node) };
  if (!isData(value)) return readMalformed(reading, node);
  const { schemas } = reading;
  if (schemas.scope.length > 0) return readNew(reading, node, value);
  const known = schemas.alike.find(node, value);
  if (known !== undefined) return known;
  const before = schemas.placed;
  const schema = readNew(reading, node, value);
  if (schemas.placed === before) schemas.alike.keep(node, value, schema);
  return schema;
}

function readNew(reading: Reading, node: Node, value: Data): Schema {
  const inner = schemaInside(reading, node, value);
  if (inner !== undefined) return withMeta(reading, reading.read(inner), node);
  const bindings = reading.version < 31 ? undefined : bindingsOf(node);
  if (bindings === undefined) return readKeywords(reading, node, value);
  reading.schemas.placed++;
  reading.schemas.scope.push(bindings);
  const schema = readKeywords(reading, node, value);
  reading.schemas.scope.pop();
  return schema;
}

function readKeywords(reading: Reading, written: Node, said: Data): Schema {
  tellMisspelt(reading, 'schema', written);
  const plain = formed(reading, 'schema', written, said);
  const value = respelled(reading, written, plain) ?? plain;
  const node = value === said ? written : { ...written, value };
  const ref = refOf(node);
  if (ref !== undefined) return readRef(reading, node, value, ref);
  const schema = compose(reading, node, value, 'whole');
  tellShownSchema(reading, node, schema);
  return withMeta(reading, schema, node);
}

function readRef(reading: Reading, node: Node, value: Data, ref: string): Schema {
  const bound = dynamicTarget(reading, node);
  const target =
    bound === undefined
      ? referenced(reading, node, ref, 0)
      : referencedNode(reading, node, bound, 0);
  let schema = withSiblings(reading, node, value, target);
  if (value['nullable'] === true || value['x-nullable'] === true) schema = orNull(schema);
  const only = Object.keys(value).length === 1;
  return only && schema.kind === 'ref'
    ? { ...bare(schema), at: reading.sources.place(node) }
    : withMeta(reading, schema, node);
}

/** What a reference is in the IR: a `ref` to a named schema, or the schema itself. */
function referenced(reading: Reading, from: Node, ref: string, hops: number): Schema {
  const target = reading.refs.resolve(ref, from);
  return target === undefined ? reading.lost(from) : referencedNode(reading, from, target, hops);
}

function referencedNode(reading: Reading, from: Node, target: Node, hops: number): Schema {
  const { named, inlined, rebound } = reading.schemas;
  const id = idOf(target);
  if (!rebound.has(id) && isBoundAnew(reading, target)) {
    rebound.add(id);
    const schema = reading.read(target);
    rebound.delete(id);
    return schema;
  }
  const entry = named.get(id);
  if (entry !== undefined) return { kind: 'ref', to: entry.key };
  reading.schemas.placed++;
  const onward = refOf(target);
  if (onward !== undefined && isData(target.value) && Object.keys(target.value).length === 1) {
    // A circle of bare references says nothing; `follow` reports it.
    if (hops > 32)
      return reading.refs.follow(target) === undefined ? reading.lost(from) : { kind: 'never' };
    return referenced(reading, target, onward, hops + 1);
  }
  if (deservesName(reading, target)) return { kind: 'ref', to: addNamed(reading, target, id).key };
  const known = inlined.get(id);
  if (known?.schema !== undefined) {
    return reading.schemas.inlinedNodes < MAX_INLINED
      ? inline(reading, known.schema)
      : { kind: 'ref', to: addNamed(reading, target, id).key };
  }
  if (known !== undefined) {
    known.recursive = true;
    return { kind: 'ref', to: id };
  }
  const place: { state: 'reading' | 'done'; recursive: boolean; schema?: Schema } = {
    state: 'reading',
    recursive: false,
  };
  inlined.set(id, place);
  const schema = reading.read(target);
  if (place.recursive) {
    const made = addNamed(reading, target, id);
    made.schema = schema;
    made.state = 'done';
    inlined.delete(id);
    return { kind: 'ref', to: made.key };
  }
  place.state = 'done';
  place.schema = schema;
  return schema;
}

function inline(reading: Reading, schema: Schema): Schema {
  reading.schemas.inlinedNodes += sizeOf(schema);
  return schema;
}

/** What another file defines by name, be it text or a list; of all else the shapes, in `$defs` or in files of their own. */
function deservesName(reading: Reading, target: Node): boolean {
  const { value } = target;
  if (!isData(value)) return false;
  const { file } = reading.sources.root;
  if (target.file !== file && COMPONENT.test(target.pointer)) return true;
  const shaped = ['properties', 'allOf', 'oneOf', 'anyOf', 'enum', 'additionalProperties'].some(
    (key) => value[key] !== undefined,
  );
  if (!shaped) return false;
  return target.file !== file || /\/(?:\$defs|definitions)\/[^/]+$/.test(target.pointer);
}

/** A schema that is no component, named at the end of reading; until then its id stands for the name. */
export function addNamed(reading: Reading, node: Node, id: string, key = id): NamedEntry {
  const entry: NamedEntry = { id, key, node, state: 'unread', readingBase: false };
  reading.schemas.named.set(id, entry);
  reading.schemas.byKey.set(key, entry);
  return entry;
}

export function readNamed(reading: Reading, entry: NamedEntry): void {
  if (entry.state !== 'unread') return;
  entry.state = 'reading';
  const { current, parents } = reading.schemas;
  current.push(entry);
  const { depth, scope } = reading.schemas;
  // It is the same wherever it is first referred to.
  reading.schemas.scope = [];
  const { node } = entry;
  if (
    hasDiscriminator(node) &&
    isData(node.value) &&
    !node.value['oneOf'] &&
    !node.value['anyOf']
  ) {
    const tags = readTags(reading, node);
    if (tags !== undefined) {
      parents.set(entry.id, tags);
      for (const heir of heirsOf(reading, entry)) {
        const id = idOf(heir);
        if (!reading.schemas.named.has(id)) addNamed(reading, heir, id);
      }
    }
  }
  entry.schema = reading.read(node);
  entry.state = 'done';
  reading.schemas.depth = depth;
  reading.schemas.scope = scope;
  current.pop();
}

/** See {@link Reading.expand}. */
export function expandNamed(reading: Reading, key: string): Schema | undefined {
  const seen = new Set<string>();
  for (let at = key; !seen.has(at);) {
    seen.add(at);
    const entry = reading.schemas.byKey.get(at);
    if (entry === undefined) return reading.schemas.inlined.get(at)?.schema;
    const self = reading.schemas.current.at(-1);
    // The base of a union's member is what stands beside that union.
    if (self !== undefined && lists(reading, entry, self)) return baseOf(reading, entry);
    if (entry.state === 'reading') return circular(reading, entry);
    readNamed(reading, entry);
    const { schema } = entry;
    if (schema?.kind !== 'ref') return schema === undefined ? undefined : kept(reading, schema);
    at = schema.to;
  }
  return undefined;
}

/** Without what is said about it; the mark of an implied rest stays. */
function kept(reading: Reading, schema: Schema): Schema {
  const shape = bare(schema);
  if (reading.schemas.open.has(schema)) reading.schemas.open.add(shape);
  return shape;
}

function baseOf(reading: Reading, entry: NamedEntry): Schema | undefined {
  if (entry.base !== undefined) return entry.base;
  const { value } = entry.node;
  if (entry.readingBase || !isData(value) || refOf(entry.node) !== undefined) return undefined;
  entry.readingBase = true;
  entry.base = compose(reading, entry.node, value, 'base');
  entry.readingBase = false;
  return entry.base;
}

/** A schema may hold itself; only by `allOf` it may not. */
function circular(reading: Reading, entry: NamedEntry): Schema | undefined {
  if (!ancestors(reading, entry.node).has(entry.id)) return undefined;
  reading.complain(
    'warning',
    'openapi-allof-circular',
    entry.node,
    'This schema is part of itself by allOf; the circle is cut here.',
    'Remove one of the references in the circle.',
  );
  return reading.lost(entry.node);
}
