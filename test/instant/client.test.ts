import { beforeAll, describe, expect, it, vi } from 'vitest';

import { adminToken, answer, appId, client, failure, fetchDouble, refreshToken } from './double.js';
import type { Client, Db } from './double.js';

let instant: Client;
let dated: Client;
beforeAll(async () => {
  instant = await client('client');
  dated = await client('client-dates', { dates: 'date', requiredLinks: 'runtime' });
});

const G1 = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1';
const goals = { goals: [{ id: G1, due: 5, todos: [{ at: '2025-01-02', title: 't' }] }] };

function open(...answers: readonly (Error | (() => Response))[]): {
  readonly db: Db;
  readonly sent: ReturnType<typeof fetchDouble>['sent'];
} {
  const { fetch, sent } = fetchDouble(...answers);
  return { db: instant.init({ appId, adminToken, fetch, retry: { delay: 1 } }), sent };
}

const chunk = (db: Db): unknown => db.tx['goals']?.[G1]?.update({ title: 'x' });

describe('configuration', () => {
  it('is trimmed and completed', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { fetch, sent } = fetchDouble();
    const db = instant.init({ appId, adminToken: ` ${adminToken} `, apiURI: '', fetch });
    expect(warn).not.toHaveBeenCalled();
    expect(db.config).toMatchObject({
      appId,
      apiURI: 'https://api.instantdb.com',
      useDateObjects: false,
    });
    await db.query({ goals: {} });
    expect(sent[0]?.url).toBe(`https://api.instantdb.com/admin/query?app_id=${appId}`);
    expect(sent[0]?.init.headers['authorization']).toBe(`Bearer ${adminToken}`);
    const other = instant.init({ appId: ` ${appId}`, apiURI: 'http://x.co/base//', fetch });
    expect(warn.mock.calls).toEqual([
      [`warning: Instant Admin DB must be initialized with a valid appId. Received: " ${appId}"`],
    ]);
    await other.auth['verifyToken']?.('t');
    expect(sent[1]?.url).toBe(`http://x.co/base/runtime/auth/verify_refresh_token?app_id=${appId}`);
    expect(dated.init({ appId }).config['useDateObjects']).toBe(true);
    expect(() => instant.init({})).not.toThrow();
    expect(() => instant.init({ appId: 5 })).toThrow('trim is not a function');
    warn.mockRestore();
  });

  it('refuses an address that is none when the client is made', () => {
    for (const apiURI of [
      'localhost:8888',
      'x.co',
      'http://',
      'http:/x',
      'http://x y',
      'http://x?a',
      'x#',
    ])
      expect(() => instant.init({ appId, apiURI }), apiURI).toThrow(
        'apiURI must be an address like https://api.instantdb.com',
      );
    for (const apiURI of ['http://localhost:8888', 'https://[::1]/a', 'HTTPS://x.co/', '/instant'])
      expect(() => instant.init({ appId, apiURI }), apiURI).not.toThrow();
  });

  it('takes headers, which those of the client win over', async () => {
    const { fetch, sent } = fetchDouble();
    const headers = new Headers({ 'x-app': 'mine', 'App-Id': 'evil' });
    await instant.init({ appId, adminToken, headers, fetch }).query({ goals: {} });
    expect(sent[0]?.init.headers).toMatchObject({ 'x-app': 'mine', 'app-id': appId });
  });
});

describe('members', () => {
  it('may be taken off', async () => {
    const { db } = open(answer(200, { user: { id: 'u' }, data: [], sessions: null }));
    const { query, transact, asUser, debugQuery, debugTransact, auth, storage, rooms } = db;
    await query({ goals: {} });
    await transact([]);
    await asUser({ guest: true }).query({ goals: {} });
    await debugQuery({ goals: {} });
    await debugTransact([]);
    for (const group of [auth, storage, rooms]) {
      for (const [name, method] of Object.entries(group)) {
        if (name === 'upload' || name === 'getUserFromRequest') continue;
        await method('x', name === 'uploadFile' ? 'y' : undefined);
      }
    }
    expect(await auth['signOut']?.({ id: 'u' })).toBe(undefined);
  });
});

describe('mistakes', () => {
  it('throw at once where there is nothing to wait for', async () => {
    const { db, sent } = open();
    const anonymous = instant.init({ appId });
    const needsToken = 'Admin token required. To run this operation pass `adminToken` to `init`';
    expect(() => db.query(null)).toThrow('Query must be an object');
    expect(() => db.transact('x')).toThrow('Transaction chunk must be an object');
    expect(() => anonymous.query({ goals: {} })).toThrow(needsToken);
    expect(() => anonymous.transact([])).toThrow(needsToken);
    expect(() => anonymous.debugTransact([])).toThrow(needsToken);
    expect(() => anonymous.asUser({ email: 'a@b.co' }).query({ goals: {} })).toThrow(
      'Admin token required. To impersonate users with an email you must pass `adminToken` to `init`.',
    );
    expect(() => db.asUser({ guest: false })).toThrow('guest: true');
    expect(() => db.asUser({})).toThrow('guest: true');
    // The others reject, and are checked all the same.
    await expect(anonymous.debugQuery({ goals: {} })).rejects.toThrow(needsToken);
    await expect(anonymous.auth['getUser']?.({ id: 'x' })).rejects.toThrow(needsToken);
    await expect(anonymous.storage['uploadFile']?.('p', 'x')).rejects.toThrow(needsToken);
    await expect(anonymous.rooms['getPresence']?.('chat', 'r')).rejects.toThrow(needsToken);
    expect(sent).toEqual([]);
  });
});

