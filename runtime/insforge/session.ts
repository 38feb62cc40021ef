/** The session of a client of InsForge: who is signed in, and what requests carry because of it. */

import { repeatFailed } from '../client/repeat.js';
import { requestOf } from '../client/request.js';
import { at } from '../client/method.js';
import { isExpired, isReplayable } from '../client/session.js';
import { headerRecord } from '../http/headers.js';
import { timeout } from '../http/timeout.js';
import { createTransport } from '../http/transport.js';
import { web } from '../web.js';
import { DEFAULT_URL, staticToken } from './config.js';
import { csrfToken } from './csrf.js';
import { failure, InsForgeError, worded } from './error.js';
import { logging } from './log.js';
import type { RepeatRules } from '../client/repeat.js';
import type { Session, SlotSpec } from '../client/session.js';
import type { CallOptions, Policy, Transport } from '../http/types.js';
import type { InsForgeConfig } from './config.js';
import type { CsrfToken } from './csrf.js';

/** What happened to the session. */
export type AuthChange = 'signedIn' | 'signedOut' | 'tokenRefreshed';

/** Who is signed in, as the server answers it. */
export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken?: string | null | undefined;
  readonly csrfToken?: string | null | undefined;
  readonly user?: unknown;
}

/** What the client's table says of it. */
export interface InsForgeRules {
  readonly retry?: RepeatRules;
  /** Milliseconds. */
  readonly timeout?: number;
}

/** What methods are made with. */
export interface InsForgeSession extends Session {
  readonly config: InsForgeConfig;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly flags: { readonly serverMode: boolean };
  /** Whether a token that is refused is renewed. */
  readonly renews: boolean;
  readonly csrf: CsrfToken;
  token(): string | undefined;
  user(): unknown;
  setUser(user: unknown): void;
  /** The headers that a request carries now. */
  headers(): Readonly<Record<string, string>>;
  /** Takes note of an answer that signs in; false where it does not. */
  save(answer: unknown, event: AuthChange): boolean;
  /** Acts with this token from now on; null: as nobody. */
  setToken(token: string | null, event: AuthChange): void;
  setRenewal(token: string | null): void;
  clear(): void;
  /** Renews the token, once for all who ask meanwhile. */
  renew(): Promise<SignedIn>;
  listen(callback: (event: AuthChange) => void): () => void;
  /** What is under way since the client was made: the answer of an OAuth provider being exchanged. */
  readonly starting: { wait?: Promise<unknown> };
  /** Whatever a method met, as an error of the client. */
  readonly failed: (reason: unknown) => never;
}

/**
 * Requests carry the token of whoever is signed in, or the public key. Where the server says that the token is of no
 * use any more it is renewed, once for all calls that wait for it, and the call is made again; so it is, without that,
 * where the token was renewed while the call was under way. A token that was given as it is, is never renewed.
 */
