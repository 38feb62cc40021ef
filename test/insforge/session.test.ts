import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { json } from '../runtime/server.js';
import { emittedClient, insforgeServer, refuse, USER, type Routes } from './client.js';

const server = insforgeServer();
let insforge: Awaited<ReturnType<typeof emittedClient>>;

beforeAll(async () => {
  insforge = await emittedClient();
});

const WHO = { email: 'ada@example.com', password: 'secret' };
const PROFILE = 'GET /api/auth/profiles/u-1';

/** A backend whose tokens are `t1`, `t2` …, of which only `good` is taken. */
function backend(good: () => string): Routes {
  return {
    'POST /api/auth/sessions': ({ body }, response) =>
      body.includes('secret')
        ? json(response, 200, { user: USER, accessToken: 't1', csrfToken: 'c1' })
        : refuse(response, 401, 'AUTH_UNAUTHORIZED'),
    'POST /api/auth/refresh': (_, response) =>
      json(response, 200, { user: USER, accessToken: 't2', csrfToken: 'c2' }),
    [PROFILE]: ({ headers }, response) =>
      headers.authorization === `Bearer ${good()}`
        ? json(response, 200, { id: 'u-1', profile: null })
        : refuse(response, 401, 'AUTH_UNAUTHORIZED'),
  };
}

const client = (options = {}) =>
  insforge.createClient({ baseUrl: server.url(), anonKey: 'anon_k', retryDelay: 1, ...options });

describe('what requests carry', () => {
  it('is the public key, then the token of who signed in, then the key again', async () => {
    server.route({ ...backend(() => 't1'), 'POST /api/auth/logout': (_, r) => json(r, 200, {}) });
    const { auth } = client();
    await auth.getProfile('u-1');
    await auth.signInWithPassword(WHO);
    expect((await auth.getProfile('u-1')).error).toBe(null);
    expect(await auth.signOut()).toEqual({ error: null });
    await auth.getProfile('u-1');
    expect(server.calls()).toEqual([
      `${PROFILE} Bearer anon_k`,
      'POST /api/auth/sessions Bearer anon_k',
      `${PROFILE} Bearer t1`,
      'POST /api/auth/logout Bearer t1',
      `${PROFILE} Bearer anon_k`,
    ]);
  });

  it('is the admin key twice, since gateways look for it by its own name', async () => {
    const headers = { 'X-Team': 'a' };
    const admin = insforge.createAdminClient({ baseUrl: server.url(), apiKey: ' ik_1 ', headers });
    await admin.emails.send({ to: 'a@example.com', subject: 's', html: 'h' });
    await client({ accessToken: 'jwt' }).emails.send({ to: 'a@b.c', subject: 's', html: 'h' });
    expect(server.seen.map((each) => each.headers)).toMatchObject([
      { authorization: 'Bearer ik_1', 'x-api-key': 'ik_1', 'x-team': 'a' },
      { authorization: 'Bearer jwt' },
    ]);
    expect(server.seen[1]?.headers['x-api-key']).toBe(undefined);
    expect(server.seen[0]?.headers['content-type']).toBe('application/json;charset=UTF-8');
    await admin.database.from('posts').insert({ title: 'a' });
    await admin.database.rpc('publish', { post: 1 });
    expect(server.seen.slice(2).map((each) => each.headers['content-type'])).toEqual([
      'application/json',
      'application/json',
    ]);
    for (const apiKey of ['', '  ']) {
      expect(() => insforge.createAdminClient({ apiKey })).toThrow('Missing apiKey');
    }
  });

  it('says in server mode that tokens belong into the answer', async () => {
    server.route(backend(() => 't1'));
    await client({ isServerMode: true }).auth.signInWithPassword(WHO);
    await client().auth.verifyOtp({ email: WHO.email, otp: '123456' });
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/api/auth/sessions?client_type=mobile',
      '/api/auth/sessions',
    ]);
    expect(JSON.parse(server.seen[1]?.body ?? '')).toEqual({
      email: WHO.email,
      otp: '123456',
      method: 'otp',
    });
  });

  it('are the cookies of the browser where a session begins', async () => {
    server.route(backend(() => 't1'));
    const given: unknown[] = [];
    const fetch = (url: string, init: RequestInit): Promise<Response> => {
      given.push(init.credentials);
      return globalThis.fetch(url, init);
    };
    const { auth } = client({ fetch });
    await auth.signInWithPassword(WHO);
    await auth.getProfile('u-1');
    await auth.refreshSession();
    expect(given).toEqual(['include', undefined, 'include']);
  });
});

