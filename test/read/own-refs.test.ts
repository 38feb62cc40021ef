/** References that are written from the schema they stand in, as if it were a document of its own. */

import { expect, test } from 'vitest';
import { codes, placeless, readData, readFiles, schemasOf, withSchemas } from './given.js';

const text = { type: 'string' };

test.each(['#', '#/'])(
  'a reference to the whole is to the schema of the components: %s',
  ($ref) => {
    const Tree = { type: 'object', properties: { kids: { type: 'array', items: { $ref } } } };
    const answer = readData(withSchemas({ Tree }));
    expect(codes(answer)).toEqual([]);
    expect(schemasOf(answer)['Tree']).toMatchObject({
      props: [{ key: 'kids', schema: { items: { kind: 'ref', to: 'Tree' } } }],
    });
  },
);

test('$recursiveRef is one to the schema around it', () => {
  const items = { oneOf: [{ $ref: '#/components/schemas/Leaf' }, { $recursiveRef: '#' }] };
  const Filter = { $recursiveAnchor: true, properties: { all: { type: 'array', items } } };
  const answer = readData(withSchemas({ Filter, Leaf: { properties: { a: text } } }));
  expect(schemasOf(answer)['Filter']).toMatchObject({
    props: [{ schema: { items: { of: [{ to: 'Leaf' }, { to: 'Filter' }] } } }],
  });
});

test('what holds itself where it is used is called by its $id', () => {
  const schema = {
    $id: 'TreeNode',
    properties: { kids: { type: 'array', items: { $ref: 'TreeNode' } } },
  };
  const content = { 'application/json': { schema } };
  const get = { responses: { 200: { description: 'ok', content } } };
  const answer = readData({
    openapi: '3.0.3',
    info: { title: 'T', version: '1' },
    paths: { '/tree': { get } },
  });
  expect(codes(answer)).toEqual([]);
  expect(Object.keys(schemasOf(answer))).toEqual(['TreeNode']);
});

test('definitions of the same name are those of the schema that they stand in', () => {
  const holding = (type: string) => ({
    properties: { d: { $ref: '#/definitions/D' } },
    definitions: { D: { type } },
  });
  const answer = readData(withSchemas({ A: holding('integer'), B: holding('string') }));
  expect(codes(answer)).toEqual([]);
  const schemas = schemasOf(answer);
  expect(schemas['A']).toMatchObject({ props: [{ schema: { kind: 'number' } }] });
  expect(schemas['B']).toMatchObject({ props: [{ schema: { kind: 'string' } }] });
});

test('the schema of a body has definitions of its own', () => {
  const schema = {
    type: 'object',
    properties: {
      a: { $ref: '#/$defs/A' },
      b: { $ref: '#/properties/c' },
      c: text,
      up: { $ref: '#' },
    },
    $defs: { A: { type: 'integer' } },
  };
  const content = { 'application/json': { schema } };
  const answer = readData({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/schema': { post: { requestBody: { content }, responses: {} } } },
  });
  expect(codes(answer)).toEqual([]);
  const [read] = answer.api?.operations[0]?.body?.contents ?? [];
  expect(placeless(read?.schema)).toMatchObject({
    props: [
      { schema: { kind: 'number' } },
      { schema: { kind: 'string' } },
      { schema: { kind: 'string' } },
      { schema: { kind: 'ref' } },
    ],
  });
});

test.each(['paths.yaml', 'paths.yaml#', 'paths.yaml#/'])('%s is the whole of a file', ($ref) => {
  const files = {
    'api.json': JSON.stringify({
      openapi: '3.0.3',
      info: { title: 'T', version: '1' },
      paths: { '/a': { $ref } },
    }),
    'paths.yaml': 'get: { operationId: getA, responses: { 204: { description: Done } } }',
  };
  const answer = readFiles(files, 'api.json');
  expect(codes(answer)).toEqual([]);
  expect(answer.api?.operations.map(({ key }) => key)).toEqual(['getA']);
});

test('prose that descriptions refer to is not looked through for schemas', () => {
  const files = {
    'api.yaml': [
      'openapi: 3.1.0',
      'info: { title: T, version: "1", description: { $ref: ./intro.md } }',
      'paths: {}',
      'components: { schemas: { A: { $ref: "https://example.com/schemas/a" } } }',
    ].join('\n'),
    'intro.md': '# Intro\n\n*Note*: [this]: {is} no YAML: at all',
  };
  expect(codes(readFiles(files, 'api.yaml'))).toEqual(['error openapi-ref-remote']);
});
