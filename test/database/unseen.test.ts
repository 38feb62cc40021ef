/** Schemas like those of others: from SQL to a client that compiles, and finds what it asks for. */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../generator/introspect/ask.js';
import { readSaved } from '../../generator/stores/postgres/read.js';
import { savedText } from '../../generator/stores/postgres/saved-text.js';
import { storeOf } from '../../generator/stores/postgres/store.js';
import { openClient } from '../../runtime/client/client.js';
import { databaseOf } from '../../runtime/postgrest/database.js';
import { postgrest } from '../../runtime/postgrest/dialects.js';
import type { LinkTexts } from '../../runtime/postgrest/draft.js';
import { problemsOf, programOf } from '../types/program.js';
import { emittedWithRuntime } from './emit.js';
import { startStandIn, type StandIn } from './stand-in.js';

const FOLDER = join(import.meta.dirname, '../../fixtures/database/unseen');
const OUT = join(import.meta.dirname, '../../.tmp/unseen');
const names = readdirSync(FOLDER);
const sql = names.filter((name) => name.endsWith('.sql')).map((name) => join(FOLDER, name));

/** `fixtures/database/unseen/usage.ts`, which imports what is emitted. */
interface Use {
  readonly run: (db: object) => Promise<unknown>;
  readonly gives: unknown;
}

let standIn: StandIn;
let files: ReadonlyMap<string, string>;
let uses: Readonly<Record<string, Use>>;
let db: object;

beforeAll(async () => {
  const text = sql.map((path) => readFileSync(path, 'utf8')).join('\n');
  const schemas = [...text.matchAll(/^create schema ("(?:[^"]|"")+"|\w+);/gm)].map(
    ([, name = '']) => name.replace(/^"|"$/g, '').replaceAll('""', '"'),
  );
  standIn = await startStandIn(text, schemas);
  const run = async (query: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (await standIn.run(query))[0]?.rows as readonly Readonly<Record<string, unknown>>[];
  const engine = { name: 'the stand-in', run, close: () => standIn.close() };
  const saved = readSaved(
    'database.json',
    savedText(await ask(engine, schemas, new Set())),
    ({ message }) => {
      throw new Error(message);
    },
  );
  if (saved === undefined) throw new Error('nothing was read');
  const store = { ...storeOf(saved, 'database.json'), dialect: 'postgrest' };
  const usage = readFileSync(join(FOLDER, 'usage.ts'), 'utf8');
  files = new Map([...emittedWithRuntime(store), ['usage.ts', usage]]);
  rmSync(OUT, { recursive: true, force: true });
  for (const [path, each] of files) {
    mkdirSync(dirname(join(OUT, path)), { recursive: true });
    writeFileSync(join(OUT, path), each);
  }
  const module = async (name: string): Promise<object> =>
    (await import(pathToFileURL(join(OUT, name)).href)) as object;
  ({ uses } = (await module('usage.ts')) as { uses: typeof uses });
  const { databaseLinks } = (await module('database.ts')) as { databaseLinks: LinkTexts };
  const client = openClient({ baseUrl: standIn.url });
  db = databaseOf(client, undefined, { dialect: postgrest, links: databaseLinks });
}, 60_000);
afterAll(() => standIn.close());

describe('databases of others', () => {
  it('compile, with an app that uses them', () => {
    const program = programOf(
      files,
      [...files.keys()].filter((path) => !path.includes('/')),
    );
    expect(problemsOf(program)).toEqual([]);
  });

  it('answer what the app asks', async () => {
    const given: Record<string, unknown> = {};
    // Each asks for what those before it wrote.
    for (const [name, use] of Object.entries(uses)) given[name] = await use.run(db);
    const wanted = Object.entries(uses).map(([name, { gives }]) => [name, gives] as const);
    expect(wanted.length).toBe(14);
    expect(given).toEqual(Object.fromEntries(wanted));
  });
});
