import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseArgv } from '../../generator/argv.js';
import { prepareAll } from '../../generator/generate.js';
import { project, put, run, SCHEMA } from './run.js';

test('it is told once: not where the client is there already', () => {
  const root = project({ 'instant.schema.ts': REACT });
  const told = (...args: readonly string[]): boolean =>
    run(root, args).stderr.includes('schema-not-installed');
  rmSync(join(root, '../node_modules'), { recursive: true });
  expect(told()).toBe(true);
  expect([told(), told('--force'), told('--check')]).toEqual([false, false, false]);
  put(root, { 'instant.schema.ts': REACT.replace('rank', 'weight') });
  expect([told('--check'), told()]).toEqual([false, false]);
});

/** What a run says of the package that a schema imports `i` from, which is installed nowhere but in `files`. */
async function told(
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<readonly string[]> {
  const root = project(files);
  rmSync(join(root, '../node_modules'), { recursive: true });
  const done = await prepareAll(parseArgv(args).options, root, {}, () => undefined);
  expect(done.jobs).toHaveLength(1);
  return done.diagnostics.map(
    ({ severity, code, message, remedy = '' }) => `${severity} ${code} | ${message} | ${remedy}`,
  );
}

const REACT = SCHEMA.replace('@instantdb/core', '@instantdb/react');
const note = (line: string, file = 'instant.schema.ts'): string =>
  `note schema-not-installed | @instantdb/react is not installed: the generated client does not need it, but the compiler will not find what ${file} imports. | Install it, or take the one beside the client: import { i } from '${line}';`;

test('a schema whose package is not installed is told the import that needs none', async () => {
  const bundler = { 'tsconfig.json': '{ "compilerOptions": { "moduleResolution": "bundler" } }' };
  const flat = { ...bundler, 'instant.schema.ts': REACT };
  expect(await told(flat)).toEqual([note('./src/instant/dsl')]);
  const nodenext = '{ "compilerOptions": { "module": "nodenext" } }';
  const deep = { 'src/db/instant.schema.ts': REACT, 'tsconfig.json': nodenext };
  expect(await told(deep)).toEqual([note('../instant/dsl.js', 'src/db/instant.schema.ts')]);
  expect(await told(flat, ['--out', 'made'])).toEqual([note('./made/dsl')]);
  const spread = {
    'instant.schema.ts': `import { i } from './src/instant/dsl';\nimport { goal } from './goal';\nexport default i.schema({ entities: { goals: i.entity(goal) } });\n`,
    'goal.ts': `import { i } from '@instantdb/react';\nexport const goal = { title: i.string() };\n`,
  };
  expect(await told(spread)).toEqual([note('./src/instant/dsl.js', 'goal.ts')]);
});

test('the root of a workspace is told the schemas of its packages', async () => {
  const files = {
    'package.json': '{ "workspaces": ["packages/*"] }',
    'packages/db/src/instant.schema.ts': SCHEMA,
    'packages/db/dist/instant.schema.js': SCHEMA,
    'node_modules/kit/instant.schema.ts': SCHEMA,
  };
  const none = 'note schema-none | No data schema was found: the types of entities are open. | ';
  expect(await told(files)).toEqual([
    `${none}There is packages/db/src/instant.schema.ts: run the command in the folder of its package, or name it: --schema packages/db/src/instant.schema.ts.`,
  ]);
  const web = 'apps/web/instant.schema.ts';
  const more = Object.fromEntries(
    ['a', 'b', 'c'].map((name) => [`packages/${name}/instant.schema.mts`, SCHEMA]),
  );
  expect(await told({ ...files, ...more, [web]: SCHEMA })).toEqual([
    `${none}There is ${web}, packages/a/instant.schema.mts, packages/b/instant.schema.mts, …: run the command in the folder of its package, or name it: --schema ${web}.`,
  ]);
  expect(await told({})).toEqual([
    `${none}Name one with --schema; for any other API, name its document with --openapi.`,
  ]);
});

test('it is told nothing where the package is, or will be, or is not looked for', async () => {
  const schema = { 'instant.schema.ts': REACT };
  for (const files of [
    { ...schema, 'node_modules/@instantdb/react/package.json': '{}' },
    { ...schema, 'package.json': '{ "dependencies": { "@instantdb/react": "1" } }' },
    { ...schema, '.pnp.cjs': '' },
    { ...schema, 'deno.json': '{}' },
    { 'instant.schema.mjs': REACT },
    { 'instant.schema.ts': SCHEMA.replace('@instantdb/core', './src/instant/dsl') },
  ])
    expect(await told(files)).toEqual([]);
});

test('a schema that takes `i` from beside one client makes another as well', () => {
  const folder = project({
    'instant.schema.ts': SCHEMA.replace('@instantdb/core', './src/instant/dsl'),
  });
  expect(run(folder).code).toBe(0);
  const moved = run(folder, ['--out', 'src/db']);
  expect([moved.code, moved.stderr]).toEqual([0, '']);
  const checked = run(folder, ['--check', '--out', 'src/db']);
  expect([checked.code, checked.stderr]).toEqual([0, '']);
});
