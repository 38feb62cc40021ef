/** References that are names of schemas. */

import { escapeToken } from './pointer.js';
import { member, type Node } from './source.js';

/** The reference to a schema that is called so, where a document has one. */
export function schemaCalled(document: Node, name: string): string | undefined {
  for (const steps of [['components', 'schemas'], ['definitions']]) {
    const end = [...steps, name].reduce<Node | undefined>(
      (node, step) => (node === undefined ? undefined : member(node, step)),
      document,
    );
    if (end !== undefined) return `#/${[...steps, escapeToken(name)].join('/')}`;
  }
  return undefined;
}
