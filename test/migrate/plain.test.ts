import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { places, say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const DB = `import { init } from '@instantdb/admin';\nexport const db = init({ appId: '', schema: {} });\n`;
const SEED = `// makes rows\nimport { init } from '@instantdb/admin';\nawait init({ appId: '' }).query({ goals: {} });\n`;

/** The compiler checks, and lets files name TypeScript as it is. */
const CHECKED = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      allowJs: true,
      checkJs: true,
      noEmit: true,
      allowImportingTsExtensions: true,
    },
  }),
};

interface Manifest {
  readonly engines?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** What is tried: where the script is, and what lies around it. */
interface Around {
  readonly path: string;
  readonly manifest: Manifest;
  readonly more?: Readonly<Record<string, string>>;
}
type Case = readonly [when: string, Around];

/** Moves a TypeScript app with one script; says whether that script still imports the package. */
async function moved({ path, manifest, more }: Around): Promise<string> {
  const folder = temporaryFolder();
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json': JSON.stringify({
      name: 'a',
      dependencies: { '@instantdb/admin': '1', '@instantdb/core': '1' },
      ...manifest,
    }),
    'tsconfig.json': '{ "compilerOptions": { "strict": true }, "include": ["src", "*.ts"] }',
    'src/db.ts': DB,
    [path]: SEED,
    ...more,
  });
  const { open } = await say(folder);
  const text = readFileSync(join(folder, path), 'utf8');
  expect(existsSync(join(folder, 'src/instant/index.ts'))).toBe(true);
  expect(readFileSync(join(folder, 'src/db.ts'), 'utf8')).toContain("from './instant");
  const manifested = readFileSync(join(folder, 'package.json'), 'utf8');
  expect(manifested.includes('@instantdb/admin')).toBe(text === SEED);
  const told = places(open).filter((place) => place.includes('javascript'));
  expect(told).toEqual(text === SEED ? [`${path}:2 migrate-javascript`] : []);
  return text === SEED ? 'left' : 'moved';
}

describe('JavaScript that Node runs as it is stays on the package', () => {
  it.each<Case>([
    ['in an app that tsc builds', { path: 'seed.mjs', manifest: {} }],
    ['beside the sources', { path: 'src/seed.cjs', manifest: {} }],
    [
      'among the scripts of an app that is bundled',
      { path: 'scripts/seed.js', manifest: tool('next') },
    ],
    [
      'where package.json says node',
      {
        path: 'src/seed.js',
        manifest: {
          ...tool('vite'),
          scripts: { seed: 'X=1 node --env-file=.env ./src/seed.js && true' },
        },
      },
    ],
    [
      'where it is a command',
      { path: 'cli/seed.js', manifest: { ...tool('tsup'), bin: { seed: './cli/seed.js' } } },
    ],
    [
      'where another one loads it',
      {
        path: 'lib/seed.js',
        manifest: tool('next'),
        more: { 'scripts/all.mjs': `import '../lib/seed.js';\n` },
      },
    ],
    [
      'where the compiler only checks it',
      {
        path: 'src/seed.js',
        manifest: {},
        more: { 'tsconfig.json': '{ "compilerOptions": { "allowJs": true, "noEmit": true } }' },
      },
    ],
    [
      'where an older Node may run it',
      { path: 'src/seed.js', manifest: { engines: { node: '>=20' } }, more: CHECKED },
    ],
  ])('%s', async (_, around) => {
    expect(await moved(around)).toBe('left');
  });

  it('by its first line, whatever builds the rest', async () => {
    const path = 'src/start.js';
    const text = `#!/usr/bin/env node\n${SEED}`;
    const folder = temporaryFolder();
    put(folder, {
      'instant.schema.ts': SCHEMA,
      'package.json': JSON.stringify({
        name: 'a',
        dependencies: { '@instantdb/admin': '1' },
        ...tool('vite'),
      }),
      'src/db.ts': DB,
      [path]: text,
    });
    expect(places((await say(folder)).open)).toEqual([
      'migrate-package-kept',
      `${path}:3 migrate-javascript`,
    ]);
    expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
  });
});

describe('JavaScript moves', () => {
  it.each<Case>([
    ['where a bundler builds the app', { path: 'src/seed.js', manifest: tool('next') }],
    [
      'where tsx starts it',
      { path: 'scripts/seed.mjs', manifest: { scripts: { seed: 'tsx scripts/seed.mjs' } } },
    ],
    [
      'where tsx is loaded into Node',
      {
        path: 'scripts/seed.mjs',
        manifest: { scripts: { seed: 'node --import tsx scripts/seed.mjs' } },
      },
    ],
    [
      'where the compiler writes it',
      {
        path: 'src/seed.js',
        manifest: {},
        more: {
          'tsconfig.json':
            '{ "extends": "./base.json", "include": ["src"], "compilerOptions": { "outDir": "dist" } }',
          'base.json': '{ "compilerOptions": { "allowJs": true } }',
        },
      },
    ],
    [
      'where Node loads TypeScript, which the compiler only checks',
      { path: 'src/seed.js', manifest: { engines: { node: '>=22.18' } }, more: CHECKED },
    ],
    [
      'where TypeScript imports it that no compiler writes',
      {
        path: 'src/seed.js',
        manifest: {},
        more: {
          'tsconfig.json': '{ "compilerOptions": { "allowJs": true, "noEmit": true } }',
          'src/main.ts': `import './seed.js';\n`,
        },
      },
    ],
    ['in tests that vitest runs', { path: 'test/seed.test.js', manifest: tool('vitest') }],
  ])('%s', async (_, around) => {
    expect(await moved(around)).toBe('moved');
  });
});

it('moves by the remedy, followed to the letter, and names the file that Node looks for', async () => {
  const folder = temporaryFolder();
  const compilerOptions = { module: 'esnext', moduleResolution: 'bundler', noEmit: true };
  const manifest = (engines: object): string =>
    JSON.stringify({
      name: 'a',
      type: 'module',
      engines,
      dependencies: { '@instantdb/admin': '1' },
    });
  put(folder, {
    'package.json': manifest({}),
    'tsconfig.json': JSON.stringify({ compilerOptions }),
    'src/db.ts': DB,
    'src/main.ts': `import { db } from './db';\nexport default db;\n`,
    'seed.mjs': SEED,
  });
  const [told] = (await say(folder, '--dry-run')).open.filter(({ file }) => file === 'seed.mjs');
  expect(told?.remedy).toBe(
    'Start it with tsx in the scripts of package.json; or ask for Node 22.18 or later (`engines` in package.json) and set "allowImportingTsExtensions": true in tsconfig.json. Then run the command again.',
  );
  put(folder, {
    'package.json': manifest({ node: '>=22.18' }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: { ...compilerOptions, allowImportingTsExtensions: true },
    }),
  });
  await say(folder);
  expect(readFileSync(join(folder, 'seed.mjs'), 'utf8')).toContain(`'./src/instant/index.ts'`);
});

function tool(name: string): Manifest {
  return { devDependencies: { [name]: '1' } };
}
