import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as emitted from '../../fixtures/fluxbase/expected/index.js';
import { emittedCase } from '../client/emitted.js';
import { cases, generate } from '../golden/case.js';
import { json, testServer, type Seen } from '../runtime/server.js';

const server = testServer();
let client: typeof emitted;

beforeAll(async () => {
  client = (await emittedCase('fluxbase')).index as typeof emitted;
});

const open = (options?: emitted.ApiClientOptions): emitted.ApiClient =>
  client.createClient(server.url(), 'svc-key', options);
const calls = (): readonly string[] =>
  server.seen.map(({ method, url, headers }) => `${method} ${url} ${headers.authorization ?? ''}`);

const ADMIN = { email: 'a@b.co', password: 'long-enough-1' };

/** Knows these tokens; `login` gives `admin-1`, `signin` `user-1`, renewing `user-2`. */
function instance(valid: Set<string>): void {
  const routes: Readonly<Record<string, object>> = {
    '/api/v1/admin/login': {
      user: {},
      access_token: 'admin-1',
      refresh_token: 'ar',
      expires_in: 9,
    },
    '/api/v1/auth/signin': { user: {}, access_token: 'user-1', refresh_token: 'ur', expires_in: 9 },
    '/api/v1/auth/refresh': { access_token: 'user-2', refresh_token: 'ur2', expires_in: 9 },
  };
  server.answer(({ url, headers }: Seen, response) => {
    const open = routes[url];
    if (url.endsWith('refresh')) valid.add('user-2');
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    if (open !== undefined) json(response, 200, open);
    else if (valid.has(token))
      json(response, 200, { user: { id: token }, id: token, message: 'm' });
    else json(response, 401, { error: 'Invalid or expired token', code: 'INVALID_TOKEN' });
  });
}

describe('three credentials', () => {
  it('never stand in for one another: a refused call of an admin is not made again as a user', async () => {
    instance(new Set(['user-1', 'user-2', 'svc-key']));
    const { admin, auth } = open();
    await auth.signIn(ADMIN);
    await admin.login(ADMIN);
    server.seen.length = 0;
    await expect(admin.me()).rejects.toMatchObject({ status: 401 });
    await expect(admin.deleteUser('u1')).rejects.toMatchObject({ status: 401 });
    expect(calls()).toEqual([
      'GET /api/v1/admin/me Bearer admin-1',
      'DELETE /api/v1/admin/users/u1?type=app Bearer admin-1',
    ]);
    expect([admin.getToken(), auth.getToken()]).toEqual(['admin-1', 'user-1']);
  });

  it('are three: the key where there is no token, the admin’s and the user’s', async () => {
    instance(new Set(['svc-key', 'admin-1', 'user-1']));
    const { admin, auth } = open();
    await admin.listUsers();
    await admin.login(ADMIN);
    await auth.signIn(ADMIN);
    await admin.listUsers();
    await auth.getUser();
    expect(calls().filter((each) => each.startsWith('GET'))).toEqual([
      'GET /api/v1/admin/users Bearer svc-key',
      'GET /api/v1/admin/users Bearer admin-1',
      'GET /api/v1/auth/user Bearer user-1',
    ]);
  });

  it('a user’s is renewed, an admin’s by hand', async () => {
    instance(new Set());
    const { auth } = open();
    await auth.signIn(ADMIN);
    await auth.getUser();
    expect(calls().slice(1)).toEqual([
      'GET /api/v1/auth/user Bearer user-1',
      'POST /api/v1/auth/refresh Bearer svc-key',
      'GET /api/v1/auth/user Bearer user-2',
    ]);
  });

  it('is not renewed in order to sign out', async () => {
    instance(new Set());
    const { auth } = open();
    await auth.signIn(ADMIN);
    await expect(auth.signOut()).rejects.toMatchObject({ status: 401 });
    expect(calls().slice(1)).toEqual(['POST /api/v1/auth/signout Bearer user-1']);
    expect(auth.getToken()).toBe(undefined);
  });

  it('an admin’s is forgotten by a logout that succeeds, and kept by one that does not', async () => {
    const valid = new Set<string>();
    instance(valid);
    const { admin } = open();
    await admin.login(ADMIN);
    await expect(admin.logout()).rejects.toMatchObject({ status: 401 });
    expect(admin.getToken()).toBe('admin-1');
    valid.add('admin-1');
    await expect(admin.logout()).resolves.toBe(undefined);
    expect(admin.getToken()).toBe(undefined);
  });

  it('are kept in the storage that the caller gives, and in no other', async () => {
    instance(new Set(['admin-1']));
    const kept = new Map<string, unknown>();
    const touched: string[] = [];
    const trap = new Proxy(
      {},
      {
        get: (_, name) => {
          touched.push(String(name));
        },
      },
    );
    const globals = globalThis as { localStorage?: unknown; sessionStorage?: unknown };
    const before = Object.getOwnPropertyDescriptors(globals);
    Object.defineProperty(globalThis, 'localStorage', { value: trap, configurable: true });
    Object.defineProperty(globalThis, 'sessionStorage', { value: trap, configurable: true });
    try {
      const tokens = {
        get: () => undefined,
        set: (slot: string, value: unknown) => void kept.set(slot, value),
      };
      await open({ tokens }).admin.login(ADMIN);
      await open().admin.login(ADMIN);
    } finally {
      for (const name of ['localStorage', 'sessionStorage'] as const) {
        Reflect.deleteProperty(globals, name);
        if (before[name] !== undefined) Object.defineProperty(globalThis, name, before[name]);
      }
    }
    expect(touched).toEqual([]);
    expect([...kept]).toEqual([['admin', { token: 'admin-1' }]]);
  });
});

