/** Whatever a server does, a call ends in the error that its name says, within its time, and leaves nothing behind. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { client, adminToken, appId, type Client, type Db, type Method } from '../instant/double.js';

/** Milliseconds that an attempt of a call has. */
const TIME = 400;

interface Faulty {
  readonly url: string;
  readonly stop: () => Promise<unknown>;
}

async function start(): Promise<Faulty> {
  const file = fileURLToPath(new URL('server.mjs', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve) =>
    child.stdout.setEncoding('utf8').once('data', resolve),
  );
  return {
    url: (JSON.parse(line) as { readonly url: string }).url,
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

let server: Faulty;
let made: Client;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeAll(async () => {
  [server, made] = await Promise.all([start(), client('faults', { features: ['all'] })]);
  process.on('unhandledRejection', onUnhandled);
});
afterAll(async () => {
  process.off('unhandledRejection', onUnhandled);
  await server.stop();
});

const timers = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
let timersBefore = 0;
beforeEach(() => (timersBefore = timers()));
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
});

interface Settings {
  readonly timeout?: number;
  readonly retry?: object | false;
}

const open = (fault: string, settings: Settings = {}): Db =>
  made.init({
    appId,
    adminToken,
    apiURI: `${server.url}/${fault}`,
    timeout: TIME,
    retry: { delay: 10, maxDelay: 2000 },
    ...settings,
  });

const seen = async (fault: string): Promise<number> =>
  Number(await (await fetch(`${server.url}/seen/${fault}`)).text());

/** What a call rejects with, how long it took, and how many requests it made. */
async function outcome(fault: string, call: (db: Db) => Promise<unknown>, settings?: Settings) {
  const [before, began] = [await seen(fault), performance.now()];
  const error: unknown = await call(open(fault, settings)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const took = performance.now() - began;
  return { error, took, requests: (await seen(fault)) - before };
}

const query = (db: Db): Promise<unknown> => db.query({ goals: {} });
const transact = (db: Db): Promise<unknown> =>
  db.transact({ __ops: [['delete', 'goals', '11111111-1111-4111-8111-111111111111']] });

/** The error of a query, how often it is asked, and the same of a transaction, which is sent once. */
const cases: readonly [
  fault: string,
  name: string,
  queries: number,
  status?: number,
  message?: RegExp,
][] = [
  ['reset', 'NetworkError', 3],
  ['reset-in-body', 'NetworkError', 3],
  ['stall', 'TimeoutError', 1],
  ['stall-in-body', 'TimeoutError', 1],
  ['slow', 'TimeoutError', 1],
  ['truncate', 'DecodeError', 1],
  ['html', 'DecodeError', 1],
  ['html-502', 'InstantAPIError', 1, 502, /bad gateway/],
  ['empty', 'InstantAPIError', 1, 204],
  ['rate-limited', 'InstantAPIError', 3, 429, /It is rate-limited/],
  ['rate-limited-long', 'InstantAPIError', 1, 429],
  ['timeout-429', 'InstantAPIError', 1, 429, /It is timeout/],
  ['timeout-429-after', 'InstantAPIError', 1, 429],
  ['plain-429', 'InstantAPIError', 1, 429, /slow down/],
  ['500', 'InstantAPIError', 1, 500],
  ['503', 'InstantAPIError', 3, 503, /restarting/],
  ['invalid-utf8', 'DecodeError', 1],
  ['closed', 'NetworkError', 3],
  ['short', 'NetworkError', 3],
  ['bad-chunks', 'NetworkError', 3],
  ['no-http', 'NetworkError', 3],
  ['half-headers', 'TimeoutError', 1],
  ['slow-headers', 'TimeoutError', 1],
  ['bad-gzip', 'NetworkError', 3],
  ['rate-limited-after', 'InstantAPIError', 3, 429, /It is rate-limited/],
  ['rate-limited-date', 'InstantAPIError', 3, 429, /It is rate-limited/],
  ['rate-limited-hint', 'InstantAPIError', 3, 429, /It is rate-limited/],
  ['plain-429-after', 'InstantAPIError', 1, 429, /slow down/],
  ['502', 'InstantAPIError', 1, 502, /It is unknown/],
  ['504', 'InstantAPIError', 1, 504, /API Error \(504\)/],
  ['201', 'InstantAPIError', 1, 201],
  ['nothing', 'DecodeError', 1],
  ['huge-500', 'InstantAPIError', 1, 500, /^InstantAPIError: (?:<p>no<\/p>){33}<p>$/],
  ['stall-in-500', 'TimeoutError', 1],
];

describe.each(cases)('%s', (fault, name, queries, status, message) => {
  it(`a query ends in ${name} after ${queries} requests`, async () => {
    const { error, took, requests } = await outcome(fault, query);
    expect(error).toMatchObject({ name, ...(status === undefined ? {} : { status }) });
    if (message) expect(String(error)).toMatch(message);
    expect(requests).toBe(queries);
    expect(took).toBeLessThan(queries * TIME + 1500);
  });

  it(`a transaction ends in ${name}, and is sent once`, async () => {
    const { error, requests } = await outcome(fault, transact);
    expect(error).toMatchObject({ name });
    expect(requests).toBe(1);
  });

  it('leaves no timer', async () => {
    await outcome(fault, query, { retry: false });
    await expect.poll(timers).toBeLessThanOrEqual(timersBefore);
  });
});

/** Calls that change something, besides transactions. */
const writes: readonly [part: 'auth' | 'storage', name: string, ...args: unknown[]][] = [
  ['auth', 'createToken', { email: 'a@b.co' }],
  ['auth', 'sendMagicCode', 'a@b.co'],
  ['auth', 'deleteUser', { email: 'a@b.co' }],
  ['storage', 'uploadFile', 'a', new Uint8Array(9)],
  ['storage', 'deleteMany', ['a']],
];
describe.each(['reset', 'short', 'stall', '503', 'rate-limited', 'rate-limited-after'])(
  'with %s',
  (fault) => {
    it.each(writes)('%s.%s is sent once', async (part, name, ...args) => {
      const { error, requests } = await outcome(fault, (db) => (db[part][name] as Method)(...args));
      expect(error).toBeInstanceOf(Error);
      expect(requests).toBe(1);
    });
  },
);

it('a huge answer comes whole', async () => {
  const answer = (await open('huge', { timeout: 20_000 }).query({ goals: {} })) as {
    readonly goals: readonly unknown[];
  };
  expect(answer.goals).toHaveLength(256 * 64 + 1);
});

it('a query waits as long as the server asks for', async () => {
  const { error, took, requests } = await outcome('rate-limited-once', query, { timeout: 5000 });
  expect([error, requests]).toEqual([undefined, 2]);
  expect(took).toBeGreaterThan(950);
});

it('what never comes is ended by a signal, with its reason', async () => {
  const { error, requests } = await outcome(
    'stall',
    (db) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort('enough'), 300);
      return db.query({ goals: {} }, { signal: controller.signal });
    },
    { timeout: 10_000 },
  );
  expect([error, requests]).toEqual(['enough', 1]);
});

