/** The documentation in front of a node, which holds types in JavaScript. */

import type { ts as TypeScript } from 'ts-morph';

/** All of it: the compiler's own function gives the comment that is nearest, and types are defined in any. */
export function docComments(node: TypeScript.Node): readonly TypeScript.JSDoc[] {
  return (node as { readonly jsDoc?: readonly TypeScript.JSDoc[] }).jsDoc ?? [];
}
