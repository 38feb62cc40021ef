import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  ApiError,
  call,
  createTransport,
  DecodeError,
  emptyResult,
  jsonBody,
  jsonResult,
  NetworkError,
  pathParams,
  queryParams,
  secure,
  textResult,
  type Operation,
  type Policy,
} from '../../runtime/abi.js';
import { json, testServer } from './server.js';

const server = testServer();

const getPet: Operation = {
  id: 'getPet',
  method: 'GET',
  path: '/pets/{petId}',
  write: [pathParams, queryParams],
  read: jsonResult,
};
const addPet: Operation = {
  id: 'addPet',
  method: 'POST',
  path: '/pets',
  write: [jsonBody],
  read: jsonResult,
};

const transport = (
  options: Partial<Parameters<typeof createTransport>[0]> = {},
): ReturnType<typeof createTransport> => createTransport({ baseUrl: server.url(), ...options });

describe('a call', () => {
  it('sends path, query and body', async () => {
    await call<unknown>(transport(), getPet, {
      path: { petId: 'a/b ü?#' },
      query: { tag: ['x&y', 'z'], limit: 5, none: undefined, nil: null, yes: true },
    });
    await call<unknown>(transport(), addPet, { body: { name: '"Tom"\u2028' } });
    const [first, second] = server.seen;
    expect(first?.method).toBe('GET');
    expect(first?.url).toBe('/pets/a%2Fb%20%C3%BC%3F%23?tag=x%26y&tag=z&limit=5&yes=true');
    expect(first?.headers['content-type']).toBeUndefined();
    expect(first?.body).toBe('');
    expect(Buffer.from(second?.body ?? '', 'latin1').toString()).toBe('{"name":"\\"Tom\\"\u2028"}');
    expect(second?.headers['content-type']).toBe('application/json');
  });

  it('gives the result, and what came with it', async () => {
    server.answer((_, response) => json(response, 201, { id: 7 }));
    expect(await call<unknown>(transport(), addPet, { body: {} })).toEqual({ id: 7 });
    const { data, status, response } = await call<unknown>(transport(), addPet).withResponse();
    expect(data).toEqual({ id: 7 });
    expect(status).toBe(201);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await call<unknown>(transport(), addPet).safe()).toMatchObject({
      data: { id: 7 },
      status: 201,
    });
  });

  it('starts at once, and sends one request however often it is asked', async () => {
    const pending = call<unknown>(transport(), addPet);
    await Promise.all([pending, pending.safe(), pending.withResponse()]);
    expect(server.seen).toHaveLength(1);
  });

  it('keeps the slash of a base address from doubling, and a query in a path template', async () => {
    const operation = { ...getPet, path: '/pets?kind=all' };
    await call<unknown>(transport({ baseUrl: `${server.url()}/v1//` }), operation, {
      query: { a: 1 },
    });
    expect(server.seen[0]?.url).toBe('/v1/pets?kind=all&a=1');
  });

  it.each(['', '.', '..', undefined, null])('refuses %j as a path parameter', async (petId) => {
    await expect(call<unknown>(transport(), getPet, { path: { petId } })).rejects.toThrow(
      'getPet: no path.petId',
    );
    expect(server.seen).toHaveLength(0);
  });

  it('refuses a path that is not there', async () => {
    await expect(call<unknown>(transport(), getPet)).rejects.toThrow('getPet: no path.petId');
    expect(server.seen).toHaveLength(0);
  });

  it.each([
    ['a record', { 'X-A': 'call' }],
    ['a list', [['X-A', 'call']] as const],
    ['an instance', new Headers({ 'X-A': 'call' })],
  ])('takes headers as %s; names differ without regard to case', async (_, headers) => {
    const own = transport({ headers: { 'x-a': 'transport', 'X-B': 'transport' } });
    await call<unknown>(own, addPet, { body: 1 }, { headers });
    expect(server.seen[0]?.headers).toMatchObject({ 'x-a': 'call', 'x-b': 'transport' });
  });

  it('passes fetch options on, which cannot replace the request', async () => {
    const inits: RequestInit[] = [];
    const own = transport({
      fetch: (_, init) => {
        inits.push(init);
        return Promise.resolve(Response.json({}));
      },
    });
    await call<unknown>(
      own,
      addPet,
      { body: 1 },
      { fetchOptions: { cache: 'no-store', method: 'PUT' } as RequestInit },
    );
    expect(inits[0]).toMatchObject({ cache: 'no-store', method: 'POST', body: '1' });
  });
});

