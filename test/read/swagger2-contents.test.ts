/** Bodies and responses of Swagger 2.0. */

import { describe, expect, test } from 'vitest';
import { codes, placeless } from './given.js';
import { brief, operation } from './swagger2-given.js';

describe('bodies', () => {
  const body = { name: 'b', in: 'body', required: true, schema: { type: 'string' } };
  const string = { kind: 'string' };

  test.each<[string, object, object, readonly unknown[]]>([
    ['of nothing', {}, {}, [['application/json', string]]],
    ['of the document', {}, { consumes: ['text/plain'] }, [['text/plain', string]]],
    [
      'of the operation',
      { consumes: ['text/csv', 'Text/CSV', 'text/plain'] },
      { consumes: ['text/html'] },
      [
        ['text/csv', string],
        ['text/plain', string],
      ],
    ],
  ])('media types %s', (_, own, document, want) => {
    const { op, diagnostics } = operation({ ...own, parameters: [body] }, document);
    expect(op.body?.required).toBe(true);
    expect(op.body?.contents.map(brief)).toEqual(want);
    expect(diagnostics).toEqual([]);
  });

  test('fields', () => {
    const { op, diagnostics } = operation({
      consumes: ['multipart/form-data', 'application/x-www-form-urlencoded'],
      parameters: [
        { name: 'a', in: 'formData', type: 'string', required: true, description: 'An a.' },
        { name: 'b', in: 'formData', type: 'array', items: { type: 'integer' } },
        { name: 'c', in: 'formData', type: 'array', items: {}, collectionFormat: 'multi' },
      ],
    });
    expect(diagnostics).toEqual([]);
    expect(op.parameters).toEqual([]);
    const schema = {
      kind: 'object',
      props: [
        { key: 'a', required: true, schema: { kind: 'string', doc: 'An a.' } },
        {
          key: 'b',
          required: false,
          schema: { kind: 'array', items: { kind: 'number', integer: true } },
        },
        { key: 'c', required: false, schema: { kind: 'array', items: { kind: 'unknown' } } },
      ],
    };
    const encoding = { property: 'b', explode: false, headers: [] };
    expect(placeless(op.body)).toEqual({
      required: true,
      contents: [
        {
          mediaType: 'multipart/form-data',
          schema,
          encoding: [{ ...encoding, style: 'form' }],
          examples: [],
        },
        {
          mediaType: 'application/x-www-form-urlencoded',
          schema,
          encoding: [{ ...encoding, style: 'form' }],
          examples: [],
        },
      ],
    });
  });

  test.each<[string, object, string, string, readonly string[]]>([
    ['undeclared', {}, 'string', 'application/x-www-form-urlencoded', []],
    ['undeclared file', {}, 'file', 'multipart/form-data', []],
    [
      'file among both',
      { consumes: ['application/x-www-form-urlencoded', 'multipart/form-data'] },
      'file',
      'multipart/form-data',
      [],
    ],
    [
      'file as urlencoded',
      { consumes: ['application/x-www-form-urlencoded'] },
      'file',
      'multipart/form-data',
      ['warning swagger-form-consumes'],
    ],
    [
      'field as JSON',
      { consumes: ['application/json'] },
      'string',
      'application/x-www-form-urlencoded',
      ['warning swagger-form-consumes'],
    ],
  ])('a form: %s', (_, own, type, mediaType, want) => {
    const answer = operation({ ...own, parameters: [{ name: 'a', in: 'formData', type }] });
    expect(answer.op.body?.contents.map((each) => each.mediaType)).toEqual([mediaType]);
    expect(codes(answer)).toEqual(want);
  });

  test('files are bytes, also in lists and under another place', () => {
    const { op } = operation({
      parameters: [
        { name: 'a', in: 'formData', type: 'array', items: { type: 'file' } },
        { name: 'b', in: 'query', type: 'file' },
      ],
    });
    expect(op.parameters).toEqual([]);
    expect(placeless(op.body?.contents)).toEqual([
      {
        mediaType: 'multipart/form-data',
        schema: {
          kind: 'object',
          props: [
            { key: 'a', required: false, schema: { kind: 'array', items: { kind: 'binary' } } },
            { key: 'b', required: false, schema: { kind: 'binary' } },
          ],
        },
        encoding: [],
        examples: [],
      },
    ]);
  });

  const field = { name: 'f', in: 'formData', type: 'string' };
  test.each<[string, object, string, string, unknown]>([
    [
      'two bodies',
      { parameters: [body, { ...body, name: 'c' }] },
      'swagger-bodies',
      '/parameters/1',
      'string',
    ],
    [
      'a body and a field',
      { parameters: [body, field] },
      'swagger-body-and-form',
      '/parameters/1',
      'string',
    ],
    [
      'a field and a body',
      { consumes: ['multipart/form-data'], parameters: [body, field] },
      'swagger-body-and-form',
      '/parameters/0',
      'object',
    ],
    [
      'a body without a schema',
      { parameters: [{ name: 'b', in: 'body' }] },
      'swagger-body-schema',
      '/parameters/0',
      'unknown',
    ],
    [
      'a body with a type',
      { parameters: [{ name: 'b', in: 'body', type: 'string' }] },
      'swagger-body-schema',
      '/parameters/0',
      'string',
    ],
    [
      'a list without items',
      { parameters: [{ ...body, schema: { type: 'array' } }] },
      'openapi-items-missing',
      '/parameters/0/schema',
      'array',
    ],
    [
      'a media type',
      { consumes: ['json'], parameters: [body] },
      'swagger-media-types-malformed',
      '/consumes/0',
      'string',
    ],
    [
      'media types as text',
      { consumes: 'a/b', parameters: [body] },
      'swagger-media-types-malformed',
      '/consumes',
      'string',
    ],
    [
      'media types as an object',
      { consumes: {}, parameters: [body] },
      'swagger-media-types-malformed',
      '/consumes',
      'string',
    ],
  ])('%s is one located warning', (_, value, code, pointer, kind) => {
    const { op, diagnostics } = operation(value);
    expect(op.body?.contents[0]?.schema.kind).toBe(kind);
    expect(diagnostics).toMatchObject([
      { severity: 'warning', code, at: { pointer: `/paths/~1a/post${pointer}` } },
    ]);
    expect(diagnostics[0]?.remedy).toBeDefined();
  });
});

