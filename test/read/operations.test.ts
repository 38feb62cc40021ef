import { describe, expect, test } from 'vitest';
import type { Operation } from '../../generator/ir.js';
import { namesOf } from '../names/made.js';
import { codes, placeless, readData, readFiles, type Answer } from './given.js';

function read(paths: unknown, more: object = {}): Answer {
  return readData({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, ...more });
}

function only(answer: Answer): Operation {
  const [operation] = answer.api?.operations ?? [];
  if (operation === undefined) throw new Error('no operation');
  return operation;
}

const string = { kind: 'string' };
const parameter = (name: string, place: string, more: object = {}): unknown => ({
  name,
  in: place,
  required: place === 'path',
  schema: string,
  style: place === 'path' || place === 'header' ? 'simple' : 'form',
  explode: place === 'query' || place === 'cookie',
  allowReserved: false,
  deprecated: false,
  ...more,
});
const text = { schema: { type: 'string' } };

test.each(['.evil.test/pets', '@evil.test/pets', 'pets'])(
  'a path without its slash never goes on the host: %s',
  (path) => {
    const answer = read({ [path]: { get: { responses: { 204: { description: 'done' } } } } });
    expect(only(answer).path).toBe(`/${path}`);
    expect(codes(answer)).toEqual(['warning openapi-path-slash']);
  },
);

describe('parameters', () => {
  test.each<[string, string, unknown[], unknown[], unknown[], string[]]>([
    [
      'every place',
      '/p/{id}',
      [],
      [
        { name: 'id', in: 'path', ...text },
        { name: 'q', in: 'query', ...text },
        { name: 'X-H', in: 'header', ...text },
        { name: 'c', in: 'cookie', ...text },
      ],
      [
        parameter('id', 'path'),
        parameter('q', 'query'),
        parameter('X-H', 'header'),
        parameter('c', 'cookie'),
      ],
      [],
    ],
    [
      'an operation over its path',
      '/p',
      [
        { name: 'q', in: 'query', ...text },
        { name: 'r', in: 'query', ...text },
      ],
      [{ name: 'q', in: 'query', required: true, ...text }],
      [parameter('r', 'query'), parameter('q', 'query', { required: true })],
      [],
    ],
    [
      'one name in two places',
      '/p/{id}',
      [],
      [
        { name: 'id', in: 'path', ...text },
        { name: 'id', in: 'query', ...text },
      ],
      [parameter('id', 'path'), parameter('id', 'query')],
      [],
    ],
    [
      'headers that other parts say',
      '/p',
      [],
      [
        { name: 'accept', in: 'header', ...text },
        { name: 'Content-Type', in: 'header' },
      ],
      [],
      [],
    ],
    [
      'styles',
      '/p',
      [],
      [
        {
          name: 'q',
          in: 'query',
          style: 'deepObject',
          explode: true,
          allowReserved: true,
          deprecated: true,
          description: 'D',
          ...text,
        },
        { name: 'r', in: 'query', style: 'pipeDelimited', ...text },
      ],
      [
        parameter('q', 'query', {
          style: 'deepObject',
          allowReserved: true,
          deprecated: true,
          doc: 'D',
        }),
        parameter('r', 'query', { style: 'pipeDelimited', explode: false }),
      ],
      [],
    ],
    [
      'content',
      '/p',
      [],
      [
        {
          name: 'q',
          in: 'query',
          content: { 'application/json': { schema: { type: 'integer' } } },
        },
      ],
      [
        parameter('q', 'query', {
          schema: { kind: 'number', integer: true },
          content: 'application/json',
        }),
      ],
      [],
    ],
    ['without a schema', '/p', [], [{ name: 'q', in: 'query' }], [parameter('q', 'query')], []],
    [
      'undeclared',
      '/p/{id}',
      [],
      [],
      [parameter('id', 'path')],
      ['warning openapi-parameter-undeclared'],
    ],
    [
      'under another spelling',
      '/p/{petId}',
      [],
      [{ name: 'pet_id', in: 'path', ...text }],
      [parameter('petId', 'path')],
      [],
    ],
    [
      'in brackets, as Strapi says it',
      '/p',
      [],
      [{ name: 'q', in: 'query', 'x-strapi-serialize': 'querystring', ...text }],
      [parameter('q', 'query', { style: 'deepObject', explode: false })],
      [],
    ],
    [
      'null, for which a path has no place',
      '/p/{id}/{at}/{one}/{json}',
      [],
      [
        {
          name: 'id',
          in: 'path',
          description: 'D',
          schema: { type: ['string', 'null'], title: 'T' },
        },
        { name: 'at', in: 'path', schema: { type: ['string', 'integer', 'null'] } },
        { name: 'one', in: 'path', schema: { enum: ['x', null] } },
        {
          name: 'json',
          in: 'path',
          content: { 'application/json': { schema: { type: ['string', 'null'] } } },
        },
      ],
      [
        parameter('id', 'path', { doc: 'D', schema: { ...string, title: 'T' } }),
        parameter('at', 'path', {
          schema: { kind: 'union', of: [string, { kind: 'number', integer: true }] },
        }),
        parameter('one', 'path', { schema: { kind: 'literal', values: ['x'] } }),
        parameter('json', 'path', {
          schema: { kind: 'union', of: [string, { kind: 'null' }] },
          content: 'application/json',
        }),
      ],
      [],
    ],
    [
      'not in the path',
      '/p',
      [],
      [{ name: 'id', in: 'path', ...text }],
      [],
      ['warning openapi-parameter-not-in-path'],
    ],
    [
      'twice',
      '/p',
      [],
      [
        { name: 'q', in: 'query', ...text },
        { name: 'q', in: 'query' },
      ],
      [parameter('q', 'query')],
      ['warning openapi-parameter-twice'],
    ],
    [
      'without a name',
      '/p',
      [],
      [{ in: 'query' }, 3],
      [],
      ['warning openapi-parameter-malformed', 'warning openapi-parameter-malformed'],
    ],
    [
      'an impossible style',
      '/p',
      [],
      [{ name: 'h', in: 'header', style: 'matrix', ...text }],
      [parameter('h', 'header')],
      ['warning openapi-parameter-style'],
    ],
    [
      'with the type of 2.0',
      '/p',
      [],
      [{ name: 'q', in: 'query', type: 'string' }],
      [parameter('q', 'query')],
      ['warning openapi-parameter-type'],
    ],
  ])('%s', (_, path, inherited, own, want, problems) => {
    const answer = read({
      [path]: { parameters: inherited, get: { parameters: own, responses: {} } },
    });
    expect(codes(answer)).toEqual(problems);
    expect(placeless(only(answer).parameters)).toEqual(want);
  });
});

