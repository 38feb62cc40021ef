/* eslint-disable @typescript-eslint/no-deprecated -- the shop has deprecated parts; undici's formData() will do */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as petShop from '../../fixtures/petstore/expected/index.js';
import { json, testServer } from '../runtime/server.js';
import { cases, generate } from './case.js';

type Emitted = typeof petShop;

const server = testServer();
let pets: Emitted;

beforeAll(async () => {
  const petstore = cases.find(({ name }) => name === 'petstore');
  if (petstore === undefined) throw new Error('no pet shop');
  const folder = join(import.meta.dirname, '../../.tmp/petstore');
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of (await generate(petstore)).files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  pets = (await import(pathToFileURL(join(folder, 'index.ts')).href)) as Emitted;
});

const transport = (): ReturnType<Emitted['createTransport']> =>
  pets.createTransport({ baseUrl: `${server.url()}/v1`, auth: { bearer: 'token' } });

describe('the emitted client of the pet shop', () => {
  it('lists, with parameters of every kind', async () => {
    server.answer((_, response) => json(response, 200, [{ kind: 'cat', id: 1, name: 'Tom' }]));
    const found = await pets.listPets(transport(), {
      query: {
        tag: ['a', 'b c'],
        ids: [1, 2],
        filter: { status: "it's gone", born: { after: '2020' } },
      },
      headers: { 'X-Trace': 't' },
    });
    expect(found).toEqual([{ kind: 'cat', id: 1, name: 'Tom' }]);
    const [seen] = server.seen;
    expect(`${seen?.method} ${seen?.url}`).toBe(
      'GET /v1/pets?tag=a&tag=b%20c&ids=1%7C2&filter%5Bstatus%5D=it%27s%20gone&filter%5Bborn%5D%5Bafter%5D=2020',
    );
    expect(seen?.headers).toMatchObject({
      authorization: 'Bearer token',
      accept: 'application/json',
      'x-trace': 't',
    });
  });

  it('takes the second way to authorize where the first is closed', async () => {
    const own = pets.createTransport({ baseUrl: server.url(), auth: { keyInQuery: 'k' } });
    await pets.getPet(own, { path: { petId: 7 }, cookies: { session: 's' } });
    expect(server.seen[0]?.url).toBe('/pets/7?api_key=k');
    expect(server.seen[0]?.headers.cookie).toBe('session=s');
  });

  it('creates, and tells errors apart by status', async () => {
    const body = { kind: 'dog', name: 'Rex', secret: 'x' } as const;
    server.answer((_, response) =>
      json(response, 409, { existing: { kind: 'dog', id: 1, name: 'Rex' } }),
    );
    const taken = await pets.createPet(transport(), { body }).safe();
    if (taken.status !== 409) throw new Error('not a 409');
    expect(taken.error.body.existing.name).toBe('Rex');
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual(body);
    server.answer((_, response) => json(response, 418, { message: 'no good' }));
    const bad = await pets.createPet(transport(), { body }).safe();
    if (bad.status !== 418) throw new Error('not a 418');
    expect(bad.error.body.message).toBe('no good');
    await expect(pets.createPet(transport(), { body })).rejects.toBeInstanceOf(pets.ApiError);
    server.answer((_, response) => json(response, 201, { kind: 'dog', id: 2, name: 'Rex' }));
    const { data, status } = await pets.createPet(transport(), { body }).withResponse();
    expect([status, data.id]).toEqual([201, 2]);
  });

  it('deletes, without an answer', async () => {
    server.answer((_, response) => response.writeHead(204).end());
    const { data, status } = await pets
      .deletePet(transport(), { path: { petId: 1 } })
      .withResponse();
    expect([data, status]).toEqual([undefined, 204]);
    expect(server.seen[0]).toMatchObject({ method: 'DELETE', url: '/v1/pets/1', body: '' });
  });

  it('sends parts and files', async () => {
    server.answer((_, response) => json(response, 200, { size: 3 }));
    const { size } = await pets.uploadPhoto(transport(), {
      path: { petId: 1 },
      body: {
        photo: new File(['abc'], 'tom.png', { type: 'image/png' }),
        thumbnails: [new Uint8Array([1]), new Uint8Array([2])],
        caption: '# Tom',
        place: { street: 'Main', at: [1, 2] },
      },
    });
    expect(size).toBe(3);
    const [seen] = server.seen;
    const headers = { 'content-type': seen?.headers['content-type'] ?? '' };
    const form = await new Response(Buffer.from(seen?.body ?? '', 'latin1'), {
      headers,
    }).formData();
    expect([...form.keys()]).toEqual(['photo', 'thumbnails', 'thumbnails', 'caption', 'place']);
    expect(form.get('photo')).toMatchObject({ name: 'tom.png', type: 'image/png', size: 3 });
    expect(form.get('place')).toBe('{"street":"Main","at":[1,2]}');
  });

  it('downloads bytes and follows events', async () => {
    server.answer((_, response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end('png'),
    );
    const photo = await pets.downloadPhoto(transport(), { path: { petId: 5 } });
    expect([photo.type, await photo.text()]).toEqual(['image/png', 'png']);
    expect(server.seen[0]?.url).toBe('/v1/pets/.5/photo');
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
    server.answer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"type":"pet-changed","pet":{"kind":"cat","name":"Tom","id":1}}\n\n');
    });
    const names: string[] = [];
    for await (const { data } of await pets.watchPets(transport())) names.push(data.pet.name);
    expect(names).toEqual(['Tom']);
  });

  it('sends the body that the caller chose, and reads what the status says', async () => {
    server.answer((_, response) => response.writeHead(202).end());
    const form = {
      contentType: 'application/x-www-form-urlencoded',
      body: { item: 'x y', extras: ['a', 'b'] },
    } as const;
    expect(await pets.placeOrder(transport(), form)).toBeUndefined();
    expect(server.seen[0]?.body).toBe('item=x%20y&extras=a,b');
    server.answer((_, response) => json(response, 200, { item: 'x', count: 1 }));
    const order = await pets.placeOrder(transport(), { body: { item: 'x', count: 1 } });
    expect(order).toEqual({ item: 'x', count: 1 });
    expect(server.seen[1]?.headers['content-type']).toBe('application/json');
    server.answer((_, response) => response.writeHead(422).end('sold out'));
    const refused = await pets.placeOrder(transport(), form).safe();
    if (refused.status !== 422) throw new Error('not a 422');
    expect(refused.error.body satisfies string).toBe('sold out');
  });
});
