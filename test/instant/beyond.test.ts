/** What a client does beyond the official SDK: pages, bulk loads, shared requests, traces, filters that hold. */

import { describe, expect, it } from 'vitest';
import { event, serve, startEvents } from '../instant-live/server.js';
import { limitLinks, separateOperators } from '../../runtime/instant/shape-query.js';
import { adminToken, answer, appId, client, fetchDouble, type Client, type Db } from './double.js';

interface Page {
  readonly data: Readonly<Record<string, readonly unknown[]>>;
  readonly pageInfo?: Readonly<Record<string, unknown>>;
  readonly aggregate?: unknown;
}

interface Beyond extends Client {
  readonly queryOnce: (db: Db, query: object, options?: object) => Promise<Page>;
  readonly paginate: (db: Db, query: object) => AsyncIterable<Page>;
  readonly subscribeQuery: (db: Db, query: object) => AsyncIterable<{ readonly type: string }>;
  readonly streams: (db: Db) => object;
  readonly webhooks: (db: Db) => object;
  readonly createReplayGuard: () => {
    claim(key: string, expires: Date): boolean | Promise<boolean>;
  };
  readonly dedupe: () => unknown;
  readonly transactInChunks: (
    db: Db,
    chunks: Iterable<unknown> | AsyncIterable<unknown>,
    options?: object,
  ) => Promise<unknown>;
}

const made = client('beyond', { standalone: ['all'] }) as Promise<Beyond>;
const open = async (settings: object): Promise<Db> =>
  (await made).init({ appId, adminToken, retry: false, ...settings });

/** A server whose subscriptions give these results in turn. */
const pages = (...found: readonly object[]) =>
  serve(({ response }, index) => {
    startEvents(response);
    response.write(event({ op: 'sse-init', 'machine-id': 'm', 'session-id': 's' }));
    response.write(event({ op: 'add-query-ok', ...found[Math.min(index, found.length - 1)] }));
  });
const page = (ids: readonly string[], next: boolean, previous = false): object => ({
  result: { goals: ids.map((id) => ({ id })) },
  'result-meta': {
    'page-info': {
      goals: {
        'start-cursor': ids.length === 0 ? null : [ids[0], 'a', 1, 1],
        'end-cursor': ids.length === 0 ? null : [ids.at(-1), 'a', 1, 1],
        'has-next-page?': next,
        'has-previous-page?': previous,
      },
    },
    aggregate: { goals: { count: 3 } },
  },
});
const askedFor = ({ body }: { readonly body: string }): unknown =>
  (JSON.parse(body) as { readonly query: { readonly goals: { readonly $: unknown } } }).query.goals
    .$;

