/** Primary keys, unique columns and foreign keys, those that views show included. */

import type { Catalog, CatalogRelation } from './answer.js';
import { byName, compare } from './order.js';
import type { SavedForeignKey, SavedRelation } from './saved.js';
import { originKey, shownAs, type Views } from './shape-views.js';

type Keys = Pick<SavedRelation, 'primaryKey' | 'uniques'>;

/** Of a view that hands its rows on to one table: the keys of that table which it shows. */
export function keysOf(catalog: Catalog, relation: CatalogRelation, views: Views): Keys {
  const table = relation.rule === null ? relation : tableOf(catalog, relation, views);
  if (table === undefined) return {};
  const named = (columns: readonly number[]): readonly string[] | undefined =>
    shownAs(views, relation, table.oid, columns);
  const primary = table.keys.find((key) => key.primary);
  const primaryKey = primary && named(primary.columns);
  const uniques = table.keys
    .filter((key) => !key.primary && key.immediate)
    .map((key) => named(key.columns))
    .filter((names) => names !== undefined)
    .toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b)))
    .filter((names, at, all) => JSON.stringify(names) !== JSON.stringify(all[at - 1]));
  return {
    ...(primaryKey === undefined ? {} : { primaryKey }),
    ...(uniques.length === 0 ? {} : { uniques }),
  };
}

/** The one table that a view takes inserts for by itself. */
function tableOf(
  catalog: Catalog,
  view: CatalogRelation,
  views: Views,
): CatalogRelation | undefined {
  if (view.triggered || (view.events & 8) === 0) return undefined;
  const tables = new Set(view.columns.map(({ num }) => views.origin(view.oid, num)?.relation));
  tables.delete(undefined);
  const [only] = tables;
  return tables.size === 1 ? catalog.relations.find(({ oid }) => oid === only) : undefined;
}

/** A row for each relation, by oid, that shows the columns of a foreign key, and each that shows what it refers to. */
export function foreignKeysOf(
  catalog: Catalog,
  shown: readonly CatalogRelation[],
  views: Views,
): ReadonlyMap<number, readonly SavedForeignKey[]> {
  const found = new Map<number, SavedForeignKey[]>();
  const byColumn = new Map<string, CatalogRelation[]>();
  for (const relation of shown)
    for (const key of views.shown(relation).keys())
      byColumn.set(key, [...(byColumn.get(key) ?? []), relation]);
  const showing = (
    table: number,
    columns: readonly number[],
  ): readonly (readonly [CatalogRelation, readonly string[]])[] =>
    (byColumn.get(originKey({ relation: table, column: columns[0] ?? 0 })) ?? []).flatMap(
      (relation) => {
        const names = shownAs(views, relation, table, columns);
        return names === undefined ? [] : [[relation, names] as const];
      },
    );
  for (const each of catalog.references) {
    const table = catalog.relations.find(({ oid }) => oid === each.from);
    const unique = table?.keys.some((key) => key.constraint && same(key.columns, each.columns));
    const targets = showing(each.to, each.toColumns);
    for (const [relation, columns] of showing(each.from, each.columns)) {
      const keys = targets.map(([to, toColumns]): SavedForeignKey => ({
        name: each.name,
        columns,
        to: { schema: to.schema, name: to.name },
        toColumns,
        ...(unique === true ? { unique } : {}),
      }));
      found.set(relation.oid, [...(found.get(relation.oid) ?? []), ...keys]);
    }
  }
  return new Map([...found].map(([oid, keys]) => [oid, byName(keys)]));
}

/** The same columns, in whatever order. */
function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