describe('errors', () => {
  it('have the status, the code, all of the body, and its words', async () => {
    const body = {
      error: 'Invalid email or password',
      code: 'INVALID_CREDENTIALS',
      request_id: 'r',
    };
    server.answer((_, response) => json(response, 401, body));
    const error: unknown = await open()
      .admin.login(ADMIN)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(client.FluxbaseError);
    expect(error).toBeInstanceOf(client.ApiError);
    expect(error).toMatchObject({
      ...{
        name: 'FluxbaseError',
        message: body.error,
        status: 401,
        code: body.code,
        details: body,
      },
    });
    const { error: safe, status } = await open().admin.login(ADMIN).safe();
    expect([safe instanceof client.FluxbaseError, status]).toEqual([true, 401]);
  });

  it('have them in the order that the server means: `error` before `message`', async () => {
    server.answer((_, response) =>
      json(response, 429, {
        error: 'Rate limit exceeded',
        code: 'RATE_LIMIT_EXCEEDED',
        message: 'Later.',
      }),
    );
    await expect(open().admin.me()).rejects.toThrow(/^Rate limit exceeded$/);
  });

  it('have the status for a message where a proxy answers with a page', async () => {
    server.answer((_, response) => response.writeHead(500).end('<html>'));
    const found = await open()
      .admin.me()
      .catch((caught: unknown) => caught);
    expect(found).toMatchObject({
      message: '500',
      status: 500,
      code: undefined,
      details: '<html>',
    });
  });

  it('come before anything is sent where there is no address or key', () => {
    expect(() => client.createClient('', 'k')).toThrow('url is missing');
    expect(() => client.createClient(server.url(), ' ')).toThrow('key is missing');
    const options = { baseUrl: server.url(), key: 'k' } as never;
    expect(() => client.createClient(options, 'k')).toThrow('url is not a text');
    expect(() => client.createClient('localhost:8080', 'k')).toThrow(
      'the address (baseUrl) is none that begins with https:// or http://',
    );
  });

  it('say where a request went that got no answer, or none that could be read', async () => {
    const fetch = (): Promise<never> => Promise.reject(new TypeError('fetch failed'));
    const lost: unknown = await client
      .createClient(server.url(), 'k', { fetch })
      .admin.me()
      .catch((caught: unknown) => caught);
    expect(lost).toBeInstanceOf(client.NetworkError);
    expect(lost).toMatchObject({
      message: 'getCurrentAdmin (GET /api/v1/admin/me): TypeError: fetch failed',
      cause: { message: 'fetch failed' },
    });
    server.answer((_, response) => response.end('<html>'));
    await expect(open().admin.me()).rejects.toThrow(
      /^getCurrentAdmin \(GET \/api\/v1\/admin\/me\): /,
    );
  });

  it('come after half a minute at most, or the time that the call has', async () => {
    server.answer(() => {});
    const late: unknown = await open()
      .admin.me({ timeout: 20 })
      .catch((caught: unknown) => caught);
    expect(late).toBeInstanceOf(client.TimeoutError);
    expect(late).toMatchObject({
      message: 'getCurrentAdmin (GET /api/v1/admin/me): no answer in 20 ms',
    });
  });
});

describe('the style', () => {
  type Style = { readonly createClient: typeof emitted.createClient };
  const made = async (result: 'data-error'): Promise<Style> => {
    const found = cases.find(({ name }) => name === 'fluxbase');
    if (found === undefined) throw new Error('no case');
    const { files } = await generate({ ...found, options: { result } });
    const folder = join(import.meta.dirname, '../../.tmp/client/fluxbase-data-error');
    rmSync(folder, { recursive: true, force: true });
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const text = files.find(({ path }) => path === 'client.ts')?.text ?? '';
    expect(text).toContain('Promise<DataOrError<GetCurrentAdminResponse>>');
    return (await import(join(folder, 'index.ts'))) as Style;
  };

  it('`result: data-error` gives data or an error, and never throws', async () => {
    const { createClient } = await made('data-error');
    const { admin } = createClient(server.url(), 'k');
    instance(new Set(['admin-1']));
    expect(await admin.login(ADMIN)).toMatchObject({
      data: { access_token: 'admin-1' },
      error: null,
    });
    expect(await admin.me()).toEqual({
      data: { user: { id: 'admin-1' }, id: 'admin-1', message: 'm' },
      error: null,
    });
    await expect(admin.logout()).resolves.toEqual({ error: null });
    const refused: unknown = await admin.me();
    expect(refused).toMatchObject({ data: null, error: { status: 401, code: 'INVALID_TOKEN' } });
  });
});
