/** All named schemas of a document: read, tagged, named, and flagged. */

import type { NamedSchema, Operation, Schema } from '../../ir.js';
import { withoutRoute } from '../../names/ids.js';
import { accessMarker } from './access.js';
import { copiesOf } from './copies.js';
import { withFlags } from './graph.js';
import { idOf, type NamedEntry, type Reading, type SchemaId } from '../document/reading.js';
import { refOf } from '../document/refs.js';
import { addNamed, readNamed } from './schema.js';
import { isData, text, type Node } from '../document/source.js';
import { applyTags } from './tags.js';
import { candidate, folderNames, nameUnnamed, renamer } from './unnamed.js';

/**
 * Makes the components known by name before anything refers to them. A component that only refers to a
 * schema elsewhere (another file) gives that schema its name.
 */
export function registerComponents(
  reading: Reading,
  components: readonly (readonly [string, Node])[],
): void {
  const { named, byKey } = reading.schemas;
  const keys = new Map(components.map(([key, node]) => [idOf(node), key]));
  for (const [key, node] of components) addNamed(reading, node, idOf(node), key);
  const standing = new Map<SchemaId, Stand[]>();
  for (const [key, node] of components) {
    const stand = standOf(reading, key, node, keys);
    if (stand === undefined) continue;
    const id = idOf(stand.target);
    const others = standing.get(id);
    if (others === undefined) standing.set(id, [stand]);
    else others.push(stand);
  }
  for (const [id, stands] of standing) {
    const [{ key, target } = { key: '', target: undefined }] = stands.sort(byRight);
    const entry = byKey.get(key);
    if (entry === undefined || target === undefined) continue;
    const own: NamedEntry = { ...entry, id, node: target };
    named.set(own.id, own);
    named.set(entry.id, own);
    byKey.set(key, own);
  }
}

/** A component that stands for a schema elsewhere. */
interface Stand {
  readonly key: string;
  readonly target: Node;
  /** References that lead there. */
  readonly steps: number;
}

/** Undefined for what is a schema itself, or stands for another component: that one gives the name. */
function standOf(
  { refs }: Reading,
  key: string,
  node: Node,
  components: ReadonlyMap<SchemaId, string>,
): Stand | undefined {
  let target = node;
  let steps = 0;
  for (const seen = new Set<SchemaId>(); isBareRef(target); steps++) {
    if (seen.has(idOf(target))) return undefined;
    seen.add(idOf(target));
    const next = refs.resolve(refOf(target) ?? '', target);
    if (next === undefined || components.has(idOf(next))) return undefined;
    target = next;
  }
  return steps === 0 ? undefined : { key, target, steps };
}

function isBareRef(node: Node): boolean {
  return refOf(node) !== undefined && isData(node.value) && Object.keys(node.value).length === 1;
}

/** Of several that stand for one schema, the name goes to that which is called as it is there, or leads there at once. */
function byRight(a: Stand, b: Stand): number {
  const isOwn = ({ key, target }: Stand): number =>
    candidate(target, '', 0).toLowerCase() === key.toLowerCase() ? 0 : 1;
  return isOwn(a) - isOwn(b) || a.steps - b.steps || (a.key < b.key ? -1 : 1);
}

/** Reads what is registered, and whatever turns out to need a name on the way. */
export function readRegistered(reading: Reading): void {
  // The map grows while it is walked.
  for (const entry of reading.schemas.named.values()) readNamed(reading, entry);
}

/**
 * @param rename maps ids that stand in `ref`s of operations to the names decided here
 */
export function finishSchemas(
  reading: Reading,
  operations: readonly Operation[],
): {
  readonly schemas: readonly NamedSchema[];
  readonly rename: (schema: Schema) => Schema;
} {
  const entries = [...new Set(reading.schemas.named.values())];
  applyTags(reading);
  cutAliases(reading, entries);
  cutUnions(reading, entries);
  const { file } = reading.sources.root;
  const copies = copiesOf(entries, (entry) =>
    entry.key === entry.id ? candidate(entry.node, file, 0) : entry.key,
  );
  const own = copies.size === 0 ? entries : entries.filter(({ id }) => !copies.has(id));
  const names = new Map(nameUnnamed(own, file));
  for (const [id, { key }] of copies) names.set(id, names.get(key) ?? key);
  const mark = accessMarker(entries) ?? same;
  const named = names.size === 0 ? same : renamer(names);
  const rename = (schema: Schema): Schema => named(mark(schema));
  const bodies = bodyNames(operations, reading.schemas.byKey);
  const placed = folderNames(
    own.filter(({ id }) => names.get(id)?.includes('#') === true),
    file,
  );
  const schemas = own.flatMap((entry) =>
    entry.schema === undefined
      ? []
      : [
          {
            key: names.get(entry.key) ?? entry.key,
            ...sdkName(entry, bodies, placed),
            schema: rename(entry.schema),
            at: reading.sources.place(entry.node),
          },
        ],
  );
  return { schemas: withFlags(schemas), rename };
}

const same = (schema: Schema): Schema => schema;

/** What the tools of several vendors call the type. */
function sdkName(
  { key, node }: NamedEntry,
  bodies: ReadonlyMap<string, string>,
  placed: ReadonlyMap<SchemaId, string>,
): Pick<NamedSchema, 'name'> {
  const name = ['x-speakeasy-name-override', 'x-fern-type-name', 'x-ms-client-name']
    .map((each) => text(node, each)?.trim())
    .find((each) => each !== undefined && each !== '');
  const said = name ?? bodies.get(key) ?? titledName(key, node) ?? placed.get(key);
  return said === undefined ? {} : { name: said };
}

/** FastAPI calls a form `Body_` and the id of its operation, which has the whole route in it. */
function bodyNames(
  operations: readonly Operation[],
  schemas: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, string> {
  return new Map(
    operations.flatMap(({ key, id = '', method, path }) => {
      if (!schemas.has(`Body_${key}`)) return [];
      const own = withoutRoute(id, path, method.toLowerCase());
      // An id that is another already is that of one function at several addresses.
      const name = own === '' && id !== key ? id : own;
      return name === '' ? [] : [[`Body_${key}`, `${name}_body`]];
    }),
  );
}

/**
 * Fastify numbers the schemas that routes share (`def-0`), or calls them by the address of their `$id`, and keeps what they are called
 * as their title.
 */
function titledName(key: string, node: Node): string | undefined {
  const title = text(node, 'title');
  return /^def-\d+$|^[a-z]+:\/\//.test(key) &&
    title !== undefined &&
    /^\p{L}[\p{L}\p{N}_.-]*$/u.test(title)
    ? title
    : undefined;
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
