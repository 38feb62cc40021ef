import { isUuid } from './ids.js';
import { InstantError } from './errors.js';
import { web } from '../web.js';
import { hideMember } from './redact.js';
import type { StreamClasses } from './streams/platform.js';
import type { Policy, RetryOptions } from '../http/types.js';
import type { Fetch, HeadersInput } from '../web.js';

/** What `init` takes. */
export interface ClientConfig extends StreamClasses {
  /** Id of the app, from its dashboard. */
  appId: string;
  /**
   * Secret of the app: with it, no permission rule applies. Without it, only `asUser` with a token or as
   * guest can query and write.
   */
  adminToken?: string | undefined;
  /**
   * Where the server is.
   *
   * @default 'https://api.instantdb.com'
   */
  apiURI?: string | undefined;
  /** Sends queries and transactions without checking them first. */
  disableValidation?: boolean | undefined;
  /**
   * Repeats what may safely be repeated after a network error, a 503 or a rate limit. `transact` is
   * repeated only where nothing can have been sent.
   *
   * @default 2 repetitions, with growing pauses
   */
  retry?: RetryOptions | false | undefined;
  /**
   * Milliseconds after which one attempt of a call fails with a `TimeoutError`; 0 and `Infinity` are no limit. The
   * server itself gives up on a query after 30 seconds.
   *
   * @default none
   */
  timeout?: number | undefined;
  /** Instead of the platform's `fetch`: a double in a test, or one that goes through a proxy. */
  fetch?: Fetch | undefined;
  /** Headers of every request. */
  headers?: HeadersInput | undefined;
  /** What requests and answers pass through, outermost first: `[hooks({ onRequest })]`. */
  use?: readonly Policy[] | undefined;
}

/** The configuration of a client: what `init` was given, trimmed and completed. */
export type ResolvedConfig<Config extends ClientConfig = ClientConfig> = Omit<Config, 'apiURI'> & {
  readonly apiURI: string;
};

const API_URI = 'https://api.instantdb.com';

/**
 * Completes the configuration. The admin token can be read from the result by its name, but is not listed.
 * Warns on the console of an app id that is no UUID.
 *
 * @throws {TypeError} where `appId` or `adminToken` is no string.
 * @throws {InstantError} where `apiURI` is no address.
 */
export function resolveConfig<Config extends ClientConfig>(
  config: Config,
  useDateObjects: boolean,
): ResolvedConfig<Config> {
  if (!isUuid(config.appId)) {
    web.console.warn(
      `warning: Instant Admin DB must be initialized with a valid appId. Received: ${JSON.stringify(config.appId)}`,
    );
  }
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- programs without types give a `URL`, too
  const apiURI = String(config.apiURI || API_URI).replace(/\/+$/, '');
  // `http://host:8888`, or `/instant` where a page is the host: without its scheme, an address fails at the first call.
  if (!/^(\w+:\/)?\/[^?#\s]+$/.test(apiURI)) {
    throw new InstantError(`apiURI must be an address like ${API_URI}`);
  }
  const resolved = {
    ...config,
    apiURI,
    // Programs without types may leave it out; they have been warned.
    appId: (config as Partial<ClientConfig>).appId?.trim() as string,
    adminToken: config.adminToken?.trim(),
    useDateObjects,
  };
  return hideMember(resolved, 'adminToken');
}

/** Whom a client acts as. One of the three; a token needs no admin token, and neither does a guest. */
export type Identity =
  | { readonly email: string; readonly token?: undefined; readonly guest?: undefined }
  | { readonly token: string; readonly email?: undefined; readonly guest?: undefined }
  | { readonly guest: true; readonly email?: undefined; readonly token?: undefined };

/** What programs without types may pass. */
interface AnyIdentity {
  readonly email: string | undefined;
  readonly token: string | undefined;
  readonly guest: boolean | undefined;
}

/**
 * The header by which a request says on whose behalf it is made.
 *
 * @throws {InstantError} for `guest: false`: the server takes any value of the header for a guest.
 */
export function identityHeaders({
  email,
  token,
  guest,
}: Partial<AnyIdentity>): Readonly<Record<string, string>> {
  if (email !== undefined) return { 'as-email': email };
  if (token !== undefined) return { 'as-token': token };
  if (guest) return { 'as-guest': 'true' };
  throw new InstantError('asUser needs an email, a token or `guest: true`.');
}

/**
 * Does nothing: it is here because the official SDK has it, where nothing reads what it sets.
 *
 * @deprecated
 */
export const setInstantWarningsEnabled: (enabled: boolean) => void = () => {};

/** The version of the official SDK whose requests these are: it tells the server what dialect to expect. */
export const DIALECT = 'v1.0.67';

/** @throws {Error} where the configuration lacks the token that acting as somebody takes. */
export function checkAuth(adminToken: string | undefined, identity: Identity | undefined): void {
  if (adminToken || identity?.token !== undefined || identity?.guest) return;
  throw new Error(
    identity?.email === undefined
      ? 'Admin token required. To run this operation pass `adminToken` to `init`, or use `db.asUser`.'
      : 'Admin token required. To impersonate users with an email you must pass `adminToken` to `init`.',
  );
}