describe('asUser', () => {
  it.each([
    [{ email: 'a@b.co' }, { 'as-email': 'a@b.co' }],
    [{ token: refreshToken }, { 'as-token': refreshToken }],
    [{ guest: true }, { 'as-guest': 'true' }],
    [{ email: 'a@b.co', token: 't', guest: true }, { 'as-email': 'a@b.co' }],
  ])('%j', async (identity, headers) => {
    const { db, sent } = open();
    const user = db.asUser({ guest: true }).asUser(identity);
    await user.query({ goals: {} });
    await user.transact([]);
    await user.debugTransact([]);
    await user.storage['uploadFile']?.('p', 'x');
    await user.storage['delete']?.('p');
    await user.storage['deleteMany']?.(['p']);
    const seen = sent.map(({ init }) =>
      Object.fromEntries(Object.entries(init.headers).filter(([name]) => name.startsWith('as-'))),
    );
    expect(seen).toEqual(Array(6).fill(headers));
    await user.auth['getUser']?.({ id: 'x' });
    await user.storage['list']?.();
    await user.rooms['getPresence']?.('chat', 'r');
    expect(sent.slice(6).map(({ init }) => Object.keys(init.headers).join())).not.toContainEqual(
      expect.stringMatching(/\bas-/),
    );
  });
});

it('debugTransact commits where Instant’s own tools ask for it', async () => {
  const { db, sent } = open();
  await db.debugTransact([], { __dangerouslyCommit: true });
  expect(JSON.parse(sent[0]?.init.body as string)).toEqual({
    steps: [],
    'dangerously-commit-tx': true,
  });
});

describe('retries', () => {
  const busy = answer(503, { message: 'busy' });
  const limited = answer(429, {
    type: 'rate-limited',
    message: 'm',
    hint: { 'retry-after': 0.001 },
  });
  const slow = answer(429, { type: 'timeout', message: 'm' });
  const fine = answer(200, goals);

  it.each([
    ['a reset', failure('ECONNRESET')],
    ['503', busy],
    ['a rate limit', limited],
  ])('safe calls are repeated after %s', async (_what, trouble) => {
    const { db, sent } = open(trouble, trouble, fine);
    expect(await db.query({ goals: {} })).toEqual(goals);
    expect(sent).toHaveLength(3);
    const twice = open(trouble, trouble, trouble, fine);
    await expect(twice.db.query({ goals: {} })).rejects.toThrow();
    expect(twice.sent).toHaveLength(3);
  });

  it('nothing is repeated that would fail again', async () => {
    for (const trouble of [slow, answer(400, {}), answer(500, {}), answer(502, {})]) {
      const { db, sent } = open(trouble, fine);
      await expect(db.query({ goals: {} })).rejects.toThrow(instant.InstantAPIError);
      expect(sent).toHaveLength(1);
    }
  });

  it('what the server asks to wait for too long is not repeated', async () => {
    const far = answer(429, { type: 'rate-limited', message: 'm', hint: { 'retry-after': 60 } });
    const { db, sent } = open(far, fine);
    await expect(db.query({ goals: {} })).rejects.toThrow('m');
    expect(sent).toHaveLength(1);
  });

  it('writes are repeated only where nothing was sent', async () => {
    for (const trouble of [failure('ECONNRESET'), busy, limited]) {
      const { db, sent } = open(trouble, fine);
      await expect(db.transact(chunk(db))).rejects.toThrow();
      await expect(db.auth['createToken']?.('a@b.co')).resolves.toBe(undefined);
      expect(sent).toHaveLength(2);
    }
    const { db, sent } = open(failure('ECONNREFUSED'), answer(200, { 'tx-id': 1 }));
    expect(await db.transact(chunk(db))).toEqual({ 'tx-id': 1 });
    expect(sent).toHaveLength(2);
  });

  it('can be turned off, and on further', async () => {
    const off = fetchDouble(busy);
    const db = instant.init({ appId, adminToken, fetch: off.fetch, retry: false });
    await expect(db.query({ goals: {} })).rejects.toThrow('busy');
    expect(off.sent).toHaveLength(1);
    const more = fetchDouble(busy);
    const stubborn = instant.init({
      appId,
      adminToken,
      fetch: more.fetch,
      retry: { times: 4, delay: 1 },
    });
    await expect(stubborn.query({ goals: {} })).rejects.toThrow('busy');
    expect(more.sent).toHaveLength(5);
  });
});