describe('queryOnce', () => {
  it('gives data, pages and aggregates, and leaves the connection', async () => {
    const server = await pages(page(['a'], true));
    const { queryOnce } = await made;
    const found = await queryOnce(await open({ apiURI: server.url }), {
      goals: { $: { first: 1 } },
    });
    expect(found).toEqual({
      data: { goals: [{ id: 'a' }] },
      pageInfo: {
        goals: {
          startCursor: ['a', 'a', 1, 1],
          endCursor: ['a', 'a', 1, 1],
          hasNextPage: true,
          hasPreviousPage: false,
        },
      },
      aggregate: { goals: { count: 3 } },
    });
    await expect.poll(() => server.open()).toBe(0);
    await server.close();
  });

  it('rejects with what the server says on the connection, without tokens', async () => {
    const server = await serve(({ response }) => {
      startEvents(response);
      response.write(event({ op: 'error', status: 400, type: 'x', message: adminToken }));
    });
    const { queryOnce } = await made;
    const error: unknown = await queryOnce(await open({ apiURI: server.url }), { goals: {} }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: 'InstantAPIError', status: 400 });
    expect(String(error)).not.toContain(adminToken);
    await server.close();
  });

  it('ends in time, and where the connection ends without a result', async () => {
    const { queryOnce } = await made;
    const stalls = await serve(({ response }) => startEvents(response));
    const db = await open({ apiURI: stalls.url });
    await expect(queryOnce(db, { goals: {} }, { timeout: 50 })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await expect.poll(() => stalls.open()).toBe(0);
    await stalls.close();
    const ends = await serve(({ response }) => {
      startEvents(response);
      response.end();
    });
    await expect(queryOnce(await open({ apiURI: ends.url }), { goals: {} })).rejects.toMatchObject({
      name: 'NetworkError',
    });
    await ends.close();
  });

  it('is asked again where the server is busy, as a query is', async () => {
    const server = await serve(({ response }, index) => {
      if (index === 0) {
        response.writeHead(503).end();
        return;
      }
      startEvents(response);
      response.write(event({ op: 'add-query-ok', ...page(['a'], false) }));
    });
    const { queryOnce } = await made;
    const db = await open({ apiURI: server.url, retry: { delay: 1 } });
    expect((await queryOnce(db, { goals: {} })).data).toEqual({ goals: [{ id: 'a' }] });
    expect(server.exchanges).toHaveLength(2);
    await server.close();
  });

  it('throws at once what the schema does not have, and for what is no client', async () => {
    const { queryOnce } = await made;
    const db = await open({});
    expect(() => queryOnce(db, { nope: {} })).toThrow(/'nope' does not exist in schema/);
    expect(() => queryOnce({ ...db }, { goals: {} })).toThrow(TypeError);
  });
});

describe('paginate', () => {
  const read = async (query: object, ...found: readonly object[]) => {
    const server = await pages(...found);
    const { paginate } = await made;
    const ids: unknown[] = [];
    for await (const { data } of paginate(await open({ apiURI: server.url }), query)) {
      ids.push(data['goals']);
    }
    const asked = server.exchanges.map(askedFor);
    await server.close();
    return { ids, asked };
  };

  it('goes on after the last cursor', async () => {
    const { ids, asked } = await read(
      { goals: { $: { first: 2, offset: 1, where: { title: 'x' } } } },
      page(['a', 'b'], true),
      page(['c'], false),
    );
    expect(ids).toEqual([[{ id: 'a' }, { id: 'b' }], [{ id: 'c' }]]);
    expect(asked).toEqual([
      { first: 2, offset: 1, where: { title: 'x' } },
      { first: 2, where: { title: 'x' }, after: ['b', 'a', 1, 1] },
    ]);
  });

  it('goes backwards with `last`', async () => {
    const { asked } = await read(
      { goals: { $: { last: 1 } } },
      page(['b'], false, true),
      page(['a'], false, false),
    );
    expect(asked).toEqual([{ last: 1 }, { last: 1, before: ['b', 'a', 1, 1] }]);
  });

  const from = ['z', 'a', 1, 1];
  const cursor = (id: string) => [id, 'a', 1, 1];
  it.each([
    // What it begins at comes along once.
    [
      { first: 1, after: from, afterInclusive: true },
      { first: 1, after: cursor('a') },
    ],
    [
      { last: 1, before: from, beforeInclusive: true },
      { last: 1, before: cursor('a') },
    ],
    // What it ends at stays.
    [
      { first: 1, before: from, beforeInclusive: true },
      { first: 1, before: from, beforeInclusive: true, after: cursor('a') },
    ],
    [
      { limit: 1, before: from },
      { limit: 1, before: from, after: cursor('a') },
    ],
    [
      { last: 1, after: from, afterInclusive: true },
      { last: 1, after: from, afterInclusive: true, before: cursor('a') },
    ],
    [
      { before: from, last: 100 },
      { last: 100, before: cursor('a') },
    ],
  ])('asks %j and then %j', async (first, second) => {
    const { asked } = await read(
      { goals: { $: first } },
      page(['a'], true, true),
      page(['b'], false),
    );
    expect(asked).toEqual([first, second]);
  });

  it('goes backwards from a cursor alone', async () => {
    const { asked } = await read(
      { goals: { $: { before: from } } },
      page(['a'], true, true),
      page(['b'], true),
    );
    expect(asked).toEqual([
      { last: 100, before: from },
      { last: 100, before: cursor('a') },
    ]);
  });

  it('has a size of its own, and ends with an empty page', async () => {
    const { asked } = await read({ goals: {} }, page([], true));
    expect(asked).toEqual([{ first: 100 }]);
  });

  it('refuses several entities', async () => {
    await expect(read({ goals: {}, todos: {} }, {})).rejects.toThrow(/one entity/);
  });
});

