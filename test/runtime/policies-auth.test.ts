import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import {
  ApiError,
  call,
  createTransport,
  downloadProgress,
  idempotencyKeys,
  jsonBody,
  jsonLinesResult,
  jsonResult,
  multipartBody,
  binaryBody,
  isNotFound,
  isServerError,
  NotFoundError,
  refreshAuth,
  retry,
  secure,
  sendQuery,
  ServerError,
  serverAddress,
  uploadProgress,
  type Call,
  type Operation,
  type Progress,
  type TransportOptions,
} from '../../runtime/abi.js';
import { json, testServer } from './server.js';

const server = testServer();

const secured: Operation = {
  id: 'secured',
  method: 'POST',
  path: '/x',
  write: [secure, jsonBody],
  read: jsonResult,
  security: [
    { key: 'token', name: 'authorization', prefix: 'Bearer ' },
    { key: 'key', name: 'key', apply: sendQuery },
  ],
};
const open: Operation = { ...secured, id: 'open', write: [jsonBody], security: [] };

const transport = (options: Partial<TransportOptions> = {}): ReturnType<typeof createTransport> =>
  createTransport({ baseUrl: server.url(), ...options });

describe('refreshAuth', () => {
  /** A session whose token the server takes once it was renewed. */
  function session(renew: () => unknown = () => {}): {
    readonly refreshes: () => number;
    readonly transport: ReturnType<typeof createTransport>;
  } {
    let token = 'old';
    let refreshes = 0;
    server.answer(({ headers, url, body }, response) => {
      const known = headers.authorization === 'Bearer new' && url === '/x?key=new';
      json(response, known ? 200 : 401, known ? { sent: body } : {});
    });
    return {
      refreshes: () => refreshes,
      transport: transport({
        auth: { token: () => token, key: () => token },
        headers: { 'x-a': '1' },
        use: [
          idempotencyKeys({ key: () => 'one' }),
          refreshAuth({
            refresh: async () => {
              refreshes++;
              await new Promise((resolve) => setTimeout(resolve, 20));
              await renew();
              token = 'new';
            },
          }),
        ],
      }),
    };
  }

  it('renews once for all calls that wait for it, and sends each once more, as it was', async () => {
    const own = session();
    const bodies = [1, 2, 3, 4];
    const results = await Promise.all(
      bodies.map((body) => call<unknown>(own.transport, secured, { body })),
    );
    expect(results).toEqual(bodies.map((body) => ({ sent: String(body) })));
    expect(own.refreshes()).toBe(1);
    expect(server.seen).toHaveLength(8);
    for (const { headers } of server.seen) {
      expect(headers).toMatchObject({ 'x-a': '1', 'idempotency-key': 'one' });
    }
  });

  it('does not renew for an answer that was under way meanwhile', async () => {
    const own = session();
    let late: (() => void) | undefined;
    const first = call<unknown>(own.transport, secured, { body: 1 });
    await first;
    expect(own.refreshes()).toBe(1);
    // A request that left with the old token and is refused after the new one came.
    let renewed = false;
    let refreshes = 0;
    server.answer(({ headers, body }, response) => {
      const refuse = (): void => json(response, 401, {});
      if (headers.authorization === 'Bearer b') json(response, 200, {});
      else if (body === '"late"') late = refuse;
      else refuse();
    });
    const both = transport({
      auth: { token: () => (renewed ? 'b' : 'a') },
      use: [
        refreshAuth({
          refresh: () => {
            refreshes++;
            renewed = true;
          },
        }),
      ],
    });
    const slow = call<unknown>(both, secured, { body: 'late' });
    while (late === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    await call<unknown>(both, secured, { body: 'quick' });
    late();
    await slow;
    expect(refreshes).toBe(1);
  });

  it('never asks twice: a second refusal is the answer', async () => {
    const own = session();
    server.answer((_, response) => json(response, 401, {}));
    await expect(call<unknown>(own.transport, secured)).rejects.toMatchObject({ status: 401 });
    expect(server.seen).toHaveLength(2);
    expect(own.refreshes()).toBe(1);
  });

  it('keeps what policies around it have set', async () => {
    const statuses = [401, 503, 200];
    const loaded: number[] = [];
    server.answer((_, response) => json(response, statuses.shift() ?? 500, { ok: true }));
    const send = transport({
      auth: { token: 'a', key: 'b' },
      use: [
        idempotencyKeys(),
        downloadProgress((each) => void loaded.push(each.loaded)),
        refreshAuth({ refresh: () => {} }),
        retry({ delay: 1 }),
      ],
    });
    await expect(call(send, secured, { body: 1 })).resolves.toEqual({ ok: true });
    expect(loaded.at(-1)).toBe(11);
  });

  it('leaves alone what has no security or another scheme, and streams', async () => {
    const own = session();
    await expect(call<unknown>(own.transport, open)).rejects.toMatchObject({ status: 401 });
    const stream = new Blob(['a']).stream();
    const upload = { ...secured, write: [secure, binaryBody] };
    await expect(call<unknown>(own.transport, upload, { body: stream })).rejects.toMatchObject({
      status: 401,
    });
    expect(own.refreshes()).toBe(0);
    const other = transport({ use: [refreshAuth({ refresh: () => {}, schemes: ['other'] })] });
    await expect(call<unknown>(other, secured)).rejects.toMatchObject({ status: 401 });
    expect(server.seen).toHaveLength(3);
  });

  it('gives what the renewal failed with, and tries anew for the next call', async () => {
    let fails = true;
    const own = session(() => {
      if (fails) throw new Error('no more');
    });
    const both = await Promise.allSettled([
      call<unknown>(own.transport, secured),
      call<unknown>(own.transport, secured),
    ]);
    expect(both).toMatchObject([
      { reason: { message: 'no more' } },
      { reason: { message: 'no more' } },
    ]);
    fails = false;
    await call<unknown>(own.transport, secured);
    expect(own.refreshes()).toBe(2);
  });
});

describe('idempotencyKeys', () => {
  it('gives each call a key that its repetitions keep, and makes it repeatable', async () => {
    let answers = 0;
    server.answer((_, response) => json(response, ++answers % 3 === 0 ? 200 : 503, {}));
    const own = transport({ use: [idempotencyKeys(), retry({ delay: 1 })] });
    await call<unknown>(own, open, { body: 1 });
    await call<unknown>(own, open, { body: 1 });
    const keys = server.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(6);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
  });

  it('leaves alone what is repeatable anyway, the caller’s own key, and what must not be repeated', async () => {
    const own = transport({
      use: [idempotencyKeys({ header: 'X-Key', key: () => 'k' }), retry({ delay: 1 })],
    });
    await call<unknown>(own, { ...open, method: 'PUT' });
    await call<unknown>(own, open, {}, { headers: { 'x-key': 'mine' } });
    expect(server.seen.map(({ headers }) => headers['x-key'])).toEqual([undefined, 'mine']);
    server.answer((_, response) => json(response, 503, {}));
    await call<unknown>(own, { ...open, retry: 'never' }).safe();
    expect(server.seen).toHaveLength(3);
  });
});

describe('progress', () => {
  it('of what is sent, again with each attempt', async () => {
    const seen: Progress[] = [];
    let answers = 0;
    server.answer((_, response) => json(response, ++answers === 1 ? 503 : 200, {}));
    const own = transport({
      use: [retry({ delay: 1 }), uploadProgress((progress) => void seen.push(progress))],
    });
    const body = 'é'.repeat(100_000);
    await call<unknown>(own, { ...open, method: 'PUT' }, { body });
    const total = 200_002;
    expect(server.seen.map((each) => each.body.length)).toEqual([total, total]);
    expect(seen.filter(({ loaded }) => loaded === total)).toHaveLength(2);
    expect(seen.every((each) => each.total === total && each.operation === 'open')).toBe(true);
    await call<unknown>(own, { ...open, method: 'GET' });
    expect(server.seen).toHaveLength(3);
  });

  it('of forms, which the platform writes', async () => {
    const seen: Progress[] = [];
    server.answer((_, response) => json(response, 200, {}));
    const own = transport({ use: [uploadProgress((progress) => void seen.push(progress))] });
    const body = new FormData();
    body.append('note', 'two words');
    body.append('file', new Blob(['x'.repeat(1000)]), 'a.txt');
    await call<unknown>(own, { ...open, write: [multipartBody] }, { body });
    const [sent] = server.seen;
    const { boundary } =
      /^multipart\/form-data; boundary=(?<boundary>.+)$/.exec(sent?.headers['content-type'] ?? '')
        ?.groups ?? {};
    expect(sent?.body.toString()).toContain(`--${boundary ?? 'none'}\r\n`);
    expect(sent?.body.toString()).toContain('name="note"\r\n\r\ntwo words\r\n');
    expect(seen.at(-1)).toEqual({ loaded: sent?.body.length, total: undefined, operation: 'open' });
  });

  it('is not told where bodies cannot be sent piece by piece, as in React Native', async () => {
    const seen: Progress[] = [];
    vi.stubGlobal('Blob', function Plain() {});
    const own = transport({ use: [uploadProgress((progress) => void seen.push(progress))] });
    await call<unknown>(own, open, { body: 'x' }).finally(() => vi.unstubAllGlobals());
    expect(server.seen.map(({ body }) => body)).toEqual(['"x"']);
    expect(seen).toEqual([]);
  });

  it('of what is packed has no total, which would be that of the packed', async () => {
    const seen: Progress[] = [];
    const own = transport({ use: [downloadProgress((progress) => void seen.push(progress))] });
    const body = JSON.stringify('x'.repeat(9_000));
    server.answer((_, response) => {
      const packed = gzipSync(body);
      const headers = { 'content-encoding': 'gzip', 'content-length': packed.length };
      response.writeHead(200, headers).end(packed);
    });
    await call<unknown>(own, open);
    expect(seen.at(-1)).toEqual({ loaded: body.length, total: undefined, operation: 'open' });
  });

  it('of a stream that is left ends it', async () => {
    const own = transport({ use: [downloadProgress(() => undefined)] });
    const closed = new Promise<void>((resolve) => {
      server.answer((_, response) => {
        response.on('close', resolve).writeHead(200).write('1\n2\n');
      });
    });
    const lines = await call<AsyncIterable<unknown>>(own, { ...open, read: jsonLinesResult });
    for await (const line of lines) {
      expect(line).toBe(1);
      break;
    }
    await closed;
  });

  it('of what is received, of streams and of answers without a body', async () => {
    const seen: Progress[] = [];
    const own = transport({ use: [downloadProgress((progress) => void seen.push(progress))] });
    const body = JSON.stringify({ a: 'x'.repeat(300_000) });
    server.answer((_, response) => {
      response.writeHead(200, { 'content-length': body.length }).end(body);
    });
    expect(JSON.stringify(await call<unknown>(own, open))).toBe(body);
    expect(seen.at(-1)).toEqual({ loaded: body.length, total: body.length, operation: 'open' });
    seen.length = 0;
    server.answer((_, response) => void response.writeHead(200).end('{"a":1}\n{"b":2}\n'));
    const lines = await call<AsyncIterable<unknown>>(own, { ...open, read: jsonLinesResult });
    const all: unknown[] = [];
    for await (const line of lines) all.push(line);
    expect(all).toEqual([{ a: 1 }, { b: 2 }]);
    expect(seen.at(-1)).toEqual({ loaded: 16, total: undefined, operation: 'open' });
    server.answer((_, response) => void response.writeHead(204).end());
    expect(await call<unknown>(own, open)).toBeUndefined();
  });
});

describe('errors by status', () => {
  const failing = async (status: number): Promise<unknown> => {
    server.answer((_, response) => json(response, status, { message: 'm' }));
    return await call<unknown>(transport(), open).catch((error: unknown) => error);
  };

  it('are told by guards and by instanceof', async () => {
    const [missing, broken] = [await failing(404), await failing(502)];
    expect(missing).toBeInstanceOf(ApiError);
    expect([isNotFound(missing), isNotFound(broken), isNotFound(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isServerError(missing), isServerError(broken)]).toEqual([false, true]);
    expect(missing instanceof NotFoundError).toBe(true);
    expect(broken instanceof NotFoundError).toBe(false);
    expect(broken instanceof ServerError).toBe(true);
    expect(new Error('x') instanceof ServerError).toBe(false);
  });

  it('know the body by the endpoint that was called', async () => {
    type Errors = { 404: { readonly message: string }; '5XX': number };
    // Declared headers are none of a guard's business.
    const getPet = (): Call<void, Errors, { readonly ETag: string }> => call(transport(), open);
    const error = await failing(404);
    if (!isNotFound(error, getPet)) throw new Error('not told');
    const message: string = error.body.message;
    const status: 404 = error.status;
    expect([message, status]).toEqual(['m', 404]);
    const other = await failing(503);
    if (isServerError(other, getPet)) {
      const body: number = other.body;
      expect(body).toEqual({ message: 'm' });
    }
    const untold: unknown = error;
    if (untold instanceof NotFoundError) {
      // @ts-expect-error -- whose body is not known
      expect(untold.body.message).toBe('m');
    }
  });
});

it('fills in the variables of a server', () => {
  const url = 'https://{region}.pets.example:{port}/{constructor}';
  expect(serverAddress(url, { region: 'eu', port: '443' }, { region: 'us', port: undefined })).toBe(
    'https://us.pets.example:443/{constructor}',
  );
});
