/** Other words for JSON beside it say nothing of their own; other kinds of JSON do. */

import { expect, test } from 'vitest';
import { readData } from './given.js';
import { operation } from './swagger2-given.js';

const PET = { $ref: '#/components/schemas/Pet' };
const LIST = { type: 'array', items: { type: 'object' } };
const JSON_TYPE = 'application/json';
const PATCH = 'application/json-patch+json';

function typesOf(media: Readonly<Record<string, object>>): readonly (readonly string[])[] {
  const content = Object.fromEntries(
    Object.entries(media).map(([type, schema]) => [type, { schema }]),
  );
  const { api } = readData({
    openapi: '3.0.1',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': {
        post: { requestBody: { content }, responses: { 200: { description: 'ok', content } } },
      },
    },
    components: { schemas: { Pet: { type: 'object', properties: { a: { type: 'string' } } } } },
  });
  const [op] = api?.operations ?? [];
  return [op?.body?.contents ?? [], op?.responses[0]?.contents ?? []].map((contents) =>
    contents.map(({ mediaType }) => mediaType),
  );
}

test.each<readonly [string, Readonly<Record<string, object>>, readonly string[]]>([
  [
    'as .NET lists them',
    { [JSON_TYPE]: PET, 'text/json': PET, 'application/*+json': PET },
    [JSON_TYPE],
  ],
  [
    'as .NET listed them, with a patch that is none',
    { [PATCH]: PET, [JSON_TYPE]: PET, 'text/json': PET, 'application/*+json': PET },
    [JSON_TYPE],
  ],
  ['a patch that is one', { [PATCH]: LIST, [JSON_TYPE]: PET }, [PATCH, JSON_TYPE]],
  ['alone', { 'text/json': PET }, ['text/json']],
  ['described otherwise', { [JSON_TYPE]: PET, 'text/json': LIST }, [JSON_TYPE, 'text/json']],
  [
    'JSON of a name of its own, behind it',
    { 'application/hal+json': PET, [JSON_TYPE]: PET },
    [JSON_TYPE, 'application/hal+json'],
  ],
  [
    'what is no JSON keeps its place',
    { 'multipart/form-data': PET, [JSON_TYPE]: PET },
    ['multipart/form-data', JSON_TYPE],
  ],
])('%s', (_, media, types) => {
  expect(typesOf(media)).toEqual([types, types]);
});

test('in Swagger 2.0, too', () => {
  const consumes = [PATCH, JSON_TYPE, 'text/json', 'application/*+json'];
  const schema = { type: 'object', properties: { a: { type: 'string' } } };
  const parameters = [{ name: 'pet', in: 'body', schema }];
  const { op } = operation({ consumes, parameters, responses: {} });
  expect(op.body?.contents.map(({ mediaType }) => mediaType)).toEqual([JSON_TYPE]);
});

test('a file that is described in several media types alike is sent in a form', () => {
  const file = { type: 'string', format: 'binary' };
  const upload = { type: 'object', properties: { files: { type: 'array', items: file } } };
  const form = 'multipart/form-data';
  expect(typesOf({ [JSON_TYPE]: upload, 'text/plain': upload, [form]: upload })[0]).toEqual([
    form,
    JSON_TYPE,
    'text/plain',
  ]);
  expect(typesOf({ [JSON_TYPE]: PET, [form]: upload })[0]).toEqual([JSON_TYPE, form]);
  expect(typesOf({ [JSON_TYPE]: PET, [form]: PET })[0]).toEqual([JSON_TYPE, form]);
});
