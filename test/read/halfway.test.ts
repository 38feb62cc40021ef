import { describe, expect, test } from 'vitest';
import type { Operation } from '../../generator/ir.js';
import { codes, placeless, readData, schemasOf, withSchemas, type Answer } from './given.js';
import { read } from './swagger2-given.js';

const PET = { type: 'object', properties: { a: { type: 'string' } } };
const REF = { $ref: '#/components/schemas/Pet' };
const TO_PET = { kind: 'ref', to: 'Pet' };
const STRING = { type: 'string' };

function newer(operation: object, document: object = {}): Answer {
  const components = { schemas: { Pet: PET } };
  const info = { title: 'T', version: '1' };
  return readData({
    openapi: '3.0.3',
    info,
    paths: { '/a': { post: operation } },
    components,
    ...document,
  });
}

function only({ api }: Answer): Operation {
  const [operation] = api?.operations ?? [];
  if (operation === undefined) throw new Error('no operation');
  return operation;
}

const media = (answer: Answer): unknown =>
  only(answer).responses[0]?.contents.map(({ mediaType, schema }) => [
    mediaType,
    placeless(schema),
  ]);

const sent = (answer: Answer): unknown =>
  only(answer).body?.contents.map(({ mediaType, schema }) => [mediaType, placeless(schema)]);

const place = ({ diagnostics }: Answer): unknown =>
  diagnostics.map(({ at }) => at !== undefined && 'pointer' in at && at.pointer);

describe('a schema where 3.x has a media type', () => {
  const at = '/paths/~1a/post/responses/200';
  test.each<readonly [string, object, unknown, string, string]>([
    ['beside the description', { schema: REF }, TO_PET, 'content-missing', `${at}/schema`],
    ['in place of a response', REF, TO_PET, 'content-missing', at],
    [
      'in place of a media type',
      { content: { schema: REF } },
      TO_PET,
      'media-type-missing',
      `${at}/content`,
    ],
    [
      'in place of all media types',
      { content: REF },
      TO_PET,
      'media-type-missing',
      `${at}/content`,
    ],
    [
      'in place of what is said of a media type',
      { content: { 'application/json': REF } },
      TO_PET,
      'media-type-schema',
      `${at}/content/application~1json`,
    ],
    [
      'under a word for a media type',
      { content: { json: { schema: STRING } } },
      { kind: 'string' },
      'media-type',
      `${at}/content/json`,
    ],
  ])('%s', (_, response, want, code, pointer) => {
    const answer = newer({ responses: { 200: response } });
    expect(media(answer)).toEqual([['application/json', want]]);
    expect(codes(answer)).toEqual([`warning openapi-${code}`]);
    expect(place(answer)).toEqual([pointer]);
    expect(answer.diagnostics[0]?.remedy).toMatch(/content|schema|such as/);
  });

  test('of a body, and of what is shared', () => {
    const answer = newer(
      { requestBody: { $ref: '#/components/requestBodies/B' }, responses: {} },
      {
        components: {
          schemas: { Pet: PET },
          requestBodies: { B: { required: true, schema: REF } },
        },
      },
    );
    expect(sent(answer)).toEqual([['application/json', TO_PET]]);
    expect(only(answer).body?.required).toBe(true);
    expect(place(answer)).toEqual(['/components/requestBodies/B/schema']);
    expect(sent(newer({ requestBody: REF, responses: {} }))).toEqual([
      ['application/json', TO_PET],
    ]);
  });

  test('a file is sent as one, and other media types stay', () => {
    const schema = { type: 'string', format: 'binary' };
    expect(media(newer({ responses: { 200: { schema } } }))).toEqual([
      ['application/octet-stream', { kind: 'binary' }],
    ]);
    const content = { schema: STRING, 'text/html': { schema: STRING } };
    expect(media(newer({ responses: { 200: { content } } }))).toEqual([
      ['application/json', { kind: 'string' }],
      ['text/html', { kind: 'string' }],
    ]);
  });

  test('nothing is made of what says nothing, or of what is whole', () => {
    for (const response of [
      { description: 'ok' },
      { content: {} },
      { content: null, schema: null },
      { content: { 'x-note': { type: 'string' } } },
    ]) {
      const answer = newer({ responses: { 200: response } });
      expect([media(answer), codes(answer)]).toEqual([[], []]);
    }
    const content = { 'application/json': { schema: REF, type: 'x' } };
    const answer = newer({ responses: { 200: { content, schema: STRING } } });
    expect([media(answer), codes(answer)]).toEqual([[['application/json', TO_PET]], []]);
  });

  test('a header may have its type on itself', () => {
    const answer = newer({ responses: { 200: { headers: { 'X-Left': { type: 'integer' } } } } });
    expect(placeless(only(answer).responses[0]?.headers)).toEqual([
      { name: 'X-Left', required: false, schema: { kind: 'number', integer: true } },
    ]);
    expect(codes(answer)).toEqual(['warning openapi-parameter-type']);
  });
});

