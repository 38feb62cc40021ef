/** Random calls of everything that `db` has, as data. */

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

import { constants } from '../env.js';
import type { Stub } from '../recorder.js';
import { query } from './queries.js';
import { schemas } from './schema.js';
import type { Shape } from './schema.js';
import { transaction } from './transactions.js';
import type { Chunks } from './transactions.js';
import { anything, email, goodId, mostly, record, some, text } from './values.js';

/** Which client: without a schema, or of one with that name. */
export type Variant = string;

/** What `storage.uploadFile` is given, made into a Buffer, a Uint8Array or a stream of Node. */
export interface FilePlan {
  readonly bytes: Uint8Array;
  readonly as: 'buffer' | 'bytes' | 'stream';
}

export type Invocation =
  /** A method at a path below `db`, with plain arguments. */
  | { readonly kind: 'method'; readonly path: string; readonly args: readonly unknown[] }
  | {
      readonly kind: 'transaction';
      readonly path: 'transact' | 'debugTransact';
      readonly chunks: Chunks | readonly Chunks[];
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: 'file';
      readonly path: 'storage.uploadFile' | 'storage.upload';
      readonly name: string;
      readonly file: FilePlan;
      readonly args: readonly unknown[];
    }
  /** `auth.getUserFromRequest` of a request with this cookie header. */
  | {
      readonly kind: 'cookie';
      readonly path: 'auth.getUserFromRequest';
      readonly cookie: string;
      readonly args: readonly unknown[];
    }
  /** A member of the module itself. */
  | { readonly kind: 'export'; readonly path: 'lookup'; readonly args: readonly unknown[] };

export interface RandomCall {
  readonly variant: Variant;
  /** What the client is made from; nothing where it knows no schema. */
  readonly schema: Shape | undefined;
  readonly config: {
    readonly appId: string;
    readonly adminToken?: string | undefined;
    readonly disableValidation?: boolean | undefined;
  };
  readonly as: object | undefined;
  readonly answer: Stub | undefined;
  readonly call: Invocation;
}

const issue: Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: some({
      type: fc.constantFrom('validation-failed', 'permission-denied', 'rate-limited', 'unknown'),
      message: text,
      hint: fc.oneof(anything, record(text, anything)),
      'trace-id': text,
      traceId: text,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { message: `Bad token ${constants.ADMIN_TOKEN}.` },
      { type: 'record-not-found', hint: { args: [{ token: constants.ADMIN_TOKEN }] } },
      { message: 'x', hint: { 'refresh-token': 'abc' }, 'trace-id': constants.ADMIN_TOKEN },
    ),
  },
  { weight: 1, arbitrary: anything },
);
const status = fc.constantFrom(201, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503);
const answer: Arbitrary<Stub | undefined> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.record({ status, body: issue }) },
  { weight: 1, arbitrary: fc.record({ status, raw: text }) },
  { weight: 1, arbitrary: fc.record({ status, raw: fc.constant(`<html>${'page '.repeat(99)}`) }) },
);

/** Rows for the nodes of a query; the numbers say how many, or that a link leads to one or to none. */
function rowsFor(query: unknown, sizes: readonly number[], at = 0): unknown {
  if (typeof query !== 'object' || query === null) return {};
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, node]: [string, unknown], index) => {
      if (name === '$' || name === '$$ruleParams') return [];
      const size = sizes[(at + index) % sizes.length] ?? 0;
      const row = (n: number): object => ({
        id: `${name} ${n}`,
        ...(rowsFor(node, sizes, at + index + 1) as object),
      });
      if (size > 4) return [[name, size === 5 ? row(0) : null]];
      return [[name, Array.from({ length: size }, (_, n) => row(n))]];
    }),
  );
}

const fetchOpts = some({
  headers: fc.oneof(
    { weight: 3, arbitrary: record(fc.constantFrom('x-trace', 'X-Tenant', 'accept'), printable()) },
    {
      weight: 1,
      arbitrary: record(fc.constantFrom('authorization', 'app-id', 'content-type'), printable()),
    },
    { weight: 1, arbitrary: record(fc.constantFrom('Content-Type', 'Authorization'), printable()) },
  ),
  cache: fc.constantFrom('no-store', 'reload'),
  method: fc.constantFrom('GET', 'PUT'),
  body: text,
  redirect: fc.constantFrom('follow', 'error'),
});

