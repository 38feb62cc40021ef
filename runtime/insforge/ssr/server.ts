/** Clients on the server of an app: they act as whoever its cookies say. */

import { ValidationError } from '../../http/errors.js';
import { accessCookieName, clearAuthCookies, cookieOf, setAuthCookies } from './cookies.js';
import { settled, type SsrConfig } from './settings.js';
import type { InsForgeConfig } from '../config.js';
import type { InsForgeError } from '../error.js';
import type { AuthTokens, CookieReader, CookieStore, CookieWriter } from './cookies.js';

export interface ServerClientOptions extends SsrConfig {
  readonly cookies?: CookieReader | undefined;
  /** In place of the cookie's. */
  readonly accessToken?: string | undefined;
}

/** A client that acts as whoever the cookies of a request say. */
export type CreateServerClient<Client> = (options?: ServerClientOptions) => Client;

export interface AuthActionsOptions extends SsrConfig {
  /** Read and written: `await cookies()` in a server action. */
  readonly cookies?: CookieStore | undefined;
  /** Where those that are read are others than those that are written, as in a route handler. */
  readonly requestCookies?: CookieReader | undefined;
  readonly responseCookies?: CookieWriter | undefined;
}

type Method = (...args: never) => Promise<{ readonly data: unknown }>;

/** The tokens stay on the server. */
type Safe<Data> = Data extends object
  ? Omit<Data, 'accessToken' | 'csrfToken' | 'refreshToken'>
  : Data;

type SafeMethod<M extends Method> = (...args: Parameters<M>) => Promise<{
  readonly data: Safe<Awaited<ReturnType<M>>['data']>;
  readonly error: InsForgeError | null;
}>;

/** Those that begin a session, and so set its cookies. */
type Beginning =
  | 'exchangeOAuthCode'
  | 'signInWithIdToken'
  | 'signInWithPassword'
  | 'signUp'
  | 'verifyEmail'
  | 'verifyOtp';

interface WithAuth {
  readonly auth: { readonly [Name in Beginning]: Method } & {
    readonly signInWithOAuth: unknown;
    readonly signInWithOtp: unknown;
    readonly signOut: () => Promise<{ readonly error: InsForgeError | null }>;
  };
}

/** What signs users of an app in and out, by its cookies. */
export type AuthActions<Client extends WithAuth> = {
  readonly [Name in Beginning]: SafeMethod<Client['auth'][Name]>;
} & Pick<Client['auth'], 'signInWithOAuth' | 'signInWithOtp' | 'signOut'>;

/** For server actions and route handlers. Throws a `ValidationError` where no cookie could be set. */
export type CreateAuthActions<Client extends WithAuth> = (
  options?: AuthActionsOptions,
) => AuthActions<Client>;

type Create<Client> = (config: InsForgeConfig) => Client;

export function serverClientWith<Client>(create: Create<Client>): CreateServerClient<Client> {
  return (options = {}) => {
    const { cookies, names, options: _, ...config } = options;
    return create({
      ...config,
      ...settled(config, 'createServerClient'),
      isServerMode: true,
      accessToken: options.accessToken ?? cookieOf(cookies, accessCookieName(names)),
    });
  };
}

const BEGINNING: readonly Beginning[] = [
  'exchangeOAuthCode',
  'signInWithIdToken',
  'signInWithPassword',
  'signUp',
  'verifyEmail',
  'verifyOtp',
];

export function authActionsWith<Client extends WithAuth>(
  create: Create<Client>,
): CreateAuthActions<Client> {
  return (given = {}) => {
    const { cookies, requestCookies, responseCookies, ...config } = given;
    const written = responseCookies ?? cookies;
    if (!written?.set) {
      throw new ValidationError(
        'createAuthActions() requires a writable cookie store. Pass cookies in Server Actions or responseCookies in Route Handlers.',
      );
    }
    const read = requestCookies ?? cookies;
    const auth = () => serverClientWith(create)({ ...config, cookies: read }).auth as Actions;
    const beginning = BEGINNING.map((name) => {
      const begin = async (...args: readonly unknown[]): Promise<unknown> => {
        const { data, error } = await auth()[name](...args);
        const tokens = data as (Partial<AuthTokens> & object) | null;
        const { accessToken, refreshToken } = tokens ?? {};
        if (accessToken) setAuthCookies(written, { accessToken, refreshToken }, config);
        return { data: tokens && withoutTokens(tokens), error };
      };
      return [name, begin] as const;
    });
    const actions: object = {
      ...Object.fromEntries(beginning),
      signInWithOAuth: (...args: readonly unknown[]) => auth().signInWithOAuth(...args),
      signInWithOtp: (...args: readonly unknown[]) => auth().signInWithOtp(...args),
      signOut: async () => {
        const result = await auth().signOut();
        clearAuthCookies(written, config);
        return result;
      },
    };
    return actions as AuthActions<Client>;
  };
}

/** The same methods, whatever they take. */
type Actions = {
  readonly [Name in Beginning | 'signInWithOAuth' | 'signInWithOtp' | 'signOut']: (
    ...args: readonly unknown[]
  ) => Promise<{ readonly data: unknown; readonly error: unknown }>;
};

function withoutTokens(data: object): object {
  const names = ['accessToken', 'refreshToken', 'csrfToken'];
  return Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));
}
