import { expect, test } from 'vitest';
import type { Answer } from './given.js';
import { codes, readData } from './given.js';

const json = (schema: unknown): unknown => ({ content: { 'application/json': { schema } } });
const request = (more: object = {}): unknown => ({
  post: { requestBody: json({ type: 'string' }), responses: {}, ...more },
});
const document = (more: object): unknown => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  ...more,
});
const keys = ({ api }: Answer): readonly string[] => (api?.events ?? []).map(({ key }) => key);

test('webhooks, in either spelling, by reference, and as if they were callbacks', () => {
  const answer = readData(
    document({
      webhooks: {
        'pet.born': request({ summary: 'A pet was born.', deprecated: true }),
        shared: { $ref: '#/components/pathItems/Shared' },
        'x-note': 'nothing',
      },
      'x-webhooks': {
        'pet.born': request(),
        sold: { '{$request.body#/url}': request() },
      },
      components: { pathItems: { Shared: request() } },
    }),
  );
  expect(codes(answer)).toEqual([]);
  expect(keys(answer)).toEqual([
    'POST webhook pet.born',
    'POST webhook shared',
    'POST webhook sold {$request.body#/url}',
  ]);
  expect(answer.api?.events?.[0]).toMatchObject({
    name: 'pet.born',
    summary: 'A pet was born.',
    deprecated: true,
    body: { contents: [{ schema: { kind: 'string' } }] },
  });
});

test('callbacks belong to their operation, and have headers', () => {
  const callback = {
    '{$request.query.url}': {
      parameters: [{ name: 'X-Sign', in: 'header', required: true, schema: { type: 'string' } }],
      ...Object(request()),
    },
  };
  const answer = readData(
    document({
      paths: {
        '/subscribe': {
          post: {
            operationId: 'subscribe',
            responses: {},
            callbacks: { onEvent: callback, again: { $ref: '#/components/callbacks/Again' } },
          },
        },
      },
      components: { callbacks: { Again: callback, Unused: callback } },
    }),
  );
  expect(codes(answer)).toEqual([]);
  expect(answer.api?.events).toMatchObject([
    {
      name: 'onEvent',
      operation: 'subscribe',
      expression: '{$request.query.url}',
      parameters: [{ name: 'X-Sign', in: 'header', required: true }],
    },
    { name: 'again', operation: 'subscribe' },
  ]);
});

test('what is no webhook is said', () => {
  const answer = readData(document({ webhooks: { a: 'nothing', b: null, c: {} } }));
  expect(codes(answer)).toEqual(['warning openapi-malformed']);
  expect(answer.api?.events).toBeUndefined();
});

test.each<[string, string, boolean]>([
  ['head', '200', false],
  ['get', '200', true],
  ['get', '204', false],
  ['get', '304', false],
])('%s with status %s: a body is %s', (method, status, has) => {
  const responses = { [status]: { description: '', ...Object(json({ type: 'string' })) } };
  const answer = readData(document({ paths: { '/a': { [method]: { responses } } } }));
  expect(answer.api?.operations[0]?.responses[0]?.contents).toHaveLength(has ? 1 : 0);
  expect(codes(answer)).toEqual(
    has || method === 'head' ? [] : ['warning openapi-response-without-body'],
  );
});

test('a style that parts of a form cannot have', () => {
  const content = {
    'application/x-www-form-urlencoded': {
      schema: { type: 'object', properties: { a: { type: 'array' }, b: { type: 'array' } } },
      encoding: { a: { style: 'matrix' }, b: { style: 'pipeDelimited' } },
    },
  };
  const answer = readData(document({ paths: { '/a': { post: { requestBody: { content } } } } }));
  expect(codes(answer)).toEqual(['warning openapi-encoding-style']);
  expect(answer.diagnostics[0]?.at).toMatchObject({
    pointer: '/paths/~1a/post/requestBody/content/application~1x-www-form-urlencoded/encoding/a',
  });
  const encoding = answer.api?.operations[0]?.body?.contents[0]?.encoding;
  expect(encoding?.map(({ style }) => style)).toEqual([undefined, 'pipeDelimited']);
});

test('the encoding of a part that the body does not have is told, with the part that is meant', () => {
  const read = (schema: object, type = 'multipart/form-data') => {
    const encoding = { avatr: { contentType: 'image/png' }, name: { contentType: 'text/plain' } };
    const requestBody = { content: { [type]: { schema, encoding } } };
    const shared = { Base: { type: 'object', properties: { name: { type: 'string' } } } };
    const answer = readData({
      ...(document({ paths: { '/a': { post: { requestBody } } } }) as object),
      components: { schemas: shared },
    });
    const told = answer.diagnostics.map(({ code, remedy, at }) => [
      code,
      remedy,
      at !== undefined && 'pointer' in at ? at.pointer : undefined,
    ]);
    const parts = answer.api?.operations[0]?.body?.contents[0]?.encoding ?? [];
    return [parts.map(({ property }) => property), told];
  };
  const properties = { avatar: { type: 'string', format: 'binary' }, name: { type: 'string' } };
  const pointer = '/paths/~1a/post/requestBody/content/multipart~1form-data/encoding/avatr';
  expect(read({ type: 'object', properties })).toEqual([
    ['name'],
    [['openapi-encoding-unknown', 'Did you mean avatar?', pointer]],
  ]);
  const base = { $ref: '#/components/schemas/Base' };
  const remedy = 'Add the property, or remove its encoding.';
  expect(read({ oneOf: [base, { type: 'object', properties: { other: {} } }] })).toEqual([
    ['name'],
    [['openapi-encoding-unknown', remedy, pointer]],
  ]);
  const both = ['avatr', 'name'];
  expect(read({ type: 'object', properties, additionalProperties: true })).toEqual([both, []]);
  expect(read({ type: 'object' })).toEqual([both, []]);
  expect(read({ type: 'object', properties }, 'application/json')).toEqual([both, []]);
});
