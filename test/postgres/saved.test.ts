import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { recordInputs } from '../../generator/inputs.js';
import type { PgColumn, PgRelation, PgType, PostgresStore } from '../../generator/ir.js';
import { locateDiagnostics } from '../../generator/render.js';
import type { Target } from '../../generator/stages.js';
import { postgresReader } from '../../generator/stores/postgres/index.js';
import { savedSchema } from '../../generator/stores/postgres/saved.js';
import { savedText } from '../../generator/stores/postgres/saved-text.js';
import { project, run } from '../command/run.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/postgres');
const library = readFileSync(join(FIXTURES, 'library.database.json'), 'utf8');

/** The store of a saved schema; what is wrong with it is located. */
function read(text: string) {
  const found: Diagnostic[] = [];
  const inputs = recordInputs(project({ 'database.json': text }), {}, new Map());
  const path = postgresReader.find(inputs);
  const store = postgresReader.read(path, inputs, (each) => void found.push(each));
  const problems = locateDiagnostics(found, (file) => inputs.read(file));
  return { store, problems, path, asked: inputs.asked() };
}

const shipped = new Map([['database.json', join(FIXTURES, 'library.database.json')]]);
const store = postgresReader.read(
  'database.json',
  recordInputs(FIXTURES, {}, shipped),
  () => undefined,
) as PostgresStore;
const relation = (name: string, schema = 'public'): PgRelation => {
  const found = store.schemas
    .find((each) => each.name === schema)
    ?.relations.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${schema}.${name}`);
  return found;
};
const column = (table: string, name: string): PgColumn => {
  const found = relation(table).columns.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${table}.${name}`);
  return found;
};
/** A type as a word: `number int8`, `array of string text`. */
const word = (type: PgType): string => {
  if (type.kind === 'array') return `array of ${word(type.of)}`;
  if (type.kind === 'scalar') return `${type.json} ${type.udt}`;
  if (type.kind === 'record') return type.fields.map((each) => word(each.type)).join(', ');
  return `${type.kind} ${type.schema}.${type.name}`;
};
const fn = (name: string) =>
  store.schemas.flatMap(({ functions }) => functions).filter((each) => each.name === name);

describe('types of columns', () => {
  it.each([
    ['id', 'string uuid'],
    ['sold', 'number int8'],
    ['price', 'number numeric'],
    ['pages', 'number int4'],
    ['copies', 'number int2'],
    ['rating', 'number float4'],
    ['score', 'number float8'],
    ['title', 'string text'],
    ['isbn', 'string varchar'],
    ['code', 'string bpchar'],
    ['in_print', 'boolean bool'],
    ['meta', 'json jsonb'],
    ['raw', 'json json'],
    ['cover', 'string bytea'],
    ['published', 'string date'],
    ['opens', 'string time'],
    ['stamped', 'string timestamp'],
    ['created_at', 'string timestamptz'],
    ['lent', 'string interval'],
    ['host', 'string inet'],
    ['search', 'string tsvector'],
    ['years', 'string int4range'],
    ['span', 'string int4multirange'],
    ['cost', 'string money'],
    ['flags', 'string bit'],
    ['spot', 'string point'],
    ['shelf', 'enum public.shelf'],
    ['shelves', 'array of enum public.shelf'],
    ['grades', 'array of number int4'],
    ['matrix', 'array of array of number int4'],
  ])('%s is %s', (name, expected) => {
    expect(word(column('books', name).type)).toBe(expected);
  });

  it('of domains are those that they are made of', () => {
    expect(word(column('authors', 'mail').type)).toBe('string text');
    expect(column('details', 'contact')).toMatchObject({ nullable: false, optional: true });
  });

  it('of extensions are text, JSON, or unknown', () => {
    const text = library.replace('"type": "float4"', '"type": "geometry"');
    const books = read(text).store?.schemas[1]?.relations.find(({ name }) => name === 'books');
    const found = books?.columns.find(({ name }) => name === 'rating');
    expect(found?.type).toEqual({ kind: 'scalar', json: 'unknown', udt: 'geometry' });
  });

  it('may be composite, of another schema too', () => {
    expect(word(column('authors', 'home').type)).toBe('composite public.address');
    expect(word(column('authors', 'desk').type)).toBe('composite internal.spot');
    const internal = store.schemas.find(({ name }) => name === 'internal');
    expect(internal).toMatchObject({ hidden: true, relations: [], functions: [] });
    expect(internal?.enums.map(({ name }) => name)).toEqual(['mood']);
    expect(internal?.composites.map(({ name }) => name)).toEqual(['secrets', 'spot']);
  });
});