describe('features as functions', () => {
  it('subscribeQuery follows a query of a client that does not carry it', async () => {
    const server = await pages(page(['a'], false));
    const db = await open({ apiURI: server.url });
    expect('subscribeQuery' in db).toBe(false);
    const { subscribeQuery } = await made;
    for await (const payload of subscribeQuery(db, { goals: {} })) {
      expect(payload).toMatchObject({ type: 'ok', data: { goals: [{ id: 'a' }] } });
      break;
    }
    await expect.poll(() => server.open()).toBe(0);
    await server.close();
  });

  it('streams and webhooks are the same for the same client, and others for another', async () => {
    const { streams, webhooks } = await made;
    const [db, other] = [await open({}), await open({})];
    expect(streams(db)).toBe(streams(db));
    expect(webhooks(db)).toBe(webhooks(db));
    expect(streams(db)).not.toBe(streams(other));
    expect(streams(db)).not.toBe(streams(db.asUser({ guest: true })));
  });
});

describe('dedupe', () => {
  const shared = async (answers: ReturnType<typeof answer> = answer(200, { goals: [{}] })) => {
    const double = fetchDouble(answers);
    const { dedupe } = await made;
    return { ...double, db: await open({ fetch: double.fetch, use: [dedupe()] }) };
  };

  it('equal queries at the same time are one request, with a result each', async () => {
    const { db, sent } = await shared();
    const [one, two] = await Promise.all([db.query({ goals: {} }), db.query({ goals: {} })]);
    expect(sent).toHaveLength(1);
    expect(one).toEqual(two);
    expect(one).not.toBe(two);
    await db.query({ goals: {} });
    expect(sent).toHaveLength(2);
  });

  it('those of one user are, whichever client asks', async () => {
    const { db, sent } = await shared();
    const users = ['a@b.c', 'b@b.c', 'a@b.c'].map((email) => db.asUser({ email }));
    await Promise.all([...users, db].map((each) => each.query({ goals: {} })));
    expect(sent).toHaveLength(3);
  });

  it('what differs in query or user, and what writes, is not shared', async () => {
    const { db, sent } = await shared();
    const user = db.asUser({ email: 'a@b.c' });
    await Promise.all([
      db.query({ goals: {} }),
      user.query({ goals: {} }),
      db.query({ todos: {} }),
    ]);
    await Promise.all([db.transact([]), db.transact([])]);
    expect(sent).toHaveLength(5);
  });

  it.each([
    { headers: { 'x-trace': '1' } },
    { timeout: 5000 },
    { fetchOpts: { cache: 'no-store' } },
  ])('a call with %j is not shared with one without', async (options) => {
    const { db, sent } = await shared();
    const ask = (given?: object) => db.query({ goals: {} }, given);
    await Promise.all([ask(), ask(options), ask(options)]);
    expect(sent).toHaveLength(2);
  });

  it('a failure reaches all, and is not kept', async () => {
    const { db, sent } = await shared(answer(500, { message: 'no' }));
    const both = await Promise.allSettled([db.query({ goals: {} }), db.query({ goals: {} })]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(db.query({ goals: {} })).rejects.toThrow('no');
    expect(sent).toHaveLength(2);
  });

  it('who aborts leaves; the request ends with the last one', async () => {
    const { dedupe } = await made;
    let ended = 0;
    const fetch = (_: string, { signal }: RequestInit): Promise<Response> =>
      new Promise((resolve, reject) => {
        setTimeout(() => resolve(Response.json({ goals: [] })), 60);
        signal?.addEventListener('abort', () => {
          ended++;
          reject(signal.reason as Error);
        });
      });
    const db = await open({ fetch, use: [dedupe()] });
    const [a, b] = [new AbortController(), new AbortController()];
    const ask = ({ signal }: AbortController): Promise<unknown> =>
      db.query({ goals: {} }, { signal });
    const calls = [ask(a), ask(b)];
    setTimeout(() => a.abort('a'), 10);
    const results = await Promise.allSettled(calls);
    expect(results).toMatchObject([{ reason: 'a' }, { status: 'fulfilled' }]);
    expect(ended).toBe(0);
    const [c, d] = [new AbortController(), new AbortController()];
    const more = [ask(c), ask(d)];
    setTimeout(() => [c, d].forEach((each, index) => each.abort(index)), 10);
    expect(await Promise.allSettled(more)).toMatchObject([{ reason: 0 }, { reason: 1 }]);
    expect(ended).toBe(1);
  });
});

describe('transactInChunks', () => {
  const chunk = (n: number): object => ({
    __ops: [['update', 'goals', idOf(n), { title: `${n}` }]],
  });
  const idOf = (n: number): string => `11111111-1111-4111-8111-${String(n).padStart(12, '0')}`;
  const chunks = Array.from({ length: 5 }, (_, n) => chunk(n));
  const written = (
    sent: readonly { readonly init: RequestInit }[],
  ): readonly (readonly string[])[] =>
    sent.map(({ init }) =>
      (JSON.parse(init.body as string) as { steps: [string, string, string][] }).steps.map(
        ([, , id]) => id,
      ),
    );

  it('writes in order and tells how far it is', async () => {
    const { transactInChunks } = await made;
    const { sent, fetch } = fetchDouble(answer(200, { 'tx-id': 7 }));
    const told: unknown[] = [];
    const onProgress = ({ done, total, txId }: Record<string, unknown>): unknown =>
      told.push([done, total, txId]);
    const result = await transactInChunks(await open({ fetch }), chunks, { size: 2, onProgress });
    expect(result).toEqual({ done: 5, transactions: 3 });
    expect(told).toEqual([
      [2, 5, 7],
      [4, 5, 7],
      [5, 5, 7],
    ]);
    expect(written(sent)).toEqual([[idOf(0), idOf(1)], [idOf(2), idOf(3)], [idOf(4)]]);
  });

  it('waits until what it told is kept', async () => {
    const { transactInChunks } = await made;
    const { sent, fetch } = fetchDouble(answer(200, { 'tx-id': 7 }));
    const seen: number[] = [];
    const onProgress = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(sent.length);
    };
    await transactInChunks(await open({ fetch }), chunks, { size: 2, onProgress });
    expect(seen).toEqual([1, 2, 3]);
  });

  it('says where it failed, and goes on from there', async () => {
    const { transactInChunks } = await made;
    const failing = fetchDouble(answer(200, {}), answer(400, { message: 'no' }));
    const error = (await transactInChunks(await open({ fetch: failing.fetch }), chunks, {
      size: 2,
    }).catch((reason: unknown) => reason)) as { readonly done: number };
    expect(error).toMatchObject({
      name: 'BulkError',
      message: 'Writing chunks 3 to 4 failed: no',
      done: 2,
      failed: 2,
      cause: { name: 'InstantAPIError', status: 400 },
    });
    const again = fetchDouble(answer(200, {}));
    const read = async function* (): AsyncGenerator<object> {
      yield* chunks;
    };
    await transactInChunks(await open({ fetch: again.fetch }), read(), {
      size: 2,
      resume: error.done,
    });
    expect(written(again.sent)).toEqual([[idOf(2), idOf(3)], [idOf(4)]]);
  });

  it('stops at an abort, and refuses sizes that are none', async () => {
    const { transactInChunks } = await made;
    const { sent, fetch } = fetchDouble(answer(200, {}));
    const db = await open({ fetch });
    const controller = new AbortController();
    const onProgress = (): void => controller.abort('enough');
    const options = { size: 2, signal: controller.signal, onProgress };
    await expect(transactInChunks(db, chunks, options)).rejects.toMatchObject({
      done: 2,
      cause: 'enough',
    });
    expect(sent).toHaveLength(1);
    await expect(transactInChunks(db, chunks, { size: 0 })).rejects.toThrow(RangeError);
  });
});