describe('a call', () => {
  const hanging = (_url: string, { signal }: { readonly signal?: AbortSignal }): Promise<never> =>
    new Promise((_resolve, reject) => {
      const fail = (): void => reject(new Error('fetch was aborted'));
      if (signal?.aborted === true) fail();
      signal?.addEventListener('abort', fail);
    });

  it.each<[string, (db: Db, options: object) => Promise<unknown>]>([
    ['query', (db, options) => db.query({ goals: {} }, options)],
    ['query, in fetchOpts', (db, options) => db.query({ goals: {} }, { fetchOpts: options })],
    ['transact', (db, options) => db.transact([], options)],
    ['debugQuery', (db, options) => db.debugQuery({ goals: {} }, options)],
    ['debugTransact', (db, options) => db.debugTransact([], options)],
    ['getUser', (db, options) => db.auth['getUser']?.({ id: 'x' }, options) ?? Promise.resolve()],
    [
      'checkMagicCode',
      (db, options) =>
        db.auth['checkMagicCode']?.('a@b.co', '1', undefined, options) ?? Promise.resolve(),
    ],
    [
      'uploadFile',
      (db, options) => db.storage['uploadFile']?.('p', 'x', {}, options) ?? Promise.resolve(),
    ],
    [
      'getPresence',
      (db, options) => db.rooms['getPresence']?.('chat', 'r', options) ?? Promise.resolve(),
    ],
  ])('can be aborted: %s', async (_name, call) => {
    const db = instant.init({ appId, adminToken, fetch: hanging });
    const reason = new Error('enough');
    const controller = new AbortController();
    const pending = call(db, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 5);
    await expect(pending).rejects.toBe(reason);
    await expect(call(db, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it.each<[string, () => unknown]>([
    ['an object', () => ({ 'X-Trace': '1' })],
    ['a list', () => [['X-Trace', '1']]],
    ['Headers', () => new Headers({ 'X-Trace': '1' })],
    ['a map', () => new Map([['X-Trace', '1']])],
  ])('takes headers as fetch does: %s', async (_form, given) => {
    const { db, sent } = open();
    await db.query({ goals: {} }, { headers: given() });
    await db.query({ goals: {} }, { fetchOpts: { headers: given() } });
    const seen = sent.map(({ init }) => new Headers(init.headers).get('x-trace'));
    expect(seen).toEqual(['1', '1']);
  });

  it('can be given a time', async () => {
    const db = instant.init({ appId, adminToken, fetch: hanging, retry: false });
    await expect(db.query({ goals: {} }, { timeout: 5 })).rejects.toThrow(instant.TimeoutError);
    const timed = instant.init({ appId, adminToken, fetch: hanging, timeout: 5, retry: false });
    await expect(timed.transact([])).rejects.toThrow(instant.TimeoutError);
  });
});

describe('schema options', () => {
  it('dates are converted where the schema says so', async () => {
    const { fetch } = fetchDouble(answer(200, goals));
    const plain = instant.init({ appId, adminToken, fetch });
    expect(await plain.query({ goals: { todos: {} } })).toEqual(goals);
    const db = dated.init({ appId, adminToken, fetch });
    const converted = {
      goals: [{ id: G1, due: new Date(5), todos: [{ at: new Date('2025-01-02'), title: 't' }] }],
    };
    expect(await db.query({ goals: { todos: {} } })).toEqual(converted);
    const debug = fetchDouble(answer(200, { result: goals, 'check-results': [] }));
    const debugging = dated.init({ appId, adminToken, fetch: debug.fetch });
    expect(await debugging.debugQuery({ goals: { todos: {} } })).toEqual({
      result: converted,
      checkResults: [],
    });
  });

  it('required links are checked where the schema says so', async () => {
    const { fetch, sent } = fetchDouble(answer(200, { 'tx-id': 1 }));
    const create = (db: Db): unknown => db.tx['goals']?.[G1]?.create({ title: 'x' });
    const db = dated.init({ appId, adminToken, fetch });
    expect(() => db.transact(create(db))).toThrow("Required link 'owner'");
    expect(sent).toEqual([]);
    const unchecked = dated.init({ appId, adminToken, fetch, disableValidation: true });
    await unchecked.transact(create(unchecked));
    const other = instant.init({ appId, adminToken, fetch });
    await other.transact(create(other));
    expect(sent).toHaveLength(2);
  });

  it('a cookie without a sign behind its name is none, whatever else is called so', async () => {
    const { db } = open();
    const user = { id: G1, refresh_token: refreshToken };
    const get = db.auth['getUserFromRequest'] as (...given: readonly unknown[]) => unknown;
    const read = (cookie: string): unknown =>
      get({ headers: new Headers({ cookie }) }, { disableValidation: true });
    const name = `instant_user_${appId}`;
    expect(await read(`${name}; a=b`)).toBe(null);
    const value = encodeURIComponent(JSON.stringify(user));
    expect(await read(`${name}; ${name} = ${value}; ${name}=x`)).toEqual(user);
  });
});
