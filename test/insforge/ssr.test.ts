/** What runs on the server of an app, beside the official package's on the same input. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as official from '@insforge/sdk/ssr';
import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emittedCase } from '../client/emitted.js';
import { json } from '../runtime/server.js';
import { insforgeServer, refuse, USER } from './client.js';

type Ssr = typeof import('../../fixtures/insforge/expected/ssr.js');

const server = insforgeServer();
let folder: string;
let ours: Ssr;

beforeAll(async () => {
  ({ folder } = await emittedCase('insforge'));
  ours = (await import(pathToFileURL(join(folder, 'ssr.ts')).href)) as Ssr;
});

/** A token that ends so many seconds from now. */
function token(name: string, seconds: number): string {
  const exp = Math.floor(Date.now() / 1000) + seconds;
  return `h.${Buffer.from(JSON.stringify({ name, exp })).toString('base64url')}.s`;
}

/** Cookies as a framework hands them out, and what was done to them. */
function cookieStore(given: { readonly [name: string]: string } = {}) {
  const held = new Map(Object.entries(given));
  const log: unknown[] = [];
  return {
    log,
    held,
    get: (name: string) => (held.has(name) ? { name, value: held.get(name) ?? '' } : undefined),
    // The official type has an object in place of the three, too; neither calls it so.
    set: (...[name, value, options]: readonly unknown[]) => {
      log.push([name, value, options]);
      held.set(String(name), String(value));
    },
  };
}

const config = () => ({ baseUrl: server.url(), anonKey: 'anon_k' });
const FRESH = { access: token('access', 900), renewal: token('renewal', 7000) };
const renewed = { user: USER, accessToken: FRESH.access, refreshToken: FRESH.renewal };

beforeEach(() => {
  server.route({
    'POST /api/auth/refresh': ({ body }, response) =>
      body.includes('bad')
        ? refuse(response, 401, 'AUTH_UNAUTHORIZED')
        : json(response, 200, { ...renewed, csrfToken: 'c' }),
    'POST /api/auth/sessions': ({ body }, response) =>
      body.includes('secret')
        ? json(response, 200, { ...renewed, csrfToken: 'c' })
        : refuse(response, 401, 'AUTH_UNAUTHORIZED'),
    'POST /api/auth/logout': (_, response) => json(response, 200, { success: true, message: '' }),
    'GET /api/auth/sessions/current': ({ headers }, response) =>
      headers.authorization === `Bearer ${FRESH.access}`
        ? json(response, 200, { user: USER })
        : refuse(response, 401, 'AUTH_UNAUTHORIZED'),
  });
});

/** What was asked, without what every platform adds. */
const asked = (): readonly unknown[] =>
  server.seen
    .splice(0)
    .map(({ method, url, body, headers }) => [method, url, body, headers.authorization]);

describe('a session is renewed before a page is rendered', () => {
  const COOKIES = ['insforge_access_token', 'insforge_refresh_token'] as const;
  const [ACCESS, RENEWAL] = COOKIES;

  it.each([
    ['a token that lasts', { [ACCESS]: token('old', 900), [RENEWAL]: 'r' }],
    ['a token that is about to end', { [ACCESS]: token('old', 30), [RENEWAL]: 'r' }],
    ['no token, but what renews it', { [RENEWAL]: 'r' }],
    ['a token that ended, and nothing that renews it', { [ACCESS]: token('old', -5) }],
    ['what is no token', { [ACCESS]: 'x', [RENEWAL]: 'r' }],
    ['what is refused', { [ACCESS]: token('old', -5), [RENEWAL]: 'bad' }],
    ['nothing at all', {}],
  ])('as the official package does: %s', async (_, cookies) => {
    const run = async (update: typeof ours.updateSession | typeof official.updateSession) => {
      const [requestCookies, responseCookies] = [cookieStore(cookies), cookieStore()];
      const result = await update({ ...config(), requestCookies, responseCookies });
      const { refreshed, accessToken, error } = result;
      return {
        refreshed,
        accessToken,
        error: error && [error.message, error.statusCode, error.error],
        logs: [requestCookies.log, responseCookies.log],
        asked: asked(),
      };
    };
    const theirs = await run(official.updateSession);
    expect(await run(ours.updateSession)).toEqual(theirs);
  });

  it('under names and with options of the app, seconds before its end', async () => {
    const settings = {
      names: { accessToken: 'a', refreshToken: 'r' },
      options: { refreshToken: { domain: 'x.example', sameSite: 'strict' } },
      refreshLeewaySeconds: 2000,
    } as const;
    const run = async (update: typeof ours.updateSession | typeof official.updateSession) => {
      const requestCookies = cookieStore({ a: token('old', 900), r: 'r' });
      const responseCookies = cookieStore();
      await update({ ...config(), ...settings, requestCookies, responseCookies });
      return [responseCookies.log, asked()];
    };
    const theirs = await run(official.updateSession);
    expect(JSON.stringify(theirs)).toContain('x.example');
    expect(await run(ours.updateSession)).toEqual(theirs);
  });
});

