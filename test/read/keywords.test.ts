/** Keywords that say something about a type beside what they check, and those that only check. */
import { expect, test } from 'vitest';
import { codes, readData, schemasOf, withSchemas } from './given.js';

const string = { kind: 'string' };
const unknown = { kind: 'unknown' };
const integer = { kind: 'number', integer: true };
const to = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });
const prop = (key: string, schema: unknown, required = false): unknown => ({
  key,
  required,
  schema,
});
const object = (...props: unknown[]): unknown => ({ kind: 'object', props });
const literal = (...values: unknown[]): unknown => ({ kind: 'literal', values });
const record = (rest: unknown): unknown => ({ kind: 'object', props: [], rest });

const cardOrCash = {
  type: 'object',
  required: ['kind'],
  properties: { kind: { enum: ['card', 'cash'] } },
  if: { properties: { kind: { const: 'card' } } },
  then: { required: ['number'], properties: { number: { type: 'string' } } },
  else: { properties: { coins: { type: 'integer' }, kind: { const: 'cash' } } },
};

const when = (kind: string, properties: unknown): unknown => ({
  if: { properties: { kind: { const: kind } } },
  then: { properties },
});

test.each<[string, unknown, unknown]>([
  [
    'then and else add what they describe',
    cardOrCash,
    object(
      prop('kind', literal('card', 'cash'), true),
      prop('number', string),
      prop('coins', integer),
    ),
  ],
  ['then without if says nothing', { type: 'string', then: { properties: { a: {} } } }, string],
  [
    'two branches that differ in a property',
    {
      type: 'object',
      if: { required: ['b'] },
      then: { properties: { a: { type: 'string' } } },
      else: { properties: { a: { type: 'integer' } } },
    },
    object(prop('a', { kind: 'union', of: [string, integer] })),
  ],
  [
    'several conditions, each with what the others describe otherwise',
    {
      type: 'object',
      required: ['kind', 'value'],
      properties: { kind: { enum: ['a', 'b'] }, value: {}, size: { type: ['string', 'integer'] } },
      allOf: [
        when('a', { value: { type: 'string' }, size: { type: 'string' }, x: { const: 1 } }),
        when('b', { value: { type: 'integer' }, size: { type: 'integer' }, x: false }),
      ],
    },
    object(
      prop('kind', literal('a', 'b'), true),
      prop('value', { kind: 'union', of: [string, integer] }, true),
      prop('size', { kind: 'union', of: [string, integer] }),
      prop('x', literal(1)),
    ),
  ],
  [
    'conditions that say of what object it is',
    {
      type: 'object',
      properties: { config: { type: 'object' } },
      allOf: [
        when('a', { config: { properties: { a: { type: 'string' } } } }),
        when('b', { config: { properties: { a: { type: 'integer' } } } }),
      ],
    },
    object(
      prop('config', {
        kind: 'union',
        of: [object(prop('a', string)), object(prop('a', integer))],
      }),
    ),
  ],
  [
    'a condition says nothing of what is no object',
    { type: ['object', 'string'], ...(when('a', { a: { type: 'integer' } }) as object) },
    { kind: 'union', of: [object(prop('a', integer)), string] },
  ],
  [
    'a condition with alternatives',
    {
      type: 'object',
      if: { required: ['b'] },
      then: {
        oneOf: [
          { properties: { a: { type: 'string' } }, required: ['a'] },
          { properties: { c: { type: 'integer' } }, required: ['c'] },
        ],
      },
    },
    object(prop('a', string), prop('c', integer)),
  ],
  [
    'dependentSchemas',
    {
      type: 'object',
      properties: { a: { type: 'string' } },
      dependentSchemas: { a: { properties: { b: { type: 'integer' } }, required: ['b'] } },
    },
    object(prop('a', string), prop('b', integer)),
  ],
  [
    'dependencies, as both were called before',
    {
      type: 'object',
      properties: { a: { type: 'string' } },
      dependencies: { a: ['c'], c: { properties: { b: { type: 'integer' } } } },
    },
    object(prop('a', string), prop('b', integer)),
  ],
  [
    'dependentRequired',
    { type: 'object', properties: { a: { type: 'string' } }, dependentRequired: { a: ['b'] } },
    object(prop('a', string)),
  ],
  [
    'a condition on values',
    { type: 'string', if: { minLength: 3 }, then: { pattern: '^a' } },
    string,
  ],
  ['not a value', { enum: ['a', 'b', 'c'], not: { enum: ['b'] } }, literal('a', 'c')],
  [
    'not any of some values',
    { enum: [1, 2, 3], not: { anyOf: [{ const: 1 }, { const: 2 }] } },
    literal(3),
  ],
  ['not a type', { type: ['string', 'null'], not: { type: 'null' } }, string],
  ['not everything', { not: {} }, { kind: 'never' }],
  [
    'not what has a property',
    { type: 'object', properties: { a: { type: 'string' } }, not: { required: ['b'] } },
    object(prop('a', string)),
  ],
  [
    'not integers, which leaves other numbers',
    { type: 'number', not: { type: 'integer' } },
    { kind: 'number', integer: false },
  ],
  [
    'propertyNames with values',
    {
      type: 'object',
      propertyNames: { enum: ['a', 'b'] },
      additionalProperties: { type: 'integer' },
    },
    object(prop('a', integer), prop('b', integer)),
  ],
  [
    'propertyNames by reference, beside properties',
    { propertyNames: to('Names'), properties: { x: { type: 'string' } }, required: ['x'] },
    object(prop('x', string, true), prop('y', unknown)),
  ],
  [
    'propertyNames that none is added to',
    { type: 'object', propertyNames: to('Names'), additionalProperties: false },
    object(),
  ],
  [
    'propertyNames with a pattern',
    { type: 'object', propertyNames: { pattern: '^a' }, additionalProperties: { type: 'integer' } },
    record(integer),
  ],
  ['contains', { type: 'array', contains: { type: 'string' } }, { kind: 'array', items: unknown }],
  [
    'unevaluatedProperties',
    { type: 'object', unevaluatedProperties: { type: 'string' } },
    record(string),
  ],
  [
    'unevaluatedProperties without a type',
    { unevaluatedProperties: { type: 'string' } },
    record(string),
  ],
  [
    'unevaluatedItems',
    { type: 'array', prefixItems: [{ type: 'string' }], unevaluatedItems: { type: 'integer' } },
    { kind: 'tuple', items: [string], required: 1, rest: integer },
  ],
])('%s', (_, given, want) => {
  const answer = readData(withSchemas({ S: given, Names: { enum: ['x', 'y'] } }));
  expect(codes(answer)).toEqual([]);
  expect(schemasOf(answer)['S']).toEqual(want);
});