describe('an answer that is an error', () => {
  it('rejects with status, body and message', async () => {
    server.answer((_, response) => json(response, 404, { message: 'No such pet', code: 3 }));
    const error: unknown = await call<unknown>(transport(), addPet).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: 'ApiError',
      status: 404,
      body: { message: 'No such pet', code: 3 },
      message: 'addPet: 404 {"message":"No such pet","code":3}',
    });
  });

  it.each([
    ['text', 'plain', 'plain', '"plain"'],
    ['nothing', '', '', '""'],
    ['null', 'null', null, 'null'],
    [
      'an object',
      '{"error":{"message":"no"}}',
      { error: { message: 'no' } },
      '{"error":{"message":"no"}}',
    ],
    ['a list', '[1]', [1], '[1]'],
  ])('takes %s for a body', async (_, sent, body, said) => {
    server.answer((__, response) => response.writeHead(500).end(sent));
    await expect(call<unknown>(transport(), addPet)).rejects.toMatchObject({
      status: 500,
      body,
      message: `addPet: 500 ${said}`,
    });
  });

  it('shows the beginning of a page, and keeps all of it', async () => {
    const page = `<!doctype html>\n<title>Bad gateway</title>${'<br>'.repeat(999)}`;
    server.answer((_, response) => response.writeHead(502).end(page));
    await expect(call<unknown>(transport(), addPet)).rejects.toMatchObject({
      body: page,
      message: `addPet: 502 ${JSON.stringify(page).slice(0, 300)}`,
    });
  });

  it('is a value of safe()', async () => {
    server.answer((_, response) => json(response, 404, { message: 'gone' }));
    const outcome = await call<unknown, { 404: { message: string } }>(transport(), addPet).safe();
    if (outcome.status !== 404) throw new Error('not a 404');
    expect(outcome.error.body.message).toBe('gone');
    expect(outcome.data).toBeUndefined();
  });

  it('leaves no rejection unhandled when only asked by safe() or withResponse()', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    server.answer((_, response) => json(response, 500, {}));
    await call<unknown>(transport(), addPet).safe();
    await call<unknown>(transport(), addPet)
      .withResponse()
      .catch(() => {});
    await call<unknown>(transport(), addPet).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('an answer that is not what it should be', () => {
  it.each([
    ['HTML', 'text/html', '<html>'],
    ['half of it', 'application/json', '{"a":'],
  ])('%s', async (_, type, text) => {
    server.answer((__, response) => response.writeHead(200, { 'content-type': type }).end(text));
    const error: unknown = await call<unknown>(transport(), getPet, { path: { petId: 1 } }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ name: 'DecodeError' });
    const { message, cause } = error as Error;
    expect(cause).toBeInstanceOf(SyntaxError);
    expect(message).toBe(`getPet: ${String(cause)}`);
  });

  it('that breaks off', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a":1');
      setTimeout(() => response.destroy(), 10);
    });
    const error: unknown = await call<unknown>(transport(), addPet).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(NetworkError);
    expect((error as Error).message).toBe('addPet: TypeError: terminated');
    expect((error as Error).cause).toBeInstanceOf(TypeError);
  });

  it('JSON without a content type, 204, HEAD and unread bodies are fine', async () => {
    server.answer((_, response) => response.writeHead(200).end('{"a":1}'));
    expect(await call<unknown>(transport(), addPet)).toEqual({ a: 1 });
    expect(await call<unknown>(transport(), { ...addPet, read: emptyResult })).toBeUndefined();
    expect(await call<unknown>(transport(), { ...addPet, read: textResult })).toBe('{"a":1}');
    for (const status of [200, 204, 205]) {
      server.answer((_, response) => response.writeHead(status).end());
      expect(await call<unknown>(transport(), addPet)).toBeUndefined();
      server.answer((_, response) => response.writeHead(status, { 'content-length': 0 }).end());
      expect(await call<unknown>(transport(), addPet)).toBeUndefined();
    }
    expect(await call<unknown>(transport(), { ...addPet, method: 'HEAD' })).toBeUndefined();
    server.answer((_, response) => response.writeHead(200).end());
    const head = { ...addPet, method: 'HEAD', read: emptyResult };
    expect(await call<unknown>(transport(), head)).toBeUndefined();
  });
});