describe('a token that is refused', () => {
  it('is renewed once for all who wait, and what they asked is asked again', async () => {
    let good = 't1';
    server.route({
      ...backend(() => good),
      'POST /api/auth/refresh': async (_, response) => {
        await wait(20);
        json(response, 200, { user: USER, accessToken: 't2', csrfToken: 'c2' });
      },
    });
    const { auth } = client();
    await auth.signInWithPassword(WHO);
    good = 't2';
    server.seen.length = 0;
    const answers = await Promise.all([1, 2, 3, 4].map(() => auth.getProfile('u-1')));
    expect(answers.map(({ error }) => error)).toEqual([null, null, null, null]);
    const calls = server.calls();
    expect(calls.filter((each) => each.startsWith('POST'))).toEqual([
      'POST /api/auth/refresh Bearer t1',
    ]);
    expect(calls.filter((each) => each === `${PROFILE} Bearer t2`).length).toBe(4);
    // A browser proves by it that the request is its own page's.
    const renewal = server.seen.find(({ url }) => url === '/api/auth/refresh');
    expect(renewal?.headers['x-csrf-token']).toBe('c1');
    expect(renewal?.body).toBe('');
  });

  it('that was renewed meanwhile is replaced without another renewal', async () => {
    server.route({
      ...backend(() => 't2'),
      [PROFILE]: async ({ headers }, response) => {
        const slow = headers['x-slow'] !== undefined;
        if (slow && headers.authorization === 'Bearer t1') await wait(60);
        if (headers.authorization === 'Bearer t2')
          json(response, 200, { id: 'u-1', profile: null });
        else refuse(response, 401, 'AUTH_UNAUTHORIZED');
      },
    });
    const { auth } = client();
    await auth.signInWithPassword(WHO);
    const slow = auth.getProfile('u-1', { headers: { 'x-slow': '1' } });
    expect((await auth.getProfile('u-1')).error).toBe(null);
    expect((await slow).error).toBe(null);
    expect(server.calls().filter((each) => each.includes('/refresh')).length).toBe(1);
  });

  it.each([
    ['AUTH_UNAUTHORIZED', 'error'],
    ['PGRST301', 'code'],
  ])('is one that the body says so of: %s as %s', async (code, member) => {
    const body = (status: number) => ({
      [member]: code,
      message: 'm',
      ...(member === 'error' && { statusCode: status }),
    });
    server.route({
      ...backend(() => 't2'),
      [PROFILE]: ({ headers }, response) =>
        headers.authorization === 'Bearer t2'
          ? json(response, 200, { id: 'u-1', profile: null })
          : json(response, 401, body(401)),
    });
    const { auth } = client();
    await auth.signInWithPassword(WHO);
    expect((await auth.getProfile('u-1')).error).toBe(null);
  });

  it.each([
    ['another code', 401, 'AUTH_INVALID_CREDENTIALS', {}],
    ['another status', 403, 'AUTH_UNAUTHORIZED', {}],
    ['a token that is used as it is', 401, 'AUTH_UNAUTHORIZED', { accessToken: 'fixed' }],
    ['its older name', 401, 'AUTH_UNAUTHORIZED', { edgeFunctionToken: 'fixed' }],
    [
      'the same, however the client is called',
      401,
      'AUTH_UNAUTHORIZED',
      { accessToken: 'fixed', isServerMode: false },
    ],
    ['server mode', 401, 'AUTH_UNAUTHORIZED', { isServerMode: true, accessToken: 'fixed' }],
    ['nobody signed in', 401, 'AUTH_UNAUTHORIZED', {}],
  ])('is left alone: %s', async (title, status, code, options) => {
    server.route({
      ...backend(() => ''),
      [PROFILE]: (_, response) => refuse(response, status, code),
    });
    const { auth } = client(options);
    if (title.startsWith('another')) await auth.signInWithPassword(WHO);
    const { error } = await auth.getProfile('u-1');
    expect(error).toMatchObject({ statusCode: status, error: code, message: `It says ${code}` });
    expect(server.calls().some((each) => each.includes('/refresh'))).toBe(false);
  });

  it('is no matter of a wrong password', async () => {
    server.route(backend(() => 't1'));
    const { auth } = client();
    await auth.signInWithPassword(WHO);
    const { data, error } = await auth.signInWithPassword({ ...WHO, password: 'wrong' });
    expect(data).toBe(null);
    expect(error).toBeInstanceOf(insforge.InsForgeError);
    expect(error).toMatchObject({ error: 'AUTH_UNAUTHORIZED', statusCode: 401, status: 401 });
    expect(server.seen.length).toBe(2);
    // Whoever was signed in still is.
    expect((await auth.getProfile('u-1')).error).toBe(null);
  });

  it.each([
    [401, true],
    [403, true],
    [500, false],
  ])('ends the session where the renewal is refused with %d: %s', async (status, ends) => {
    server.route({
      ...backend(() => 't2'),
      'POST /api/auth/refresh': (_, response) => refuse(response, status, 'NO_MORE'),
    });
    const { auth } = client();
    const events: string[] = [];
    auth.onAuthStateChange((event) => events.push(event));
    await auth.signInWithPassword(WHO);
    expect((await auth.getProfile('u-1')).error).toMatchObject({ error: 'NO_MORE' });
    expect(events).toEqual(ends ? ['signedIn', 'signedOut'] : ['signedIn']);
    await auth.getProfile('u-1');
    expect(server.calls().at(-1)).toContain(ends ? 'Bearer anon_k' : 'Bearer t1');
  });

  it('is renewed by a body where the server gave what renews it', async () => {
    server.route({
      ...backend(() => 't2'),
      'POST /api/auth/id-token': (_, response) =>
        json(response, 200, { user: USER, accessToken: 't1', refreshToken: 'r1' }),
    });
    const { auth } = client();
    await auth.signInWithIdToken({ provider: 'google', token: 'g' });
    expect((await auth.getProfile('u-1')).error).toBe(null);
    const renewal = server.seen.find(({ url }) => url.startsWith('/api/auth/refresh'));
    expect(renewal?.url).toBe('/api/auth/refresh?client_type=mobile');
    expect(JSON.parse(renewal?.body ?? '')).toEqual({ refreshToken: 'r1' });
  });

  it('of a client in server mode is renewed by hand, with what renews it', async () => {
    server.route(backend(() => 't2'));
    const { auth } = client({ isServerMode: true });
    expect((await auth.refreshSession()).error).toMatchObject({
      statusCode: 400,
      error: 'AUTH_UNAUTHORIZED',
    });
    expect(server.seen.length).toBe(0);
    expect((await auth.refreshSession({ refreshToken: 'r1' })).data?.accessToken).toBe('t2');
    expect(server.seen[0]?.url).toBe('/api/auth/refresh?client_type=mobile');
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ refresh_token: 'r1' });
  });
});

