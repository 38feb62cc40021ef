import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder, tree } from '../command/disk.js';
import { put, run as generate } from '../command/run.js';
import { ROOT } from './apps.js';
import { appErrors } from './compile.js';
import { places, run, say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
const schema = i.schema({
  entities: { goals: i.entity({ title: i.string(), note: i.string().optional(), meta: i.json() }) },
});
export default schema;
`;
const CONFIG = {
  compilerOptions: {
    strict: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    skipLibCheck: true,
    types: ['node'],
    paths: { '~/*': ['./src/*'] },
  },
  include: ['src', 'instant.schema.ts'],
};
const DB = `import { init } from '@instantdb/admin';
import schema from '../instant.schema';
export const db = init({ appId: '', adminToken: '', schema, verbose: true });
export const other = init({
  appId: '',
  logger: console,
  verbose: false,
  schema
});
const options = { appId: '', schema, verbose: true };
export const third = init(options);
`;
const USE = `import { db } from '~/db';
import { id } from '@instantdb/admin';

const wrong: number = 'before';
export async function use() {
  const { goals } = await db.query({ goals: {} });
  const notes: (string | undefined)[] = goals.map((goal) => goal.note);
  const count: number = goals.length + goals[0]!.meta.count + goals[0]!.meta.sum;
  await db.query({ goals: { $: { where: { title: { $like: 'a%' } } } } });
  return [id(), notes, count, wrong];
}
`;

it('what does not compile any more is listed, by the settings of the app, and logging goes', async () => {
  const folder = temporaryFolder();
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json': '{ "name": "a", "scripts": {}, "dependencies": { "@instantdb/core": "1" } }',
    'tsconfig.json': JSON.stringify(CONFIG),
    'src/db.ts': DB,
    'src/deep/use.ts': USE,
  });
  const before = tree(folder);
  const { stdout } = await run(folder, '--dry-run', '--schema', 'instant.schema.ts');
  expect(tree(folder)).toEqual(before);
  expect(stdout).toMatch(/^src\/instant\/\n(?:\+ .*\n)*\+ index\.ts\n/m);
  expect(stdout).toContain('+ runtime/ (');
  expect(stdout).toMatch(/^\d+ files would change, \d+ files of the client would be written,/m);
  expect(stdout).toContain('"generate": "instant-codegen --schema instant.schema.ts"');

  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { open } = await say(folder);
  expect(places(open)).toEqual([
    'src/db.ts:3 migrate-logging',
    'src/db.ts:6 migrate-logging',
    'src/db.ts:10 migrate-logging',
    'src/deep/use.ts:7 migrate-types',
    'src/deep/use.ts:8 migrate-types',
    'src/deep/use.ts:9 migrate-types',
  ]);
  expect(open.at(-1)?.remedy).toContain('add `.indexed()` in the schema');
  expect(open.map(({ message }) => message).join('\n')).toMatch(/null[^]*'unknown'/);
  expect(readFileSync(join(folder, 'src/db.ts'), 'utf8')).toContain(
    `init({ appId: '', adminToken: '' });\nexport const other = init({\n  appId: '',\n});`,
  );
  // The file uses the alias, so it gets the client by the alias.
  expect(readFileSync(join(folder, 'src/deep/use.ts'), 'utf8')).toContain(`from '~/instant';`);
  expect(appErrors(folder)).toEqual([
    'src/deep/use.ts:4 TS2322',
    'src/deep/use.ts:7 TS2322',
    'src/deep/use.ts:8 TS2571',
    'src/deep/use.ts:8 TS2571',
    'src/deep/use.ts:9 TS2353',
  ]);
}, 180_000);

it('what does not compile any more is listed on lines that had an error, or a note, before', async () => {
  const folder = temporaryFolder();
  put(folder, {
    'instant.schema.ts': SCHEMA.replace('meta:', 'dueAt: i.date(), meta:'),
    'package.json': '{ "name": "a", "scripts": {}, "dependencies": { "@instantdb/core": "1" } }',
    'tsconfig.json': JSON.stringify(CONFIG),
    // The note on logging stands on the line of what breaks.
    'src/db.ts': `import { init } from '@instantdb/admin';
import schema from '../instant.schema';
export const db = init({ appId: '', schema, verbose: true }); export const note: string | undefined = (await db.query({ goals: {} })).goals[0]!.note;
`,
    'src/use.ts': `import { db } from './db';
const { goals } = await db.query({ goals: {} });
const wrong: number = 'before', note: string | undefined = goals[0]!.note;
const sum: number = goals[0]!.meta, text: string | undefined = goals[0]!.note, same: number = goals[0]!.meta;
// The first is an error of the official types, the second one of the move: both are of this code and at this word.
export const asked = db.query({ goals: { $: { where: { dueAt: 5 } } } });
export const dueAt: string | undefined = goals[0]!.note;
export const all = [wrong, note, sum, text, same];
`,
  });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { open } = await say(folder, '--dry-run');
  expect(places(open)).toEqual([
    'src/db.ts:3 migrate-logging',
    'src/db.ts:3 migrate-types',
    'src/use.ts:3 migrate-types',
    'src/use.ts:4 migrate-types',
    'src/use.ts:4 migrate-types',
    'src/use.ts:7 migrate-types',
  ]);
}, 60_000);

it('a client is known that a file is as a whole', async () => {
  const folder = temporaryFolder();
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json': '{ "name": "a" }',
    'tsconfig.json': '{ "compilerOptions": { "allowJs": true, "outDir": "dist", "rootDir": "." } }',
    'src/db.ts': `import admin = require('@instantdb/admin');\nconst db = admin.init({ appId: '', schema: {} as never });\nexport = db;\n`,
    'src/a.ts': `import db = require('./db');\ndb.subscribeQuery({ goals: {} });\n`,
    'src/b.js': `const database = require('./c');\ndatabase.streams.createReadStream({ clientId: '' });\n`,
    'src/c.js': `module.exports = require('@instantdb/admin').init({ appId: '' });\n`,
    'src/d.ts': `export default (await import('@instantdb/admin')).init({ appId: '' });\n`,
    'src/e.ts': `const { default: mine } = await import('./d');\nexport const hooks = mine.webhooks;\n`,
    // Files that are each other are no client, and no endless search.
    'src/f.js': `module.exports = require('./g');\n`,
    'src/g.js': `module.exports = require('./f');\nrequire('./f').rooms();\n`,
  });
  await say(folder);
  expect(JSON.parse(readFileSync(join(folder, 'instant-codegen.config.json'), 'utf8'))).toEqual({
    features: ['streams', 'subscribe', 'webhooks'],
  });
});

it('dates that were read as Date objects are listed with the setting by which they are', async () => {
  const folder = temporaryFolder();
  put(folder, {
    'instant.schema.ts': SCHEMA.replace('meta:', 'dueAt: i.date(), meta:'),
    'package.json': '{ "name": "a", "scripts": {}, "dependencies": { "@instantdb/core": "1" } }',
    'tsconfig.json': JSON.stringify(CONFIG),
    'src/use.ts': `import { init } from '@instantdb/admin';
import schema from '../instant.schema';
const db = init({ appId: '', schema, useDateObjects: true });
const { goals } = await db.query({ goals: {} });
export const year = goals[0]!.dueAt.getFullYear();
export const due: Date = goals[0]!.dueAt;
`,
  });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { open } = await say(folder);
  expect(places(open)).toEqual(['src/use.ts:5 migrate-types', 'src/use.ts:6 migrate-types']);
  for (const { remedy } of open) expect(remedy).toContain('set `dates` to "strict"');
  const config = join(folder, 'instant-codegen.config.json');
  writeFileSync(config, readFileSync(config, 'utf8').replace('"date"', '"strict"'));
  expect(generate(folder)).toMatchObject({ code: 0 });
  expect(appErrors(folder)).toEqual([]);
}, 60_000);

it('so are those in scripts of components, in projects that the settings refer to', async () => {
  const folder = temporaryFolder();
  const script = `import type { User } from '@instantdb/admin';
const wrong: number = 'before';
const user: User = { id: '', refresh_token: '', isGuest: false };
`;
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json': '{ "name": "a", "scripts": {}, "dependencies": { "@instantdb/core": "1" } }',
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./.made/tsconfig.app.json" }] }',
    '.made/tsconfig.app.json': JSON.stringify({ ...CONFIG, include: ['../src'] }),
    'src/use.ts': script,
    'src/A.vue': `<template>{{ user }}</template>\n<script setup lang="ts">\n${script}</script>\n`,
    'src/B.svelte': `<script lang='ts'>\n${script}</script>\n`,
    'src/C.astro': `---\n${script}---\n<p />\n`,
    // Nobody compiles these.
    'src/D.svelte': `<script>\n${script}</script>\n`,
    'other/E.vue': `<script lang="ts">\n${script}</script>\n`,
  });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { open, advice } = await say(folder);
  expect([...places(open.filter(({ code }) => code === 'migrate-types'))].sort()).toEqual([
    'src/A.vue:5 migrate-types',
    'src/B.svelte:4 migrate-types',
    'src/C.astro:4 migrate-types',
    'src/use.ts:3 migrate-types',
  ]);
  expect(advice.join('\n')).toContain('Templates are not compiled here');
}, 60_000);

it('remedies are those of the mistake, not of words in what the compiler says', async () => {
  const folder = temporaryFolder();
  const use = `import { db } from './db';
export const use = async (title: string | null) => {
  const { goals } = await db.query({ goals: {} });
  const { goals: found } = await db.query({ goals: { $: { where: { title } } } });
  await db.query({ goals: { steps: {} } });
  await db.query({ steps: {} });
  await db.transact(db.tx.steps!['1']!.update({ title: '' }));
  await db.query({ goals: { $: { order: { title: 'asc' } } } });
  const rows: Record<string, unknown>[] = goals;
  return [goals as { id: string; title: number }[], found, rows];
};
`;
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json': '{ "name": "a", "dependencies": { "@instantdb/admin": "1" } }',
    'tsconfig.json': JSON.stringify(CONFIG),
    'src/db.ts': `import { init } from '@instantdb/admin';\nexport const db = init({ appId: '' });\n`,
    'src/use.ts': use,
    'src/own.ts': `export type Db = object;\n`,
    'src/all.ts': `export * from './own';\nexport * from '@instantdb/admin';\n`,
    'src/shared.ts': `import { tx } from '@instantdb/admin';\nexport const step = tx.goals!['1']!.update({ title: '' });\n`,
    'src/web.ts': `import { init } from '@instantdb/core';
import { step } from './shared';
export const sent = init({ appId: '' }).transact(step);
`,
  });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { open } = await say(folder);
  expect(open.map(({ line, code, remedy }) => [line, code, remedy?.split(/[,:]/, 1)[0]])).toEqual([
    [undefined, 'migrate-package-kept', 'Name @instantdb/core in its place'],
    [2, 'migrate-types', 'Say beside it which is meant'],
    [2, 'migrate-no-schema', 'Read has-one links as one entity or null; or generate with `schema'],
    [4, 'migrate-types', 'Null is no value to compare with'],
    [5, 'migrate-types', 'The schema has no such name'],
    [6, 'migrate-types', 'The schema has no such name'],
    [7, 'migrate-types', 'The schema has no such name'],
    [8, 'migrate-types', 'The server sorts by indexed attributes only'],
    [9, 'migrate-types', 'An interface has the names that it declares'],
    [10, 'migrate-types', 'docs/differences.md says what differs'],
    [3, 'migrate-types', 'Build what a client of the front end sends with `tx` of its own package'],
  ]);
});

