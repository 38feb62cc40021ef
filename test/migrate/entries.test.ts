import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { say, type Said } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const DB = `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\nexport const db = init({ appId: '', schema });\n`;

async function moved(
  files: Readonly<Record<string, string>>,
  manifest: object = { devDependencies: { next: '1' } },
): Promise<{ readonly said: Said; readonly told: readonly string[]; readonly folder: string }> {
  const folder = temporaryFolder();
  put(folder, {
    'package.json': JSON.stringify({
      name: 'a',
      dependencies: { '@instantdb/core': '1', '@instantdb/admin': '1' },
      ...manifest,
    }),
    'tsconfig.json': '{}',
    'instant.schema.ts': SCHEMA,
    'src/db.ts': DB,
    ...files,
  });
  const said = await say(folder);
  const told = said.open.map(
    ({ file, line, code, remedy }) => `${file ?? ''}:${String(line)} ${code}: ${remedy ?? ''}`,
  );
  return { said, told, folder };
}

const BUILT = 'Take it away: the client is code of the app, and is built as such.';
const MATCHED = String.raw`Match the imports of the client, in front of the other entries: "/instant(?:/index)?(?:\\.[jt]s)?$".`;
const DOUBLED = 'What stands in for it in tests is given by vi.mock() or jest.mock() of that path.';
const ALIASED = `Take it away: files import src/instant by its path now. ${DOUBLED}`;

