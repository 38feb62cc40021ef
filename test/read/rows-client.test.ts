import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics.js';
import type { Client } from '../../generator/ir.js';
import { readDocument, readRows } from '../../generator/read/index.js';
import type { ClientTable } from '../../generator/read/rows/format.js';
import { inputsOf } from './given.js';

const API = `
openapi: 3.1.0
paths:
  /codes: { post: { operationId: sendCode, requestBody: { content: { application/json: { schema: { type: object, properties: { key: { type: string } } } } } } } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer }, apiKey: { type: apiKey, in: header, name: k } }
`;

function read(
  user: ClientTable,
  shipped?: ClientTable,
): { readonly client: Client | undefined; readonly said: readonly string[] } {
  const diagnostics: Diagnostic[] = [];
  const report = (each: Diagnostic): void => void diagnostics.push(each);
  const inputs = inputsOf({});
  const api = readDocument({ text: API, file: 'api.yaml' }, inputs, [], report);
  if (api === undefined) throw new Error('not read');
  const client = readRows(api, { user, shipped }, inputs, report);
  const said = diagnostics.map(
    ({ message, remedy = '', at }) =>
      `${at !== undefined && 'pointer' in at ? at.pointer : ''} ${message} ${remedy}`,
  );
  return { client, said };
}

describe('what a table says of the client', () => {
  test('is resolved', () => {
    const { client, said } = read({
      $create: {
        make: {
          args: [{ name: 'key', to: ['auth.bearer', 'auth.apiKey'] }],
          options: { url: { to: 'baseUrl', optional: false } },
          flags: ['server'],
        },
      },
      $errors: { name: 'OwnError', message: 'error', members: { code: 'a.b', all: [] } },
      $timeout: 5,
    });
    expect(said).toEqual([]);
    expect(client).toMatchObject({
      timeout: 5,
      errors: {
        message: ['error'],
        members: [
          { name: 'code', path: ['a', 'b'] },
          { name: 'all', path: [] },
        ],
      },
      factories: [
        {
          name: 'make',
          flags: ['server'],
          args: [
            {
              optional: false,
              to: [
                { kind: 'auth', scheme: 'bearer' },
                { kind: 'auth', scheme: 'apiKey' },
              ],
            },
          ],
          options: [{ name: 'url', optional: false, to: [{ kind: 'baseUrl' }] }],
        },
      ],
    });
  });

  test('of a user replaces what ships', () => {
    const { client } = read({ $timeout: 1 }, { $timeout: 2, $errors: { name: 'ShippedError' } });
    expect(client).toMatchObject({ timeout: 1, errors: { name: 'ShippedError' } });
  });

  test.each<[ClientTable, string]>([
    [
      { $create: { make: { args: [{ name: 'k', to: 'auth.bearr' }] } } },
      '/client/$create/make/args/0/to $create: the document has no security scheme "bearr". Did you mean bearer?',
    ],
    [
      { $create: { make: { args: [{ name: 'k', to: 'query.k' }] } } },
      '/client/$create/make/args/0/to $create: "query.k" is not "baseUrl", "auth.…" or "flags.…".',
    ],
    [
      { $create: { 'a b': {} } },
      '/client/$create/a b $create: no function can be called "a b": it is no identifier.',
    ],
    [
      {
        $create: {
          make: {
            args: [
              { name: 'k', to: 'baseUrl' },
              { name: 'k', to: 'auth.bearer' },
            ],
          },
        },
      },
      '/client/$create/make/args/1 $create: no argument can be called "k": another is called so.',
    ],
    [
      { $errors: { name: 'class' } },
      '/client/$errors/name $errors: no class can be called "class": it is a word of the language.',
    ],
    [
      { $errors: { name: 'E', members: { status: 'x' } } },
      '/client/$errors/members/status $errors: every error has a "status".',
    ],
    [
      { a: { call: 'sendCode', when: { sever: {} } }, $create: { m: { flags: ['server'] } } },
      '/client/a/when/sever No client has a flag "sever". Did you mean server?',
    ],
    [
      { a: { call: 'sendCode', idempotent: 'body.kee' } },
      '/client/a/idempotent The body of sendCode has no "kee". Did you mean key?',
    ],
  ])('that cannot be is told where it stands: %j', (table, text) => {
    const { client, said } = read(table);
    expect(client).toBe(undefined);
    expect(said.map((each) => each.trim())).toEqual([text]);
  });

  test('decides what a row gives by the style', () => {
    const row = {
      call: 'sendCode',
      result: { throw: 'nothing', 'data-error': 'error-only' },
    } as const;
    const results = (['throw', 'data-error'] as const).map(
      ($result) => read({ a: row, $result }).client?.rows[0]?.result,
    );
    expect(results).toEqual(['nothing', 'error-only']);
  });
});
