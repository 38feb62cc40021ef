import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as admin from '@instantdb/admin';
import * as core from '@instantdb/core';
import { describe, expect, it } from 'vitest';
import { targets } from '../../generator/targets/index.js';
import { temporaryFolder, tree } from '../command/disk.js';
import { put } from '../command/run.js';
import { ROOT } from './apps.js';
import { places, say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/admin';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const DB = `import { init } from '@instantdb/admin';
import schema from '../instant.schema';
export const db = init({ appId: '', schema });
`;
const USE = `import { id, lookup, i } from '@instantdb/core';
import { InstantAPIError as Failure, type InstaQLEntity } from '@instantdb/core';
import { db } from './db';
export const all = [id, lookup, i, Failure, db.tx];
export type Goal = InstaQLEntity<never, 'goals'>;
`;
const ERRORS = `import { InstantAPIError } from '@instantdb/core';
export const isOurs = (error: unknown) => error instanceof InstantAPIError;
`;
const FRONT = `import { id, init } from '@instantdb/react';
import schema from '../instant.schema';
export const front = init({ appId: id(), schema });
`;

async function moved(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json':
      '{ "name": "a", "dependencies": { "@instantdb/admin": "1", "@instantdb/core": "1" } }',
    'src/db.ts': DB,
    ...files,
  });
  const { open } = await say(folder);
  return { open: places(open), own: tree(folder) };
}

const MOVED = `import { i } from '@instantdb/core';
import { id, lookup } from './instant/index.js';
import { InstantAPIError as Failure, type InstaQLEntity } from './instant/index.js';
`;

describe('names that the official package shares with others of its maker', () => {
  it('move in an app without a front end, the schema’s own `i` left out', async () => {
    const types = `import type * as core from '@instantdb/core';\nexport type User = core.User;\n`;
    const { open, own } = await moved({
      'src/use.ts': USE,
      'src/errors.ts': ERRORS,
      'src/types.ts': types,
    });
    expect(own['src/types.ts']).toBe(types);
    expect(own['src/use.ts']).toContain(MOVED);
    expect(own['src/errors.ts']).toContain("import { InstantAPIError } from './instant/index.js';");
    expect(own['instant.schema.ts']).toContain("from './src/instant/dsl.js'");
    expect(open).toEqual([]);
  });

  it('move where a client is used, and stay in the front end and in what both use', async () => {
    const both = USE + `export { isOurs } from './errors';\n`;
    const { open, own } = await moved({
      'src/use.ts': both,
      'src/errors.ts': ERRORS,
      'src/front.ts': FRONT,
      'src/other.ts': ERRORS,
    });
    expect(own['src/use.ts']).toContain(MOVED);
    expect(own).toMatchObject({
      'src/errors.ts': ERRORS,
      'src/front.ts': FRONT,
      'src/other.ts': ERRORS,
    });
    // The front end knows the types of schemas that its own package made.
    expect(own['instant.schema.ts']).toContain("import { i } from '@instantdb/react';");
    expect(open).toEqual(['src/errors.ts:1 migrate-sibling']);
  });

  it('stay in files of a front end, by whatever name its client goes there', async () => {
    const screen = `import { id } from '@instantdb/react';
import { useDb } from './hook';
export const add = () => useDb().db.transact([]) && id();
export function Screen() {
  const { db } = useDb();
  return db.useQuery({}) ?? id();
}
`;
    const { own } = await moved({
      'src/use.ts': USE,
      'src/front.ts': FRONT,
      'src/hook.ts': `import { front } from './front';\nexport const useDb = () => ({ db: front });\n`,
      'src/screen.tsx': screen,
      // It leads to both, and says what it is.
      'src/button.tsx': `'use client';\nimport './use';\n${screen}`,
    });
    expect(own).toMatchObject({ 'src/screen.tsx': screen });
    expect(own['src/button.tsx']).toContain("from '@instantdb/react'");
    expect(own['src/use.ts']).toContain(MOVED);
  });

  it('leave a schema where it is, where another package is the front end', async () => {
    const { open, own } = await moved({
      'web/package.json': '{ "name": "web", "dependencies": { "@instantdb/react": "1" } }',
      'web/front.ts': FRONT,
    });
    expect(own['instant.schema.ts']).toBe(SCHEMA);
    expect(own['src/db.ts']).toContain("from './instant/index.js'");
    expect(open).toEqual(['migrate-package-kept', 'instant.schema.ts:1 migrate-front-end']);
  });

  it('are the same in both official packages', () => {
    const { shared = [], errors = [] } = targets[0].migration ?? {};
    const file = join(ROOT, 'node_modules/@instantdb/admin/dist/esm/index.d.ts');
    const lines = readFileSync(file, 'utf8').split('\n');
    const handed = lines.find((line) => line.endsWith("from '@instantdb/core';")) ?? '';
    const given = new Set(handed.match(/\w+(?=[,\s]*[,}])/g));
    const exported = new Set(
      (lines.findLast((line) => line.startsWith('export {')) ?? '').match(/\w+(?=,)/g),
    );
    const alike = shared.filter((name) => given.has(name) && exported.has(name));
    expect(alike).toEqual(shared);
    const [ours, theirs]: Record<string, unknown>[] = [admin, core];
    for (const name of [...errors, 'id', 'lookup']) expect(theirs?.[name]).toBe(ours?.[name]);
  });
});
