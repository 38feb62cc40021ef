import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArgv } from '../../generator/argv.js';
import { prepareAll } from '../../generator/generate.js';
import { writeMove } from '../../generator/migrate/write.js';
import { faultyDisk, temporaryFolder, tree, without } from '../command/disk.js';
import { put } from '../command/run.js';
import { places, run, say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const PACKAGE =
  '{ "name": "a", "dependencies": { "@instantdb/admin": "1", "@instantdb/core": "1" } }\n';
const PLAIN = `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\nexport const db = init({ appId: '', schema });\n`;
const MOVED = `import { init } from './instant/index.js';\nexport const db = init({ appId: '' });\n`;

/** An app of these files, with a schema and a package.json. */
function app(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json': PACKAGE,
    'src/db.ts': PLAIN,
    ...files,
  });
  return folder;
}
const own = (folder: string) => without(tree(folder), /^(?:src\/instant\/|\.git\/)/);

it.each([
  'npm:@instantdb/admin@1.0.67',
  'npm:/@instantdb/admin',
  'https://esm.sh/@instantdb/admin@1.0.67?target=deno',
  'https://cdn.jsdelivr.net/npm/@instantdb/admin@1/+esm',
])('migrate moves imports of %s', async (from) => {
  const folder = app({ 'src/db.ts': PLAIN.replaceAll('@instantdb/admin', from) });
  expect((await say(folder)).files).toContain('src/db.ts');
  expect(own(folder)).toMatchObject({ 'src/db.ts': MOVED });
});

describe('a schema in a file of another name', () => {
  const made = (end: string): string =>
    `import { i } from '@instantdb/admin';\nexport const schema = i.schema({ entities: { goals: i.entity({ title: i.string() }) } });\n${end}`;
  const moved = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const folder = temporaryFolder();
    put(folder, {
      'package.json': PACKAGE,
      'src/db.ts': `import { init } from '@instantdb/admin';\nimport schema from './data';\nexport const db = init({ appId: '', schema });\n`,
      ...files,
    });
    const { open } = await say(folder);
    const config = join(folder, 'instant-codegen.config.json');
    return [...places(open), ...(existsSync(config) ? [readFileSync(config, 'utf8')] : [])];
  };

  it('is followed, and the configuration names it', async () => {
    for (const path of ['src/data.ts', 'src/data/index.ts'])
      expect(await moved({ [path]: made('export default schema;\n') })).toEqual([
        `{\n  "schema": "${path}"\n}\n`,
      ]);
  });

  it('is followed by its name, and into the file that makes the client, where it is the only one', async () => {
    const named = `import { init } from '@instantdb/admin';\nimport { schema } from './data';\nexport const db = init({ appId: '', schema });\n`;
    expect(await moved({ 'src/data.ts': made(''), 'src/db.ts': named })).toEqual([
      `{\n  "schema": "src/data.ts"\n}\n`,
    ]);
    const second = `export const other = i.schema({ entities: {} });\n`;
    expect(await moved({ 'src/data.ts': made(second), 'src/db.ts': named })).toEqual([
      'src/db.ts:3 migrate-schema-lost',
    ]);
    const whole = `${made('')}import { init } from '@instantdb/admin';\nexport const db = init({ appId: '', schema });\n`;
    expect(await moved({ 'src/db.ts': whole })).toEqual([`{\n  "schema": "src/db.ts"\n}\n`]);
    expect(await moved({ 'src/db.ts': `${whole}${second}` })).toEqual([
      'src/db.ts:4 migrate-schema-lost',
    ]);
  });

  it('is followed through an alias, and through a file that hands it on', async () => {
    const from = (specifier: string, name = 'schema'): string =>
      `import { init } from '@instantdb/admin';\nimport ${name} from '${specifier}';\nexport const db = init({ appId: '', schema });\n`;
    const files = { 'shared/instant.schema.ts': made('export default schema;\n') };
    const found = [`{\n  "schema": "shared/instant.schema.ts"\n}\n`];
    const aliased = from('~~/shared/instant.schema');
    expect(await moved({ ...files, 'src/db.ts': aliased })).toEqual(found);
    const paths = `{ "compilerOptions": { "paths": { "#db": ["./shared/instant.schema.ts"] } } }`;
    const named = { ...files, 'tsconfig.json': paths, 'src/db.ts': from('#db') };
    expect(await moved(named)).toEqual(found);
    const barrel = { 'shared/index.ts': `export { default as schema } from './instant.schema';\n` };
    for (const by of ['../shared', '@/shared'])
      expect(await moved({ ...files, ...barrel, 'src/db.ts': from(by, '{ schema }') })).toEqual(
        found,
      );
  });

  it('is not where it is no default: its place is told', async () => {
    expect(await moved({ 'src/data.ts': made('') })).toContain('src/db.ts:3 migrate-schema-lost');
  });
});