function printable(): Arbitrary<string> {
  return fc.constantFrom('1', 'a b', 'text/plain', 'é', '"x"');
}

const identity: Arbitrary<object | undefined> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: email.map((each) => ({ email: each })) },
  { weight: 2, arbitrary: fc.oneof(goodId, text).map((token) => ({ token })) },
  { weight: 1, arbitrary: fc.constantFrom<object>({ guest: true }, { guest: false }) },
  { weight: 1, arbitrary: fc.record({ email, token: goodId }, { noNullPrototype: true }) },
);

const whom = fc.oneof(
  email.map((each) => ({ email: each })),
  goodId.map((id) => ({ id })),
  text.map((token) => ({ refresh_token: token })),
  fc.record({ id: goodId, email, refresh_token: text }),
);
const rules = record(text, record(fc.constantFrom('allow', 'bind'), anything));
const debug = { rules, ip: text, origin: text };
const file: Arbitrary<FilePlan> = fc.record({
  bytes: fc.uint8Array({ maxLength: 40 }),
  as: fc.constantFrom('buffer', 'bytes', 'stream'),
});
const contentType = fc.constantFrom('text/plain', 'image/png; a=b', '');
const about = some({ contentType, contentDisposition: printable() });
const path = fc.oneof(fc.constantFrom('a.txt', 'photos/été 1.png', '/x', 'a//b'), text);

function method(path: string, ...args: readonly Arbitrary<unknown>[]): Arbitrary<Invocation> {
  return fc.tuple(...args).map((given) => ({ kind: 'method', path, args: given }));
}

function invocation(shape: Shape): Arbitrary<Invocation> {
  const queries = query(shape);
  const transactions = transaction(shape);
  const queryOptions = some({ ruleParams: record(text, anything), fetchOpts });
  return fc.oneof(
    { weight: 30, arbitrary: method('query', queries) },
    { weight: 10, arbitrary: method('query', queries, queryOptions) },
    {
      weight: 40,
      arbitrary: transactions.map((chunks) => ({
        kind: 'transaction' as const,
        path: 'transact' as const,
        chunks,
        args: [],
      })),
    },
    {
      weight: 6,
      arbitrary: method(
        'debugQuery',
        queries,
        some({ ...debug, ruleParams: record(text, anything), cardinalityInference: fc.boolean() }),
      ),
    },
    {
      weight: 6,
      arbitrary: fc.tuple(transactions, some(debug)).map(([chunks, options]) => ({
        kind: 'transaction' as const,
        path: 'debugTransact' as const,
        chunks,
        args: [options],
      })),
    },
    {
      weight: 3,
      arbitrary: fc.oneof(
        method('auth.generateMagicCode', email),
        method('auth.sendMagicCode', email),
      ),
    },
    { weight: 2, arbitrary: method('auth.verifyMagicCode', email, text) },
    {
      weight: 2,
      arbitrary: method(
        'auth.checkMagicCode',
        email,
        text,
        some({ extraFields: record(text, anything) }),
      ),
    },
    {
      weight: 3,
      arbitrary: method(
        'auth.createToken',
        fc.oneof(email, whom, fc.record({ email, 'extra-fields': record(text, anything) })),
      ),
    },
    { weight: 2, arbitrary: method('auth.verifyToken', text) },
    { weight: 4, arbitrary: method('auth.getUser', whom) },
    { weight: 3, arbitrary: method('auth.deleteUser', whom) },
    { weight: 3, arbitrary: method('auth.signOut', fc.oneof(email, whom)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          cookie(),
          fc.oneof(
            fc.constant([]),
            fc.boolean().map((disableValidation) => [{ disableValidation }]),
          ),
        )
        .map(([header, args]) => ({
          kind: 'cookie' as const,
          path: 'auth.getUserFromRequest' as const,
          cookie: header,
          args,
        })),
    },
    {
      weight: 8,
      arbitrary: fc
        .tuple(
          fc.constantFrom('storage.uploadFile' as const, 'storage.upload' as const),
          path,
          file,
          about,
        )
        .map(([of, name, plan, options]) => ({
          kind: 'file' as const,
          path: of,
          name,
          file: of === 'storage.upload' ? { ...plan, as: 'buffer' as const } : plan,
          args: [plan.as === 'stream' ? { ...options, fileSize: plan.bytes.length } : options],
        })),
    },
    { weight: 3, arbitrary: method('storage.delete', path) },
    { weight: 2, arbitrary: method('storage.deleteMany', fc.array(path, { maxLength: 3 })) },
    { weight: 1, arbitrary: method('storage.list') },
    { weight: 3, arbitrary: method('storage.getDownloadUrl', path) },
    {
      weight: 4,
      arbitrary: method(
        'rooms.getPresence',
        mostly(fc.constant('chat'), text),
        fc.oneof(goodId, text),
      ),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(text, anything)
        .map((args) => ({ kind: 'export' as const, path: 'lookup' as const, args })),
    },
  );
}

