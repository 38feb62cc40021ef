import { repeatFailed } from '../../runtime/client/repeat.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  call,
  createTransport,
  hooks,
  isUnsent,
  jsonBody,
  jsonEventResult,
  jsonResult,
  NetworkError,
  queryParams,
  redact,
  refreshAuth,
  retry,
  secure,
  sendQuery,
  timeout,
  TimeoutError,
  type Operation,
  type Policy,
  type SeenRequest,
} from '../../runtime/abi.js';

const read: Operation = {
  id: 'read',
  method: 'GET',
  path: '/x',
  write: [queryParams],
  read: jsonResult,
};
const write: Operation = {
  id: 'write',
  method: 'POST',
  path: '/x',
  write: [jsonBody],
  read: jsonResult,
};

type Step = () => Response | Promise<Response>;

/** A `fetch` that answers step by step and counts. */
function script(...steps: readonly Step[]): {
  readonly times: number[];
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
} {
  const times: number[] = [];
  return {
    times,
    async fetch(_, init) {
      const step = steps[Math.min(times.length, steps.length - 1)];
      times.push(Date.now());
      if (step === undefined) throw new Error('no step');
      return await Promise.race([Promise.resolve(step()), aborted(init.signal)]);
    },
  };
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted === true) reject(signal.reason as Error);
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

const ok: Step = () => Response.json({ ok: true });
const busy: Step = () => Response.json({}, { status: 503 });
const lost: Step = () => {
  throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
};
const refused: Step = () => {
  throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
};
const brokenOff: Step = () =>
  Object.assign(new Response(), { text: () => Promise.reject(new TypeError('terminated')) });
const unable: Step = () => {
  throw new Error('Unable to connect');
};
const never: Step = () => new Promise<Response>(() => {});

