/** How values of Postgres' types come in JSON. */

import type { PgType } from '../../ir.js';

type Json = Extract<PgType, { kind: 'scalar' }>['json'];

/**
 * By the name of the catalog. `int8` and `numeric` are numbers, as the server writes them: beyond 2^53, and beyond 17 digits,
 * JavaScript loses the rest.
 */
const KNOWN: ReadonlyMap<string, Json> = new Map([
  ...words('boolean', 'bool'),
  ...words('number', 'int2 int4 int8 float4 float8 numeric oid xid cid'),
  ...words('json', 'json jsonb'),
  ...words('void', 'void'),
  ...words('string', 'text varchar bpchar char name citext uuid bytea xml money'),
  ...words('string', 'date time timetz timestamp timestamptz interval'),
  ...words('string', 'inet cidr macaddr macaddr8 bit varbit'),
  ...words('string', 'tsvector tsquery regconfig regclass regtype regproc regrole regnamespace'),
  ...words('string', 'point line lseg box path polygon circle pg_lsn tid xid8 jsonpath'),
  ...words('string', 'int4range int8range numrange tsrange tstzrange daterange'),
  ...words(
    'string',
    'int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange',
  ),
  // Of extensions.
  ...words('string', 'vector halfvec sparsevec ltree lquery ltxtquery cube seg isbn issn'),
  // An object of text: the extension has a cast to JSON, which the server uses.
  ...words('json', 'hstore'),
]);

function words(json: Json, names: string): readonly (readonly [string, Json])[] {
  return names.split(' ').map((name) => [name, json] as const);
}

/** A type that is not known may come as anything: an extension can cast its values to JSON as it likes. */
export function scalar(udt: string): PgType {
  return { kind: 'scalar', json: KNOWN.get(udt) ?? 'unknown', udt };
}
