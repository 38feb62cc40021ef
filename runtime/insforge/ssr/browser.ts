/** The client of a page whose session its own server keeps: that renews it, too. */

import { web } from '../../web.js';
import { browserCookie } from '../browser.js';
import { isExpiring } from '../jwt.js';
import { accessCookieName } from './cookies.js';
import { refusal } from './refresh.js';
import { settled, type SsrConfig } from './settings.js';
import type { InsForgeConfig } from '../config.js';
import type { Fetch, WebResponse } from '../../web.js';

export interface BrowserClientOptions extends SsrConfig {
  /** The route of the app that renews the session. Default: `/api/auth/refresh`. */
  readonly refreshUrl?: string | undefined;
  /** Seconds before its end in which a token is renewed already. Default: 60. */
  readonly refreshLeewaySeconds?: number | undefined;
}

/** What of `auth` changes no session: that is done on the server, which sets the cookies. */
type Reading = 'getCurrentUser' | 'getProfile' | 'getPublicAuthConfig';

interface WithSession {
  readonly auth: { readonly [Name in Reading]: unknown };
  readonly setAccessToken: (token: string | null, event?: 'signedIn' | 'tokenRefreshed') => void;
}

/** A client without what begins and ends sessions. */
export type BrowserClient<Client extends WithSession> = Omit<Client, 'auth'> & {
  readonly auth: Pick<Client['auth'], Reading>;
};

/** A client that acts as whoever the app's cookies say, and has their session renewed by the app's server. */
export type CreateBrowserClient<Client extends WithSession> = (
  options?: BrowserClientOptions,
) => BrowserClient<Client>;

/** Any of these says that the token is of no use any more. */
const CODES: ReadonlySet<unknown> = new Set([
  'AUTH_UNAUTHORIZED',
  'AUTH_TOKEN_EXPIRED',
  'PGRST301',
]);

export function browserClientWith<Client extends WithSession>(
  create: (config: InsForgeConfig) => Client,
): CreateBrowserClient<Client> {
  return (options = {}) => {
    const { refreshUrl = '/api/auth/refresh', refreshLeewaySeconds, names, ...rest } = options;
    const { options: _, ...config } = rest;
    const given = settled(options, 'createBrowserClient');
    const send: Fetch = (url, init) => (options.fetch ?? web.fetch)(url, init);
    let token = browserCookie(accessCookieName(names)) || undefined;
    let asked = false;
    let renewing: Promise<string | undefined> | undefined;

    const act = (next: string | undefined): void => {
      token = next;
      client.setAccessToken(next ?? null, 'tokenRefreshed');
    };
    const ask = async (): Promise<string | undefined> => {
      const response = await send(refreshUrl, {
        method: 'POST',
        credentials: 'include',
        headers: { Accept: 'application/json' },
      } as object);
      const body = await bodyOf(response);
      if (!response.ok) {
        const error = refusal(body, response.status);
        const over =
          response.status === 401 && CODES.has(error.error) && error.error !== 'PGRST301';
        if (!over) throw error;
        act(undefined);
        return undefined;
      }
      const { accessToken, user } = (body ?? {}) as { accessToken?: string; user?: unknown };
      if (!accessToken || !user) return undefined;
      act(accessToken);
      return accessToken;
    };
    const renew = (): Promise<string | undefined> =>
      (renewing ??= ask().finally(() => {
        asked = true;
        renewing = undefined;
      }));
    const renewingFetch: Fetch = async (url, init) => {
      if (url.endsWith(refreshUrl)) return send(url, init);
      let own = init;
      if ((!token && !asked) || isExpiring(token, refreshLeewaySeconds)) {
        const renewed = await renew().catch((): undefined => undefined);
        if (renewed !== undefined) own = withToken(init, renewed);
      }
      const response = await send(url, own);
      if (!(await isRefused(response))) return response;
      const renewed = await renew();
      if (renewed !== undefined) return send(url, withToken(init, renewed));
      client.setAccessToken(null);
      return response;
    };
    const client = create({
      ...config,
      ...given,
      fetch: renewingFetch,
      auth: { detectOAuthCallback: false },
    });
    if (token) client.setAccessToken(token);
    if (!token || isExpiring(token, refreshLeewaySeconds)) void renew().catch(() => {});
    return {
      ...client,
      setAccessToken: (next, event) => {
        token = next ?? undefined;
        client.setAccessToken(next, event);
      },
    };
  };
}

async function bodyOf(response: WebResponse): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return isJson ? response.json() : { message: (await response.text()) || undefined };
}

async function isRefused(response: WebResponse): Promise<boolean> {
  if (response.status !== 401) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch((): undefined => undefined);
  const { error, code } = (body ?? {}) as { readonly error?: unknown; readonly code?: unknown };
  return CODES.has(error ?? code);
}

function withToken(init: Parameters<Fetch>[1], token: string): Parameters<Fetch>[1] {
  const given = init as { readonly headers?: { readonly [name: string]: string } };
  const headers = { ...given.headers, authorization: `Bearer ${token}` };
  return { ...init, headers };
}