describe('the route by which pages renew their session', () => {
  it.each([
    ['with what renews it', 'insforge_refresh_token=r%2F1; other=1'],
    ['with what is refused', 'insforge_refresh_token=bad'],
    ['with nothing', 'other=1'],
  ])('answers what the official package does, as a server: %s', async (_, cookie) => {
    const routers = [
      official.createRefreshAuthRouter(config()),
      ours.createRefreshAuthRouter(config()),
    ];
    const answers = [];
    for (const { POST } of routers) {
      const app = createServer((request, response) => {
        const headers = new Headers({ cookie: request.headers.cookie ?? '' });
        void POST(new Request('http://app', { method: 'POST', headers })).then(async (answer) => {
          response.writeHead(answer.status, [...answer.headers].flat());
          response.end(await answer.text());
        });
      });
      await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
      const { port } = app.address() as AddressInfo;
      const url = `http://127.0.0.1:${String(port)}/api/auth/refresh`;
      const answer = await fetch(url, { method: 'POST', headers: { cookie } });
      answers.push({
        status: answer.status,
        cookies: answer.headers.getSetCookie(),
        type: answer.headers.get('content-type'),
        body: await answer.json(),
        asked: asked(),
      });
      app.closeAllConnections();
      app.close();
    }
    expect(answers[0]?.cookies.length).toBe(2);
    expect(answers[1]).toEqual(answers[0]);
    expect(JSON.stringify(answers[1]?.body)).not.toContain(FRESH.renewal);
  });

  it('wants to know where the backend is, which the environment may say', async () => {
    const given = { refreshToken: 'r' };
    await expect(ours.refreshAuth(given)).rejects.toThrow('Missing InsForge baseUrl or anonKey');
    vi.stubEnv('NEXT_PUBLIC_INSFORGE_URL', server.url());
    vi.stubEnv('NEXT_PUBLIC_INSFORGE_ANON_KEY', 'anon_env');
    expect((await ours.refreshAuth(given)).accessToken).toBe(FRESH.access);
    expect(server.seen[0]?.headers.authorization).toBe('Bearer anon_env');
    vi.unstubAllEnvs();
  });
});