describe('a trace', () => {
  it('is a span per call, ended by its answer or error', async () => {
    const told: unknown[] = [];
    const tracer = {
      startSpan: (name: string) => ({
        setAttribute: (key: string, value: unknown) => void told.push([name, key, value]),
        end: () => void told.push([name, 'end']),
      }),
    };
    const { hooks } = await made;
    const spans = new WeakMap<object, ReturnType<typeof tracer.startSpan>>();
    const trace = hooks({
      onRequest: (request: { readonly operation: string }) =>
        void spans.set(request, tracer.startSpan(request.operation)),
      onResponse: ({ status }: { readonly status: number }, request: object) => {
        spans.get(request)?.setAttribute('http.response.status_code', status);
        spans.get(request)?.end();
      },
      onError: (error: unknown, request: object) => {
        spans.get(request)?.setAttribute('error.type', (error as Error).name);
        spans.get(request)?.end();
      },
    });
    const { fetch } = fetchDouble(answer(200, {}), new TypeError('fetch failed'));
    const db = await open({ fetch, use: [trace] });
    await db.query({ goals: {} });
    await db.query({ goals: {} }).catch(() => {});
    expect(told).toEqual([
      ['adminQuery', 'http.response.status_code', 200],
      ['adminQuery', 'end'],
      ['adminQuery', 'error.type', 'NetworkError'],
      ['adminQuery', 'end'],
    ]);
  });
});

