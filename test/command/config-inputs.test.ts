import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseArgv } from '../../generator/argv.js';
import { loadConfig } from '../../generator/config/load.js';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { upToDate } from '../../generator/gate.js';
import { recordInputs } from '../../generator/inputs.js';
import { readManifest } from '../../generator/manifest.js';
import { project, put, run, SCHEMA, start } from './run.js';

const { options } = parseArgv([]);

/** Loads the configuration in a folder, in this process. */
async function load(root: string): Promise<unknown> {
  const inputs = recordInputs(root, process.env, new Map());
  const found: Diagnostic[] = [];
  const loaded = await loadConfig(undefined, inputs, (each) => found.push(each));
  expect(found).toEqual([]);
  return loaded === 'failed' ? loaded : loaded?.value;
}

const pkg = (name: string, more = ''): string => `{ "name": "${name}", "version": "1.0.0"${more} }`;

/** A configuration, and its modules by the values that decide `out`. */
const CASES: Readonly<
  Record<
    string,
    { readonly files: Readonly<Record<string, string>>; readonly change: readonly string[] }
  >
> = {
  'a common module and what it requires': {
    files: {
      'instant-codegen.config.cjs': `module.exports = { out: require('./lib/a').out, importExtension: require('./lib/d.json').e };`,
      'lib/a.js': `exports.out = require('./b.cjs').out + require(['.', 'c.cjs'].join('/'));`,
      'lib/b.cjs': `module.exports = { out: 'src/' };`,
      'lib/c.cjs': `module.exports = 'made';`,
      'lib/d.json': `{ "e": "" }`,
    },
    change: ['lib/a.js', 'lib/b.cjs', 'lib/c.cjs', 'lib/d.json'],
  },
  'a module that imports a common one': {
    files: {
      'instant-codegen.config.ts': `import a from './a.cjs'; import { createRequire } from 'node:module';
        const c = createRequire(import.meta.url)('./c.cjs');
        export default { out: a.out + c } satisfies object;`,
      'a.cjs': `exports.out = require('./b').out;`,
      'b.js': `module.exports = { out: 'src/' };`,
      'c.cjs': `module.exports = 'made';`,
    },
    change: ['a.cjs', 'b.js', 'c.cjs'],
  },
  'packages and what they depend on': {
    files: {
      'instant-codegen.config.mjs': `import { out } from 'settings'; import b from '@scope/common'; export default { out: out + b };`,
      'node_modules/settings/package.json': pkg(
        'settings',
        ', "type": "module", "exports": "./main.js", "dependencies": { "deep": "1" }',
      ),
      'node_modules/settings/main.js': `import d from 'deep'; export const out = 'src/' + d;`,
      'node_modules/deep/package.json': pkg('deep', ', "main": "i.js"'),
      'node_modules/deep/i.js': `module.exports = 'ma';`,
      'node_modules/@scope/common/package.json': pkg('@scope/common'),
      'node_modules/@scope/common/index.js': `module.exports = require('other');`,
      'node_modules/other/package.json': pkg('other'),
      'node_modules/other/index.js': `module.exports = 'de';`,
    },
    change: [
      'node_modules/settings/package.json',
      'node_modules/settings/main.js',
      'node_modules/deep/package.json',
      'node_modules/@scope/common/package.json',
      'node_modules/@scope/common/index.js',
      'node_modules/other/package.json',
    ],
  },
};