interface Subscribes {
  readonly subscribeQuery: (
    query: object,
    callback?: undefined,
    options?: object,
  ) => AsyncIterable<{ readonly type: string; readonly error?: Error & { status?: number } }> & {
    close(): void;
  };
}
const subscribe = (fault: string, options?: object): ReturnType<Subscribes['subscribeQuery']> =>
  (open(fault) as Db & Subscribes).subscribeQuery({ goals: {} }, undefined, options);

describe('subscriptions', () => {
  const first = async (
    subscription: ReturnType<typeof subscribe>,
  ): Promise<{ readonly type: string; readonly error?: Error }> => {
    for await (const payload of subscription) return payload;
    throw new Error('ended');
  };

  it('go on where an event was cut off, with the pause that the server named', async () => {
    const began = performance.now();
    expect(await first(subscribe('events-cut'))).toMatchObject({ type: 'ok' });
    expect(await seen('events-cut')).toBe(2);
    expect(performance.now() - began).toBeLessThan(1500);
    await expect.poll(timers).toBeLessThanOrEqual(timersBefore);
  });

  it('go on where the server closed within an event', async () => {
    expect(await first(subscribe('events-closed'))).toMatchObject({ type: 'ok' });
    expect(await seen('events-closed')).toBe(2);
  });

  it.each([
    ['events-slow', []],
    ['events-invalid-utf8', ['\ufffd']],
    ['events-huge', ['x'.repeat(5_000_000)]],
  ])('deliver what comes: %s', async (fault, goals) => {
    expect(await first(subscribe(fault))).toMatchObject({ type: 'ok', data: { goals } });
    expect(await seen(fault)).toBe(1);
  });

  it('connect again where nothing comes any more', async () => {
    const subscription = subscribe('events-stall', { stall: 60 });
    await expect.poll(() => seen('events-stall'), { timeout: 3000 }).toBeGreaterThan(2);
    subscription.close();
    await expect.poll(timers).toBeLessThanOrEqual(timersBefore);
  });

  it('say what they cannot read', async () => {
    expect(await first(subscribe('events-no-json'))).toMatchObject({
      type: 'error',
      error: { name: 'InstantAPIError', status: 500 },
    });
  });

  it.each([
    ['html', 200],
    ['html-502', 502],
    ['empty', 204],
    ['500', 500],
    ['503', 503],
    ['rate-limited', 429],
  ])('end where the server answers %s', async (fault, status) => {
    const payloads: unknown[] = [];
    for await (const payload of subscribe(fault)) payloads.push(payload);
    expect(payloads).toMatchObject([{ type: 'error', isClosed: true, error: { status } }]);
    await expect.poll(timers).toBeLessThanOrEqual(timersBefore);
  });
});

it('leaves no socket behind', async () => {
  const sockets = (): number =>
    process.getActiveResourcesInfo().filter((kind) => /^TCPSocketWrap$/.test(kind)).length;
  const before = sockets();
  await Promise.all(
    cases.map(([fault]) => outcome(fault, query, { retry: false }).then(() => undefined)),
  );
  await expect.poll(sockets, { timeout: 5000 }).toBeLessThanOrEqual(before + 1);
});
