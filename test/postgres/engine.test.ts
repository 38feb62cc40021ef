import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { ask } from '../../generator/introspect/ask.js';
import { SqlError, type Engine } from '../../generator/introspect/engine.js';
import { extensionsIn, loadFiles } from '../../generator/introspect/load.js';
import { findPglite, startPglite } from '../../generator/introspect/pglite.js';
import { sqlFiles, type SqlFile } from '../../generator/introspect/sources.js';
import { locateDiagnostics } from '../../generator/render.js';
import { answerSchema, type Catalog } from '../../generator/stores/postgres/answer.js';
import { CATALOG_QUERY } from '../../generator/stores/postgres/catalog.js';
import { savedText } from '../../generator/stores/postgres/saved-text.js';
import { shape } from '../../generator/stores/postgres/shape.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/postgres');
const expected = readFileSync(join(FIXTURES, 'library.database.json'), 'utf8');
const hosted = sqlFiles(FIXTURES, join(FIXTURES, 'hosted'));

/** One engine for all of this file: it takes seconds to start. */
let engine: Engine;

async function load(files: readonly SqlFile[], hidden: readonly string[] = []) {
  const found: Diagnostic[] = [];
  const madeUp = await loadFiles(engine, files, hidden, (each) => void found.push(each));
  const text = (path: string): string | undefined => files.find((file) => file.path === path)?.text;
  return { madeUp, problems: locateDiagnostics(found, text) };
}

beforeAll(async () => {
  const path = findPglite(FIXTURES);
  if (path === undefined) throw new Error('PGlite is not installed');
  engine = await startPglite(path, FIXTURES, extensionsIn(hosted));
});
afterAll(() => engine.close());

describe('the catalog of fixtures/postgres/library.sql, as PGlite answers', () => {
  let catalog: Catalog;
  const shown = (schema: string): boolean => schema !== 'internal';
  beforeAll(async () => {
    const { madeUp, problems } = await load(sqlFiles(FIXTURES, join(FIXTURES, 'library.sql')));
    expect(problems).toEqual([]);
    expect(madeUp).toEqual(new Set());
    const [row] = await engine.run(CATALOG_QUERY);
    catalog = answerSchema(z).parse(JSON.parse(String(row?.['catalog'])));
  });

  it('is saved as it stands there', async () => {
    expect(engine.name).toMatch(/^PGlite \(Postgres \d+/);
    expect(savedText(shape(catalog, shown))).toBe(expected);
    expect(savedText(await ask(engine, undefined, new Set(['internal'])))).toBe(expected);
    expect(savedText(await ask(engine, ['staff', 'public'], new Set()))).toBe(expected);
  });

  it('is saved the same whatever the order and the oids', () => {
    const other = answerSchema(z).parse(renumber(catalog));
    expect(other.types.find(({ name }) => name === 'uuid')?.oid).toBe(1_002_950);
    expect(savedText(shape(other, shown))).toBe(expected);
  });

  it('may be empty', () => {
    const none = { schemas: null, relations: null, references: null, functions: null, types: null };
    const empty = answerSchema(z).parse({ server: 120000, ...none });
    expect(shape(empty, () => true)).toEqual({ 'instant-codegen': 'postgres-1', schemas: [] });
    expect(answerSchema(z).safeParse({ ...none, server: '12' }).success).toBe(false);
  });

  it('has no schema that it has not', async () => {
    await expect(ask(engine, ['stuff'], new Set())).rejects.toMatchObject({
      code: 'introspect-no-schema',
      remedy: 'Did you mean staff?',
    });
  });
});

describe('migrations of a hosted backend', () => {
  let loaded: Awaited<ReturnType<typeof load>>;
  beforeAll(async () => {
    loaded = await load(hosted);
  });

  it('are loaded with what the backend has made up, and what is lacking told', () => {
    expect(loaded.madeUp).toEqual(new Set(['auth', 'storage', 'extensions', 'cron']));
    const folder = 'hosted/supabase/migrations';
    expect(
      loaded.problems.map(({ severity, code, file, line }) => [
        severity,
        code,
        `${file ?? ''}:${String(line)}`,
      ]),
    ).toEqual([
      ['note', 'sql-passed-over', `${folder}/10_policies.sql:6`],
      ['note', 'sql-passed-over', `${folder}/10_policies.sql:9`],
      ['warning', 'sql-extension', `${folder}/2_tables.sql:4`],
      ['warning', 'sql-extension', `${folder}/2_tables.sql:5`],
      ['warning', 'sql-type-of-extension', `${folder}/2_tables.sql:11`],
      ['warning', 'sql-type-of-extension', `${folder}/2_tables.sql:12`],
    ]);
    expect(loaded.problems.map(({ message }) => message).join('\n')).toContain(
      `The extension vector is not in ${engine.name}`,
    );
  });

  it('give the types that a database of theirs would', async () => {
    const { schemas } = await ask(engine, undefined, loaded.madeUp ?? new Set());
    expect(schemas.map(({ name }) => name)).toEqual(['internal', 'public', 'staff']);
    const all = schemas.flatMap(({ relations = [] }) => relations);
    const profiles = all.find(({ name }) => name === 'profiles');
    expect(profiles?.columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'uuid'],
      ['token', 'uuid'],
      ['hash', 'text'],
      ['embedding', 'vector'],
      ['spot', 'geometry'],
    ]);
    // What it refers to is no part of the API.
    expect(profiles?.foreignKeys).toBe(undefined);
    const functions = schemas.flatMap(({ functions: own = [] }) => own);
    expect(functions.find(({ name }) => name === 'me')).toMatchObject({
      returns: { composite: 'profiles', schema: 'public' },
      set: true,
    });
    expect(functions.find(({ name }) => name === 'atomic')?.returns).toBe('int4');
  });
});

