import { expect, test } from 'vitest';
import { placeless, readData } from './given.js';

const bytes = { type: 'string', format: 'binary' };
const ref = (to: string): unknown => ({ $ref: `#/components/schemas/${to}` });
const content = (mediaType: string, schema: unknown): unknown => ({
  content: { [mediaType]: { schema } },
});

/** The schemas of a document with operations that send these bodies. */
function read(schemas: object, ...bodies: unknown[]): Record<string, unknown> {
  const paths = Object.fromEntries(
    bodies.map((requestBody, index) => [
      `/${String(index)}`,
      { post: { requestBody, responses: { 200: requestBody } } },
    ]),
  );
  const { api } = readData({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths,
    components: { schemas },
  });
  const inline = api?.operations.map(({ body }) => body?.contents[0]?.schema);
  return {
    ...Object.fromEntries(api?.schemas.map(({ key, schema }) => [key, placeless(schema)]) ?? []),
    inline: placeless(inline),
  };
}

const binary = { kind: 'binary' };
const text = { kind: 'string', format: 'binary' };
const object = (schema: unknown, key = 'b'): unknown => ({
  kind: 'object',
  props: [{ key, required: false, schema }],
});

test('bytes inside of JSON are text, and those of forms are bytes', () => {
  const schema = { type: 'object', properties: { b: bytes } };
  expect(read({ A: schema }, content('application/json', ref('A')))['A']).toEqual(object(text));
  expect(read({ A: schema }, content('multipart/form-data', ref('A')))['A']).toEqual(
    object(binary),
  );
  expect(
    read({}, content('application/vnd.x+json', schema), content('multipart/form-data', schema))[
      'inline'
    ],
  ).toEqual([object(text), object(binary)]);
});

test('bytes in a form that is encoded as text are text', () => {
  const schema = { type: 'object', properties: { b: bytes } };
  const form = content('application/x-www-form-urlencoded', ref('A'));
  expect(read({ A: schema }, form)['A']).toEqual(object(text));
});

test('an object that is a part of a form is JSON, a list of files is not', () => {
  const part = { type: 'object', properties: { b: bytes } };
  const form = {
    type: 'object',
    properties: { p: ref('Part'), f: { type: 'array', items: ref('File') } },
  };
  const found = read({ Part: part, File: bytes }, content('multipart/form-data', form));
  expect(found['Part']).toEqual(object(text));
  expect(found['File']).toEqual(binary);
});

test('what both have, or nobody, stays bytes, and so does a body that is nothing else', () => {
  const schema = { type: 'object', properties: { b: bytes } };
  const found = read(
    { A: schema, Unused: schema },
    content('application/json', ref('A')),
    content('multipart/form-data', ref('A')),
    content('application/json', bytes),
  );
  expect(found['A']).toEqual(object(binary));
  expect(found['Unused']).toEqual(object(binary));
  expect((found['inline'] as readonly unknown[])[2]).toEqual(binary);
});

test('schemas that lead back to themselves end', () => {
  const node = { type: 'object', properties: { next: ref('Node'), b: bytes } };
  expect(read({ Node: node }, content('application/json', ref('Node')))['Node']).toMatchObject({
    props: [{ schema: { kind: 'ref' } }, { schema: text }],
  });
});
