/** Requests that no method makes, with all that the client's own have. */

import { send } from './request.js';
import { isExpiring } from './jwt.js';
import type { ClientMethod } from '../client/method.js';
import type { CallOptions } from '../http/types.js';
import type { InsForgeSession, SignedIn } from './session.js';

export interface InsForgeRequestOptions extends CallOptions {
  readonly params?: { readonly [name: string]: string } | undefined;
  /** Forms and bytes as they are, anything else as JSON. */
  readonly body?: unknown;
  /** Whether it may be sent twice, whatever its method. */
  readonly idempotent?: boolean | undefined;
  /** Whether a token that is refused is left as it is. */
  readonly skipAuthRefresh?: boolean | undefined;
}

type Options = Omit<InsForgeRequestOptions, 'body'>;

/** Paths are below the address of the backend. All of it rejects with an `InsForgeError`. */
export interface InsForgeHttpClient {
  readonly baseUrl: string;
  request<Data = unknown>(
    method: string,
    path: string,
    options?: InsForgeRequestOptions,
  ): Promise<Data>;
  get<Data = unknown>(path: string, options?: Options): Promise<Data>;
  post<Data = unknown>(path: string, body?: unknown, options?: Options): Promise<Data>;
  put<Data = unknown>(path: string, body?: unknown, options?: Options): Promise<Data>;
  patch<Data = unknown>(path: string, body?: unknown, options?: Options): Promise<Data>;
  delete<Data = unknown>(path: string, options?: InsForgeRequestOptions): Promise<Data>;
  /** The headers that a request carries now. */
  getHeaders(): Record<string, string>;
  setAuthToken(token: string | null): void;
  setRefreshToken(token: string | null): void;
  /** Renews the session, once for all who ask meanwhile. */
  refreshAccessToken(): Promise<SignedIn>;
  /** The token, renewed where it expires within so many seconds. */
  getValidAccessToken(leewaySeconds?: number): Promise<string | null>;
}

/** The requests of this client, for paths that have no method. */
export type GetHttpClient = () => InsForgeHttpClient;

export function httpClientMethod(session: InsForgeSession): ClientMethod {
  const request: InsForgeHttpClient['request'] = async (method, path, options = {}) => {
    const { params, body, idempotent, skipAuthRefresh, ...rest } = options;
    const refresh = skipAuthRefresh === true ? ('never' as const) : undefined;
    const sent = { method, url: path, query: params, body, idempotent, refresh };
    return (await send(session, sent, rest)).data as never;
  };
  const client: InsForgeHttpClient = {
    baseUrl: session.baseUrl,
    request,
    get: (path, options) => request('GET', path, options),
    post: (path, body, options) => request('POST', path, { ...options, body }),
    put: (path, body, options) => request('PUT', path, { ...options, body }),
    patch: (path, body, options) => request('PATCH', path, { ...options, body }),
    delete: (path, options) => request('DELETE', path, options),
    getHeaders: () => ({ ...session.headers() }),
    setAuthToken: (token) => session.setToken(token, 'signedIn'),
    setRefreshToken: (token) => session.setRenewal(token),
    refreshAccessToken: () => session.renew(),
    getValidAccessToken: async (leewaySeconds) => {
      const token = session.token();
      if (!isExpiring(token, leewaySeconds) || !session.renews) return token ?? null;
      return (await session.renew()).accessToken;
    },
  };
  const method: GetHttpClient = () => client;
  return method as ClientMethod;
}
