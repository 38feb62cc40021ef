import { expect, test } from 'vitest';
import { codes, readData, readFiles, schemasOf, withSchemas } from './given.js';

const string = { kind: 'string' };
const to = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });
const ref = (name: string): unknown => ({ kind: 'ref', to: name });
const object = (props: Record<string, unknown>): unknown => ({
  kind: 'object',
  props: Object.entries(props).map(([key, schema]) => ({ key, required: false, schema })),
});
const list = (items: unknown): unknown => ({ kind: 'array', items });

const page = {
  type: 'object',
  $defs: { item: { $dynamicAnchor: 'item' } },
  properties: { items: { type: 'array', items: { $dynamicRef: '#item' } } },
};
const bound = (item: object): object => ({ item: { $dynamicAnchor: 'item', ...item } });

test.each<[string, unknown, unknown]>([
  ['by itself', to('Page'), ref('Page')],
  [
    'beside a reference',
    { $defs: bound({ $ref: '#/components/schemas/User' }), ...Object(to('Page')) },
    object({ items: list(ref('User')) }),
  ],
  [
    'beside allOf',
    { $defs: bound({ type: 'string' }), allOf: [to('Page')] },
    object({ items: list(string) }),
  ],
  [
    'through another schema',
    { $defs: bound({ type: 'string' }), ...Object(to('Middle')) },
    object({ page: object({ items: list(string) }) }),
  ],
  [
    'the outermost binding counts',
    { $defs: bound({ type: 'string' }), ...Object(to('Users')) },
    object({ items: list(string) }),
  ],
  [
    'only a dynamic anchor is bound anew',
    { $defs: { item: { $anchor: 'item', type: 'string' } }, ...Object(to('Page')) },
    ref('Page'),
  ],
])('a list of what its user says: %s', (_, given, want) => {
  const answer = readData(
    withSchemas({
      Page: page,
      Middle: { type: 'object', properties: { page: to('Page') } },
      Users: { $defs: bound({ $ref: '#/components/schemas/User' }), ...Object(to('Page')) },
      User: { type: 'object', properties: { name: { type: 'string' } } },
      S: given,
    }),
  );
  expect(codes(answer)).toEqual([]);
  const { S, Page, Middle } = schemasOf(answer);
  expect(S).toEqual(want);
  expect(Page).toEqual(object({ items: list({ kind: 'unknown' }) }));
  expect(Middle).toEqual(object({ page: ref('Page') }));
});

test('a tree of its own kind', () => {
  const tree = {
    $dynamicAnchor: 'node',
    type: 'object',
    properties: { children: { type: 'array', items: { $dynamicRef: '#node' } } },
  };
  const strict = { $dynamicAnchor: 'node', $ref: '#/components/schemas/Tree' };
  for (const schemas of [
    { Tree: tree, Strict: strict },
    { Strict: strict, Tree: tree },
  ]) {
    const read = schemasOf(readData(withSchemas(schemas)));
    expect(read['Tree']).toEqual(object({ children: list(ref('Tree')) }));
    expect(read['Strict']).toEqual(object({ children: list(ref('Strict')) }));
  }
});

test('by $id, as the specification writes it', () => {
  const schemas = {
    Any: {
      $id: 'fully_generic_array',
      type: 'array',
      items: { $dynamicRef: '#generic-array' },
      $defs: { allowAll: { $dynamicAnchor: 'generic-array' } },
    },
    Texts: {
      $id: 'array_of_texts',
      $ref: 'fully_generic_array',
      $defs: { textsOnly: { $dynamicAnchor: 'generic-array', type: 'string' } },
    },
  };
  const answer = readFiles({ 'a.json': JSON.stringify(withSchemas(schemas)) }, 'a.json');
  expect(codes(answer)).toEqual([]);
  expect(schemasOf(answer)).toEqual({ Any: list({ kind: 'unknown' }), Texts: list(string) });
});

test('a name beside the address of what it is in', () => {
  const schemas = {
    Bar: {
      $id: 'https://example.com/bar',
      type: 'object',
      properties: { baz: { $dynamicRef: 'extended#meta' } },
    },
    Extended: {
      $id: 'https://example.com/extended',
      $dynamicAnchor: 'meta',
      type: 'object',
      properties: { bar: { $ref: 'bar' } },
    },
    Root: {
      $id: 'https://example.com/root',
      $dynamicAnchor: 'meta',
      type: 'object',
      properties: { foo: { const: 'pass' } },
      $ref: 'extended',
    },
  };
  const answer = readData(withSchemas(schemas));
  expect(codes(answer)).toEqual([]);
  const { Bar, Extended, Root } = schemasOf(answer);
  expect(Bar).toEqual(object({ baz: ref('Extended') }));
  expect(Extended).toEqual(object({ bar: ref('Bar') }));
  expect(Root).toEqual(
    object({ bar: object({ baz: ref('Root') }), foo: { kind: 'literal', values: ['pass'] } }),
  );
});

test('an anchor is of the resource that it stands in', () => {
  const inner = [
    { $id: 'child2', $anchor: 'mine', type: 'number' },
    { $anchor: 'mine', type: 'string' },
  ];
  const schemas = {
    S: {
      $id: 'https://example.com/root',
      $defs: { A: { $id: 'child1', allOf: inner }, B: { $anchor: 'mine', type: 'boolean' } },
      type: 'object',
      properties: {
        one: { $ref: 'child1#mine' },
        two: { $ref: 'child2#mine' },
        own: { $ref: '#mine' },
      },
    },
  };
  const answer = readData(withSchemas(schemas));
  expect(codes(answer)).toEqual([]);
  expect(schemasOf(answer)['S']).toEqual(
    object({
      one: string,
      two: { kind: 'number', integer: false },
      own: { kind: 'boolean' },
    }),
  );
});

test('thousands of addresses and anchors take no longer than as many references', () => {
  const many = 8000;
  const schemas = Object.fromEntries(
    Array.from({ length: many }, (_, index) => [
      `S${index}`,
      {
        $id: `https://example.com/${index}`,
        $defs: { part: { $anchor: 'part', type: 'string' } },
        type: 'object',
        properties: { next: { $ref: String((index + 1) % many) }, part: { $ref: '#part' } },
      },
    ]),
  );
  const before = process.cpuUsage();
  const answer = readData(withSchemas(schemas));
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(6);
  expect(codes(answer)).toEqual([]);
  expect(schemasOf(answer)['S7999']).toEqual(object({ next: ref('S0'), part: string }));
});
