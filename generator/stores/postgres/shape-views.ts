/** Columns of views, traced through other views to the tables that they show. */

import type { Catalog, CatalogColumn, CatalogRelation } from './answer.js';
import { readRule, type Origin, type Rule } from './rule.js';

export interface Views {
  /** The column of a table that a column shows: of a table its own, of a view that at the end of its trace. */
  origin(relation: number, column: number): Origin | undefined;
  /** Whether a column of a view is never null because that of its table is not. */
  keepsNotNull(relation: number, column: number): boolean;
  column(origin: Origin): CatalogColumn | undefined;
}

export function viewsOf(catalog: Catalog): Views {
  const relations = new Map(catalog.relations.map((each) => [each.oid, each]));
  const rules = new Map<number, Rule>();
  for (const { oid, rule } of catalog.relations) if (rule !== null) rules.set(oid, readRule(rule));
  const column = (origin: Origin): CatalogColumn | undefined =>
    relations.get(origin.relation)?.columns.find(({ num }) => num === origin.column);
  const origin = (relation: number, num: number): Origin | undefined => {
    const rule = rules.get(relation);
    // A relation of the system, or of an extension, is nobody's to show.
    if (rule === undefined) return relations.has(relation) ? { relation, column: num } : undefined;
    const next = rule.origins.get(num);
    return next === undefined ? undefined : origin(next.relation, next.column);
  };
  const keepsNotNull = (relation: number, num: number): boolean => {
    const rule = rules.get(relation);
    if (rule === undefined) return column({ relation, column: num })?.notNull === true;
    const next = rule.origins.get(num);
    return next !== undefined && rule.keepsNotNull && keepsNotNull(next.relation, next.column);
  };
  return { origin, keepsNotNull, column };
}

/** Names of the columns of a relation that show these columns of a table; undefined where one is not shown. */
export function shownAs(
  views: Views,
  relation: CatalogRelation,
  table: number,
  columns: readonly number[],
): readonly string[] | undefined {
  const names: string[] = [];
  for (const num of columns) {
    const found = relation.columns.find((column) => {
      const at = views.origin(relation.oid, column.num);
      return at?.relation === table && at.column === num;
    });
    if (found === undefined) return undefined;
    names.push(found.name);
  }
  return names;
}
