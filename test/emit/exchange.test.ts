/** What a client takes and gives, by its types (this file has to compile) and on the wire. */

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as emitted from '../../fixtures/exchange/expected/index.js';
import type { Rate } from '../../fixtures/exchange/expected/index.js';
import { emittedCase } from '../client/emitted.js';
import { json, testServer } from '../runtime/server.js';

const server = testServer();
let client: typeof emitted;

beforeAll(async () => {
  client = (await emittedCase('exchange')).index as typeof emitted;
});

const open = (auth?: emitted.TransportOptions['auth']): ReturnType<typeof client.createTransport> =>
  client.createTransport({ baseUrl: server.url(), auth });

const none: string | undefined = undefined as string | undefined;

describe('credentials', () => {
  it.each<[string, emitted.TransportOptions['auth'], object]>([
    [
      'user and password',
      { basic: { username: 'ü', password: 'p:q' } },
      { authorization: 'Basic w7w6cDpx' },
    ],
    ['as one text', { basic: 'ü:p:q' }, { authorization: 'Basic w7w6cDpx' }],
    [
      'from a function',
      { basic: () => Promise.resolve({ username: 'a', password: '' }) },
      { authorization: 'Basic YTo=' },
    ],
    ['a token', { signIn: () => 'token' }, { authorization: 'Bearer token' }],
    ['a cookie', { key: 'k', session: 's' }, { cookie: 'sid=s' }],
    [
      'the first that is there',
      { basic: () => undefined, signIn: 't' },
      { authorization: 'Bearer t' },
    ],
  ])('%s', async (_, auth, headers) => {
    await client.openAccount(open(auth), { body: { owner: {} } });
    expect(server.seen[0]?.headers).toMatchObject(headers);
  });

  it('a scheme that the document does not have is refused by the compiler', () => {
    // @ts-expect-error the name is misspelt
    open({ basics: 'a:b' });
    // @ts-expect-error no operation asks for it
    open({ unused: 'token' });
    // @ts-expect-error a token is a text
    open({ signIn: { username: 'a', password: 'b' } });
    // @ts-expect-error without its password
    open({ basic: { username: 'a' } });
    expect(open({})).toBeTypeOf('function');
  });
});

describe('what may be left out may be undefined', () => {
  it('in queries, headers and cookies', async () => {
    await client.listRates(open(), {
      query: { day: none, base: 'EUR', limit: undefined, filter: { above: undefined } },
      headers: { 'X-Trace': none },
      cookies: { theme: none },
      accept: undefined,
    });
    const [seen] = server.seen;
    expect(seen?.url).toBe('/rates?base=EUR');
    expect(Object.keys(seen?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:x-trace|cookie)$/)]),
    );
  });

  it('as whole places of a request', async () => {
    await client.listRates(open(), { query: undefined, headers: undefined, cookies: undefined });
    await client.updateAccount(open(), { path: { accountId: 1 }, body: undefined });
    expect(server.seen.map(({ url, body }) => [url, body])).toEqual([
      ['/rates', ''],
      ['/accounts/1', ''],
    ]);
  });

  it('in bodies of JSON, at every depth', async () => {
    await client.placeOrder(open(), {
      body: { item: 'x', note: none, tags: undefined, to: { city: none, zip: null } },
    });
    await client.updateAccount(open(), {
      path: { accountId: 1 },
      body: { name: 'n', owner: { name: none } },
    });
    expect(server.seen.map(({ body }) => body)).toEqual([
      '{"item":"x","to":{"zip":null}}',
      '{"name":"n","owner":{}}',
    ]);
  });

  it('in forms and multipart bodies', async () => {
    const body = { item: 'x', note: none, tags: undefined, to: undefined };
    await client.placeOrder(open(), { contentType: 'application/x-www-form-urlencoded', body });
    await client.placeOrder(open(), { contentType: 'multipart/form-data', body });
    expect(server.seen[0]?.body).toBe('item=x');
    expect(server.seen[1]?.body.match(/name="\w+"/g)).toEqual(['name="item"']);
  });

  it('and not in answers', () => {
    const rate: Rate = { currency: 'EUR', value: 1 };
    // @ts-expect-error what the server leaves out is not there
    const other: Rate = { ...rate, seen: none };
    expect(other).toEqual(rate);
  });
});

