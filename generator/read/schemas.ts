/** All named schemas of a document: read, tagged, named, and flagged. */

import { posix } from 'node:path';
import type { NamedSchema, Schema } from '../ir.js';
import { withFlags } from './graph.js';
import { withParts } from './parts.js';
import { pointerKeys } from './pointer.js';
import { idOf, type NamedEntry, type Reading, type SchemaId } from './reading.js';
import { refOf } from './refs.js';
import { addNamed, readNamed } from './schema.js';
import { isData, text, type Node } from './source.js';
import { applyTags } from './tags.js';

/**
 * Makes the components known by name before anything refers to them. A component that only refers to a
 * schema elsewhere (another file) gives that schema its name.
 */
export function registerComponents(
  reading: Reading,
  components: readonly (readonly [string, Node])[],
): void {
  for (const [key, node] of components) addNamed(reading, node, idOf(node), key);
  for (const [key, node] of components) {
    const entry = reading.schemas.byKey.get(key);
    const ref = refOf(node);
    if (ref === undefined || !isData(node.value) || entry === undefined) continue;
    if (Object.keys(node.value).length > 1) continue;
    // What stands for another component has the schema from it, and that one gives the name.
    const next = reading.refs.resolve(ref, node);
    if (next !== undefined && reading.schemas.named.has(idOf(next))) continue;
    const target = reading.refs.follow(node);
    if (target === undefined || reading.schemas.named.has(idOf(target))) continue;
    const own: NamedEntry = { ...entry, id: idOf(target), node: target };
    reading.schemas.named.set(own.id, own);
    reading.schemas.named.set(entry.id, own);
    reading.schemas.byKey.set(key, own);
  }
}

/** Reads what is registered, and whatever turns out to need a name on the way. */
export function readRegistered(reading: Reading): void {
  // The map grows while it is walked.
  for (const entry of reading.schemas.named.values()) readNamed(reading, entry);
}

/**
 * @param rename maps ids that stand in `ref`s of operations to the names decided here
 */
export function finishSchemas(reading: Reading): {
  readonly schemas: readonly NamedSchema[];
  readonly rename: (schema: Schema) => Schema;
} {
  const entries = [...new Set(reading.schemas.named.values())];
  applyTags(reading);
  cutAliases(reading, entries);
  cutUnions(reading, entries);
  const names = nameUnnamed(entries, reading.sources.root.file);
  const rename = names.size === 0 ? (schema: Schema): Schema => schema : renamer(names);
  const schemas = entries.flatMap((entry) =>
    entry.schema === undefined
      ? []
      : [
          {
            key: names.get(entry.key) ?? entry.key,
            ...sdkName(entry.node),
            schema: rename(entry.schema),
            at: reading.sources.place(entry.node),
          },
        ],
  );
  return { schemas: withFlags(schemas), rename };
}

/** What the tools of several vendors call the type. */
function sdkName(node: Node): Pick<NamedSchema, 'name'> {
  const name = ['x-speakeasy-name-override', 'x-fern-type-name', 'x-ms-client-name']
    .map((key) => text(node, key)?.trim())
    .find((each) => each !== undefined && each !== '');
  return name === undefined ? {} : { name };
}

/** A named schema that is only a reference to itself, by however many steps, says nothing. */
function cutAliases(reading: Reading, entries: readonly NamedEntry[]): void {
  // Those that were followed before: chains can be as long as the document.
  const known = new Set<string>();
  for (const entry of entries) {
    const seen = new Set<string>();
    let at: NamedEntry | undefined = entry;
    while (at?.schema?.kind === 'ref' && !seen.has(at.key) && !known.has(at.key)) {
      seen.add(at.key);
      at = reading.schemas.byKey.get(at.schema.to);
    }
    const isCircle = at?.schema?.kind === 'ref' && !known.has(at.key);
    for (const key of seen) known.add(key);
    if (at === undefined || !isCircle) continue;
    reading.complain(
      'warning',
      'openapi-ref-circular',
      entry.node,
      `The schema ${JSON.stringify(entry.key)} is only a reference that leads back to itself; it is read as if anything could stand there.`,
      'Let one of the schemas in the circle have a shape.',
    );
    at.schema = reading.lost(at.node);
  }
}

