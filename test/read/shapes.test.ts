/** Lists that are objects or texts, objects that are lists, and names that YAML reads as something else. */

import { describe, expect, it, test } from 'vitest';
import { readData, readFiles, schemasOf, withSchemas } from './given.js';

const OK = { 200: { description: 'D' } };
const KEY = { type: 'apiKey', in: 'header', name: 'X-Key' };

function document(operation: object, others: object = {}, methods: object = {}): unknown {
  return {
    openapi: '3.2.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { operationId: 'a', responses: OK, ...operation }, ...methods } },
    components: { securitySchemes: { key: KEY } },
    ...others,
  };
}

const codes = ({ diagnostics }: ReturnType<typeof readData>): readonly string[] =>
  diagnostics.map(
    ({ code, at }) => `${code} ${at !== undefined && 'pointer' in at ? at.pointer : ''}`,
  );

describe('a list that is none', () => {
  test.each([
    ['an object', { key: [] }, ['openapi-malformed']],
    ['a text', 'key', ['openapi-malformed', 'openapi-security-text']],
    ['a list of texts', ['key'], ['openapi-security-text']],
  ])('of requirements, but %s', (_, security, said) => {
    const read = readData(document({}, { security }));
    expect(read.api?.operations[0]?.security).toEqual([['key']]);
    expect(codes(read).map((each) => each.split(' ')[0])).toEqual(said);
  });

  test.each([
    ['an object', { url: 'https://x.example' }],
    ['a text', 'https://x.example'],
    ['a list of texts', ['https://x.example']],
  ])('of servers, but %s', (_, servers) => {
    const read = readData(document({}, { servers }));
    expect(read.api?.servers.map(({ url }) => url)).toEqual(['https://x.example']);
    expect(codes(read)).toEqual(Array.isArray(servers) ? [] : ['openapi-malformed /servers']);
  });

  it('of tags, but a text', () => {
    const read = readData(document({ tags: 'pets' }));
    expect(read.api?.operations[0]?.tags).toEqual(['pets']);
    expect(codes(read)).toEqual(['openapi-malformed /paths/~1a/get/tags']);
    expect(codes(readData(document({ tags: { name: 'pets' } })))).toHaveLength(1);
  });
});

test.each([
  ['responses', { responses: [{ description: 'D' }] }, '/responses'],
  ['content', { responses: { 200: { content: ['application/json'] } } }, '/responses/200/content'],
  ['headers', { responses: { 200: { headers: ['x-a'] } } }, '/responses/200/headers'],
])('%s that are no object are told of', (_, operation, pointer) => {
  expect(codes(readData(document(operation)))).toEqual([
    `openapi-malformed /paths/~1a/get${pointer}`,
  ]);
});

test('security schemes that are no object are told of', () => {
  expect(codes(readData(document({}, { components: { securitySchemes: [KEY] } })))).toEqual([
    'openapi-malformed /components/securitySchemes',
  ]);
});

test('a method that cannot be one is left out', () => {
  const methods = { additionalOperations: { COPY: { responses: OK }, 'TO GO': {}, '': {} } };
  const read = readData(document({}, {}, methods));
  expect(read.api?.operations.map(({ method }) => method)).toEqual(['GET', 'COPY']);
  expect(codes(read).map((each) => each.split(' ')[0])).toEqual([
    'openapi-method-unknown',
    'openapi-method-unknown',
  ]);
});

test('what is required may have a name that YAML reads as a number or a boolean', () => {
  const text = `openapi: 3.1.0
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    S:
      type: object
      properties: { 404: { type: string }, true: { type: string }, a: { type: string } }
      required: [404, true]
`;
  const { S } = schemasOf(readFiles({ 'api.yml': text }, 'api.yml'));
  const { props } = S as { readonly props: readonly { key: string; required: boolean }[] };
  expect(props.filter(({ required }) => required).map(({ key }) => key)).toEqual(['404', 'true']);
  expect(codes(readData(withSchemas({ S: { type: 'object', required: ['a'] } })))).toEqual([]);
});