describe('bodies and answers', () => {
  test('media types, encodings, examples', () => {
    const answer = read(
      {
        '/p': {
          post: {
            requestBody: { $ref: '#/components/requestBodies/B' },
            responses: {
              200: {
                description: 'OK',
                headers: {
                  'X-Rate': { schema: { type: 'integer' }, required: true },
                  'Content-Type': text,
                },
                content: {
                  'text/event-stream': { itemSchema: { type: 'string' } },
                  'image/png': {},
                  'text/plain': {},
                },
              },
              '4xx': { $ref: '#/components/responses/Wrong' },
              default: { description: ' ' },
              'x-more': {},
              okay: { description: 'no status' },
            },
          },
        },
      },
      {
        components: {
          requestBodies: {
            B: {
              required: true,
              description: 'D',
              content: {
                'multipart/form-data': {
                  schema: { type: 'object' },
                  encoding: { file: { contentType: 'image/png', headers: { 'X-P': text } } },
                  examples: {
                    a: { value: { x: 1 } },
                    away: { externalValue: 'https://example.com/x' },
                    far: { $ref: 'https://example.com/y' },
                  },
                },
              },
            },
          },
          responses: {
            Wrong: { description: 'W', content: { 'application/json': { schema: true } } },
          },
        },
      },
    );
    expect(codes(answer)).toEqual(['warning openapi-status-unknown']);
    const { body, responses } = only(answer);
    expect(placeless(body)).toEqual({
      required: true,
      doc: 'D',
      contents: [
        {
          mediaType: 'multipart/form-data',
          schema: { kind: 'object', props: [], rest: { kind: 'unknown' } },
          encoding: [
            {
              property: 'file',
              contentType: 'image/png',
              headers: [{ name: 'X-P', required: false, schema: string }],
            },
          ],
          examples: [{ x: 1 }],
        },
      ],
    });
    const content = (mediaType: string, schema: unknown, more: object = {}): unknown => ({
      mediaType,
      schema,
      encoding: [],
      examples: [],
      ...more,
    });
    expect(placeless(responses)).toEqual([
      {
        status: '200',
        doc: 'OK',
        contents: [
          content('text/event-stream', string, { items: string }),
          content('image/png', { kind: 'binary' }),
          content('text/plain', string),
        ],
        headers: [{ name: 'X-Rate', required: true, schema: { kind: 'number', integer: true } }],
      },
      {
        status: '4XX',
        doc: 'W',
        contents: [content('application/json', { kind: 'unknown' })],
        headers: [],
      },
      { status: 'default', contents: [], headers: [] },
    ]);
  });
});

