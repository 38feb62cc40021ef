/** What generators of documents write in ways of their own, and what it becomes. */

import { expect, test } from 'vitest';
import { generate } from '../hostile/pipeline.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };
const ok = (content: unknown) => ({ responses: { 200: { description: 'ok', content } } });
const json = (schema: unknown) => ok({ 'application/json': { schema } });

async function emitted(document: object, more: Readonly<Record<string, string>> = {}) {
  const whole = { openapi: '3.2.0', info: { title: 'T', version: '1' }, paths: {}, ...document };
  const { files, diagnostics } = await generate({
    files: { 'specs/api.json': JSON.stringify(whole), ...more },
    settings: { openapi: 'specs/api.json', target: 'none' },
  });
  expect(diagnostics).toEqual([]);
  return [...(files ?? [])].map(([path, body]) => `== ${path}\n${body}`).join('\n');
}

test('`not: {}` closes an object as `false` does', async () => {
  const closed = { type: 'object', properties: { a: text }, unevaluatedProperties: { not: {} } };
  const none = { type: 'object', additionalProperties: { not: {} } };
  const all = await emitted({
    components: { schemas: { Closed: closed, None: none } },
    paths: { '/x': { get: json({ type: 'array', prefixItems: [ref('Closed'), ref('None')] }) } },
  });
  expect(all).toContain('export interface Closed {\n  a?: string;\n}');
  expect(all).not.toContain('[key: string]');
});

test('an heir that is not mapped bears the tag of the mapped heir above it, which has another tag', async () => {
  const heir = (base: string, more: object = {}) => ({ allOf: [ref(base)], ...more });
  const all = await emitted({
    components: {
      schemas: {
        Node: {
          type: 'object',
          required: ['type'],
          properties: { type: text },
          discriminator: { propertyName: 'type', mapping: { branch: 'Branch' } },
        },
        Branch: heir('Node', {
          properties: { kind: text },
          discriminator: { propertyName: 'kind', mapping: { and: 'And', or: 'Or' } },
        }),
        And: heir('Branch'),
        Or: heir('Branch'),
        Leaf: heir('Node'),
      },
    },
    paths: { '/x': { get: json(ref('Node')) } },
  });
  expect(all).toContain("export interface And {\n  type: 'branch';\n  kind: 'and';\n}");
  expect(all).toContain("export interface Leaf {\n  type: 'Leaf';\n}");
});

test('what a discriminator maps all else to keeps its tag as it is described', async () => {
  const all = await emitted({
    components: {
      schemas: {
        Any: {
          oneOf: [ref('A'), ref('Other')],
          discriminator: { propertyName: 't', mapping: { a: 'A' }, defaultMapping: 'Other' },
        },
        A: { type: 'object', required: ['t'], properties: { t: text } },
        Other: { type: 'object', properties: { t: text } },
      },
    },
    paths: { '/x': { get: json(ref('Any')) } },
  });
  expect(all).toContain("export interface A {\n  t: 'a';\n}");
  expect(all).toContain('export interface Other {\n  t?: string;\n}');
});

test('the data of events that is said to be JSON is read as what it holds', async () => {
  const data = (schema: unknown) => ({
    type: 'string',
    contentMediaType: 'application/json',
    contentSchema: schema,
  });
  const event = (name: string, schema: object) => ({
    type: 'object',
    required: ['data'],
    properties: { event: { const: name }, data: schema },
  });
  const events = (itemSchema: object) => ({ get: ok({ 'text/event-stream': { itemSchema } }) });
  const log = ref('Log');
  const all = await emitted({
    components: { schemas: { Log: { type: 'object', properties: { m: text } } } },
    paths: {
      '/one': events(event('log', data(log))),
      '/two': events({ oneOf: [event('log', data(log)), event('n', data({ type: 'number' }))] }),
      '/mixed': events({ oneOf: [event('log', data(log)), event('end', text)] }),
      '/fixed': events({ oneOf: [event('log', text), event('end', { const: 'over' })] }),
    },
  });
  const file = (name: string): string =>
    all.split('== ').find((each) => each.startsWith(`operations/${name}.ts`)) ?? '';
  expect(file('one')).toMatch(/event\?: 'log';\n\s+data: Log;/);
  expect(file('two')).toContain('data: number;');
  expect(file('two')).toContain('read: jsonEventResult');
  expect(file('mixed')).not.toContain('data: Log;');
  expect(file('mixed')).toContain('read: eventResult');
  expect(file('fixed')).toContain('read: eventResult');
});

