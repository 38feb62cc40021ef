/** Swagger 2.0, each part against what it has to be, and the whole against a converter's 3.0. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import converter from 'swagger2openapi';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics.js';
import type { Api } from '../../generator/ir.js';
import { openSources } from '../../generator/read/document/source.js';
import { isSwagger2, readSwagger2 } from '../../generator/read/swagger2.js';
import { parseText } from '../../generator/read/document/yaml.js';
import { codes, deepFreeze, inputsOf, placeless, readFiles, schemasOf } from './given.js';
import { operation, read } from './swagger2-given.js';

const LIBRARY = readFileSync(
  join(import.meta.dirname, '../../fixtures/documents/library/swagger.yaml'),
  'utf8',
);

describe('the version', () => {
  test.each([
    ['2.0', true],
    [2, true],
    ['2', true],
    ['2.1', true],
    ['1.2', false],
    ['20', false],
    [null, false],
  ])('%j', (swagger, want) => {
    expect(isSwagger2({ swagger })).toBe(want);
  });

  test('a number in YAML', () => {
    const answer = readFiles({ 'a.yaml': 'swagger: 2.0\ninfo: {title: A}\npaths: {}' }, 'a.yaml');
    expect(codes(answer)).toEqual([]);
    expect(answer.api?.title).toBe('A');
  });
});

describe('a whole document', () => {
  test('without a complaint, and without changing it', () => {
    const diagnostics: Diagnostic[] = [];
    const report = (each: Diagnostic): void => void diagnostics.push(each);
    const data = deepFreeze(parseText(LIBRARY, 'library.yaml', report));
    const opened = { file: 'library.yaml', data, mayHaveIds: false, moved: new Map() };
    const api = readSwagger2(openSources(opened, inputsOf({}), report));
    expect(diagnostics).toEqual([]);
    expect(api.operations.map(({ key, method, path }) => [key, method, path])).toEqual([
      ['listItems', 'GET', '/items'],
      ['addItem', 'POST', '/items'],
      ['DELETE /items/{isbn}', 'DELETE', '/items/{isbn}'],
      ['retitle', 'PUT', '/items/{isbn}/title'],
      ['setCover', 'POST', '/items/{isbn}/cover'],
      ['getCover', 'GET', '/items/{isbn}/cover'],
      ['login', 'POST', '/login'],
    ]);
    expect(api.operations[0]?.parameters[0]?.at).toEqual({
      file: 'library.yaml',
      pointer: '/parameters/limit',
    });
  });

  test('as the converter and the 3.0 reader understand it', async () => {
    const answer = readFiles({ 'library.yaml': LIBRARY }, 'library.yaml');
    const document = JSON.parse(
      JSON.stringify(parseText(LIBRARY, 'library.yaml', () => undefined)),
    ) as object;
    const { openapi } = await converter.convertObj(document, {});
    const other = readFiles({ 'api.json': JSON.stringify(openapi) }, 'api.json');
    expect(codes(other)).toEqual([]);
    if (answer.api === undefined || other.api === undefined) throw new Error('not read');
    expect(comparable(answer.api)).toEqual(comparable(other.api));
  });
});

/** Without places, and without what the two roads order or ask differently. */
function comparable({ sources: _, ...api }: Api): unknown {
  const servers = (of: Api['servers']): readonly string[] => of.map(({ url }) => url).sort();
  return placeless({
    ...api,
    servers: servers(api.servers),
    // The converter leaves an operation whose schemes the document has as well without servers.
    operations: api.operations.map((each) => ({ ...each, servers: [] })),
  });
}

describe('servers', () => {
  test.each<[object, readonly string[]]>([
    [
      { host: 'a.io', basePath: '/v1', schemes: ['http', 'https'] },
      ['https://a.io/v1', 'http://a.io/v1'],
    ],
    [{ host: 'a.io', schemes: ['wss', 'http'] }, ['http://a.io']],
    [{ host: 'a.io' }, ['https://a.io']],
    [{ host: 'localhost:80', basePath: '/' }, ['http://localhost:80']],
    [{ basePath: '/v1/' }, ['/v1']],
    [{}, []],
  ])('%j', (document, want) => {
    const answer = read({ ...document, paths: {} });
    expect(answer.api?.servers.map(({ url }) => url)).toEqual(want);
    expect(codes(answer)).toEqual([]);
  });

  test.each<[object, readonly string[], string, string]>([
    [{ host: 'http://a.io/v1' }, ['http://a.io/v1'], 'swagger-host-malformed', '/host'],
    [{ host: 'a.io', basePath: 'v1' }, ['https://a.io/v1'], 'swagger-base-path', '/basePath'],
    [{ host: 'a.io', schemes: ['ftp'] }, ['https://a.io'], 'swagger-scheme-unknown', '/schemes/0'],
  ])('%j is mended', (document, want, code, pointer) => {
    const answer = read({ ...document, paths: {} });
    expect(answer.api?.servers.map(({ url }) => url)).toEqual(want);
    expect(answer.diagnostics).toMatchObject([
      { severity: 'warning', code, at: { file: 'api.json', pointer } },
    ]);
  });

  test('an operation with schemes of its own', () => {
    const document = { host: 'a.io', schemes: ['http'] };
    expect(operation({ schemes: ['https'] }, document).op.servers).toEqual([
      { url: 'https://a.io', variables: [] },
    ]);
    expect(operation({ schemes: ['http'] }, document).op.servers).toEqual([]);
  });

  test('a host with variables', () => {
    const answer = read({
      'x-ms-parameterized-host': {
        hostTemplate: '{account}.{dns}',
        parameters: [{ name: 'account', in: 'path', type: 'string' }, { $ref: '#/parameters/dns' }],
      },
      parameters: { dns: { name: 'dns', enum: ['a.net', 'b.net'], default: 'b.net' } },
      basePath: '/v1',
      paths: {},
    });
    expect(answer.api?.servers).toEqual([
      {
        url: 'https://{account}.{dns}/v1',
        variables: [
          { name: 'account', default: '', required: true },
          { name: 'dns', default: 'b.net', values: ['a.net', 'b.net'] },
        ],
      },
    ]);
  });
});

