/** Columns of views, traced through other views to the tables that they show. */

import type { Catalog, CatalogColumn, CatalogRelation } from './answer.js';
import { readRule, type Origin, type Rule } from './rule.js';

export interface Views {
  /** The column of a table that a column shows: of a table its own, of a view that at the end of its trace. */
  origin(relation: number, column: number): Origin | undefined;
  /** Whether a column of a view is never null because that of its table is not, by itself or `byType`. */
  keepsNotNull(
    relation: number,
    column: number,
    byType: (column: CatalogColumn) => boolean,
  ): boolean;
  column(origin: Origin): CatalogColumn | undefined;
  /** The first column of a relation that shows a column of a table, by {@link originKey}. */
  shown(relation: CatalogRelation): ReadonlyMap<string, string>;
}

export function viewsOf(catalog: Catalog): Views {
  const relations = new Map(catalog.relations.map((each) => [each.oid, each]));
  const rules = new Map<number, Rule>();
  for (const { oid, rule } of catalog.relations) if (rule !== null) rules.set(oid, readRule(rule));
  const column = (origin: Origin): CatalogColumn | undefined =>
    relations.get(origin.relation)?.columns.find(({ num }) => num === origin.column);
  /** From a column to that which it shows, and on; a view that shows itself, by whatever way, shows nothing. */
  const trace = (relation: number, num: number): readonly Origin[] | undefined => {
    const way: Origin[] = [{ relation, column: num }];
    const seen = new Set<string>();
    for (let at: Origin | undefined = way[0]; at !== undefined; way.push(at)) {
      if (seen.has(originKey(at))) return undefined;
      seen.add(originKey(at));
      const rule = rules.get(at.relation);
      if (rule === undefined) return way;
      at = rule.origins.get(at.column);
      if (at === undefined) return undefined;
    }
    return undefined;
  };
  const origin = (relation: number, num: number): Origin | undefined => {
    const end = trace(relation, num)?.at(-1);
    // A relation of the system, or of an extension, is nobody's to show.
    return end !== undefined && relations.has(end.relation) ? end : undefined;
  };
  const keepsNotNull: Views['keepsNotNull'] = (relation, num, byType) => {
    const way = trace(relation, num);
    const end = way?.at(-1);
    const shows = end && column(end);
    if (way === undefined || shows === undefined) return false;
    if (!shows.notNull && !byType(shows)) return false;
    return way
      .slice(0, -1)
      .every((each) => rules.get(each.relation)?.kept.has(each.column) === true);
  };
  const known = new Map<number, ReadonlyMap<string, string>>();
  const shown = (relation: CatalogRelation): ReadonlyMap<string, string> => {
    const before = known.get(relation.oid);
    if (before !== undefined) return before;
    const names = new Map<string, string>();
    for (const { num, name } of relation.columns) {
      const from = origin(relation.oid, num);
      if (from !== undefined && !names.has(originKey(from))) names.set(originKey(from), name);
    }
    known.set(relation.oid, names);
    return names;
  };
  return { origin, keepsNotNull, column, shown };
}

/** Names of the columns of a relation that show these columns of a table; undefined where one is not shown. */
export function shownAs(
  views: Views,
  relation: CatalogRelation,
  table: number,
  columns: readonly number[],
): readonly string[] | undefined {
  const shown = views.shown(relation);
  const names = columns.map((num) => shown.get(originKey({ relation: table, column: num })));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** A column as the key of a map. */
export function originKey({ relation, column }: Origin): string {
  return `${String(relation)}.${String(column)}`;
}