test('ids, tags, retries, servers, security', () => {
  const answer = read(
    {
      '/a': {
        servers: [{ url: 'https://path' }],
        get: {
          operationId: 'same',
          tags: ['T', ''],
          summary: 'S',
          description: 'D',
          deprecated: true,
          'x-retry': 'safe',
        },
        post: {
          operationId: 'same',
          servers: [{ url: 'https://{x}', variables: { x: { default: 1, enum: ['1', '2'] } } }],
          security: [],
        },
        query: { security: [{ nope: [] }, { key: [], other: [] }, {}] },
        additionalOperations: { COPY: {} },
        summary: 'no method',
      },
      'x-not-a-path': { get: {} },
    },
    {
      security: [{ key: [] }],
      components: {
        securitySchemes: {
          key: { type: 'apiKey', in: 'header', name: 'X-Key', description: 'D' },
          other: { type: 'http', scheme: 'Bearer' },
          wrong: { type: 'nonsense' },
        },
      },
    },
  );
  expect(codes(answer)).toEqual([
    'warning openapi-security-malformed',
    'warning openapi-security-unknown',
    'warning openapi-operation-id-twice',
    'warning openapi-operation-id-twice',
  ]);
  expect(placeless(answer.api?.security)).toEqual([
    { key: 'key', doc: 'D', kind: 'apiKey', in: 'header', name: 'X-Key' },
    { key: 'other', kind: 'http', scheme: 'bearer' },
  ]);
  const [get, post, query, copy] = answer.api?.operations ?? [];
  expect(answer.api?.operations).toHaveLength(4);
  expect(get).toMatchObject({
    key: 'GET /a',
    tags: ['T'],
    summary: 'S',
    description: 'D',
    deprecated: true,
    retry: 'safe',
    security: [['key']],
    servers: [{ url: 'https://path', variables: [] }],
  });
  expect(get).not.toHaveProperty('id');
  expect(post).toMatchObject({
    key: 'POST /a',
    security: [],
    servers: [{ variables: [{ name: 'x', default: '1', values: ['1', '2'] }] }],
  });
  expect(query).toMatchObject({
    key: 'QUERY /a',
    method: 'QUERY',
    security: [['key', 'other'], []],
  });
  expect(copy).toMatchObject({ key: 'COPY /a' });
});

describe('documents', () => {
  test.each<[string, string, string[]]>([
    ['Swagger 1', 'swagger: "1.2"', ['error openapi-swagger-1']],
    ['Swagger 1.2', 'swaggerVersion: "1.2"', ['error openapi-swagger-1']],
    ['no version', 'info: {}', ['error openapi-not-a-document']],
    ['no mapping', '- a', ['error openapi-not-a-document']],
    ['an unknown version', 'openapi: 4.0.0', ['error openapi-version-unknown']],
    ['no Swagger that there is', 'swagger: "3.0.0"', ['error openapi-version-unknown']],
    ['broken', 'openapi: "3', ['error yaml-missing-char']],
  ])('%s is one error', (_, document, want) => {
    const answer = readFiles({ 'a.yaml': document }, 'a.yaml');
    expect(codes(answer)).toEqual(want);
    expect(answer.api).toBeUndefined();
  });

  test('a missing file is one error', () => {
    expect(codes(readFiles({}, 'a.yaml'))).toEqual(['error openapi-file-not-found']);
  });

  test.each(['openapi: 3.1', 'openapi: 3.2.0', '{"openapi": "3.0.0"}'])(
    'nearly nothing: %s',
    (document) => {
      const answer = readFiles({ 'a.yaml': document }, 'a.yaml');
      expect(codes(answer)).toEqual([]);
      expect(answer.api).toMatchObject({ title: '', operations: [], schemas: [] });
    },
  );

  test.each(['paths: []', 'components: x', 'components: { schemas: [] }'])(
    'malformed: %s',
    (part) => {
      const answer = readFiles({ 'a.yaml': `openapi: 3.1.0\n${part}` }, 'a.yaml');
      expect(codes(answer)).toEqual(['warning openapi-malformed']);
      expect(answer.api).toBeDefined();
    },
  );

  test('nothing in a document makes the reader throw', () => {
    const junk: unknown[] = [
      null,
      true,
      0,
      'x',
      [],
      ['x'],
      {},
      { $ref: 3 },
      { $ref: '#' },
      { $ref: '#/' },
      { '': {} },
    ];
    const keys = ['info', 'servers', 'security', 'tags', 'paths', 'components'];
    const inner = [
      'schemas',
      'parameters',
      'responses',
      'requestBodies',
      'headers',
      'securitySchemes',
    ];
    for (const each of junk) {
      for (const key of keys) read({}, { [key]: each });
      for (const key of inner) {
        read({}, { components: { [key]: each } });
        read({}, { components: { [key]: { A: each } } });
      }
      for (const keyword of 'type properties items allOf oneOf anyOf not enum required discriminator prefixItems patternProperties additionalProperties format description default $id $anchor'.split(
        ' ',
      )) {
        read(
          {},
          {
            components: {
              schemas: { A: { [keyword]: each }, B: { type: 'object', [keyword]: { a: each } } },
            },
          },
        );
      }
      read({ '/p': each });
      for (const key of 'parameters requestBody responses tags security servers operationId'.split(
        ' ',
      )) {
        read({ '/p': { get: { [key]: each }, parameters: each } });
        read({ '/p': { get: { [key]: [each] } } });
        read({ '/p': { get: { [key]: { 200: each, content: { 'a/b': each } } } } });
      }
    }
    expect(junk).toHaveLength(11);
  });
});

