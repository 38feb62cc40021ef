/** Which parts of an address the document leaves to its callers. */

import { describe, expect, test } from 'vitest';
import { readData, readFiles, type Answer } from './given.js';
import { read } from './swagger2-given.js';

const EMPTY = { default: '' };

function asked({ api }: Answer): unknown {
  return api?.servers[0]?.variables.filter(({ required }) => required).map(({ name }) => name);
}

function variablesOf(url: string, variables?: object): unknown {
  return asked(
    readData({
      openapi: '3.0.3',
      info: { title: 'T', version: '1' },
      servers: [{ url, ...(variables === undefined ? {} : { variables }) }],
      paths: {},
    }),
  );
}

describe('a variable is asked for', () => {
  test.each<readonly [string, string, object | undefined, readonly string[]]>([
    ['the whole host', 'https://{endpoint}/openai', { endpoint: EMPTY }, ['endpoint']],
    ['the whole address', '{endpoint}', { endpoint: EMPTY }, ['endpoint']],
    ['the beginning of it', '{endpoint}/language', { endpoint: EMPTY }, ['endpoint']],
    ['a name of the host', 'https://{id}.shop.example/v1', { id: EMPTY }, ['id']],
    ['a name inside of the host', 'https://a.{id}.example', { id: EMPTY }, ['id']],
    ['the scheme', '{scheme}://api.example', { scheme: EMPTY }, ['scheme']],
    [
      'that is not declared',
      'https://{tenant}.example/{version}',
      undefined,
      ['tenant', 'version'],
    ],
    ['of a collection of requests', 'http://{{baseurl}}/v1', undefined, ['baseurl']],
    ['without a default', 'https://x.example/{v}', { v: { description: 'V' } }, ['v']],
  ])('for %s', (_, url, variables, names) => {
    expect(variablesOf(url, variables)).toEqual(names);
  });

  test.each<readonly [string, string, object]>([
    ['a part of a name', 'https://api{suffix}.example', { suffix: EMPTY }],
    ['a port', 'https://api.example:{port}/v1', { port: EMPTY }],
    ['a part of the path', 'https://api.example/v1{rest}', { rest: EMPTY }],
    ['what has a default', 'https://{region}.example', { region: { default: 'eu' } }],
    ['what has values', 'https://{region}.example', { region: { enum: ['eu', 'us'] } }],
    ['the path of another host', '{base}/v1', { base: { default: '/api' } }],
  ])('but not for %s', (_, url, variables) => {
    expect(variablesOf(url, variables)).toEqual([]);
  });

  test('of the host of Swagger 2.0, too', () => {
    expect(asked(read({ host: '{tenant}.example', paths: {} }))).toEqual(['tenant']);
    const parameters = [{ name: 'Endpoint', in: 'path', required: true, type: 'string' }];
    const azure = { hostTemplate: '{Endpoint}/language', useSchemePrefix: false, parameters };
    expect(asked(read({ 'x-ms-parameterized-host': azure, paths: {} }))).toEqual(['Endpoint']);
    const known = { ...azure, parameters: [{ ...parameters[0], default: 'https://x.example' }] };
    expect(asked(read({ 'x-ms-parameterized-host': known, paths: {} }))).toEqual([]);
  });
});

test('a variable after a slash has none of its own, as AWS writes it', () => {
  const read = (url: string) =>
    readData({
      openapi: '3.0.1',
      info: { title: 'T', version: '1' },
      servers: [{ url, variables: { stage: { default: '/prod', enum: ['/prod', '/test'] } } }],
      paths: {},
    }).api?.servers[0]?.variables[0];
  const plain = { default: 'prod', values: ['prod', 'test'] };
  expect(read('https://a.example/{stage}')).toMatchObject(plain);
  expect(read('https://a.example{stage}')).toMatchObject({ default: '/prod' });
});

describe('an address that is relative to the document', () => {
  const at = (file: string, document: object): unknown => {
    const files = {
      [file]: JSON.stringify({ info: { title: 'T', version: '1' }, paths: {}, ...document }),
    };
    return readFiles(files, file).api?.servers.map(({ url }) => url);
  };
  const of = (url: string): object => ({
    openapi: '3.2.0',
    $self: 'https://elsewhere.example/a',
    servers: [{ url }],
  });
  const FILE = 'https://pets.example:8443/docs/openapi.json?version=2';

  test.each([
    ['/api/v3', 'https://pets.example:8443/api/v3'],
    ['../v1', 'https://pets.example:8443/v1'],
    ['./v1', 'https://pets.example:8443/docs/v1'],
    ['.', 'https://pets.example:8443/docs'],
    ['/', 'https://pets.example:8443'],
    ['/{stage}/{b c}', 'https://pets.example:8443/{stage}/{b c}'],
    ['//api.example/v1', 'https://api.example/v1'],
    ['https://api.example/', 'https://api.example/'],
    ['{base}/v1', '{base}/v1'],
    ['api.example/v1', 'api.example/v1'],
  ])('%s', (url, whole) => {
    expect(at(FILE, of(url))).toEqual([whole]);
  });

  test('in Swagger 2.0, and not where the document is a file', () => {
    expect(at(FILE, { swagger: '2.0', basePath: '/v2' })).toEqual(['https://pets.example:8443/v2']);
    expect(at('docs/openapi.json', of('/api/v3'))).toEqual(['/api/v3']);
  });
});
