/**
 * The one question to a database. It reads the system catalog and nothing else, takes no parameter, and is understood by
 * Postgres 12 and later. What its answer means is decided in `shape.ts`: oids leave the database as they are, and all
 * schemas but the system's own come, since views show tables of schemas that an API does not.
 *
 * What extensions brought is left out, and so are partitions, which are seen through their table, and functions that come
 * with a type of ranges.
 */
export const CATALOG_QUERY = `with recursive
spaces as (
  select oid, nspname from pg_catalog.pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
),
rels as (
  select c.oid, c.relname, c.relkind, c.reltype, n.nspname,
    pg_catalog.pg_relation_is_updatable(c.oid, true) as events
  from pg_catalog.pg_class c join spaces n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and not exists (select from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
),
funs as (
  select p.*, n.nspname
  from pg_catalog.pg_proc p join spaces n on n.oid = p.pronamespace
  where p.prokind = 'f'
    and p.prorettype not in ('pg_catalog.trigger'::regtype, 'pg_catalog.event_trigger'::regtype)
    and not exists (select from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i'))
),
used (oid) as (
  select a.atttypid from pg_catalog.pg_attribute a join rels r on r.oid = a.attrelid
  where a.attnum > 0 and not a.attisdropped
  union
  select unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) from funs p
  union
  select p.prorettype from funs p
  union
  select t.oid from pg_catalog.pg_type t
  join spaces n on n.oid = t.typnamespace
  left join pg_catalog.pg_class c on c.oid = t.typrelid
  where (t.typtype = 'e' or c.relkind = 'c') and not exists (select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
  union
  select parts.oid
  from used u
  join pg_catalog.pg_type t on t.oid = u.oid
  cross join lateral (
    select t.typbasetype where t.typtype = 'd'
    union all
    select t.typelem where t.typcategory = 'A'
    union all
    select a.atttypid from pg_catalog.pg_attribute a
    where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
  ) parts (oid)
)
select json_build_object(
  'server', current_setting('server_version_num')::int,
  'schemas', (
    select json_agg(json_build_object(
      'name', n.nspname,
      'doc', pg_catalog.obj_description(n.oid, 'pg_namespace')
    )) from spaces n
  ),
  'relations', (
    select json_agg(json_build_object(
      'oid', r.oid::int8,
      'schema', r.nspname,
      'name', r.relname,
      'kind', r.relkind,
      'events', r.events,
      'triggered', exists (select from pg_catalog.pg_trigger t
        where t.tgrelid = r.oid and (t.tgtype & 64) <> 0),
      'doc', pg_catalog.obj_description(r.oid, 'pg_class'),
      'rule', (
        select w.ev_action::text from pg_catalog.pg_rewrite w
        where w.ev_class = r.oid and w.ev_type = '1' and r.relkind in ('v', 'm') limit 1
      ),
      'columns', (
        select json_agg(json_build_object(
          'num', a.attnum,
          'name', a.attname,
          'type', a.atttypid::int8,
          'dims', a.attndims,
          'notNull', a.attnotnull,
          'default', a.atthasdef,
          'identity', a.attidentity,
          'generated', a.attgenerated,
          'writable', pg_catalog.pg_column_is_updatable(r.oid, a.attnum, false),
          'doc', pg_catalog.col_description(r.oid, a.attnum)
        ) order by a.attnum)
        from pg_catalog.pg_attribute a
        where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      ),
      'keys', (
        select json_agg(json_build_object(
          'columns', (
            select json_agg(k.num order by k.pos)
            from unnest(i.indkey::int2[]) with ordinality k (num, pos) where k.pos <= i.indnkeyatts
          ),
          'primary', i.indisprimary,
          'immediate', i.indimmediate,
          'constraint', exists (select from pg_catalog.pg_constraint c
            where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
        ))
        from pg_catalog.pg_index i
        where i.indrelid = r.oid and i.indisunique and i.indisvalid
          and i.indpred is null and i.indexprs is null
      )
    )) from rels r
  ),
  'references', (
    select json_agg(json_build_object(
      'name', c.conname,
      'from', c.conrelid::int8,
      'columns', c.conkey,
      'to', c.confrelid::int8,
      'toColumns', c.confkey
    ))
    from pg_catalog.pg_constraint c
    where c.contype = 'f' and c.conparentid = 0
      and c.conrelid in (select r.oid from rels r) and c.confrelid in (select r.oid from rels r)
  ),
  'functions', (
    select json_agg(json_build_object(
      'schema', p.nspname,
      'name', p.proname,
      'types', coalesce(p.proallargtypes, p.proargtypes::oid[])::int8[],
      'modes', p.proargmodes,
      'names', p.proargnames,
      'defaults', p.pronargdefaults,
      'returns', p.prorettype::int8,
      'set', p.proretset,
      'rows', p.prorows,
      'volatile', p.provolatile,
      'doc', pg_catalog.obj_description(p.oid, 'pg_proc')
    )) from funs p
  ),
  'types', (
    select json_agg(json_build_object(
      'oid', t.oid::int8,
      'schema', n.nspname,
      'name', t.typname,
      'kind', t.typtype,
      'base', t.typbasetype::int8,
      'dims', t.typndims,
      'element', case when t.typcategory = 'A' then t.typelem::int8 else 0 end,
      'notNull', t.typnotnull,
      'default', t.typdefault is not null,
      'relation', case when c.relkind = 'c' then 0 else t.typrelid::int8 end,
      'doc', pg_catalog.obj_description(t.oid, 'pg_type'),
      'labels', (
        select json_agg(e.enumlabel order by e.enumsortorder)
        from pg_catalog.pg_enum e where e.enumtypid = t.oid
      ),
      'fields', (
        select json_agg(json_build_object(
          'name', a.attname,
          'type', a.atttypid::int8,
          'dims', a.attndims
        ) order by a.attnum)
        from pg_catalog.pg_attribute a
        where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
      )
    ))
    from pg_catalog.pg_type t
    join pg_catalog.pg_namespace n on n.oid = t.typnamespace
    left join pg_catalog.pg_class c on c.oid = t.typrelid
    where t.oid in (select u.oid from used u)
  )
)::text as catalog
`;
