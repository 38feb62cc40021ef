/** Documents of others, with their keys in another order, and with one operation more. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { isObject, type Json, type JsonObject } from '../documents/documents.js';
import { DOCUMENTS, entries, generateDocument } from './corpus.js';

const WORK = mkdtempSync(join(tmpdir(), 'instant-codegen-shuffled-'));
afterAll(() => rmSync(WORK, { recursive: true, force: true }));

/** Documents in one file, which can be written again. */
const documents = entries.flatMap(({ file, error }): readonly (readonly [string, JsonObject])[] => {
  const text = readFileSync(join(DOCUMENTS, file), 'utf8');
  // One is read although it is no good YAML: it could not be written again.
  const parsed = parseDocument(text, { uniqueKeys: false });
  const data = error === undefined && parsed.errors.length === 0 ? (parsed.toJS() as Json) : null;
  const whole = isObject(data) && !/\$ref"?: ?['"]?[^#'"\s]/.test(text);
  return whole ? [[file, data]] : [];
});

/** Keys whose values are data of the author. */
const DATA: ReadonlySet<string> = new Set(['default', 'example', 'examples', 'enum', 'const']);

/**
 * Every object with its keys in another order. Of media types, the first is what is sent where a call says
 * nothing else: there, order has a meaning, and is left.
 */
function shuffled(value: Json, next: () => number, key = ''): Json {
  if (!isObject(value)) {
    return Array.isArray(value) ? value.map((each: Json) => shuffled(each, next)) : value;
  }
  const all = Object.entries(value).map(([name, each]): readonly [number, string, Json] => [
    next(),
    name,
    DATA.has(name) && key !== 'properties' ? each : shuffled(each, next, name),
  ]);
  const order = key === 'content' ? all : all.sort(([a], [b]) => a - b);
  return Object.fromEntries(order.map(([, name, each]) => [name, each]));
}

/** Numbers below 1, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

async function generated(data: Json): Promise<ReadonlyMap<string, string>> {
  writeFileSync(join(WORK, 'openapi.json'), JSON.stringify(data));
  const { generated: made, diagnostics } = await generateDocument('openapi.json', WORK);
  if (made === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return new Map(made.files.map(({ path, text }) => [path, text]));
}

/** What a text is made of, without the order of it. */
const pieces = (text: string): readonly string[] =>
  text
    .split(/[{}[\](),;|=\n]/)
    .map((each) => each.replace(/^[ *=]+|[ =]+$/g, ''))
    .filter(Boolean)
    .sort();

describe.each(documents)('%s', (_file, data) => {
  it('is the same but for the order, whatever the order of its keys', async () => {
    const before = await generated(data);
    for (const seed of [1, 2]) {
      const after = await generated(shuffled(data, numbers(seed)));
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      expect(after.get('index.ts')).toBe(before.get('index.ts'));
      for (const [path, text] of before)
        expect(pieces(after.get(path) ?? ''), path).toEqual(pieces(text));
    }
  });

  it('changes in one block and in lists when an operation is added', async () => {
    const paths = isObject(data['paths']) ? data['paths'] : {};
    const more = {
      operationId: 'somethingQuiteNew',
      tags: ['quite new'],
      responses: { '204': { description: 'none' } },
    };
    const before = await generated(data);
    const after = await generated({ ...data, paths: { ...paths, '/quite/new': { post: more } } });
    const changed = [...before.keys()].filter((path) => after.get(path) !== before.get(path));
    // The copied runtime has what all operations need, and nothing else.
    expect(changed.filter((path) => !/^(?:index\.ts$|runtime\/)/.test(path))).toEqual([]);
    const added = [...after.keys()].filter((path) => !before.has(path));
    expect(added).toContain('operations/quite-new.ts');
    expect(added.filter((path) => path.startsWith('operations/')).length).toBe(1);
    const gone = pieces(before.get('index.ts') ?? '').filter(
      (each) => !pieces(after.get('index.ts') ?? '').includes(each),
    );
    expect(gone).toEqual([]);
  });
});