describe('what a configuration is made of', () => {
  test.each(Object.entries(CASES))('%s', (_, { files, change }) => {
    const root = project({ 'instant.schema.ts': SCHEMA, ...files });
    // A default folder, so that the gate finds it although the text does not say it.
    const config = Object.keys(files)[0] ?? '';
    put(root, { [config]: `${files[config] ?? ''}\n// out: 'src/made'` });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    const fresh = (): boolean => upToDate(root, options, {}) !== undefined;
    expect(fresh()).toBe(true);
    const missed = change.filter((path) => {
      put(root, { [path]: `${files[path] ?? ''}\n` });
      const seen = !fresh();
      put(root, { [path]: files[path] ?? '' });
      return !seen;
    });
    expect(missed).toEqual([]);
    expect(fresh()).toBe(true);
    const recorded = Object.keys(readManifest(join(root, 'src/made'))?.asked.files ?? {});
    expect(recorded.filter((path) => path.startsWith('..') || path.includes('inflection'))).toEqual(
      [],
    );
  });

  test('a module that is not there yet', () => {
    const root = project({
      'conf/instant.schema.ts': SCHEMA,
      'conf/c.cjs': `let out = '../src/made'; try { out = require('./local'); } catch {}
        try { require('no-such-package'); } catch {}
        module.exports = { out }; // out: '../src/made'`,
    });
    const args = ['--config', 'conf/c.cjs'];
    const fresh = (): boolean => upToDate(root, parseArgv(args).options, {}) !== undefined;
    for (const path of ['conf/local.js', 'conf/node_modules/no-such-package/package.json']) {
      expect(run(root, args)).toMatchObject({ code: 0, stderr: '' });
      expect(fresh()).toBe(true);
      put(root, { [path]: path.endsWith('.js') ? `module.exports = '../src/made';` : '{}' });
      expect([path, fresh()]).toEqual([path, false]);
    }
  });

  test('beside an output that lies outside of the project', () => {
    const root = project({ 'app/instant.schema.ts': SCHEMA });
    expect(run(join(root, 'app'), ['--out', '../made'])).toMatchObject({ code: 0, stderr: '' });
    expect(readManifest(join(root, 'made'))?.root).toBe('../app');
    const { stdout } = run(join(root, 'app'), ['--out', '../made']);
    expect(stdout).toContain('../made is up to date');
  });

  test('types of the project, imported into an output that lies outside of it', () => {
    const root = project({
      'app/types.ts': 'export interface Address { city: string }',
      'app/instant.schema.ts': `import { i } from '@instantdb/core';
        import type { Address } from './types';
        export default i.schema({ entities: { homes: i.entity({ at: i.json<Address>() }) }, links: {}, rooms: {} });`,
    });
    expect(run(join(root, 'app'), ['--out', '../made'])).toMatchObject({ code: 0 });
    const text = readFileSync(join(root, 'made/entities.ts'), 'utf8');
    expect(text).toMatch(/from '\.\.\/app\/types(?:\.js)?';/);
  });

  test('a package of the same workspace, source and all', () => {
    const root = project({
      'app/instant.schema.ts': SCHEMA,
      'app/instant-codegen.config.ts': `import { out } from 'shared'; export default { out }; // out: 'src/made'`,
      'shared/package.json': pkg('shared', ', "type": "module", "exports": "./src/main.ts"'),
      'shared/src/main.ts': `export { out } from './deep.js';`,
      'shared/src/deep.ts': `export const out: string = 'src/made';`,
    });
    mkdirSync(join(root, 'app/node_modules'));
    symlinkSync('../../shared', join(root, 'app/node_modules/shared'));
    const app = join(root, 'app');
    expect(run(app)).toMatchObject({ code: 0, stderr: '' });
    expect(upToDate(app, options, {})).toEqual(['src/made']);
    put(root, { 'shared/src/deep.ts': `export const out: string = 'src/other';` });
    expect(upToDate(app, options, {})).toBeUndefined();
  });

  test('environment variables, those that are not set included', () => {
    const root = project({
      'instant.schema.ts': SCHEMA,
      'instant-codegen.config.ts': `
        import { env } from 'node:process';
        import where from './where.cjs';
        process.env.SET_HERE ??= 'by us';
        export default () => ({ out: where, format: process.env['FORMAT'] === 'yes', dates: env.DATES });
        // out: 'src/made'`,
      'where.cjs': `const { WHERE } = process.env; module.exports = 'HIDDEN' in process.env ? 'src/no' : WHERE;`,
    });
    const set = { WHERE: 'src/made', DATES: 'date', UNRELATED: '1' };
    expect(run(root, [], set)).toMatchObject({ code: 0, stderr: '' });
    const asked = readManifest(join(root, 'src/made'))?.asked.env ?? {};
    expect(Object.entries(asked).map(([name, hash]) => [name, hash === null])).toEqual([
      ['DATES', false],
      ['FORMAT', true],
      ['HIDDEN', true],
      ['INSTANT_SCHEMA_FILE_PATH', true],
      ['SET_HERE', true],
      ['WHERE', false],
    ]);
    expectShort(asked);
    const fresh = (env: Readonly<Record<string, string>>): boolean =>
      upToDate(root, options, env) !== undefined;
    expect(fresh(set)).toBe(true);
    expect(fresh({ ...set, UNRELATED: '2' })).toBe(true);
    for (const change of [
      { WHERE: 'src/x' },
      { DATES: 'stored' },
      { FORMAT: 'yes' },
      { HIDDEN: '' },
      { SET_HERE: 'by you' },
    ])
      expect([change, fresh({ ...set, ...change })]).toEqual([change, false]);
    // The copy runs in an environment that is known to the last name.
    put(root, {
      'instant-codegen.config.ts': `const all = { ...process.env }; export default { out: all.WHERE }; // out: 'src/made'`,
    });
    expect(run(root, [], set)).toMatchObject({ code: 0 });
    const all = readManifest(join(root, 'src/made'))?.asked.env ?? {};
    expect(Object.keys(all)).toEqual(['*', 'INSTANT_SCHEMA_FILE_PATH']);
    expectShort(all);
    const { PATH = '', HOME = '' } = process.env;
    expect(fresh({ PATH, HOME, ...set })).toBe(true);
    expect(fresh({ PATH, HOME, ...set, UNRELATED: '2' })).toBe(false);
  });
});