describe('columns of views over outer joins', () => {
  const TABLES = `create schema joins; set search_path = joins;
    create table a (id int not null, n int, b int not null);
    create table b (id int not null, c int not null); create table c (id int not null);
    create domain word as text not null; create table d (id int not null, w word);`;
  /** The columns that are never null. */
  const sure = async (query: string): Promise<readonly string[]> => {
    await engine.run(`drop schema if exists joins cascade; ${TABLES} create view v as ${query}`);
    const [found] = (await ask(engine, ['joins'], new Set())).schemas;
    await engine.run('drop schema joins cascade; reset search_path');
    const columns = found?.relations?.find(({ name }) => name === 'v')?.columns ?? [];
    return columns.flatMap(({ name, nullable }) => (nullable === true ? [] : [name]));
  };

  it.each([
    ['of the side that all rows come from', ['x'], 'a left join b on b.id = a.b'],
    ['of the right one', ['y'], 'a right join b on b.id = a.b'],
    ['of none', [], 'a full join b on b.id = a.b'],
    ['of what is joined beside', ['x', 'z'], 'a left join b on b.id = a.b join c on true'],
    ['of none behind another', ['z'], 'c left join (a left join b on b.id = a.b) on true'],
    ['of both', ['x', 'y'], '(a join b on b.id = a.b) left join c on true'],
    ['of a list', ['x', 'z'], 'a left join b on b.id = a.b, c'],
  ])('are those of their table where they are %s', async (_, wanted, from) => {
    const columns = [
      ...['a.id as x', 'a.n as "n) :jointype 1"'],
      ...(/\bb on/.test(from) ? ['b.id as y'] : []),
      ...(/\bc\b/.test(from) ? ['c.id as z'] : []),
    ];
    expect(await sure(`select ${columns.join(', ')} from ${from}`)).toEqual(wanted);
  });

  it('may be null where a query stands in the query', async () => {
    const inner = 'select b.id as y from a left join b on b.id = a.b';
    expect(await sure(`select c.id as z, i.y from c cross join (${inner}) i`)).toEqual([]);
    expect(await sure('select id as x, b from a left join b using (id)')).toEqual(['x', 'b']);
    const all = 'select a.id as x from a left join b on b.id = a.b union all select id from c';
    expect(await sure(all)).toEqual([]);
  });

  it('may be null whatever their domain says', async () => {
    const from = (join: string) => `select b.id as y, d.w from b ${join} d on d.id = b.id`;
    expect(await sure(from('join'))).toEqual(['y', 'w']);
    expect(await sure(from('left join'))).toEqual(['y']);
    expect(await sure(`select u.* from (${from('left join')}) u`)).toEqual([]);
    expect(await sure('select w from d')).toEqual(['w']);
  });

  it('may be null in views of such a view', async () => {
    const below = 'select b.id as y, d.w from b left join d on d.id = b.id';
    const above = (view: string) => `${below}; alter view v rename to u; create view v as ${view}`;
    expect(await sure(above('select y, w from u'))).toEqual(['y']);
  });
});

describe('transactions', () => {
  const tables = async (): Promise<readonly string[]> => {
    const { schemas } = await ask(engine, ['deals'], new Set());
    return schemas.flatMap(({ relations = [] }) => relations.map(({ name }) => name));
  };

  it('are those of the SQL, and a statement that fails leaves them as they were', async () => {
    const text = `create schema deals;
      begin;
      set local search_path = deals;
      create table one (id int);
      grant select on nothing to nobody;
      create table two (id int references auth.users_of_nobody);
      commit;`;
    const { problems } = await load([{ path: 'a.sql', text }]);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['sql-passed-over', 5],
      ['sql-error', 6],
    ]);
    await engine.run('commit');
    expect(await tables()).toEqual(['one']);
  });

  it('that are taken back make nothing, and those that stay open are no others’', async () => {
    const back = 'begin; create table deals.three (id int); rollback;';
    const open = 'start transaction; create table deals.four (id int);';
    const nested =
      'begin; create table deals.five (id int); savepoint a; create table deals.six (id int); rollback to savepoint a; end;';
    const files = [back, open, nested].map((text, at) => ({ path: `${String(at)}.sql`, text }));
    expect((await load(files)).problems).toEqual([]);
    expect(await tables()).toEqual(['five', 'four', 'one']);
  });
});