describe('what fails', () => {
  it.each([
    ['GET', 500, 4],
    ['GET', 502, 4],
    ['GET', 503, 4],
    ['GET', 504, 4],
    ['GET', 429, 1],
    ['GET', 501, 1],
    ['HEAD', 500, 4],
    ['PUT', 500, 4],
    ['DELETE', 500, 4],
    ['POST', 500, 1],
    ['PATCH', 500, 1],
  ])('is repeated by method and status: %s %d is sent %d times', async (method, status, times) => {
    server.route({ [`${method} /x`]: (_, response) => refuse(response, status, 'BUSY') });
    const sent = client().getHttpClient().request(method, '/x');
    await expect(sent).rejects.toMatchObject({ statusCode: status });
    expect(server.seen.length).toBe(times);
  });

  it('is repeated where the caller says that it may be', async () => {
    const path = '/api/payments/stripe/test/checkout-sessions';
    server.route({ [`POST ${path}`]: (_, response) => refuse(response, 503, 'BUSY') });
    const { stripe } = client({ retryCount: 1 }).payments;
    const request = {
      mode: 'payment',
      lineItems: [{ priceId: 'p', quantity: 1 }],
      successUrl: 'https://example.com',
      cancelUrl: 'https://example.com',
    } as const;
    await stripe.createCheckoutSession('test', request);
    expect(server.seen.length).toBe(1);
    await stripe.createCheckoutSession('test', { ...request, idempotencyKey: 'k' });
    expect(server.seen.length).toBe(3);
  });

  it('has a code where no answer came', async () => {
    const gone = insforge.createClient({ baseUrl: 'http://127.0.0.1:9', retryCount: 0 });
    expect((await gone.auth.getProfile('u')).error).toMatchObject({
      name: 'InsForgeError',
      statusCode: 0,
      error: 'NETWORK_ERROR',
    });
    server.route({ [PROFILE]: () => {} });
    expect((await client({ timeout: 30 }).auth.getProfile('u-1')).error).toMatchObject({
      statusCode: 408,
      error: 'REQUEST_TIMEOUT',
      message: 'Request timed out after 30ms',
    });
    expect(server.seen.length).toBe(1);
  });

  it('has a code where the answer is none of the backend', async () => {
    server.route({
      [PROFILE]: (_, response) => response.writeHead(404, 'Gone Away').end('<html>'),
      'GET /api/auth/profiles/u-2': (_, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end('{'),
    });
    const { auth } = client();
    expect((await auth.getProfile('u-1')).error).toMatchObject({
      statusCode: 404,
      error: 'REQUEST_FAILED',
      message: 'Request failed: Gone Away',
    });
    expect((await auth.getProfile('u-2')).error).toMatchObject({
      statusCode: 200,
      error: 'PARSE_ERROR',
    });
  });

  it('has all that the backend says of it', async () => {
    const body = { error: 'E', message: 'm', statusCode: 418, nextActions: 'wait', hint: 'h' };
    server.route({ [PROFILE]: (_, response) => json(response, 400, body) });
    expect((await client().auth.getProfile('u-1')).error).toMatchObject({ ...body, status: 400 });
  });

  it('is an error of the client where a method gives those back, also where the caller ended it', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const { signal } = controller;
    expect((await client().auth.getProfile('u-1', { signal })).error).toMatchObject({
      name: 'InsForgeError',
      error: 'UNEXPECTED_ERROR',
      message: 'enough',
    });
  });
});

