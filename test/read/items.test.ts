/** Events of which some are JSON, bodies of parts with names, and parents that are one of their own heirs. */

import { expect, test } from 'vitest';
import { placeless, readData, readFiles, schemasOf, withSchemas } from './given.js';

const STRING = { kind: 'string' };
const PART = { $ref: '#/components/schemas/Part' };
const holding = { contentMediaType: 'application/json', contentSchema: PART };

function operation(post: object, schemas: object = {}): ReturnType<typeof readData> {
  return readData({
    openapi: '3.2.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { post: { responses: { 204: { description: 'ok' } }, ...post } } },
    components: { schemas: { Part: { type: 'object' }, ...schemas } },
  });
}

function itemsOf(...events: readonly object[]): unknown {
  const itemSchema = {
    type: 'object',
    properties: { event: { type: 'string' }, data: { type: 'string' } },
    required: ['event'],
    oneOf: events.map((properties) => ({ properties })),
  };
  const content = { 'text/event-stream': { itemSchema } };
  const { api } = operation({ responses: { 200: { description: 'ok', content } } });
  return placeless(api?.operations[0]?.responses[0]?.contents[0]?.items);
}

const event = (name: string, data: object): object => ({
  kind: 'object',
  props: [
    { key: 'event', required: true, schema: { kind: 'literal', values: [name] } },
    { key: 'data', required: false, schema: data },
  ],
});
const first = { event: { const: 'first' }, data: holding };

test('the data of events is what its text holds, as TypeSpec writes it', () => {
  const second = { event: { const: 'second' }, data: holding };
  const of = ['first', 'second'].map((name) => event(name, { kind: 'ref', to: 'Part' }));
  expect(itemsOf(first, second)).toEqual({ kind: 'union', of });
});

test('what events hold may lie in another file, and refer to what is beside it', () => {
  const content = { 'text/event-stream': { itemSchema: { $ref: 'deep/events.json' } } };
  const files = {
    'api.json': {
      openapi: '3.2.0',
      info: { title: 'T', version: '1' },
      paths: { '/a': { get: { responses: { 200: { description: 'ok', content } } } } },
      components: { schemas: { Part: { type: 'object' } } },
    },
    'deep/events.json': { oneOf: [{ $ref: '../some parts/first.json#/event' }] },
    'some parts/first.json': {
      event: { properties: { event: { const: 'first' }, data: { $ref: 'held.json' } } },
    },
    'some parts/held.json': {
      contentMediaType: 'application/json',
      contentSchema: { type: 'array', items: { $ref: '#/kinds/0' } },
      kinds: [{ $ref: '../api.json#/components/schemas/Part' }],
    },
  };
  const texts = Object.entries(files).map(([path, file]) => [path, JSON.stringify(file)]);
  const { api, diagnostics } = readFiles(Object.fromEntries(texts), 'api.json');
  expect(diagnostics).toEqual([]);
  const items = placeless(api?.operations[0]?.responses[0]?.contents[0]?.items);
  expect(JSON.stringify(items)).toContain(
    '"data","required":false,"schema":{"kind":"array","items":{"kind":"ref","to":"Part"}}',
  );
});

test('what maps tags to schemas leads from another file to where it did', () => {
  const content = { 'text/event-stream': { itemSchema: { $ref: 'deep/event.json' } } };
  const kind = (name: string) => ({ type: 'object', properties: { [name]: { type: 'string' } } });
  const files = {
    'api.json': {
      openapi: '3.2.0',
      info: { title: 'T', version: '1' },
      paths: { '/a': { get: { responses: { 200: { description: 'ok', content } } } } },
      components: { schemas: { Named: kind('named') } },
    },
    'deep/event.json': { properties: { event: {}, data: { $ref: '../other/held.json' } } },
    'other/held.json': {
      contentMediaType: 'application/json',
      contentSchema: {
        oneOf: [
          { $ref: '#/kinds/Cat' },
          { $ref: 'dog.json' },
          { $ref: '../api.json#/components/schemas/Named' },
        ],
        discriminator: {
          propertyName: 'kind',
          mapping: { miau: '#/kinds/Cat', wau: 'dog.json', none: 'Named' },
        },
      },
      kinds: { Cat: kind('claws') },
    },
    'other/dog.json': kind('bones'),
  };
  const texts = Object.entries(files).map(([path, file]) => [path, JSON.stringify(file)]);
  const { api, diagnostics } = readFiles(Object.fromEntries(texts), 'api.json');
  expect(diagnostics).toEqual([]);
  const text = JSON.stringify(api?.operations[0]?.responses[0]?.contents[0]?.items);
  const mapping = /"mapping":(\[[^\]]*\])/.exec(text)?.[1] ?? '[]';
  expect(JSON.parse(mapping)).toEqual([
    { value: 'miau', to: expect.stringMatching(/Cat$/) as unknown },
    { value: 'wau', to: 'dog' },
    { value: 'none', to: 'Named' },
  ]);
});