describe('a body among the parameters of 3.x', () => {
  test('is the body', () => {
    const body = { name: 'pet', in: 'body', required: true, schema: REF };
    const answer = newer({ parameters: [body], responses: {} });
    expect(sent(answer)).toEqual([['application/json', TO_PET]]);
    expect(only(answer).body?.required).toBe(true);
    expect(only(answer).parameters).toEqual([]);
    expect(codes(answer)).toEqual(['warning openapi-parameter-body']);
  });

  test('is a form where its fields are', () => {
    const parameters = [
      { name: 'a', in: 'formData', schema: STRING },
      { name: 'b', in: 'formData', type: 'file', required: true },
    ];
    const answer = newer({ parameters, responses: {} });
    expect(sent(answer)).toEqual([
      [
        'multipart/form-data',
        {
          kind: 'object',
          props: [
            { key: 'a', required: false, schema: { kind: 'string' } },
            { key: 'b', required: true, schema: { kind: 'binary' } },
          ],
        },
      ],
    ]);
    expect(codes(answer)).toEqual([
      'warning openapi-parameter-body',
      'warning openapi-parameter-body',
    ]);
  });

  test('is left out beside a requestBody, which is told', () => {
    const requestBody = { content: { 'application/json': { schema: REF } } };
    const parameters = [{ name: 'b', in: 'body', schema: STRING }];
    const answer = newer({ parameters, requestBody, responses: {} });
    expect(sent(answer)).toEqual([['application/json', TO_PET]]);
    expect(answer.diagnostics.map(({ message }) => message)).toEqual([
      'OpenAPI 3 has no parameters with in: body; this one is left out, since there is a requestBody.',
    ]);
  });
});

describe('Swagger 2.0 with what only OpenAPI 3 has', () => {
  test('is read as OpenAPI 3 has it', () => {
    const content = { 'application/json': { schema: REF } };
    const answer = read({
      paths: { '/a': { post: { requestBody: { content }, responses: { 200: { content } } } } },
      components: { schemas: { Pet: PET } },
    });
    expect(sent(answer)).toEqual([['application/json', TO_PET]]);
    expect(media(answer)).toEqual([['application/json', TO_PET]]);
    expect(codes(answer)).toEqual(['warning swagger-newer', 'warning swagger-newer']);
    expect(place(answer)).toEqual([
      '/paths/~1a/post/requestBody',
      '/paths/~1a/post/responses/200/content',
    ]);
  });
});

describe('a schema in what has one', () => {
  const id = { name: 'id', in: 'query', description: 'Its id.', schema: { type: 'string' } };
  const schemas = (given: object): Answer => readData(withSchemas(given));

  test('is read, and told with where it belongs', () => {
    const answer = schemas({
      Id: id,
      Pet: { properties: { id: { schema: { $ref: '#/components/schemas/Id' } } } },
    });
    expect(codes(answer)).toEqual([
      'warning openapi-schema-wrapped',
      'warning openapi-schema-wrapped',
    ]);
    expect(answer.diagnostics.map(({ remedy }) => remedy)).toEqual([
      'Move it to components.parameters.',
      'Write what its "schema" says in its place.',
    ]);
    expect(schemasOf(answer)).toEqual({
      Id: { kind: 'string', doc: 'Its id.' },
      Pet: {
        kind: 'object',
        props: [{ key: 'id', required: false, schema: { kind: 'ref', to: 'Id' } }],
      },
    });
  });

  test('is none where a schema stands, or where it is none itself', () => {
    const answer = schemas({
      A: { type: 'object', schema: { type: 'string' } },
      B: { properties: { schema: { type: 'string' } } },
      C: { schema: { title: 'C' } },
    });
    expect(codes(answer)).not.toContain('warning openapi-schema-wrapped');
    expect(schemasOf(answer)['A']).toMatchObject({ kind: 'object' });
  });

  test('may lead back to itself', () => {
    const answer = schemas({ A: { schema: { $ref: '#/components/schemas/A' } } });
    expect(codes(answer)).toContain('warning openapi-ref-circular');
  });
});