describe('rules for imports that name the package are listed, with what to write', () => {
  it.each([
    [
      'next.config.mjs',
      `export default {\n  serverExternalPackages: ['@instantdb/admin'],\n};\n`,
      BUILT,
    ],
    [
      'next.config.js',
      `module.exports = {\n  experimental: { serverComponentsExternalPackages: ['@instantdb/admin'] },\n};\n`,
      BUILT,
    ],
    ['next.config.ts', `export default {\n  transpilePackages: ['@instantdb/admin'],\n};\n`, BUILT],
    [
      'vite.config.ts',
      `export default {\n  optimizeDeps: { include: ['@instantdb/admin'] },\n};\n`,
      BUILT,
    ],
    [
      'webpack.config.cjs',
      `module.exports = {\n  externals: { '@instantdb/admin': 'commonjs2 x' },\n};\n`,
      BUILT,
    ],
    [
      'jest.config.js',
      `module.exports = {\n  moduleNameMapper: { '^@instantdb/admin$': '<rootDir>/test/fake.ts' },\n};\n`,
      MATCHED,
    ],
    [
      'jest.config.json',
      `{\n  "moduleNameMapper": { "^@instantdb/admin$": "<rootDir>/test/fake.ts" }\n}\n`,
      MATCHED,
    ],
    [
      'vitest.config.ts',
      `export default {\n  resolve: { alias: { '@instantdb/admin': './test/fake.ts' } },\n};\n`,
      ALIASED,
    ],
    [
      'eslint.config.js',
      `export default [\n  { rules: { 'no-restricted-imports': ['error', { paths: [{ name: '@instantdb/admin' }] }] } },\n];\n`,
      'Where the client is meant now, restrict its folder: "**/instant" and "**/instant/*" under `patterns`.',
    ],
    ['deno.json', `{\n  "imports": { "@instantdb/admin": "npm:@instantdb/admin@1" }\n}\n`, ALIASED],
    [
      'vite.config.mts',
      `export default {\n  resolve: { alias: [{ find: '@instantdb/admin', replacement: './test/fake.ts' }] },\n};\n`,
      ALIASED,
    ],
    [
      'vitest.config.mts',
      String.raw`export default {
  resolve: { alias: [{ find: /^@instantdb\/admin$/, replacement: './test/fake.ts' }] },
};
`,
      ALIASED,
    ],
    [
      'rollup.config.mjs',
      String.raw`export default {
  external: [/^@instantdb\/admin(?:\/|$)/],
};
`,
      BUILT,
    ],
    [
      'jest.config.mjs',
      `export default {\n  moduleNameMapper: { '^@instantdb/(.*)$': '<rootDir>/test/$1.ts' },\n};\n`,
      MATCHED,
    ],
    [
      'jest.config.cjs',
      String.raw`module.exports = {
  moduleNameMapper: { '@instantdb\\/admin$': '<rootDir>/test/fake.ts' },
};
`,
      MATCHED,
    ],
    [
      'jest.config.cjs',
      String.raw`module.exports = {
  moduleNameMapper: { '^@instantdb/\\w+$': '<rootDir>/test/fake.ts' },
};
`,
      MATCHED,
    ],
    [
      'jest.config.mjs',
      `export default {\n  moduleNameMapper: { '^@(acme|instantdb)/(.*)$': '<rootDir>/test/$2.ts' },\n};\n`,
      MATCHED,
    ],
    [
      'test/jest.json',
      `{\n  "moduleNameMapper": { "^@(?:instantdb|acme)/": "<rootDir>/test/fake.ts" }\n}\n`,
      MATCHED,
    ],
    [
      'rollup.config.mjs',
      String.raw`export default {
  external: [/^@instantdb\/admin\b/],
};
`,
      BUILT,
    ],
    [
      'test/jest.json',
      `{\n  "moduleNameMapper": { "@instantdb/.*": "<rootDir>/test/fake.ts" }\n}\n`,
      MATCHED,
    ],
    [
      'tsconfig.json',
      `{ "compilerOptions": {\n  "paths": { "@instantdb/*": ["./test/*.ts"] }\n} }\n`,
      `Files import src/instant by its path now, which this is no rule for. ${DOUBLED}`,
    ],
    [
      'vite.config.js',
      `export default {\n  resolve: { alias: { '#db': '@instantdb/admin' } },\n};\n`,
      'Name the client in its place: src/instant.',
    ],
    [
      'tsconfig.json',
      `{ "compilerOptions": {\n  "paths": { "@instantdb/admin": ["./test/fake.ts"] }\n} }\n`,
      ALIASED,
    ],
  ])('%s', async (path, text, remedy) => {
    const { told, said, folder } = await moved({ [path]: text });
    expect(told).toEqual([`${path}:2 migrate-text: ${remedy}`]);
    expect(said.files).toEqual(['package.json', 'src/db.ts']);
    expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
  });

  it.each([
    [
      'tsup.config.ts',
      `export default { noExternal: [/^@instantdb/], external: ['@instantdb/*'] };`,
    ],
    [
      'eslint.config.mjs',
      `export default [{ group: ['@instantdb/*'] }, /@instantdb/, '@instantdb/react'];`,
    ],
    [
      'jest.config.mjs',
      `export default { moduleNameMapper: { '^@instantdb/core$': './core.ts', '^@(instantdb|acme)/core$': './core.ts' } };`,
    ],
    [
      'src/document.ts',
      `export default { paths: { '/a': { get: { description: 'Asks @instantdb/admin for it.' } } }, imports: ['all of @instantdb'] };`,
    ],
    [
      'renovate.json',
      `{ "matchPackagePatterns": ["^@instantdb/"], "alias": "@instantdb/administrator" }`,
    ],
  ])('but none for its neighbours, nor for all packages of its maker: %s', async (path, text) => {
    expect((await moved({ [path]: text })).told).toEqual([]);
  });

  it('package.json, but for what is installed', async () => {
    const { told } = await moved(
      {},
      {
        jest: { moduleNameMapper: { '^@instantdb/admin$': 'x' } },
        overrides: { '@instantdb/admin': '1' },
        pnpm: { overrides: { '@instantdb/admin': '1' } },
      },
    );
    expect(told).toEqual([`package.json:1 migrate-text: ${MATCHED}`]);
  });

  it('and imports in files of other syntaxes, with what to import', async () => {
    const text = `import { id } from '@instantdb/admin';\n\n# {id()}\n`;
    const { told } = await moved({ 'src/pages/index.mdx': text });
    expect(told).toContain(
      'src/pages/index.mdx:1 migrate-text: Import it from ../instant where the client is meant.',
    );
  });

  it('and a configuration that loads the package stays on it where Node runs it', async () => {
    const text = `import { id } from '@instantdb/admin';\nexport default { env: { ID: id() } };\n`;
    const { told, folder } = await moved({ 'tool.config.mjs': text }, {});
    expect(told.join()).toMatch(/tool\.config\.mjs:1 migrate-javascript/);
    expect(readFileSync(join(folder, 'tool.config.mjs'), 'utf8')).toBe(text);
  });

  it('not where nothing moves', async () => {
    const folder = temporaryFolder();
    put(folder, {
      'package.json': JSON.stringify({
        dependencies: { '@instantdb/admin': '1' },
        engines: { node: '>=20' },
        jest: { moduleNameMapper: { '^@instantdb/admin$': 'x' } },
      }),
      'instant.schema.ts': SCHEMA,
      'db.js': `module.exports = require('@instantdb/admin').init({ appId: '' });\n`,
      'jest.config.js': `module.exports = { moduleNameMapper: { '^@instantdb/admin$': 'x' } };\n`,
    });
    const { files, open } = await say(folder);
    expect([files, open.map(({ file, code }) => [file, code])]).toEqual([
      [],
      [['db.js', 'migrate-javascript']],
    ]);
  });
});
