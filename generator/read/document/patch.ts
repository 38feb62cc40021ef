/** Changes to a document that is not changed: what lies on the way to a change is copied, once. */

import type { JsonPlace } from '../../ir.js';
import { escapeToken, pointerOf } from './pointer.js';
import { isData } from './source.js';

export type Location = readonly (string | number)[];

export interface Patch {
  /** The document as it is now. */
  data(): unknown;
  /** By pointer into the document as it is now: where nodes that changed place or origin were written. */
  readonly moved: ReadonlyMap<string, JsonPlace>;
  get(location: Location): unknown;
  /** Where the node at a location was written. */
  origin(location: Location): JsonPlace;
  /** Objects are merged member by member, arrays concatenated, anything else replaced. */
  merge(location: Location, value: unknown, origin: JsonPlace): void;
  remove(locations: readonly Location[]): void;
}

type Container = unknown[] | Record<string, unknown>;

export function openPatch(document: unknown, file: string): Patch {
  let root = document;
  const moved = new Map<string, JsonPlace>();
  /** Containers that were made here, which may be written to. */
  const own = new WeakSet<object>();

  const writable = (value: unknown): Container | undefined => {
    if (Array.isArray(value) || isData(value)) {
      if (own.has(value)) return value as Container;
      const copy: Container = Array.isArray(value)
        ? [...(value as readonly unknown[])]
        : { ...value };
      own.add(copy);
      return copy;
    }
    return undefined;
  };
  /** The container at a location, writable, with everything above it. */
  const open = (location: Location): Container | undefined => {
    let at = writable(root);
    root = at ?? root;
    for (const key of location) {
      if (at === undefined) return undefined;
      const next = writable(read(at, key));
      if (next === undefined) return undefined;
      write(at, key, next);
      at = next;
    }
    return at;
  };
  const get = (location: Location): unknown => {
    let at = root;
    for (const key of location) at = read(at, key);
    return at;
  };
  const originOf = (pointer: string): JsonPlace => {
    let rest = '';
    for (let at = pointer; ;) {
      const known = moved.get(at);
      if (known !== undefined) return { file: known.file, pointer: known.pointer + rest };
      const slash = at.lastIndexOf('/');
      if (slash === -1) return { file, pointer };
      rest = at.slice(slash) + rest;
      at = at.slice(0, slash);
    }
  };
  const mergeInto = (location: Location, value: unknown, origin: JsonPlace): void => {
    const before = get(location);
    if (isData(before) && isData(value)) {
      const target = open(location);
      for (const [key, each] of Object.entries(value)) {
        const inner = { file: origin.file, pointer: `${origin.pointer}/${escapeToken(key)}` };
        if (Object.hasOwn(before, key)) mergeInto([...location, key], each, inner);
        else if (target !== undefined) {
          write(target, key, each);
          moved.set(pointerOf([...location, key]), inner);
        }
      }
    } else if (Array.isArray(before)) {
      const target = open(location);
      if (!Array.isArray(target)) return;
      const added: readonly unknown[] = Array.isArray(value) ? value : [value];
      added.forEach((each, index) => {
        moved.set(pointerOf([...location, target.length]), {
          file: origin.file,
          pointer: Array.isArray(value) ? `${origin.pointer}/${index}` : origin.pointer,
        });
        target.push(each);
      });
    } else {
      replace(location, value);
      moved.set(pointerOf(location), origin);
    }
  };
  const replace = (location: Location, value: unknown): void => {
    const key = location.at(-1);
    if (key === undefined) root = value;
    else {
      const parent = open(location.slice(0, -1));
      if (parent !== undefined) write(parent, key, value);
    }
  };
  const forget = (pointer: string): void => {
    for (const key of [...moved.keys()]) {
      if (key === pointer || key.startsWith(`${pointer}/`)) moved.delete(key);
    }
  };
  const removeOne = (location: Location): void => {
    const key = location.at(-1);
    if (key === undefined) return;
    const outer = location.slice(0, -1);
    const parent = open(outer);
    if (parent === undefined || !Object.hasOwn(parent, key)) return;
    if (!Array.isArray(parent)) {
      Reflect.deleteProperty(parent, key);
      forget(pointerOf(location));
      return;
    }
    const index = Number(key);
    const list = pointerOf(outer);
    // What stood behind moves one forward, with what is known of its inside.
    const behind = parent.slice(index + 1).map((_, offset) => {
      const from = `${list}/${index + 1 + offset}`;
      const inner = [...moved].filter(([pointer]) => pointer.startsWith(`${from}/`));
      return { from, to: `${list}/${index + offset}`, origin: originOf(from), inner };
    });
    forget(`${list}/${index}`);
    for (const each of behind) forget(each.from);
    for (const { from, to, origin, inner } of behind) {
      moved.set(to, origin);
      for (const [pointer, place] of inner) moved.set(to + pointer.slice(from.length), place);
    }
    parent.splice(index, 1);
  };
  return {
    data: () => root,
    moved,
    get,
    origin: (location) => originOf(pointerOf(location)),
    merge: mergeInto,
    remove(locations) {
      // From the back, so that no removal moves what is still to be removed.
      for (const location of [...locations].sort(backwards)) removeOne(location);
    },
  };
}

function read(container: unknown, key: string | number): unknown {
  return typeof container === 'object' && container !== null && Object.hasOwn(container, key)
    ? Reflect.get(container, key)
    : undefined;
}

/** As an own member, whatever its name: a plain assignment to `__proto__` would be none. */
function write(container: Container, key: string | number, value: unknown): void {
  Object.defineProperty(container, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function backwards(a: Location, b: Location): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const x = a[index];
    const y = b[index];
    if (typeof x === 'number' && typeof y === 'number' && x !== y) return y - x;
    if (x !== y) return 0;
  }
  return b.length - a.length;
}