describe('queries', () => {
  it.each([
    [{ a: { $gt: 1 } }, { a: { $gt: 1 } }],
    [{ a: { $gt: 1, $lt: undefined } }, { a: { $gt: 1 } }],
    [{ a: { $gt: 1, $lt: 3 } }, { and: [{ a: { $gt: 1 } }, { a: { $lt: 3 } }] }],
    [{ b: 1, a: { $gt: 1, $lt: 3 } }, { and: [{ b: 1 }, { a: { $gt: 1 } }, { a: { $lt: 3 } }] }],
    [
      { or: [{ a: { $gt: 1, $lt: 3 } }, { and: { $in: ['x'], $ne: 'y' } }] },
      {
        or: [
          { and: [{ a: { $gt: 1 } }, { a: { $lt: 3 } }] },
          { and: [{ and: { $in: ['x'] } }, { and: { $ne: 'y' } }] },
        ],
      },
    ],
    [{ a: { $gt: 1, $bogus: 2 } }, { a: { $gt: 1, $bogus: 2 } }],
    [{ toJSON: { $gt: 1, $lt: 3 } }, { and: [{ toJSON: { $gt: 1 } }, { toJSON: { $lt: 3 } }] }],
    [{ a: new Date(0) }, { a: '1970-01-01T00:00:00.000Z' }],
  ])('%j is sent as %j', (where, sent) => {
    const query = { goals: { $: { where }, todos: { $: { where } } }, $$ruleParams: { $: where } };
    const before = JSON.stringify(query);
    expect(JSON.parse(JSON.stringify(separateOperators(query)))).toEqual({
      goals: { $: { where: sent }, todos: { $: { where: sent } } },
      $$ruleParams: JSON.parse(JSON.stringify({ $: where })) as object,
    });
    expect(JSON.stringify(query)).toBe(before);
  });

  it('leave conditions alone that say themselves what they are as JSON', () => {
    const and = [{ title: { $gt: 'a', $lt: 'b' } }];
    const where = { and, toJSON: () => ({ title: 'x' }) };
    const sent = separateOperators({ goals: { $: { where } } });
    expect(JSON.stringify(sent)).toBe('{"goals":{"$":{"where":{"title":"x"}}}}');
    expect(where.and).toBe(and);
  });

  it('conditions may be as deep as engines can write them', () => {
    let where: object = { title: { $gt: 'a', $lt: 'b' } };
    for (let level = 0; level < 1600; level++) where = { and: [where] };
    expect(() => separateOperators({ goals: { $: { where } } })).not.toThrow();
  });

  it('limits below the first level hold at every depth', () => {
    const rows = { goals: [{ todos: [{ tags: [1, 2, 3] }, {}], owner: { goals: [1, 2] } }, {}] };
    limitLinks(
      {
        goals: {
          todos: { $: { limit: 1 }, tags: { $: { limit: 2 } } },
          owner: { $: { limit: 0 }, goals: { $: { limit: 1 } } },
        },
      },
      rows,
    );
    expect(rows).toEqual({ goals: [{ todos: [{ tags: [1, 2] }], owner: { goals: [1] } }, {}] });
  });

  it('limits hold beside a link that is called `toJSON`', () => {
    const rows = { goals: [{ toJSON: [1, 2], todos: [1, 2] }] };
    limitLinks({ goals: { toJSON: {}, todos: { $: { limit: 1.5 } } } }, rows);
    expect(rows).toEqual({ goals: [{ toJSON: [1, 2], todos: [1] }] });
  });
});