test('a part `{}` whose encoding is bytes is a file; an answer in parts comes as bytes', async () => {
  const schema = {
    type: 'object',
    properties: { image: {}, many: { type: 'array', items: {} }, meta: {}, free: {} },
  };
  const encoding = {
    image: { contentType: 'image/png, image/jpeg' },
    many: { contentType: '*/*' },
    meta: { contentType: 'application/json' },
  };
  const all = await emitted({
    paths: {
      '/x': {
        post: {
          requestBody: { content: { 'multipart/form-data': { schema, encoding } } },
          ...ok({ 'multipart/mixed': { schema: { type: 'object' } } }),
        },
      },
    },
  });
  expect(all).toMatch(/image\?: FileInput .*\n\s+many\?: readonly FileInput\[\] /);
  expect(all).toMatch(/meta\?: unknown;\n\s+free\?: unknown;/);
  expect(all).toContain('Response = WebBlob;');
  expect(all).toContain('read: binaryResult');
});

test('beside JSON, other ways to write the same object are not asked for', async () => {
  const schema = { type: 'object', properties: { a: text } };
  const all = await emitted({
    paths: {
      '/x': {
        get: ok({
          'application/json': { schema },
          'application/vnd.acme.v2+json': { schema },
          'application/vnd.acme.protobuf': { schema },
          'application/json;stream=watch': { schema },
        }),
      },
    },
  });
  expect(all).toContain("accept: 'application/json, application/vnd.acme.v2+json'");
});

test('`{+name}` and `{proxy+}` keep the slashes of a value, and are called without the sign', async () => {
  const named = (name: string) => ({
    parameters: [{ name, in: 'path', required: true, schema: text }],
    ...json({}),
  });
  const all = await emitted({
    paths: { '/v1/{+topic}:pull': { get: named('topic') }, '/{proxy+}': { get: named('proxy') } },
    'x-ms-paths': { '/?comp=list': { get: { ...json({}), operationId: 'listAll' } } },
  });
  expect(all).toContain("path: '/v1/{topic}:pull'");
  expect(all).toContain('topic: { style: simple, reserved: true }');
  expect(all).toContain("path: '/{proxy}'");
  expect(all).toContain("path: '/?comp=list'");
});

test('what stands beside a reference to a parameter describes it; files of the same name are told apart from the document', async () => {
  const all = await emitted(
    {
      components: {
        parameters: { limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } },
        schemas: { User: { $ref: 'schemas/User.json', description: 'Somebody.' } },
      },
      paths: {
        '/x': {
          get: {
            parameters: [{ $ref: '#/components/parameters/limit', description: 'How many.' }],
            ...json({ type: 'array', prefixItems: [ref('User'), { $ref: 'schemas/User.json' }] }),
          },
        },
      },
    },
    { 'specs/schemas/User.json': JSON.stringify({ type: 'object', properties: { a: text } }) },
  );
  expect(all).toContain('/** How many. */\n  limit?:');
  expect(all).toContain('export type User = SchemasUser;');
});

test('lists in an object of the query repeat their key, as Spring wants its pages', async () => {
  const pageable = {
    type: 'object',
    properties: { page: { type: 'integer' }, sort: { type: 'array', items: text } },
  };
  const parameter = (name: string, schema: unknown) => ({ name, in: 'query', schema });
  const all = await emitted({
    components: { schemas: { Pageable: pageable } },
    paths: {
      '/x': {
        get: {
          parameters: [
            parameter('pageable', ref('Pageable')),
            parameter('plain', { type: 'object', properties: { a: text } }),
          ],
          ...json({}),
        },
      },
    },
  });
  expect(all).toContain('pageable: { style: formMembers }');
  expect(all).toContain('plain: { style: form }');
});