export function openInsForge(
  config: InsForgeConfig,
  server: string | undefined,
  slots: { readonly user: SlotSpec },
  rules: InsForgeRules = {},
): InsForgeSession {
  const fixed = staticToken(config);
  const baseUrl = (config.baseUrl || server || DEFAULT_URL).replace(/\/+$/, '');
  const { refresh } = slots.user;
  const serverMode = config.isServerMode ?? Boolean(fixed);
  const renews = !config.isServerMode && !fixed && refresh !== undefined;
  const csrf = csrfToken();
  const listeners = new Set<(event: AuthChange) => void>();
  let token = fixed || undefined;
  let renewal: string | undefined;
  let user: unknown;

  const tell = (event: AuthChange): void => {
    for (const listener of Array.from(listeners)) {
      try {
        listener(event);
      } catch (error) {
        web.console.error(error);
      }
    }
  };
  const setToken = (given: string | null, event: AuthChange): void => {
    // An empty one is none.
    const next = given || undefined;
    const changed = next !== token;
    token = next;
    if (next === undefined) user = undefined;
    if (changed) tell(next === undefined ? 'signedOut' : event);
  };
  const clear = (): void => {
    renewal = undefined;
    if (!serverMode) csrf.set(undefined);
    setToken(null, 'signedOut');
  };
  const save = (answer: unknown, event: AuthChange): boolean => {
    const given = answer as Partial<SignedIn> | undefined;
    if (!given?.accessToken || !given.user) return false;
    if (!serverMode && given.csrfToken) csrf.set(given.csrfToken);
    renewal = given.refreshToken ?? undefined;
    user = given.user;
    setToken(given.accessToken, event);
    return true;
  };

  const headersWith = (sent: string | undefined): Record<string, string> => ({
    ...headerRecord({ headers: config.headers }),
    ...(sent === undefined ? {} : { authorization: `Bearer ${sent}` }),
    // Admin keys are known by their form; the gateway looks for them here.
    ...(sent?.startsWith('ik_') ? { 'x-api-key': sent } : {}),
  });
  const milliseconds = config.timeout ?? rules.timeout ?? 0;
  const use: readonly Policy[] = [
    ...(config.use ?? []),
    repeatFailed({
      statuses: rules.retry?.statuses ?? [],
      times: config.retryCount ?? rules.retry?.times ?? 0,
      delay: config.retryDelay ?? rules.retry?.delay ?? 0,
    }),
    timeout(milliseconds > 0 ? milliseconds : undefined),
    ...logging(config.debug),
    withCharset,
  ];
  const sendWith =
    (headers: Record<string, string>): Transport =>
    async (operation, request, options) => {
      let status = 0;
      let statusText = '';
      const fetch = config.fetch ?? web.fetch;
      const transport = createTransport({
        baseUrl,
        headers,
        use,
        fetch: async (url, init) => {
          const response = await fetch(url, init);
          ({ status, statusText } = response);
          return response;
        },
      });
      try {
        return await transport(operation, request, options);
      } catch (error) {
        const waited = options?.timeout ?? milliseconds;
        throw worded(error, { status, statusText, timeout: waited });
      }
    };
  const sendNow: Transport = (...call) => sendWith(headersWith(token ?? config.anonKey))(...call);

  const askForToken = async (): Promise<SignedIn> => {
    if (refresh === undefined) throw new InsForgeError('No session', 401, 'AUTH_UNAUTHORIZED');
    const used = token;
    const mobile = { 'query.client_type': 'mobile' };
    const { options: _, ...request } =
      renewal === undefined
        ? requestOf({}, [])
        : requestOf({ args: [refresh.to], constants: mobile }, [renewal]);
    try {
      const answer = (await refresh.endpoint(
        sendNow,
        request as never,
        sessionOptions(csrf),
      )) as SignedIn;
      const former = renewal;
      // Signed in anew or out while we asked: what we got is of the past.
      const next = at(answer, refresh.set);
      if (token === used && typeof next === 'string') {
        if (!save(answer, 'tokenRefreshed')) setToken(next, 'tokenRefreshed');
        renewal ??= former;
      }
      return answer;
    } catch (error) {
      const status = error instanceof InsForgeError ? error.statusCode : 0;
      if ((status === 401 || status === 403) && token === used) clear();
      throw error;
    }
  };
  let renewing: Promise<SignedIn> | undefined;
  const renew = (): Promise<SignedIn> =>
    (renewing ??= askForToken().finally(() => {
      renewing = undefined;
    }));

  const sendOrRenew: Transport = async (operation, request, options) => {
    const used = token;
    try {
      return await sendNow(operation, request, options);
    } catch (error) {
      const expired = renews && used !== undefined && isExpired(error, refresh.codes);
      if (!expired || !isReplayable(request)) throw error;
      if (used === token) await renew();
      if (token === undefined) throw error;
      return sendNow(operation, request, options);
    }
  };
  const bare = sendWith(headerRecord({ headers: undefined }));

  return {
    config,
    baseUrl,
    defaultSchema: config.db?.schema || undefined,
    flags: { serverMode },
    renews,
    csrf,
    starting: {},
    token: () => token,
    user: () => user,
    setUser: (next) => (user = next),
    headers: () => headersWith(token ?? config.anonKey),
    save,
    setToken,
    setRenewal: (next) => (renewal = next ?? undefined),
    clear,
    renew,
    listen: (callback) => {
      // The same function may be added twice.
      const own = (event: AuthChange): void => callback(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    failed: (reason) => {
      throw failure(reason, reason instanceof Error ? reason.message : String(reason));
    },
    transport: (auth, never) =>
      auth === 'none' ? bare : never === 'never' ? sendNow : sendOrRenew,
    keep: async ({ clear: forgets }, calling) => {
      const answer = await calling.catch((error: unknown) => {
        if (forgets === 'always') clear();
        throw error;
      });
      if (forgets === undefined) save(answer, 'signedIn');
      else clear();
      return answer;
    },
    peek: () => (token === undefined ? undefined : { token, renewal }),
    fill: (_, tokens) => {
      setToken(tokens?.token ?? null, 'signedIn');
      renewal = tokens?.renewal;
      return Promise.resolve();
    },
  };
}

/** What calls of the session carry: the browser's cookies, and the proof that they come from its own page. */
export function sessionOptions(csrf: CsrfToken, serverMode = false): CallOptions {
  const proof = serverMode ? undefined : csrf.get();
  return {
    fetchOptions: { credentials: 'include' } as object,
    ...(proof === undefined ? {} : { headers: { 'X-CSRF-Token': proof } }),
  };
}

/** As the server's own SDK says it, which asks for rows without the charset. */
const withCharset: Policy = (next) => (request) => {
  const json =
    request.headers['content-type'] === 'application/json' &&
    !/^\/api\/database\/(?:records|rpc)\//.test(request.operation.path);
  if (!json) return next(request);
  const type = 'application/json;charset=UTF-8';
  return next({ ...request, headers: { ...request.headers, 'content-type': type } });
};