describe('what an insert takes', () => {
  it.each([
    ['authors', 'id', { optional: true, readOnly: true, nullable: false }],
    ['authors', 'shouted', { optional: true, readOnly: true, nullable: true }],
    ['authors', 'name', { optional: false, readOnly: false, nullable: false }],
    ['authors', 'aliases', { optional: true, readOnly: false, nullable: false }],
    ['details', 'position', { optional: true, readOnly: false, nullable: false }],
    ['details', 'seq', { optional: true, readOnly: false, nullable: false }],
    ['books', 'price', { optional: true, readOnly: false, nullable: true }],
    ['half', 'loud', { optional: true, readOnly: true, nullable: true }],
    ['half', 'title', { optional: false, readOnly: false, nullable: false }],
    ['half', 'id', { optional: true, readOnly: false, nullable: false }],
    ['writers', 'id', { optional: true, readOnly: true, nullable: false }],
    ['nested', 'who', { optional: true, readOnly: true, nullable: false }],
    ['door', 'id', { optional: true, readOnly: false, nullable: false }],
    ['shelved', 'title', { optional: false, readOnly: true, nullable: false }],
    ['maybe', 'note', { optional: true, readOnly: true, nullable: true }],
    ['everybody', 'id', { optional: true, readOnly: true, nullable: true }],
    ['counted', 'author_id', { optional: false, readOnly: true, nullable: false }],
  ])('%s.%s', (table, name, expected) => {
    expect(column(table, name)).toMatchObject(expected);
  });

  it('a relation says for itself', () => {
    const flags = (name: string): readonly boolean[] => {
      const { insertable, updatable, deletable } = relation(name);
      return [insertable, updatable, deletable];
    };
    expect(flags('books')).toEqual([true, true, true]);
    expect(flags('writers')).toEqual([true, true, true]);
    expect(flags('shelved')).toEqual([false, false, false]);
    expect(flags('totals')).toEqual([false, false, false]);
    expect(['totals', 'writers', 'loans'].map((each) => relation(each).is)).toEqual([
      'materialized-view',
      'view',
      'partitioned-table',
    ]);
  });
});

describe('keys', () => {
  const links = (name: string, schema = 'public'): readonly string[] =>
    relation(name, schema).foreignKeys.map(
      ({ columns, to, toColumns, unique }) =>
        `${columns.join('+')} ${unique ? '1' : 'n'} ${to.name}.${toColumns.join('+')}`,
    );

  it('name what is unique, in the order of the key', () => {
    expect(relation('loans').primaryKey).toEqual(['person', 'book']);
    expect(relation('books').uniques).toEqual([
      ['author_id', 'title'],
      ['isbn'],
      ['title', 'published'],
    ]);
  });

  it('say how many rows refer to one', () => {
    expect(links('details')).toContain('book_id 1 books.id');
    expect(links('members', 'staff')).toContain('person 1 people.id');
    expect(links('returns')).toEqual(['book+person n loans.book+person']);
    expect(links('people')).toContain('boss n people.id');
  });

  it('lead from views and to views', () => {
    expect(links('shelved')).toContain('author_id n authors.id');
    expect(links('books')).toContain('author_id n nested.who');
    expect(links('half')).toContain('author_id n writers.id');
    expect(relation('nested').primaryKey).toEqual(['who']);
    expect(relation('everybody').foreignKeys).toEqual([]);
  });

  it('lead to nothing that is not shown', () => {
    expect(links('people').filter((each) => each.includes('secrets'))).toEqual([]);
    expect(links('people')).toContain('secret n hidden_notes.id');
  });
});

