/** Every row of the conformance table: its documents compile, say what they should, and do so on the wire. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import * as prettier from 'prettier';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as runtime from '../../runtime/abi.js';
import { generateDocument, type Outcome } from '../corpus/corpus.js';
import { EMITTED, programOf } from '../golden/compile.js';
import { page } from './page.js';
import { documentOf, onWire, rows, unsupported, VERSIONS, type Row, type Version } from './rows.js';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = join(ROOT, 'docs/openapi.md');
const WORK = join(ROOT, `.tmp/conformance-${String(process.pid)}`);
const RUNTIME = join(ROOT, 'runtime/abi.ts');
/** Beside every client, and used by its checks. */
const PRELUDE = `export type Same<A, B> =
  (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;
export type Flat<T> = T extends object
  ? T extends (...args: never[]) => unknown ? T : { [K in keyof T]: Flat<T[K]> }
  : T;
export function check<T extends boolean>(given: T): void { void given; }
`;

interface Case {
  readonly name: string;
  readonly row: Row;
  readonly version: Version;
}

/** A client as the calls here see it. */
interface Client {
  readonly createTransport: typeof runtime.createTransport;
  readonly ApiError: typeof runtime.ApiError;
  run(transport: runtime.Transport, request?: object): runtime.Call<unknown>;
}

const cases: readonly Case[] = rows.flatMap((row, index) =>
  row.versions.map((version) => ({
    name: `${row.area}-${String(index)}-${version}`,
    row,
    version,
  })),
);
const outcomes = new Map<string, Outcome>();
let complaints: readonly string[] = [];
let server: ChildProcess;
let baseUrl = '';

beforeAll(async () => {
  for (const { name, row, version } of cases) {
    const folder = join(WORK, name);
    mkdirSync(folder, { recursive: true });
    const files = { ...row.files, 'openapi.json': JSON.stringify(documentOf(row, version)) };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    outcomes.set(name, await generateDocument('openapi.json', folder, { runtime: 'package' }));
  }
  complaints = compiled();
  await bundled();
  server = spawn(process.execPath, [join(ROOT, 'test/runtime/wire-server.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve, reject) => {
    server.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()));
    server.once('exit', (code) => reject(new Error(`the server ended with ${String(code)}`)));
  });
  baseUrl = `http://127.0.0.1:${port}`;
}, 120_000);
afterAll(() => {
  server.kill();
  rmSync(WORK, { recursive: true, force: true });
});

/** What the compiler says of all clients and of what is said of their types. */
function compiled(): readonly string[] {
  const files = new Map<string, string>();
  for (const { name, row } of cases) {
    for (const { path, text } of outcomes.get(name)?.generated?.files ?? [])
      if (path.endsWith('.ts')) files.set(`${name}/${path}`, text);
    if (row.types === undefined) continue;
    const used = (['check', 'Same'] as const).filter((each) => row.types?.includes(each));
    const names = used.map((each) => (each === 'Same' ? `type ${each}` : each)).join(', ');
    const imports = used.length === 0 ? '' : `import { ${names} } from '../prelude.js';\n`;
    const value = /\btypeof api\.|\bapi\.[a-z]/.test(row.types) ? '' : 'type ';
    files.set(
      `${name}/check.ts`,
      `import ${value}* as api from './index.js';\n${imports}${row.types}\n`,
    );
  }
  files.set('prelude.ts', PRELUDE);
  const paths = { 'instant-codegen/runtime': [RUNTIME] };
  const options = { paths, noUnusedLocals: false };
  return ts.getPreEmitDiagnostics(programOf(files, options)).map(({ file, start, messageText }) => {
    const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    return `${(file?.fileName ?? '').replace(`${EMITTED}/`, '')}:${String(line + 1)}: ${text}`;
  });
}

