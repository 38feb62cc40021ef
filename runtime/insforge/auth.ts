/** Methods of `auth` that are more than one call, and those that make none. */

import { requestOf } from '../client/request.js';
import { page } from './browser.js';
import { failure, InsForgeError } from './error.js';
import { resultOf, type InsForgeResult } from './result.js';
import { sessionOptions, type AuthChange, type InsForgeSession } from './session.js';
import type { ClientMethod, Endpoint } from '../client/method.js';

/** Calls back whenever somebody signs in or out, or the token is renewed. What comes back ends that. */
export type OnAuthStateChange = (callback: (event: AuthChange) => void) => () => void;

/** Acts with this token from now on; null: as nobody. `tokenRefreshed`: it is of the same user. */
export type SetAccessToken = (token: string | null, event?: 'signedIn' | 'tokenRefreshed') => void;

/** Forgets the session, whatever the server says to it. */
export type SignOut = () => Promise<{ readonly error: InsForgeError | null }>;

/** In a browser its cookie renews the session; in server mode the token that renews it is needed. */
export type RefreshSession<Session> = (options?: {
  readonly refreshToken?: string | undefined;
}) => Promise<InsForgeResult<Session>>;

/** Who is signed in; null: nobody. `data` is there in any case. */
export type GetCurrentUser<User> = () => Promise<
  | { readonly data: { readonly user: User | null }; readonly error: null }
  | { readonly data: { readonly user: null }; readonly error: InsForgeError }
>;

/** Changes the profile of whoever is signed in. */
export type SetProfile<Profile> = (profile: {
  readonly [name: string]: unknown;
}) => Promise<InsForgeResult<Profile>>;

export function onAuthStateChangeMethod(session: InsForgeSession): ClientMethod {
  const listen: OnAuthStateChange = (callback) => session.listen(callback);
  return listen as ClientMethod;
}

export function setAccessTokenMethod(session: InsForgeSession): ClientMethod {
  const set: SetAccessToken = (token, event = 'signedIn') => session.setToken(token, event);
  return set as ClientMethod;
}

export function signOutMethod(session: InsForgeSession, signOut: Endpoint): ClientMethod {
  const method: SignOut = async () => {
    const { serverMode } = session.flags;
    const request = serverMode ? { query: { client_type: 'mobile' } } : {};
    const options = sessionOptions(session.csrf, serverMode);
    // What the server says to it changes nothing: here the session is over.
    await signOut(session.transport('user', 'never'), request as never, options).catch(() => {});
    session.clear();
    return { error: null };
  };
  return method as ClientMethod;
}

export function refreshSessionMethod(session: InsForgeSession, refresh: Endpoint): ClientMethod {
  const method: RefreshSession<unknown> = (given) => {
    const { serverMode } = session.flags;
    const token = given?.refreshToken;
    return resultOf(async () => {
      if (serverMode && !token) {
        const text = 'refreshToken is required when refreshing session in server mode';
        throw new InsForgeError(text, 400, 'AUTH_UNAUTHORIZED');
      }
      const constants = { 'query.client_type': 'mobile', 'body.refresh_token': token };
      const { options: _, ...request } = requestOf(serverMode ? { constants } : {}, []);
      const answer = await refresh(
        session.transport('user', 'never'),
        request as never,
        sessionOptions(session.csrf, serverMode),
      );
      session.save(answer, 'tokenRefreshed');
      return answer;
    }, 'An unexpected error occurred during session refresh');
  };
  return method as ClientMethod;
}

/** In a browser: who signed in here, else whom the browser's cookie remembers. On a server: whose token this is. */
export function currentUserMethod(
  session: InsForgeSession,
  current: Endpoint,
  refresh: Endpoint,
): ClientMethod {
  const ask = async (): Promise<unknown> => {
    if (session.flags.serverMode) {
      if (session.token() === undefined) return undefined;
      const answer = await current(session.transport('user'), {} as never);
      return (answer as { readonly user?: unknown }).user;
    }
    if (session.token() !== undefined && session.user() !== undefined) return session.user();
    if (page().window === undefined) return undefined;
    const renewed = await (refreshSessionMethod(session, refresh) as RefreshSession<unknown>)();
    if (renewed.error !== null) throw renewed.error;
    return (renewed.data as { readonly user?: unknown } | undefined)?.user;
  };
  const method: GetCurrentUser<unknown> = async () => {
    await session.starting.wait;
    try {
      return { data: { user: (await ask()) ?? null }, error: null };
    } catch (reason) {
      const error = failure(reason, 'An unexpected error occurred while getting user');
      return { data: { user: null }, error };
    }
  };
  return method as ClientMethod;
}

export function setProfileMethod(session: InsForgeSession, update: Endpoint): ClientMethod {
  const method: SetProfile<unknown> = (profile) =>
    resultOf(async () => {
      const answer = await update(session.transport('user'), { body: { profile } } as never);
      const { profile: next } = (answer ?? {}) as { readonly profile?: unknown };
      const user = session.user();
      if (user !== undefined && next !== undefined) {
        session.setUser({ ...(user as object), profile: next });
      }
      return answer;
    }, 'An unexpected error occurred while updating user profile');
  return method as ClientMethod;
}
