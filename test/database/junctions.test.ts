/** Links by way of a table between, as PostgREST finds them. */

import { expect, it } from 'vitest';
import type { PgForeignKey, PostgresStore } from '../../generator/ir.js';
import { relationshipsOf } from '../../templates/postgres/relationships.js';
import { storeAt } from './emit.js';

const store = storeAt('postgres-blog/database.json');

const isBetween = (keys: readonly PgForeignKey[], primaryKey: readonly string[]): boolean =>
  keys.length === 2 &&
  keys.flatMap(({ columns }) => columns).every((each) => primaryKey.includes(each));

/** The store with other keys in the tables between others. */
function withKeys(
  change: (key: PgForeignKey, all: readonly PgForeignKey[]) => PgForeignKey,
): PostgresStore {
  const schemas = store.schemas.map((schema) => ({
    ...schema,
    relations: schema.relations.map((relation) => {
      const { foreignKeys, primaryKey } = relation;
      if (!isBetween(foreignKeys, primaryKey)) return relation;
      return { ...relation, foreignKeys: foreignKeys.map((key) => change(key, foreignKeys)) };
    }),
  }));
  return { ...store, schemas };
}

const through = (of: PostgresStore): readonly string[] =>
  [...relationshipsOf(of)].flatMap(([origin, found]) =>
    found.filter(({ is }) => is === 'through').map(({ to }) => `${origin} > ${to.key}`),
  );

it('are there for two keys of many rows to one', () => {
  expect(through(store).length).toBeGreaterThan(1);
});

it('are not there where a key is of one row to one', () => {
  expect(through(withKeys((key, [first]) => ({ ...key, unique: key === first })))).toEqual([]);
});

it('are not there for one key twice, to a table and to a view of it', () => {
  expect(through(withKeys((key, [first]) => ({ ...key, name: first?.name ?? '' })))).toEqual([]);
});
