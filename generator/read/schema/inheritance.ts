/** Who is `allOf` whom, and who lists whom, asked of the document itself: neither side need be read yet. */

import { idOf, type NamedEntry, type Reading, type SchemaId } from '../document/reading.js';
import { refOf } from '../document/refs.js';
import { elements, isData, member, type Node } from '../document/source.js';

/** Whether the first schema is `allOf` the second, directly or through others. Keys as in `ref`. */
export function extendsEntry(reading: Reading, key: string, base: string): boolean {
  const from = reading.schemas.byKey.get(key);
  const to = reading.schemas.byKey.get(base);
  if (from === undefined || to === undefined || from === to) return false;
  return ancestors(reading, from.node).has(to.id);
}

/** Every schema that this one is `allOf`, nearest first. */
export function ancestors(reading: Reading, node: Node): ReadonlySet<SchemaId> {
  const found = new Set<SchemaId>();
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const part of elements(member(at, 'allOf'))) {
      const target = targetOf(reading, part);
      if (target === undefined) continue;
      const id = settledId(reading, target);
      if (found.has(id)) continue;
      found.add(id);
      open.push(target);
    }
  }
  return found;
}

/** Whether the `oneOf` or `anyOf` of a schema lists the other. */
export function lists(reading: Reading, entry: NamedEntry, other: NamedEntry): boolean {
  return ['oneOf', 'anyOf'].some((keyword) =>
    elements(member(entry.node, keyword)).some((each) => {
      const target = targetOf(reading, each);
      return target !== undefined && settledId(reading, target) === other.id;
    }),
  );
}

function targetOf(reading: Reading, node: Node): Node | undefined {
  const ref = refOf(node);
  const target = ref === undefined ? undefined : reading.refs.resolve(ref, node);
  return target && settledNode(reading, target);
}

/** What only refers to another schema, and is no component that has a name, is that one. */
export function settledNode(reading: Reading, node: Node): Node {
  if (refOf(node) === undefined || reading.schemas.named.has(idOf(node))) return node;
  const isBare = isData(node.value) && Object.keys(node.value).length === 1;
  return (isBare ? reading.refs.follow(node) : undefined) ?? node;
}

/** A component that stands for a schema elsewhere has the identity of that schema. */
function settledId(reading: Reading, target: Node): SchemaId {
  const id = idOf(target);
  return reading.schemas.named.get(id)?.id ?? id;
}