describe('who is signed in', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'document');
    Reflect.deleteProperty(globalThis, 'window');
  });

  it('is told to those who listen, once for each change', async () => {
    server.route(backend(() => 't1'));
    const { auth, setAccessToken } = client();
    const events: string[] = [];
    const stop = auth.onAuthStateChange((event) => events.push(event));
    await auth.signInWithPassword(WHO);
    await auth.signInWithPassword(WHO);
    await auth.refreshSession();
    setAccessToken('other', 'tokenRefreshed');
    setAccessToken(null);
    setAccessToken(null);
    stop();
    setAccessToken('again');
    expect(events).toEqual(['signedIn', 'tokenRefreshed', 'tokenRefreshed', 'signedOut']);
  });

  it('is known without a request where they signed in here, with the profile they have now', async () => {
    server.route({
      ...backend(() => 't1'),
      'PATCH /api/auth/profiles/current': ({ body }, response) =>
        json(response, 200, { id: 'u-1', ...(JSON.parse(body) as object) }),
    });
    const { auth } = client();
    expect(await auth.getCurrentUser()).toEqual({ data: { user: null }, error: null });
    await auth.signInWithPassword(WHO);
    expect((await auth.getCurrentUser()).data.user).toEqual(USER);
    const sent = server.seen.length;
    await auth.setProfile({ name: 'Ada' });
    expect((await auth.getCurrentUser()).data.user?.profile).toEqual({ name: 'Ada' });
    expect(server.seen.length).toBe(sent + 1);
  });

  it('is remembered by the cookies of a browser', async () => {
    server.route(backend(() => 't2'));
    const document = { cookie: 'a=b; insforge_csrf_token=c%2F0', title: '' };
    Object.assign(globalThis, { window: globalThis, document });
    const { auth } = client();
    expect((await auth.getCurrentUser()).data.user).toEqual(USER);
    expect(server.seen[0]?.headers['x-csrf-token']).toBe('c/0');
    expect(document.cookie).toBe('insforge_csrf_token=c2; path=/; max-age=604800; SameSite=Lax');
  });

  it('is asked of the server where the client was given a token', async () => {
    server.route({
      'GET /api/auth/sessions/current': (_, response) => json(response, 200, { user: USER }),
    });
    const { auth } = client({ accessToken: 'jwt' });
    expect((await auth.getCurrentUser()).data.user).toEqual(USER);
    expect(server.calls()).toEqual(['GET /api/auth/sessions/current Bearer jwt']);
  });

  it('is nobody, and the reason is told, where that cannot be asked', async () => {
    server.route({
      'GET /api/auth/sessions/current': (_, response) => refuse(response, 403, 'FORBIDDEN'),
    });
    const { data, error } = await client({ accessToken: 'jwt' }).auth.getCurrentUser();
    expect(data).toEqual({ user: null });
    expect(error).toMatchObject({ error: 'FORBIDDEN' });
  });
});
