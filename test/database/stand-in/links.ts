/** Foreign keys, and which of them a nested select follows. */

import type { Results } from '@electric-sql/pglite';
import { Refusal } from './refusal.js';
import type { SelectedRelation } from './query.js';

export interface Relation {
  readonly schema: string;
  readonly name: string;
}

export interface Key {
  readonly name: string;
  readonly from: Relation;
  readonly to: Relation;
  /** Columns of `from`, each with that of `to`. */
  readonly columns: readonly (readonly [string, string])[];
  /** No two rows of `from` refer to the same. */
  readonly unique: boolean;
}

export interface Link {
  readonly to: Relation;
  readonly many: boolean;
  /** Columns here, each with the one there. */
  readonly on: readonly (readonly [string, string])[];
}

/** Asks for all foreign keys, one JSON text a row. */
export const KEYS_QUERY = `
select json_build_object(
  'name', c.conname,
  'from', json_build_object('schema', fn.nspname, 'name', f.relname),
  'to', json_build_object('schema', tn.nspname, 'name', t.relname),
  'columns', (
    select json_agg(json_build_array(fa.attname, ta.attname) order by k.at)
    from unnest(c.conkey, c.confkey) with ordinality as k (here, there, at)
    join pg_attribute fa on fa.attrelid = c.conrelid and fa.attnum = k.here
    join pg_attribute ta on ta.attrelid = c.confrelid and ta.attnum = k.there
  ),
  'unique', exists (
    select from pg_constraint u
    where u.conrelid = c.conrelid and u.contype in ('p', 'u') and u.conkey <@ c.conkey
  )
)::text as key
from pg_constraint c
join pg_class f on f.oid = c.conrelid join pg_namespace fn on fn.oid = f.relnamespace
join pg_class t on t.oid = c.confrelid join pg_namespace tn on tn.oid = t.relnamespace
where c.contype = 'f'`;

export function keysOf({ rows }: Results<{ readonly key: string }>): readonly Key[] {
  return rows.map(({ key }) => JSON.parse(key) as Key);
}

/** A function of one row that gives rows. */
export interface Computed extends Link {
  readonly fn: Relation;
  readonly of: Relation;
}

/** Asks for all of them, one JSON text a row. */
export const COMPUTED_QUERY = `
select json_build_object(
  'fn', json_build_object('schema', pn.nspname, 'name', p.proname),
  'of', json_build_object('schema', an.nspname, 'name', a.typname),
  'to', json_build_object('schema', rn.nspname, 'name', r.typname),
  'many', p.proretset and p.prorows <> 1,
  'on', json_build_array()
)::text as computed
from pg_proc p join pg_namespace pn on pn.oid = p.pronamespace
join pg_type a on a.oid = p.proargtypes[0] join pg_namespace an on an.oid = a.typnamespace
join pg_type r on r.oid = p.prorettype join pg_namespace rn on rn.oid = r.typnamespace
where p.pronargs = 1
  and (select count(*) from pg_class c where c.oid in (a.typrelid, r.typrelid) and c.relkind <> 'c')
    = case when a.oid = r.oid then 1 else 2 end`;

export function computedOf({ rows }: Results<{ readonly computed: string }>): readonly Computed[] {
  return rows.map(({ computed }) => JSON.parse(computed) as Computed);
}

/** The one that a nested select means, which comes before any foreign key. */
export function computedBy(
  all: readonly Computed[],
  relation: Relation,
  target: string,
): Computed | undefined {
  return all.find(({ fn, of }) => same(of, relation) && fn.name === target);
}

/** The one link that a nested select means. */
export function linkBetween(
  keys: readonly Key[],
  of: Relation,
  { target, hint }: Pick<SelectedRelation, 'target' | 'hint'>,
): Link {
  const called = (key: Key, text: string): boolean =>
    key.name === text || (key.columns.length === 1 && key.columns[0]?.[0] === text);
  const hinted = (key: Key): boolean => hint === undefined || called(key, hint);
  const back = keys
    .filter((key) => same(key.to, of) && hinted(key))
    .filter(({ from }) => from.name === target)
    .map(({ from, columns, unique }): Link => {
      return { to: from, many: !unique, on: columns.map(([here, there]) => [there, here]) };
    });
  const forth = keys
    .filter((key) => same(key.from, of) && hinted(key))
    // A relation that refers to itself comes by its own name as what refers to a row.
    .filter((key) => called(key, target) || (key.to.name === target && !same(key.to, of)))
    .map(({ to, columns }): Link => ({ to, many: false, on: columns }));
  const [found, ...others] = [...forth, ...back];
  if (found !== undefined && others.length === 0) return found;
  throw found === undefined
    ? new Refusal(400, {
        code: 'PGRST200',
        message: `Could not find a relationship between '${of.name}' and '${target}' in the schema cache`,
      })
    : new Refusal(300, {
        code: 'PGRST201',
        message: `Could not embed because more than one relationship was found for '${of.name}' and '${target}'`,
      });
}

function same(one: Relation, other: Relation): boolean {
  return one.schema === other.schema && one.name === other.name;
}