test('a client object knows the headers of answers, and takes what to ask for with its options', async () => {
  const list = { type: 'array', items: text };
  const content = { 'application/json': { schema: list }, 'text/csv': { schema: text } };
  const headers = { ETag: { required: true, schema: text } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/x': {
        get: {
          operationId: 'report',
          tags: ['things'],
          parameters: [{ name: 'q', in: 'query', schema: text }],
          responses: { 200: { description: '', content, headers } },
        },
      },
    },
  };
  const { files } = await generate({
    files: { 'api.json': JSON.stringify(document) },
    settings: { openapi: 'api.json', target: 'none', client: true },
  });
  const client = (files?.get('client.ts') ?? '').replace(/\s+/g, ' ');
  expect(client).toContain(
    "query: ReportQuery | undefined, options: CallOptions & { accept: 'text/csv' }, ): Call<string, ReportErrors, ReportHeaders>",
  );
  expect(client).toContain(
    'query?: ReportQuery, options?: CallOptions): Call<ReportResponse, ReportErrors, ReportHeaders>',
  );
});

test('a text that errors have is the literal that it is described as', async () => {
  const plain = (schema: object) => ({ description: '', content: { 'text/plain': { schema } } });
  const missing = { type: 'string', enum: ['not found', 'gone'] };
  const all = await emitted({
    components: { schemas: { Busy: { const: 'busy' } } },
    paths: {
      '/x': {
        get: {
          responses: {
            404: plain(missing),
            429: plain(ref('Busy')),
            500: plain(text),
            502: { description: '', content: { 'text/html': { schema: {} } } },
            503: plain({ type: 'integer' }),
          },
        },
      },
    },
  });
  expect(all).toContain("  404: 'not found' | 'gone';\n  429: Busy;\n  500: string;");
  expect(all).toContain('  502: string;\n  503: string;');
});

test('numbers that .NET reads from text, too, are numbers', async () => {
  const pattern = '^-?(?:0|[1-9]\\d*)';
  const whole = { type: ['integer', 'string'], format: 'int32', pattern: `${pattern}$` };
  const part = {
    type: ['null', 'number', 'string'],
    format: 'double',
    pattern: `${pattern}(?:\\.\\d+)?$`,
  };
  const either = { type: ['integer', 'string'], format: 'int64' };
  const all = await emitted({
    components: { schemas: { Row: { properties: { whole, part, either } } } },
    paths: { '/x': { get: json(ref('Row')) } },
  });
  expect(all).toContain('whole?: number;\n  part?: number | null;\n  either?: number | string;');
});

