/** Functions of one row: PostgREST shows what they give as a column of that row, or as a link where it is a row too. */

import type { PgFunction, PgType, PostgresStore } from '../../generator/ir.js';
import { relationsOf, type Placed } from './shared.js';

/** A column that is there where it is named, and not in `*`. */
export interface ComputedColumn {
  readonly name: string;
  readonly type: PgType;
  readonly doc?: string;
}

export interface ComputedLink {
  /** That of the function. */
  readonly name: string;
  readonly to: Placed;
  readonly has: 'maybe' | 'many';
}

export function computedColumns(store: PostgresStore, of: Placed): readonly ComputedColumn[] {
  return computing(store, of)
    .filter((each) => !each.set && isValue(each.returns) && rowsOf(each, store) === undefined)
    .map(({ name, returns, doc }) => ({
      name,
      type: returns,
      ...(doc === undefined ? {} : { doc }),
    }));
}

export function computedLinks(store: PostgresStore, of: Placed): readonly ComputedLink[] {
  return computing(store, of).flatMap((each) => {
    const to = rowsOf(each, store);
    // One that changes something is called, and not looked at.
    if (to?.schema !== of.schema || !(each.set || each.readOnly)) return [];
    return [{ name: each.name, to, has: each.set && !each.one ? 'many' : 'maybe' }];
  });
}

/** Functions of the same schema that take a row of the relation and nothing else. A column hides one of its name. */
function computing({ embeds }: PostgresStore, { schema, relation }: Placed): readonly PgFunction[] {
  if (!embeds) return [];
  const columns = new Set(relation.columns.map(({ name }) => name));
  return schema.functions.filter(({ name, args: [first, ...others] }) => {
    const type = first?.type;
    if (columns.has(name) || others.length > 0 || type?.kind !== 'composite') return false;
    return type.schema === schema.name && type.name === relation.name;
  });
}

function isValue(type: PgType): boolean {
  return type.kind !== 'record' && !(type.kind === 'scalar' && type.json === 'void');
}

/** The relation whose rows a function gives. */
function rowsOf({ returns }: PgFunction, store: PostgresStore): Placed | undefined {
  if (returns.kind !== 'composite') return undefined;
  return relationsOf(store).find(
    ({ schema, relation }) => schema.name === returns.schema && relation.name === returns.name,
  );
}
