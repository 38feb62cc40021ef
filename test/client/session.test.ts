import { beforeAll, describe, expect, it } from 'vitest';
import type * as emitted from '../../fixtures/accounts/expected/client.js';
import { json, testServer, type Seen } from '../runtime/server.js';
import { emittedCase } from './emitted.js';

type Options = emitted.ApiClientOptions;

const server = testServer();
let createClient: typeof emitted.createClient;

beforeAll(async () => {
  ({ createClient } = (await emittedCase('accounts')).index as typeof emitted);
});

const open = (options: Partial<Options> = {}): emitted.ApiClient =>
  createClient({ baseUrl: server.url(), auth: { bearer: 'key' }, ...options });

const calls = (): readonly string[] =>
  server.seen.map(({ method, url, headers }) =>
    [method, url, headers.authorization ?? 'nobody'].join(' '),
  );

/** A server that knows these tokens; `login` and `refresh` give new ones. */
function accounts(valid: Set<string>): void {
  let made = 0;
  const answerTo = ({ url, headers, body }: Seen): readonly [status: number, body: unknown] => {
    if (url === '/health') return [200, {}];
    if (url === '/login') {
      const { kind, password } = JSON.parse(body) as { kind: string; password: string };
      if (password !== 'right') return [401, { message: 'wrong' }];
      valid.add(`${kind}-1`);
      const tokens = { access_token: `${kind}-1`, refresh_token: 'r-1' };
      return [200, { ...tokens, user: { id: 'u' } }];
    }
    if (url === '/refresh') {
      const { refresh_token: given } = JSON.parse(body) as { refresh_token: string };
      if (given !== `r-${String(made + 1)}`) return [403, { message: 'no' }];
      made++;
      valid.add(`app-${String(made + 1)}`);
      const count = String(made + 1);
      return [200, { access_token: `app-${count}`, refresh_token: `r-${count}` }];
    }
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    if (!valid.has(token)) return [401, { message: 'expired' }];
    return [200, { user: { id: token }, users: [{ id: token }] }];
  };
  server.answer((seen, response) => {
    const [status, body] = answerTo(seen);
    // Renewing takes a while, so that others have to wait for it.
    setTimeout(() => json(response, status, body), seen.url === '/refresh' ? 20 : 0);
  });
}

const SIGN_IN = { email: 'a@b.co', password: 'right' };

describe('rows with results', () => {
  it('give data or an error, and never throw', async () => {
    accounts(new Set());
    const { auth } = open();
    const good = await auth.signIn(SIGN_IN);
    expect(good).toEqual({ data: { id: 'u' }, error: null });
    const bad = await auth.signIn('a@b.co', 'wrong');
    expect(bad.data).toBe(null);
    expect(bad.error).toMatchObject({
      name: 'ApiError',
      status: 401,
      message: 'login: 401 {"message":"wrong"}',
    });
    expect(server.seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { email: 'a@b.co', password: 'right', kind: 'app' },
      { email: 'a@b.co', password: 'wrong', kind: 'app' },
    ]);
  });

  it('give what was picked, in calls as well', async () => {
    accounts(new Set(['staff-1']));
    const { admin } = open();
    await admin.setToken('staff-1');
    expect(await admin.users.list({ search: 'x' })).toEqual([{ id: 'staff-1' }]);
    const { data, status } = await admin.users.list().withResponse();
    expect([data, status]).toEqual([[{ id: 'staff-1' }], 200]);
    const safe = await admin.users.list().safe();
    expect(safe.data).toEqual([{ id: 'staff-1' }]);
    await admin.clearToken();
    const refused = await admin.users.list().safe();
    expect([refused.data, refused.status]).toEqual([undefined, 401]);
  });

  it('send the media type that the row names', async () => {
    await open().users.note('a/b', 'text');
    const [seen] = server.seen;
    expect([seen?.url, seen?.headers['content-type'], seen?.body]).toEqual([
      '/users/a%2Fb/files',
      'text/plain',
      'text',
    ]);
  });
});

