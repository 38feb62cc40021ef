import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as emitted from '../../fixtures/petclient/expected/client.js';
import type { Pet } from '../../fixtures/petstore/expected/index.js';
import { json, testServer } from '../runtime/server.js';
import { emittedCase } from './emitted.js';

const server = testServer();
let folder: string;
let createClient: typeof emitted.createClient;

beforeAll(async () => {
  const found = await emittedCase('petclient');
  folder = found.folder;
  ({ createClient } = found.index as typeof emitted);
});

const open = (): emitted.ApiClient =>
  createClient({ baseUrl: `${server.url()}/v1`, auth: { bearer: 'token' } });

describe('a client that follows from the document', () => {
  it('has a method for each operation, in groups', () => {
    const client = createClient();
    const names = Object.entries(client).map(([group, methods]) => [group, Object.keys(methods)]);
    expect(Object.fromEntries(names)).toEqual({
      pets: ['list', 'create', 'get', 'delete', 'uploadPhoto', 'downloadPhoto', 'watch'],
      shopOrders: ['place'],
      health: ['get'],
    });
  });

  it.each(['https://h?a=1', 'https://h/v1#x', 'https://', 'h.example/v1', 'https://h x', ' '])(
    'is not made for what is no address: %s',
    (baseUrl) => {
      expect(() => createClient({ baseUrl })).toThrow(
        expect.objectContaining({
          name: 'ValidationError',
          message:
            'the address (baseUrl) is none that begins with https:// or http://, or has a query or a fragment',
        }),
      );
    },
  );

  it.each(['https://h', 'http://127.0.0.1:80/a/b/', '/api', '', 'capacitor://localhost'])(
    'is made for %j',
    (baseUrl) => {
      expect(() => createClient({ baseUrl })).not.toThrow();
    },
  );

  it('sends what the endpoint functions send', async () => {
    server.answer((_, response) => json(response, 200, [{ kind: 'cat', id: 1, name: 'Tom' }]));
    const { pets } = open();
    const { list } = pets;
    const found: Pet[] = await list({ tag: ['a', 'b c'], limit: 2 }, { 'X-Trace': 't' });
    expect(found[0]?.name).toBe('Tom');
    await pets.get(7, { session: 's' }, { headers: { 'x-more': 'm' } });
    await pets.create({ kind: 'cat', name: 'Tom' });
    expect(server.seen.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/v1/pets?tag=a&tag=b%20c&limit=2', ''],
      ['GET', '/v1/pets/7', ''],
      ['POST', '/v1/pets', '{"kind":"cat","name":"Tom"}'],
    ]);
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer token',
      'x-trace': 't',
    });
    expect(server.seen[1]?.headers).toMatchObject({ cookie: 'session=s', 'x-more': 'm' });
  });

  it('takes the media type of the body among the options', async () => {
    const { shopOrders } = open();
    const form = { item: 'x y', extras: ['a', 'b'] };
    await shopOrders.place(form, { contentType: 'application/x-www-form-urlencoded' });
    const order = { item: 'x', count: 1 };
    await shopOrders.place(order);
    await shopOrders.place(order, { contentType: 'application/json' });
    // @ts-expect-error -- that is no media type of it
    await expect(shopOrders.place(order, { contentType: 'text/csv' })).rejects.toThrow(TypeError);
    // @ts-expect-error -- that is no order
    await shopOrders.place(form, { contentType: 'application/json' });
    // @ts-expect-error -- that is no order either
    await shopOrders.place(form);
    const sent = server.seen.map(({ headers, body }) => [headers['content-type'], body]);
    expect(sent.slice(0, 3)).toEqual([
      ['application/x-www-form-urlencoded', 'item=x%20y&extras=a,b'],
      ['application/json', '{"item":"x","count":1}'],
      ['application/json', '{"item":"x","count":1}'],
    ]);
  });

  it('gives calls: errors are typed by status', async () => {
    server.answer((_, response) =>
      json(response, 409, { existing: { kind: 'dog', id: 1, name: 'Rex' } }),
    );
    const outcome = await open().pets.create({ kind: 'dog', name: 'Rex' }).safe();
    if (outcome.status !== 409) throw new Error('not a 409');
    expect(outcome.error.body.existing.name).toBe('Rex');
    server.answer((_, response) => json(response, 201, { kind: 'dog', id: 2, name: 'Rex' }));
    const made = await open().pets.create({ kind: 'dog', name: 'Rex' }).withResponse();
    expect([made.status, made.data.name]).toEqual([201, 'Rex']);
  });

  it('is in no bundle that does not import it', async () => {
    const size = async (program: string): Promise<number> => {
      const { outputFiles } = await build({
        stdin: { contents: program, resolveDir: folder },
        bundle: true,
        minify: true,
        format: 'esm',
        write: false,
      });
      return gzipSync(outputFiles[0]?.contents ?? '').length;
    };
    const direct = await size(
      `export { getPet } from './operations/pets.js'; export { createTransport } from './transport.js';`,
    );
    const through = await size(`export { getPet, createTransport } from './index.js';`);
    const client = await size(`export { createClient } from './index.js';`);
    expect(through - direct).toBeLessThanOrEqual(10);
    expect(client).toBeGreaterThan(through + 500);
  });
});
