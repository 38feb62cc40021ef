import { describe, expect, test } from 'vitest';
import { codes, readData } from './given.js';

interface Given {
  readonly parameters?: readonly object[];
}

/** The path of an operation, with its parameters as `in name`, `?` where they may be left out. */
function read(path: string, { parameters = [] }: Given = {}): readonly unknown[] {
  const answer = readData({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { [path]: { get: { parameters, responses: {} } } },
  });
  const [operation] = answer.api?.operations ?? [];
  const found = operation?.parameters.map(
    ({ name, in: place, required, allowReserved, style }) =>
      `${place} ${name}${required ? '' : '?'}${allowReserved ? ' /' : ''}${style === 'label' ? ' .' : ''}`,
  );
  return [operation?.path, found, codes(answer)];
}

const param = (name: string, place = 'path'): object => ({
  name,
  in: place,
  required: place === 'path',
  schema: { type: 'string' },
});
const undeclared = 'warning openapi-parameter-undeclared';

describe('templates of paths', () => {
  test.each<[string, string, readonly object[], readonly unknown[]]>([
    ['of one segment', '/a/{id}', [param('id')], ['/a/{id}', ['path id']]],
    ['with a kind', '/a/{id:int}', [param('id')], ['/a/{id}', ['path id']]],
    ['with a pattern', '/a/{id: [0-9]+}', [param('id')], ['/a/{id}', ['path id']]],
    ['with a pattern of anything', '/a/{id:.+}', [param('id')], ['/a/{id}', ['path id /']]],
    ['that may be absent', '/a/{id?}', [param('id')], ['/a/{id}', ['path id']]],
    ['named with their sign', '/a/{id?}', [param('id?')], ['/a/{id?}', ['path id?']]],
    ['named with a plus', '/a/{key+}', [param('key+')], ['/a/{key}', ['path key /']]],
    [
      'named with dots and colons',
      '/{..}/{a:b}',
      [param('..'), param('a:b')],
      ['/{..}/{a:b}', ['path ..', 'path a:b']],
    ],
    ['of all that follows', '/a/{key+}', [param('key')], ['/a/{key}', ['path key /']]],
    ['of all that follows, with a star', '/a/{*key}', [param('key')], ['/a/{key}', ['path key /']]],
    ['of all that follows, with two', '/a/{**key}', [param('key')], ['/a/{key}', ['path key /']]],
    [
      'of several segments',
      '/v1/{name=a/*}:do',
      [param('name')],
      ['/v1/{name}:do', ['path name /']],
    ],
    [
      'with stars between slashes',
      '/v1/{name=a/*/b/*}:do',
      [param('name')],
      ['/v1/{name}:do', ['path name /']],
    ],
    ['with a variable of Postman', '/{{a}}/b', [param('a')], ['/{a}/b', ['path a']]],
    ['with a slash', '/a{/b,c}', [param('b'), param('c')], ['/a/{b}/{c}', ['path b', 'path c']]],
    ['of a suffix', '/a{.ext}', [param('ext')], ['/a{ext}', ['path ext .']]],
    ['of a query', '/a{?b,c*}', [param('b', 'query')], ['/a', ['query b?', 'query c?']]],
    ['of a query that goes on', '/a?x=1{&b}', [param('b')], ['/a?x=1', ['query b?']]],
    ['of a fragment', '/a{#b}', [], ['/a', []]],
  ])('%s', (_, path, parameters, wanted) => {
    expect(read(path, { parameters })).toEqual([...wanted, []]);
  });

  const route = 'warning openapi-path-route';
  test.each<[string, readonly object[], readonly unknown[]]>([
    ['/a/:id', [param('id')], ['/a/{id}', ['path id'], [route]]],
    ['/a/:id', [], ['/a/{id}', ['path id'], [route, undeclared]]],
    ['/a/:id?', [param('id')], ['/a/{id}', ['path id'], [route]]],
    ['/a/:key*', [param('key')], ['/a/{key}', ['path key /'], [route]]],
    ['/a/:key{.+}', [param('key')], ['/a/{key}', ['path key /'], [route]]],
    ['/a/*key', [param('key')], ['/a/{key}', ['path key /'], [route]]],
    ['/a/<int:id>/b', [param('id')], ['/a/{id}/b', ['path id'], [route]]],
    ['/a/<path:key>', [param('key')], ['/a/{key}', ['path key /'], [route]]],
    ['/a/*', [], ['/a/{wildcard}', ['path wildcard /'], [route, undeclared]]],
    ['/a/*', [param('*')], ['/a/{wildcard}', ['path wildcard /'], [route]]],
    [
      '/a/{id}/*',
      [param('id'), param('0')],
      ['/a/{id}/{wildcard}', ['path id', 'path wildcard /'], [route]],
    ],
    [
      '/a/{id}/*',
      [param('id'), param('file')],
      ['/a/{id}/{file}', ['path id', 'path file /'], [route]],
    ],
    ['/a/*/b/*', [param('file')], ['/a/*/b/{file}', ['path file /'], [route]]],
    ['/a/{wildcard}', [param('*')], ['/a/{wildcard}', ['path wildcard /'], []]],
    ['/a/{*}', [param('*')], ['/a/{*}', ['path * /'], []]],
    ['/a/{id}:do', [param('id')], ['/a/{id}:do', ['path id'], []]],
    ['/a/*.json', [], ['/a/*.json', [], []]],
  ])('as a router has it: %s', (path, parameters, wanted) => {
    expect(read(path, { parameters })).toEqual(wanted);
  });

  test.each([
    ['shelves/[^/]+', ['path name /']],
    ['^projects/[^/]+/books/.+$', ['path name /']],
    ['[a-z]+', ['path name']],
    ['^[^/]+$', ['path name']],
    ['^\\d+/\\d+$', ['path name']],
  ])('of a value that has the pattern %s', (pattern, wanted) => {
    const parameters = [{ ...param('name'), schema: { type: 'string', pattern } }];
    expect(read('/v1/{name}:do', { parameters })).toEqual(['/v1/{name}:do', wanted, []]);
  });

  test('a suffix that nobody declares is left out, as it may be', () => {
    expect(read('/a/{id}{._format}', { parameters: [param('id')] })).toEqual([
      '/a/{id}',
      ['path id'],
      [undeclared],
    ]);
  });

  test('what the path says of its query is not asked for', () => {
    const parameters = [param('list-type', 'query'), param('max', 'query')];
    expect(read('/a?list-type=2', { parameters })).toEqual(['/a?list-type=2', ['query max?'], []]);
    expect(read('/a?delete', { parameters: [param('delete', 'query')] })).toEqual([
      '/a?delete',
      [],
      [],
    ]);
  });

  test('a fragment is not sent, and takes nothing with it', () => {
    expect(read('/#Action=Get', { parameters: [param('id', 'query')] })).toEqual([
      '/',
      ['query id?'],
      [],
    ]);
  });
});