test('conditions of a schema and of what it refers to are of one kind', () => {
  const answer = readData(
    withSchemas({
      Base: { type: 'object', ...(when('a', { value: { type: 'string' } }) as object) },
      S: { allOf: [to('Base'), when('b', { value: { type: 'integer' } })] },
    }),
  );
  expect(codes(answer)).toEqual([]);
  expect(schemasOf(answer)['S']).toEqual(
    object(prop('value', { kind: 'union', of: [string, integer] })),
  );
});

test('a condition beside a reference keeps what it refers to', () => {
  const answer = readData(
    withSchemas({
      Base: { type: 'object', properties: { a: { type: 'string' } } },
      S: { allOf: [to('Base')], if: {}, then: { properties: { a: {}, b: { type: 'integer' } } } },
    }),
  );
  expect(schemasOf(answer)['S']).toEqual(object(prop('a', string), prop('b', integer)));
});

test.each<[string, unknown, number]>([
  ['references that lead nowhere', { a: to('Nope'), b: to('Nope'), c: to('Neither') }, 3],
  ['a type that there is not', { a: { type: 'nonsense' }, b: { type: 'string' } }, 1],
  ['no schema at all', { a: 'nonsense' }, 1],
  ['unions of each other', { a: to('Loop') }, 2],
  ['anything on purpose', { a: {}, b: true, c: { type: 'any' }, d: { type: 'object' } }, 0],
])('what became unknown is counted: %s', (_, properties, count) => {
  const answer = readData(
    withSchemas({
      S: { type: 'object', properties },
      ...(count === 2
        ? {
            Loop: { anyOf: [to('Back'), to('Back'), to('Loop')] },
            Back: { oneOf: [to('Loop'), to('Back')] },
          }
        : {}),
    }),
  );
  const notes = answer.diagnostics.filter(({ code }) => code === 'openapi-unknown');
  expect(notes.map(({ message }) => Number.parseInt(message))).toEqual(count === 0 ? [] : [count]);
});

const KUBERNETES = { format: 'int-or-string' };
const EXTENDED = { 'x-kubernetes-int-or-string': true };

test.each<[string, object, unknown[]]>([
  ['by format, as text', { type: 'string', ...KUBERNETES }, []],
  ['by format, without a type', KUBERNETES, []],
  ['by format, as text or null', { type: ['string', 'null'], ...KUBERNETES }, [{ kind: 'null' }]],
  ['by extension', EXTENDED, []],
  ['by both', { type: 'string', ...KUBERNETES, ...EXTENDED }, []],
  ['written out', { anyOf: [{ type: 'integer' }, { type: 'string' }], ...EXTENDED }, []],
])('numbers or text of Kubernetes, %s', (_, schema, more) => {
  const read = schemasOf(readData(withSchemas({ S: schema })))['S'];
  const form = 'format' in schema ? { format: 'int-or-string' } : {};
  expect(read).toEqual({
    kind: 'union',
    of: [{ ...integer, ...form }, { ...string, ...form }, ...more],
  });
});

test.each([
  'x-speakeasy-name-override',
  'x-fern-sdk-method-name',
  'x-operation-name',
  'x-methodName',
])('a method is called what %s says', (keyword) => {
  const get = { operationId: 'get-links-linkId', [keyword]: 'getLink', responses: {} };
  const { api } = readData({ openapi: '3.1.0', paths: { '/links': { get } } });
  expect(api?.operations.map(({ sdk }) => sdk)).toEqual([{ group: [], name: 'getLink' }]);
});

test.each(['x-speakeasy-name-override', 'x-fern-type-name', 'x-ms-client-name'])(
  'a type is called as %s says',
  (extension) => {
    const answer = readData(withSchemas({ raw_1: { type: 'string', [extension]: ' Cooked ' } }));
    expect(answer.api?.schemas[0]).toMatchObject({ key: 'raw_1', name: 'Cooked' });
  },
);
