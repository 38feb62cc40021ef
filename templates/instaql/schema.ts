/** `schema`: the app's schema as the runtime reads it. */

import type { Attr, Entity, InstaqlStore, Link } from '../../generator/ir.js';
import {
  braces,
  code,
  jsdoc,
  list,
  objectKey,
  string,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { outFile, shared, storeOf } from './shared.js';

export const schema: Emitter = {
  name: 'schema',
  emit(project, names) {
    const store = storeOf(project);
    if (store === undefined || !store.declared) return [];
    const body = code`
      ${jsdoc({ text: [isRead(store) ? 'The schema as the client carries it: for validation, dates and required links.' : 'What a client carries of its schema where nothing is checked and no date converted.'] })}
      export const schema: ${shared('SchemaTable', names)} = ${braces(
        [
          code`entities: ${braces(
            (isRead(store) ? store.entities : []).map((entity) =>
              entityTable(entity, store.requiredLinks === 'runtime'),
            ),
            ',',
          )}`,
          code`dates: ${string(store.dates === 'stored' ? 'stored' : 'date')}`,
          store.requiredLinks === 'runtime' && code`requiredLinks: ${string(store.requiredLinks)}`,
        ],
        ',',
      )};
    `;
    return [outFile(store, 'schema', body, [{ name: 'schema', type: false }])];
  },
};

/** Whether the client reads its entities. */
function isRead({ validation, dates, requiredLinks }: InstaqlStore): boolean {
  return validation !== false || dates !== 'stored' || requiredLinks === 'runtime';
}

/** `ends`: whether somebody asks for the other ends of links. */
function entityTable(entity: Entity, ends: boolean): Code {
  const attrs = entity.attrs.map((attr) => code`${objectKey(attr.key)}: ${string(words(attr))}`);
  const links = entity.links.map(
    (link) => code`${objectKey(link.label)}: ${linkTuple(link, entity, ends)}`,
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

function linkTuple(link: Link, entity: Entity, ends: boolean): Code {
  const required = link.required ? ['required'] : [];
  const parts = [link.entity, ...(ends ? [link.reverse, ...required] : [])];
  const tuple = list('[', parts.map(string));
  // Below a name that every object has, the compiler expects what that is, and takes a tuple for an array.
  const known = link.label in Object.prototype || entity.key in Object.prototype;
  return known ? code`${tuple} as const` : tuple;
}