describe('functions', () => {
  it('have arguments, and say which may be left out', () => {
    expect(fn('add')).toHaveLength(2);
    const [numbers] = fn('add');
    expect(numbers?.args.map(({ name, optional }) => [name, optional])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(fn('all_books')[0]).toMatchObject({ set: true, readOnly: true });
    expect(fn('all_books')[0]?.args.map(({ variadic }) => variadic)).toEqual([false, true]);
    expect(fn('unnamed')[0]?.args.map(({ name }) => name)).toEqual(['']);
  });

  it.each([
    ['add', 'number int4', true],
    ['all_books', 'composite public.books', true],
    ['stats', 'string date, number int8, number int8', false],
    ['top', 'string text, enum public.shelf', true],
    ['single', 'number int4', false],
    ['forget', 'void void', false],
    ['anything', 'unknown anyelement', false],
    ['loose', 'unknown record', false],
    ['notes', 'composite internal.secrets', false],
    ['ids', 'string uuid', false],
  ])('%s returns %s', (name, expected, readOnly) => {
    expect(word(fn(name)[0]?.returns ?? { kind: 'record', fields: [] })).toBe(expected);
    expect(fn(name)[0]?.readOnly).toBe(readOnly);
  });

  it('are no procedures, and no triggers', () => {
    expect([...fn('tidy'), ...fn('door')]).toEqual([]);
  });
});

it('keeps every name as it is', () => {
  const odd = relation('odd "name" */ ${x}');
  expect(odd.columns.map(({ name }) => name)).toEqual([
    '__proto__',
    'constructor',
    'tab\tand\nline',
    'ünïcode 📚',
    'a.b->c',
    ' ',
  ]);
  expect(odd.columns[3]?.doc).toBe('*/ ${alert(1)} <script>');
  const view = relation('v :targetList (');
  expect(view.columns.map(({ name }) => name)).toEqual([':resorigtbl', '}) :resno 7', '\\']);
  expect(view.columns.map(({ nullable }) => nullable)).toEqual([false, false, true]);
  expect(relation('__proto__').columns.map(({ name }) => name)).toEqual(['id', 'e']);
  expect(store.schemas.flatMap(({ enums }) => enums).map(({ labels }) => labels)).toContainEqual([
    '',
    ' ',
    '\\',
    '__proto__',
  ]);
});

it('warns of columns that are called as options of a select, and says how to reach them', () => {
  const columns = ['id', '$as', '$x'].map((name) => ({ name, type: 'int4' }));
  const saved = {
    'instant-codegen': 'postgres-1',
    schemas: [{ name: 'public', relations: [{ name: 'money', is: 'table', columns }] }],
  };
  const { problems } = read(JSON.stringify(saved));
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    [
      'postgres-column-option',
      'public.money has a column "$as", which in the object form of select is an option.',
    ],
  ]);
  expect(problems[0]?.remedy).toContain('{ column: { $column: "$as" } }');
  const one = { name: 'public', relations: [{ name: 'money', is: 'table', columns }] };
  const other = { name: 'staff', relations: [{ name: 'pay', is: 'table', columns }] };
  const several = read(JSON.stringify({ ...saved, schemas: [one, other] })).problems;
  expect(several.map(({ message }) => message)).toEqual([
    'public.money has a column "$as", which in the object form of select is an option (and so for 1 more of such names).',
  ]);
});

it('has the schema that is meant, and places', () => {
  expect(store.defaultSchema).toBe('public');
  expect(store.schemas.map(({ name, doc }) => [name, doc])).toEqual([
    ['internal', undefined],
    ['public', undefined],
    ['staff', 'Those who work here.'],
  ]);
  expect(relation('authors').at).toEqual({
    file: 'database.json',
    pointer: '/schemas/1/relations/1/name',
  });
  const other = JSON.stringify({
    'instant-codegen': 'postgres-1',
    schemas: [{ name: 'hidden', hidden: true }, { name: 'shop' }],
  });
  expect(read(other).store?.defaultSchema).toBe('shop');
});

