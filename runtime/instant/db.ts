import { resolveConfig } from './config.js';
import { hideMember } from './redact.js';
import { createSession } from './session.js';
import type { ClientConfig, Identity, ResolvedConfig } from './config.js';
import type { SchemaTable } from './schema.js';
import type { Checks, Session } from './session.js';

/** Where a client keeps its session, for the functions that take a client. */
const SESSION = /* @__PURE__ */ Symbol('session');

/** @throws {TypeError} for anything but a client that `init` or `asUser` gave. */
export function sessionOf(db: object): Session {
  const session = Reflect.get(db, SESSION) as (() => Session) | undefined;
  if (session === undefined) throw new TypeError('A client is needed, as `init` returns it');
  return session();
}

/** The members of every client that are not rows of its table. */
export interface DbCore<Db, Config extends ClientConfig = ClientConfig> {
  /** The configuration; `adminToken` can be read by its name, and is not printed. */
  readonly config: ResolvedConfig<Config>;
  /** Whom this client acts as; undefined: the app itself. */
  readonly impersonationOpts: Identity | undefined;
  /** The same client, acting as a user or guest, under the permission rules. Calls may not be chained. */
  readonly asUser: (identity: Identity) => Db;
}

/** In place of a member that the client does not have: it is undefined, and what tries to use it does not compile. */
export interface AddToFeatures<Feature extends string> {
  readonly addToFeatures: Feature;
}

type AbsentIn<Db> = {
  [Name in keyof Db]: Db[Name] extends AddToFeatures<string> ? Name : never;
}[keyof Db];

/**
 * Makes a client, which checks what it sends as `checks` say. `build` gives the members that the client table lists, for one identity; it is called
 * once here and once per `asUser`. No request is made.
 *
 * @throws {TypeError} where `appId` or `adminToken` is no string.
 * @throws {InstantError} where `apiURI` is no address.
 */
export function createDb<Db extends DbCore<Db>>(
  given: ClientConfig,
  schema: SchemaTable | undefined,
  checks: Checks,
  build: (session: Session) => Omit<Db, keyof DbCore<Db> | AbsentIn<Db>>,
): Db {
  const config = resolveConfig(given, schema?.dates === 'date');
  const open = (identity: Identity | undefined): Db => {
    const core: DbCore<Db> = {
      config,
      impersonationOpts: identity && hideMember(identity, 'token'),
      // Programs without types may give nothing, which must not act as the app.
      asUser: (given: Identity | null | undefined) => open(given ?? ({} as Identity)),
    };
    const session = createSession(config, schema, identity, checks);
    // A function, since printing it shows no tokens.
    const own: PropertyDescriptor = { value: () => session };
    return Object.defineProperty({ ...core, ...build(session) }, SESSION, own) as Db;
  };
  return open(undefined);
}