describe('signing in on the server of an app', () => {
  const WHO = { email: 'ada@example.com', password: 'secret' };

  it('sets the cookies that the official package sets, and no token leaves it', async () => {
    const run = async (
      create: typeof ours.createAuthActions | typeof official.createAuthActions,
    ) => {
      const cookies = cookieStore();
      const auth = create({ ...config(), cookies });
      const signedIn = await auth.signInWithPassword(WHO);
      const refused = await auth.signInWithPassword({ ...WHO, password: 'wrong' });
      const out = await auth.signOut();
      return {
        signedIn,
        refused: [refused.data, refused.error?.statusCode, refused.error?.error],
        out,
        log: cookies.log,
        asked: asked(),
      };
    };
    const theirs = await run(official.createAuthActions);
    expect(theirs.log.length).toBe(4);
    const own = await run(ours.createAuthActions);
    expect(own).toEqual(theirs);
    expect(own.signedIn).toEqual({ data: { user: USER }, error: null });
  });

  it('reads the cookies of the request, and sets those of the answer', async () => {
    const requestCookies = cookieStore({ insforge_access_token: FRESH.access });
    const responseCookies = cookieStore();
    const auth = ours.createAuthActions({ ...config(), requestCookies, responseCookies });
    await auth.signOut();
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${FRESH.access}`);
    expect(requestCookies.log).toEqual([]);
    expect(responseCookies.log.length).toBe(2);
    expect(() => ours.createAuthActions(config())).toThrow('requires a writable cookie store');
  });

  it.each([
    ['whose token is taken', { insforge_access_token: FRESH.access }],
    ['whose token is refused', { insforge_access_token: 'old', insforge_refresh_token: 'r' }],
    ['who has none', {}],
  ])('a client asks what the official one does, for one %s', async (_, given) => {
    const run = async (
      create: typeof ours.createServerClient | typeof official.createServerClient,
    ) => {
      const cookies = cookieStore(given);
      const { auth } = create({ ...config(), cookies });
      const { data, error } = await auth.getCurrentUser();
      const profile = await auth.getProfile('u-1');
      const told = [error, profile.error].map((each) => each && [each.statusCode, each.error]);
      return { data, told, log: cookies.log, asked: asked() };
    };
    const theirs = await run(official.createServerClient);
    expect(theirs.asked.length).toBeGreaterThan(0);
    expect(await run(ours.createServerClient)).toEqual(theirs);
  });

  it.each([
    ['a token that is given', { refreshToken: 'r' }],
    ['a cookie of the app', { cookies: cookieStore({ insforge_refresh_token: 'r/2' }) }],
    [
      'a cookie of the request',
      {
        request: new Request('http://app', { headers: { cookie: 'insforge_refresh_token=r%2F3' } }),
      },
    ],
    ['what is refused', { refreshToken: 'bad' }],
    ['nothing', {}],
  ])('a session is renewed as the official package does it: %s', async (_, given) => {
    const run = async (refresh: typeof ours.refreshAuth | typeof official.refreshAuth) => {
      const { response, error, ...rest } = await refresh({ ...config(), ...given });
      return {
        ...rest,
        error: error && [error.message, error.statusCode, error.error],
        answer: [response.status, [...response.headers], await response.text()],
        asked: asked(),
      };
    };
    const theirs = await run(official.refreshAuth);
    expect(await run(ours.refreshAuth)).toEqual(theirs);
  });

  it('all other ways in set the cookies that the official package sets', async () => {
    server.route({
      ...Object.fromEntries(
        ['sessions', 'users', 'email/verify', 'id-token', 'oauth/exchange'].map((path) => [
          `POST /api/auth/${path}`,
          (_: unknown, response: Parameters<typeof json>[0]) =>
            json(response, 200, { ...renewed, csrfToken: 'c' }),
        ]),
      ),
      'POST /api/auth/email/send-otp': (_, response) =>
        json(response, 200, { success: true, message: 'sent' }),
      'GET /api/auth/oauth/google': (_, response) =>
        json(response, 200, { authUrl: 'http://google.example' }),
    });
    const run = async (
      create: typeof ours.createAuthActions | typeof official.createAuthActions,
    ) => {
      const cookies = cookieStore();
      const auth = create({ ...config(), cookies }) as ReturnType<typeof ours.createAuthActions>;
      const email = 'ada@example.com';
      const gave = [
        await auth.signUp({ email, password: 'secret' }),
        await auth.verifyEmail({ email, otp: '123456' }),
        await auth.signInWithOtp({ email }),
        await auth.verifyOtp({ email, otp: '123456' }),
        await auth.signInWithIdToken({ provider: 'google', token: 't' }),
        await auth.exchangeOAuthCode('code', 'verifier'),
      ];
      const oauth = await auth.signInWithOAuth('google', {
        ...{ redirectTo: 'http://app/x', skipBrowserRedirect: true },
      });
      const challenged = (each: unknown): string =>
        JSON.stringify(each).replace(/(?<=code_challenge=)[\w-]+/, '');
      return {
        gave,
        oauth: [oauth.data.url, oauth.data.provider, oauth.error],
        log: cookies.log,
        asked: asked().map(challenged),
      };
    };
    const theirs = await run(official.createAuthActions);
    expect(theirs.asked.length).toBe(7);
    expect(theirs.log.length).toBeGreaterThan(5);
    expect(await run(ours.createAuthActions)).toEqual(theirs);
  });

  it('a client acts as whoever the cookies say, and renews nothing', async () => {
    const cookies = cookieStore({ insforge_access_token: FRESH.access });
    const { auth } = ours.createServerClient({ ...config(), cookies });
    expect((await auth.getCurrentUser()).data.user).toEqual(USER);
    const old = cookieStore({ insforge_access_token: 'old' });
    const other = ours.createServerClient({ ...config(), cookies: old });
    expect((await other.auth.getCurrentUser()).error).toMatchObject({ statusCode: 401 });
    const nobody = ours.createServerClient({ ...config(), cookies: cookieStore() });
    expect(await nobody.auth.getCurrentUser()).toEqual({ data: { user: null }, error: null });
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/api/auth/sessions/current',
      '/api/auth/sessions/current',
    ]);
  });
});

describe('the client of a page', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'document'));

  const routes = (good: string) => ({
    'POST /app/refresh': (_: unknown, response: Parameters<typeof json>[0]) =>
      json(response, 200, { user: USER, accessToken: good }),
    'GET /api/auth/profiles/u-1': (
      { headers }: { headers: { authorization?: string | undefined } },
      response: Parameters<typeof json>[0],
    ) =>
      headers.authorization === `Bearer ${good}`
        ? json(response, 200, { id: 'u-1', profile: null })
        : refuse(response, 401, 'AUTH_TOKEN_EXPIRED'),
  });

  it.each([
    ['the cookie holds a token that is taken', 'good', ['GET good']],
    ['the token was withdrawn', 'withdrawn', ['GET withdrawn', 'POST', 'GET good']],
    ['the token has ended', 'ended', ['POST', 'GET good']],
    ['there is no cookie', undefined, ['POST', 'GET good']],
  ])('has its session renewed by the app, as the official one: %s', async (_, held, wanted) => {
    const tokens: { readonly [name: string]: string } = {
      good: token('good', 900),
      withdrawn: token('withdrawn', 900),
      ended: token('ended', -5),
    };
    server.route(routes(tokens['good'] ?? ''));
    for (const create of [official.createBrowserClient, ours.createBrowserClient]) {
      const value = held === undefined ? undefined : tokens[held];
      const cookie = value === undefined ? '' : `insforge_access_token=${value}`;
      Object.assign(globalThis, { document: { cookie, title: '' } });
      const refreshUrl = `${server.url()}/app/refresh`;
      const { auth } = create({ ...config(), refreshUrl });
      const answers = await Promise.all([auth.getProfile('u-1'), auth.getProfile('u-1')]);
      expect(answers.map(({ error }) => error)).toEqual([null, null]);
      const seen = server.seen.splice(0).map(({ method, headers }) => {
        const who = Object.entries(tokens).find(
          ([, each]) => headers.authorization === `Bearer ${each}`,
        );
        return who === undefined ? method : `${method} ${who[0]}`;
      });
      // Both calls ask by themselves, and are renewed together.
      expect([...new Set(seen)]).toEqual(wanted);
      expect(seen.filter((each) => each === 'POST').length).toBe(wanted.includes('POST') ? 1 : 0);
    }
  });
});

it('what renews sessions before a page is rendered brings no client along', async () => {
  const bundle = async (file: string): Promise<string> => {
    const { outputFiles } = await build({
      entryPoints: [join(folder, file)],
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
    });
    return outputFiles[0]?.text ?? '';
  };
  const middleware = await bundle('ssr-middleware.ts');
  expect(middleware).toContain('client_type=mobile');
  expect(middleware).not.toContain('/api/storage');
  expect(middleware.length).toBeLessThan(8000);
  // Nor does the client bring any of it.
  expect(await bundle('client.ts')).not.toContain('insforge_access_token');
});
