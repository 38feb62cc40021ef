/** Whole documents: one in several files, and those that the package ships and is made for. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { printRows, readDocument, readRows } from '../../generator/read/index.js';
import type { Inputs } from '../../generator/stages.js';
import { targets } from '../../generator/targets/index.js';
import { codes, inputsOf, placeless, readFiles, schemasOf, withSchemas } from './given.js';

const root = join(import.meta.dirname, '../..');
const disk: Inputs = {
  root,
  read: (path) =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined,
  exists: (path) => existsSync(join(root, path)),
  list: () => undefined,
};
const SHOP = 'fixtures/documents/shop/openapi.yaml';

test('a document in several files', () => {
  const diagnostics: Diagnostic[] = [];
  const api = readDocument(SHOP, disk, [], (each) => diagnostics.push(each));
  expect(diagnostics).toEqual([]);
  expect(api?.operations.map(({ key, path }) => [key, path])).toEqual([
    ['listProducts', '/products'],
    ['addReview', '/products/{sku}/reviews'],
  ]);
  expect(
    api?.schemas.map(({ key, recursive, splits, converts, at }) => [
      key,
      recursive,
      splits,
      converts,
      'pointer' in at ? at.file.replace(/.*shop\//, '') + at.pointer : '',
    ]),
  ).toEqual([
    ['Product', true, false, false, 'schemas/product.yaml'],
    ['Review', false, false, true, 'openapi.yaml/components/schemas/Review'],
    ['Author', false, false, true, 'openapi.yaml/components/schemas/Author'],
    ['Guest', false, false, false, 'openapi.yaml/components/schemas/Guest'],
    ['Member', false, false, true, 'openapi.yaml/components/schemas/Member'],
    ['Stored', false, true, true, 'openapi.yaml/components/schemas/Stored'],
    ['money', false, false, false, 'schemas/product.yaml/$defs/money'],
    ['problem', false, false, false, 'schemas/problem.json'],
  ]);
  const product = api?.schemas.find(({ key }) => key === 'Product')?.schema;
  expect(placeless(product)).toEqual({
    kind: 'object',
    props: [
      { key: 'sku', required: true, schema: { kind: 'string', pattern: '^[A-Z]+$' } },
      { key: 'price', required: true, schema: { kind: 'ref', to: 'money' } },
      {
        key: 'parts',
        required: false,
        schema: { kind: 'array', items: { kind: 'ref', to: 'Product' } },
      },
    ],
  });
  const [list] = api?.operations ?? [];
  expect(placeless(list?.responses[0]?.contents[0]?.schema)).toEqual({
    kind: 'array',
    items: { kind: 'ref', to: 'Product' },
  });
});

test('names of schemas in other files do not depend on who is first', () => {
  const files = {
    'a.yaml': `openapi: 3.1.0
components:
  schemas:
    X: { type: object, properties: { one: { $ref: 'm/pet.yaml' }, two: { $ref: 'n/pet.yaml' }, three: { $ref: 'o/X.yaml' } } }`,
    'm/pet.yaml': 'properties: { m: { type: string } }',
    'n/pet.yaml': 'properties: { n: { type: string } }',
    'o/X.yaml': 'properties: { o: { type: string } }',
  };
  const api = readDocument('a.yaml', inputsOf(files), [], () => undefined);
  expect(api?.schemas.map(({ key }) => key)).toEqual(['X', 'm/pet#', 'n/pet#', 'o/X#']);
});

const OVERLAY = 'generator/targets/instant/overlay.yml';
const ROWS = 'generator/targets/instant/client.yml';

test.each([['openapi.yml'], ['fixtures/instant-seed/openapi.yml']])(
  '%s reads without a complaint',
  (document) => {
    for (const overlays of [[], [OVERLAY]]) {
      const diagnostics: Diagnostic[] = [];
      const api = readDocument(document, disk, overlays, (each) => diagnostics.push(each));
      expect(diagnostics).toEqual([]);
      if (api === undefined) throw new Error('not read');
      expect(api.operations.length).toBeGreaterThan(10);
      const [{ recipes, reserved, identities }] = targets;
      const tables = { shipped: ROWS, recipes, reserved, identities };
      const client = readRows(api, tables, disk, (each) => diagnostics.push(each));
      expect(diagnostics.filter(({ code }) => code !== 'rows-operation-missing')).toEqual([]);
      expect(diagnostics.every(({ severity }) => severity === 'note')).toBe(true);
      expect(client?.rows.length).toBeGreaterThan(10);
    }
  },
);

test.each([['openapi.yml'], [SHOP]])('the starting table of %s resolves', (document) => {
  const diagnostics: Diagnostic[] = [];
  const report = (each: Diagnostic): void => void diagnostics.push(each);
  const api = readDocument(document, disk, [], report);
  if (api === undefined) throw new Error('not read');
  const table = printRows(api);
  const client = readRows(api, { user: 'rows.yml' }, inputsOf({ 'rows.yml': table }), report);
  expect(diagnostics).toEqual([]);
  const called = client?.rows.map(({ does }) => (does.kind === 'call' ? does.operation : ''));
  expect([...(called ?? [])].sort()).toEqual(api.operations.map(({ key }) => key).sort());
});

describe('a relative $id', () => {
  const files = {
    'api/nested/pet.json': '{ "const": "nested" }',
    'api/pet.json': '{ "const": "beside" }',
    'api/nested/deep/pet.json': '{ "const": "deep" }',
    'api/cat.json': '{ "const": "cat" }',
  };
  const read = (user: unknown): unknown => {
    const document = JSON.stringify(withSchemas({ User: user }));
    const answer = readFiles({ ...files, 'api/a.json': document }, 'api/a.json');
    expect(codes(answer)).toEqual([]);
    return schemasOf(answer);
  };
  const pet = { $ref: './pet.json' };

  test.each([
    ['is what the references in its schema are relative to', './nested/', pet, 'nested'],
    ['may be without a dot', 'nested/user.json', pet, 'nested'],
    ['of a schema inside adds to it', './nested/', { $id: 'deep/', ...pet }, 'deep'],
    ['of the same folder changes nothing', 'user.json', pet, 'beside'],
    [
      'is passed over where the file lies beside the document',
      './nested/',
      { $ref: 'cat.json' },
      'cat',
    ],
    ['with an address is no base of paths', 'https://a.test/nested/', pet, 'beside'],
  ])('%s', (_, $id, property, found) => {
    const schemas = read({ $id, type: 'object', properties: { pet: property } });
    expect(JSON.stringify(schemas)).toContain(JSON.stringify(found));
  });
});
