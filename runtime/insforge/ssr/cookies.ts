/** The cookies in which an app keeps the session of its user: what they are called, and how they are set. */

import { cookieIn } from '../browser.js';
import { expiryOf } from '../jwt.js';

export const ACCESS_TOKEN_COOKIE = 'insforge_access_token';
export const REFRESH_TOKEN_COOKIE = 'insforge_refresh_token';

export interface AuthCookieNames {
  /** Default: `insforge_access_token`. */
  readonly accessToken?: string | undefined;
  /** Default: `insforge_refresh_token`. */
  readonly refreshToken?: string | undefined;
}

export interface CookieOptions {
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
  readonly expires?: Date | undefined;
  /** Seconds. */
  readonly maxAge?: number | undefined;
  readonly httpOnly?: boolean | undefined;
  readonly secure?: boolean | undefined;
  readonly sameSite?: 'lax' | 'strict' | 'none' | undefined;
}

export interface AuthCookieSettings {
  readonly names?: AuthCookieNames | undefined;
  /** Over the usual ones of each cookie. */
  readonly options?:
    | {
        readonly accessToken?: CookieOptions | undefined;
        readonly refreshToken?: CookieOptions | undefined;
      }
    | undefined;
}

/** Cookies as frameworks hand them out: `await cookies()` of Next.js, `request.cookies`. */
export interface CookieReader {
  get(name: string): string | { readonly value?: string | null | undefined } | null | undefined;
}

/** Methods, so that a framework's narrower parameters fit. */
export interface CookieWriter {
  set?(name: string, value: string, options?: object): unknown;
  delete?(name: string): unknown;
}

export interface CookieStore extends CookieReader, CookieWriter {}

export interface AuthTokens {
  readonly accessToken: string;
  readonly refreshToken?: string | null | undefined;
}

export function accessCookieName(names?: AuthCookieNames): string {
  return names?.accessToken ?? ACCESS_TOKEN_COOKIE;
}

export function refreshCookieName(names?: AuthCookieNames): string {
  return names?.refreshToken ?? REFRESH_TOKEN_COOKIE;
}

/** The value of a cookie; undefined where it is empty or absent. */
export function cookieOf(cookies: CookieReader | undefined, name: string): string | undefined {
  const found = cookies?.get(name);
  return (typeof found === 'string' ? found : found?.value) || undefined;
}

/** The same, of a `Cookie` header. */
export function headerCookie(header: string | null | undefined, name: string): string | undefined {
  return cookieIn(header ?? '', name) || undefined;
}

declare const process: { readonly env: { readonly NODE_ENV?: string } } | undefined;

function usual(): CookieOptions {
  const location = Reflect.get(globalThis, 'location') as { protocol?: string } | undefined;
  const secure =
    typeof process === 'undefined'
      ? location?.protocol === 'https:'
      : process.env.NODE_ENV === 'production';
  return { path: '/', sameSite: 'lax', secure };
}

/** Scripts of the page may read it. It ends with the token. */
export function accessTokenCookieOptions(token: string, own?: CookieOptions): CookieOptions {
  return { ...usual(), httpOnly: false, expires: expiryOf(token), ...own };
}

/** Scripts of the page may not read it. It ends with the token. */
export function refreshTokenCookieOptions(token: string, own?: CookieOptions): CookieOptions {
  return { ...usual(), httpOnly: true, expires: expiryOf(token), ...own };
}

function expired({ expires: _, maxAge: __, ...own }: CookieOptions = {}): CookieOptions {
  return { ...usual(), ...own, expires: new Date(0), maxAge: 0 };
}

interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly options: CookieOptions;
}

/** The cookies that keep a session. */
function kept(
  { accessToken, refreshToken }: AuthTokens,
  { names, options }: AuthCookieSettings,
): readonly SetCookie[] {
  const access = {
    name: accessCookieName(names),
    value: accessToken,
    options: accessTokenCookieOptions(accessToken, options?.accessToken),
  };
  if (!refreshToken) return [access];
  const renewal = {
    name: refreshCookieName(names),
    value: refreshToken,
    options: refreshTokenCookieOptions(refreshToken, options?.refreshToken),
  };
  return [access, renewal];
}

/** The cookies that forget it. */
function forgotten({ names, options }: AuthCookieSettings): readonly SetCookie[] {
  return [
    { name: accessCookieName(names), value: '', options: expired(options?.accessToken) },
    { name: refreshCookieName(names), value: '', options: expired(options?.refreshToken) },
  ];
}

/** Keeps a session in cookies. A store that cannot be written to is left as it is. */
export function setAuthCookies(
  cookies: CookieWriter | undefined,
  tokens: AuthTokens,
  settings: AuthCookieSettings = {},
): void {
  for (const { name, value, options } of kept(tokens, settings)) {
    cookies?.set?.(name, value, options);
  }
}

/** Forgets the session of these cookies. */
export function clearAuthCookies(
  cookies: CookieWriter | undefined,
  settings: AuthCookieSettings = {},
): void {
  for (const { name, value, options } of forgotten(settings)) {
    if (cookies?.set) cookies.set(name, value, options);
    else cookies?.delete?.(name);
  }
}

/** The same as `Set-Cookie` headers; `tokens` undefined: the session is forgotten. */
export function cookieHeaders(
  tokens: AuthTokens | undefined,
  settings: AuthCookieSettings,
): readonly string[] {
  const cookies = tokens === undefined ? forgotten(settings) : kept(tokens, settings);
  return cookies.map(({ name, value, options }) => headerOf(name, value, options));
}

function headerOf(name: string, value: string, options: CookieOptions): string {
  const { maxAge, domain, path, expires, httpOnly, secure, sameSite } = options;
  const site = sameSite && sameSite.charAt(0).toUpperCase() + sameSite.slice(1);
  return [
    `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    maxAge !== undefined && `Max-Age=${String(maxAge)}`,
    domain && `Domain=${domain}`,
    path && `Path=${path}`,
    expires && `Expires=${expires.toUTCString()}`,
    httpOnly && 'HttpOnly',
    secure && 'Secure',
    site && `SameSite=${site}`,
  ]
    .filter((each) => typeof each === 'string' && each !== '')
    .join('; ');
}
