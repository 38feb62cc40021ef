/** Writes what a case of `fixtures/` generates, and imports it. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cases, generate } from '../golden/case.js';

/** The folder and the module of the generated `index.ts`. */
export async function emittedCase(
  name: string,
): Promise<{ readonly folder: string; readonly index: unknown }> {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  // Files of tests run side by side, and several want the same case.
  const worker = process.env['VITEST_POOL_ID'] ?? '0';
  const folder = join(import.meta.dirname, '../../.tmp/client', worker, name);
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of (await generate(found)).files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const index: unknown = await import(pathToFileURL(join(folder, 'index.ts')).href);
  return { folder, index };
}
