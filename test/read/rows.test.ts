import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Diagnostic } from '../../generator/diagnostics.js';
import type { Api, Client } from '../../generator/ir.js';
import { locate, printRows, readDocument, readRows } from '../../generator/read/index.js';
import { tableSchema, type ClientTable } from '../../generator/read/rows/format.js';
import type { Tables } from '../../generator/read/rows/rows.js';
import { deepFreeze, inputsOf, placeless } from './given.js';

const API = `
openapi: 3.1.0
paths:
  /users:
    get: { operationId: getUser, tags: [auth], parameters: [{ name: id, in: query, schema: { type: string } }, { name: As-Email, in: header, schema: { type: string } }], responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/Found' } } } } } }
  /users/{id}:
    delete: { tags: [auth], parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { 204: {} } }
  /codes:
    post:
      operationId: sendCode
      requestBody: { content: { application/json: { schema: { oneOf: [{ $ref: '#/components/schemas/ByEmail' }, { type: object, properties: { phone: { type: object, properties: { number: { type: string } } } } }] } } } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    ByEmail: { type: object, properties: { email: { type: string }, a.b: { type: string } } }
    Found: { type: object, properties: { user: { type: object, properties: { refresh_token: { type: string } } } } }
`;

function api(): Api {
  const read = readDocument({ text: API, file: 'api.yaml' }, inputsOf({}), [], (each) => {
    throw new Error(each.message);
  });
  if (read === undefined) throw new Error('not read');
  return read;
}

function resolve(
  user: string | ClientTable,
  shipped?: ClientTable,
): { client: Client | undefined; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const text = typeof user === 'string';
  const tables = {
    user: text ? 'rows.yml' : deepFreeze(user),
    shipped: deepFreeze(shipped),
    recipes: [
      { name: 'watch', operations: 2 },
      { name: 'r', operations: 2 },
    ],
    reserved: ['tx'],
    identities: ['app'],
  };
  const inputs = inputsOf(text ? { 'rows.yml': user } : {});
  const client = readRows(api(), tables, inputs, (each) => diagnostics.push(each));
  return { client, diagnostics };
}

const whole = {
  does: { kind: 'call', operation: 'getUser' },
  overloads: [{ args: [] }],
  constants: [],
  pick: [],
  result: 'throw',
};

