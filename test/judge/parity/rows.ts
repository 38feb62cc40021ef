/** The features of the official SDK, member by member, each with a call that needs it. */

import { jwks } from '../env.js';
import type { SseScript } from '../sse.js';
import type { Stub } from '../recorder.js';

/** Which client a call is made with: of no schema, of the schema, or of the schema with dates converted. */
export type Variant = 'dates' | 'open' | 'schema';

export interface ParityRow {
  readonly group: string;
  /** As it is written. */
  readonly feature: string;
  readonly call: string;
  /**
   * What takes the feature away, for the proof that the call needs it: `export:id`, `db:auth.getUser`,
   * `chunk:merge`, `tx:lookup`, `init:adminToken`, `argument:query.1.ruleParams`, `result:subscribeQuery.close`, or
   * another client, `variant:open`.
   */
  readonly without: string;
  readonly variant: Variant;
  /** Source of what `init` takes. */
  readonly init: string;
  readonly sse?: SseScript;
  readonly stub?: Stub | readonly Stub[];
  /** What the call gives where the feature works. Absent: what it does with the official SDK, requests included. */
  readonly gives?: unknown;
  /** Rows of docs/differences.md. */
  readonly differs: readonly string[];
}

type More = Partial<Pick<ParityRow, 'differs' | 'gives' | 'init' | 'sse' | 'stub' | 'variant'>>;

const OPEN = '{ appId: APP_ID, adminToken: ADMIN_TOKEN }';
const TYPED = '{ appId: APP_ID, adminToken: ADMIN_TOKEN, schema }';

function row(
  group: string,
  feature: string,
  without: string,
  call: string,
  more: More = {},
): ParityRow {
  const variant = more.variant ?? 'open';
  const init = variant === 'open' ? OPEN : TYPED;
  return { group, feature, without, call, variant, init, differs: [], ...more };
}

const exported = (name: string, call: string, more?: More): ParityRow =>
  row('The module', name, `export:${name}`, call, more);
const option = (name: string, call: string, more?: More): ParityRow =>
  row('`init`', name, `init:${name}`, call, more);
const member = (path: string, call: string, more?: More): ParityRow =>
  row('`db`', path, `db:${path}`, call, more);
const argument = (feature: string, path: string, call: string, more?: More): ParityRow =>
  row('`db`', feature, `argument:${path}`, call, more);
const chunk = (name: string, call: string, more?: More): ParityRow =>
  row('`db.tx`', name, `chunk:${name}`, `return db.transact(db.tx.goals[G1].${call})`, more);
const sub = (name: string, call: string, more?: More): ParityRow =>
  row('`subscribeQuery`', name, `result:subscribeQuery.${name}`, call, { sse: 'ok', ...more });
const manager = (name: string, args: string): ParityRow =>
  member(`webhooks.manager.${name}`, `return db.webhooks.manager.${name}(${args})`);
const receiver = (name: string, call: string, more?: More): ParityRow =>
  member(`webhooks.${name}`, call, more);

const FEATURES = 'What `features` does not name is not there, and the compiler says so.';
const SUBSCRIPTION = 'A subscription ends with its loop, and its errors have their status.';
const TOKENS = 'Tokens are kept out of errors, and out of what is printed or copied.';
const USERS = 'Users have the attributes that the schema gives to `$users`.';
const GUEST = 'The server takes any value of the header for a guest, so a false one is refused.';
const VERBOSE =
  '`verbose` and `logger` are gone: `use: [hooks({ … })]` sees every call; before it, `retry: false` and `retry()` show it each request.';
const cookie =
  "new Request('http://x/', { headers: { cookie: `instant_user_${APP_ID}=` + encodeURIComponent(JSON.stringify({ id: USER_ID, refresh_token: REFRESH_TOKEN })) } })";
const signed =
  "const body = JSON.stringify({ payloadUrl: BASE + '/webhooks/payload/x', token: 't' }); const at = Math.floor(Date.now() / 1000); const signature = await sign(body, at);";
const request =
  "new Request('http://x/', { method: 'POST', body, headers: { 'Instant-Signature': signature } })";
const node =
  "Object.assign(Readable.from([Buffer.from(body)]), { headers: { 'instant-signature': signature } })";
const first =
  'await new Promise((resolve) => { const sub = db.subscribeQuery({ goals: {} }, (payload) => resolve([sub, payload])); })';