test('the event that ends a stream is none that anybody is told of', () => {
  const end = { data: { contentMediaType: 'text/plain', const: '[done]' } };
  expect(itemsOf(first, end)).toEqual(event('first', { kind: 'ref', to: 'Part' }));
});

test('where some hold JSON and some text, all are text', () => {
  const plain = { event: { const: 'plain' }, data: { type: 'string' } };
  const of = ['first', 'plain'].map((name) => event(name, STRING));
  expect(itemsOf(first, plain)).toEqual({ kind: 'union', of });
});

test('a stream whose schema has all that an event has is one of events, and not of their data', () => {
  const read = (...names: string[]): unknown => {
    const properties = { ...Object.fromEntries(names.map((name) => [name, {}])), data: PART };
    const schema = {
      oneOf: [
        { type: 'object', properties },
        { type: 'object', properties },
      ],
    };
    const content = { 'text/event-stream': { schema } };
    const { api } = operation({ responses: { 200: { description: 'ok', content } } });
    return api?.operations[0]?.responses[0]?.contents[0]?.items?.kind;
  };
  expect(read('event', 'id', 'retry')).toBe('union');
  // Such an object may be sent as the data, too.
  expect(read('event')).toBeUndefined();
  expect(read('event', 'retry', 'usage')).toBeUndefined();
});

test.each([
  [['data', 'eventType', 'eventId', 'reconnectionInterval'], { kind: 'ref', to: 'Part' }],
  [['data', 'eventType', 'usage'], { kind: 'object' }],
  [['eventType', 'eventId'], { kind: 'object' }],
])('the data of an event of ASP.NET is sent by itself: %j', (names, sent) => {
  const properties = Object.fromEntries(names.map((name) => [name, name === 'data' ? PART : {}]));
  const content = { 'text/event-stream': { schema: { type: 'object', properties } } };
  const { api } = operation({ responses: { 200: { description: 'ok', content } } });
  expect(api?.operations[0]?.responses[0]?.contents[0]).toMatchObject({ schema: sent });
});

test('the encoding of a body with a name says which of its parts are bytes', () => {
  const body = (encoding: object): unknown => {
    const schema = { $ref: '#/components/schemas/Form' };
    const { api } = operation(
      { requestBody: { content: { 'multipart/form-data': { schema, encoding } } } },
      {
        Form: {
          type: 'object',
          properties: { image: {}, more: { type: 'array', items: {} }, text: { type: 'string' } },
        },
      },
    );
    return placeless(api?.operations[0]?.body?.contents[0]?.schema);
  };
  const prop = (key: string, schema: object): object => ({ key, required: false, schema });
  expect(body({ text: { contentType: 'text/plain' } })).toEqual({ kind: 'ref', to: 'Form' });
  expect(
    body({ image: { contentType: 'image/png, image/jpeg' }, more: { contentType: '*/*' } }),
  ).toEqual({
    kind: 'object',
    props: [
      prop('image', { kind: 'binary' }),
      prop('more', { kind: 'array', items: { kind: 'binary' } }),
      prop('text', STRING),
    ],
  });
});

test.each([
  ['#P', ['#E', '#P']],
  ['#E', ['#E']],
  ['', ['#E']],
])('a parent whose tag is %j by default is one of %j', (usual, values) => {
  const parent = { $ref: '#/components/schemas/Person' };
  const schemas = schemasOf(
    readData(
      withSchemas({
        Person: {
          type: 'object',
          required: ['tag'],
          properties: { tag: { type: 'string', default: usual } },
          discriminator: {
            propertyName: 'tag',
            mapping: { '#E': '#/components/schemas/Employee' },
          },
        },
        Employee: { allOf: [parent, { type: 'object', properties: { cost: { type: 'number' } } }] },
      }),
    ),
  );
  const tags = JSON.stringify([schemas['Person'], schemas['Employee']]).match(/#[EP](?="\])/g);
  expect([...new Set(tags)].sort()).toEqual(values);
});
