import { afterEach, describe, expect, it, vi } from 'vitest';

import { convertDates } from '../../runtime/instant/dates.js';
import { subscribe } from '../../runtime/instant/subscribe.js';
import { hooks } from '../../runtime/http/hooks.js';
import { timeout } from '../../runtime/http/timeout.js';
import { origin } from './client.js';
import { event, resources, serve, sleep, startEvents, until } from './server.js';
import type { Policy } from '../../runtime/http/types.js';
import type { LiveServer } from './server.js';
import type { SubscriptionPayload } from '../../runtime/instant/subscription.js';

const session = { op: 'sse-init', 'machine-id': 'm', 'session-id': 's', 'sse-token': 't' };
const ok = (n: number, meta: object = {}) => ({
  op: 'add-query-ok',
  result: { goals: [{ id: String(n) }] },
  'result-meta': meta,
});
const number = (payload: SubscriptionPayload) =>
  payload.type === 'ok' ? (payload.data as { goals: [{ id: string }] }).goals[0].id : payload.error;

const servers: LiveServer[] = [];
const rejections: unknown[] = [];
process.on('unhandledRejection', (error) => rejections.push(error));
const start: typeof serve = async (answer) => {
  const server = await serve(answer);
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await sleep(0);
  expect(rejections.splice(0)).toEqual([]);
});

/** Sends these events on each connection and keeps it open. */
const sending =
  (...messages: readonly object[]): Parameters<typeof serve>[0] =>
  ({ response }) => {
    startEvents(response);
    for (const message of [session, ...messages]) response.write(event(message));
  };

