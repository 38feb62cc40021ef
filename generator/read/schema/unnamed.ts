/** Names of schemas that are no components of the document: they lie in other files, or inside of others. */

import { posix } from 'node:path';
import type { Schema } from '../../ir.js';
import { withParts } from './parts.js';
import { pointerKeys } from '../document/pointer.js';
import type { NamedEntry, SchemaId } from '../document/reading.js';
import { isData, type Node } from '../document/source.js';

/** Names for schemas that are no components; on a collision all parties take their longer name. */
export function nameUnnamed(
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

export function candidate(node: Node, rootFile: string, level: number): string {
  const own = level === 0 ? identified(node) : undefined;
  if (own !== undefined) return own;
  const stem = stemOf(node);
  const near = nearKeys(node, level === 0);
  if (level === 2) {
    // From the document, not from wherever the run began.
    const file = posix.relative(posix.dirname(rootFile), node.file);
    return `${posix.join(posix.dirname(file), stem)}#${node.pointer}`;
  }
  if (near.length === 0) return stem;
  const inRoot = node.file === rootFile;
  return (level === 0 || inRoot ? near : [stem, ...near]).join('_');
}

/** `$id: TreeNode` of what stands where it is used, as TypeBox writes what holds itself. */
function identified({ value, pointer }: Node): string | undefined {
  const id = isData(value) ? value['$id'] : undefined;
  const isNamed = pointer === '' || /\/(?:schemas|\$defs|definitions)\/[^/]*$/.test(pointer);
  return !isNamed && typeof id === 'string' && /^\p{L}[\p{L}\p{N}_.-]*$/u.test(id) ? id : undefined;
}

/**
 * What schemas are called whose keys are all of their places, since files of one name have one so called: the folder says
 * which, or all of them do.
 */
export function folderNames(
  entries: readonly NamedEntry[],
  rootFile: string,
): ReadonlyMap<SchemaId, string> {
  const short = entries.map(({ node }) => folderName(node, rootFile, 1));
  const seen = new Set<string>();
  const several = new Set(short.filter((each) => seen.size === seen.add(each).size));
  const names = entries.map(({ id, node }, at) => {
    const name = short[at] ?? '';
    return [id, several.has(name) ? folderName(node, rootFile, Infinity) : name] as const;
  });
  const count = new Map<string, number>();
  for (const [, name] of names) count.set(name, (count.get(name) ?? 0) + 1);
  // Those above the document's own folder are not told apart by it.
  return new Map(names.filter(([, name]) => count.get(name) === 1));
}

/** @param most how many folders it may name */
function folderName(node: Node, rootFile: string, most: number): string {
  const folder = posix.dirname(posix.relative(posix.dirname(rootFile), node.file));
  const folders = folder.split('/').filter((each) => !/^\.*$/.test(each));
  const near = nearKeys(node, true);
  const own = near.length === 0 ? [stemOf(node)] : near;
  return [...(folders.length === 0 ? [stemOf(node)] : folders.slice(-most)), ...own].join('_');
}

function stemOf({ file }: Node): string {
  return posix.basename(file).replace(/(?:\.(?:ya?ml|json|schema|openapi))+$/i, '');
}

function nearKeys({ pointer }: Node, isOwn: boolean): readonly string[] {
  const keys = pointerKeys(pointer);
  const last = Math.max(...['schemas', '$defs', 'definitions'].map((key) => keys.lastIndexOf(key)));
  return (last >= 0 && isOwn ? keys.slice(last + 1) : keys).filter((key) => !STRUCTURAL.has(key));
}

export function renamer(names: ReadonlyMap<SchemaId, string>): (schema: Schema) => Schema {
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
    const made = distinct(withParts(schema, rename));
    if (made.kind !== 'union' || made.discriminator === undefined) return made;
    const { property, mapping } = made.discriminator;
    const named = mapping.map(({ value, to }) => ({ value, to: name(to) }));
    return { ...made, discriminator: { property, mapping: named } };
  };
  return rename;
}

/** A union of copies lists what stands for them once. */
function distinct(schema: Schema): Schema {
  if (schema.kind !== 'union') return schema;
  const { kind, of: all, discriminator, open, ...meta } = schema;
  const seen = new Set<string>();
  const of = all.filter((each) => {
    const isCopy = each.kind === 'ref' && seen.has(each.to);
    if (each.kind === 'ref') seen.add(each.to);
    return !isCopy;
  });
  const [only] = of;
  if (of.length === all.length) return schema;
  return only !== undefined && of.length === 1 ? { ...only, ...meta } : { ...schema, of };
}
