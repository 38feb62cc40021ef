/** Names of what a data schema has: entities or relations, and the types that belong to each. */

import type { PostgresStore, Project } from '../ir.js';
import { escaped, camel, pascal, singular, splitWords, startable } from '../words.js';
import type { Claim } from './settle.js';

/** The types that belong to one entity, named `Goal` + part. No part is the end of another. */
export const ENTITY_PARTS = [
  'Create',
  'Update',
  'Links',
  'Where',
  'Subquery',
  'OrderBy',
  'Fields',
  'Shape',
] as const;

/** The same for a table or view. */
export const RELATION_PARTS = ['Insert', 'Update', 'Names', 'Select', 'Shape', 'Values'] as const;

export type EntityPart = (typeof ENTITY_PARTS)[number] | (typeof RELATION_PARTS)[number];

export function entityParts({ store }: Pick<Project, 'store'>): readonly EntityPart[] {
  return store?.kind === 'postgres' ? RELATION_PARTS : ENTITY_PARTS;
}

/**
 * `goals` → `Goal`, else `Goals`, else `GoalsEntity`, else an escape that is one-to-one. A name that ends in
 * one of the parts gets `Entity` appended, whoever else there is: `GoalCreate` is never an entity.
 */
export function entityCandidates(key: string, parts: readonly EntityPart[]): readonly string[] {
  const plain = key.replace(/^\$/, '');
  const prefix = key.startsWith('$') ? '$' : '';
  const guard = (name: string): string =>
    parts.some((part) => name.length > part.length && name.endsWith(part)) ? `${name}Entity` : name;
  const whole = pascal(plain);
  const words = splitWords(plain);
  const last = words.at(-1) ?? '';
  const single = pascal([...words.slice(0, -1), singular(last)].join('_'));
  const candidates = [single, whole]
    .filter((name) => name !== '')
    .map((name) => guard(prefix + startable(name)));
  if (whole !== '') candidates.push(`${prefix}${startable(whole)}Entity`);
  return [...new Set([...candidates, `${escaped(key)}_Entity`])];
}

/** A name of the catalog as a key: bare where it stands in the usual schema. */
export function keyOf(
  { defaultSchema }: Pick<PostgresStore, 'defaultSchema'>,
  { schema, name }: { readonly schema: string; readonly name: string },
): string {
  return schema === defaultSchema ? name : `${schema}.${name}`;
}

/** Enums and composite types of a database; relations, whose names they could have, come before them. */
export function databaseTypeClaims({ store }: Pick<Project, 'store'>): readonly Claim[] {
  if (store?.kind !== 'postgres') return [];
  const claim = (key: string, suffix: string): Claim => {
    const name = startable(pascal(key));
    const plain = pascal(key) === '' ? [] : [name, `${name}${suffix}`];
    return { key, candidates: [...plain, `${escaped(key)}_${suffix}`] };
  };
  return store.schemas.flatMap(({ name: schema, enums, composites }) => [
    ...enums.map(({ name }) => claim(keyOf(store, { schema, name }), 'Enum')),
    ...composites.map(({ name }) => claim(keyOf(store, { schema, name }), 'Type')),
  ]);
}

/** `PostStatus` → `postStatusValues`. */
export function databaseValues(name: string): string {
  const values = `${camel(name)}Values`;
  // Of a name that words make nothing of.
  return camel(name) === '' ? `${name}Values` : startable(values);
}
