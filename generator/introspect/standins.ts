/** What a hosted backend has before the first migration runs: made up for when a statement misses it. */

import type { SqlError } from './engine.js';

/** Where extensions go, which a search path of a hosted backend includes. */
export const EXTENSIONS = 'extensions';

/** For the schemas of the usual backends, what migrations of their apps refer to. Each may be run twice. */
const HOSTED: Readonly<Record<string, readonly string[]>> = {
  auth: [
    'create table if not exists auth.users (id uuid primary key, email text, phone text, role text, raw_app_meta_data jsonb, raw_user_meta_data jsonb, created_at timestamptz, updated_at timestamptz)',
    "create or replace function auth.uid() returns uuid language sql stable as 'select null::uuid'",
    "create or replace function auth.role() returns text language sql stable as 'select null::text'",
    "create or replace function auth.email() returns text language sql stable as 'select null::text'",
    "create or replace function auth.jwt() returns jsonb language sql stable as 'select null::jsonb'",
  ],
  storage: [
    'create table if not exists storage.buckets (id text primary key, name text, public boolean)',
    'create table if not exists storage.objects (id uuid primary key, bucket_id text references storage.buckets (id), name text, owner uuid, metadata jsonb)',
    "create or replace function storage.foldername(name text) returns text[] language sql as 'select array[name]'",
  ],
  [EXTENSIONS]: [],
  realtime: [],
  vault: [],
  cron: [],
  net: [],
};

export interface StandIn {
  readonly sql: readonly string[];
  /** The schema that is the backend's and not the app's. */
  readonly schema?: string;
  /** The type that is taken to be of an extension. */
  readonly type?: string;
}

/**
 * What to run before a statement is tried again, or undefined where nobody can know. `hidden`: schemas of the
 * backend; `lacking`: an extension that the SQL asks for is not here, so types may be.
 */
export function standInFor(
  error: SqlError,
  hidden: readonly string[],
  lacking: boolean,
): StandIn | undefined {
  const role = /^role "([^]+)" does not exist$/.exec(error.message)?.[1];
  if (role !== undefined) return { sql: [`create role ${identifier(role)}`] };
  const schema =
    /^schema "([^]+)" does not exist$/.exec(error.message)?.[1] ??
    /^(?:relation|function|type|table) "?(\w+)\.\w/.exec(error.message)?.[1];
  const missing = /^type "(?:(\w+)\.)?([^"]+)" does not exist$/.exec(error.message);
  if (missing !== null && lacking) {
    const [, home = EXTENSIONS, name = ''] = missing;
    return { sql: typeLike(home, name), schema: home, type: name };
  }
  if (schema === undefined) return undefined;
  const known = Object.hasOwn(HOSTED, schema) ? HOSTED[schema] : undefined;
  if (known === undefined && !hidden.includes(schema)) return undefined;
  return { sql: [`create schema if not exists ${identifier(schema)}`, ...(known ?? [])], schema };
}

/**
 * A type of any name that takes any text and any modifier (`vector(3)`, `geometry(Point, 4326)`). It is only ever looked
 * at. Its functions are some of the server's own that happen to fit: a modifier only has to become a number.
 */
function typeLike(schema: string, name: string): readonly string[] {
  const type = `${identifier(schema)}.${identifier(name)}`;
  const fn = (part: string): string => `${identifier(schema)}.${identifier(`${name}_${part}`)}`;
  const internal = 'language internal immutable strict';
  return [
    `create schema if not exists ${identifier(schema)}`,
    `create type ${type}`,
    `create function ${fn('in')}(cstring, oid, integer) returns ${type} ${internal} as 'textin'`,
    `create function ${fn('out')}(${type}) returns cstring ${internal} as 'textout'`,
    `create function ${fn('mod')}(cstring[]) returns integer ${internal} as 'pg_backend_pid'`,
    `create type ${type} (input = ${fn('in')}, output = ${fn('out')}, typmod_in = ${fn('mod')})`,
  ];
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