test('a header for a credential is a parameter where no scheme sends it', () => {
  const read = (security: object, more: object = {}) => {
    const parameters = [{ name: 'authorization', in: 'header', required: true }];
    const answer = readData({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/a': { get: { parameters, responses: {}, ...more } } },
      components: { securitySchemes: { s: security } },
    });
    return answer.api?.operations[0]?.parameters.map(({ name, required }) => [name, required]);
  };
  const kept = [['authorization', true]];
  const security = [{ s: [] }];
  const key = (name: string) => ({ type: 'apiKey', in: 'header', name });
  expect(read({ type: 'http', scheme: 'bearer' })).toEqual(kept);
  expect(read({ type: 'http', scheme: 'bearer' }, { security })).toEqual([]);
  expect(read({ type: 'oauth2' }, { security })).toEqual([]);
  expect(read(key('Authorization'), { security })).toEqual([]);
  expect(read(key('X-Key'), { security })).toEqual(kept);
});

test('a part of a result that is not described is what the whole of it is', () => {
  const schema = { type: 'array', items: { type: 'string' } };
  const content = { 'application/json': { schema } };
  const read = (part: object) =>
    readData({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/a': { get: { responses: { 200: { content }, 206: part, 202: {} } } } },
    }).api?.operations[0]?.responses.map(({ status, contents }) => [status, contents.length]);
  expect(read({})).toEqual([
    ['200', 1],
    ['202', 0],
    ['206', 1],
  ]);
});

test('a status with its reason is read as that status', () => {
  const responses = { '200 OK': {}, '404 - Not Found': {}, '4000': {}, OK: {} };
  const answer = readData({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses } } },
  });
  const read = answer.api?.operations[0]?.responses.map(({ status }) => status);
  expect(read).toEqual(['200', '404']);
  expect(codes(answer)).toEqual(Array<string>(4).fill('warning openapi-status-unknown'));
});

test('an object in a query with objects in it is written with brackets, unless its style is said', () => {
  const style = (schema: object, said: object = {}): string | undefined => {
    const { api } = readData({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/a': { get: { parameters: [{ name: 'q', in: 'query', schema, ...said }] } } },
      components: { schemas: { Price: object({ gte: { type: 'number' } }) } },
    });
    return api?.operations[0]?.parameters[0]?.style;
  };
  const object = (properties: object): object => ({ type: 'object', properties });
  const price = { $ref: '#/components/schemas/Price' };
  expect(style(object({ price }))).toBe('deepObject');
  expect(style(price)).toBe('form');
  expect(style(object({ sort: { type: 'array', items: price } }))).toBe('form');
  expect(style(object({ price }), { style: 'form' })).toBe('form');
  expect(style(object({ price }), { explode: false })).toBe('form');
});

test('what frameworks say of a response that nobody described is said by nobody', () => {
  const said = ['Default Response', 'Response for status 404', '404', ' ', 'Not found'];
  const responses = Object.fromEntries(
    said.map((description, index) => [String(400 + index), { description }]),
  );
  const { api } = readData({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses } } },
  });
  expect(api?.operations[0]?.responses.map(({ doc }) => doc)).toEqual([
    ...[undefined, undefined, undefined, undefined],
    'Not found',
  ]);
});

