import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lowestOf } from '../../generator/migrate/node.js';
import { temporaryFolder } from '../command/disk.js';
import { filesIn } from './apps.js';
import { put } from '../command/run.js';
import { places, say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/admin';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;

/** An app of JavaScript that nothing compiles. */
function app(manifest: object, more: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  put(folder, {
    'package.json': JSON.stringify({ dependencies: { '@instantdb/admin': '1' }, ...manifest }),
    'instant.schema.ts': SCHEMA,
    'lib/db.js': `'use strict';\nconst { init } = require('@instantdb/admin');\nmodule.exports = init({ appId: '' });\n`,
    'lib/worker.js': `'use strict';\nconst db = require('./db');\nmodule.exports = async () => (await import('@instantdb/admin')).id(db);\n`,
    ...more,
  });
  return folder;
}

const LEFT = ['lib/db.js:2 migrate-javascript', 'lib/worker.js:3 migrate-javascript'];

describe('JavaScript that nothing compiles, run by a Node that loads no TypeScript,', () => {
  it.each(['>=20', '^20.19 || >=24', '22.x', '>=23 <25', '20'])(
    'stays on the package: engines %s',
    async (node) => {
      const folder = app({ engines: { node } });
      const before = filesIn(folder);
      const { exitCode, files, open } = await say(folder);
      expect([exitCode, files, places(open)]).toEqual([0, [], LEFT]);
      expect(filesIn(folder)).toEqual(before);
      expect(open[0]?.message).toMatch(
        /^Node [\d.]+, which `engines` allows \(.*\), cannot load the client, which is TypeScript: @instantdb\/admin stays in this file\.$/,
      );
      expect(open[0]?.remedy).toMatch(/^Ask for Node 22\.18 or later .* tsx in its scripts/);
    },
  );

  it.each(['>=22.18', '^22.18.0 || >=24', '>=23.6', '24.x'])('moves: engines %s', async (node) => {
    const folder = app({ engines: { node } });
    const { files } = await say(folder);
    expect(files).toContain('lib/db.js');
    expect(readFileSync(join(folder, 'lib/db.js'), 'utf8')).toContain('./instant/index.ts');
  });

  it('is judged by the Node of the run where nothing else is said', async () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const able = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
    expect((await say(app({}), '--dry-run')).files.includes('lib/db.js')).toBe(able);
    expect((await say(app({ engines: { node: '*' } }))).files.includes('lib/db.js')).toBe(able);
  });

  it.each([
    ['.nvmrc', 'v20.19.1\n', false],
    ['.nvmrc', '24\n', true],
    ['.nvmrc', '22\n', true],
    ['.node-version', '22.12.0\n', false],
    ['.tool-versions', 'python 3.12\nnodejs 18.20.0\n', false],
    ['package.json', '{ "volta": { "node": "20.11.0" } }', false],
  ])('is judged by the version that %s names: %j', async (file, text, moves) => {
    const volta = file === 'package.json' ? (JSON.parse(text) as object) : {};
    const folder = app(volta, file === 'package.json' ? {} : { [file]: text });
    const { files, open } = await say(folder, '--dry-run');
    expect(files.includes('lib/db.js')).toBe(moves);
    if (!moves) expect(open[0]?.message).toMatch(`which ${file} names, cannot load the client`);
  });

  it('is judged by engines before any of them', async () => {
    const folder = app({ engines: { node: '>=20' } }, { '.nvmrc': '24' });
    expect((await say(folder, '--dry-run')).files).toEqual([]);
  });

  it('moves where a bundler or a loader is between, with what they load', async () => {
    const engines = { node: '>=20' };
    const bundled = await say(app({ engines, devDependencies: { vite: '1' } }));
    expect(bundled.files).toContain('lib/db.js');
    const started = app(
      { engines, scripts: { start: 'npx tsx server.js' } },
      {
        'server.js': `require('./lib/worker');\n`,
      },
    );
    expect((await say(started)).files).toEqual(
      expect.arrayContaining(['lib/db.js', 'lib/worker.js']),
    );
    const both = app(
      { engines, scripts: { start: 'tsx server.js', seed: 'node seed.js' } },
      { 'server.js': `require('./lib/worker');\n`, 'seed.js': `require('./lib/db');\n` },
    );
    const { files, open } = await say(both);
    expect([files.includes('lib/db.js'), files.includes('lib/worker.js')]).toEqual([false, true]);
    expect(places(open)).toContain('lib/db.js:2 migrate-javascript');
    expect(existsSync(join(both, 'src/instant/index.ts'))).toBe(true);
  });
});

it('the lower end of a range of versions', () => {
  const ends = {
    '>=20': [20, 0],
    '^20.19.0 || >=22.12': [20, 19],
    '18 - 20': [18, 0],
    'v22.1': [22, 1],
  };
  expect(Object.keys(ends).map(lowestOf)).toEqual(Object.values(ends));
  expect(['*', 'lts/*', '', '<22', '>=18 || *'].map(lowestOf)).toEqual(Array(5).fill(undefined));
});
