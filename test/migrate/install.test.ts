import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { run } from './command.js';

const APP = {
  'instant.schema.ts': `import { i } from '@instantdb/core';\nexport default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });\n`,
  'src/db.ts': `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\nexport const db = init({ appId: '', schema });\n`,
  'package.json': JSON.stringify({
    name: 'a',
    dependencies: { '@instantdb/core': '1', '@instantdb/admin': '1' },
  }),
};

/** What is said of the installation, in a package of a workspace or alone. */
async function said(
  files: Readonly<Record<string, string>>,
  below = '.',
  ...args: readonly string[]
): Promise<string | undefined> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.git'));
  mkdirSync(join(folder, below), { recursive: true });
  put(join(folder, below), APP);
  put(folder, files);
  const { stdout } = await run(join(folder, below), ...args);
  return /^Run .*$/m.exec(stdout)?.[0];
}

it.each([
  ['package-lock.json', 'npm'],
  ['yarn.lock', 'yarn'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
])('when the package is gone, %s says what installs: %s', async (lock, manager) => {
  const line = `Run ${manager} install: package.json asks for @instantdb/admin no more.`;
  expect(await said({ [lock]: '' })).toBe(line);
  const top = { 'package.json': '{ "workspaces": ["packages/*"] }', [lock]: '' };
  expect(await said(top, 'packages/a')).toBe(line);
});

it('without a lock file, packageManager does, and else it is npm', async () => {
  const top = { 'package.json': '{ "workspaces": ["a"], "packageManager": "pnpm@9.1.0" }' };
  expect(await said(top, 'a')).toMatch(/^Run pnpm install/);
  expect(await said({})).toMatch(/^Run npm install/);
});

it('nothing is said where the package stays, or nothing was changed', async () => {
  const manifest = JSON.stringify({ name: 'a', dependencies: { '@instantdb/admin': '1' } });
  expect(await said({ 'package.json': manifest })).toBeUndefined();
  expect(await said({}, '.', '--dry-run')).toBeUndefined();
});