describe('migrate leaves alone', () => {
  it.each(['https://esm.sh/@instantdb/admin-other', 'npm:@instantdb/admin/dist/x'])(
    'imports of %s',
    async (from) => {
      const text = `import { id } from '${from}';\nvoid id;\n`;
      const folder = app({ 'src/other.ts': text });
      await say(folder);
      expect(own(folder)).toMatchObject({ 'src/other.ts': text });
    },
  );

  it('names of the same sound, by scope and by package', async () => {
    const other = `import { init } from '@instantdb/react';
import schema from '../instant.schema';
export const db = init({ appId: '', schema });
export const make = (init: (given: object) => unknown) => init({ schema });
db.subscribeQuery();
`;
    const folder = app({
      'src/other.ts': other,
      'src/rn.ts': other.replace('react', 'react-native'),
    });
    expect((await say(folder)).files).toEqual(['package.json', 'src/db.ts']);
    expect(own(folder)).toMatchObject({ 'src/other.ts': other, 'src/db.ts': MOVED });
    expect(own(folder)).not.toHaveProperty(['instant-codegen.config.json']);
  });

  it('a file that does not parse, and says where', async () => {
    const broken = `import { init } from '@instantdb/admin';\nconst = 3;\n`;
    const folder = app({ 'src/broken.ts': broken });
    const { open } = await say(folder);
    expect(places(open)).toEqual(['migrate-package-kept', 'src/broken.ts:2 migrate-syntax']);
    expect(own(folder)).toMatchObject({ 'src/broken.ts': broken, 'src/db.ts': MOVED });
  });

  it('what git ignores, what is made, and what links lead to', async () => {
    const folder = app({ '.gitignore': 'made/\n', 'made/db.ts': PLAIN, 'dist/db.ts': PLAIN });
    const outside = temporaryFolder();
    put(outside, { 'db.ts': PLAIN });
    symlinkSync(join(outside, 'db.ts'), join(folder, 'src/link.ts'));
    spawnSync('git', ['init', '-q'], { cwd: folder });
    await say(folder);
    expect(own(folder)).toMatchObject({
      'made/db.ts': PLAIN,
      'dist/db.ts': PLAIN,
      'src/link.ts': PLAIN,
      'src/db.ts': MOVED,
    });
  });
});

it('a note is no place to look at, and what the generator warns of is', async () => {
  const folder = app({
    'src/broken.ts': `import { init } from '@instantdb/admin';\nconst = 3;\n`,
    'tsconfig.json': '{ nope',
  });
  const { stdout, stderr } = await run(folder);
  expect(stderr).toContain('migrate-package-kept');
  expect(stderr).toContain('warning settings-unreadable');
  expect(stdout).toContain(', 2 places left to look at.');
});

describe('migrate keeps', () => {
  it('byte order marks and the line ends of Windows', async () => {
    const text = `\ufeff${PLAIN}export * from '@instantdb/admin';\n`.replaceAll('\n', '\r\n');
    const folder = app({ 'src/db.ts': text });
    await say(folder);
    const lines = "export * from './instant/index.js';\nexport { i } from './instant/dsl.js';\n";
    expect(own(folder)['src/db.ts']).toBe(`\ufeff${MOVED}${lines}`.replaceAll('\n', '\r\n'));
  });

  it('names that the client does not have where they were', async () => {
    const folder = app({
      'src/more.ts': `import whole, { id, nope } from '@instantdb/admin';\nexport { default } from '@instantdb/admin';\nimport '@instantdb/admin';\nexport const all = [whole, id, nope];\n`,
    });
    const { open } = await say(folder);
    expect(own(folder)['src/more.ts']).toBe(
      `import whole, { nope } from '@instantdb/admin';\nimport { id } from './instant/index.js';\nexport { default } from '@instantdb/admin';\nimport './instant/index.js';\nexport const all = [whole, id, nope];\n`,
    );
    expect(places(open)).toEqual([
      'migrate-package-kept',
      'src/more.ts:1 migrate-not-exported',
      'src/more.ts:1 migrate-not-exported',
      'src/more.ts:2 migrate-not-exported',
    ]);
  });
});

describe('migrate changes all or nothing', () => {
  it('refuses to replace a read-only file', async () => {
    const folder = app({});
    chmodSync(join(folder, 'src/db.ts'), 0o444);
    const before = tree(folder);
    const { status, stderr } = await run(folder);
    expect(status).toBe(2);
    expect(stderr).toContain('src/db.ts would change, and is read-only.');
    expect(tree(folder)).toEqual(before);
  });

  it('puts everything back, whichever call of the disk fails', async () => {
    const folder = app({ 'src/more.ts': 'old\n' });
    mkdirSync(join(folder, 'src/instant'), { recursive: true });
    const before = tree(folder);
    const { options } = parseArgv([]);
    const prepare = () => prepareAll(options, folder, {}, () => undefined);
    const prepared = await prepare();
    const changes = [
      { path: 'new.json', before: undefined, after: '{}\n' },
      { path: 'src/db.ts', before: PLAIN, after: MOVED },
      { path: 'src/more.ts', before: 'old\n', after: 'new\n' },
    ];
    for (let nth = 1; nth <= 14; nth++) {
      const { disk } = faultyDisk(nth, (call) => new Error(`no ${call}`), 'alive');
      const result = await writeMove(disk, folder, changes, changes[0], () =>
        Promise.resolve(prepared),
      );
      if (!('diagnostics' in result)) throw new Error(`Call ${nth} did not matter.`);
      expect([nth, without(tree(folder), /^src\/instant\//)]).toEqual([nth, before]);
    }
  });
});
