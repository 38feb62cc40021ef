/** Renewing a session on the server of an app, and its cookies with it. */

import { web } from '../../web.js';
import { InsForgeError } from '../error.js';
import { cookieHeaders, cookieOf, headerCookie, refreshCookieName } from './cookies.js';
import { settled, type SsrConfig } from './settings.js';
import type { WebResponse } from '../../web.js';
import type { AuthTokens, CookieReader } from './cookies.js';

/** A request as frameworks hand it on. */
export interface RequestWithHeaders {
  readonly headers: { get(name: string): string | null };
}

/** The token that renews is the one given, or that of the cookies. */
export interface RefreshAuthOptions extends SsrConfig {
  readonly request?: RequestWithHeaders | undefined;
  readonly cookies?: CookieReader | undefined;
  readonly refreshToken?: string | undefined;
}

/** The session after its renewal, as the browser may see it. */
export interface RefreshedSession {
  readonly accessToken: string;
  readonly user: unknown;
  readonly csrfToken?: string | undefined;
}

/** `response` is what the browser is to be answered, with its cookies. */
export type RefreshAuthResult = { readonly response: WebResponse } & (
  | {
      readonly data: RefreshedSession;
      readonly accessToken: string;
      readonly refreshToken: string;
      readonly error: null;
    }
  | {
      readonly data: null;
      readonly accessToken: null;
      readonly refreshToken: null;
      readonly error: InsForgeError;
    }
);

const FAILED = 'Failed to refresh auth session';

/** Renews the session of a request. Rejects only where the backend's address or key is not known. */
export async function refreshSessionCookies(
  options: RefreshAuthOptions = {},
): Promise<RefreshAuthResult> {
  const name = refreshCookieName(options.names);
  const token =
    options.refreshToken ||
    cookieOf(options.cookies, name) ||
    headerCookie(options.request?.headers.get('cookie'), name);
  if (!token) {
    const text = 'Refresh token cookie is missing';
    return failed(new InsForgeError(text, 401, 'AUTH_UNAUTHORIZED'), options);
  }
  const { baseUrl, anonKey } = settled(options, 'refreshAuth');
  let answer: (RefreshedSession & { readonly refreshToken?: string }) | undefined;
  try {
    answer = (await ask(options, baseUrl, anonKey, token)) as typeof answer;
  } catch (error) {
    return failed(told(error), options);
  }
  if (!answer?.accessToken) return failed(new InsForgeError(FAILED, 500, UNKNOWN), options);
  const { accessToken, user, csrfToken, refreshToken = token } = answer;
  const data = { accessToken, user, csrfToken };
  const response = jsonResponse(data, 200, { accessToken, refreshToken }, options);
  return { response, data, accessToken, refreshToken, error: null };
}

const UNKNOWN = 'UNKNOWN_ERROR';

async function ask(
  { fetch, headers }: SsrConfig,
  baseUrl: string,
  anonKey: string,
  token: string,
): Promise<unknown> {
  const url = `${baseUrl.replace(/\/+$/, '')}/api/auth/refresh?client_type=mobile`;
  const response = await (fetch ?? web.fetch)(url, {
    method: 'POST',
    headers: {
      ...headers,
      Authorization: `Bearer ${anonKey}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    body: JSON.stringify({ refresh_token: token }),
  });
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const body: unknown = isJson ? await response.json() : undefined;
  if (response.ok) return body;
  throw refusal(body, response.status);
}

/** An answer that is an error, in the backend's words where it has some. */
export function refusal(body: unknown, status: number): InsForgeError {
  const { message, statusCode, error } = (body ?? {}) as { readonly [name: string]: unknown };
  return new InsForgeError(
    typeof message === 'string' ? message : FAILED,
    typeof statusCode === 'number' ? statusCode : status,
    typeof error === 'string' ? error : UNKNOWN,
  );
}

function told(error: unknown): InsForgeError {
  if (error instanceof InsForgeError) return error;
  return new InsForgeError(error instanceof Error ? error.message : FAILED, 500, UNKNOWN);
}

/** Whatever went wrong, the cookies are of no use any more. */
function failed(error: InsForgeError, options: SsrConfig): RefreshAuthResult {
  const { error: code, message, statusCode } = error;
  const body = { error: code, message, statusCode };
  const response = jsonResponse(body, statusCode || 500, undefined, options);
  return { response, data: null, accessToken: null, refreshToken: null, error };
}

function jsonResponse(
  body: unknown,
  status: number,
  tokens: AuthTokens | undefined,
  settings: SsrConfig,
): WebResponse {
  const headers = new web.Headers([
    ...cookieHeaders(tokens, settings).map((each): [string, string] => ['Set-Cookie', each]),
    ['Content-Type', 'application/json'],
  ]);
  return new web.Response(JSON.stringify(body), { status, headers });
}

/** The route of an app that its pages renew their session by. */
export function createRefreshAuthRouter(options: Omit<RefreshAuthOptions, 'request'> = {}): {
  readonly POST: (request: RequestWithHeaders) => Promise<WebResponse>;
} {
  return {
    POST: async (request) => (await refreshSessionCookies({ ...options, request })).response,
  };
}