/** Each client that is called, as one module. */
async function bundled(): Promise<void> {
  const called = cases.filter(({ row }) => onWire(row));
  for (const { name } of called) {
    for (const { path, text } of outcomes.get(name)?.generated?.files ?? []) {
      const file = join(WORK, name, 'src', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  await build({
    entryPoints: called.map(({ name }) => ({
      in: join(WORK, name, 'src/index.ts'),
      out: `${name}/index`,
    })),
    outdir: join(WORK, 'bundles'),
    outExtension: { '.js': '.mjs' },
    alias: { 'instant-codegen/runtime': RUNTIME },
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  });
}

const load = (name: string): Promise<Client> =>
  import(pathToFileURL(join(WORK, 'bundles', name, 'index.mjs')).href) as Promise<Client>;

/** `{ $bytes }` and `{ $file }` as what they stand for. */
function live(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(live);
  if (typeof value !== 'object' || value === null) return value;
  const { $bytes, $file, name, type } = value as Readonly<Record<string, string>>;
  if ($bytes !== undefined) return new TextEncoder().encode($bytes);
  if ($file !== undefined) return new File([$file], name ?? '', { type: type ?? '' });
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, live(each)]));
}

/** What a call gave, as the rows write it. */
async function plain(value: unknown): Promise<unknown> {
  if (value === undefined) return null;
  if (value instanceof Blob) return { $blob: await value.text() };
  if (typeof value === 'object' && value !== null && Symbol.asyncIterator in value) {
    const items: unknown[] = [];
    for await (const item of value as AsyncIterable<unknown>) items.push(item);
    return items;
  }
  return value;
}

describe.each(cases)('$row.feature ($version)', ({ name, row }) => {
  it('is a client that compiles', () => {
    const { generated, diagnostics } = outcomes.get(name) ?? { diagnostics: [] };
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(complaints.filter((each) => each.startsWith(`${name}/`))).toEqual([]);
    for (const each of row.emits ?? []) {
      const [file = '', text = ''] = each.split(/: (.*)/s);
      expect(generated?.files.find(({ path }) => path === file)?.text).toContain(text);
    }
  });

  if (row.call !== undefined)
    it('is seen by the server', async () => {
      const client = await load(name);
      const transport = client.createTransport({ baseUrl, auth: row.auth });
      const seen = (await client.run(transport, live(row.call) as object)) as Record<
        string,
        object
      >;
      expect(seen).toMatchObject(row.sees ?? {});
      for (const header of row.hides ?? []) expect(seen['headers']).not.toHaveProperty(header);
    });

  if (row.answer !== undefined)
    it('is read from the server', async () => {
      const client = await load(name);
      const answer = Buffer.from(JSON.stringify(row.answer)).toString('base64');
      const transport = client.createTransport({ baseUrl, headers: { 'x-answer': answer } });
      if (row.throws === undefined) {
        expect(await plain(await client.run(transport))).toEqual(row.gives);
        return;
      }
      const error: unknown = await client.run(transport).catch((each: unknown) => each);
      expect(error).toBeInstanceOf(client.ApiError);
      expect(error).toMatchObject(row.throws);
    });
});

describe('the table', () => {
  it('has rows that are proven, of every version, and reasons for the others', () => {
    for (const row of rows) {
      expect(row.types ?? row.emits ?? row.sees ?? row.answer, row.feature).toBeDefined();
      expect(row.call === undefined, row.feature).toBe(row.sees === undefined);
      expect(
        row.versions.every((each) => VERSIONS.includes(each)),
        row.feature,
      ).toBe(true);
    }
    for (const { feature, reason, versions } of unsupported) {
      expect(reason.length, feature).toBeGreaterThan(20);
      expect(versions.length, feature).toBeGreaterThan(0);
    }
    for (const version of VERSIONS)
      expect(rows.filter(({ versions }) => versions.includes(version)).length).toBeGreaterThan(15);
    const names = [...rows, ...unsupported].map(
      (each) => `${'area' in each ? each.area : ''} ${each.feature} ${each.versions.join()}`,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('is the page', async () => {
    const wanted = await prettier.format(page(), { parser: 'markdown', printWidth: 100 });
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(PAGE, wanted);
    expect(readFileSync(PAGE, 'utf8')).toBe(wanted);
  });
});
