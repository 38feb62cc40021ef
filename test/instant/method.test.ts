import { describe, expect, it } from 'vitest';

import { method } from '../../runtime/client/method.js';
import { dataOrError, errorOnly, noData } from '../../runtime/client/outcomes.js';
import { call } from '../../runtime/http/call.js';
import type { MethodSpec } from '../../runtime/client/method.js';
import { createSession } from '../../runtime/instant/session.js';
import type { Session } from '../../runtime/instant/session.js';
import type { Call, Operation } from '../../runtime/http/types.js';

const asked: unknown[] = [];
const session: Session = {
  ...createSession({ appId: 'a', apiURI: 'http://x.co' }, undefined, undefined),
  transport: (auth) => {
    asked.push(auth);
    return () => Promise.reject(new Error('not reached'));
  },
};

/** What a method makes of a call: the request and the options of its endpoint. */
async function request(spec: MethodSpec, ...args: readonly unknown[]): Promise<readonly unknown[]> {
  let seen: readonly unknown[] = [];
  const endpoint = (_transport: unknown, ...rest: readonly unknown[]): Promise<unknown> => {
    seen = rest;
    return answered(() => Promise.resolve(undefined));
  };
  const run: (...given: readonly unknown[]) => Promise<unknown> = method(session, endpoint, spec);
  await run(...args);
  return seen;
}

function deepFrozen<T extends object>(value: T): T {
  for (const each of Object.values(value)) if (each instanceof Object) deepFrozen(each as object);
  return Object.freeze(value);
}

const gives = (spec: MethodSpec, answer: () => Promise<unknown>): Promise<unknown> => {
  const run: () => Promise<unknown> = method(session, () => answered(answer), spec);
  return run();
};

/** What an emitted endpoint gives. */
function answered(answer: () => Promise<unknown>): Call<unknown> {
  const response = new Response();
  return call<unknown>(() => answer().then((data) => ({ status: 200, response, data })), OPERATION);
}

const OPERATION: Operation = { id: 'op', method: 'GET', path: '/', write: [], read: () => {} };