describe('a signed upload', () => {
  const signed = answer(200, { data: 'https://files.test/put?X-Amz-Signature=s3cr3t' });

  it('tells the storage host nothing but the file, and is seen by hooks', async () => {
    const seen: { readonly operation: string; readonly url: string }[] = [];
    const { hooks } = await made;
    const { sent, fetch } = fetchDouble(signed, answer(200, {}));
    const use = [hooks({ onRequest: (request: (typeof seen)[number]) => void seen.push(request) })];
    const db = await open({ fetch, use });
    const headers = { 'x-internal': 'secret', authorization: 'Bearer other' };
    const upload = db.storage['upload'];
    expect(await upload?.('a', 'hi', { contentType: 'text/plain' }, { headers })).toBe(true);
    expect(sent[1]?.init.headers).toEqual({ 'content-type': 'text/plain' });
    expect(seen.map(({ operation }) => operation)).toContain('storageConsumeUploadUrl');
    expect(JSON.stringify(seen)).not.toContain('s3cr3t');
  });

  it('ends in time, and tells a refusal from a failure', async () => {
    const stalls = (url: string, { signal }: RequestInit): Promise<Response> =>
      url.includes('files.test')
        ? new Promise((_, reject) => {
            signal?.addEventListener('abort', () => reject(signal.reason as Error));
          })
        : Promise.resolve(signed());
    const slow = await open({ fetch: stalls, timeout: 40 });
    await expect(slow.storage['upload']?.('a', 'hi')).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    const refused = await open({ fetch: fetchDouble(signed, answer(403, {})).fetch });
    expect(await refused.storage['upload']?.('a', 'hi')).toBe(false);
  });
});

it('comes with what remembers webhooks', async () => {
  const guard = (await made).createReplayGuard();
  const expires = new Date(Date.now() + 60_000);
  expect([await guard.claim('a', expires), await guard.claim('a', expires)]).toEqual([true, false]);
});
