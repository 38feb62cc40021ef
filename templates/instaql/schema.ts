/** `schema`: the app's schema as the runtime reads it. */

import type { Attr, Entity, Link } from '../../generator/ir.js';
import { braces, code, list, objectKey, string, type Code } from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { outFile, shared, storeOf } from './shared.js';

export const schema: Emitter = {
  name: 'schema',
  emit(project, names) {
    const store = storeOf(project);
    if (store === undefined || !store.declared) return [];
    const body = code`
      /** The schema as the client carries it: for validation, dates and required links. */
      export const schema: ${shared('SchemaTable', names)} = ${braces(
        [
          code`entities: ${braces(store.entities.map(entityTable), ',')}`,
          code`dates: ${string(store.dates)}`,
          code`requiredLinks: ${string(store.requiredLinks)}`,
        ],
        ',',
      )};
    `;
    return [outFile(store, 'schema', body, [{ name: 'schema', type: false }])];
  },
};

function entityTable(entity: Entity): Code {
  const attrs = entity.attrs.map((attr) => code`${objectKey(attr.key)}: ${string(words(attr))}`);
  const links = entity.links.map(
    (link) => code`${objectKey(link.label)}: ${linkTuple(link, entity)}`,
  );
  return code`${objectKey(entity.key)}: ${braces(
    [code`attrs: ${braces(attrs, ',')}`, code`links: ${braces(links, ',')}`],
    ',',
  )}`;
}

function words(attr: Attr): string {
  const flags = [
    attr.indexed && 'indexed',
    attr.unique && 'unique',
    !attr.required && 'optional',
  ].filter((flag) => flag !== false);
  return [attr.type, ...flags].join(' ');
}

function linkTuple(link: Link, entity: Entity): Code {
  const parts = [link.has, link.entity, link.reverse, ...(link.required ? ['required'] : [])];
  const tuple = list('[', parts.map(string));
  // Below a name that every object has, the compiler expects what that is, and takes a tuple for an array.
  const known = link.label in Object.prototype || entity.key in Object.prototype;
  return known ? code`${tuple} as const` : tuple;
}
