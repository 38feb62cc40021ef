/** Schemas that several files have copies of: an `Error` of each service, what a bundler wrote into each of its parts. */

import type { Schema } from '../../ir.js';
import { withParts } from './parts.js';
import type { NamedEntry, SchemaId } from '../document/reading.js';

/** All schemas that would have one name. */
interface Namesakes {
  readonly entries: readonly NamedEntry[];
  /** Those whose copies these refer to: they are one only where those are. */
  readonly needs: Set<Namesakes>;
  isOne: boolean;
}

/**
 * What stands for each copy. Either all of a name are one or none is, so that names depend on nothing but what the
 * schemas say; in words and in the order of properties they may differ.
 *
 * @param nameOf what a schema is called where no other is
 */
export function copiesOf(
  entries: readonly NamedEntry[],
  nameOf: (entry: NamedEntry) => string,
): ReadonlyMap<SchemaId, NamedEntry> {
  const byName = new Map<string, NamedEntry[]>();
  for (const entry of entries) {
    const name = nameOf(entry);
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [entry]);
    else others.push(entry);
  }
  const groups = new Map<SchemaId, Namesakes>();
  for (const own of byName.values()) {
    if (own.length === 1) continue;
    const group: Namesakes = { entries: own, needs: new Set(), isOne: true };
    for (const { key } of own) groups.set(key, group);
  }
  const all = new Set(groups.values());
  for (const group of all) compare(group, groups);
  split(all);
  return new Map(
    [...all].flatMap(({ isOne, entries: own }) => {
      const [stands, ...copies] = isOne ? [...own].sort(byPlace) : [];
      return stands === undefined ? [] : copies.map(({ id }) => [id, stands] as const);
    }),
  );
}

/** A component of the document goes before what lies in files. */
function byPlace(a: NamedEntry, b: NamedEntry): number {
  const isUnnamed = ({ key, id }: NamedEntry): number => (key === id ? 1 : 0);
  return isUnnamed(a) - isUnnamed(b) || (a.id < b.id ? -1 : 1);
}

function compare(group: Namesakes, groups: ReadonlyMap<SchemaId, Namesakes>): void {
  const [first, ...others] = group.entries.map((entry) => {
    const refs: string[] = [];
    const label = (to: string): string => {
      refs.push(to);
      return groups.get(to)?.entries[0]?.key ?? to;
    };
    return { said: JSON.stringify(entry.schema && wordless(entry.schema, label)), refs };
  });
  for (const other of others) {
    if (first?.said !== other.said) group.isOne = false;
    other.refs.forEach((to, index) => {
      const copies = to === first?.refs[index] ? undefined : groups.get(to);
      if (copies !== undefined) group.needs.add(copies);
    });
  }
}

/** Who needs what is not one, is not one either. */
function split(all: ReadonlySet<Namesakes>): void {
  const needing = new Map<Namesakes, Namesakes[]>();
  for (const each of all) {
    for (const need of each.needs) {
      const others = needing.get(need);
      if (others === undefined) needing.set(need, [each]);
      else others.push(each);
    }
  }
  const open = [...all].filter(({ isOne }) => !isOne);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const each of needing.get(at) ?? []) {
      if (!each.isOne) continue;
      each.isOne = false;
      open.push(each);
    }
  }
}

/** What a schema says, but for its words. */
function wordless(schema: Schema, label: (to: string) => string): Schema {
  const { at, doc, title, examples, ...said } = schema;
  switch (said.kind) {
    case 'ref':
      return { ...said, to: label(said.to) };
    case 'literal': {
      const { docs, ...values } = said;
      return values;
    }
    case 'object': {
      const props = [...said.props].sort((a, b) => (a.key < b.key ? -1 : 1));
      return withParts({ ...said, props }, (part) => wordless(part, label));
    }
    case 'union': {
      const made = withParts(said, (part) => wordless(part, label));
      if (made.kind !== 'union' || made.discriminator === undefined) return made;
      const { property, mapping } = made.discriminator;
      const labelled = mapping.map(({ value, to }) => ({ value, to: label(to) }));
      return { ...made, discriminator: { property, mapping: labelled } };
    }
    default:
      return withParts(said, (part) => wordless(part, label));
  }
}
