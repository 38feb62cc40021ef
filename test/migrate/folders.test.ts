import { describe, expect, it } from 'vitest';
import { temporaryFolder, tree } from '../command/disk.js';
import { put } from '../command/run.js';
import { places, say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const PACKAGE =
  '{ "name": "a", "dependencies": { "@instantdb/admin": "1", "@instantdb/core": "1" } }\n';

function app(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  put(folder, {
    'package.json': PACKAGE,
    'tsconfig.json': '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
    ...files,
  });
  return folder;
}

describe('an app that has a folder of the name of the client', () => {
  const DB = `import { init } from '@instantdb/admin';\nimport schema from './instant.schema';\n\nexport const db = init({ appId: '', schema });\n`;
  const FILES = {
    'src/instant/db.ts': DB,
    'src/instant/instant.schema.ts': SCHEMA,
    'src/instant/jobs/clean.ts': `export { id } from '@instantdb/admin';\n`,
    'src/app.ts': `export { id } from '@instantdb/admin';\n`,
  };

  it('moves with the files in it, and finds the schema there', async () => {
    const folder = app(FILES);
    const { open, files } = await say(folder);
    expect(places(open)).toEqual([]);
    expect(files).toContain('src/instant/db.ts');
    expect(tree(folder)).toMatchObject({
      'instant-codegen.config.json': expect.stringContaining(
        'src/instant/instant.schema.ts',
      ) as string,
      'src/instant/db.ts': `import { init } from './index';\n\nexport const db = init({ appId: '' });\n`,
      'src/instant/jobs/clean.ts': `export { id } from '..';\n`,
      'src/app.ts': `export { id } from './instant';\n`,
      'src/instant/index.ts': expect.stringContaining('init') as string,
    });
    expect(await say(folder)).toMatchObject({ files: [], open: [] });
  });

  it('is told of another folder where a file of it is in the way', async () => {
    const folder = app({ ...FILES, 'src/instant/index.ts': `export * from './db';\n` });
    const before = tree(folder);
    const { exitCode, diagnostics } = await say(folder);
    expect(exitCode).toBe(2);
    expect(diagnostics.map(({ remedy }) => remedy).join(' ')).toContain('--out');
    expect(tree(folder)).toEqual(before);
  });
});

describe('the client goes to the folder of what makes it', () => {
  const DB = `import { init } from '@instantdb/admin';\nimport schema from '../../instant.schema';\nexport const db = init({ appId: '', schema });\n`;
  const USE = `export { id } from '@instantdb/admin';\n`;
  const router = PACKAGE.replace('{ "@', '{ "expo-router": "1", "@');
  it.each([
    ['app/lib/db.server.ts', {}, 'app/instant'],
    ['lib/data/db.ts', { 'app/page.ts': USE, 'test/db.test.ts': DB }, 'lib/instant'],
    ['server/src/db.ts', { 'src/front.ts': 'export {};\n' }, 'server/src/instant'],
    ['projects/a/db.ts', { 'projects/a/tsconfig.json': '{}' }, 'projects/a/instant'],
    ['functions/src/db.ts', { 'functions/tsconfig.json': '{}' }, 'functions/src/instant'],
    ['plugins/data/db.ts', {}, undefined],
    ['src/lib/db.ts', { 'scripts/seed.test.ts': DB }, undefined],
    ['lib/data/db.ts', { 'app/jobs/db.ts': DB }, undefined],
    ['lib/data/db.ts', { 'lib/instant/other.ts': USE }, undefined],
    ['app/lib/db.ts', { 'package.json': router }, undefined],
    ['pages/api/db.ts', {}, undefined],
    ['apps/a/db.ts', {}, undefined],
  ])('%s %o', async (path, more, out) => {
    const folder = app({ 'instant.schema.ts': SCHEMA, [path]: DB, ...more });
    const { exitCode, open } = await say(folder);
    expect([exitCode, places(open).filter((each) => each.includes('types'))]).toEqual([0, []]);
    expect(tree(folder)).toHaveProperty([`${out ?? 'src/instant'}/index.ts`]);
    expect(tree(folder)['instant-codegen.config.json']).toBe(out && `{\n  "out": "${out}"\n}\n`);
  });
});

it('the package stays where another one comes with it that is still imported', async () => {
  const manifest = PACKAGE.replace('core', 'svelte');
  const folder = app({
    'package.json': manifest,
    'node_modules/@instantdb/admin/package.json': '{ "dependencies": { "@instantdb/core": "1" } }',
    'instant.schema.ts': SCHEMA,
    'src/db.ts': `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\nimport { init as front } from '@instantdb/svelte';\nexport const db = init({ appId: '', schema });\nexport const ui = front({ schema });\n`,
  });
  const { open } = await say(folder);
  expect(open.map(({ message, remedy }) => `${message} ${remedy ?? ''}`)).toEqual([
    '@instantdb/admin stays in package.json: @instantdb/core is imported, and not named there. Name @instantdb/core in its place: the schema and the emitted client need no more.',
  ]);
  expect(tree(folder)).toMatchObject({ 'package.json': manifest });
});

describe('what the compiler wrote', () => {
  const WRITTEN = `const admin_1 = require("@instantdb/admin");\nexports.id = admin_1.id;\n`;
  const output = (outDir: string): Readonly<Record<string, string>> => ({
    'instant.schema.ts': SCHEMA,
    'tsconfig.json': `{ "compilerOptions": { "module": "commonjs", "outDir": "${outDir}", "rootDir": "." }, "include": ["src"] }`,
    'src/app.ts': `export { id } from '@instantdb/admin';\n`,
    'lib/src/app.js': WRITTEN,
  });

  it.each(['lib', './lib/src/'])('is made anew, and nobody looks at it: %s', async (outDir) => {
    const folder = app(output(outDir));
    const { open, files } = await say(folder);
    expect([places(open), files]).toEqual([[], ['package.json', 'src/app.ts']]);
    expect(tree(folder)).toMatchObject({
      'package.json': '{ "name": "a", "dependencies": { "@instantdb/core": "1" } }\n',
      'lib/src/app.js': WRITTEN,
    });
  });

  it.each(['other', '.', '..'])('is elsewhere: %s', async (outDir) => {
    const { open } = await say(app(output(outDir)));
    expect(places(open)).toContain('lib/src/app.js:1 migrate-javascript');
  });

  it('is no TypeScript', async () => {
    const folder = app({
      ...output('src'),
      'src/db.ts': `export { init } from '@instantdb/admin';`,
    });
    const { files } = await say(folder);
    expect(files).toEqual(['src/app.ts', 'src/db.ts']);
  });

  it('is not what it reads as well', async () => {
    const config = `{ "compilerOptions": { "outDir": "lib", "allowJs": true }, "files": ["lib/src/app.js"] }`;
    const { files } = await say(app({ ...output('lib'), 'tsconfig.lib.json': config }));
    expect(files).toContain('lib/src/app.js');
  });
});

it.each([
  [
    'between empty lines',
    `import { init } from '@instantdb/admin';\n\nimport schema from '../instant.schema';\n\nexport const db = init({ appId: '', schema });\n`,
    `import { init } from './instant';\n\nexport const db = init({ appId: '' });\n`,
  ],
  [
    'with CRLF',
    `import { init } from '@instantdb/admin';\r\n\r\nimport schema from '../instant.schema';\r\n\r\nexport const db = init({ appId: '', schema });\r\n`,
    `import { init } from './instant';\r\n\r\nexport const db = init({ appId: '' });\r\n`,
  ],
  [
    'at the top',
    `import schema from '../instant.schema';\n\nimport { init } from '@instantdb/admin';\nexport const db = init({ appId: '', schema });\n`,
    `import { init } from './instant';\nexport const db = init({ appId: '' });\n`,
  ],
  [
    'at the end of others',
    `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\n\nexport const db = init({ appId: '', schema });\n`,
    `import { init } from './instant';\n\nexport const db = init({ appId: '' });\n`,
  ],
])('an import that goes leaves no empty line of its own: %s', async (_, before, after) => {
  const folder = app({ 'instant.schema.ts': SCHEMA, 'src/db.ts': before });
  await say(folder);
  expect(tree(folder)).toMatchObject({ 'src/db.ts': after });
});

it.each(['/** @type {typeof schema} */\nexport let all;\n', '/** @typedef {typeof schema} S */\n'])(
  'an import that types in comments of JavaScript name stays: %j',
  async (comment) => {
    const text = (from: string, given: string): string =>
      `import { init } from '${from}';\nimport schema from '../instant.schema';\nexport const db = init({ appId: ''${given} });\n${comment}`;
    const folder = app({
      'tsconfig.json':
        '{ "compilerOptions": { "allowJs": true, "outDir": "dist", "module": "esnext", "moduleResolution": "bundler" } }',
      'instant.schema.ts': SCHEMA,
      'src/db.js': text('@instantdb/admin', ', schema'),
    });
    await say(folder);
    expect(tree(folder)).toMatchObject({ 'src/db.js': text('./instant', '') });
  },
);
