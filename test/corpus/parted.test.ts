/** Documents of others and by chance, written in other ways that mean the same: the same client. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { isObject, methods, type Json, type JsonObject } from '../documents/documents.js';
import { generate } from '../hostile/pipeline.js';
import { randomDocument } from '../hostile/random-document.js';
import { DOCUMENTS, entries } from './corpus.js';

/** Texts by path; undefined where the document has nothing that could be written in that way. */
type Written = Readonly<Record<string, string>> | undefined;

const found = entries.flatMap(({ file, error }): readonly (readonly [string, JsonObject])[] => {
  const text = readFileSync(join(DOCUMENTS, file), 'utf8');
  const parsed = parseDocument(text, { uniqueKeys: false });
  const data = error === undefined && parsed.errors.length === 0 ? (parsed.toJS() as Json) : null;
  return isObject(data) && !/\$ref"?: ?['"]?[^#'"\s]/.test(text) ? [[file, data]] : [];
});
const made = Array.from({ length: 20 }, (_, seed): readonly [string, JsonObject] => [
  `by chance, ${seed}`,
  randomDocument(seed) as JsonObject,
]);

/** The value with another one for each object in it. */
function mapped(value: Json, of: (each: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return value.map((each: Json) => mapped(each, of));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(of(value)).map(([key, each]) => [key, mapped(each, of)]),
  );
}

/** The value as it is written in another file than the document's. */
const away = (value: Json, root: string): Json =>
  mapped(value, (each) => {
    const { $ref } = each;
    return typeof $ref === 'string' && $ref.startsWith('#/')
      ? { ...each, $ref: `${root}${$ref}` }
      : each;
  });

/** The entries that are no references, each in a file of its own. */
function moved(whole: Json | undefined, folder: string, files: Record<string, string>): Json {
  if (!isObject(whole)) return whole ?? null;
  const parts = Object.entries(whole).map(([key, value]): readonly [string, Json] => {
    if (!isObject(value) || value['$ref'] !== undefined || key.startsWith('x-'))
      return [key, value];
    const path = `${folder}/${Object.keys(files).length}.json`;
    files[path] = JSON.stringify(away(value, '../'.repeat(folder.split('/').length) + 'api.json'));
    return [key, { $ref: path }];
  });
  return Object.fromEntries(parts);
}

const ways: Readonly<Record<string, (document: JsonObject) => Written>> = {
  'as YAML': (document) => ({ 'api.json': stringify(document) }),

  'each component in a file of its own': (document) => {
    const files: Record<string, string> = {};
    if (!isObject(document['components'])) return undefined;
    const kinds = Object.entries(document['components']).map(
      ([kind, all]): readonly [string, Json] => [kind, moved(all, `parts/${kind}`, files)],
    );
    const root = { ...document, components: Object.fromEntries(kinds) };
    return { ...files, 'api.json': JSON.stringify(root) };
  },

  'each path in a file of its own': (document) => {
    const files: Record<string, string> = {};
    const root = { ...document, paths: moved(document['paths'], 'paths', files) };
    return { ...files, 'api.json': JSON.stringify(root) };
  },

  'parameters of a path with each of its operations': (document) => {
    if (!isObject(document['paths'])) return undefined;
    const paths = Object.entries(document['paths']).map(([path, item]): readonly [string, Json] => {
      const shared = isObject(item) ? item['parameters'] : undefined;
      if (!isObject(item) || !Array.isArray(shared)) return [path, item];
      const own = Object.entries(item).flatMap(([key, value]): (readonly [string, Json])[] => {
        if (key === 'parameters') return [];
        if (!methods.includes(key) || !isObject(value)) return [[key, value]];
        const rest = Array.isArray(value['parameters']) ? (value['parameters'] as Json[]) : [];
        return [[key, { ...value, parameters: [...(shared as Json[]), ...rest] }]];
      });
      return [path, Object.fromEntries(own)];
    });
    return { 'api.json': JSON.stringify({ ...document, paths: Object.fromEntries(paths) }) };
  },
};

async function generated(files: Written): Promise<ReadonlyMap<string, string> | undefined> {
  const settings = { openapi: 'api.json', schema: false } as const;
  return (await generate({ files: files ?? {}, settings })).files;
}

describe.each([...found, ...made])('%s', (_name, document) => {
  it.each(Object.entries(ways))('is the same %s', async (_way, write) => {
    const written = write(document);
    if (written === undefined) return;
    const before = await generated({ 'api.json': JSON.stringify(document) });
    expect(before?.size).toBeGreaterThan(3);
    expect(await generated(written)).toEqual(before);
  });
});

/** Which schemas there are, and in which order, is the other document's; what they are called is not. */
const blocks = (files: ReadonlyMap<string, string> | undefined): readonly string[] =>
  (files?.get('types.ts') ?? '')
    .split(/\n\n(?=\S)/)
    .slice(1)
    .map((each) => each.trim());

describe.each(found)('%s, its schemas in another document', (_name, document) => {
  it('has schemas of the same names', async () => {
    const { components } = document;
    if (!isObject(components)) return;
    const { schemas, ...others } = components;
    const root = mapped({ ...document, components: others }, (each) => {
      const { $ref } = each;
      return typeof $ref === 'string' && $ref.startsWith('#/components/schemas/')
        ? { ...each, $ref: `common.json${$ref}` }
        : each;
    });
    const common = { components: { schemas: schemas ?? {} } };
    const before = blocks(await generated({ 'api.json': JSON.stringify(document) }));
    const files = { 'api.json': JSON.stringify(root), 'common.json': JSON.stringify(common) };
    expect(before).toEqual(expect.arrayContaining([...blocks(await generated(files))]));
  });
});
