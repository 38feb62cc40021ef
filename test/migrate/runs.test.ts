import { execFile } from 'node:child_process';
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { adminToken, appId } from '../server/fixture.js';
import { startServerProcess } from '../server/process.js';
import { APPS, copyApp, ROOT } from './apps.js';
import { say } from './command.js';

/** Packages of the apps that are not installed here. */
const STUBS = join(ROOT, 'fixtures/migrate/stubs.mjs');
const INSTEAD = {
  ai: STUBS,
  'next/server': STUBS,
  'server-only': STUBS,
  '@instantdb/react': '@instantdb/core',
};

/** Where an app has its schema and its check, a program that prints PASS; both are usually at its root. */
const PLACES: Readonly<Record<string, { readonly folder?: string; readonly schema?: string }>> = {
  monorepo: { folder: 'packages/server' },
  'nuxt-app': { schema: 'server/db.ts' },
};

/** Bundles a file of an app, in a folder from which the packages of this repository are found. */
async function bundle(folder: string, file: string, name: string): Promise<string> {
  const outfile = join(ROOT, '.tmp/migrated', `${name}.mjs`);
  await build({
    entryPoints: [join(folder, file)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    preserveSymlinks: true,
    alias: INSTEAD,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}

async function check(root: string, app: string, when: string): Promise<string> {
  const { folder: below = '', schema: file = 'instant.schema.ts' } = PLACES[app] ?? {};
  const folder = join(root, below);
  const schemaFile = await bundle(folder, file, `${app}-schema-${when}`);
  const { default: schema } = (await import(pathToFileURL(schemaFile).href)) as {
    default: unknown;
  };
  const server = await startServerProcess({ appId, adminToken, schema });
  try {
    const entry = existsSync(join(folder, 'check.ts')) ? 'check.ts' : 'check.mjs';
    const program = await bundle(folder, entry, `${app}-${when}`);
    const env = {
      ...process.env,
      INSTANT_APP_ID: appId,
      INSTANT_ADMIN_TOKEN: adminToken,
      INSTANT_API_URI: server.url,
    };
    return await new Promise((resolve) => {
      execFile(process.execPath, [program], { env, timeout: 30_000 }, (error, out, err) =>
        resolve(error === null ? out.trim() : `${out}${err}`),
      );
    });
  } finally {
    await server.stop();
  }
}

describe('passes its own checks before and after, unchanged:', () => {
  for (const app of APPS)
    it(app, async () => {
      // Nuxt gives it, to the file that has the schema too.
      vi.stubGlobal('useRuntimeConfig', () => ({ appId, token: adminToken }));
      onTestFinished(() => void vi.unstubAllGlobals());
      const { folder, remove } = copyApp(app);
      onTestFinished(remove);
      expect(await check(folder, app, 'before')).toBe('PASS');
      // Without packages nothing is compiled, which other tests look at.
      const packages = join(folder, 'node_modules');
      rmSync(packages);
      expect((await say(folder)).files.filter((path) => path.includes('check'))).toEqual([]);
      symlinkSync(join(ROOT, 'node_modules'), packages);
      expect(await check(folder, app, 'after')).toBe('PASS');
    });
});
