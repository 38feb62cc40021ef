import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import { nameProject } from '../../generator/names.js';
import { emitAll } from '../../templates/index.js';
import { takenNames } from '../../templates/reserved.js';
import { cases, emitted, expected, generate } from './case.js';
import { compile } from './compile.js';

const UPDATE = process.env['UPDATE_GOLDENS'] === '1';

it('finds cases', () => {
  expect(cases.map(({ name }) => name)).toContain('petstore');
});

describe.each(cases)('$name', (each) => {
  const first = generate(each);

  it('gives the expected bytes', async () => {
    const actual = emitted(await first);
    if (UPDATE) update(each.root, actual, each.partial === true);
    const wanted = expected(each);
    expect(wanted.size).toBeGreaterThan(0);
    for (const [path, text] of wanted) expect(actual.get(path), path).toBe(text);
    if (each.partial !== true) expect([...actual.keys()].sort()).toEqual([...wanted.keys()].sort());
  });

  it('gives the same bytes again', async () => {
    const again = await generate(each);
    expect(again.files).toEqual((await first).files);
  });

  it('leaves its input untouched', async () => {
    const { project } = await first;
    expect(Object.isFrozen(project)).toBe(true);
    const before = JSON.stringify(project);
    emitAll(
      project,
      nameProject(project, takenNames(project), {}, () => {}),
    );
    expect(JSON.stringify(project)).toBe(before);
  });

  it('is laid out as prettier would', async () => {
    const options = { parser: 'typescript', singleQuote: true, printWidth: 100 };
    for (const [path, text] of emitted(await first)) {
      expect(await prettier.format(text, options), path).toBe(text);
    }
  });

  it('is left alone by linters', async () => {
    for (const { path, text } of (await first).files.filter((each) => each.path.endsWith('.ts'))) {
      expect(text.startsWith('/* eslint-disable */\n'), path).toBe(true);
      expect(text.split('eslint-disable').length, path).toBe(2);
    }
  });

  it('compiles under every strict flag', async () => {
    const files = new Map(
      (await first).files
        .filter(({ path }) => path.endsWith('.ts'))
        .map(({ path, text }) => [path, text]),
    );
    expect(compile(files)).toEqual([]);
  }, 60_000);

  it.each([
    ['no strict flag', { strict: false }],
    // As Nest sets up its projects.
    ['flags without null, where `Headers` is a class', { strictNullChecks: false }, WORKER],
    ['the types of React Native', {}, REACT_NATIVE],
  ])('compiles under %s', async (_, flags, platform = '') => {
    const files = new Map(
      (await first).files
        .filter(({ path }) => path.endsWith('.ts'))
        .map(({ path, text }) => [path, text]),
    );
    files.set('platform.d.ts', platform);
    const looser = { ...flags, exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false };
    expect(compile(files, looser)).toEqual([]);
  });
});

/**
 * As the types of Cloudflare's workers have them: a class is no member of `globalThis`, a variable is. As Bun's have it,
 * `Response` has no prototype.
 */
const WORKER = `declare class Headers {
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
interface Response {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: ReadableStream | null;
  clone(): Response;
  json(): Promise<any>;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<any>;
}
interface ReadableStream {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(reason?: unknown): Promise<void> };
  cancel(reason?: unknown): Promise<void>;
}
declare var Response: { new (): Response };
`;

/** As React Native's types have them: no streams, and signals without a reason. */
const REACT_NATIVE = `declare class AbortSignal {
  readonly aborted: boolean;
  addEventListener: (type: 'abort', listener: (this: AbortSignal, event: any) => any) => void;
  removeEventListener: (type: 'abort', listener: (this: AbortSignal, event: any) => any) => void;
}
interface Headers {
  forEach(each: (value: string, name: string) => void): void;
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
}
interface Blob {
  readonly size: number;
  readonly type: string;
  slice(start?: number, end?: number): Blob;
}
declare var Blob: { prototype: Blob; new (parts?: (Blob | string)[]): Blob };
interface Response {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Headers;
  clone(): Response;
  json(): Promise<any>;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
}
declare var Response: { prototype: Response; new (body?: string): Response };
type Call<Signal extends NonNullable<import('./runtime/abi.js').CallOptions['signal']>> = Signal;
declare const taken: Call<AbortSignal>;
`;

function update(root: string, files: ReadonlyMap<string, string>, partial: boolean): void {
  const folder = join(root, 'expected');
  const kept = partial ? new Set(expected({ root, name: '' }).keys()) : undefined;
  for (const path of expected({ root, name: '' }).keys()) rmSync(join(folder, path));
  for (const [path, text] of files) {
    if (kept !== undefined && !kept.has(path)) continue;
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
