/** `GoalShape`: all that the generic types of the runtime look up for one entity. */

import type { Entity, InstaqlStore, Link } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  braces,
  code,
  globalName,
  inlineBraces,
  key,
  string,
  union,
  type Code,
} from '../../generator/print/code.js';
import type { Lookups } from './values.js';

export function entityShape(
  entity: Entity,
  store: InstaqlStore,
  lookups: Lookups,
  names: Names,
): Code {
  const name = names.entity(entity.key);
  const links = entity.links.filter((link) => link.label !== '$');
  const overlaps = links.some((link) => entity.attrs.some((attr) => attr.key === link.label));
  const linked = overlaps
    ? code`${globalName('Omit', names)}<${name}, keyof ${names.entityPart(entity.key, 'Links')}>`
    : code`${name}`;
  const required =
    store.requiredLinks === 'types' ? entity.links.filter((link) => link.required) : [];
  return code`
    export interface ${names.entityPart(entity.key, 'Shape')} ${braces([
      code`name: ${string(entity.key)}`,
      code`entity: ${name}`,
      code`linked: ${linked}`,
      code`create: ${names.entityPart(entity.key, 'Create')}`,
      code`update: ${names.entityPart(entity.key, 'Update')}`,
      code`where: ${names.entityPart(entity.key, 'Where')}`,
      code`subquery: ${names.entityPart(entity.key, 'Subquery')}`,
      code`orderBy: ${names.entityPart(entity.key, 'OrderBy')}`,
      code`fields: ${names.entityPart(entity.key, 'Fields')}`,
      code`links: ${names.entityPart(entity.key, 'Links')}`,
      code`to: ${table(links, (link) => code`${names.entityPart(link.entity, 'Shape')}`)}`,
      code`has: ${table(links, (link) => string(hasOf(link, store)))}`,
      code`unique: ${inlineBraces(
        [...(lookups.get(entity.key) ?? [])].map(
          ([by, types]) => code`${key(by)}: ${union(types)}`,
        ),
        ';',
      )}`,
      code`requires: ${required.length === 0 ? code`never` : oneOf(required)}`,
    ])}
  `;
}

function table(links: readonly Link[], value: (link: Link) => Code): Code {
  return inlineBraces(
    links.map((link) => code`${key(link.label)}: ${value(link)}`),
    ';',
  );
}

function hasOf(link: Link, { requiredLinks }: InstaqlStore): string {
  if (link.has === 'many') return 'many';
  return link.required && requiredLinks !== 'off' ? 'required' : 'one';
}

function oneOf(links: readonly Link[]): Code {
  return union(links.map((link) => string(link.label)));
}
