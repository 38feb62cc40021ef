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
