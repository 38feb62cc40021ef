/** References that are written from the schema they stand in, as if it were a document of its own. */

import { expect, test } from 'vitest';
import { codes, placeless, readData, schemasOf, withSchemas } from './given.js';

const text = { type: 'string' };

test('a reference to the whole is to the schema of the components', () => {
  const Tree = { type: 'object', properties: { kids: { type: 'array', items: { $ref: '#' } } } };
  const answer = readData(withSchemas({ Tree }));
  expect(codes(answer)).toEqual([]);
  expect(schemasOf(answer)['Tree']).toMatchObject({
    props: [{ key: 'kids', schema: { items: { kind: 'ref', to: 'Tree' } } }],
  });
});

test('$recursiveRef is one to the schema around it', () => {
  const items = { oneOf: [{ $ref: '#/components/schemas/Leaf' }, { $recursiveRef: '#' }] };
  const Filter = { $recursiveAnchor: true, properties: { all: { type: 'array', items } } };
  const answer = readData(withSchemas({ Filter, Leaf: { properties: { a: text } } }));
  expect(schemasOf(answer)['Filter']).toMatchObject({
    props: [{ schema: { items: { of: [{ to: 'Leaf' }, { to: 'Filter' }] } } }],
  });
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
