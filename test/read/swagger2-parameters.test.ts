/** Parameters of Swagger 2.0. */

import { describe, expect, test } from 'vitest';
import { codes, placeless } from './given.js';
import { parameter, read } from './swagger2-given.js';

describe('parameters', () => {
  const list = { type: 'array', items: { type: 'string' } };

  test.each([
    [undefined, 'form', false],
    ['csv', 'form', false],
    ['ssv', 'spaceDelimited', false],
    ['tsv', 'tabDelimited', false],
    ['pipes', 'pipeDelimited', false],
    ['multi', 'form', true],
  ])('a list in a query: %s', (collectionFormat, style, explode) => {
    const answer = parameter({ name: 'a', in: 'query', ...list, collectionFormat });
    expect(answer.parameter).toMatchObject({ style, explode, schema: { kind: 'array' } });
    expect(codes(answer)).toEqual([]);
  });

  test('a list in a path or header', () => {
    for (const place of ['path', 'header']) {
      const value = { name: 'a', in: place, ...list, collectionFormat: 'csv' };
      const answer = parameter(value, place === 'path' ? '/{a}' : '/a');
      expect(answer.parameter).toMatchObject({ in: place, style: 'simple', explode: false });
      expect(codes(answer)).toEqual([]);
    }
    const piped = parameter({ name: 'a', in: 'header', ...list, collectionFormat: 'pipes' });
    expect(piped.parameter).toMatchObject({ style: 'simple' });
    expect(codes(piped)).toEqual(['warning swagger-collection-format']);
  });

  test('what is no list has no collectionFormat', () => {
    const answer = parameter({ name: 'a', in: 'query', type: 'string', collectionFormat: 'pipes' });
    expect(answer.parameter).toMatchObject({ style: 'form', explode: true });
    expect(codes(answer)).toEqual([]);
  });

  test('keywords of the schema stand in the parameter', () => {
    const answer = parameter({
      name: 'a',
      in: 'query',
      description: 'Of the parameter.',
      required: true,
      type: 'integer',
      format: 'int64',
      maximum: 9,
      exclusiveMaximum: true,
      default: 3,
      'x-nullable': true,
    });
    expect(placeless(answer.parameter)).toEqual({
      name: 'a',
      in: 'query',
      required: true,
      doc: 'Of the parameter.',
      style: 'form',
      explode: true,
      allowReserved: false,
      deprecated: false,
      schema: {
        kind: 'union',
        of: [
          { kind: 'number', integer: true, format: 'int64', exclusiveMaximum: 9 },
          { kind: 'null' },
        ],
        default: 3,
      },
    });
  });

  test('those of the path, and of the operation over them', () => {
    const answer = read({
      paths: {
        '/{id}': {
          parameters: [
            { name: 'id', in: 'path', required: true, type: 'integer' },
            { name: 'q', in: 'query', type: 'integer' },
            { name: 'f', in: 'formData', type: 'integer' },
            { name: 'g', in: 'formData', type: 'integer' },
          ],
          post: {
            parameters: [
              { name: 'q', in: 'query', type: 'string' },
              { name: 'f', in: 'formData', type: 'string' },
            ],
          },
        },
      },
    });
    const [op] = answer.api?.operations ?? [];
    expect(op?.parameters.map(({ name, schema }) => [name, schema.kind])).toEqual([
      ['id', 'number'],
      ['q', 'string'],
    ]);
    expect(op?.body?.contents[0]?.schema).toMatchObject({
      props: [
        { key: 'g', schema: { kind: 'number' } },
        { key: 'f', schema: { kind: 'string' } },
      ],
    });
  });

  test.each<[string, object, string]>([
    ['a schema', { schema: { type: 'string' } }, 'swagger-parameter-schema'],
    ['no type', {}, 'swagger-type-missing'],
    ['an unknown format', { ...list, collectionFormat: 'semi' }, 'swagger-collection-format'],
    ['lists of lists', { type: 'array', items: list }, 'swagger-collection-nested'],
    ['no items', { type: 'array' }, 'openapi-items-missing'],
    ['an unknown place', { in: 'matrix' }, 'openapi-parameter-malformed'],
    ['no name', { name: '' }, 'openapi-parameter-malformed'],
  ])('%s is one located warning', (_, value, code) => {
    const answer = parameter({ name: 'a', in: 'query', ...value });
    expect(answer.diagnostics).toMatchObject([
      { severity: 'warning', code, at: { pointer: '/paths/~1a/post/parameters/0' } },
    ]);
    expect(answer.diagnostics[0]?.remedy).toBeDefined();
  });

  test('what several operations share is reported once', () => {
    const get = { parameters: [{ $ref: '#/parameters/a' }] };
    const answer = read({
      parameters: { a: { name: 'a', in: 'query' } },
      paths: { '/a': { get }, '/b': { get } },
    });
    expect(codes(answer)).toEqual(['warning swagger-type-missing']);
  });
});
