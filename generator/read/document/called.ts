/** References by the names of components, which are no pointers as they should be. */

import { escapeToken, unescapeToken } from './pointer.js';
import { isData, member, members, type Node } from './source.js';

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

/** A component whose name has slashes that are not escaped, as Fastify refers to one with an address for its `$id`. */
export function componentCalled(document: Node, fragment: string): Node | undefined {
  const [, section = '', name = ''] =
    /^\/(components\/[^/]+|definitions|parameters|responses)\/(.*\/.*)$/s.exec(fragment) ?? [];
  const found = section
    .split('/')
    .reduce<Node | undefined>((at, key) => at && member(at, key), document);
  return found && member(found, name);
}

/** What stands before the name of a schema, rightly or not: `#/schemas/Pet`, `#components/schemas/Pet`, `#/definitions/Pet`. */
const NEARLY = /^\/?(?:(?:components?|schemas?|definitions|models|\$defs)\/)*([^/]+)$/;

/** Where a reference stands that means no schema. */
const OF_ANOTHER_KIND = /\/(?:parameters|headers|securitySchemes)\/[^/]+$/;

/** The reference to the schema that a pointer means which leads nowhere: one of that name, or else the only one but for capitals. */
export function schemaMeant(document: Node, fragment: string, from: Node): string | undefined {
  if (OF_ANOTHER_KIND.test(from.pointer)) return undefined;
  const name = unescapeToken(NEARLY.exec(fragment.trim())?.[1] ?? '');
  const exact = name === '' ? undefined : schemaCalled(document, name);
  if (name === '' || exact !== undefined) return exact;
  const alike = inLowerCase(document).get(name.toLowerCase());
  return alike && schemaCalled(document, alike);
}

const lowered = new WeakMap<object, ReadonlyMap<string, string | undefined>>();

/** The names of the schemas by themselves without capitals; undefined for several. */
function inLowerCase(document: Node): ReadonlyMap<string, string | undefined> {
  const { value } = document;
  const before = isData(value) ? lowered.get(value) : undefined;
  if (before !== undefined) return before;
  const components = member(document, 'components');
  const schemas = member(components ?? document, components ? 'schemas' : 'definitions');
  const names = new Map<string, string | undefined>();
  for (const [name] of members(schemas)) {
    const lower = name.toLowerCase();
    names.set(lower, names.has(lower) ? undefined : name);
  }
  if (isData(value)) lowered.set(value, names);
  return names;
}
