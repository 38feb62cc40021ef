import { describe, expect, test } from 'vitest';
import type { Schema } from '../../generator/ir.js';
import { codes, readData, schemasOf, withSchemas } from './given.js';

const string = { kind: 'string' };
const integer = { kind: 'number', integer: true };
const unknown = { kind: 'unknown' };
const nothing = { kind: 'null' };
const prop = (key: string, schema: unknown, required = false): unknown => ({
  key,
  required,
  schema,
});
const object = (...props: unknown[]): unknown => ({ kind: 'object', props });
const union = (...of: unknown[]): unknown => ({ kind: 'union', of });
const literal = (...values: unknown[]): unknown => ({ kind: 'literal', values });

describe('one schema', () => {
  test.each<[string, unknown, unknown]>([
    ['true', true, unknown],
    ['false', false, { kind: 'never' }],
    ['nothing said', {}, unknown],
    ['not: {}', { not: {} }, { kind: 'never' }],
    ['types', { type: 'boolean' }, { kind: 'boolean' }],
    [
      'number',
      { type: 'number', minimum: 1, exclusiveMaximum: 5, multipleOf: 2 },
      { kind: 'number', integer: false, minimum: 1, exclusiveMaximum: 5, multipleOf: 2 },
    ],
    [
      'bounds as 3.0 has them',
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      { ...integer, exclusiveMinimum: 1 },
    ],
    ['format', { type: 'integer', format: 'int64' }, { ...integer, format: 'int64' }],
    [
      'string',
      { type: 'string', pattern: '^a', minLength: 1, maxLength: 2, format: 'date-time' },
      { kind: 'string', pattern: '^a', minLength: 1, maxLength: 2, format: 'date-time' },
    ],
    ['binary', { type: 'string', format: 'binary' }, { kind: 'binary' }],
    [
      'a file by default',
      { type: 'string', format: 'binary', default: 'File' },
      { kind: 'binary' },
    ],
    [
      'files by default',
      { type: 'array', items: { type: 'string', format: 'binary' }, default: 'Files' },
      { kind: 'array', items: { kind: 'binary' } },
    ],
    ['binary by media type', { type: 'string', contentMediaType: 'image/png' }, { kind: 'binary' }],
    ...['*/*', 'application/pdf', 'application/vnd.ms-excel'].map(
      (media): [string, unknown, unknown] => [
        `binary: ${media}`,
        { type: 'string', contentMediaType: media },
        { kind: 'binary' },
      ],
    ),
    ...['text/csv', 'application/json', 'application/problem+xml'].map(
      (media): [string, unknown, unknown] => [
        `text: ${media}`,
        { type: 'string', contentMediaType: media },
        string,
      ],
    ),
    ['base64', { type: 'string', contentEncoding: 'base64' }, { kind: 'string', format: 'byte' }],
    ['nullable', { type: 'string', nullable: true }, union(string, nothing)],
    ['type list', { type: ['string', 'integer', 'null'] }, union(string, integer, nothing)],
    ['type list of one', { type: ['null'] }, nothing],
    ['const', { const: null }, literal(null)],
    ['enum', { enum: ['a', 1, null, true] }, literal('a', 1, null, true)],
    [
      'nullable enum',
      { type: 'string', enum: ['a'], nullable: true },
      union(literal('a'), nothing),
    ],
    [
      'enum with names',
      { enum: [1, 2], 'x-enum-varnames': ['ONE', 'TWO'], 'x-enum-descriptions': { 2: 'both' } },
      { ...Object(literal(1, 2)), names: ['ONE', 'TWO'], docs: ['', 'both'] },
    ],
    [
      'names of an enum that may be null, too',
      { enum: [1, null, 2], 'x-enumNames': ['ONE', 'TWO'] },
      { ...Object(literal(1, null, 2)), names: ['ONE', '', 'TWO'] },
    ],
    [
      'consts with titles',
      {
        oneOf: [
          { const: 1, title: 'ONE' },
          { const: 2, title: 'TWO', description: 'both' },
        ],
      },
      { ...Object(literal(1, 2)), names: ['ONE', 'TWO'], docs: ['', 'both'] },
    ],
    [
      'array',
      { type: 'array', items: { type: 'string' }, minItems: 1 },
      { kind: 'array', items: string, minItems: 1 },
    ],
    ['array without items', { type: 'array' }, { kind: 'array', items: unknown }],
    [
      'tuple',
      {
        type: 'array',
        prefixItems: [{ type: 'string' }, { type: 'integer' }],
        items: { type: 'boolean' },
      },
      { kind: 'tuple', items: [string, integer], required: 2, rest: { kind: 'boolean' } },
    ],
    [
      'closed tuple',
      { prefixItems: [{ type: 'string' }], items: false, minItems: 0 },
      { kind: 'tuple', items: [string], required: 0 },
    ],
    ['free object', { type: 'object' }, { ...Object(object()), rest: unknown }],
    ['closed object', { type: 'object', additionalProperties: false }, object()],
    ['map', { additionalProperties: { type: 'string' } }, { ...Object(object()), rest: string }],
    [
      'named and further properties',
      { properties: { a: { type: 'integer' } }, additionalProperties: { type: 'string' } },
      { ...Object(object(prop('a', integer))), rest: string },
    ],
    [
      'patterns',
      { type: 'object', patternProperties: { '^x-': { type: 'string' } } },
      { kind: 'object', props: [], patterns: [{ pattern: '^x-', schema: string }] },
    ],
    [
      'required without description',
      { type: 'object', required: ['a'] },
      object(prop('a', unknown, true)),
    ],
    [
      'what is said about it',
      {
        type: 'string',
        title: 'T',
        description: 'D',
        default: 'x',
        deprecated: true,
        readOnly: true,
        example: 'e',
      },
      {
        ...string,
        title: 'T',
        doc: 'D',
        default: 'x',
        deprecated: true,
        readOnly: true,
        examples: ['e'],
      },
    ],
    ['anyOf', { anyOf: [{ type: 'string' }, { type: 'null' }] }, union(string, nothing)],
    ['oneOf of one', { oneOf: [{ type: 'string' }] }, string],
    [
      'nested unions',
      { oneOf: [{ type: ['string', 'null'] }, { oneOf: [{ type: 'integer' }, { type: 'null' }] }] },
      union(string, nothing, integer),
    ],
    [
      'hostile names',
      JSON.parse(
        '{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"}},"required":["__proto__"]}',
      ),
      object(prop('__proto__', string, true), prop('constructor', integer)),
    ],
  ])('%s', (_, given, want) => {
    const answer = readData(withSchemas({ S: given }));
    expect(codes(answer)).toEqual([]);
    expect(schemasOf(answer)['S']).toEqual(want);
  });

  test.each<[unknown, unknown, string]>([
    [{ type: 'int' }, integer, 'openapi-type-spelling'],
    [{ type: 'bigint' }, { ...integer, format: 'int64' }, 'openapi-type-spelling'],
    [{ type: 'datetime' }, { kind: 'string', format: 'date-time' }, 'openapi-type-spelling'],
    [{ type: 'nonsense' }, unknown, 'openapi-type-unknown'],
    [{ type: 'string', enum: [1, true] }, literal('1', 'true'), 'openapi-enum-type'],
    [{ enum: [1, 2], 'x-enumNames': ['ONE'] }, literal(1, 2), 'openapi-enum-names'],
    [{ type: 'string', enum: [] }, string, 'openapi-enum-malformed'],
    [
      { type: 'object', properties: 'nope' },
      { ...Object(object()), rest: unknown },
      'openapi-properties-malformed',
    ],
    ['nonsense', unknown, 'openapi-schema-malformed'],
    [{ oneOf: 'x', type: 'string' }, string, 'openapi-composition-malformed'],
    [{ $ref: '#/components/schemas/Nope' }, unknown, 'openapi-ref-not-found'],
    [{ $ref: '#/components/schemas/S/properties/x' }, unknown, 'openapi-ref-not-found'],
    [{ $ref: 'https://example.com/x.json' }, unknown, 'openapi-ref-remote'],
    [{ $ref: '/etc/passwd' }, unknown, 'openapi-ref-absolute'],
    [{ $ref: 'nope.yaml' }, unknown, 'openapi-ref-file-not-found'],
  ])('mistakes are read as meant, and said: %j', (given, want, code) => {
    const answer = readData(withSchemas({ S: given }));
    expect(codes(answer).map((each) => each.split(' ')[1])).toEqual([code]);
    expect(answer.diagnostics[0]?.at).toMatchObject({ file: 'api.json' });
    expect(schemasOf(answer)['S']).toEqual(want);
  });

  test('nesting without end is one error, not a crash', () => {
    let schema: unknown = { type: 'string' };
    for (let depth = 0; depth < 300; depth++) schema = { type: 'array', items: schema };
    const answer = readData(withSchemas({ S: schema }));
    expect(codes(answer)).toEqual(['error openapi-schema-too-deep']);
  });
});