describe('tokens', () => {
  it('are kept for their own calls alone; the key of the app stands in where there is none', async () => {
    accounts(new Set(['key']));
    const { auth, admin, users, health } = open();
    await auth.me();
    await auth.signIn(SIGN_IN);
    await admin.signIn(SIGN_IN);
    await auth.me();
    await admin.users.list();
    await users.list();
    await health.get();
    expect(admin.getToken()).toBe('staff-1');
    expect(calls()).toEqual([
      'GET /me Bearer key',
      'POST /login nobody',
      'POST /login nobody',
      'GET /me Bearer app-1',
      'GET /users Bearer staff-1',
      'GET /users Bearer key',
      'GET /health nobody',
    ]);
  });

  it('are renewed once for all calls that wait, and those are made again', async () => {
    const valid = new Set<string>();
    accounts(valid);
    const { auth } = open();
    await auth.signIn(SIGN_IN);
    valid.clear();
    server.seen.length = 0;
    const found = await Promise.all([auth.me(), auth.me(), auth.me(), auth.me()]);
    expect(found.map(({ id }) => id)).toEqual(['app-2', 'app-2', 'app-2', 'app-2']);
    expect(calls().filter((each) => each.includes('/refresh'))).toEqual([
      'POST /refresh Bearer key',
    ]);
    valid.clear();
    expect((await auth.me()).id).toBe('app-3');
  });

  it('of one identity never stand in for those of another', async () => {
    const valid = new Set<string>();
    accounts(valid);
    const { auth, admin } = open();
    await auth.signIn(SIGN_IN);
    await admin.signIn(SIGN_IN);
    valid.delete('staff-1');
    server.seen.length = 0;
    await expect(admin.users.list()).rejects.toMatchObject({ status: 401 });
    expect(calls()).toEqual(['GET /users Bearer staff-1']);
    expect(admin.getToken()).toBe('staff-1');
  });

  it('are not renewed by a wrong password, nor more than once for one call', async () => {
    const valid = new Set<string>();
    accounts(valid);
    const { auth } = open();
    await auth.signIn(SIGN_IN);
    await auth.signIn('a@b.co', 'wrong');
    expect(calls()).toEqual(['POST /login nobody', 'POST /login nobody']);
    valid.clear();
    valid.add = () => valid;
    await expect(auth.me()).rejects.toMatchObject({ status: 401 });
    expect(calls().slice(2)).toEqual([
      'GET /me Bearer app-1',
      'POST /refresh Bearer key',
      'GET /me Bearer app-2',
    ]);
  });

  it('are forgotten where renewing them is refused, and the call is not made as somebody else', async () => {
    const valid = new Set(['key']);
    accounts(valid);
    const kept = new Map<string, unknown>();
    const tokens: Options['tokens'] = {
      get: () => ({ token: 'old', renewal: 'unknown' }),
      set: (slot, value) => {
        kept.set(slot, value);
      },
    };
    const { auth } = open({ tokens });
    await expect(auth.me()).rejects.toMatchObject({
      status: 401,
      message: 'me: 401 {"message":"expired"}',
    });
    expect(calls()).toEqual(['GET /me Bearer old', 'POST /refresh Bearer key']);
    expect([...kept]).toEqual([['user', undefined]]);
    expect((await auth.me()).id).toBe('key');
  });

  it('outlive the client in the storage that the caller gives, and nowhere else', async () => {
    accounts(new Set());
    const kept = new Map<string, { readonly token: string }>();
    const tokens: Options['tokens'] = {
      get: (slot) => Promise.resolve(kept.get(slot)),
      set: (slot, value) => {
        if (value === undefined) kept.delete(slot);
        else kept.set(slot, value);
      },
    };
    await open({ tokens }).auth.signIn(SIGN_IN);
    expect([...kept]).toEqual([['user', { token: 'app-1', renewal: 'r-1' }]]);
    const later = open({ tokens });
    expect((await later.auth.me()).id).toBe('app-1');
    expect(await later.auth.signOut()).toEqual({ error: null });
    expect([...kept]).toEqual([]);
    await expect(open().auth.me()).rejects.toMatchObject({ status: 401 });
  });

  it('are cleared as the row says: whatever comes, or only where the call succeeded', async () => {
    const valid = new Set<string>();
    accounts(valid);
    const { auth, admin } = open();
    await auth.signIn(SIGN_IN);
    await admin.setToken('t');
    server.answer((_, response) => json(response, 500, {}));
    expect((await auth.signOut()).error).toMatchObject({ status: 500 });
    await expect(admin.signOut()).rejects.toMatchObject({ status: 500 });
    server.seen.length = 0;
    server.answer((_, response) => json(response, 200, { user: { id: 'x' } }));
    await auth.me();
    expect(calls()).toEqual(['GET /me Bearer key']);
    expect(admin.getToken()).toBe('t');
    await admin.signOut();
    expect(admin.getToken()).toBe(undefined);
  });
});
