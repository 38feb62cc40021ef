/**
 * `$dynamicRef`: a reference to a name that whoever refers to the schema may bind anew, as type parameters
 * are. Where a schema is referred to from a scope that does so, it is read again in that scope.
 */

import type { Bindings, Reading } from '../document/reading.js';
import { elements, isData, member, members, text, type Node } from '../document/source.js';

/** What a schema binds: by its own `$dynamicAnchor`, and by those of its `$defs`. */
export function bindingsOf(node: Node): Bindings | undefined {
  const { value } = node;
  if (!isData(value)) return undefined;
  if (value['$dynamicAnchor'] === undefined && value['$defs'] === undefined) return undefined;
  const bound = new Map<string, Node>();
  for (const each of [...members(member(node, '$defs')).map(([, def]) => def), node]) {
    const name = text(each, '$dynamicAnchor');
    if (name !== undefined) bound.set(name, each);
  }
  return bound.size === 0 ? undefined : bound;
}

/** What a `$dynamicRef` means in the scope that is being read; undefined: what it says by itself. */
export function dynamicTarget(reading: Reading, node: Node): Node | undefined {
  const ref = text(node, '$dynamicRef');
  if (ref === undefined || text(node, '$ref') !== undefined) return undefined;
  const name = nameIn(ref);
  // Only a name that can be bound anew is looked for in the scope.
  const own = reading.refs.resolve(ref, node);
  if (own === undefined || text(own, '$dynamicAnchor') !== name) return undefined;
  return outermost(reading, name) ?? own;
}

function outermost(reading: Reading, name: string): Node | undefined {
  return reading.schemas.scope.find((each) => each.has(name))?.get(name);
}

function nameIn(ref: string): string {
  return ref.slice(ref.indexOf('#') + 1);
}

/** Whether a schema is another one in this scope than it is by itself. */
export function isBoundAnew(reading: Reading, target: Node): boolean {
  if (reading.schemas.scope.length === 0) return false;
  const own = bindingsOf(target);
  for (const [name, { ref, node }] of dynamicRefs(reading, target)) {
    const here = outermost(reading, name);
    if (here === undefined) continue;
    const alone = own?.get(name) ?? reading.refs.resolve(ref, node);
    if (alone === undefined || alone.pointer !== here.pointer || alone.file !== here.file) {
      return true;
    }
  }
  return false;
}

/** The `$dynamicRef`s that are reached from a schema, by name. */
function dynamicRefs(
  reading: Reading,
  start: Node,
): ReadonlyMap<string, { readonly ref: string; readonly node: Node }> {
  const found = new Map<string, { ref: string; node: Node }>();
  const seen = new Set<string>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const id = `${at.file}#${at.pointer}`;
    if (seen.has(id)) continue;
    seen.add(id);
    const dynamic = text(at, '$dynamicRef');
    if (dynamic?.includes('#') === true) found.set(nameIn(dynamic), { ref: dynamic, node: at });
    const ref = text(at, '$ref');
    const target = ref === undefined ? undefined : reading.refs.resolve(ref, at);
    if (target !== undefined) open.push(target);
    for (const [, each] of members(at)) open.push(each, ...elements(each));
  }
  return found;
}
