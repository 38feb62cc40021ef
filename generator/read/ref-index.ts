/** What a file gives names to, apart from its pointers: `$id`, `$anchor`, `$self`. */

import { elements, members, text, type Node } from './source.js';
import { absoluteUri } from './uris.js';

/** Names that JSON Schema gives to places of a file. */
export interface Index {
  readonly ids: readonly { readonly uri: string; readonly node: Node }[];
  readonly anchors: readonly { readonly name: string; readonly node: Node }[];
}

/** Members whose content is data of the author, in which no name is declared and no reference followed. */
const OPAQUE: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const']);

export function buildIndex(file: Node): Index {
  const ids: { uri: string; node: Node }[] = [];
  const anchors: { name: string; node: Node }[] = [];
  const self = text(file, '$self');
  if (self !== undefined) ids.push({ uri: self, node: file });
  const visit = (node: Node, base: string | undefined): void => {
    let here = base;
    const id = text(node, '$id');
    if (id !== undefined) {
      here = absoluteUri(id, base).replace(/#$/, '');
      ids.push({ uri: here, node });
    }
    for (const key of ['$anchor', '$dynamicAnchor']) {
      const name = text(node, key);
      if (name !== undefined) anchors.push({ name, node });
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
      if (typeof each.value === 'object' && each.value !== null) visit(each, here);
    }
  };
  visit(file, self);
  return { ids, anchors };
}