describe('arguments', () => {
  it.each<[string, MethodSpec, readonly unknown[], object]>([
    ['an argument', { args: ['body.email'] }, [undefined], { body: {} }],
    ['an object of nothing', { args: [{ spread: 'body' }] }, [{}], { body: {} }],
    ['a member', { args: [{ spread: 'body' }] }, [{ email: undefined }], { body: {} }],
    ['no object', { args: [{ spread: 'body' }] }, [undefined], {}],
    ['a whole', { args: ['body'] }, [undefined], {}],
    ['depth', { args: ['body.a.b', 'body.c'] }, [undefined, 1], { body: { c: 1 } }],
  ])('send an empty part for nothing in it: %s', async (_, spec, args, expected) => {
    expect((await request(spec, ...args))[0]).toEqual(expected);
  });

  it('go to their places', async () => {
    const spec: MethodSpec = {
      args: ['body.a.b', 'query.page.size', 'headers.X.Y', ['body', 'c.d'], 'path.id'],
    };
    expect(await request(spec, 1, 2, 3, 4, 5)).toEqual([
      {
        body: { a: { b: 1 }, 'c.d': 4 },
        query: { 'page.size': 2 },
        headers: { 'X.Y': 3 },
        path: { id: 5 },
      },
      {},
    ]);
  });

  it('may be the whole body, its members, or spread over the request', async () => {
    expect(await request({ args: ['body'] }, [1])).toEqual([{ body: [1] }, {}]);
    expect(await request({ args: [{ spread: 'body' }] }, { a: 1, 'b.c': 2 })).toEqual([
      { body: { a: 1, 'b.c': 2 } },
      {},
    ]);
    expect(
      await request(
        { args: [{ fields: { a: 'query.x', b: 'body.y', c: 'body.z' } }] },
        { a: 1, b: 2 },
      ),
    ).toEqual([{ query: { x: 1 }, body: { y: 2 } }, {}]);
    expect(await request({ args: [{ spread: 'query' }] }, undefined)).toEqual([{}, {}]);
  });

  it('have defaults, and constants beside them', async () => {
    const spec: MethodSpec = {
      args: [{ to: 'query.limit', default: 10 }],
      constants: { 'body.kind': 'guest' },
    };
    expect(await request(spec)).toEqual([{ body: { kind: 'guest' }, query: { limit: 10 } }, {}]);
    expect(await request(spec, 0)).toEqual([{ body: { kind: 'guest' }, query: { limit: 0 } }, {}]);
  });

  it('are followed by the options of the call', async () => {
    const options = { timeout: 5 };
    expect(await request({ args: ['body.a'] }, 1, options)).toEqual([{ body: { a: 1 } }, options]);
    expect(await request({}, options)).toEqual([{}, options]);
    expect(await request({ args: ['options'] }, options, { headers: {} })).toEqual([
      {},
      { timeout: 5, headers: {} },
    ]);
  });

  it('choose the overload that they fit', async () => {
    const spec: MethodSpec = {
      overloads: [[{ spread: 'body' }], ['body.email'], ['body.email', 'body.code']],
    };
    expect(await request(spec, { id: 'x' })).toEqual([{ body: { id: 'x' } }, {}]);
    expect(await request(spec, 'a@b.co')).toEqual([{ body: { email: 'a@b.co' } }, {}]);
    expect(await request(spec, 'a@b.co', '123')).toEqual([
      { body: { email: 'a@b.co', code: '123' } },
      {},
    ]);
    expect(await request(spec, 'a@b.co', { timeout: 1 })).toEqual([
      { body: { email: 'a@b.co' } },
      { timeout: 1 },
    ]);
    // As the first argument of `map`.
    expect(await request(spec, { id: 'x' }, 0, [])).toEqual([{ body: { id: 'x' } }, {}]);
  });

  it('stay as they were: what is added to an object is added to a copy', async () => {
    const body = { user: { name: 'a' }, list: [1] };
    const given = JSON.stringify(body);
    const spec: MethodSpec = {
      args: ['body.user.role', 'body', { spread: 'query' }, 'query.page'],
      constants: { 'body.kind': 'guest', 'body.user.name': 'b' },
    };
    const query = Object.freeze({ page: 1, size: 2 });
    const [seen] = await request(spec, 'admin', deepFrozen(body), query, 3);
    expect(seen).toEqual({
      body: { kind: 'guest', user: { name: 'b', role: 'admin' }, list: [1] },
      query: { page: 3, size: 2 },
    });
    expect(JSON.stringify(body)).toBe(given);
  });

  it('may be the whole request', async () => {
    const whole = { body: { a: 1 }, contentType: 'text/csv', query: { q: 1 } };
    const spec: MethodSpec = {
      args: [{ spread: 'request' }],
      constants: { 'query.page': 1, contentType: 'text/plain' },
    };
    expect(await request(spec, whole, { timeout: 1 })).toEqual([
      { body: { a: 1 }, contentType: 'text/plain', query: { q: 1, page: 1 } },
      { timeout: 1 },
    ]);
    expect(whole.query).toEqual({ q: 1 });
  });

  it.each([['text'], [[1, 2]], [new Blob(['x'])], [new FormData()], [7]])(
    'that are no objects can hold nothing: %j',
    async (body) => {
      const spec: MethodSpec = { args: ['body'], constants: { 'body.kind': 'guest' } };
      await expect(request(spec, body)).rejects.toThrow('body is no object');
      expect(await request({ args: ['body'] }, body)).toEqual([{ body }, {}]);
    },
  );

  it('never reach into prototypes', async () => {
    const hostile: object = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}');
    const [seen] = await request(
      { args: [{ spread: 'body' }, ['body', '__proto__', 'y']] },
      hostile,
      3,
    );
    expect(JSON.stringify(seen)).toBe('{"body":{"__proto__":{"x":1,"y":3},"constructor":2}}');
    expect(Reflect.get({}, 'x')).toBe(undefined);
    expect(Reflect.get({}, 'y')).toBe(undefined);
  });
});

describe('results', () => {
  const user = () => Promise.resolve({ user: { token: 't' } });
  const error = new Error('no');
  const fails = () => Promise.reject(error);

  it('are picked', async () => {
    expect(await gives({ pick: 'user.token' }, user)).toBe('t');
    expect(await gives({ pick: ['user', 'token'] }, user)).toBe('t');
    expect(await gives({ pick: 'nobody.token' }, user)).toBe(undefined);
    expect(await gives({}, user)).toEqual({ user: { token: 't' } });
  });

  it('have the shape that the table asks for', async () => {
    expect(await gives({ result: noData }, user)).toBe(undefined);
    await expect(gives({ result: noData }, fails)).rejects.toBe(error);
    expect(await gives({ result: errorOnly }, user)).toEqual({ error: null });
    expect(await gives({ result: errorOnly }, fails)).toEqual({ error });
    expect(await gives({ result: dataOrError, pick: 'user.token' }, user)).toEqual({
      data: 't',
      error: null,
    });
    expect(await gives({ result: dataOrError }, fails)).toEqual({ data: null, error });
  });

  it('come with the identity that the table names', async () => {
    asked.length = 0;
    await gives({ auth: 'asUser' }, user);
    await gives({}, user);
    expect(asked).toEqual(['asUser', undefined]);
  });
});
