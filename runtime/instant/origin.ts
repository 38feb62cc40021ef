import { connectThrough } from './connect.js';
import { checkAuth, DIALECT, identityHeaders } from './config.js';
import { mergeHeaders } from '../http/headers.js';
import { policiesOf } from './session.js';
import { web } from '../web.js';
import type { Connect } from './connect.js';
import type { Identity, ResolvedConfig } from './config.js';
import type { Checks } from './session.js';
import type { SchemaTable } from './schema.js';
import type { Policy } from '../http/types.js';
import type { Fetch } from '../web.js';

/** What requests on connections of their own say they come from. */
export const VERSIONS: { readonly [name: string]: string } = {
  '@instantdb/admin': DIALECT,
  '@instantdb/core': DIALECT,
};

/** What features that hold connections of their own, or call other addresses, need of a client. */
export interface Origin {
  readonly appId: string;
  readonly apiURI: string;
  readonly fetch: Fetch;
  /** The function that is behind `fetch` now: the configuration's own, or the platform's. */
  readonly sender: () => Fetch;
  /** What requests of connections go through. */
  readonly connect: Connect;
  /** What requests that are calls pass through. */
  readonly policies: readonly Policy[];
  /** Absent: the client was generated without a schema. */
  readonly schema: SchemaTable | undefined;
  readonly checks: Checks;
  /** The admin token. A function, so that printing an origin does not show it. */
  readonly token: () => string | undefined;
  /** Texts that must not show up in errors. */
  readonly secrets: () => readonly string[];
  /**
   * Headers of a request that acts as whom the client acts as.
   *
   * @throws {Error} where the configuration lacks the token that this takes.
   */
  readonly headers: () => Record<string, string>;
}

/** The part of a session that {@link originOf} reads. */
export interface OriginSource {
  readonly config: ResolvedConfig;
  readonly identity: Identity | undefined;
  /** Absent: the client was generated without a schema. */
  readonly schema: SchemaTable | undefined;
  /** Default: nothing is checked. */
  readonly checks?: Checks;
}

export function originOf({ config, identity, schema, checks = {} }: OriginSource): Origin {
  const { appId, adminToken } = config;
  const sender = (): Fetch => config.fetch ?? web.fetch;
  const fetch: Fetch = (url, init) => sender()(url, init);
  return {
    appId,
    apiURI: config.apiURI,
    fetch,
    sender,
    connect: connectThrough(config.use ?? [], fetch),
    policies: policiesOf(config),
    schema,
    checks,
    token: () => adminToken,
    secrets: () => [adminToken, identity?.token].filter(Boolean) as string[],
    headers: () => {
      checkAuth(adminToken, identity);
      return {
        ...mergeHeaders({}, config.headers),
        'content-type': 'application/json',
        'app-id': appId,
        ...(adminToken && { authorization: `Bearer ${adminToken}` }),
        ...(identity && identityHeaders(identity)),
      };
    },
  };
}