/** Unions of each other, with nothing else in them, say nothing either. */
function cutUnions(reading: Reading, entries: readonly NamedEntry[]): void {
  const { byKey } = reading.schemas;
  const grounded = new Set<NamedEntry>();
  const stands = (schema: Schema): boolean => {
    if (schema.kind === 'union' || schema.kind === 'all') return schema.of.some(stands);
    if (schema.kind !== 'ref') return true;
    const target = byKey.get(schema.to);
    return target === undefined || grounded.has(target);
  };
  let open = entries.filter(({ schema }) => schema !== undefined);
  for (let before = -1; before !== open.length;) {
    before = open.length;
    for (const each of open) if (each.schema && stands(each.schema)) grounded.add(each);
    // From the other end the next time: a chain is as often written in one direction as in the other.
    open = open.filter((each) => !grounded.has(each)).reverse();
  }
  const left = new Set(open);
  for (const entry of entries.filter((each) => left.has(each))) {
    reading.complain(
      'warning',
      'openapi-ref-circular',
      entry.node,
      `The schema ${JSON.stringify(entry.key)} consists of schemas that lead back to it; it is read as if anything could stand there.`,
      'Let one of the schemas in the circle have a shape.',
    );
    entry.schema = reading.lost(entry.node);
  }
}

/** Names for schemas that are no components; on a collision all parties take their longer name. */
function nameUnnamed(
  entries: readonly NamedEntry[],
  rootFile: string,
): ReadonlyMap<SchemaId, string> {
  const unnamed = entries.filter((entry) => entry.key === entry.id);
  const names = new Map<SchemaId, string>();
  if (unnamed.length === 0) return names;
  const taken = new Set(entries.filter((entry) => entry.key !== entry.id).map(({ key }) => key));
  let open = unnamed;
  for (const level of [0, 1, 2]) {
    const wanted = new Map<string, NamedEntry[]>();
    for (const entry of open) {
      const name = candidate(entry.node, rootFile, level);
      const parties = wanted.get(name);
      if (parties === undefined) wanted.set(name, [entry]);
      else parties.push(entry);
    }
    open = [];
    for (const [name, parties] of wanted) {
      const [only] = parties;
      if (only !== undefined && parties.length === 1 && !taken.has(name)) names.set(only.id, name);
      else open.push(...parties);
    }
    for (const name of names.values()) taken.add(name);
  }
  for (const entry of open) names.set(entry.id, entry.id);
  return names;
}

/** Tokens of a pointer that say what kind of thing follows, not which. */
const STRUCTURAL: ReadonlySet<string> = new Set([
  'components',
  'schemas',
  'schema',
  '$defs',
  'definitions',
  'properties',
  'items',
  'prefixItems',
  'allOf',
  'oneOf',
  'anyOf',
  'content',
  'paths',
  'application/json',
]);

function candidate(node: Node, rootFile: string, level: number): string {
  const stem = posix.basename(node.file).replace(/(?:\.(?:ya?ml|json|schema|openapi))+$/i, '');
  const keys = pointerKeys(node.pointer);
  const last = Math.max(...['schemas', '$defs', 'definitions'].map((key) => keys.lastIndexOf(key)));
  const near = (last >= 0 && level === 0 ? keys.slice(last + 1) : keys).filter(
    (key) => !STRUCTURAL.has(key),
  );
  if (level === 2) {
    // From the document, not from wherever the run began.
    const file = posix.relative(posix.dirname(rootFile), node.file);
    return `${posix.join(posix.dirname(file), stem)}#${node.pointer}`;
  }
  if (near.length === 0) return stem;
  const inRoot = node.file === rootFile;
  return (level === 0 || inRoot ? near : [stem, ...near]).join('_');
}

function renamer(names: ReadonlyMap<SchemaId, string>): (schema: Schema) => Schema {
  const name = (key: string): string => names.get(key) ?? key;
  const known = new WeakMap<Schema, Schema>();
  const rename = (schema: Schema): Schema => {
    const done = known.get(schema);
    if (done !== undefined) return done;
    const made = renamed(schema);
    known.set(schema, made);
    return made;
  };
  const renamed = (schema: Schema): Schema => {
    if (schema.kind === 'ref') return { ...schema, to: name(schema.to) };
    const made = withParts(schema, rename);
    if (made.kind !== 'union' || made.discriminator === undefined) return made;
    const { property, mapping } = made.discriminator;
    const named = mapping.map(({ value, to }) => ({ value, to: name(to) }));
    return { ...made, discriminator: { property, mapping: named } };
  };
  return rename;
}