it('lists of a front end are its own', async () => {
  const folder = temporaryFolder();
  const links = `{ o: {
    forward: { on: 'goals', has: 'one', label: 'owner' },
    reverse: { on: 'goals', has: 'many', label: 'owned' },
  } }`;
  const use = `import { db } from './db';
export const first = async () => (await db.query({ goals: { owner: {} } })).goals[0]?.owner?.[0];
`;
  put(folder, {
    'instant.schema.ts': SCHEMA.replace('},\n});', `},\n  links: ${links},\n});`),
    'package.json': '{ "name": "a", "dependencies": { "@instantdb/admin": "1" } }',
    'src/db.ts': `import { init } from '@instantdb/admin';\nexport const db = init({ appId: '' });\n`,
    'src/use.ts': use,
    'web/db.ts': `import { init } from '@instantdb/react';\nexport const db = init({ appId: '' });\n`,
    'web/use.ts': use,
  });
  const { open } = await say(folder);
  expect(places(open)).toEqual([
    'migrate-package-kept',
    'src/db.ts:2 migrate-no-schema',
    'src/use.ts:2 migrate-has-one-list',
  ]);
});

it('clients without a schema are told of once, with their places', async () => {
  const folder = temporaryFolder();
  const make = `import { init } from '@instantdb/admin';\nexport const db = init({ appId: '' });\n`;
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json': '{ "name": "a", "dependencies": { "@instantdb/admin": "1" } }',
    ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`src/${name}.ts`, make])),
  });
  const { open } = await say(folder, '--dry-run');
  expect(places(open)).toEqual(['migrate-package-kept', 'src/a.ts:2 migrate-no-schema']);
  expect(open[1]?.message).toContain('made here, and at src/b.ts:2 and src/c.ts:2, had no schema');
  for (let each = 0; each < 20; each++) put(folder, { [`src/d${String(each)}.ts`]: make });
  const more = (await say(folder, '--dry-run')).open[1]?.message;
  expect(more).toMatch(/here, and at src\/b.ts:2, .* and 12 more places, had no schema/);
});