const KEYS_THEN_PAYLOAD: readonly Stub[] = [
  { status: 200, body: jwks },
  { status: 200, body: { data: [] } },
];
const WEBHOOKS = 'WEBHOOK_ID';
const EVENT = "WEBHOOK_ID, '0/328/48953748'";

export const parityRows: readonly ParityRow[] = [
  exported('init', `return db.query({ goals: {} })`),
  exported(
    'init_experimental',
    `return init_experimental({ appId: APP_ID, adminToken: ADMIN_TOKEN, apiURI: BASE }).query({ goals: {} })`,
  ),
  exported('id', `return /^[0-9a-f]{8}-[0-9a-f]{4}-4/.test(id())`),
  exported('tx', `return db.transact(tx.goals[G1].update({ title: 'x' }))`),
  exported('lookup', `return lookup('slug', 'a')`, {
    differs: [
      'The server cannot read a lookup without a value, so it is refused where it is made.',
    ],
  }),
  exported('i', `return Object.keys(i).sort()`, { variant: 'schema' }),
  exported(
    'createInstantRouteHandler',
    `const { POST } = createInstantRouteHandler({ appId: APP_ID }); const answer = await POST(new Request('http://x/', { method: 'POST', body: JSON.stringify({ type: 'sync-user', appId: APP_ID, user: { id: USER_ID, refresh_token: REFRESH_TOKEN } }) })); return [answer.status, answer.headers.get('set-cookie')]`,
  ),
  exported(
    'InstantError',
    `return [new InstantError('m', 'h', 't').hint, new InstantError('m') instanceof Error]`,
  ),
  exported(
    'InstantAPIError',
    `return db.query({ goals: {} }).catch((error) => [error instanceof InstantAPIError, error.status])`,
    {
      stub: { status: 400, body: { message: 'no' } },
      differs: ['The classes of all errors are exported.', TOKENS],
    },
  ),
  exported('setInstantWarningsEnabled', `return setInstantWarningsEnabled(false)`),
  exported(
    'Webhooks',
    `return typeof new Webhooks({ appId: APP_ID, adminToken: ADMIN_TOKEN }).validate`,
    { gives: 'function' },
  ),
  exported(
    'Webhooks.helpers',
    `const { typedHandlers, combineHandlers } = Webhooks.helpers(); const seen = []; const handlers = combineHandlers(typedHandlers('goals', 'create', ({ id }) => void seen.push(id)), typedHandlers('$default', () => void seen.push('other'))); await db.webhooks.processPayload(handlers, { data: [{ namespace: 'goals', action: 'create', id: G1 }, { namespace: 'goals', action: 'delete', id: G2 }] }); return seen`,
  ),
  exported('WebhooksManager', `return typeof WebhooksManager`, {
    gives: 'function',
  }),

  option('appId', `return db.query({ goals: {} })`),
  option('adminToken', `return db.query({ goals: {} })`),
  option('apiURI', `return db.config.apiURI`, {
    differs: ['A slash at the end of the address is not doubled.'],
  }),
  row(
    '`init`',
    'schema',
    'variant:open',
    `return (async () => db.query({ nope: {} }))().catch((error) => error.name)`,
    {
      variant: 'schema',
      differs: [
        'A client generated from a schema behaves as the official one does with `schema`, whether `init` is given it or not.',
      ],
    },
  ),
  row(
    '`init`',
    'useDateObjects',
    'variant:schema',
    `const { goals } = await db.query({ goals: {} }); return goals[0].dueDate instanceof Date`,
    {
      variant: 'dates',
      init: '{ appId: APP_ID, adminToken: ADMIN_TOKEN, schema, useDateObjects: true }',
      stub: { status: 200, body: { goals: [{ id: 'g', dueDate: '2026-01-31T00:00:00.000Z' }] } },
      gives: true,
      differs: [
        'Dates are `Date` objects where the client was generated with them, and `useDateObjects` takes nothing else.',
      ],
    },
  ),
  option('disableValidation', `return db.query({ nope: {} })`, {
    variant: 'schema',
    init: '{ appId: APP_ID, adminToken: ADMIN_TOKEN, schema, disableValidation: true }',
  }),
  option(
    'WritableStream',
    `return db.streams.createWriteStream({ clientId: 'c' }) instanceof db.config.WritableStream`,
    {
      init: '{ appId: APP_ID, adminToken: ADMIN_TOKEN, WritableStream: class extends WritableStream {} }',
      sse: 'streams',
      gives: true,
      differs: [FEATURES],
    },
  ),
  option(
    'ReadableStream',
    `return db.streams.createReadStream({ clientId: 'c' }) instanceof db.config.ReadableStream`,
    {
      init: '{ appId: APP_ID, adminToken: ADMIN_TOKEN, ReadableStream: class extends ReadableStream {} }',
      sse: 'streams',
      gives: true,
      differs: [FEATURES],
    },
  ),
  ...['verbose', 'logger'].map((name) =>
    option(
      name,
      `for await (const text of db.streams.createReadStream({ clientId: 'c' })) break; return db.config.logger.lines.length > 0`,
      {
        init: '{ appId: APP_ID, adminToken: ADMIN_TOKEN, verbose: true, logger: (() => { const lines = []; return { lines, info: (...all) => void lines.push(all), debug() {}, error() {} }; })() }',
        sse: 'streams',
        gives: true,
        differs: [VERBOSE],
      },
    ),
  ),

  member('config', `return [db.config.appId, db.config.adminToken]`, { differs: [TOKENS] }),
  member('impersonationOpts', `return db.asUser({ email: 'a@b.co' }).impersonationOpts.email`),
  member('tx', `return db.transact(db.tx.goals[G1].delete())`, {
    differs: [
      'A chunk is a plain object that can be printed, not a proxy; its own members are its methods as well.',
      'The builder gives plain queries, and `id()` a chunk without a `!`.',
    ],
  }),
  member('query', `return db.query({ goals: { $: { where: { title: 'x' }, limit: 1 } } })`, {
    differs: [
      'What may safely be repeated is repeated, twice, where the server is busy or says when.',
      'Of several operators on one attribute, all must hold.',
      '`limit` below the first level is applied, on arrival.',
    ],
  }),
  argument(
    'query, ruleParams',
    'query.1.ruleParams',
    `return db.query({ goals: {} }, { ruleParams: { a: 1 } })`,
  ),
  argument(
    'query, fetchOpts',
    'query.1.fetchOpts',
    `return db.query({ goals: {} }, { fetchOpts: { headers: { 'x-trace': '1' } } })`,
    {
      differs: [
        'Headers may be given in every form that fetch takes.',
        'The official SDK sends both types, joined; the client sends its own.',
      ],
    },
  ),
  member(
    'transact',
    `return db.transact([db.tx.goals[G1].update({ title: 'x' }), db.tx.todos[T1].delete()])`,
    {
      differs: [
        'What `transact` resolves to has a type.',
        'An entity cannot be created without the links that it requires.',
      ],
    },
  ),
  member('asUser', `return db.asUser({ email: 'a@b.co' }).query({ goals: {} })`, {
    differs: ['A client acts as one user: only the first of several identities would be sent.'],
  }),
  argument(
    'asUser, email',
    'asUser.0.email',
    `return db.asUser({ email: 'a@b.co' }).query({ goals: {} })`,
  ),
  argument(
    'asUser, token',
    'asUser.0.token',
    `return db.asUser({ token: REFRESH_TOKEN }).query({ goals: {} })`,
  ),
  argument(
    'asUser, guest',
    'asUser.0.guest',
    `return db.asUser({ guest: true }).query({ goals: {} })`,
    { differs: [GUEST] },
  ),
  member('debugQuery', `return db.asUser({ guest: true }).debugQuery({ goals: {} })`),
  ...['rules', 'ruleParams', 'ip', 'origin', 'cardinalityInference'].map((name) =>
    argument(
      `debugQuery, ${name}`,
      `debugQuery.1.${name}`,
      `return db.debugQuery({ goals: {} }, { rules: { goals: {} }, ruleParams: { a: 1 }, ip: '1.2.3.4', origin: 'https://x.co', cardinalityInference: true })`,
    ),
  ),
  member(
    'debugTransact',
    `return db.asUser({ guest: true }).debugTransact(db.tx.goals[G1].delete())`,
  ),
  ...['rules', 'ip', 'origin'].map((name) =>
    argument(
      `debugTransact, ${name}`,
      `debugTransact.1.${name}`,
      `return db.debugTransact(db.tx.goals[G1].delete(), { rules: { goals: {} }, ip: '1.2.3.4', origin: 'https://x.co' })`,
    ),
  ),
  member('auth.generateMagicCode', `return db.auth.generateMagicCode('a@b.co')`),
  member('auth.sendMagicCode', `return db.auth.sendMagicCode('a@b.co')`),
  member('auth.verifyMagicCode', `return db.auth.verifyMagicCode('a@b.co', '123456')`),
  member('auth.checkMagicCode', `return db.auth.checkMagicCode('a@b.co', '123456')`, {
    differs: [USERS],
  }),
  argument(
    'auth.checkMagicCode, extraFields',
    'auth.checkMagicCode.2.extraFields',
    `return db.auth.checkMagicCode('a@b.co', '123456', { extraFields: { nickname: 'Al' } })`,
  ),
  member('auth.createToken', `return db.auth.createToken({ email: 'a@b.co' })`, {
    differs: ['The `extra-fields` of `createToken` have the types of `$users`.'],
  }),
  member('auth.verifyToken', `return db.auth.verifyToken(REFRESH_TOKEN)`),
  member('auth.getUser', `return db.auth.getUser({ email: 'a@b.co' })`, {
    differs: [
      USERS,
      'A space in an address is `%20`, in every call.',
      'Half a character cannot stand in an address, in any call.',
    ],
  }),
  member('auth.deleteUser', `return db.auth.deleteUser({ id: USER_ID })`),
  member('auth.signOut', `return db.auth.signOut({ id: USER_ID })`, {
    differs: ['Every method may be taken off its object.'],
  }),
  member('auth.getUserFromRequest', `return db.auth.getUserFromRequest(${cookie})`),
  argument(
    'auth.getUserFromRequest, disableValidation',
    'auth.getUserFromRequest.1.disableValidation',
    `return db.auth.getUserFromRequest(${cookie}, { disableValidation: true })`,
  ),
  member('storage.uploadFile', `return db.storage.uploadFile('a.txt', Buffer.from('hi'))`, {
    differs: [
      'Streams of the web are sent.',
      'A path that no header can carry goes by way of a signed URL.',
      'Files may be text, blobs and files as well.',
    ],
  }),
  ...['contentType', 'contentDisposition'].map((name) =>
    argument(
      `storage.uploadFile, ${name}`,
      `storage.uploadFile.2.${name}`,
      `return db.storage.uploadFile('a.txt', Buffer.from('hi'), { contentType: 'text/plain', contentDisposition: 'inline' })`,
    ),
  ),
  argument(
    'storage.uploadFile, fileSize',
    'storage.uploadFile.2.fileSize',
    `return db.storage.uploadFile('a.txt', Readable.from([Buffer.from('hi')]), { fileSize: 2 })`,
  ),
  member('storage.delete', `return db.storage.delete('a b.txt')`),
  member('storage.deleteMany', `return db.storage.deleteMany(['a', 'b'])`),
  member('storage.list', `return db.storage.list()`),
  member('storage.getDownloadUrl', `return db.storage.getDownloadUrl('a b.txt')`),
  member(
    'storage.upload',
    `return db.storage.upload('a.txt', Buffer.from('hi'), { contentType: 'text/plain' })`,
  ),
  member('rooms.getPresence', `return db.rooms.getPresence('chat', 'r1')`, {
    differs: [
      'A room id may hold any character.',
      'Presence can be asked for although the schema declares no rooms.',
    ],
  }),

  chunk('create', `create({ title: 'x' })`),
  chunk('update', `update({ title: 'x' })`),
  row(
    '`db.tx`',
    'update, upsert',
    'argument:tx.1.upsert',
    `return db.transact(db.tx.goals[G1].update({ title: 'x' }, { upsert: false }))`,
  ),
  chunk('merge', `merge({ meta: { a: null } })`, {
    differs: ['The server refuses attributes that the schema lacks.'],
  }),
  chunk('link', `link({ todos: [T1, lookup('order', 1)] })`),
  chunk('unlink', `unlink({ todos: T1 })`),
  chunk('delete', `delete()`),
  chunk('ruleParams', `ruleParams({ a: 1 }).delete()`),
  row(
    '`db.tx`',
    'lookup',
    'tx:lookup',
    `return db.transact(db.tx.goals.lookup('slug', 'a').update({ title: 'x' }))`,
    {
      differs: ['Two underscores in the name of an attribute are part of the name.'],
    },
  ),

  row(
    '`subscribeQuery`',
    'subscribeQuery',
    'db:subscribeQuery',
    `const [sub, payload] = ${first}; sub.close(); return payload`,
    {
      sse: 'ok',
      differs: [FEATURES, SUBSCRIPTION],
    },
  ),
  sub('close', `const [sub] = ${first}; sub.close(); return sub.isClosed`),
  sub(
    'readyState',
    `const [sub] = ${first}; const { readyState } = sub; sub.close(); return readyState`,
  ),
  sub('isClosed', `const [sub] = ${first}; const { isClosed } = sub; sub.close(); return isClosed`),
  sub(
    'sessionInfo',
    `const [sub] = ${first}; const { sessionInfo } = sub; sub.close(); return sessionInfo`,
  ),
  row(
    '`subscribeQuery`',
    'for await',
    'result:subscribeQuery.Symbol.asyncIterator',
    `const sub = db.subscribeQuery({ goals: {} }); for await (const { data } of sub) { sub.close(); return data; }`,
    {
      sse: 'ok',
      differs: [SUBSCRIPTION],
    },
  ),
  ...['ruleParams', 'fetchOpts'].map((name) =>
    row(
      '`subscribeQuery`',
      `subscribeQuery, ${name}`,
      `argument:subscribeQuery.2.${name}`,
      `return new Promise((resolve) => { const sub = db.subscribeQuery({ goals: {} }, ({ type }) => { sub.close(); resolve(type); }, { ruleParams: { a: 1 }, fetchOpts: { headers: { 'x-trace': '1' } } }); })`,
      { sse: 'ok' },
    ),
  ),

  row(
    '`streams`',
    'streams.createWriteStream',
    'db:streams.createWriteStream',
    `const stream = db.streams.createWriteStream({ clientId: 'c1' }); const writer = stream.getWriter(); const name = await stream.streamId(); await writer.write('hello'); await writer.close(); return name`,
    { sse: 'streams', gives: 'dddddddd-dddd-4ddd-8ddd-dddddddddddd', differs: [FEATURES] },
  ),
  row(
    '`streams`',
    'streams.createReadStream',
    'db:streams.createReadStream',
    `const out = []; for await (const text of db.streams.createReadStream({ clientId: 'c1' })) out.push(text); return out`,
    { sse: 'streams', gives: ['hello'], differs: [FEATURES] },
  ),
  row(
    '`streams`',
    'createReadStream, byteOffset',
    'argument:streams.createReadStream.0.byteOffset',
    `const out = []; for await (const text of db.streams.createReadStream({ streamId: STREAM_ID, byteOffset: 2 })) out.push(text); return out`,
    { sse: 'streams', gives: ['llo'] },
  ),

  manager('list', ''),
  manager('create', `{ url: 'https://x.co/h', namespaces: ['goals'], actions: ['create'] }`),
  manager('update', `${WEBHOOKS}, { actions: ['delete'] }`),
  manager('delete', WEBHOOKS),
  manager('enable', WEBHOOKS),
  manager('disable', `${WEBHOOKS}, { reason: 'r' }`),
  manager('listEvents', `${WEBHOOKS}, { after: 'cur/sor' }`),
  manager('getEvent', EVENT),
  manager('resendEvent', EVENT),
  manager('getPayload', EVENT),
  receiver('fetchJwks', `return db.webhooks.fetchJwks()`, { differs: [FEATURES] }),
  receiver('keyOfKid', `return typeof (await db.webhooks.keyOfKid('test')) !== 'undefined'`, {
    gives: true,
  }),
  receiver(
    'validate',
    `${signed} return Object.keys(await db.webhooks.validate(signature, body))`,
    { gives: ['payloadUrl', 'token'] },
  ),
  receiver(
    'validateRequest',
    `${signed} return Object.keys(await db.webhooks.validateRequest(${request}))`,
    { gives: ['payloadUrl', 'token'] },
  ),
  receiver(
    'fetchPayloads',
    `return db.webhooks.fetchPayloads({ payloadUrl: BASE + '/webhooks/payload/x', token: 't' })`,
  ),
  receiver(
    'processPayload',
    `const seen = []; await db.webhooks.processPayload({ goals: { create: () => void seen.push(1) }, $default: () => void seen.push(2) }, { data: [{ namespace: 'goals', action: 'create' }, { namespace: 'todos', action: 'create' }], idempotencyKey: 'k' }); return seen`,
  ),
  receiver(
    'processRequest',
    `${signed} return (await db.webhooks.processRequest({}, ${request}).then(() => 'ok', String))`,
    { stub: KEYS_THEN_PAYLOAD, gives: 'ok' },
  ),
  receiver(
    'processNodeRequest',
    `${signed} return (await db.webhooks.processNodeRequest({}, ${node}).then(() => 'ok', String))`,
    { stub: KEYS_THEN_PAYLOAD, gives: 'ok' },
  ),
  receiver('helpers', `return Object.keys(db.webhooks.helpers()).sort()`),
];
