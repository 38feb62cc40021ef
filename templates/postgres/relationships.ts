/**
 * Which relations rows can come with, as PostgREST finds them: along foreign keys in both directions, and
 * through tables that hold two of them in their primary key. What a select calls them is here, too.
 */

import type { PgForeignKey, PgRelation, PostgresStore } from '../../generator/ir.js';
import { relationsOf, type Placed } from './shared.js';

/** From a relation, its origin, to another of the same schema. */
export interface Relationship {
  readonly to: Placed;
  readonly is: 'to-one' | 'from-many' | 'through';
  /** How many rows there are at the other end. */
  readonly has: 'one' | 'maybe' | 'many';
  readonly self: boolean;
  /** The key that leads there; of `through`, the one that the table between has to here. */
  readonly key: PgForeignKey;
  /** The table between. */
  readonly junction?: PgRelation;
}

/** All relationships, by the key of their origin. Those that PostgREST cannot tell apart are among them. */
export function relationshipsOf(
  store: PostgresStore,
): ReadonlyMap<string, readonly Relationship[]> {
  const placed = relationsOf(store);
  const find = (schema: string, name: string): Placed | undefined =>
    placed.find((each) => each.schema.name === schema && each.relation.name === name);
  const found = new Map<string, Relationship[]>(placed.map(({ key }) => [key, []]));
  for (const origin of placed) {
    for (const key of origin.relation.foreignKeys) {
      const to = find(key.to.schema, key.to.name);
      if (to === undefined || to.schema !== origin.schema) continue;
      const self = to.key === origin.key;
      found.get(origin.key)?.push({
        to,
        is: 'to-one',
        // A view need not show the row that a key leads to.
        has: isView(to.relation) || isNullable(origin.relation, key) ? 'maybe' : 'one',
        self,
        key,
      });
      found
        .get(to.key)
        ?.push({ to: origin, is: 'from-many', has: key.unique ? 'maybe' : 'many', self, key });
    }
  }
  for (const { relation } of placed) {
    for (const [here, there] of pairs(relation)) {
      const origin = find(here.to.schema, here.to.name);
      const to = find(there.to.schema, there.to.name);
      if (origin === undefined || to === undefined || origin.schema !== to.schema) continue;
      found.get(origin.key)?.push({
        to,
        is: 'through',
        has: 'many',
        self: to.key === origin.key,
        key: here,
        junction: relation,
      });
    }
  }
  return found;
}

/**
 * Two keys of a table whose columns are all in its primary key, in both orders: keys of many rows to one each, and not
 * the same key to a table and to a view of it.
 */
function pairs(relation: PgRelation): readonly (readonly [PgForeignKey, PgForeignKey])[] {
  const own = relation.foreignKeys.filter(
    ({ columns, unique }) => !unique && columns.every((each) => relation.primaryKey.includes(each)),
  );
  return own.flatMap((here) =>
    own.filter((there) => there.name !== here.name).map((there) => [here, there] as const),
  );
}

/** Whether it shows rows of others. */
export function isView({ is }: PgRelation): boolean {
  return is === 'view' || is === 'materialized-view';
}

function isNullable({ columns }: PgRelation, key: PgForeignKey): boolean {
  return columns.some(({ name, nullable }) => nullable && key.columns.includes(name));
}

/** What a select may write for a relationship: those texts that mean no other one. */
export function targetsOf(one: Relationship, all: readonly Relationship[]): readonly string[] {
  // A column may be called as the table that it leads to.
  return [...new Set(candidates(one))].filter((text) => {
    const [target = '', hint] = text.split('!');
    const meant = all.filter((each) => isMeant(each, target, hint));
    return meant.length === 1 && meant[0] === one;
  });
}

/** The plainest first. */
function candidates({ to, is, self, key, junction }: Relationship): readonly string[] {
  const { name } = to.relation;
  const [column] = key.columns;
  const single = key.columns.length === 1 && column !== undefined ? [column] : [];
  if (junction !== undefined) return [name, `${name}!${junction.name}`];
  const hints = [...single, key.name].map((each) => `${name}!${each}`);
  if (self) return is === 'to-one' ? single : [name, ...hints];
  return is === 'to-one' ? [name, ...single, ...hints] : [name, ...hints];
}

/** Whether PostgREST takes a target, with or without a hint, for this relationship. */
function isMeant(one: Relationship, target: string, hint: string | undefined): boolean {
  const { to, is, self, key } = one;
  const { name } = to.relation;
  const own = is === 'to-one' ? key.columns : key.toColumns;
  const other = is === 'to-one' ? key.toColumns : key.columns;
  const only = (columns: readonly string[], text: string): boolean =>
    is !== 'through' && columns.length === 1 && columns[0] === text;
  if (self) {
    if (is === 'through' || key.unique) return false;
    if (is === 'to-one') return hint === undefined && only(own, target);
    return target === name && (hint === undefined || only(other, hint));
  }
  if (hint === undefined) {
    const byKey = is !== 'through' && key.name === target;
    return target === name || (!isView(to.relation) && (byKey || only(own, target)));
  }
  return (
    target === name &&
    (is === 'through'
      ? one.junction?.name === hint
      : key.name === hint || only(own, hint) || only(other, hint))
  );
}
