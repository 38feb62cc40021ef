import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, tree } from '../command/disk.js';
import { put, run as runCommand } from '../command/run.js';
import { say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const DB = `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\nexport const db = init({ appId: '', schema });\n`;
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' };

function app(files: Readonly<Record<string, string>>, options: object = BUNDLER): string {
  const folder = temporaryFolder();
  put(folder, {
    'package.json': JSON.stringify({ name: 'a', dependencies: { '@instantdb/core': '1' } }),
    'tsconfig.json': JSON.stringify({ compilerOptions: options }),
    'instant.schema.ts': SCHEMA,
    ...files,
  });
  return folder;
}

describe('a file that is called as the folder of the client', () => {
  it('imports the index, and is what others mean by that name', async () => {
    const folder = app({
      'src/instant.ts': DB,
      'src/app.ts': `import { db } from './instant';\nimport { id } from '@instantdb/admin';\ntry { await db.query({ goals: {} }); } catch (e) {\n if (e instanceof TypeError) throw id();\n}\n`,
    });
    const { open } = await say(folder);
    expect(open.map(({ file, code }) => `${file ?? ''} ${code}`)).toEqual([
      'src/app.ts migrate-run-time',
    ]);
    const moved = tree(folder);
    expect(moved['src/instant.ts']).toContain(`import { init } from './instant/index';`);
    expect(moved['src/app.ts']).toContain(`import { db } from './instant';`);
    expect(moved['src/app.ts']).toContain(`import { id } from './instant/index';`);
  });

  const PLATFORMS = ['native.ts', 'web.tsx', 'ios.js', 'windows.js', 'macos.ts'];
  it.each([
    ...['instant.tsx', 'instant.js', 'instant.d.ts', 'instant.json', 'Instant.ts'],
    ...PLATFORMS.map((platform) => `instant.${platform}`),
  ])('is %s, too', async (name) => {
    const folder = app({ [`src/${name}`]: '{}', 'src/db.ts': DB });
    await say(folder);
    expect(tree(folder)['src/db.ts']).toContain(`from './instant/index';`);
  });

  it('is no folder for Yarn where it looks for modules', async () => {
    const folder = app({ '.pnp.cjs': '', 'src/db.ts': DB });
    await say(folder);
    expect(tree(folder)['src/db.ts']).toContain(`from './instant/index';`);
  });

  it('by an alias', async () => {
    const paths = { '@/*': ['./src/*'] };
    const folder = app(
      {
        'src/instant.ts': DB,
        'src/a/b.ts': `import { db } from '@/instant';\nimport { id } from '@instantdb/admin';\nexport const all = [db, id];\n`,
      },
      { ...BUNDLER, paths },
    );
    await say(folder);
    expect(tree(folder)['src/a/b.ts']).toContain(`import { id } from '@/instant/index';`);
  });

  it('is not where extensions are written, and no other file is', async () => {
    const written = app({ 'src/instant.ts': DB }, { module: 'nodenext' });
    await say(written);
    expect(tree(written)['src/instant.ts']).toContain(`from './instant/index.js';`);
    const folder = app({ 'src/instant.test.ts': '', 'src/instants.ts': '', 'src/db.ts': DB });
    await say(folder);
    expect(tree(folder)['src/db.ts']).toContain(`from './instant';`);
  });

  it('is seen by the line that a first run gives to start with', () => {
    const folder = app({ 'src/instant.ts': '' });
    expect(runCommand(folder).stdout).toContain(`from './src/instant/index';`);
    rmSync(join(folder, 'src'), { recursive: true });
    expect(runCommand(folder).stdout).toContain(`from './src/instant';`);
  });
});