describe('references', () => {
  const target = { type: 'object', properties: { b: { type: 'string' } } };
  test.each<[string, unknown, unknown]>([
    ['to a component', { $ref: '#/components/schemas/A' }, { kind: 'ref', to: 'A' }],
    [
      'percent-encoded',
      { $ref: '#/components/schemas/odd%20%7Bname%7D' },
      { kind: 'ref', to: 'odd {name}' },
    ],
    [
      'with a percent sign of its own',
      { $ref: '#/components/schemas/100%25' },
      { kind: 'ref', to: '100%25' },
    ],
    ['escaped', { $ref: '#/components/schemas/a~1b' }, { kind: 'ref', to: 'a/b' }],
    ['deep into a component', { $ref: '#/components/schemas/A/properties/b' }, string],
    ['through a reference', { $ref: '#/components/schemas/Alias/properties/b' }, string],
    [
      'into a path',
      { $ref: '#/paths/~1p/get/responses/200/content/application~1json/schema' },
      object(prop('p', integer)),
    ],
    ['to an anchor', { $ref: '#anchored' }, { kind: 'ref', to: 'Anchored' }],
    ['to an id', { $ref: 'https://example.com/ided' }, { kind: 'ref', to: 'Ided' }],
    [
      'beside documentation',
      { $ref: '#/components/schemas/A', description: 'D', deprecated: true },
      { kind: 'ref', to: 'A', doc: 'D', deprecated: true },
    ],
    [
      'beside a shape',
      { $ref: '#/components/schemas/A', required: ['b'] },
      object(prop('b', string, true)),
    ],
    [
      'beside nullable',
      { $ref: '#/components/schemas/A', nullable: true },
      union({ kind: 'ref', to: 'A' }, nothing),
    ],
    [
      'into $defs',
      { $defs: { in: target }, type: 'array', items: { $ref: '#/components/schemas/S/$defs/in' } },
      { kind: 'array', items: { kind: 'ref', to: 'in' } },
    ],
    [
      'to a resource inside',
      {
        $id: 'https://example.com/s',
        $defs: { in: { type: 'integer' } },
        type: 'array',
        items: { $ref: '#/$defs/in' },
      },
      { kind: 'array', items: integer },
    ],
  ])('%s', (_, given, want) => {
    const document = Object(
      withSchemas({
        S: given,
        A: target,
        Alias: { $ref: '#/components/schemas/A' },
        'odd {name}': { type: 'string' },
        '100%25': { type: 'string' },
        'a/b': { type: 'string' },
        Anchored: { $anchor: 'anchored', type: 'string' },
        Ided: { $id: 'https://example.com/ided', type: 'string' },
      }),
    );
    document.paths = {
      '/p': {
        get: {
          responses: {
            200: {
              description: '',
              content: {
                'application/json': {
                  schema: { type: 'object', properties: { p: { type: 'integer' } } },
                },
              },
            },
          },
        },
      },
    };
    const answer = readData(document);
    expect(codes(answer)).toEqual([]);
    expect(schemasOf(answer)['S']).toEqual(want);
  });

  test('a place that holds itself is named', () => {
    const tree = {
      type: 'object',
      properties: {
        of: { type: 'array', items: { $ref: '#/components/schemas/S/properties/tree' } },
      },
    };
    const answer = readData(
      withSchemas({
        S: {
          type: 'object',
          properties: { tree: { $ref: '#/components/schemas/T/properties/tree' } },
        },
        T: {
          type: 'object',
          properties: {
            tree: {
              ...tree,
              properties: {
                of: { type: 'array', items: { $ref: '#/components/schemas/T/properties/tree' } },
              },
            },
          },
        },
      }),
    );
    expect(schemasOf(answer)['S']).toEqual(object(prop('tree', { kind: 'ref', to: 'T_tree' })));
    const named = answer.api?.schemas.find(({ key }) => key === 'T_tree');
    expect(named?.recursive).toBe(true);
  });

  test('a circle of references says nothing', () => {
    const answer = readData(
      withSchemas({ A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }),
    );
    expect(new Set(codes(answer))).toEqual(new Set(['warning openapi-ref-circular']));
    expect(Object.values(schemasOf(answer))).toContainEqual(unknown);
  });

  test.each([
    [{ anyOf: [{ type: 'string' }, {}] }, ['note openapi-union-open']],
    [{ oneOf: [true, { type: 'string' }] }, ['note openapi-union-open']],
    [{ anyOf: [{}] }, []],
    // Nothing is lost where no member has a type.
    [{ oneOf: [{ minItems: 4 }, { minItems: 6 }] }, []],
    [
      { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/Nowhere' }] },
      ['warning openapi-ref-not-found'],
    ],
  ])('a union that anything fits is unknown, which is told: %j', (S, told) => {
    const answer = readData(withSchemas({ S }));
    expect(schemasOf(answer)['S']).toEqual(unknown);
    expect(codes(answer)).toEqual(told);
  });

  test.each([
    ['3.0.3', { type: 'array', $ref: '#/components/schemas/A' }, true],
    ['3.1.0', { type: 'array', $ref: '#/components/schemas/A' }, true],
    ['3.1.0', { type: 'string', $ref: '#/components/schemas/A' }, true],
    ['3.0.3', { type: 'object', $ref: '#/components/schemas/A' }, false],
    ['3.0.3', { type: 'array', $ref: '#/components/schemas/L' }, false],
    ['3.1.0', { type: 'array', $ref: '#/components/schemas/L' }, false],
    ['3.0.3', { type: 'array', $ref: '#/components/schemas/U' }, false],
  ])('in %s, a type beside a reference that contradicts it is told: %j', (version, S, isTold) => {
    const schemas = {
      A: { type: 'object' },
      L: { type: 'array', items: {} },
      U: { oneOf: [{ type: 'string' }, { type: 'array', items: {} }] },
      S,
    };
    expect(codes(readData(withSchemas(schemas, version)))).toEqual(
      isTold ? ['warning openapi-ref-contradiction'] : [],
    );
  });

  test.each<readonly [object, unknown]>([
    [{ nullable: true, example: 'Ann' }, 'string'],
    [{ nullable: true, example: 5 }, 'number'],
    [{ nullable: true, default: false }, 'boolean'],
    [{ nullable: true, format: 'date-time' }, 'string'],
    [{ nullable: true, minimum: 0, example: '5' }, 'number'],
    [{ format: 'int64' }, 'number'],
    [{ type: ['object', 'null'], examples: ['Ann', 'Tom'] }, 'string'],
    [{ example: 'did:key:1' }, ['string', 'object']],
    [{ default: 'x' }, ['string', 'object']],
    [{ nullable: true, example: '{"a": 1}' }, undefined],
    [{ nullable: true, example: '' }, undefined],
    [{ nullable: true, example: { a: 1 } }, undefined],
    [{ type: ['object', 'null'], examples: ['Ann', 5] }, undefined],
    [{ nullable: true, example: 'Ann', additionalProperties: true }, undefined],
    [{ nullable: true, format: 'address' }, undefined],
  ])('what Nest calls an object, since it may be null, is what stands beside it: %j', (S, kind) => {
    const answer = readData(withSchemas({ S: { type: 'object', ...S } }));
    const read = schemasOf(answer)['S'] as Schema;
    const parts = read.kind === 'union' ? read.of : [read];
    const kinds = parts.map((each) => each.kind).filter((each) => each !== 'null');
    expect(kinds).toEqual([kind ?? 'object'].flat());
    expect(codes(answer)).toEqual(kind === undefined ? [] : ['warning openapi-type-contradiction']);
  });

  test('beside a reference nothing counts in 3.0, which is said where it would have mattered', () => {
    const answer = readData(
      withSchemas(
        { A: { type: 'object' }, S: { $ref: '#/components/schemas/A', properties: {} } },
        '3.0.3',
      ),
    );
    expect(codes(answer)).toEqual(['warning openapi-ref-siblings']);
    expect(schemasOf(answer)['S']).toEqual({ kind: 'ref', to: 'A' });
  });

  test.each([
    [['a'], []],
    [['a', 'b'], ['warning openapi-ref-siblings']],
  ])('%j beside a reference to what requires a', (required, told) => {
    const S = { $ref: '#/components/schemas/A', required };
    const A = { type: 'object', required: ['a', 'c'] };
    expect(codes(readData(withSchemas({ A, S }, '3.0.3')))).toEqual(told);
  });

  test('slashes of a name are read as parts of it where they are not escaped', () => {
    const $ref = '#/components/schemas/https://acme.test/err.json';
    const name = 'https://acme.test/err.json';
    const answer = readData(withSchemas({ [name]: { type: 'string' }, S: { $ref } }));
    expect(codes(answer)).toEqual(['warning openapi-ref-escape']);
    expect(schemasOf(answer)['S']).toEqual({ kind: 'ref', to: name });
  });

  test('references in examples and extensions are not followed', () => {
    const away = { $ref: 'https://example.com/x' };
    const answer = readData(
      withSchemas({
        S: {
          type: 'object',
          example: away,
          examples: [away],
          default: away,
          'x-more': away,
        },
      }),
    );
    expect(codes(answer)).toEqual([]);
  });
});

test('flags: recursion, request and response shapes, converted values', () => {
  const ref = (to: string): unknown => ({ $ref: `#/components/schemas/${to}` });
  const answer = readData(
    withSchemas({
      Leaf: { type: 'string' },
      A: { type: 'object', properties: { b: ref('B') } },
      B: { type: 'array', items: ref('A') },
      Holds: { type: 'object', properties: { a: ref('Split'), d: ref('Date') } },
      Split: { type: 'object', properties: { id: { type: 'string', readOnly: true } } },
      Date: { type: 'string', format: 'date-time' },
      Id: { type: 'string', readOnly: true },
      Ids: { type: 'array', items: { type: 'string', writeOnly: true } },
    }),
  );
  const flags = answer.api?.schemas.map((each) => [
    each.key,
    each.recursive,
    each.splits,
    each.converts,
  ]);
  expect(flags).toEqual([
    ['Leaf', false, false, false],
    ['A', true, false, false],
    ['B', true, false, false],
    ['Holds', false, true, true],
    ['Split', false, true, false],
    ['Date', false, false, true],
    // What is no property is sent and answered all the same.
    ['Id', false, false, false],
    ['Ids', false, false, false],
  ]);
});

test('a property goes the way that what it refers to says, by however many references', () => {
  const ref = (to: string): unknown => ({ $ref: `#/components/schemas/${to}` });
  const { api } = readData(
    withSchemas({
      A: {
        type: 'object',
        properties: {
          a: ref('Third'),
          b: { allOf: [ref('Pw')] },
          c: ref('C'),
          d: { allOf: [ref('Set'), { type: 'object', properties: { d: ref('C') } }] },
          e: { allOf: [ref('Set')], properties: { e: { type: 'string' } } },
        },
      },
      Set: { type: 'object', properties: { s: { type: 'string' } }, readOnly: true },
      C: { type: 'array', items: ref('Id') },
      Third: ref('Second'),
      Second: ref('Id'),
      Id: { type: 'string', readOnly: true },
      Pw: { type: 'string', writeOnly: true },
    }),
  );
  const [a] = api?.schemas ?? [];
  expect(a?.schema).toMatchObject({
    props: [
      { key: 'a', schema: { kind: 'ref', readOnly: true } },
      { key: 'b', schema: { kind: 'ref', writeOnly: true } },
      { key: 'c', schema: { kind: 'ref' } },
      { key: 'd', schema: { kind: 'object', readOnly: true } },
      { key: 'e', schema: { kind: 'object', readOnly: true } },
    ],
  });
  const [, , c] = a?.schema.kind === 'object' ? a.schema.props : [];
  expect(c?.schema.readOnly).toBeUndefined();
  expect(api?.schemas.map(({ key, splits }) => [key, splits])).toEqual([
    ['A', true],
    ['Set', false],
    ['C', false],
    ['Third', false],
    ['Second', false],
    ['Id', false],
    ['Pw', false],
  ]);
});

test('schemas that Fastify numbers, or calls by an address, are called as their title says', () => {
  const object = { type: 'object', properties: { a: { type: 'string' } } };
  const { api } = readData(
    withSchemas({
      'def-0': { ...object, title: 'user' },
      'def-1': { ...object, title: 'https://example.com/pet.json' },
      'def-2': object,
      Pet: { ...object, title: 'An animal' },
      'https://acme.test/err.json': { ...object, title: 'Problem' },
    }),
  );
  const names = api?.schemas.map(({ name }) => name);
  expect(names).toEqual(['user', undefined, undefined, undefined, 'Problem']);
});