function run(operation: Operation, steps: ReturnType<typeof script>, ...use: readonly Policy[]) {
  return call<unknown>(
    createTransport({ baseUrl: 'http://x', fetch: steps.fetch, use }),
    operation,
    {
      body: 1,
    },
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Settles a promise while the clock runs. */
async function settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [[result]] = await Promise.all([Promise.allSettled([promise]), vi.runAllTimersAsync()]);
  return result;
}

describe('retry', () => {
  it('repeats a safe operation twice, waiting twice as long', async () => {
    const steps = script(lost, busy, ok);
    const start = Date.now();
    expect(await settled(run(read, steps, retry()))).toMatchObject({ value: { ok: true } });
    expect(steps.times.map((time) => time - start)).toEqual([0, 500, 1500]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives the last answer or error when all fail', async () => {
    const steps = script(busy);
    expect(await settled(run(read, steps, retry()))).toMatchObject({ reason: { status: 503 } });
    expect(steps.times).toHaveLength(3);
    const broken = script(lost);
    const result = await settled(run(read, broken, retry({ times: 1 })));
    expect(result).toMatchObject({ reason: expect.any(NetworkError) as Error });
    expect(broken.times).toHaveLength(2);
  });

  it.each([
    ['an address', 'Failed to parse URL from http://[/a'],
    ['a header', 'Headers.append: "a" is an invalid header value.'],
    ['a header beyond Latin-1', 'Cannot convert argument to a ByteString because of the rest.'],
  ])('leaves alone what `fetch` refuses to send: %s', async (_, message) => {
    const steps = script(() => {
      throw new TypeError(message);
    });
    await settled(run(read, steps, retry()));
    expect(steps.times).toHaveLength(1);
  });

  it('takes no part of the name of an operation for that', async () => {
    const steps = script(lost);
    await settled(run({ ...read, id: 'getURLheaderByteString' }, steps, retry()));
    expect(steps.times).toHaveLength(3);
  });

  it.each([
    ['an answer', busy, 1],
    ['a lost connection', lost, 1],
    ['a refused connection, where nothing was sent', refused, 3],
  ])('repeats what is not safe only when nothing was sent: %s', async (_, step, times) => {
    const steps = script(step);
    await settled(run(write, steps, retry({ unsent: isUnsent })));
    expect(steps.times).toHaveLength(times);
    const unasked = script(step);
    await settled(run(write, unasked, retry()));
    expect(unasked.times).toHaveLength(1);
  });

  it.each([
    ['of the answer itself', () => new Response('{', { status: 200 }), 1],
    ['of an answer that breaks off', brokenOff, 3],
    ['of a platform that throws no TypeError', unable, 3],
  ])('tells a lost connection from an error %s', async (_, step, times) => {
    const steps = script(step);
    await settled(run({ ...read, id: 'getTypeErrors' }, steps, retry()));
    expect(steps.times).toHaveLength(times);
  });

  it('ends at once where the call was aborted before the wait', async () => {
    const controller = new AbortController();
    const steps = script(() => {
      controller.abort('enough');
      return busy();
    });
    const transport = createTransport({ baseUrl: 'http://x', fetch: steps.fetch, use: [retry()] });
    const start = Date.now();
    const pending = call<unknown>(transport, read, {}, { signal: controller.signal });
    expect(await settled(pending)).toMatchObject({ reason: 'enough' });
    expect(Date.now() - start).toBe(0);
  });

  it('follows what the operation says over its method', async () => {
    const never_ = script(busy);
    await settled(run({ ...read, retry: 'never' }, never_, retry()));
    expect(never_.times).toHaveLength(1);
    const safe = script(busy);
    await settled(run({ ...write, retry: 'safe' }, safe, retry()));
    expect(safe.times).toHaveLength(3);
  });

  it.each([
    ['seconds', { 'retry-after': '3' }, {}, 3000],
    ['no seconds', { 'retry-after': '0' }, {}, 0],
    ['a date', { 'retry-after': 'DATE' }, {}, 4000],
    ['a date that is over', { 'retry-after': 'Thu, 01 Jan 2025 00:00:00 GMT' }, {}, 0],
    ['nonsense', { 'retry-after': 'soon' }, {}, 500],
    ['nothing', {}, {}, 500],
  ])(
    'waits as long as the server asks by %s',
    async (_, headers: Record<string, string>, body, wait) => {
      vi.setSystemTime(new Date('2026-01-01T00:00:00Z'));
      const given = Object.entries(headers).map(([name, value]) => [
        name,
        value.replace('DATE', new Date(Date.now() + 4000).toUTCString()),
      ]);
      const slow: Step = () =>
        Response.json(body, {
          status: 429,
          headers: Object.fromEntries(given) as Record<string, string>,
        });
      const steps = script(slow, ok);
      const start = Date.now();
      await settled(run(read, steps, retry()));
      expect((steps.times[1] ?? 0) - start).toBe(wait);
    },
  );

  it('does not wait longer than it may', async () => {
    const steps = script(
      () => new Response('{}', { status: 503, headers: { 'retry-after': '60' } }),
    );
    await settled(run(read, steps, retry({ maxDelay: 10_000 })));
    expect(steps.times).toHaveLength(1);
  });

  it.each([
    [
      'as often as it may, where the waits would grow longer',
      { times: 4, maxDelay: 1500 },
      5,
      4500,
    ],
    ['not before the longest wait, where the wait is endless', { delay: Infinity }, 3, 60_000],
    ['never, where the times are no number', { times: NaN }, 1, 0],
    ['without a wait that is no number', { delay: NaN }, 3, 0],
  ])('repeats %s', async (_, options, times, waited) => {
    const steps = script(lost);
    const start = Date.now();
    await settled(run(read, steps, retry(options)));
    expect(steps.times).toHaveLength(times);
    expect((steps.times.at(-1) ?? 0) - start).toBe(waited);
  });

  it('repeats nothing by rules of a client whose times are no number', async () => {
    const steps = script(busy);
    const rules = repeatFailed({ statuses: [503], times: NaN, delay: 1 });
    await settled(run(read, steps, rules));
    expect(steps.times).toHaveLength(1);
  });

  it('asks which answers are worth it', async () => {
    const steps = script(() => Response.json({ type: 'timeout' }, { status: 429 }));
    await settled(run(read, steps, retry({ repeats: ({ status }) => status === 500 })));
    expect(steps.times).toHaveLength(1);
  });

  it('ends the wait when the call is aborted, and leaves nothing behind', async () => {
    const steps = script(busy);
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    const transport = createTransport({ baseUrl: 'http://x', fetch: steps.fetch, use: [retry()] });
    const pending = call<unknown>(transport, read, {}, { signal: controller.signal });
    const expectation = expect(pending).rejects.toBe('enough');
    await vi.advanceTimersByTimeAsync(100);
    controller.abort('enough');
    await expectation;
    expect(steps.times).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('does not send a stream twice', async () => {
    const steps = script(refused);
    const streamed: Operation = {
      ...write,
      retry: 'safe',
      write: [(draft) => void Object.assign(draft, { body: {}, duplex: 'half' })],
    };
    await settled(run(streamed, steps, retry()));
    expect(steps.times).toHaveLength(1);
  });
});

describe('timeout', () => {
  it('rejects with a TimeoutError and clears up', async () => {
    const steps = script(never);
    const result = await settled(run(read, steps, timeout(1000)));
    expect(result).toMatchObject({
      reason: { name: 'TimeoutError', message: 'read: no answer in 1000 ms' },
    });
    expect((result as PromiseRejectedResult).reason).toBeInstanceOf(TimeoutError);
  });

  it.each([NaN, -1])('refuses %d as a time, of the policy and of the call', async (time) => {
    const reason = { name: 'RangeError', message: `read: timeout ${time}` };
    const steps = script(ok);
    expect(await settled(run(read, steps, timeout(time)))).toMatchObject({ reason });
    const use = [timeout()];
    const transport = createTransport({ baseUrl: 'http://x', fetch: steps.fetch, use });
    const calling = call<unknown>(transport, read, {}, { timeout: time });
    expect(await settled(calling)).toMatchObject({ reason });
    expect(steps.times).toEqual([]);
  });

  it.each([0, Infinity, 2 ** 31])('takes %d for no limit', async (time) => {
    const slow: Step = () =>
      new Promise((resolve) => setTimeout(() => resolve(Response.json({ ok: true })), 5000));
    const result = await settled(run(read, script(slow), timeout(time)));
    expect(result).toMatchObject({ value: { ok: true } });
  });

  it('covers the body', async () => {
    const stalled: Step = () => new Response(new ReadableStream({}), { status: 200 });
    const result = await settled(
      run(
        { ...read, read: (response) => Promise.race([response.json(), aborted(undefined)]) },
        {
          times: [],
          fetch: async (_, init) => {
            const response = await stalled();
            return Object.assign(response, { json: () => aborted(init.signal) });
          },
        },
        timeout(1000),
      ),
    );
    expect(result).toMatchObject({ reason: { name: 'TimeoutError' } });
  });

  it('is replaced by the time of the call', async () => {
    const transport = createTransport({
      baseUrl: 'http://x',
      fetch: script(never).fetch,
      use: [timeout(1000)],
    });
    const result = await settled(call<unknown>(transport, read, {}, { timeout: 50 }));
    expect(result).toMatchObject({ reason: { message: 'read: no answer in 50 ms' } });
  });

  describe('leaves alone what is thrown after the time by', () => {
    const own = new Error('own');
    const fails = (): never => {
      throw own;
    };
    const late = (): Promise<never> =>
      new Promise((_, reject) => setTimeout(() => reject(own), 2000));
    const security = [{ key: 'key', name: 'k', apply: sendQuery }];
    it.each<[string, Step, Policy]>([
      ['a hook', never, hooks({ onError: fails })],
      ['a policy', never, (next) => (request) => next(request).catch(fails)],
      ['`refreshAuth`', () => new Response('', { status: 401 }), refreshAuth({ refresh: late })],
    ])('%s', async (_, step, policy) => {
      const result = await settled(run({ ...read, security }, script(step), timeout(1000), policy));
      expect(result).toMatchObject({ reason: own });
    });
  });

  it('holds for each attempt inside of retry', async () => {
    const steps = script(never, ok);
    const retryTimeouts = retry();
    const result = await settled(run(read, steps, retryTimeouts, timeout(1000)));
    expect(result.status).toBe('rejected');
    expect(steps.times).toHaveLength(1);
  });

  it('passes an abort on, and leaves neither timer nor listener', async () => {
    const controller = new AbortController();
    const added = vi.spyOn(controller.signal, 'addEventListener');
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    const use = [timeout(1000)];
    const good = createTransport({ baseUrl: 'http://x', fetch: script(ok).fetch, use });
    await call<unknown>(good, read, {}, { signal: controller.signal });
    expect(vi.getTimerCount()).toBe(0);
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
    const hanging = createTransport({ baseUrl: 'http://x', fetch: script(never).fetch, use });
    const pending = call<unknown>(hanging, read, {}, { signal: controller.signal });
    const expectation = expect(pending).rejects.toBe('enough');
    await vi.advanceTimersByTimeAsync(10);
    controller.abort('enough');
    await expectation;
    expect(vi.getTimerCount()).toBe(0);
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
  });

  it('breaks nothing where the caller went before, without a reason, and `fetch` goes on', async () => {
    const controller = new AbortController();
    const fetch = (): Promise<Response> =>
      new Promise((resolve) => setTimeout(() => resolve(Response.json({ ok: true })), 2000));
    const transport = createTransport({ baseUrl: 'http://x', fetch, use: [timeout(1000)] });
    const pending = settled(call<unknown>(transport, read, {}, { signal: controller.signal }));
    controller.abort(null);
    await vi.advanceTimersByTimeAsync(3000);
    expect(await pending).toMatchObject({ value: { ok: true } });
  });

  it('lets a stream go on once it has begun, and lets go of the signal at its end', async () => {
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    const transport = createTransport({
      baseUrl: 'http://x',
      fetch: script(() => new Response('data: 1\n\ndata: 2\n\n')).fetch,
      use: [timeout(1000)],
    });
    const events = await call<AsyncIterable<{ data: number }>>(
      transport,
      { ...read, read: jsonEventResult },
      {},
      { signal: controller.signal },
    );
    expect(vi.getTimerCount()).toBe(0);
    expect(removed).not.toHaveBeenCalled();
    const data: number[] = [];
    for await (const event of events) data.push(event.data);
    expect(data).toEqual([1, 2]);
    expect(removed).toHaveBeenCalledTimes(1);
  });
});

/** As React Native has them: a signal passes no reason on, and cannot throw one. */
describe('signals without a reason', () => {
  class PlainSignal extends EventTarget {
    aborted = false;
    // Only its type has these, as that of Node's signals does.
    declare readonly reason: undefined;
    declare onabort: null;
    declare throwIfAborted: () => void;
  }
  class PlainController {
    readonly signal = new PlainSignal();
    abort(): void {
      this.signal.aborted = true;
      this.signal.dispatchEvent(new Event('abort'));
    }
  }
  const left = Object.assign(new Error('Aborted'), { name: 'AbortError' });
  const waits = (times: number[]) => (_: string, init: object) => {
    times.push(Date.now());
    const { signal } = init as { readonly signal: PlainSignal };
    return new Promise<Response>((_resolve, reject) => {
      if (signal.aborted) reject(left);
      signal.addEventListener('abort', () => reject(left));
    });
  };
  afterEach(() => vi.unstubAllGlobals());

  it('end what takes too long, by its name', async () => {
    vi.stubGlobal('AbortController', PlainController);
    const times: number[] = [];
    const settings = { baseUrl: 'http://x', fetch: waits(times), use: [retry(), timeout(1000)] };
    expect(await settled(call<unknown>(createTransport(settings), read))).toMatchObject({
      reason: new TimeoutError('read: no answer in 1000 ms'),
    });
    expect(times).toHaveLength(1);
  });

  it('end a call and a wait by what `fetch` throws', async () => {
    vi.stubGlobal('AbortController', PlainController);
    const times: number[] = [];
    for (const fetch of [waits(times), script(busy).fetch]) {
      const controller = new PlainController();
      const { signal } = controller;
      const once = (url: string, init: RequestInit): Promise<Response> =>
        (signal.aborted ? waits(times) : fetch)(url, init);
      const settings = { baseUrl: 'http://x', fetch: once, use: [retry(), timeout(1000)] };
      const pending = settled(call<unknown>(createTransport(settings), read, {}, { signal }));
      setTimeout(() => controller.abort(), 10);
      expect(await pending).toMatchObject({ reason: left });
    }
    expect(times).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('hooks', () => {
  it.each([
    ['onRequest', ok],
    ['onResponse', ok],
    ['onError', lost],
  ])('%s is waited for, and the call rejects with what it rejects with', async (name, step) => {
    const own = new Error('own');
    const late = () => new Promise((_, reject) => setTimeout(() => reject(own), 10));
    const result = await settled(run(read, script(step), hooks({ [name]: late })));
    expect(result).toMatchObject({ reason: own });
  });

  it('see what happens, without what is secret', async () => {
    const log: unknown[] = [];
    const note =
      (kind: string) =>
      (...args: readonly unknown[]): void =>
        void log.push([kind, args.at(-1)]);
    const transport = createTransport({
      baseUrl: 'http://x',
      fetch: script(ok, lost).fetch,
      headers: { authorization: 'Bearer abc', 'x-trace': '1' },
      auth: { key: 'k1' },
      use: [
        hooks({ onRequest: note('request'), onResponse: note('answer'), onError: note('error') }),
      ],
    });
    const operation: Operation = {
      ...read,
      write: [secure, queryParams],
      security: [{ key: 'key', name: 'k', apply: sendQuery }],
    };
    await call<unknown>(transport, operation, { query: { a: 'b', access_token: 't' } });
    await call<unknown>(transport, operation).safe();
    const named = {
      ...{ operation: read, method: 'GET', url: 'http://x/y?app_id=1&id=2' },
      ...{ headers: { 'App-Id': '1' }, again: () => Promise.reject(new Error('not asked')) },
    };
    expect(redact(named)).toMatchObject({
      url: 'http://x/y?app_id=[hidden]&id=2',
      headers: { 'App-Id': '[hidden]' },
    });
    const either = { ...read, alternatives: [[{ key: 'pin', name: 'pin', apply: sendQuery }]] };
    const url = 'http://x/y?%74oken=1&pin=2&%zz=3';
    expect(redact({ ...named, operation: either, url }).url).toBe(
      'http://x/y?%74oken=[hidden]&pin=[hidden]&%zz=3',
    );
    const seen: SeenRequest = {
      operation: 'read',
      method: 'GET',
      url: 'http://x/x?k=[hidden]&a=b&access_token=[hidden]',
      headers: { authorization: '[hidden]', 'x-trace': '1' },
    };
    const bare = { ...seen, url: 'http://x/x?k=[hidden]' };
    expect(log).toEqual([
      ['request', seen],
      ['answer', seen],
      ['request', bare],
      ['error', bare],
    ]);
  });
});