describe('responses', () => {
  function contents(response: unknown, own: object = {}, document: object = {}): unknown {
    const { op, diagnostics } = operation({ ...own, responses: { 200: response } }, document);
    return [op.responses[0]?.contents.map(brief), diagnostics.map(({ code }) => code)];
  }
  const object = {
    kind: 'object',
    props: [{ key: 'a', required: false, schema: { kind: 'string' } }],
  };
  test('bytes are what an operation says itself, of an answer that has a body', () => {
    const produces = ['application/x-tar'];
    expect(contents({}, {}, { produces })).toEqual([[], []]);
    const { op } = operation({ produces, responses: { 200: {}, 204: {}, 404: {} } });
    expect(op.responses.map((each) => each.contents.length)).toEqual([1, 0, 0]);
  });

  const schema = { type: 'object', properties: { a: { type: 'string' } } };

  test.each<[string, unknown, object, unknown]>([
    ['no schema', {}, { produces: ['application/json'] }, []],
    [
      'bytes without a schema',
      {},
      { produces: ['application/x-tar'] },
      [['application/x-tar', { kind: 'binary' }]],
    ],
    ['bytes or JSON without a schema', {}, { produces: ['image/png', 'application/json'] }, []],
    ['no media type', { schema }, {}, [['*/*', object]]],
    ['an example', { examples: { 'text/plain': 'a' } }, {}, [['text/plain', { kind: 'string' }]]],
    [
      'a schema and an example',
      { schema, examples: { 'application/json': {} } },
      {},
      [['application/json', object]],
    ],
    [
      'a file',
      { schema: { type: 'file' } },
      { produces: ['image/png'] },
      [['image/png', { kind: 'binary' }]],
    ],
    // As JSON it would be parsed.
    [
      'a file as JSON',
      { schema: { type: 'file' } },
      { produces: ['application/json'] },
      [['*/*', { kind: 'binary' }]],
    ],
  ])('%s', (_, response, own, want) => {
    expect(contents(response, own)).toEqual([want, []]);
  });

  test.each<[string, unknown, object]>([
    ['of a definition', { $ref: '#/definitions/A' }, { kind: 'ref', to: 'A' }],
    ['of a schema', schema, object],
  ])('in place %s, a warning', (_, response, want) => {
    expect(contents(response, { produces: ['a/b+json'] }, { definitions: { A: schema } })).toEqual([
      [['a/b+json', want]],
      ['swagger-response-is-schema'],
    ]);
  });

  test('the operation has the media types of a shared response', () => {
    const document = { responses: { R: { schema } }, produces: ['application/xml'] };
    expect(contents({ $ref: '#/responses/R' }, { produces: ['a/b+json'] }, document)).toEqual([
      [['a/b+json', object]],
      [],
    ]);
  });

  test('headers', () => {
    const headers = {
      'X-A': { type: 'integer', description: 'An a.' },
      'Status Code': { type: 'string' },
    };
    const { op, diagnostics } = operation({ responses: { '2xx': { headers }, ok: {} } });
    expect(placeless(op.responses)).toEqual([
      {
        status: '2XX',
        contents: [],
        headers: [
          { name: 'X-A', required: false, schema: { kind: 'number', integer: true }, doc: 'An a.' },
        ],
      },
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'swagger-header-name',
      'openapi-status-unknown',
    ]);
  });
});