it('takes dialect and embeds from the target', () => {
  const target: Target = {
    name: 't',
    overlays: [],
    store: 'postgres',
    storeOptions: { dialect: 'other', embeds: false },
  };
  const settings = { dates: 'stored', requiredLinks: 'types' } as const;
  expect(postgresReader.settle(store, settings, target)).toMatchObject({
    dialect: 'other',
    embeds: false,
  });
  const own = { like: 'other', table: '/rows/{table}' };
  const changed: Target = { ...target, storeOptions: { dialect: own } };
  expect(postgresReader.settle(store, settings, changed)).toMatchObject({
    dialect: 'other',
    dialectChanges: { table: '/rows/{table}' },
  });
  const { storeOptions: _, ...plain } = target;
  expect(postgresReader.settle(store, settings, plain).embeds).toBe(true);
});

it('is laid out again as it was', () => {
  expect(savedText(savedSchema(z).parse(JSON.parse(library)))).toBe(library);
});

describe('the file', () => {
  it('is looked for in three places, all of them questions of the run', () => {
    const inputs = recordInputs(project({ 'db/database.json': library }), {}, new Map());
    expect(postgresReader.find(inputs)).toBe('db/database.json');
    expect(inputs.asked().files).toMatchObject({
      'database.json': null,
      'src/database.json': null,
    });
    expect(inputs.asked().files['db/database.json']).toMatch(/^[0-9a-f]{24}$/);
    const other = recordInputs(project({ 'database.json': '{"dev":{}}' }), {}, new Map());
    expect(postgresReader.find(other)).toBe(undefined);
    expect(postgresReader.read(undefined, other, () => undefined)?.declared).toBe(false);
  });

  it.each([
    ['{ "instant-codegen": "postgres-1", "schemas": [}', 'postgres-no-json', '{'],
    ['{\n<<<<<<< HEAD\n"instant-codegen": 1}', 'postgres-no-json', '<<<'],
    ['{\n  "instant-codegen": "postgres-9" }', 'postgres-format', 'postgres-9'],
    ['{ "instant-codegen": "", "tables": [] }', 'postgres-format', '{'],
    ['{ "instant-codegen": "postgres-1",\n  "schemas": 1 }', 'postgres-malformed', 'schemas'],
    [library.replace('"type": "float4"', '"type": { "enum": 1 }'), 'postgres-malformed', ': 1 }'],
    [library.replace('"is": "table"', '"is": "tables"'), 'postgres-malformed', '"tables"'],
    [library.replace('"text", "nullable"', '"text", "nulable"'), 'postgres-malformed', 'nulable'],
  ])('is refused with a place %#', (text, code, token) => {
    const { store: none, problems } = read(text);
    const before = text.slice(0, text.indexOf(token));
    expect(none).toBe(undefined);
    expect(problems.map((each) => [each.code, each.file, each.line])).toEqual([
      [code, 'database.json', before.split('\n').length],
    ]);
    expect(problems[0]?.remedy).toContain('npx instant-codegen introspect');
  });

  it('is no folder of migrations, and no SQL', () => {
    const target = '{ "document": "../api.yml", "store": "postgres" }';
    const api = '{ "openapi": "3.1.0", "info": { "title": "A", "version": "1" }, "paths": {} }';
    const files = { 'b/target.json': target, 'api.yml': api, "it's/1.sql": '' };
    const root = project({
      ...files,
      'instant-codegen.config.json': '{ "target": "./b",\n  "schema": "./it\'s" }',
    });
    const inConfig = run(root);
    expect(inConfig.code).toBe(2);
    expect(inConfig.stderr).toContain('instant-codegen.config.json:2:');
    expect(inConfig.stderr).toContain(`npx instant-codegen introspect --from 'it'\\''s'`);
    const flagged = run(project(files), ['--target', './b', '--schema', "it's/1.sql"]);
    expect(flagged.stderr).toContain("it's/1.sql is SQL");
    const missing = run(project(files), ['--target', './b', '--schema', 'none.json']).stderr;
    expect(missing).toContain('There is no schema file none.json');
    expect(missing).toContain('Write one: npx instant-codegen introspect.');
  });
});