describe('a configuration that is loaded again in one process', () => {
  test.each([
    [
      'a required module',
      'instant-codegen.config.cjs',
      `module.exports = { out: require('./x.cjs') };`,
      'x.cjs',
      (v: string) => `module.exports = '${v}';`,
    ],
    [
      'an imported common module',
      'instant-codegen.config.mjs',
      `import x from './y.cjs'; export default { out: x };`,
      'x.cjs',
      (v: string) => `module.exports = '${v}';`,
    ],
    [
      'a package',
      'instant-codegen.config.mjs',
      `import x from 'x'; export default { out: x };`,
      'node_modules/x/index.mjs',
      (v: string) => `export default '${v}';`,
    ],
    [
      'JSON',
      'instant-codegen.config.mjs',
      `import x from './x.json' with { type: 'json' }; export default { out: x };`,
      'x.json',
      (v: string) => JSON.stringify(v),
    ],
    [
      'a file it reads',
      'instant-codegen.config.mjs',
      `import { readFileSync } from 'node:fs'; export default { out: readFileSync(new URL('./x.txt', import.meta.url), 'utf8') };`,
      'x.txt',
      (v: string) => v,
    ],
  ])('is made of what is there then: %s', async (_, config, text, file, value) => {
    const root = project({
      [config]: text,
      'y.cjs': `module.exports = require('./x.cjs');`,
      'node_modules/x/package.json': pkg('x', ', "exports": "./index.mjs"'),
      [file]: value('one'),
    });
    const env = process.env;
    expect(await load(root)).toEqual({ out: 'one' });
    put(root, { [file]: value('two') });
    expect(await load(root)).toEqual({ out: 'two' });
    expect(process.env).toBe(env);
  });

  test('--watch follows a required module', { timeout: 30_000 }, async () => {
    const root = project({
      'instant.schema.ts': SCHEMA,
      'instant-codegen.config.cjs': `module.exports = { out: require('./out.cjs') };`,
      'out.cjs': `module.exports = 'src/one';`,
    });
    const running = start(root, ['--watch']);
    await running.until(/src\/one: \d+ files written[\s\S]*Watching/);
    writeFileSync(join(root, 'out.cjs'), `module.exports = 'src/two';`);
    await running.until(/src\/two: \d+ files written/);
  });
});

test('JSON is data, whatever its keys are', async () => {
  const root = project({
    'instant-codegen.config.mjs': `import x from './x.json' with { type: 'json' };
      export default { keys: Object.keys(x), proto: Object.getPrototypeOf(x) === Object.prototype };`,
    'x.json': '\ufeff{ "__proto__": { "out": "x" }, "a": "\u2028" }',
  });
  expect(await load(root)).toEqual({ keys: ['__proto__', 'a'], proto: true });
});

/** Too short to find a secret by: one value in 65,536 has the same. */
function expectShort(asked: Readonly<Record<string, string | null>>): void {
  const hashes = Object.values(asked).filter((each) => each !== null);
  expect(hashes.length).toBeGreaterThan(0);
  for (const each of hashes) expect(each).toMatch(/^[0-9a-f]{4}$/);
}