describe('rows', () => {
  test.each<[string, ClientTable[string], unknown]>([
    ['by id', { call: 'getUser' }, { does: { kind: 'call', operation: 'getUser' } }],
    [
      'by method and path',
      { call: 'get /users' },
      { does: { kind: 'call', operation: 'getUser' } },
    ],
    [
      'whatever the path calls its parameters',
      { call: 'DELETE /users/{other}', args: [{ name: 'id', to: 'path.id' }] },
      {
        does: { kind: 'call', operation: 'DELETE /users/{id}' },
        overloads: [
          { args: [{ name: 'id', optional: false, to: { kind: 'at', path: ['path', 'id'] } }] },
        ],
      },
    ],
    [
      'header names have no case',
      { call: 'getUser', args: [{ name: 'as', to: 'headers.as-email', default: 'x' }] },
      {
        overloads: [
          {
            args: [
              {
                name: 'as',
                optional: true,
                default: 'x',
                to: { kind: 'at', path: ['headers', 'As-Email'] },
              },
            ],
          },
        ],
      },
    ],
    [
      'into the body, through a union',
      { call: 'sendCode', args: [{ name: 'n', to: 'body.phone.number' }] },
      {
        overloads: [
          {
            args: [
              { name: 'n', optional: false, to: { kind: 'at', path: ['body', 'phone', 'number'] } },
            ],
          },
        ],
      },
    ],
    [
      'a name with a dot',
      { call: 'sendCode', args: [{ name: 'n', to: ['body', 'a.b'] }] },
      {
        overloads: [
          { args: [{ name: 'n', optional: false, to: { kind: 'at', path: ['body', 'a.b'] } }] },
        ],
      },
    ],
    [
      'spread, fields and options',
      {
        call: 'sendCode',
        overloads: [
          { args: [{ name: 'b', spread: 'body' }] },
          {
            args: [
              {
                name: 'f',
                optional: true,
                fields: { mail: 'body.email', more: { to: 'body.phone', optional: true } },
              },
              { name: 'o', to: 'options' },
            ],
          },
        ],
      },
      {
        overloads: [
          { args: [{ name: 'b', optional: false, to: { kind: 'spread', path: ['body'] } }] },
          {
            args: [
              {
                name: 'f',
                optional: true,
                to: {
                  kind: 'fields',
                  fields: [
                    { name: 'mail', optional: false, to: ['body', 'email'] },
                    { name: 'more', optional: true, to: ['body', 'phone'] },
                  ],
                },
              },
              { name: 'o', optional: false, to: { kind: 'at', path: ['options'] } },
            ],
          },
        ],
      },
    ],
    [
      'everything else',
      {
        call: 'getUser',
        constants: { 'query.id': 'x' },
        pick: 'user.refresh_token',
        result: 'data-error',
        auth: 'none',
        deprecated: 'D',
        doc: 'E',
      },
      {
        constants: [{ to: 'query.id', value: 'x' }],
        pick: ['user', 'refresh_token'],
        result: 'data-error',
        auth: 'none',
        deprecated: 'D',
        doc: 'E',
      },
    ],
    [
      'a recipe',
      { recipe: 'watch', operations: ['getUser', 'POST /codes'] },
      {
        does: { kind: 'recipe', recipe: 'watch', operations: ['getUser', 'sendCode'] },
        overloads: [],
      },
    ],
  ])('%s', (_, row, want) => {
    const { client, diagnostics } = resolve({ 'a.b': row });
    expect(diagnostics).toEqual([]);
    const called =
      Object(row).call === 'sendCode' ? { does: { kind: 'call', operation: 'sendCode' } } : {};
    expect(placeless(client?.rows)).toEqual([
      { name: 'a.b', ...whole, ...called, ...Object(want) },
    ]);
  });

  test.each<[string, string, string, string | undefined]>([
    ['a: { call: getUsr }', 'rows-operation-missing', '/a/call', 'getUser'],
    [
      'a: { recipe: r, operations: [getUser, POST /code] }',
      'rows-operation-missing',
      '/a/operations/1',
      'POST /codes',
    ],
    ['a: { cal: getUser, recipe: r }', 'rows-unknown-key', '/a/cal', '"call"'],
    [
      'a: { call: getUser, args: [{ nam: x, name: y, to: query.id }] }',
      'rows-unknown-key',
      '/a/args/0/nam',
      '"name"',
    ],
    [
      'a: { call: getUser, overloads: [{ arg: [], args: [] }] }',
      'rows-unknown-key',
      '/a/overloads/0/arg',
      '"args"',
    ],
    [
      'a: { call: getUser, args: [{ name: y, fields: { z: { to: query.id, optinal: true } } }] }',
      'rows-unknown-key',
      '/a/args/0/fields/z/optinal',
      '"optional"',
    ],
    ['a: {}', 'rows-malformed', '/a', undefined],
    ['a: { call: getUser, recipe: r }', 'rows-malformed', '/a', undefined],
    ['a: { call: getUser, args: [{ name: x }] }', 'rows-malformed', '/a/args/0', undefined],
    ['a: { call: getUser, result: thro }', 'rows-malformed', '/a/result', undefined],
    [
      'a: { call: getUser, args: [{ name: x, to: query.di }] }',
      'rows-place-missing',
      '/a/args/0/to',
      'query.id',
    ],
    [
      'a: { call: getUser, args: [{ name: x, to: nowhere }] }',
      'rows-place-missing',
      '/a/args/0/to',
      undefined,
    ],
    [
      'a: { call: getUser, args: [{ name: x, to: body.x }] }',
      'rows-place-missing',
      '/a/args/0/to',
      undefined,
    ],
    [
      'a: { call: sendCode, args: [{ name: x, to: body.emial }] }',
      'rows-place-missing',
      '/a/args/0/to',
      'email',
    ],
    [
      'a: { call: sendCode, constants: { body.nope: 1 } }',
      'rows-place-missing',
      '/a/constants/body.nope',
      undefined,
    ],
    [
      'a: { call: getUser, args: [{ name: x, to: query.id }, { name: x, to: options }] }',
      'rows-place-missing',
      '/a/args/1/name',
      undefined,
    ],
    [
      'a: { call: getUser, pick: user.refresh_tokn }',
      'rows-pick-missing',
      '/a/pick',
      'refresh_token',
    ],
    ['a..b: { call: getUser }', 'rows-name', '/a..b', undefined],
    ['a.constructor: { call: getUser }', 'rows-name', '/a.constructor', undefined],
    ['__proto__: { call: getUser }', 'rows-name', '/__proto__', undefined],
    ['a b: { call: getUser }', 'rows-name', '/a b', undefined],
    ['- x', 'rows-malformed', '', undefined],
    ['then: { call: getUser }', 'rows-name', '/then', undefined],
    ['a: { recipe: wacth, operations: [getUser] }', 'rows-recipe', '/a/recipe', 'watch'],
    ['a: { recipe: constructor }', 'rows-recipe', '/a/recipe', undefined],
    ['a: { recipe: __proto__ }', 'rows-recipe', '/a/recipe', undefined],
    ['a: { recipe: toString }', 'rows-recipe', '/a/recipe', undefined],
    ['a: { recipe: watch, operations: [getUser] }', 'rows-recipe', '/a/operations', undefined],
    ['a: { recipe: watch }', 'rows-recipe', '/a/recipe', undefined],
    ['tx: { call: getUser }', 'rows-reserved', '/tx', undefined],
    ['tx.foo: { call: getUser }', 'rows-reserved', '/tx.foo', undefined],
    ['a: { call: getUser, auth: ap }', 'rows-auth', '/a/auth', 'app'],
    ['a: { call: getUser, auth: constructor }', 'rows-auth', '/a/auth', undefined],
    [
      'a: { call: getUser, args: [{ name: x, to: request }] }',
      'rows-place-missing',
      '/a/args/0/to',
      undefined,
    ],
    [
      'a: { call: getUser, args: [{ name: x, spread: cookies }] }',
      'rows-place-missing',
      '/a/args/0/spread',
      undefined,
    ],
    [
      'a: { call: getUser, constants: { contentType: text/csv } }',
      'rows-place-missing',
      '/a/constants/contentType',
      undefined,
    ],
    [
      'a: { call: getUser, session: { slot: usr, set: user.refresh_token } }\n$session: { user: { scheme: bearer } }',
      'rows-slot-missing',
      '/a/session/slot',
      'user',
    ],
    [
      'a: { call: getUser, session: { slot: user, set: user.refrsh_token } }\n$session: { user: { scheme: bearer } }',
      'rows-pick-missing',
      '/a/session/set',
      'refresh_token',
    ],
    ['a: { call: getUser, session: { slot: user } }', 'rows-malformed', '/a/session', undefined],
    ['$session: { user: { scheme: baerer } }', 'rows-slot', '/$session/user/scheme', 'bearer'],
    [
      '$session: { user: { scheme: bearer, refresh: { call: getUsr, to: query.id, set: a } } }',
      'rows-slot',
      '/$session/user/refresh/call',
      'getUser',
    ],
    [
      '$session: { user: { scheme: bearer, sheme: x } }',
      'rows-unknown-key',
      '/$session/user/sheme',
      '"scheme"',
    ],
    ['$result: thro', 'rows-malformed', '/$result', undefined],
  ])('%s', (table, code, pointer, meant) => {
    const { client, diagnostics } = resolve(table);
    expect(client).toBeUndefined();
    expect(diagnostics.map((each) => [each.severity, each.code, each.at])).toEqual([
      ['error', code, { file: 'rows.yml', pointer }],
    ]);
    if (meant !== undefined) expect(diagnostics[0]?.remedy).toBe(`Did you mean ${meant}?`);
    const span = locate(table, pointer);
    expect(span.length).toBeGreaterThan(0);
  });

  test('all problems are shown together', () => {
    const { diagnostics } = resolve(
      'a: { call: x }\nb: { call: y }\nc.d: { call: getUser }\nc: { call: getUser }\n',
    );
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'rows-nested',
      'rows-operation-missing',
      'rows-operation-missing',
    ]);
  });
});

