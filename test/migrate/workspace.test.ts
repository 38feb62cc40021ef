import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { places, run, say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const DB = `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\nexport const db = init({ appId: '', schema });\n`;
const API = `import { db } from '@acme/db';\nimport { InstantAPIError } from '@instantdb/admin';\nexport const is = (error: unknown) => error instanceof InstantAPIError && db;\n`;

const packageOf = (name: string, ...uses: readonly string[]): string =>
  JSON.stringify({ name, dependencies: Object.fromEntries(uses.map((each) => [each, '*'])) });

/** A package with a client, one that uses it, and one that has nothing to do with it. */
function workspace(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  put(folder, {
    'packages/db/package.json': packageOf('@acme/db', '@instantdb/admin', '@instantdb/core'),
    'packages/db/instant.schema.ts': SCHEMA,
    'packages/db/src/db.ts': DB,
    'apps/api/package.json': packageOf('@acme/api', '@instantdb/admin', '@acme/db'),
    'apps/api/src/routes/is.ts': API,
    'apps/other/package.json': packageOf('@acme/other', '@instantdb/admin'),
    'apps/other/is.ts': API,
    ...files,
  });
  return folder;
}

const CLIENT = `import { init } from '@instantdb/admin';\nimport { schema } from '@acme/db';\nexport const own = init({ appId: '', schema });\n`;

describe('migrate at the root of a workspace', () => {
  const folder = (top = '{ "workspaces": ["packages/*", "apps/*"] }'): string =>
    workspace({
      'package.json': top,
      'apps/api/src/own.ts': CLIENT,
      'apps/a/package.json': packageOf('@acme/a', '@instantdb/admin', '@acme/db', '@acme/api'),
      'apps/a/own.ts': CLIENT,
      'apps/deep/package.json': packageOf('@acme/deep', '@instantdb/admin'),
      'apps/deep/own.ts': DB,
      'apps/deep/data/instant.schema.ts': SCHEMA,
    });
  const COMMANDS = [
    '(cd packages/db && npx instant-codegen migrate)',
    '(cd apps/api && npx instant-codegen migrate --schema ../../packages/db/instant.schema.ts)',
    '(cd apps/a && npx instant-codegen migrate --schema ../../packages/db/instant.schema.ts)',
    '(cd apps/deep && npx instant-codegen migrate --schema data/instant.schema.ts)',
  ];

  it('names what moves each package that makes a client, those first that others use', async () => {
    const root = folder();
    const { commands, open, files } = await say(root);
    expect([files, commands]).toEqual([[], COMMANDS]);
    expect(places(open)).toEqual([
      'apps/a/own.ts:3 migrate-other-package',
      'apps/api/src/own.ts:3 migrate-other-package',
      'apps/deep/own.ts:3 migrate-other-package',
      // These make none.
      'apps/other/is.ts:2 migrate-other-package',
      'packages/db/src/db.ts:3 migrate-other-package',
    ]);
    const { stdout } = await run(root);
    expect(stdout).toContain(`in this order:\n  ${COMMANDS.join('\n  ')}\n`);
  });

  it('moves the package at the root, and names the others', async () => {
    const root = folder('{ "name": "top", "workspaces": ["packages/*", "apps/*"] }');
    put(root, { 'instant.schema.ts': SCHEMA, 'src/db.ts': DB });
    const { commands, files } = await say(root);
    expect(files).toContain('src/db.ts');
    expect(commands).toEqual(COMMANDS);
  });

  it('leaves nothing to move once each was run', async () => {
    const root = folder();
    for (const command of COMMANDS) {
      const [, at = '', , schema] =
        /cd (\S+) && npx instant-codegen migrate( --schema (\S+))?\)/.exec(command) ?? [];
      const said = await say(join(root, at), ...(schema === undefined ? [] : ['--schema', schema]));
      expect(said.exitCode).toBe(0);
      expect(places(said.open).filter((place) => place.includes('schema-lost'))).toEqual([]);
    }
    const { commands, open } = await say(root);
    expect(commands).toEqual([]);
    expect(places(open)).toEqual(['apps/other/is.ts:2 migrate-other-package']);
  });
});

