/** Documents whose parts lie in files of their own: they mean what they would in one. */

import { expect, test } from 'vitest';
import { generate } from '../hostile/pipeline.js';
import { codes, placeless, readFiles, type Answer } from './given.js';

type Part = (name: string, value: unknown) => unknown;

/** The same document in one file, and with each part in a file of its own. */
function both(build: (part: Part) => unknown): readonly [Answer, Answer] {
  const files: Record<string, string> = {};
  const parted = build((name, value) => {
    files[`${name}.json`] = JSON.stringify(value);
    return { $ref: `./${name}.json` };
  });
  const read = (document: unknown, others: Readonly<Record<string, string>>): Answer =>
    readFiles({ ...others, 'api.json': JSON.stringify(document) }, 'api.json');
  return [
    read(
      build((_, value) => value),
      {},
    ),
    read(parted, files),
  ];
}

const PROPERTIES = { id: { type: 'string' }, age: { type: 'integer' } };
const ID = { name: 'id', in: 'path', required: true };

test('in OpenAPI 3', () => {
  const schema = { $ref: 'api.json#/components/schemas/Pet' };
  const content = (part: Part, name: string): unknown =>
    part(`${name}-content`, { 'application/json': { schema } });
  const [whole, parted] = both((part) => ({
    openapi: '3.1.0',
    info: part('info', { title: 'Pets', version: '1' }),
    servers: part('servers', [part('server', { url: 'https://api.example.com' })]),
    tags: part('tags', [{ name: 'pets', description: 'All of them.' }]),
    paths: part('paths', {
      '/pets/{id}': part('pet', {
        put: part('put', {
          operationId: 'putPet',
          tags: ['pets'],
          security: [{ key: [] }],
          parameters: part('parameters', [{ ...ID, schema: { type: 'string' } }]),
          requestBody: part('body', { required: true, content: content(part, 'sent') }),
          responses: part('responses', {
            200: part('answer', {
              description: 'A pet',
              headers: part('headers', { 'X-Count': { schema: { type: 'integer' } } }),
              content: content(part, 'answered'),
            }),
          }),
          callbacks: part('callbacks', {
            moved: { '{$request.body#/to}': { post: part('moved', { responses: {} }) } },
          }),
        }),
      }),
    }),
    webhooks: part('webhooks', {
      born: part('born', {
        post: part('born-post', { requestBody: { content: content(part, 'b') } }),
      }),
    }),
    components: part('components', {
      schemas: part('schemas', {
        Pet: { type: 'object', required: ['id'], properties: part('properties', PROPERTIES) },
      }),
      securitySchemes: part('schemes', { key: { type: 'apiKey', in: 'header', name: 'X-Key' } }),
    }),
  }));
  expect(codes(whole)).toEqual([]);
  expect(codes(parted)).toEqual([]);
  expect(whole.api?.operations.length).toBe(1);
  expect(placeless(parted.api)).toEqual(placeless(whole.api));
});

test('in Swagger 2.0', () => {
  const schema = { $ref: 'api.json#/definitions/Pet' };
  const [whole, parted] = both((part) => ({
    swagger: '2.0',
    info: { title: 'Pets', version: '1' },
    produces: ['application/json'],
    paths: part('paths', {
      '/pets/{id}': {
        get: part('get', {
          operationId: 'getPet',
          security: [{ key: [] }],
          parameters: part('parameters', [{ ...ID, type: 'string' }]),
          responses: part('responses', {
            200: {
              description: 'A pet',
              headers: part('headers', { 'X-Count': { type: 'integer' } }),
              schema,
            },
          }),
        }),
      },
    }),
    definitions: part('definitions', { Pet: { type: 'object', properties: PROPERTIES } }),
    securityDefinitions: part('schemes', { key: { type: 'apiKey', in: 'header', name: 'X-Key' } }),
  }));
  expect(codes(whole)).toEqual([]);
  expect(codes(parted)).toEqual([]);
  expect(whole.api?.operations.length).toBe(1);
  expect(placeless(parted.api)).toEqual(placeless(whole.api));
});

test('a part that is not there is an error', () => {
  const document = { openapi: '3.1.0', paths: { '/a': { get: { $ref: 'get.json' } } } };
  expect(codes(readFiles({ 'api.json': JSON.stringify(document) }, 'api.json'))).toEqual([
    'error openapi-ref-file-not-found',
  ]);
});

test('what stands beside the reference of a path is told', () => {
  const get = { get: { responses: {} } };
  const pets = { $ref: '#/x-paths/pets', summary: 'Pets', parameters: [], delete: {} };
  const answer = readFiles(
    {
      'api.json': JSON.stringify({
        openapi: '3.1.0',
        paths: { '/pets': pets },
        'x-paths': { pets: get },
      }),
    },
    'api.json',
  );
  expect(answer.api?.operations.map(({ method }) => method)).toEqual(['GET']);
  expect(codes(answer)).toEqual([
    'warning openapi-path-beside-ref',
    'warning openapi-path-beside-ref',
  ]);
});

test('files are made of the document, wherever their operations stand', async () => {
  const root = { openapi: '3.1.0', paths: { '/a': { get: { $ref: 'parts/get.json' } } } };
  const get = { operationId: 'getA', responses: { 200: { content: {} } } };
  const { files } = await generate({
    files: { 'api.json': JSON.stringify(root), 'parts/get.json': JSON.stringify(get) },
    settings: { openapi: 'api.json' },
  });
  expect(files?.get('operations/a.ts')).toContain('from api.json. Do not edit');
});

test.each(['components/schemas', 'definitions', '$defs'])(
  'schemas of another document below %s',
  (place) => {
    const schemas = {
      Id: { type: 'string', maxLength: 9 },
      Ids: { type: 'array', items: { $ref: `#/${place}/Id` } },
      // A name that only stands for another.
      Key: { $ref: `#/${place}/Id` },
    };
    const ref = (name: string): unknown => ({ $ref: `common.json#/${place}/${name}` });
    const properties = { ids: ref('Ids'), key: ref('Key') };
    const [components, inner] = place.split('/');
    const { api } = readFiles(
      {
        'api.json': JSON.stringify({
          openapi: '3.1.0',
          components: { schemas: { Pet: { type: 'object', properties } } },
        }),
        'common.json': JSON.stringify({
          [components ?? '']: inner === undefined ? schemas : { [inner]: schemas },
        }),
      },
      'api.json',
    );
    expect(api?.schemas.map(({ key }) => key)).toEqual(['Pet', 'Ids', 'Id']);
  },
);

test('the file of a path may have components beside its methods, and its mistakes are told', () => {
  const item = {
    get: {
      parameters: [{ ...ID, schema: { $ref: '#/components/schemas/Id' } }],
      responses: { 200: { description: '' } },
    },
    gett: {},
    components: { schemas: { Id: { type: 'string' } } },
  };
  const answer = readFiles(
    {
      'pet.json': JSON.stringify(item),
      'api.json': JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'Pets', version: '1' },
        paths: { '/pets/{id}': { $ref: 'pet.json' } },
      }),
    },
    'api.json',
  );
  expect(codes(answer)).toEqual(['warning openapi-method-unknown']);
  expect(answer.diagnostics[0]?.message).toContain('"gett"');
});