test('a scheme that is not declared is what its name says, and told once', () => {
  const get = (...security: readonly object[]): unknown => ({
    get: { security, responses: { 200: { description: '' } } },
  });
  const answer = readData({
    openapi: '3.0.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': get({ bearer: [] }),
      '/b': get({ bearer: [] }, { 'basic-auth': [] }),
      '/c': get({ tenant: [] }),
    },
  });
  expect(placeless(answer.api?.security)).toEqual([
    { key: 'bearer', kind: 'http', scheme: 'bearer' },
    { key: 'basic-auth', kind: 'http', scheme: 'basic' },
  ]);
  expect(answer.api?.operations.map(({ security }) => security)).toEqual([
    [['bearer']],
    [['bearer'], ['basic-auth']],
    [],
  ]);
  expect(codes(answer)).toEqual([
    'warning openapi-security-undeclared',
    'warning openapi-security-undeclared',
    'warning openapi-security-unknown',
  ]);
});

test('a scheme that is declared under almost the same name is that one', () => {
  const answer = readData({
    openapi: '3.0.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': { get: { security: [{ api_key: [] }], responses: { 200: { description: '' } } } },
      '/b': { get: { security: [{ 'b-c': [] }], responses: { 200: { description: '' } } } },
    },
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
        bc: { type: 'http', scheme: 'basic' },
        BC: { type: 'http', scheme: 'bearer' },
      },
    },
  });
  expect(answer.api?.operations.map(({ security }) => security)).toEqual([[['apiKey']], []]);
  expect(answer.diagnostics.map(({ code, remedy }) => [code, remedy])).toEqual([
    ['openapi-security-undeclared', 'Write "apiKey".'],
    ['openapi-security-unknown', 'Declare it under components.securitySchemes.'],
  ]);
});

test('forms that FastAPI calls after the whole route are called after their function', () => {
  const form = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
  const content = (name: string): unknown => ({
    'multipart/form-data': { schema: { $ref: `#/components/schemas/${name}` } },
  });
  const post = (id: string, more = id): unknown => ({
    post: {
      operationId: id,
      requestBody: { content: content(`Body_${more}`) },
      responses: { 200: { description: '' } },
    },
  });
  const ids = ['upload_api_files_post', 'send_api_a_post', 'send_api_b_post', 'own'] as const;
  const answer = readData({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/api/files': post(ids[0]),
      '/api/a': post(ids[1]),
      '/api/b': post(ids[2]),
      '/own': post(ids[3]),
    },
    components: { schemas: Object.fromEntries(ids.map((id) => [`Body_${id}`, form])) },
  });
  expect(codes(answer)).toEqual([]);
  const names = namesOf(answer.api ?? {});
  expect(ids.map((id) => names.schema(`Body_${id}`))).toEqual([
    'UploadBody',
    'SendABody',
    'SendBBody',
    'BodyOwn',
  ]);
});

test('a response that many refer to is read once; its status and what stands beside a reference are of each', () => {
  const $ref = '#/components/responses/Problem';
  const content = { 'application/json': { schema: { type: 'object', title: 'Gone' } } };
  const headers = { 'Retry-After': { schema: { type: 'integer' } } };
  const schema = { $ref: '#/components/schemas/Pet' };
  const answer = read(
    {
      '/a': { get: { responses: { 404: { $ref }, 410: { $ref, description: 'Gone.' } } } },
      '/b': { get: { responses: { 200: schema, 404: { $ref } } } },
    },
    {
      components: {
        responses: { Problem: { description: 'None.', content, headers } },
        schemas: { Pet: { type: 'object' } },
      },
    },
  );
  const [a, b] = answer.api?.operations ?? [];
  const [first, second] = a?.responses ?? [];
  const [pet, third] = b?.responses ?? [];
  expect(first).toMatchObject({ status: '404', doc: 'None.', headers: [{ name: 'Retry-After' }] });
  expect(second).toMatchObject({ status: '410', doc: 'Gone.' });
  expect(third?.status).toBe('404');
  const schemas = [first, second, third].map((each) => each?.contents[0]?.schema);
  expect(schemas[0]).toMatchObject({ kind: 'object', title: 'Gone' });
  expect(new Set(schemas).size).toBe(1);
  expect(pet?.contents[0]?.schema).toMatchObject({ kind: 'ref', to: 'Pet' });
  expect(codes(answer)).toEqual(['warning openapi-content-missing']);
});