test('an operation for any method is left out, which is said', () => {
  const answer = readData({
    openapi: '3.0.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { 'x-amazon-apigateway-any-method': { responses: {} } } },
  });
  expect(answer.api?.operations).toEqual([]);
  expect(codes(answer)).toEqual(['warning openapi-method-any']);
});

test('a method that no platform sends is told', () => {
  const answer = readData({
    openapi: '3.2.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': { trace: { responses: {} }, additionalOperations: { Copy: { responses: {} } } },
    },
  });
  expect(answer.api?.operations.map(({ method }) => method)).toEqual(['TRACE', 'Copy']);
  expect(codes(answer)).toEqual(['warning openapi-method-unsendable']);
});

test('a body that no platform sends is told where it is required', () => {
  const read = (method: string, required: boolean): readonly string[] =>
    codes(
      readData({
        openapi: '3.0.0',
        info: { title: 'T', version: '1' },
        paths: {
          '/a': { [method]: { requestBody: { required, content: {} }, responses: {} } },
        },
      }),
    );
  expect(read('get', true)).toEqual(['warning openapi-body-unsendable']);
  expect(read('head', true)).toEqual(['warning openapi-body-unsendable']);
  expect(read('get', false)).toEqual([]);
  expect(read('delete', true)).toEqual([]);
});

test.each(['get', 'head'])(
  'an optional body of %s is left out, which is told where it says something',
  (method) => {
    const read = (schema: object) =>
      readData({
        openapi: '3.0.0',
        info: { title: 'T', version: '1' },
        paths: {
          '/a': {
            [method]: { requestBody: { content: { 'text/json': { schema } } }, responses: {} },
          },
        },
      });
    const silent = read({ type: 'object', properties: {} });
    const told = read({ type: 'object', properties: { a: {} } });
    expect([codes(silent), codes(told)]).toEqual([[], ['warning openapi-body-unsendable']]);
    expect(told.api?.operations[0]).not.toHaveProperty('body');
    expect(silent.api?.operations[0]).not.toHaveProperty('body');
  },
);
