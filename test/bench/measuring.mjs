// Programs that measure, as JavaScript: what is measured is in a process of its own.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Builds a script of this project, which finds the project's packages and files from where it is. */
export async function measuring(path) {
  const folder = join(root, 'node_modules/.cache/instant-codegen-bench', path.replace(/\W/g, '-'));
  const outfile = join(folder, 'measure.mjs');
  const source = join(root, path);
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(source).href),
      'import.meta.dirname': JSON.stringify(dirname(source)),
    },
    outfile,
    logLevel: 'error',
  });
  return { file: outfile, folder };
}