function cookie(): Arbitrary<string> {
  const name = `instant_user_${constants.APP_ID}`;
  const user = some({ id: goodId, refresh_token: fc.oneof(goodId, fc.constant('')), email });
  const value = fc.oneof(
    {
      weight: 4,
      arbitrary: user.map((each) => encodeURIComponent(wellFormed(JSON.stringify(each)))),
    },
    { weight: 1, arbitrary: fc.constantFrom('', 'null', '1', '{', '%7B', '%zz', '"x"') },
  );
  const other = fc.constantFrom('a=b', 'instant_user_=x', ' c = d', 'e');
  return fc
    .tuple(fc.array(other, { maxLength: 2 }), fc.option(value), fc.array(other, { maxLength: 1 }))
    .chain(([before, own, after]) =>
      fc
        .constantFrom('=', ' = ', '=', '')
        .map((sign) =>
          [...before, ...(own === null ? [] : [name + (sign && sign + own)]), ...after].join('; '),
        ),
    );
}

/** Lone surrogates cannot be encoded. */
function wellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '?');
}

/** Clients of which calls are made, each with what its calls are about. */
export interface Callee {
  readonly variant: Variant;
  readonly schema: Shape | undefined;
  readonly about: Shape;
}

const schema = schemas.schema.value;
const callees: readonly Callee[] = [
  { variant: 'open', schema: undefined, about: schema },
  { variant: 'schema', schema, about: schema },
  { variant: 'schema', schema, about: schema },
  { variant: 'odd', schema: schemas.odd.value, about: schemas.odd.value },
];

/** A random call with the client that makes it and the server's answer. */
export const randomCallOf = (all: readonly Callee[]): Arbitrary<RandomCall> =>
  fc
    .constantFrom(...all)
    .chain(({ about, ...client }) => {
      const config = fc.record({
        appId: mostly(
          fc.constant(constants.APP_ID),
          fc.constant(`${constants.APP_ID} `),
        ) as Arbitrary<string>,
        adminToken: mostly(
          fc.constantFrom(constants.ADMIN_TOKEN, ` ${constants.ADMIN_TOKEN}`),
          fc.constantFrom(undefined, ''),
        ) as Arbitrary<string | undefined>,
        disableValidation: mostly(fc.constant(false), fc.constant(true)) as Arbitrary<boolean>,
      });
      return fc.record({
        variant: fc.constant(client.variant),
        schema: fc.constant(client.schema),
        config,
        as: identity,
        call: invocation(about),
        answer,
        sizes: fc.option(fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 5 })),
      });
    })
    .map(({ sizes, answer: given, ...rest }) => {
      if (given !== undefined || sizes === null || rest.call.path !== 'query') {
        return { ...rest, answer: given };
      }
      return { ...rest, answer: { status: 200, body: rowsFor(rest.call.args[0], sizes) } };
    });

/** One of the clients that every test has. */
export const randomCall = randomCallOf(callees);
