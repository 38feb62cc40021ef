/** Discriminators as the IR has them: which value of which property says which schema it is. */

import { posix } from 'node:path';
import type { Discriminator, ObjectSchema, Schema } from '../../ir.js';
import { ancestors } from './inheritance.js';
import { pointerKeys } from '../document/pointer.js';
import { type NamedEntry, type Reading, type SchemaId, type Tags } from '../document/reading.js';
import { said, setTag } from './set-tag.js';
import { elements, isData, member, text, type Node } from '../document/source.js';

/**
 * The discriminator of a union, as the IR has it. What the mapping leaves out is named by its key, as the
 * specification says; the members are given the tag once all schemas are read.
 */
export function unionTags(
  reading: Reading,
  tags: Tags,
  of: readonly Schema[],
): Discriminator | undefined {
  const mapping: { value: string; to: string }[] = [];
  for (const each of of) {
    if (each.kind !== 'ref') continue;
    const entry = reading.schemas.byKey.get(each.to);
    if (entry === undefined) continue;
    // What stands for all other values, and for none, keeps its tag as it is described.
    if (tags.otherwise !== undefined && settled(reading, tags.otherwise) === entry.id) continue;
    const values = valuesFor(reading, tags, entry);
    reading.schemas.tags.push({ to: entry.id, property: tags.property, values });
    mapping.push(...values.map((value) => ({ value, to: entry.key })));
  }
  return mapping.length === 0 ? undefined : { property: tags.property, mapping };
}

function settled(reading: Reading, id: SchemaId): SchemaId {
  return reading.schemas.named.get(id)?.id ?? id;
}

function valuesFor(reading: Reading, tags: Tags, entry: NamedEntry): readonly string[] {
  const explicit = tags.mapping
    .filter(({ to }) => settled(reading, to) === entry.id)
    .map(({ value }) => value);
  if (explicit.length > 0) return explicit;
  // How documents of Azure say it, and those of Swagger 2's tools, whose discriminators have no mapping.
  const own =
    text(entry.node, 'x-ms-discriminator-value') ?? text(entry.node, 'x-discriminator-value');
  if (own !== undefined) return [own];
  const said = ownValues(reading, entry.node, tags.property);
  if (said.length > 0) return said;
  if (entry.key !== entry.id) return [entry.key];
  // No component: the last part of where it stands is the nearest thing to a name.
  const last = pointerKeys(entry.node.pointer).at(-1);
  return [last ?? posix.basename(entry.node.file).replace(/\.[^.]*$/, '')];
}

/**
 * An heir whose name is no value that the tag can have bears that of the nearest heir above it; so does one that
 * is not mapped, where what stands above it tells its own heirs by another tag.
 */
function heirValues(
  reading: Reading,
  parent: NamedEntry | undefined,
  tags: Tags,
  entry: NamedEntry,
  above: ReadonlySet<SchemaId>,
): readonly string[] {
  const values = valuesFor(reading, tags, entry);
  const allowed = parent === undefined ? [] : ownValues(reading, parent.node, tags.property);
  const isSaid =
    tags.mapping.some(({ to }) => settled(reading, to) === entry.id) ||
    values.length !== 1 ||
    values[0] !== entry.key ||
    ownValues(reading, entry.node, tags.property).length > 0;
  const isFree = allowed.length === 0 || values.some((each) => allowed.includes(each));
  if (isFree && isSaid) return values;
  for (const ancestor of above) {
    const other = reading.schemas.parents.get(ancestor);
    if (isFree && (other === undefined || other.property === tags.property)) continue;
    const found = tags.mapping.filter(({ to }) => to === ancestor).map(({ value }) => value);
    if (found.length > 0) return found;
  }
  return values;
}

/** The values that a schema itself allows for its tag. */
function ownValues(reading: Reading, node: Node, property: string): readonly string[] {
  for (const part of [node, ...elements(member(node, 'allOf'))]) {
    const properties = member(part, 'properties');
    const written = properties === undefined ? undefined : member(properties, property);
    const schema = written === undefined ? undefined : reading.refs.follow(written);
    if (schema === undefined || !isData(schema.value)) continue;
    const { const: only, enum: several } = schema.value;
    const values: readonly unknown[] = Array.isArray(several) ? several : [only];
    const texts = values.filter((value): value is string => typeof value === 'string');
    if (texts.length > 0) return texts;
  }
  return [];
}

