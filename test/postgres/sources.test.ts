import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlFiles, usualFolder } from '../../generator/introspect/sources.js';
import { project } from '../command/run.js';

const paths = (files: readonly string[], from = ''): readonly string[] => {
  const root = project(Object.fromEntries(files.map((path) => [path, '-- nothing'])));
  return sqlFiles(root, join(root, from)).map(({ path }) => path);
};

describe('the files of a folder', () => {
  it('come by name, numbers as numbers', () => {
    expect(paths(['10_c.sql', '9_b.sql', '001_a.sql', 'z.sql', 'Z.sql', 'readme.md'])).toEqual([
      '001_a.sql',
      '9_b.sql',
      '10_c.sql',
      'Z.sql',
      'z.sql',
    ]);
    expect(paths(['V2__b.sql', 'V10__c.sql', 'V1__a.sql', 'U1__a.sql', 'R__views.sql'])).toEqual([
      'V1__a.sql',
      'V2__b.sql',
      'V10__c.sql',
      'R__views.sql',
    ]);
    expect(paths(['20240101000000_a.sql', '20231231235959_b.sql'])).toEqual([
      '20231231235959_b.sql',
      '20240101000000_a.sql',
    ]);
  });

  it('are those that lead forward', () => {
    expect(
      paths(['1.up.sql', '1.down.sql', '2_down.sql', 'down/3.sql', 'seed.sql', 'seeds/a.sql']),
    ).toEqual(['1.up.sql']);
    expect(paths(['1_shutdown.sql', '2_seedlings.sql', '.git/a.sql', 'tests/b.sql'])).toEqual([
      '1_shutdown.sql',
      '2_seedlings.sql',
    ]);
  });

  it('may lie in folders of their own', () => {
    expect(paths(['2024_b/migration.sql', '2023_a/migration.sql', 'lock.toml'])).toEqual([
      '2023_a/migration.sql',
      '2024_b/migration.sql',
    ]);
  });

  it('are those of the usual folder in it', () => {
    const files = ['supabase/migrations/1.sql', 'supabase/seed.sql', 'other.sql'];
    expect(paths(files)).toEqual(['supabase/migrations/1.sql']);
    expect(paths(files, 'supabase')).toEqual(['supabase/migrations/1.sql']);
    expect(paths(files, 'other.sql')).toEqual(['other.sql']);
  });
});

it('looks for migrations where tools keep them', () => {
  expect(usualFolder(project({ 'migrations/1.sql': '', 'sql/1.sql': '' }))).toBe('migrations');
  expect(usualFolder(project({ 'prisma/migrations/1/migration.sql': '' }))).toBe(
    'prisma/migrations',
  );
  expect(usualFolder(project({ 'migrations/1.ts': '' }))).toBe(undefined);
});

it.each([
  ['-- migrate:up\nA;\n-- migrate:down\nB;', ['-- migrate:up', 'A;', '', '']],
  [
    '-- +goose Up\nA;\n-- +goose Down\nB;\r\n-- +goose Up\nC;',
    ['-- +goose Up', 'A;', '', '', '-- +goose Up', 'C;'],
  ],
  ['-- +migrate Up\nA;\n-- +migrate Down\nB;', ['-- +migrate Up', 'A;', '', '']],
  ['A;\n--//@UNDO\nB;', ['A;', '', '']],
  ['-- migrate:downtown\nA;', ['-- migrate:downtown', 'A;']],
])('the way back in %j is blank, and as long as it was', (text, lines) => {
  const root = project({ 'a.sql': text });
  const [file] = sqlFiles(root, join(root, 'a.sql'));
  expect(file?.text).toHaveLength(text.length);
  expect(file?.text.split('\n').map((line) => line.trim())).toEqual(lines);
});