test('values in a binary encoding are bytes, which are not asked for beside JSON', async () => {
  const content = (schema: object, ...types: readonly string[]) => ({
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  });
  const pod = ref('Pod');
  const both = ['application/json', 'application/vnd.kubernetes.protobuf', 'application/cbor'];
  const encoded = ['application/x-protobuf', 'application/connect+proto', 'application/msgpack'];
  const all = await emitted({
    components: { schemas: { Pod: { properties: { name: text } } } },
    paths: {
      '/pods': {
        get: { responses: { 200: { description: '', ...content(pod, ...both) } } },
        post: {
          requestBody: { required: true, ...content(pod, ...encoded) },
          responses: { 200: { description: '', ...content(pod, 'application/x-protobuf') } },
        },
      },
    },
  });
  expect(all).toContain('export type GetPodsResponse = Pod;');
  expect(all).toMatch(/GET \/pods',[^;]*accept: 'application\/json',/);
  expect(all).toContain('export type CreatePodResponse = WebBlob;');
  expect(all).toMatch(/interface CreatePodRequest \{\s+contentType\?:[^;]*;\s+body: BinaryInput/);
});

test('results that a gateway of gRPC sends line by line come one by one', async () => {
  const schema = {
    type: 'object',
    title: 'Stream result of Book',
    properties: { result: ref('Book'), error: {} },
  };
  const all = await emitted({
    components: { schemas: { Book: { properties: { name: text } } } },
    paths: { '/books:watch': { get: json(schema) } },
  });
  expect(all).toMatch(/Response = AsyncIterable<\{\s+result\?: Book;\s+error\?: unknown;\s+\}>;/);
  expect(all).toContain('read: jsonLinesResult');
});

test('media types that differ in their parameters alone are read once', async () => {
  const type = 'application/vnd.pgrst.object+json';
  const content = { [`${type};nulls=stripped`]: {}, [type]: {}, 'text/csv': { schema: text } };
  const whole = { 200: { description: '', content }, 201: { description: '' } };
  const all = await emitted({ paths: { '/x': { get: { responses: whole } } } });
  expect(all.split(`'200 ${type}': jsonResult`)).toHaveLength(2);
});

test('a text that is described as JSON and as text is read as what it comes as', async () => {
  const both = (schema: object) => ({
    responses: {
      200: {
        description: '',
        content: { 'application/json': { schema }, 'text/plain': { schema } },
      },
    },
  });
  const all = await emitted({
    paths: { '/log': { get: both(text) }, '/pet': { get: both({ properties: { a: text } }) } },
  });
  expect(all).toContain('export type GetLogResponse = string;');
  expect(all).toContain(
    "reads: {\n    '200 application/json': jsonResult,\n    '200 text/plain': textResult,\n  },",
  );
  expect(all).toMatch(/GET \/pet',[^;]*read: jsonResult/);
});

test('bytes that are described as a list of them are bytes', async () => {
  const bytes = { type: 'array', items: { type: 'string', format: 'byte' } };
  const list = { type: 'array', items: text };
  const octets = (schema: object) => ok({ 'application/octet-stream': { schema } });
  const all = await emitted({
    paths: { '/a': { get: octets(bytes) }, '/b': { get: octets(list) } },
  });
  expect(all).toContain('export type GetAResponse = WebBlob;');
  expect(all).toContain('export type GetBResponse = string[];');
});

test('a text whose known values may grow is completed by editors', async () => {
  const kind = { type: 'string', 'x-extensible-enum': ['cat', 'dog', 'cat'] };
  const none = { type: 'string', 'x-extensible-enum': [] };
  const all = await emitted({
    components: { schemas: { Pet: { required: ['kind'], properties: { kind, none } } } },
    paths: {
      '/x': {
        get: { ...json(ref('Pet')), parameters: [{ name: 'k', in: 'query', schema: kind }] },
      },
    },
  });
  expect(all).toContain(
    "export interface Pet {\n  kind: (string & {}) | 'cat' | 'dog';\n  none?: string;",
  );
  expect(all).toContain("k?: (string & {}) | 'cat' | 'dog' | undefined;");
});

test.each([
  ['x-ms-enum', { name: 'Kind', modelAsString: true }],
  ['x-speakeasy-unknown-values', 'allow'],
])('an enum that may grow by %s is any text', async (keyword, value) => {
  const kind = { type: 'string', enum: ['cat', 'dog'], [keyword]: value };
  const all = await emitted({
    components: {
      schemas: {
        Kind: { ...kind },
        Pet: {
          discriminator: { propertyName: 'kind' },
          required: ['kind'],
          properties: { kind: ref('Kind'), mood: { ...kind, nullable: true } },
        },
        cat: { allOf: [ref('Pet'), { properties: { lives: { type: 'integer' } } }] },
        dog: { allOf: [ref('Pet')] },
      },
    },
    paths: { '/x': { get: json(ref('Pet')) } },
  });
  expect(all).toContain("export type Kind = (string & {}) | 'cat' | 'dog';");
  expect(all).toContain('/** What is known of {@link Kind}. */');
  expect(all).toContain("export const kindValues = ['cat', 'dog'] as const;");
  expect(all).toContain("kind: 'cat';\n  mood?: (string & {}) | 'cat' | 'dog' | null;");
});

test('an enum that may not grow is closed', async () => {
  const kind = { type: 'string', enum: ['cat'], 'x-ms-enum': { modelAsString: false } };
  const all = await emitted({ paths: { '/x': { get: json({ properties: { kind } }) } } });
  expect(all).toContain("kind?: 'cat';");
});