describe('shipped rows', () => {
  const shipped: ClientTable = {
    a: { call: 'getUser', doc: 'shipped', pick: 'user' },
    b: { call: 'nope' },
    c: { call: 'sendCode' },
    d: { call: 'getUser', args: [{ name: 'x', to: 'query.nope' }] },
  };

  test('what does not resolve is left out, and said', () => {
    const { client, diagnostics } = resolve({}, shipped);
    expect(client?.rows.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'note rows-operation-missing',
      'warning rows-place-missing',
    ]);
  });

  test("a user's row replaces one whole, null removes one, and new ones follow", () => {
    const { client, diagnostics } = resolve(
      'e: { call: getUser }\na: { call: sendCode }\nb: ~\nc: ~\nd: ~\n',
      shipped,
    );
    expect(diagnostics).toEqual([]);
    expect(
      client?.rows.map(({ name, does, doc, pick }) => [
        name,
        does.kind === 'call' && does.operation,
        doc,
        pick,
      ]),
    ).toEqual([
      ['a', 'sendCode', undefined, []],
      ['e', 'getUser', undefined, []],
    ]);
  });

  test('a row of a feature is left out unless the feature is on', () => {
    const shipped: ClientTable = {
      'auth.get': { call: 'getUser' },
      follow: { call: 'getUser', feature: 'subscribe' },
      'hooks.get': { call: 'getUser', feature: 'webhooks' },
    };
    const namesOf = (features?: Tables['features'], user?: ClientTable) => {
      const client = readRows(api(), { shipped, user, features }, inputsOf({}), (each) => {
        throw new Error(each.message);
      });
      return client?.rows.map(({ name }) => name);
    };
    expect(namesOf()).toEqual(['auth.get']);
    expect(namesOf([])).toEqual(['auth.get']);
    expect(namesOf(['subscribe'])).toEqual(['auth.get', 'follow']);
    expect(namesOf(['webhooks', 'streams'])).toEqual(['auth.get', 'hooks.get']);
    expect(namesOf(['all'])).toEqual(['auth.get', 'follow', 'hooks.get']);
    // A user's row without a feature is always there; removing one that is off is no mistake.
    const user: ClientTable = { follow: { call: 'getUser' }, 'hooks.get': null };
    expect(namesOf(undefined, user)).toEqual(['auth.get', 'follow']);
  });

  test('removing what is not there is a warning with the nearest name', () => {
    const { diagnostics } = resolve('aa: null\nb: null\nd: null\n', { ...shipped });
    expect(diagnostics.map(({ code, remedy }) => [code, remedy])).toEqual([
      ['rows-nothing-to-remove', 'Did you mean a?'],
    ]);
  });
});