describe('subscribeQuery', () => {
  it('delivers, cut anywhere, with pages, aggregates and session', async () => {
    const page = {
      'start-cursor': ['a', 'b', 1, 2],
      'end-cursor': ['c', 'd', 3, 4],
      'has-next-page?': true,
      'has-previous-page?': false,
    };
    const message = ok(1, { 'page-info': { 'gö😀ls': page }, aggregate: { goals: { count: 3 } } });
    const server = await start(({ response }) => {
      startEvents(response);
      void (async () => {
        for (const byte of Buffer.from(`retry:50\r\n\r\n${event(session)}:\n\n${event(message)}`)) {
          response.write(Uint8Array.of(byte));
          if (byte > 0x7f || byte === 0x0a) await sleep(1);
        }
      })();
    });
    const subscription = subscribe(origin(server.url), { goals: {} });
    expect(subscription.readyState).toBe('connecting');
    for await (const payload of subscription) {
      expect(payload).toEqual({
        type: 'ok',
        data: { goals: [{ id: '1' }] },
        pageInfo: {
          'gö😀ls': {
            startCursor: ['a', 'b', 1, 2],
            endCursor: ['c', 'd', 3, 4],
            hasNextPage: true,
            hasPreviousPage: false,
          },
        },
        aggregate: { goals: { count: 3 } },
        sessionInfo: { machineId: 'm', sessionId: 's' },
      });
      expect(subscription.readyState).toBe('open');
      break;
    }
    expect(subscription.isClosed).toBe(true);
    await until(() => server.open() === 0, 'connection ended by break');
  });

  it('converts dates where the client does, and sends the headers of Headers objects', async () => {
    const server = await start(sending({ ...ok(1), result: { goals: [{ id: '1', due: 0 }] } }));
    const schema = {
      entities: { goals: { attrs: { due: 'date' }, links: {} } },
      dates: 'date' as const,
      requiredLinks: 'off' as const,
    };
    const from = origin(server.url, { headers: { 'x-b': '2' } }, schema);
    const fetchOpts = { headers: new Headers({ 'X-A': '1', 'App-Id': 'no' }) };
    for await (const payload of subscribe(
      from,
      { goals: {} },
      undefined,
      { fetchOpts },
      convertDates,
    )) {
      expect(payload).toMatchObject({ data: { goals: [{ due: new Date(0) }] } });
      break;
    }
    expect(server.exchanges[0]?.headers).toMatchObject({ 'x-a': '1', 'x-b': '2' });
    expect(server.exchanges[0]?.headers['app-id']).toBe(from.appId);
  });

  it('connects again as the server asks, with the same request', async () => {
    const server = await start(({ response }, index) => {
      startEvents(response);
      response.write(`retry:30\n\n${event(session)}${event(ok(index))}`);
      // Within an event, and by reset; then within a header.
      if (index === 0) response.write('data:{"op":"add-query-ok",', () => response.destroy());
      if (index === 1) response.end();
    });
    const seen: unknown[] = [];
    const began = Date.now();
    for await (const payload of subscribe(origin(server.url), { goals: {} })) {
      seen.push(number(payload));
      if (seen.length === 3) break;
    }
    expect(seen).toEqual(['0', '1', '2']);
    expect(Date.now() - began).toBeLessThan(1500);
    const [first, ...others] = server.exchanges.map(({ url, body, headers }) => ({
      url,
      body,
      auth: headers.authorization,
    }));
    expect(first?.url).toMatch(/^\/admin\/subscribe-query\?local_connection_id=[\da-f-]{36}$/);
    expect(others).toEqual([first, first]);
  });

  it.each([
    [
      'close()',
      async (subscription: ReturnType<typeof subscribe>) => {
        subscription.close();
      },
    ],
    [
      'return()',
      (subscription: ReturnType<typeof subscribe>) =>
        subscription[Symbol.asyncIterator]().return?.(),
    ],
    [
      'await using',
      (subscription: ReturnType<typeof subscribe>) => subscription[Symbol.asyncDispose](),
    ],
  ])('ends with %s, in the middle of everything', async (_name, end) => {
    const before = resources();
    const server = await start(sending(ok(1)));
    const subscription = subscribe(origin(server.url), { goals: {} });
    await until(() => server.open() === 1 && subscription.sessionInfo !== null, 'open');
    await end(subscription);
    expect(subscription.readyState).toBe('closed');
    await until(() => server.open() === 0, 'connection ended');
    const rest = [];
    for await (const payload of subscription) rest.push(payload);
    expect(rest).toEqual([]);
    await server.close();
    await until(() => resources() <= before, 'nothing left');
  });

  it('ends with a signal, before, while and after connecting', async () => {
    const server = await start(({ response }, index) => {
      if (index > 0) sending(ok(1))({ response } as never, index);
    });
    const early = subscribe(origin(server.url), { goals: {} }, undefined, {
      signal: AbortSignal.abort(),
    });
    expect(early.isClosed).toBe(true);
    for (const which of ['signal', 'fetchOpts'] as const) {
      const controller = new AbortController();
      const { signal } = controller;
      const options = which === 'signal' ? { signal } : { fetchOpts: { signal } };
      const subscription = subscribe(origin(server.url), { goals: {} }, undefined, options);
      const loop = (async () => {
        for await (const payload of subscription) expect(number(payload)).toBe('1');
      })();
      await sleep(50);
      controller.abort();
      await loop;
      expect(subscription.isClosed).toBe(true);
    }
    await until(() => server.open() === 0, 'connections ended');
    expect(server.exchanges).toHaveLength(2);
  });

  it('goes on while anybody listens', async () => {
    const server = await start(sending(ok(1), ok(2)));
    const seen: unknown[] = [];
    const subscription = subscribe(origin(server.url), { goals: {} }, (payload) =>
      seen.push(number(payload)),
    );
    const second = subscription[Symbol.asyncIterator]();
    for await (const payload of subscription) {
      expect(number(payload)).toBe('1');
      break;
    }
    await second.return?.();
    expect(subscription.isClosed).toBe(false);
    await until(() => seen.length === 2, 'callback');
    subscription.close();
  });

  it('keeps what came before the first loop, and says what a slow one lost', async () => {
    const server = await start(sending(...Array.from({ length: 10 }, (_, n) => ok(n))));
    const subscription = subscribe(origin(server.url), { goals: {} }, undefined, { queue: 3 });
    await sleep(100);
    const seen: unknown[] = [];
    for await (const payload of subscription) {
      seen.push([number(payload), payload.lost]);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([
      ['7', 7],
      ['8', undefined],
      ['9', undefined],
    ]);
  });

  it.each([
    [400, 'application/json', '{"type":"x","message":"no","hint":{"token":"tok-secret"}}', 'no'],
    [429, 'application/json', '{"type":"timeout","message":"slow"}', 'slow'],
    [502, 'text/html', '<html>', '<html>'],
    [500, 'application/json', 'null', 'null'],
    [403, 'text/plain', '', 'API Error (403)'],
    [200, 'text/html', '<html>', 'Invalid content type, expected "text/event-stream"'],
    [204, 'text/event-stream', '', 'Server sent HTTP 204, not reconnecting'],
  ])('ends with an error that has a status: %i %s %s', async (status, type, body, message) => {
    const server = await start(({ response }) => {
      response.writeHead(status, { 'content-type': type });
      response.end(body);
    });
    const seen: SubscriptionPayload[] = [];
    const subscription = subscribe(origin(server.url), { goals: {} });
    for await (const payload of subscription) seen.push(payload);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ type: 'error', readyState: 'closed', isClosed: true });
    expect(seen[0]).toMatchObject({ error: { name: 'InstantAPIError', status, message } });
    expect(JSON.stringify(seen)).not.toContain('tok-secret');
    expect(subscription.isClosed).toBe(true);
    await sleep(50);
    expect(server.exchanges).toHaveLength(1);
    const again = [];
    for await (const payload of subscription) again.push(payload);
    expect(again).toEqual([]);
  });

  it('tells of events that cannot be read and of errors, and goes on', async () => {
    const server = await start(({ response }) => {
      startEvents(response);
      response.write('data:<html>\n\ndata:null\n\ndata:{"op":"new"}\n\n');
      response.write(event({ op: 'refresh-ok', computations: [] }));
      response.write(event({ op: 'error', status: 400, message: 'boom' }));
      response.write(event(ok(1)));
    });
    const seen: unknown[] = [];
    for await (const payload of subscribe(origin(server.url), { goals: {} })) {
      seen.push(payload.type === 'ok' ? 'ok' : [payload.error.status, payload.isClosed]);
      if (payload.type === 'ok') break;
    }
    expect(seen).toEqual([[500, false], [400, false], 'ok']);
  });

  it('takes a silent connection for a lost one', async () => {
    const server = await start(({ response }, index) => {
      // The first never answers, the second stops after its headers, the third lives.
      if (index > 0) startEvents(response);
      if (index === 1) response.write('retry:10\n\n');
      if (index === 2) response.write(event(ok(2)));
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const next = subscribe(origin(server.url), { goals: {} }, undefined, { stall: 1000 })
        [Symbol.asyncIterator]()
        .next();
      const advance = async (count: number) => {
        while (server.exchanges.length < count) {
          await new Promise((resolve) => setImmediate(resolve));
          vi.advanceTimersByTime(100);
        }
      };
      await advance(3);
      vi.useRealTimers();
      const { value } = await next;
      expect(value && number(value)).toBe('2');
    } finally {
      vi.useRealTimers();
    }
  });

  it('says that there is no connection after five seconds, and goes on trying', async () => {
    const server = await serve(() => {});
    await server.close();
    const seen: unknown[] = [];
    const subscription = subscribe(origin(server.url), { goals: {} }, (payload) =>
      seen.push(payload),
    );
    const errors = ['connect ECONNREFUSED ::1:1', 'connect ETIMEDOUT 127.0.0.1:1'].map(
      (each) => new Error(each),
    );
    const fails = () =>
      Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) }));
    const several: unknown[] = [];
    const other = subscribe(origin(server.url, { fetch: fails }), { goals: {} }, (payload) =>
      several.push(payload),
    );
    await until(() => seen.length > 0 && several.length > 0, 'told', 7000);
    other.close();
    expect(seen[0]).toMatchObject({ type: 'error', isClosed: false, readyState: 'connecting' });
    expect(seen[0]).toMatchObject({ error: { status: 500 } });
    const messages = [seen, several].map(([first]) => (first as { error: Error }).error.message);
    expect(messages[0]).toMatch(/^TypeError: fetch failed: .*ECONNREFUSED/);
    expect(messages[1]).toBe(
      'TypeError: fetch failed: connect ECONNREFUSED ::1:1, connect ETIMEDOUT 127.0.0.1:1',
    );
    subscription.close();
  }, 10_000);

  it('survives callbacks that throw', async () => {
    const server = await start(sending(ok(1), ok(2)));
    const report = vi.spyOn(console, 'error').mockImplementation(() => {});
    const seen: unknown[] = [];
    const subscription = subscribe(origin(server.url), { goals: {} }, (payload) => {
      seen.push(number(payload));
      throw new Error('callback');
    });
    await until(() => seen.length === 2, 'both');
    subscription.close();
    expect(report).toHaveBeenCalledTimes(2);
    report.mockRestore();
  });

  it('leaves nothing behind after many', async () => {
    const server = await start(sending(ok(1)));
    const before = resources();
    for (let round = 0; round < 10; round++) {
      const all = Array.from({ length: 20 }, async () => {
        for await (const payload of subscribe(origin(server.url), { goals: {} }))
          return number(payload);
        return undefined;
      });
      expect(new Set(await Promise.all(all))).toEqual(new Set(['1']));
    }
    await until(() => server.open() === 0, 'connections ended');
    // The platform keeps sockets for a while.
    await until(() => resources() <= before, 'nothing left', 6000);
  }, 15_000);
});