describe('migrate in one package of a workspace', () => {
  it.each([
    ['npm and yarn', { 'package.json': '{ "workspaces": ["packages/*", "apps/*"] }' }],
    ['pnpm', { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: ["**"]\n' }],
  ])(
    'of %s lists the files of packages that use it, where they name the old one',
    async (_, top) => {
      const folder = workspace(top);
      const { files, open } = await say(join(folder, 'packages/db'));
      expect(files).toContain('src/db.ts');
      expect(places(open)).toEqual(['../../apps/api/src/routes/is.ts:2 migrate-other-package']);
      expect(open[0]?.message).toBe(
        '@instantdb/admin is named here, in a package that uses @acme/db.',
      );
    },
  );

  it('says what a test of another package is to mock', async () => {
    const folder = workspace({
      'package.json': '{ "workspaces": ["packages/*", "apps/*"] }',
      'apps/api/src/routes/is.ts': `vi.mock(\n  '@instantdb/admin', () => ({}));\n`,
    });
    const { open } = await say(join(folder, 'packages/db'));
    expect(open[0]?.remedy).toMatch(
      /^Mock \.\.\/\.\.\/\.\.\/\.\.\/packages\/db\/src\/instant\b.*: @acme\/db takes/,
    );
  });

  it('looks no further than the repository', async () => {
    const folder = workspace({ 'package.json': '{ "workspaces": ["packages/*", "apps/*"] }' });
    mkdirSync(join(folder, 'packages/.git'));
    const { open } = await say(join(folder, 'packages/db'));
    expect(places(open)).toEqual([]);
  });

  const TOP = { 'package.json': '{ "workspaces": ["packages/*", "apps/*"] }' };
  const own = (from: string): string =>
    `import { init } from '@instantdb/admin';\nimport { schema } from '${from}';\nexport const own = init({ appId: '', schema });\n`;

  it.each(['@acme/db', '@acme/db/instant.schema', '../../../../packages/db/instant.schema.js'])(
    'follows the schema into another package, and the configuration names it: %s',
    async (from) => {
      const folder = workspace({ ...TOP, 'apps/api/src/routes/is.ts': own(from) });
      const api = join(folder, 'apps/api');
      expect((await run(api, '--dry-run')).stdout).toContain(
        'The schema is ../../packages/db/instant.schema.ts, which the configuration would name from then on.\n',
      );
      const { stdout } = await run(api);
      expect(stdout).toContain(
        'The schema is ../../packages/db/instant.schema.ts, which the configuration names now.\n',
      );
      expect(stdout).toContain('Put "generate": "instant-codegen" into the scripts');
      expect(readFileSync(join(api, 'instant-codegen.config.json'), 'utf8')).toBe(
        '{\n  "schema": "../../packages/db/instant.schema.ts"\n}\n',
      );
      expect(readFileSync(join(api, 'src/instant/entities.ts'), 'utf8')).toContain(
        'interface Goal ',
      );
      expect(readFileSync(join(api, 'src/routes/is.ts'), 'utf8')).toBe(
        `import { init } from '../instant/index.js';\nexport const own = init({ appId: '' });\n`,
      );
      const again = await say(api);
      expect(again.files).toEqual([]);
    },
  );

  it('tells where a client had a schema that is in several other packages, or in none', async () => {
    const api = (files: Readonly<Record<string, string>>): string =>
      join(workspace({ ...TOP, ...files }), 'apps/api');
    const two = api({
      'apps/api/src/routes/is.ts': own('@acme/db'),
      'packages/db/more/instant.schema.ts': SCHEMA,
    });
    expect(places((await say(two, '--dry-run')).open)).toContain(
      'src/routes/is.ts:3 migrate-schema-lost',
    );
    const named = await say(two, '--schema', '../../packages/db/instant.schema.ts');
    expect(places(named.open)).not.toContain('src/routes/is.ts:3 migrate-schema-lost');
    const none = api({ 'apps/api/src/routes/is.ts': own('@acme/unknown') });
    expect(places((await say(none)).open)).toContain('src/routes/is.ts:3 migrate-schema-lost');
  });
});
