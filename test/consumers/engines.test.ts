/** The command itself on each Node: the same files, and not a word of the engine's on standard error. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { MODULES } from './app.js';

const ROOT = join(import.meta.dirname, '../..');
const CONFIG = `export default {
  clients: [
    { out: 'app' },
    { out: 'pets', target: 'none', openapi: 'pets.yaml', emitters: ['default', 'API.md'] },
  ],
};
`;
const folders: string[] = [];
afterAll(() => folders.forEach((each) => rmSync(each, { recursive: true, force: true })));

/** What the command writes, by path, and what it says of the schema, where `node` runs it. */
function written(node: string): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  folders.push(folder);
  cpSync(join(ROOT, 'fixtures/demo/instant.schema.ts'), join(folder, 'instant.schema.ts'));
  cpSync(join(ROOT, 'fixtures/petstore/openapi.yml'), join(folder, 'pets.yaml'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(folder, 'instant-codegen.config.mjs'), CONFIG);
  const args = [join(ROOT, 'dist/generator/bin.js')];
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: folder, encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths
    .filter((path) => path.endsWith('.ts') || path.endsWith('.md'))
    .sort()
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')] as const);
  return new Map([['standard error', stderr], ...files]);
}

it.each(['node-22', 'node-bin', 'node-26'])('%s writes what this Node writes', (name) => {
  const here = written(process.execPath);
  expect(here.size).toBeGreaterThan(20);
  expect(written(join(MODULES, name, 'bin/node'))).toEqual(here);
});