test('no table is no client', () => {
  expect(readRows(api(), {}, inputsOf({}), () => undefined)).toBeUndefined();
});

test('the starting table', () => {
  expect(printRows(api()))
    .toBe(`# The methods of the client: each row says which operation a method calls, what its arguments are,
# and what of the answer comes back. Rename, reorder or remove rows as you like.

auth.getUser:
  call: getUser
  args:
    - { name: query, spread: query, optional: true }
    - { name: headers, spread: headers, optional: true }

auth.deleteUser:
  call: DELETE /users/{id}
  args:
    - { name: id, to: path.id }

codes.send:
  call: sendCode
  args:
    - { name: body, to: body, optional: true }
`);
});

test('the published JSON Schema is that of the tool', () => {
  const schema = `${JSON.stringify(z.toJSONSchema(tableSchema(z), { io: 'input' }), undefined, 2)}\n`;
  const path = join(import.meta.dirname, '../../generator/read/rows.schema.json');
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(path, schema);
  expect(schema).toBe(readFileSync(path, 'utf8'));
});

test('the type is that of the checked table', () => {
  // Compiles only while the hand-written type and the schema agree.
  const checked = (table: z.infer<ReturnType<typeof tableSchema>>): unknown => table;
  const written = (table: ClientTable): z.input<ReturnType<typeof tableSchema>>[string] =>
    table['a'] as never;
  expect([checked, written]).toHaveLength(2);
});
