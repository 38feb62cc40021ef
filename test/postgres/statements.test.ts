import { describe, expect, it } from 'vitest';
import { statementsOf } from '../../generator/introspect/statements.js';

const texts = (sql: string): readonly string[] => statementsOf(sql).map(({ text }) => text);

describe('statements', () => {
  it.each([
    ['select \'a;b\', "c;d"; select 2', ['select \'a;b\', "c;d"', 'select 2']],
    ["select 'it''s; so'; x", ["select 'it''s; so'", 'x']],
    ["select E'\\';' ; x", ["select E'\\';' ", 'x']],
    ['select "a"";b"; x', ['select "a"";b"', 'x']],
    ['-- a; b\nselect 1; /* c; /* d; */ e; */ select 2', ['select 1', 'select 2']],
    ['do $$ begin; end $$; x', ['do $$ begin; end $$', 'x']],
    ['do $a$ $$ ; $b$ ; $a$; x', ['do $a$ $$ ; $b$ ; $a$', 'x']],
    ['select $1; select a$b$c; x', ['select $1', 'select a$b$c', 'x']],
    ['select $é$;$é$; x', ['select $é$;$é$', 'x']],
    [
      'create function f() begin atomic; select case when a then b end; end; x',
      ['create function f() begin atomic; select case when a then b end; end', 'x'],
    ],
    ['begin; commit; end', ['begin', 'commit', 'end']],
    ['create table "case" (a int); x', ['create table "case" (a int)', 'x']],
    ['\\connect db\nselect 1;\n\\restrict abc\nx', ['select 1', 'x']],
    ['copy t (a) from stdin;\n1;2\n\\.\nselect 3;', ['select 3']],
    ["copy t from '/file'; x", ["copy t from '/file'", 'x']],
    ['\ufeffselect 1;;;\n; ', ['select 1']],
    ["select 'open; x", ["select 'open; x"]],
    ['select $$ open; x', ['select $$ open; x']],
    ['/* open; x', []],
    ['', []],
  ])('of %j', (sql, expected) => {
    expect(texts(sql)).toEqual(expected);
  });

  it('know where they stand, and how they begin', () => {
    const sql = '-- first\n  CREATE  unique\n Index "x" on t (a);\nselect 1';
    expect(statementsOf(sql).map(({ offset, words }) => [offset, words])).toEqual([
      [sql.indexOf('CREATE'), 'create unique index'],
      [sql.indexOf('select'), 'select'],
    ]);
  });

  it('take time by length alone', () => {
    const sql = `select '${'x'.repeat(50)}', $$;$$ /* ; */;\n`.repeat(5000);
    expect(statementsOf(sql)).toHaveLength(5000);
  });
});
