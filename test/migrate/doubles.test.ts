import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, tree } from '../command/disk.js';
import { put } from '../command/run.js';
import { places, say, type Place } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const DB = `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\nexport const db = init({ appId: '', schema });\n`;
const BUNDLED = '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }';

function app(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  put(folder, {
    'package.json': JSON.stringify({ name: 'a', dependencies: { '@instantdb/core': '1' } }),
    'tsconfig.json': BUNDLED,
    'instant.schema.ts': SCHEMA,
    'src/db.ts': DB,
    ...files,
  });
  return folder;
}

async function moved(
  path: string,
  text: string,
): Promise<{ open: readonly Place[]; text: string }> {
  const folder = app({ [path]: text });
  const { open } = await say(folder);
  return { open, text: readFileSync(join(folder, path), 'utf8') };
}

describe('doubles of the package become those of the client', () => {
  it.each([
    [
      'proxyquire, by what the tested file calls it',
      `const { db } = proxyquire('../src/db', { '@instantdb/admin': double });`,
      `const { db } = proxyquire('../src/db', { './instant': double });`,
    ],
    [
      'proxyquire with options',
      `const { db } = proxyquire.noCallThru().load('../src/db', {\n  '@instantdb/admin': { init },\n});`,
      `const { db } = proxyquire.noCallThru().load('../src/db', {\n  './instant': { init },\n});`,
    ],
    [
      'esmock, by what the test calls it',
      `await esmock('../src/db', { '@instantdb/admin': double });`,
      `await esmock('../src/db', { '../src/instant': double });`,
    ],
    [
      'the test runner of Node',
      `t.mock.module('@instantdb/admin', { namedExports: {} });`,
      `t.mock.module('../src/instant', { namedExports: {} });`,
    ],
  ])('%s', async (_, before, after) => {
    const { open, text } = await moved('test/db.test.ts', before);
    expect([places(open), text]).toEqual([[], after]);
  });

  it('other tables by its name are listed', async () => {
    const { open } = await moved('src/table.ts', `export const names = { '@instantdb/admin': 1 };`);
    expect(places(open)).toEqual(['src/table.ts:1 migrate-text']);
  });

  it('and in __mocks__ its imports are right where it goes', async () => {
    const path = '__mocks__/@instantdb/admin.ts';
    const { open, text } = await moved(
      path,
      `module.exports = jest.requireActual('@instantdb/admin');`,
    );
    expect(text).toBe(`module.exports = jest.requireActual('..');`);
    expect(open[0]?.remedy).toBe(
      'Move it to src/instant/__mocks__/index.ts: its imports of the client are right there. Where no test mocks the client itself, write jest.mock of src/instant into a file of `setupFilesAfterEnv`.',
    );
  });
});

describe('what replaces an export in its place is listed', () => {
  const AS = `import * as instant from '@instantdb/admin';\n`;
  it.each([
    `sinon.stub(instant, 'init').returns({});`,
    `sandbox.replace(instant, 'id', () => 'a');`,
    `jest.spyOn(instant, 'init');`,
    `t.mock.method(instant, 'init', () => ({}));`,
    `(instant as any).init = () => ({});`,
    `instant.init = () => ({});`,
  ])('%s', async (line) => {
    const { open } = await moved('src/db.test.ts', AS + line);
    expect(places(open)).toEqual(['src/db.test.ts:2 migrate-run-time']);
    expect(open[0]?.remedy).toContain('Replace the module');
  });

  it.each([
    `vi.spyOn(instant, 'init');`,
    `sinon.stub(instant.init({ appId: '', schema: {} }), 'query');`,
    `sinon.stub(other, 'init');`,
    `console.log(instant, 'init');`,
  ])('and not %s', async (line) => {
    const { open } = await moved('src/db.test.ts', AS + line);
    expect(places(open).filter((each) => each.endsWith('run-time'))).toEqual([]);
  });
});

describe('Jest that compiles no TypeScript', () => {
  const manifest = (more: object = {}): Readonly<Record<string, string>> => ({
    'package.json': JSON.stringify({
      name: 'a',
      engines: { node: '>=22.18' },
      dependencies: { '@instantdb/core': '1' },
      devDependencies: { jest: '30' },
      ...more,
    }),
    'src/db.js': `const { init } = require('@instantdb/admin');\nconst schema = require('../instant.schema');\nmodule.exports = init({ appId: '', schema });\n`,
  });
  const script = async (files: Readonly<Record<string, string>>): Promise<readonly Place[]> => {
    const folder = temporaryFolder();
    put(folder, { 'instant.schema.ts': SCHEMA, ...files });
    return (await say(folder)).open;
  };

  it.each([
    ['as it comes', manifest()],
    ['told to compile nothing', manifest({ jest: { transform: {} } })],
    ['with presets of JavaScript', { ...manifest(), '.babelrc': '{ "presets": ["@babel/env"] }' }],
  ])('is listed, and nothing of Node that the app asks for: %s', async (_, files) => {
    const open = await script(files);
    expect(places(open)).toEqual(['package.json:1 migrate-jest']);
    expect(open[0]?.remedy).toContain('@babel/preset-typescript');
  });

  it.each([
    [
      'Babel',
      {
        ...manifest(),
        'babel.config.js': `module.exports = { presets: ['@babel/preset-typescript'] };`,
      },
    ],
    ['a transform', manifest({ jest: { transform: { '\\.[jt]s$': '@acme/compile' } } })],
    ['a preset', { ...manifest(), 'jest.config.cjs': `module.exports = { preset: 'ts-jest' };` }],
    ['another runner', manifest({ devDependencies: { mocha: '11' } })],
  ])('is not with %s', async (_, files) => {
    expect(await script(files)).toEqual([]);
  });

  it('is not where tests run what was compiled', async () => {
    const { 'package.json': text = '' } = manifest();
    expect((await say(app({ 'package.json': text }))).open).toEqual([]);
  });
});

describe('the extension of imports', () => {
  const RUN = {
    'package.json': JSON.stringify({
      name: 'a',
      dependencies: { '@instantdb/core': '1' },
      devDependencies: { 'ts-jest': '29' },
    }),
  };
  const NODE = '{ "compilerOptions": { "module": "nodenext" } }';
  const settings = async (files: Readonly<Record<string, string>>): Promise<unknown> => {
    const folder = app({ 'tsconfig.json': NODE, ...RUN, ...files });
    await say(folder);
    return tree(folder)['instant-codegen.config.json'];
  };

  it('is left out where the app leaves it out, whatever its compiler finds', async () => {
    expect(await settings({})).toBe('{\n  "importExtension": ""\n}\n');
  });

  it('is left out where the app leaves it out and may write `.ts`, but not for Deno', async () => {
    const able =
      '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "noEmit": true } }';
    const files = { 'package.json': '{ "name": "a" }', 'tsconfig.json': able };
    expect(await settings(files)).toBe('{\n  "importExtension": ""\n}\n');
    expect(await settings({ ...files, 'deno.json': '{}' })).toBeUndefined();
    expect(
      await settings({ ...files, 'src/db.ts': DB.replace('.schema', '.schema.ts') }),
    ).toBeUndefined();
  });

  it('is as the compiler has it where the app writes one', async () => {
    expect(await settings({ 'src/db.ts': DB.replace('.schema', '.schema.js') })).toBeUndefined();
    expect(await settings({ 'tsconfig.json': BUNDLED })).toBeUndefined();
    expect(await settings({ 'package.json': '{ "name": "a" }' })).toBeUndefined();
  });
});
