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
  cron: [
    'create table if not exists cron.job (jobid bigint primary key, jobname text, schedule text, command text, active boolean)',
    "create or replace function cron.schedule(text, text, text) returns bigint language sql as 'select 1::bigint'",
    "create or replace function cron.schedule(text, text) returns bigint language sql as 'select 1::bigint'",
    "create or replace function cron.unschedule(text) returns boolean language sql as 'select true'",
    "create or replace function cron.unschedule(bigint) returns boolean language sql as 'select true'",
  ],
  net: [],
};

/** Extensions that hosted backends have without being asked, by what their functions are called. */
const INSTALLED: readonly (readonly [extension: string, functions: RegExp])[] = [
  ['uuid-ossp', /^uuid_/],
  ['pgcrypto', /^(?:gen_random_bytes|gen_salt|crypt|digest|hmac|encrypt|decrypt|pgp_\w+|armor)$/],
];

/** Their names: a database that has to be told in advance is told of them too. */
export const INSTALLED_EXTENSIONS: readonly string[] = INSTALLED.map(([name]) => name);

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
  const called = /^function (?:\w+\.)?(\w+)\(/.exec(error.message)?.[1];
  const extension = INSTALLED.find(([, names]) => called !== undefined && names.test(called));
  if (extension !== undefined)
    return {
      sql: [
        `create schema if not exists ${EXTENSIONS}`,
        `create extension if not exists "${extension[0]}" with schema ${EXTENSIONS}`,
      ],
      schema: EXTENSIONS,
    };
  const schema =
    /^schema "([^]+)" does not exist$/.exec(error.message)?.[1] ??
    /^(?:relation|function|type|table) "?(\w+)\.\w/.exec(error.message)?.[1];
  const missing = /^type "(?:(\w+)\.)?([^"]+?)(?:\[\])*" does not exist$/.exec(error.message);
  if (missing !== null && lacking) {
    const [, home = EXTENSIONS, name = ''] = missing;
    // The type may stand in a schema of the app, which is none of the backend's for that.
    return { sql: typeLike(home, name), schema: EXTENSIONS, type: name };
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
  const fn = (part: string): string => `${EXTENSIONS}.${identifier(`${schema}_${name}_${part}`)}`;
  const internal = 'language internal immutable strict';
  return [
    `create schema if not exists ${EXTENSIONS}`,
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