describe('results by the media type that is asked for', () => {
  const answer = (type: string, text: string): void => {
    server.answer((_, response) => {
      response.writeHead(200, { 'content-type': type });
      response.end(text);
    });
  };

  it('JSON', async () => {
    answer('application/json', '[{"currency":"EUR","value":1}]');
    const rates: Rate[] = await client.listRates(open(), { accept: 'application/json' });
    expect(rates).toEqual([{ currency: 'EUR', value: 1 }]);
    expect(server.seen[0]?.headers.accept).toBe('application/json');
  });

  it('text, in one of two types', async () => {
    answer('text/csv', 'a,b');
    const text: string = await client.listRates(open(), { accept: 'text/csv' });
    expect(text).toBe('a,b');
    expect(server.seen[0]?.headers.accept).toBe('text/csv');
  });

  it('events', async () => {
    answer('text/event-stream', 'data: {"currency":"EUR","value":1}\n\n');
    const events = await client.listRates(open(), { accept: 'text/event-stream' });
    const currencies: string[] = [];
    for await (const { data } of events) currencies.push(data.currency);
    expect(currencies).toEqual(['EUR']);
  });

  it('bytes', async () => {
    answer('application/pdf', 'pdf');
    const { data } = await client
      .listRates(open(), { accept: 'application/pdf', query: { base: 'EUR' } })
      .withResponse();
    expect(await data.text()).toBe('pdf');
  });

  it('whatever comes where nobody says what', async () => {
    const { getChart, drawChart, importRates, closeRates } = client;
    const answers = [getChart, drawChart, importRates, closeRates];
    for (const method of answers) {
      answer('application/json', '[1]');
      expect(await method(open())).toEqual([1]);
      answer('text/csv', '1');
      expect(await method(open())).toBe('1');
      answer('image/png', 'png');
      expect(await method(open())).toBeInstanceOf(Blob);
      server.answer((_, response) => void response.writeHead(204).end());
      expect(await method(open())).toBeUndefined();
    }
    const chart = await getChart(open());
    // @ts-expect-error it is not known what it is
    const nothing: undefined = chart;
    expect(nothing).toBeUndefined();
    // The author says that it is done, and the document that there is no more to it.
    const done: Promise<void> = client.refreshRates(open());
    await done;
  });

  it('any of them where nothing is asked for', async () => {
    server.answer((_, response) => json(response, 200, []));
    const result = await client.listRates(open());
    // @ts-expect-error it may be text
    const rates: Rate[] = result;
    expect(rates).toEqual([]);
    expect(server.seen[0]?.headers.accept).toBe(
      'application/json, text/csv, text/plain, text/event-stream, application/pdf',
    );
    // @ts-expect-error not one of those that the document has
    await client.listRates(open(), { accept: 'text/html' });
  });
});

it('a type that is only sent, or only answered, is one', () => {
  const types = readFileSync(
    new URL('../../fixtures/exchange/expected/types.ts', import.meta.url),
    'utf8',
  );
  expect(types.match(/(?<=^export interface )\w+/gm)).toEqual([
    'Rate',
    'Order',
    'Receipt',
    'Account',
    'AccountInput',
    'Owner',
    'OpenAccountRequest',
    'OpenAccountResponse',
  ]);
  const order: emitted.Order = { item: 'x', tags: ['a'] as readonly string[] };
  // @ts-expect-error it is made by the server
  order.id = 'x';
  expect(order.item).toBe('x');
});

it('types of operations give way to schemas one by one', () => {
  const request: emitted.OpenAccountParams = {
    body: { owner: {} } satisfies emitted.OpenAccountRequest,
  };
  const result: emitted.OpenAccountResult = {} satisfies emitted.OpenAccountResponse;
  const errors: emitted.OpenAccountErrors = {};
  expect([request, result, errors]).toHaveLength(3);
});