describe('policies of `use`', () => {
  it('see each connection: what is sent, what is answered, and what fails', async () => {
    let attempts = 0;
    const server = await start(({ headers, response }) => {
      expect(headers['x-by']).toBe('policy');
      if (++attempts === 1) return void response.destroy();
      if (attempts === 3) return void response.writeHead(400).end('{"message":"no"}');
      startEvents(response);
      response.write('retry:1\n\n');
      response.end(event(session));
    });
    const seen: string[] = [];
    const payloads: SubscriptionPayload[] = [];
    const use: readonly Policy[] = [
      hooks({
        onRequest: ({ operation, method, url, headers }) => {
          expect(headers['authorization']).toBe('[hidden]');
          seen.push(`${operation} ${method} ${new URL(url).pathname}`);
        },
        onResponse: ({ status }) => void seen.push(String(status)),
        onError: (error) => void seen.push((error as Error).name),
      }),
      (next) => (request) =>
        next({ ...request, headers: { ...request.headers, 'x-by': 'policy' } }),
    ];
    const first = subscribe(origin(server.url, { use }), { goals: {} });
    await until(() => seen.length === 2, 'a failure', 5000);
    first.close();
    const second = subscribe(origin(server.url, { use }), { goals: {} }, (payload) => {
      payloads.push(payload);
    });
    await until(() => second.isClosed, 'a refusal', 5000);
    const call = 'subscribeQuery POST /admin/subscribe-query';
    expect(seen).toEqual([call, 'TypeError', call, '200', call, '400']);
    expect(payloads).toMatchObject([{ type: 'error', error: { status: 400, message: 'no' } }]);
  });

  it('that end what takes long end an attempt that nobody answers', async () => {
    const server = await start(() => undefined);
    const failed: string[] = [];
    const onError = (error: unknown): void => void failed.push((error as Error).name);
    const use = [hooks({ onError }), timeout(50)];
    const subscription = subscribe(origin(server.url, { use }), { goals: {} });
    await until(() => failed.length > 0, 'an end', 5000);
    subscription.close();
    expect(failed[0]).toBe('TimeoutError');
  });

  it('that end what takes long leave a connection open, which closing ends', async () => {
    let open = 0;
    const server = await start(({ response }) => {
      open++;
      response.on('close', () => open--);
      startEvents(response);
      response.write(event(session) + event(ok(1)));
    });
    const use = [timeout(300)];
    const subscription = subscribe(origin(server.url, { use }), { goals: {} });
    for await (const payload of subscription) {
      expect(number(payload)).toBe('1');
      break;
    }
    await until(() => open === 0, 'an end', 5000);
    expect(subscription.isClosed).toBe(true);
  });
});
