/** Schemas that a document writes out again, word for word: read once, and said where each stands. */

import { expect, test } from 'vitest';
import type { Api, Schema } from '../../generator/ir.js';
import { codes, readData, readFiles, schemasOf, withSchemas } from './given.js';

const text = { type: 'string' };

/** Anew each time, as parsers make it. */
const user = () => ({
  type: 'object',
  title: 'User',
  required: ['id'],
  properties: { id: { type: 'integer', example: 1 }, tags: { type: 'array', items: text } },
});

function propertyOf(api: Api | undefined, key: string): Schema | undefined {
  const schema = api?.schemas.find((each) => each.key === key)?.schema;
  return schema?.kind === 'object' ? schema.props[0]?.schema : undefined;
}

test('what is written out again is read once', () => {
  const holding = () => ({ type: 'object', properties: { user: user() } });
  const { api } = readData(withSchemas({ A: holding(), B: { ...holding(), title: 'B' } }));
  expect(propertyOf(api, 'A')).toMatchObject({ kind: 'object', title: 'User' });
  expect(propertyOf(api, 'B')).toBe(propertyOf(api, 'A'));
});

test.each<[string, unknown]>([
  ['a word', { ...user(), required: ['id', 'tags'] }],
  ['the order of properties', { ...user(), properties: reversed(user().properties) }],
  ['a key', { ...user(), nullable: undefined }],
  ['a list', { ...user(), required: { 0: 'id' } }],
  ['a member of a list', { ...user(), required: ['id', 'id'] }],
])('what differs by %s is another one', (_, other) => {
  const holding = (each: unknown) => ({ type: 'object', properties: { user: each } });
  const { api } = readData(withSchemas({ A: holding(user()), B: holding(other) }));
  expect(propertyOf(api, 'B')).not.toBe(propertyOf(api, 'A'));
});

test('a problem is told of wherever it stands', () => {
  const wrong = () => ({ properties: { a: { type: 'strnig', readonly: true }, b: { type: {} } } });
  const answer = readData(withSchemas({ A: wrong(), B: wrong() }));
  expect(codes(answer).filter((code) => code.endsWith('openapi-type-spelling'))).toHaveLength(2);
  expect(codes(answer).filter((code) => code.endsWith('openapi-key-misspelt'))).toHaveLength(2);
  expect(answer.diagnostics.at(-1)?.message).toMatch(/^2 schemas could not be read/);
});

test('a reference means what it does in its file and from its place', () => {
  const far = (file: string) => ({ properties: { far: { $ref: file } } });
  const own = (type: string) => ({
    definitions: { D: { type } },
    properties: { of: { type: 'object', properties: { d: { $ref: '#/definitions/D' } } } },
  });
  const near = () => ({ properties: { near: { $ref: '#/components/schemas/N' } } });
  const document = withSchemas({
    ...{ A: far('a/a.json'), B: far('b/b.json'), C: own('integer'), D: own('boolean') },
    ...{ E: near(), N: text },
  });
  const file = (type: string) =>
    JSON.stringify({ ...near(), components: { schemas: { N: { type } } } });
  const files = { 'a/a.json': file('integer'), 'b/b.json': file('boolean') };
  const answer = readFiles({ ...files, 'api.json': JSON.stringify(document) }, 'api.json');
  expect(codes(answer)).toEqual([]);
  const schemas = schemasOf(answer);
  expect(schemas['C']).toMatchObject({
    props: [{ schema: { props: [{ schema: { kind: 'number' } }] } }],
  });
  expect(schemas['D']).toMatchObject({
    props: [{ schema: { props: [{ schema: { kind: 'boolean' } }] } }],
  });
  expect(schemas['E']).toMatchObject({ props: [{ schema: { kind: 'ref', to: 'N' } }] });
  expect(schemas['a']).toMatchObject({ props: [{ schema: { kind: 'ref', to: 'a_N' } }] });
  expect(schemas['b']).toMatchObject({ props: [{ schema: { kind: 'ref', to: 'b_N' } }] });
});

test('where something stands does not decide whether it says the same', () => {
  const tags = () => ({ tags: { type: 'array', items: { type: 'string' } } });
  const oneOf = ['Pet', 'Toy'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const Pet = { type: 'object', properties: { kind: text, ...tags() } };
  const Toy = { type: 'object', properties: { size: text, ...tags() } };
  const Any = { type: 'object', properties: tags(), oneOf };
  const answer = readData(withSchemas({ Pet, Toy, Any }));
  expect(schemasOf(answer)['Any']).toMatchObject({
    of: [
      { kind: 'ref', to: 'Pet' },
      { kind: 'ref', to: 'Toy' },
    ],
  });
});

function reversed(of: object): unknown {
  return Object.fromEntries(Object.entries(of).reverse());
}
