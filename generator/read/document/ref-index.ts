/** What a file gives names to, apart from its pointers: `$id`, `$anchor`, `$self`. */

import { elements, members, text, type Node } from './source.js';
import { absoluteUri } from './uris.js';

/** Names that JSON Schema gives to places of a file. Documents can have thousands: none is looked for among all. */
export interface Index {
  readonly byUri: ReadonlyMap<string, Node>;
  /** What has an address of its own, by its pointer. */
  readonly byPointer: ReadonlyMap<string, Identified>;
  /**
   * The anchor of this name that stands nearest: in the same resource, else in the file.
   *
   * @param resource pointer of what is looked in, where that has an address
   * @param from pointer of who asks
   */
  anchor(name: string, resource: string, from: string): Node | undefined;
}

export interface Identified {
  readonly uri: string;
  readonly node: Node;
}

/** Members whose content is data of the author, in which no name is declared and no reference followed. */
const OPAQUE: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const']);

export function buildIndex(file: Node): Index {
  const byUri = new Map<string, Node>();
  const byPointer = new Map<string, Identified>();
  /** The first of each name below a place, of those in its resource and of all. */
  const within = new Map<string, Node>();
  const anywhere = new Map<string, Node>();
  const identify = (uri: string, node: Node): void => {
    if (!byUri.has(uri)) byUri.set(uri, node);
    if (!byPointer.has(node.pointer)) byPointer.set(node.pointer, { uri, node });
  };
  const name = (anchor: string, node: Node, resource: string): void => {
    let inside = true;
    for (let at: string | undefined = node.pointer; at !== undefined; at = outer(at)) {
      const key = keyOf(at, anchor);
      const isFirst = inside && !within.has(key);
      // What has come up to here has been further out as well.
      if (!isFirst && anywhere.has(key)) return;
      if (isFirst) within.set(key, node);
      if (!anywhere.has(key)) anywhere.set(key, node);
      if (at === resource) inside = false;
    }
  };
  const self = text(file, '$self');
  if (self !== undefined) identify(self, file);
  const visit = (node: Node, base: string | undefined, around: string): void => {
    let here = base;
    let resource = around;
    const id = text(node, '$id');
    if (id !== undefined) {
      here = absoluteUri(id, base).replace(/#$/, '');
      resource = node.pointer;
      identify(here, node);
    }
    for (const key of ['$anchor', '$dynamicAnchor']) {
      const anchor = text(node, key);
      if (anchor !== undefined) name(anchor, node, resource);
    }
    const inner = Array.isArray(node.value)
      ? elements(node)
      : members(node).flatMap(([key, each]) =>
          // A property may have any name, an `example` keyword never holds a schema.
          (OPAQUE.has(key) && !node.pointer.endsWith('/properties')) || key.startsWith('x-')
            ? []
            : [each],
        );
    for (const each of inner) {
      if (typeof each.value === 'object' && each.value !== null) visit(each, here, resource);
    }
  };
  visit(file, self, '');
  const nearest = (
    names: ReadonlyMap<string, Node>,
    anchor: string,
    from: string,
    last: string,
  ): Node | undefined => {
    for (let at: string | undefined = from; at !== undefined; at = outer(at)) {
      const found = names.get(keyOf(at, anchor));
      if (found !== undefined || at === last) return found;
    }
    return undefined;
  };
  return {
    byUri,
    byPointer,
    anchor(anchor, resource, from) {
      const start = isInside(from, resource) ? from : resource;
      return (
        nearest(within, anchor, start, resource) ??
        nearest(anywhere, anchor, start, resource) ??
        nearest(anywhere, anchor, from, '')
      );
    },
  };
}

const keyOf = (pointer: string, name: string): string => `${pointer} ${name}`;

/** What a pointer stands in; undefined for the whole. */
function outer(pointer: string): string | undefined {
  return pointer === '' ? undefined : pointer.slice(0, pointer.lastIndexOf('/'));
}

export function isInside(pointer: string, outside: string): boolean {
  return pointer === outside || pointer.startsWith(`${outside}/`);
}

/** What the place is in that has an address of its own, and is not the whole. */
export function enclosingOf({ byPointer }: Index, pointer: string): Identified | undefined {
  for (let at: string | undefined = pointer; at !== undefined && at !== ''; at = outer(at)) {
    const found = byPointer.get(at);
    if (found !== undefined) return found;
  }
  return undefined;
}