describe('schemas', () => {
  test('a discriminator is implied by the names of those that are allOf it', () => {
    const answer = read({
      definitions: {
        Pet: {
          type: 'object',
          discriminator: 'kind',
          required: ['kind'],
          properties: { kind: { type: 'string' } },
        },
        Cat: { allOf: [{ $ref: '#/definitions/Pet' }] },
        Dog: { allOf: [{ $ref: '#/definitions/Pet' }], 'x-ms-discriminator-value': 'dog' },
      },
      paths: {},
    });
    const tagged = (value: string): unknown => ({
      kind: 'object',
      props: [{ key: 'kind', required: true, schema: { kind: 'literal', values: [value] } }],
    });
    expect(schemasOf(answer)).toMatchObject({ Cat: tagged('Cat'), Dog: tagged('dog') });
  });

  test('references deep into anything', () => {
    const answer = read({
      definitions: {
        A: { type: 'object', properties: { b: { type: 'array', items: { type: 'integer' } } } },
        B: { $ref: '#/definitions/A/properties/b/items' },
        C: { $ref: '#/parameters/c' },
        D: { $ref: '#/responses/d/schema' },
        E: { $ref: '#/paths/~1e~1%7Bf%7D/post/parameters/0/schema' },
      },
      parameters: { c: { name: 'c', in: 'query', type: 'boolean' } },
      responses: { d: { schema: { type: 'string' } } },
      paths: {
        '/e/{f}': {
          parameters: [{ name: 'f', in: 'path', type: 'string' }],
          post: { parameters: [{ name: 'b', in: 'body', schema: { type: 'boolean' } }] },
        },
      },
    });
    expect(codes(answer)).toEqual([]);
    expect(schemasOf(answer)).toMatchObject({
      B: { kind: 'number' },
      C: { kind: 'boolean' },
      D: { kind: 'string' },
      E: { kind: 'boolean' },
    });
  });

  test.each(['A', '#/components/schemas/A', 'definitions/A'])('the short reference %s', (ref) => {
    const answer = read({
      definitions: { A: { type: 'object' }, B: { properties: { a: { $ref: ref } } } },
      paths: {},
    });
    expect(schemasOf(answer)['B']).toMatchObject({ props: [{ schema: { kind: 'ref', to: 'A' } }] });
    expect(answer.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'swagger-ref-short',
        at: { pointer: '/definitions/B/properties/a' },
      },
    ]);
  });
});

describe('security', () => {
  test('schemes and what is unknown', () => {
    const answer = operation(
      { security: [{ b: [] }, { x: [] }] },
      { securityDefinitions: { b: { type: 'basic' }, c: { type: 'bearer' } } },
    );
    expect(placeless(answer.api?.security)).toEqual([{ key: 'b', kind: 'http', scheme: 'basic' }]);
    expect(answer.op.security).toEqual([['b']]);
    expect(answer.diagnostics.map(({ code, remedy }) => [code, remedy])).toEqual([
      ['openapi-security-malformed', expect.stringContaining('basic')],
      ['openapi-security-unknown', 'Declare it under securityDefinitions.'],
    ]);
  });
});

/** Anything in the place of anything is read somehow: every node of a document, by every kind of value. */
test('a document with any of its nodes replaced is read without a crash', () => {
  const document: unknown = parseText(LIBRARY, 'library.yaml', () => undefined);
  const values = [null, true, 0, 'x', [], [null], {}, { $ref: '#/nowhere' }, { $ref: 1 }];
  let count = 0;
  for (const path of pathsOf(document, [])) {
    for (const value of values) {
      const text = JSON.stringify(replaced(document, path, value));
      expect(() => readFiles({ 'a.json': text }, 'a.json')).not.toThrow();
      count++;
    }
  }
  expect(count).toBeGreaterThan(2000);
});

function pathsOf(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const entries = Object.entries(value as object).map(([each, inner]: [string, unknown]) => [
    each,
    each === key ? replaced(inner, rest, by) : inner,
  ]);
  const made: unknown = Object.fromEntries(entries);
  return Array.isArray(value) ? Object.values(made as object) : made;
}
