/** What a client of InsForge is made with. */

import { ValidationError } from '../http/errors.js';
import type { Policy } from '../http/types.js';
import type { Fetch } from '../web.js';

export interface InsForgeConfig {
  /** Where the backend is. Default: `http://localhost:7130`. */
  readonly baseUrl?: string | undefined;
  /** The public key, sent while nobody is signed in. */
  readonly anonKey?: string | undefined;
  /**
   * A token to be used as it is, of a user or of an edge function's caller: it is never renewed. The client is then in
   * server mode, unless `isServerMode` says otherwise.
   */
  readonly accessToken?: string | undefined;
  /** Use `accessToken`: this is its older name. */
  readonly edgeFunctionToken?: string | undefined;
  /** Where edge functions are. Default: derived from the address of a hosted backend. */
  readonly functionsUrl?: string | undefined;
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /** Whether tokens come and go in bodies, as where no browser keeps cookies. */
  readonly isServerMode?: boolean | undefined;
  readonly auth?:
    | {
        /** Whether the answer of an OAuth provider is looked for in the address of the page. Default: true. */
        readonly detectOAuthCallback?: boolean | undefined;
      }
    | undefined;
  readonly db?:
    | {
        /** The Postgres schema of queries that name none. Default: `public`. */
        readonly schema?: string | undefined;
      }
    | undefined;
  /** Sent with every request. */
  readonly headers?: { readonly [name: string]: string } | undefined;
  /** Writes requests and answers to the console, or to this function; nothing that is secret. */
  readonly debug?:
    boolean | ((message: string, ...details: readonly unknown[]) => void) | undefined;
  /** Milliseconds that each attempt may take; 0: any time. Default: 30,000. */
  readonly timeout?: number | undefined;
  /** Further attempts after the first, of what may be sent twice. Default: 3. */
  readonly retryCount?: number | undefined;
  /** Milliseconds before the first repetition, doubled for each further one. Default: 500. */
  readonly retryDelay?: number | undefined;
  /** Policies around every request, outermost first. */
  readonly use?: readonly Policy[] | undefined;
}

export interface InsForgeAdminConfig extends Omit<
  InsForgeConfig,
  'anonKey' | 'accessToken' | 'edgeFunctionToken' | 'isServerMode'
> {
  /** The admin key of the project, `ik_…`: for trusted servers only. */
  readonly apiKey: string;
}

/**
 * The configuration of a client that acts as the admin of the project.
 *
 * @throws {ValidationError} where the key is missing or blank, as what comes from the environment may be
 */
export function adminConfig({ apiKey, ...config }: InsForgeAdminConfig): InsForgeConfig {
  const key = typeof apiKey === 'string' ? apiKey.trim() : '';
  if (key === '') throw new ValidationError('Missing apiKey. Pass apiKey to createAdminClient().');
  return { ...config, accessToken: key, isServerMode: true };
}

/** The token that is used as it is. */
export function staticToken({
  accessToken,
  edgeFunctionToken,
}: InsForgeConfig): string | undefined {
  return accessToken ?? edgeFunctionToken;
}

export const DEFAULT_URL = 'http://localhost:7130';
