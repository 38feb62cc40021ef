/** A stand-in for PostgREST: what the emitted client sends is answered by a Postgres in this process. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import {
  COMPUTED_QUERY,
  computedOf,
  KEYS_QUERY,
  keysOf,
  type Computed,
  type Key,
} from './stand-in/links.js';
import { Refusal, refusalOf } from './stand-in/refusal.js';
import {
  callText,
  countText,
  FN_QUERY,
  readText,
  writeText,
  type Fn,
  type Request,
} from './stand-in/statements.js';
import { quote, type Statement } from './stand-in/sql.js';

export interface StandIn {
  /** Where it answers: `http://127.0.0.1:…`. */
  readonly url: string;
  /** SQL that no client sends. */
  run(sql: string): Promise<readonly { readonly rows: readonly unknown[] }[]>;
  close(): Promise<void>;
}

interface Postgres {
  readonly db: PGlite;
  readonly schemas: readonly string[];
  readonly keys: readonly Key[];
  readonly computed: readonly Computed[];
  /** Every parameter is a text, whatever type Postgres finds for it. */
  readonly serializers: Readonly<Record<number, (value: string) => string>>;
}

interface Row {
  readonly body: string;
  readonly found: number;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const OBJECT = 'application/vnd.pgrst.object+json';

/** Starts one with the tables that the SQL makes, and shows these schemas. */
export async function startStandIn(
  sql: string,
  schemas: readonly string[] = ['public', 'analytics'],
): Promise<StandIn> {
  const db = await PGlite.create();
  await db.exec(sql);
  const types = await db.query<{ readonly oid: number }>('select oid::int from pg_type');
  const postgres: Postgres = {
    db,
    schemas,
    keys: keysOf(await db.query(KEYS_QUERY)),
    computed: computedOf(await db.query(COMPUTED_QUERY)),
    serializers: Object.fromEntries(types.rows.map(({ oid }) => [oid, String])),
  };
  const server = createServer((request, response) => void respond(postgres, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    run: (text) => db.exec(text),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await db.close();
    },
  };
}

async function respond(
  postgres: Postgres,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let answer: Answer;
  try {
    answer = await answerOf(postgres, request);
  } catch (error) {
    const { status, body } = refusalOf(error);
    answer = { status, body: JSON.stringify(body) };
  }
  const type = answer.body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(answer.status, { ...type, ...answer.headers });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

async function answerOf(postgres: Postgres, message: IncomingMessage): Promise<Answer> {
  const { method = 'GET', headers } = message;
  const { pathname, searchParams } = new URL(message.url ?? '', 'http://127.0.0.1');
  const [, kind, name] = /^\/api\/database\/(records|rpc)\/([^/]+)$/.exec(pathname) ?? [];
  if (kind === undefined || name === undefined) {
    throw new Refusal(404, { code: 'PGRST125', message: 'Invalid path specified in request URL' });
  }
  const isRead = method === 'GET' || method === 'HEAD';
  const profile = String(headers[isRead ? 'accept-profile' : 'content-profile'] ?? 'public');
  const schema = Buffer.from(profile, 'latin1').toString('utf8');
  if (!postgres.schemas.includes(schema)) {
    throw new Refusal(406, {
      code: 'PGRST106',
      message: `The schema must be one of the following: ${postgres.schemas.join(', ')}`,
    });
  }
  const request: Request = {
    method,
    relation: { schema, name: decodeURIComponent(name) },
    params: [...searchParams],
    body: await textOf(message),
    prefer: new Set(String(headers['prefer'] ?? '').split(/\s*,\s*/)),
  };
  const single = headers.accept?.includes(OBJECT) === true;
  return postgres.db.transaction(async (tx) => {
    // Functions of one row are columns where they are found.
    await tx.exec(`set local search_path to ${quote(schema)}, public`);
    return kind === 'rpc'
      ? called(postgres, tx, request, single)
      : rows(postgres, tx, request, single);
  });
}

async function rows(
  postgres: Postgres,
  tx: Transaction,
  request: Request,
  single: boolean,
): Promise<Answer> {
  const { method, params, prefer } = request;
  const isRead = method === 'GET' || method === 'HEAD';
  const make = isRead ? readText : writeText;
  const { body, found } = await one(postgres, tx, (of) => make(of, request));
  const isCounted = prefer.has('count=exact');
  const total = !isCounted
    ? undefined
    : isRead
      ? (await one(postgres, tx, (of) => countText(of, request))).found
      : found;
  const offset = Number(new Map(params).get('offset') ?? 0);
  if (isRead && total !== undefined && offset > total) {
    throw new Refusal(416, {
      code: 'PGRST103',
      message: 'Requested range not satisfiable',
      details: `An offset of ${offset} was requested, but there are only ${total} rows.`,
    });
  }
  const returned = isRead || prefer.has('return=representation');
  const text = returned ? (single ? onlyOne(body, found) : body) : undefined;
  const isPart = isRead && total !== undefined && found < total;
  const status = isRead ? (isPart ? 206 : 200) : method === 'POST' ? 201 : returned ? 200 : 204;
  return {
    status,
    headers: { 'content-range': rangeOf(isRead ? found : 0, offset, total) },
    ...(text === undefined ? {} : { body: text }),
  };
}

async function called(
  postgres: Postgres,
  tx: Transaction,
  { method, relation, params, body }: Request,
  single: boolean,
): Promise<Answer> {
  const found = await tx.query<{ readonly fn: string }>(FN_QUERY, [relation.schema, relation.name]);
  const all = found.rows.map((row) => JSON.parse(row.fn) as Fn);
  const asks =
    method === 'POST' ? Object.keys(JSON.parse(body) as object) : params.map(([each]) => each);
  // Of several with one name, the one whose arguments are given.
  const fn =
    all.find(
      ({ args }) =>
        asks.length <= args.length && asks.every((each) => args.some(([name]) => name === each)),
    ) ?? all[0];
  if (fn === undefined) {
    throw new Refusal(404, {
      code: 'PGRST202',
      message: `Could not find the function ${relation.schema}.${relation.name} in the schema cache`,
    });
  }
  const names = new Set<string | null>(fn.args.map(([each]) => each));
  const isArgument = ([each]: readonly [string, string]): boolean =>
    method !== 'POST' && names.has(each);
  const given = method === 'POST' ? (JSON.parse(body) as object) : params.filter(isArgument);
  const args: object = Array.isArray(given) ? Object.fromEntries(params.filter(isArgument)) : given;
  const filters = params.filter((each) => !isArgument(each));
  const answer = await one(postgres, tx, (of) => callText(of, fn, args, filters));
  return {
    status: 200,
    headers: { 'content-range': rangeOf(answer.found, 0, undefined) },
    body: single ? onlyOne(answer.body, answer.found) : answer.body,
  };
}

async function one(
  { keys, computed, serializers }: Postgres,
  tx: Transaction,
  make: (of: Statement) => string,
): Promise<Row> {
  const statement: Statement = { values: [], keys, computed, aliases: 0 };
  const text = make(statement);
  const found = await tx.query<Row>(text, statement.values, { serializers });
  const [row] = found.rows;
  if (row === undefined) throw new Error(`no row came of ${text}`);
  return row;
}

/** @throws {Refusal} for any other number of rows, so that nothing is written either */
function onlyOne(body: string, found: number): string {
  const list = JSON.parse(body) as unknown;
  if (found === 1) return JSON.stringify(Array.isArray(list) ? list[0] : list);
  throw new Refusal(406, {
    code: 'PGRST116',
    message: 'JSON object requested, multiple (or no) rows returned',
    details: `The result contains ${found} rows`,
  });
}

function rangeOf(found: number, offset: number, total: number | undefined): string {
  const range = found === 0 ? '*' : `${offset}-${offset + found - 1}`;
  return `${range}/${total ?? '*'}`;
}

async function textOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