describe('what Postgres refuses', () => {
  it.each([
    ['create table a (id int);\n\ncreate tabel b (id int);', 3, 8, 'tabel', 'syntax error'],
    [
      "comment on schema public is '📚📚'; create table b (\n  é text,\n  😀 nope);",
      3,
      6,
      'nope',
      'type "nope" does not exist',
    ],
    ['create table c (id int references nowhere);', 1, 1, 'create table c', 'relation "nowhere"'],
    [
      'create view d as select * from auth.sessions;',
      1,
      32,
      'auth.sessions',
      '"auth.sessions" does not exist',
    ],
    ['create unique index on public.books (nope);', 1, 1, 'create', 'column "nope" does not exist'],
    ["do $$ begin raise exception 'no; way'; end $$;", 1, 1, 'do', 'no; way'],
    ["create table e (a text default 'x);", 1, 32, '', 'unterminated quoted string'],
  ])('has a place: %j', async (text, line, column, at, message) => {
    const { madeUp, problems } = await load([{ path: 'a.sql', text }]);
    expect(madeUp).toBe(undefined);
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ code: 'sql-error', file: 'a.sql', line, column }]);
    expect(errors[0]?.message).toContain(message);
    expect(errors[0]?.text?.slice(column - 1).startsWith(at)).toBe(true);
    expect(errors[0]?.remedy).toContain('--from postgres://');
  });

  it('is an end, and what was before it stays told', async () => {
    const files = [
      { path: '1.sql', text: 'create extension nonesuch; grant all on nothing to nobody;' },
      { path: '2.sql', text: 'create nothing; create nothing;' },
      { path: '3.sql', text: 'create nothing;' },
    ];
    const { problems } = await load(files);
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ['sql-extension', '1.sql'],
      ['sql-passed-over', '1.sql'],
      ['sql-error', '2.sql'],
    ]);
  });

  it('is no schema of the backend, where that is known', async () => {
    const files = [{ path: 'a.sql', text: 'create table billing.f (id int);' }];
    expect((await load(files)).problems[0]?.message).toContain('schema "billing" does not exist');
    expect(await load(files, ['billing'])).toEqual({ madeUp: new Set(['billing']), problems: [] });
  });

  it('hides no schema of the app in which a type of an extension is missing', async () => {
    const text = 'create extension nonesuch; create table dotted (at public.dot);';
    const { madeUp } = await load([{ path: 'a.sql', text }]);
    expect(madeUp).toEqual(new Set(['extensions']));
    const saved = savedText(await ask(engine, undefined, new Set(madeUp)));
    expect(saved).toContain('"dotted"');
    expect(saved).not.toContain('dot_in');
    await engine.run('drop table dotted');
  });

  it('is no schema that every database has, or that was made up before', async () => {
    const text =
      'create schema public; create table ledger.t (id int); create schema ledger; create schema staff;';
    const { madeUp, problems } = await load([{ path: 'a.sql', text }], ['ledger']);
    expect(madeUp).toBe(undefined);
    expect(problems.map(({ message }) => message)).toEqual([
      'Postgres says: schema "staff" already exists.',
    ]);
  });

  it('is no view that shows itself', async () => {
    const text = `create view once as select 1 as id; create view again as select id from once;
      create or replace view once as select id from again;`;
    expect((await load([{ path: 'a.sql', text }])).problems).toEqual([]);
    const saved = savedText(await ask(engine, undefined, new Set(['internal'])));
    expect(saved).toContain('"again"');
    await engine.run('drop view once, again');
  });

  it('is told with its code, and a hint', async () => {
    const error = await engine
      .run('select "Title" from public.books')
      .catch((each: unknown) => each);
    expect(error).toBeInstanceOf(SqlError);
    expect(error).toMatchObject({ code: '42703', offset: 7 });
    expect((error as SqlError).hint).toContain('books.title');
  });
});

/** The same catalog of another database: oids moved, and lists turned around whose order means nothing. */
function renumber(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const list = value.map((each) => renumber(each, key));
    return ORDERED.has(key) ? list : list.reverse();
  }
  if (typeof value === 'number' && OIDS.has(key) && value !== 0) return value + 1_000_000;
  if (typeof value === 'string' && key === 'rule')
    return value.replace(
      /:resorigtbl ([1-9]\d*)/g,
      (_, oid: string) => `:resorigtbl ${String(Number(oid) + 1_000_000)}`,
    );
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, renumber(each, name)]),
  );
}

const ORDERED = new Set(['columns', 'toColumns', 'labels', 'fields', 'types', 'modes', 'names']);
const OIDS = new Set([
  'oid',
  'type',
  'from',
  'to',
  'types',
  'returns',
  'base',
  'element',
  'relation',
]);