/** Gives every member of a union and every heir of a parent its tag. Runs once, when all schemas are read. */
export function applyTags(reading: Reading): void {
  const { named, parents, tags } = reading.schemas;
  const all = [...tags];
  const heirs = new Map<SchemaId, { readonly tags: Tags; readonly of: Set<NamedEntry> }>();
  const addHeir = (id: SchemaId, tags: Tags, entry: NamedEntry): void => {
    const known = heirs.get(id);
    if (known === undefined) heirs.set(id, { tags, of: new Set([entry]) });
    else known.of.add(entry);
  };
  // Asked again for all that stands between: chains can be as long as the document.
  const known = new Map<NamedEntry, ReadonlySet<SchemaId>>();
  const aboveOf = (entry: NamedEntry): ReadonlySet<SchemaId> => {
    const above = known.get(entry) ?? ancestors(reading, entry.node);
    known.set(entry, above);
    return above;
  };
  if (parents.size > 0) {
    for (const [id, entry] of named) {
      const above = aboveOf(entry);
      for (const ancestor of above) {
        const parent = parents.get(ancestor);
        if (parent === undefined) continue;
        all.push({
          to: id,
          property: parent.property,
          values: heirValues(reading, named.get(ancestor), parent, entry, above),
        });
        addHeir(ancestor, parent, entry);
        // Who stands between the two is an heir that has heirs.
        for (const between of above) {
          const other = parents.has(between) ? undefined : named.get(between);
          if (other !== undefined && aboveOf(other).has(ancestor)) addHeir(between, parent, entry);
        }
      }
    }
  }
  const wanted = new Map<SchemaId, Map<string, Set<string>>>();
  for (const tag of all) {
    const properties = wanted.get(tag.to) ?? new Map<string, Set<string>>();
    const values = properties.get(tag.property) ?? new Set<string>();
    tag.values.forEach((value) => values.add(value));
    wanted.set(tag.to, properties.set(tag.property, values));
  }
  // Who only refers to another schema (`allOf` with one part) carries a tag of its own nevertheless.
  for (const id of wanted.keys()) {
    const entry = named.get(id);
    if (entry?.schema?.kind !== 'ref') continue;
    const shape = reading.expand(entry.schema.to);
    if (shape?.kind === 'object') entry.schema = { ...shape, ...said(entry.schema) };
  }
  for (const [id, properties] of wanted) {
    const entry = named.get(id);
    if (entry?.schema?.kind !== 'object') continue;
    for (const [property, values] of properties) {
      entry.schema = setTag(reading, entry.schema, property, [...values]);
    }
  }
  const unions = [...heirs].map(([id, { tags: parent, of }]) => {
    const entry = named.get(id);
    const all = [...of];
    const between = all.filter((each) => heirs.has(each.id));
    const nearest = all.filter(
      (each) => !between.some((other) => other !== each && heirs.get(other.id)?.of.has(each)),
    );
    return { entry, union: entry && unionOfHeirs(reading, entry, parent, nearest, all) };
  });
  for (const { entry, union } of unions) {
    if (entry !== undefined && union !== undefined) entry.schema = union;
  }
}

/**
 * A parent is any of its heirs: wherever it is referred to, one of them stands. Itself only where a value
 * of its tag is left for it.
 */
function unionOfHeirs(
  reading: Reading,
  entry: NamedEntry,
  tags: Tags,
  nearest: readonly NamedEntry[],
  heirs: readonly NamedEntry[],
): Schema | undefined {
  const { schema } = entry;
  if (schema?.kind !== 'object') return undefined;
  // One that could not be written out refers to its parent, and would lead back here.
  if (!heirs.every((each) => each.schema?.kind === 'object' || each.schema?.kind === 'union')) {
    return undefined;
  }
  const tagOf = (shape: ObjectSchema): readonly string[] => {
    const written = shape.props.find((each) => each.key === tags.property)?.schema;
    const found = written?.kind === 'ref' ? reading.expand(written.to) : written;
    return found?.kind === 'literal'
      ? found.values.filter((each) => typeof each !== 'object').map(String)
      : [];
  };
  const taken = new Set(
    heirs.flatMap((each) => (each.schema?.kind === 'object' ? tagOf(each.schema) : [])),
  );
  const own = tags.mapping.filter(({ to }) => to === entry.id).map(({ value }) => value);
  // In OData, the tag that it has itself stands as the default.
  const usual = schema.props.find(({ key }) => key === tags.property)?.schema.default;
  const values = [...tagOf(schema), ...(typeof usual === 'string' && usual !== '' ? [usual] : [])];
  const left = [...new Set([...own, ...values.filter((value) => !taken.has(value))])];
  const { at, doc, title, deprecated, examples, ...shape } = schema;
  const base = left.length === 0 ? [] : [setTag(reading, shape, tags.property, left)];
  const mapping = heirs.flatMap((each) =>
    each.schema?.kind === 'object'
      ? tagOf(each.schema).map((value) => ({ value, to: each.key }))
      : [],
  );
  const refs = nearest.map((each): Schema => ({ kind: 'ref', to: each.key }));
  const of: readonly Schema[] = [...refs, ...base];
  const [only] = of;
  const kind: Schema =
    only !== undefined && of.length === 1
      ? only
      : {
          kind: 'union',
          of,
          ...(base.length > 0 ? {} : { discriminator: { property: tags.property, mapping } }),
        };
  return {
    ...kind,
    ...(at === undefined ? {} : { at }),
    ...(doc === undefined ? {} : { doc }),
    ...(title === undefined ? {} : { title }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(examples === undefined ? {} : { examples }),
  };
}