describe('an answer that nothing is expected of', () => {
  it('is read to its end, which a server may wait for', async () => {
    let left: boolean | undefined;
    server.answer((request, response) => {
      response.on('close', () => (left = !response.writableFinished));
      response.write('a'.repeat(70_000));
      setTimeout(() => response.end('done'), 100);
    });
    expect(await call<unknown>(transport(), { ...addPet, read: emptyResult })).toBeUndefined();
    await expect.poll(() => left).toBe(false);
  });

  it('ends in a named error where it breaks off', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half');
      setTimeout(() => response.destroy(), 50);
    });
    await expect(call(transport(), { ...addPet, read: emptyResult })).rejects.toThrow(NetworkError);
  });
});

it('a policy has the answer as it came', async () => {
  server.answer((_, response) => response.end('no JSON'));
  const raw: Policy = (next) => (request) =>
    next({ ...request, operation: { ...request.operation, read: (response) => response } });
  const { response } = await call<unknown>(transport({ use: [raw] }), addPet).withResponse();
  expect(await response.text()).toBe('no JSON');
});

/** Where nothing listens. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${String(port)}`;
}

describe('no answer', () => {
  it('is a network error with its cause', async () => {
    const own = createTransport({ baseUrl: 'http://127.0.0.1:1' });
    const error: unknown = await call<unknown>(own, addPet).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      name: 'NetworkError',
      message: 'addPet: TypeError: fetch failed',
    });
    expect((error as Error).cause).not.toHaveProperty('cause.code');
    const refusing = createTransport({ baseUrl: await closedAddress() });
    await expect(call<unknown>(refusing, addPet)).rejects.toMatchObject({
      name: 'NetworkError',
      message: 'addPet: TypeError: fetch failed',
      cause: { message: 'fetch failed', cause: { code: 'ECONNREFUSED' } },
    });
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- doubles may
    const silent = createTransport({ baseUrl: 'http://x', fetch: () => Promise.reject(null) });
    await expect(call<unknown>(silent, addPet)).rejects.toThrow('addPet: null');
    expect((error as Error).cause).toBeInstanceOf(TypeError);
    expect(await call<unknown>(own, addPet).safe()).toEqual({ error, status: undefined });
  });

  it('because it was aborted, before or meanwhile, rejects with the reason', async () => {
    const reason = { why: 'changed my mind' };
    await expect(
      call<unknown>(transport(), addPet, {}, { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    const controller = new AbortController();
    server.answer(() => controller.abort(reason));
    const pending = call<unknown>(transport(), addPet, {}, { signal: controller.signal });
    await expect(pending).rejects.toBe(reason);
  });
});

it('shows no credential of a transport', async () => {
  const token = 'secret-token-1234567890';
  const own = transport({ auth: { main: token }, headers: { 'x-key': token } });
  const operation: Operation = {
    ...addPet,
    write: [secure],
    security: [{ key: 'main', name: 'authorization', prefix: 'Bearer ' }],
  };
  expect(inspect(own, { depth: 9 }) + JSON.stringify({ own }) + String(own)).not.toContain(token);
  server.answer((_, response) => json(response, 401, { message: 'no' }));
  const error: unknown = await call<unknown>(own, operation).catch((reason: unknown) => reason);
  expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${token}`);
  expect(inspect(error, { depth: 9 })).not.toContain(token);
});
