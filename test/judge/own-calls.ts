/** Calls that end otherwise than with the official SDK on purpose, or alike although one might hope otherwise. */

import type { Call } from './wire.js';

/** Which client a call is made with: as generated without a schema, with it, or with an option as well. */
export type Variant = 'open' | 'schema' | 'dates' | 'strict' | 'features' | 'links';

export interface OwnCall extends Omit<Call, 'feature' | 'name'> {
  /** Why they differ; of several calls with one reason, each shows a part. */
  readonly reason: string;
  readonly variant: Variant;
  /** What the call gives with the official SDK, and with ours. */
  readonly official: unknown;
  readonly ours: unknown;
}

const open = '{ appId: APP_ID, adminToken: ADMIN_TOKEN }';
const typed = '{ appId: APP_ID, adminToken: ADMIN_TOKEN, schema }';

/** The error of a call, or what it gave. */
const name = '.then((value) => value, (error) => error.name)';

const refused = {
  status: 400,
  body: {
    type: 'record-not-found',
    message: 'Record not found: app-admin-token',
    hint: { args: [{ token: '22222222-2222-4222-8222-222222222222' }] },
  },
};
const dated = { status: 200, body: { goals: [{ id: 'g', dueDate: '2026-01-31T00:00:00.000Z' }] } };
const abort = "AbortSignal.abort(new RangeError('enough'))";
const stream =
  "new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('hi')); c.close(); } })";

const reasons = {
  tokens: 'Tokens are kept out of errors, and out of what is printed or copied.',
  options: 'Every call takes `signal`, `timeout` and `headers`.',
  dates:
    'Dates are `Date` objects where the client was generated with them, and `useDateObjects` takes nothing else.',
  methods: 'Every method may be taken off its object.',
  subscription: 'A subscription ends with its loop, and its errors have their status.',
  operators: 'Of several operators on one attribute, all must hold.',
  limits: '`limit` below the first level is applied, on arrival.',
  classes: 'The classes of all errors are exported.',
  missing: 'What is undefined or null is left out of an address and of headers.',
  users: 'Of a user that is neither an object nor an email, an email is made.',
  wholes: '`checkMagicCode` passes on what it is given, and what it gets.',
  lacking: 'What the answer lacks is undefined, in every call.',
  events: 'A subscription reads on after what it cannot read, and misses nothing.',
  refusals: 'A stream that the server refuses rejects with what it said.',
  identities: 'A client acts as somebody, or is refused: it is never the app by a slip of the pen.',
  none: 'Options may be null: there are none.',
  sizes:
    'A stream that is not as long as `fileSize` says is refused, and so is a size that is none.',
  lists: 'A list in an address is sent item by item.',
  numbers: 'A time or a size that is no number is refused.',
  characters:
    'Characters of a stream are whole wherever it is cut: between two writes, and within a file.',
  ends: 'A stream is closed once the server has all of it, its end included.',
};

/** Whether a request is of this call, and not of a connection that the official SDK left open in another. */
const OWN = 'String(to).startsWith(BASE)';

/** The address of the request of a call, and what then became of it. */
const address = (call: string): string =>
  `let url; const fetch = globalThis.fetch; globalThis.fetch = (to, init) => (${OWN} && (url = String(to)), fetch(to, init)); const name = await ${call}.then(() => 'ok', (error) => error.name).finally(() => (globalThis.fetch = fetch)); return [url?.split('&').at(-1), name]`;

/** What the request of a call had. */
const sent = (call: string, what: string): string =>
  `let seen; const fetch = globalThis.fetch; globalThis.fetch = (to, init) => (${OWN} && (seen = new Request(to, init).${what}), fetch(to, init)); await ${call}.catch(() => {}).finally(() => (globalThis.fetch = fetch)); return seen`;

/** The address of the request of a call. */
const asked = (call: string): string => sent(call, `url.replace(BASE, '')`);

/** Events of a subscription, after which the connection ends. */
const events = (raw: string) => ({
  status: 200,
  raw,
  headers: { 'content-type': 'text/event-stream' },
});
const result = 'data: {"op":"add-query-ok","result":{}}\n\n';
const heard = `const seen = []; const sub = db.subscribeQuery({ goals: {} }, ({ type }) => void seen.push(type)); await sleep(100); sub.close(); return seen`;

/** What the bodies of the requests of some statements had, as often as it was there. */
const pushed = (statements: string, pattern: string): string =>
  `const bodies = []; const fetch = globalThis.fetch; globalThis.fetch = (to, init) => (bodies.push(String(init?.body)), fetch(to, init)); try { ${statements} await sleep(200); } finally { globalThis.fetch = fetch; } return bodies.join('\\n').match(${pattern}) ?? []`;
/** What comes of a webhook's signature. */
const valid = (header: string, body: string, receivedAt: string): string =>
  `db.webhooks.validate(${header}, ${body}, { receivedAt: ${receivedAt} }).then(() => 'valid', (error) => error.message)`;
const writer = `const w = db.streams.createWriteStream({ clientId: 'c' }).getWriter();`;
/** What became of a promise, or that nothing did. */
const settled = (promise: string): string =>
  `Promise.race([${promise}.then(() => 'ok', (error) => error.message), sleep(300).then(() => 'waits')])`;

/** What is otherwise than in the official SDK. */
export const ownCalls: readonly OwnCall[] = [
  {
    reason: 'The server cannot read a lookup without a value, so it is refused where it is made.',
    variant: 'open',
    init: open,
    call: `return (async () => db.transact(db.tx.goals.lookup('a', undefined).delete()))().catch((error) => error.name)`,
    official: 'SyntaxError',
    ours: 'TypeError',
  },
  {
    reason: reasons.tokens,
    variant: 'open',
    init: open,
    call: `return db.query({ goals: {} }).catch((error) => JSON.stringify(error).includes(ADMIN_TOKEN))`,
    stub: refused,
    official: true,
    ours: false,
  },
  {
    reason: 'A double of an answer has `ok` and `text()`, as answers have.',
    variant: 'open',
    init: open,
    call: `const real = globalThis.fetch; globalThis.fetch = async () => ({ status: 200, json: async () => ({ goals: [] }) }); return db.query({ goals: {} })${name}.finally(() => { globalThis.fetch = real; })`,
    official: { goals: [] },
    ours: 'NetworkError',
  },
  {
    reason: reasons.tokens,
    variant: 'open',
    init: open,
    call: `return [JSON.stringify(db).includes(ADMIN_TOKEN), ADMIN_TOKEN === db.config.adminToken]`,
    official: [true, true],
    ours: [false, true],
  },
  {
    reason: reasons.tokens,
    variant: 'open',
    init: open,
    call: `return 'adminToken' in { ...db.config }`,
    official: true,
    ours: false,
  },
  {
    reason: reasons.options,
    variant: 'open',
    init: open,
    call: `return db.transact(db.tx.goals[G1].delete(), { signal: ${abort} })${name}`,
    official: { 'tx-id': 42 },
    ours: 'RangeError',
  },
  {
    reason: reasons.dates,
    variant: 'dates',
    init: `{ ...${typed}, useDateObjects: true }`,
    call: `const { goals } = await db.query({ goals: {} }); return typeof goals[0].dueDate`,
    stub: dated,
    official: 'string',
    ours: 'object',
  },
  {
    reason: reasons.dates,
    variant: 'strict',
    init: `{ ...${typed}, useDateObjects: true }`,
    call: `return db.query({ goals: {} }).then(({ goals }) => typeof goals[0].dueDate, ({ message }) => message)`,
    stub: { status: 200, body: { goals: [{ id: 'g', dueDate: 'soon' }] } },
    official: 'string',
    ours: 'dueDate of goals g is no date: "soon"',
  },
  {
    reason: reasons.methods,
    variant: 'open',
    init: open,
    call: `const { signOut } = db.auth; return (async () => signOut({ id: USER_ID }))()${name}`,
    official: 'TypeError',
    ours: '<undefined>',
  },
  {
    reason: reasons.classes,
    variant: 'open',
    init: open,
    call: `return [typeof QueryValidationError, typeof TransactionValidationError, typeof NetworkError]`,
    official: ['undefined', 'undefined', 'undefined'],
    ours: ['function', 'function', 'function'],
  },
  {
    reason: 'Streams of the web are sent.',
    variant: 'open',
    init: open,
    call: `return db.storage.uploadFile('p', ${stream}, { fileSize: 2 })${name}`,
    official: 'TypeError',
    ours: { data: { id: 'ffffffff-ffff-4fff-8fff-fffffffffff1' } },
  },
  {
    reason:
      'A client generated from a schema behaves as the official one does with `schema`, whether `init` is given it or not.',
    variant: 'schema',
    init: open,
    call: `return (async () => db.query({ nope: {} }))()${name}`,
    official: { goals: [{ id: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1', title: 'Get fit' }] },
    ours: 'QueryValidationError',
  },
  {
    reason: 'An entity cannot be created without the links that it requires.',
    variant: 'links',
    init: typed,
    call: `return (async () => db.transact(db.tx.goals[G1].create({ title: 'a', slug: 'b' })))()${name}`,
    official: { 'tx-id': 42 },
    ours: 'TransactionValidationError',
  },
  {
    reason: 'What `features` does not name is not there, and the compiler says so.',
    variant: 'open',
    init: open,
    call: `return [typeof db.subscribeQuery, typeof db.streams, typeof db.webhooks]`,
    official: ['function', 'object', 'object'],
    ours: ['undefined', 'undefined', 'undefined'],
  },
  {
    reason: reasons.subscription,
    variant: 'features',
    init: open,
    call: `const sub = db.subscribeQuery({ goals: {} });
      for await (const payload of sub) break;
      await sleep(20);
      const { isClosed } = sub;
      sub.close();
      return isClosed`,
    sse: 'ok',
    official: false,
    ours: true,
  },
  {
    reason: reasons.subscription,
    variant: 'features',
    init: open,
    call: `const error = await new Promise((resolve) => db.subscribeQuery({ goals: {} }, (payload) => resolve(payload.error)));
      return error.status`,
    stub: refused,
    official: '<undefined>',
    ours: 400,
  },
  {
    reason: 'The client has guest sign-in, a query builder and a function for each operation.',
    variant: 'open',
    init: open,
    call: `return [typeof db.auth.signInGuest, typeof q, typeof adminQuery, typeof hooks]`,
    official: ['undefined', 'undefined', 'undefined', 'undefined'],
    ours: ['function', 'object', 'function', 'function'],
  },
  {
    reason: 'The builder gives plain queries, and `id()` a chunk without a `!`.',
    variant: 'open',
    init: open,
    call: `return typeof db.tx.goals.id`,
    official: 'object',
    ours: 'function',
  },
  {
    reason: reasons.operators,
    variant: 'schema',
    init: typed,
    call: `let sent; const fetch = globalThis.fetch; globalThis.fetch = (url, init) => ((sent = init.body), fetch(url, init)); await db.query({ goals: { $: { where: { priority: { $gt: 1, $lt: 3 } } } } }).finally(() => (globalThis.fetch = fetch)); return JSON.parse(sent).query.goals.$.where`,
    official: { priority: { $gt: 1, $lt: 3 } },
    ours: { and: [{ priority: { $gt: 1 } }, { priority: { $lt: 3 } }] },
  },
  {
    reason: 'A stream may be empty.',
    variant: 'open',
    init: open,
    call: `return db.storage.uploadFile('p', Readable.from([]), { fileSize: 0 }).then(({ data }) => typeof data.id, (error) => error.message)`,
    official: 'fileSize is required in metadata when uploading streams',
    ours: 'string',
  },
  {
    reason: 'Of a page that is answered in place of JSON, the message is the beginning.',
    variant: 'open',
    init: open,
    call: `const fetch = globalThis.fetch; globalThis.fetch = async () => new Response('<html>' + 'x'.repeat(500), { status: 502 }); return db.query({ goals: {} }).catch((error) => [error.name, error.message.slice(0, 7), error.message.length]).finally(() => (globalThis.fetch = fetch))`,
    official: ['InstantAPIError', '<html>x', 506],
    ours: ['InstantAPIError', '<html>x', 300],
  },
  {
    reason: 'A header that cannot be sent is named, and its value is not repeated.',
    variant: 'open',
    init: open,
    call: `return db.asUser({ token: 'тайна' }).query({ goals: {} }).catch((error) => [error.name, /header "as-token"/.test(error.message)])`,
    official: ['TypeError', false],
    ours: ['InstantError', true],
  },
  {
    reason: 'A space in an address is `%20`, in every call.',
    variant: 'open',
    init: open,
    call: address(`db.auth.getUser({ email: 'a b' })`),
    official: ['email=a+b', 'ok'],
    ours: ['email=a%20b', 'ok'],
  },
  {
    reason: reasons.missing,
    variant: 'open',
    init: open,
    call: address(`db.auth.getUser({ id: USER_ID, email: undefined })`),
    official: ['email=undefined', 'ok'],
    ours: ['id=44444444-4444-4444-8444-444444444444', 'ok'],
  },
  {
    reason: reasons.missing,
    variant: 'open',
    init: open,
    call: address(`db.rooms.getPresence('chat', undefined)`),
    official: ['room-id=undefined', 'ok'],
    ours: ['room-type=chat', 'ok'],
  },
  {
    reason: reasons.missing,
    variant: 'open',
    init: open,
    call: sent(`db.storage.uploadFile(undefined, Buffer.from('a'))`, `headers.has('path')`),
    official: true,
    ours: false,
  },
  {
    reason: reasons.missing,
    variant: 'open',
    init: open,
    call: `return db.auth.deleteUser(undefined).then(({ email }) => email, (error) => error.name)`,
    official: 'TypeError',
    ours: 'a@b.co',
  },
  {
    reason: 'A file that is not there is refused, and not stored as an empty one.',
    variant: 'open',
    init: open,
    call: `return db.storage.uploadFile('p', undefined)${name}`,
    official: { data: { id: 'ffffffff-ffff-4fff-8fff-fffffffffff1' } },
    ours: 'InstantError',
  },
  {
    reason: 'Text is stored as bytes are: without a type, unless one is given.',
    variant: 'open',
    init: open,
    call: sent(`db.storage.uploadFile('p', 'text')`, `headers.has('content-type')`),
    official: true,
    ours: false,
  },
  {
    reason: reasons.users,
    variant: 'open',
    init: open,
    call: sent(`db.auth.createToken(5)`, `text()`),
    official: '5',
    ours: '{"email":5}',
  },
  {
    reason: reasons.users,
    variant: 'open',
    init: open,
    call: sent(`db.auth.signOut(null)`, `text()`),
    official: 'null',
    ours: '',
  },
  {
    reason: reasons.wholes,
    variant: 'open',
    init: open,
    call: `return Object.keys(await db.auth.checkMagicCode('a@b.co', '1'))`,
    stub: { status: 200, body: { user: { id: 'u' }, created: true, more: 1 } },
    official: ['user', 'created'],
    ours: ['user', 'created', 'more'],
  },
  {
    reason: reasons.wholes,
    variant: 'open',
    init: open,
    call: sent(`db.auth.checkMagicCode('a@b.co', '1', { extraFields: null })`, `text()`),
    official: '{"email":"a@b.co","code":"1"}',
    ours: '{"email":"a@b.co","code":"1","extra-fields":null}',
  },
  {
    reason: reasons.identities,
    variant: 'open',
    init: open,
    call: `return (async () => db.asUser({ emial: 'a@b.co' }).query({ goals: {} }))()${name}`,
    official: { goals: [{ id: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1', title: 'Get fit' }] },
    ours: 'InstantError',
  },
  {
    reason: 'Half a character cannot stand in an address, in any call.',
    variant: 'open',
    init: open,
    call: address(`db.auth.getUser({ email: '\\ud800' })`),
    official: ['email=%EF%BF%BD', 'ok'],
    ours: ['<undefined>', 'URIError'],
  },
  {
    reason: 'What the server says of pages and counts can be had: `queryOnce(db, query)`.',
    variant: 'open',
    init: open,
    call: `const query = { goals: { $: { first: 1 } } }; const answer = await (typeof queryOnce === 'function' ? queryOnce(db, query) : db.query(query)); return answer.pageInfo?.goals.hasNextPage`,
    sse: 'ok',
    official: '<undefined>',
    ours: true,
  },
  {
    reason: reasons.limits,
    variant: 'schema',
    init: typed,
    call: `return db.query({ goals: { todos: { $: { limit: 1 } } } }).then(({ goals }) => goals[0].todos.length)`,
    stub: { status: 200, body: { goals: [{ id: 'g', todos: [{ id: 'a' }, { id: 'b' }] }] } },
    official: 2,
    ours: 1,
  },
  {
    reason: 'What JSON cannot say makes the call reject.',
    variant: 'open',
    init: open,
    call: `try { db.transact(db.tx.goals[G1].update({ a: 1n })).catch(() => {}); return 'rejects' } catch { return 'throws' }`,
    official: 'throws',
    ours: 'rejects',
  },
  {
    reason: reasons.lists,
    variant: 'open',
    init: open,
    call: address(`db.storage.delete(['a', 'b'])`),
    official: ['filename=a%2Cb', 'ok'],
    ours: ['filename=b', 'ok'],
  },
  {
    reason: reasons.lists,
    variant: 'open',
    init: open,
    call: asked(`db.auth.getUser({ email: ['a', 'b'] })`),
    official: '/admin/users?app_id=11111111-1111-4111-8111-111111111111&email=a%2Cb',
    ours: '/admin/users?app_id=11111111-1111-4111-8111-111111111111&email=a&email=b',
  },
  {
    reason: 'An address ends with what it asks for.',
    variant: 'open',
    init: open,
    call: asked(`db.auth.getUser({})`),
    official: '/admin/users?app_id=11111111-1111-4111-8111-111111111111&',
    ours: '/admin/users?app_id=11111111-1111-4111-8111-111111111111',
  },
  {
    reason: 'An id of a webhook is one step of an address, whatever is in it.',
    variant: 'features',
    init: open,
    call: `${sent(`db.webhooks.manager.enable('../x')`, 'url')}.split('/').at(-2)`,
    official: 'x',
    ours: '..%2Fx',
  },
  {
    reason: 'The parts of a signature may have spaces between them.',
    variant: 'features',
    init: open,
    call: `const body = '{"payloadUrl":"x","token":"y"}'; const header = (await sign(body, 1700000000)).replaceAll(',', ', '); return db.webhooks.validate(header, body, { receivedAt: new Date(1700000000000) }).then(() => 'valid', (error) => error.message)`,
    official: 'Invalid Instant-Signature header.',
    ours: 'valid',
  },
  {
    reason: 'A signature is of whole bytes in hexadecimal.',
    variant: 'features',
    init: open,
    call: `const body = '{"payloadUrl":"x","token":"y"}'; let t = 1; while (!/0.$/.test(await sign(body, t))) t++; const header = (await sign(body, t)).replace(/0(.)$/, '$1'); return ${valid('header', 'body', 'new Date(t * 1000)')}`,
    official: 'valid',
    ours: 'Instant Signature did not validate',
  },
  ...(['ECDSA', 'RSA-PSS'] as const).map((kind) => ({
    reason: 'Keys on elliptic curves check signatures, and so do RSA keys for PSS.',
    variant: 'features' as const,
    init: open,
    call: `const about = { name: '${kind}', namedCurve: 'P-256', hash: 'SHA-256', saltLength: 32, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
      const { publicKey, privateKey } = await crypto.subtle.generateKey(about, true, ['sign', 'verify']);
      const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'k' };
      const hooks = new Webhooks({ apiURI: 'http://${kind}.test' }, async () => ({ keys: [jwk] }));
      const body = '{"payloadUrl":"x","token":"y"}';
      const signed = await crypto.subtle.sign(about, privateKey, new TextEncoder().encode('1.' + body));
      return hooks.validate('t=1,kid=k,v1=' + Buffer.from(signed).toString('hex'), body, { receivedAt: new Date(1000) }).then(() => 'valid', (error) => error.name)`,
    official: kind === 'ECDSA' ? 'TypeError' : 'InstantError',
    ours: 'valid',
  })),
  {
    reason: 'A handler that throws keeps no other from being called.',
    variant: 'features',
    init: open,
    call: `const seen = []; const fail = () => { throw new Error('no') }; await db.webhooks.processPayload({ goals: { create: fail, update: () => seen.push('update') } }, { data: [{ namespace: 'goals', action: 'create' }, { namespace: 'goals', action: 'update' }] }).catch(() => {}); return seen`,
    official: [],
    ours: ['update'],
  },
  {
    reason: 'A webhook’s body that is null is as invalid as any other that is no object.',
    variant: 'features',
    init: open,
    call: `return ${valid(`await sign('null', 1)`, `'null'`, 'new Date(1000)')}`,
    official: "Cannot read properties of null (reading 'payloadUrl')",
    ours: 'Invalid webhook body, expected an object with payloadUrl and token fields',
  },
  ...[`headers: { ':path': '/' }`, `headers: {}, method: 'GET'`, `headers: { host: 'a b' }`].map(
    (about) => ({
      reason:
        'A request of Node’s servers is one of a webhook whatever its method, host and protocol.',
      variant: 'features' as const,
      init: open,
      call: `return db.webhooks.processNodeRequest({}, { ${about}, body: 'x' }).catch((error) => error.name)`,
      official: 'TypeError',
      ours: 'InstantError',
    }),
  ),
  {
    reason: 'A signature header whose time is no whole number is malformed.',
    variant: 'features',
    init: open,
    call: `return db.webhooks.validate((await sign('{}', 1700000000)).replace('t=1', 't=x'), '{}').catch((error) => error.message)`,
    official: 'Instant Signature did not validate',
    ours: 'Invalid Instant-Signature header.',
  },
  {
    reason: 'A name that every object inherits is no entity, link or attribute.',
    variant: 'features',
    init: open,
    call: `const seen = []; await db.webhooks.processPayload({ $default: ({ namespace }) => void seen.push(namespace) }, { data: [{ namespace: 'constructor', action: 'create' }] }); return seen`,
    official: [],
    ours: ['constructor'],
  },
  {
    reason: 'A stream takes text.',
    variant: 'features',
    init: open,
    call: `const writer = db.streams.createWriteStream({ clientId: 'c1' }).getWriter(); return writer.write(5).then(() => writer.close()).then(() => 'written', (error) => error.name)`,
    sse: 'streams',
    official: 'written',
    ours: 'TypeError',
  },
  {
    reason: 'The route of the front end answers every body that is JSON.',
    variant: 'open',
    init: open,
    call: `return createInstantRouteHandler({ appId: APP_ID }).POST(new Request('http://x/', { method: 'POST', body: 'null' })).then(({ status }) => status, (error) => error.name)`,
    official: 'TypeError',
    ours: 400,
  },
  {
    reason: 'A path that no header can carry goes by way of a signed URL.',
    variant: 'open',
    init: open,
    call: `return db.storage.uploadFile('a\\nb', Buffer.from('hi')).then(() => 'ok', (error) => error.name)`,
    official: 'TypeError',
    ours: 'ok',
  },
  {
    reason: reasons.lacking,
    variant: 'open',
    init: open,
    call: `return db.auth.createToken({ email: 'a@b.co' })${name}`,
    stub: { status: 200, body: {} },
    official: 'TypeError',
    ours: '<undefined>',
  },
  {
    reason: reasons.lacking,
    variant: 'open',
    init: open,
    call: `return db.auth.getUser({ email: 'a@b.co' })${name}`,
    stub: { status: 200, body: null },
    official: 'TypeError',
    ours: '<undefined>',
  },
  {
    reason: reasons.lacking,
    variant: 'open',
    init: open,
    call: `return db.storage.list()${name}`,
    stub: { status: 200, body: null },
    official: 'TypeError',
    ours: '<undefined>',
  },
  {
    reason: 'An error body that is a mere text or number is the message, in JSON as in plain text.',
    variant: 'open',
    init: open,
    call: `return db.query({ goals: {} }).catch(({ message }) => message)`,
    stub: { status: 400, body: 5 },
    official: 'API Error (400)',
    ours: '5',
  },
  {
    reason: 'What cannot be written as JSON rejects.',
    variant: 'open',
    init: open,
    call: `const ring = {}; ring.ring = ring; try { return db.transact(db.tx.goals[G1].update({ ring })).catch(() => 'rejects'); } catch { return 'throws'; }`,
    official: 'throws',
    ours: 'rejects',
  },
  {
    reason: 'The route of the front end answers every body that is JSON.',
    variant: 'open',
    init: open,
    call: `const { POST } = createInstantRouteHandler({ appId: APP_ID }); return POST(new Request('http://x/', { method: 'POST', body: 'null' })).then(({ status }) => status, (error) => error.name)`,
    official: 'TypeError',
    ours: 400,
  },
  {
    reason: reasons.events,
    variant: 'features',
    init: open,
    call: heard,
    stub: events(`data: {x\n\n${result}`),
    official: [],
    ours: ['error', 'ok'],
  },
  {
    reason: reasons.events,
    variant: 'features',
    init: open,
    call: heard,
    stub: events(`event: named\n${result}`),
    official: [],
    ours: ['ok'],
  },
  {
    reason: reasons.events,
    variant: 'features',
    init: open,
    call: `const sub = db.subscribeQuery({ goals: {} }); await sleep(100); setTimeout(sub.close, 50); const seen = []; for await (const { type } of sub) seen.push(type); return seen`,
    stub: events(result),
    official: [],
    ours: ['ok'],
  },
  {
    reason: 'The parts of a signature may have spaces between them.',
    variant: 'features',
    init: open,
    call: `const body = JSON.stringify({ payloadUrl: BASE, token: 't' }); const header = await sign(body, Math.floor(Date.now() / 1000)); return db.webhooks.validate(header.replaceAll(',', ', '), body).then(({ token }) => token, (error) => error.message)`,
    official: 'Invalid Instant-Signature header.',
    ours: 't',
  },
  {
    reason: 'An id of a webhook is one step of an address, whatever is in it.',
    variant: 'features',
    init: open,
    call: asked(`db.webhooks.manager.delete('a/b')`),
    official: '/dash/apps/11111111-1111-4111-8111-111111111111/webhooks/a/b',
    ours: '/dash/apps/11111111-1111-4111-8111-111111111111/webhooks/a%2Fb',
  },
  {
    reason: '`WebhooksManager` takes what `Webhooks` takes.',
    variant: 'features',
    init: open,
    call: `return new WebhooksManager({ appId: APP_ID, adminToken: ADMIN_TOKEN, apiURI: BASE }).list().then(() => 'ok', (error) => error.message)`,
    stub: { status: 200, body: { webhooks: [] } },
    official:
      'A token is required to manage webhooks. Pass `adminToken` or `token` to the Webhooks constructor.',
    ours: 'ok',
  },
  {
    reason: reasons.refusals,
    variant: 'features',
    init: open,
    call: `const reader = db.streams.createReadStream({ clientId: 'c' }).getReader(); const said = await ${settled('reader.read()')}; void reader.cancel().catch(() => {}); return said`,
    stub: { status: 400, body: { message: 'no' } },
    official: 'waits',
    ours: 'no',
  },
  {
    reason: reasons.refusals,
    variant: 'features',
    init: open,
    call: `const reader = db.streams.createReadStream({ clientId: 'none' }).getReader(); const said = await ${settled('reader.read()')}; void reader.cancel().catch(() => {}); return said`,
    sse: 'streams',
    official: 'waits',
    ours: 'no such stream',
  },
  {
    reason: 'A stream takes text.',
    variant: 'features',
    init: open,
    call: `${writer} return w.write(5).then(() => w.close()).then(() => 'ok', (error) => error.name)`,
    sse: 'streams',
    official: 'ok',
    ours: 'TypeError',
  },
  {
    reason: reasons.characters,
    variant: 'features',
    init: open,
    call: pushed(
      `${writer} await w.write('\\ud83d'); await w.write('\\ude00'); await w.close();`,
      '/"chunks":\\["[^\\]]*\\]/g',
    ),
    sse: 'streams',
    official: ['"chunks":["\\ud83d"]', '"chunks":["\\ude00"]'],
    ours: ['"chunks":["😀"]'],
  },
  {
    reason: reasons.characters,
    variant: 'features',
    init: open,
    call: `let text = ''; for await (const piece of db.streams.createReadStream({ clientId: 'files' })) text += piece; return text`,
    sse: 'streams',
    official: '\ufffd\ufffd\ufffd',
    ours: '😀',
  },
  {
    reason: reasons.ends,
    variant: 'features',
    init: open,
    call: `${writer} let said = false; const fetch = globalThis.fetch; globalThis.fetch = async (to, init) => { const last = String(init?.body).includes('"done":true'); if (last) await sleep(50); const answer = await fetch(to, init); said ||= last; return answer; }; try { await w.write('a'); await w.close(); return said; } finally { await sleep(100); globalThis.fetch = fetch; }`,
    sse: 'streams',
    official: false,
    ours: true,
  },
  {
    reason: reasons.ends,
    variant: 'features',
    init: open,
    call: pushed(
      `const w = db.streams.createWriteStream({ clientId: 'once' }).getWriter(); await w.close();`,
      '/"done":true/g',
    ),
    sse: 'streams',
    official: ['"done":true'],
    ours: ['"done":true', '"done":true'],
  },
  {
    reason: 'A file of a stream that cannot be had is asked for again.',
    variant: 'features',
    init: open,
    call: `const event = 'unhandledRejection'; const kept = process.listeners(event); process.removeAllListeners(event); try { const failed = new Promise((resolve) => process.once(event, () => resolve(event))); const reader = db.streams.createReadStream({ clientId: 'once' }).getReader(); return await Promise.race([reader.read().then(({ value }) => value), failed]); } finally { process.removeAllListeners(event); for (const each of kept) process.on(event, each); }`,
    sse: 'streams',
    official: 'unhandledRejection',
    ours: 'hello',
  },
  {
    reason: 'Nothing is sent of an empty piece of a stream.',
    variant: 'features',
    init: open,
    call: pushed(`${writer} await w.write(''); await w.close();`, '/"chunks":\\[""\\]/g'),
    sse: 'streams',
    official: ['"chunks":[""]'],
    ours: [],
  },
  {
    reason: 'An error is a reason to abort as its message is.',
    variant: 'features',
    init: open,
    call: pushed(
      `${writer} await w.write('a'); await w.abort(new Error('why'));`,
      '/"abort-reason":[^},]*/g',
    ),
    sse: 'streams',
    official: ['"abort-reason":{'],
    ours: ['"abort-reason":"why"'],
  },
  ...[undefined, null].map((whom) => ({
    reason: reasons.identities,
    variant: 'open' as const,
    init: open,
    call: `return (async () => db.asUser(${whom}).transact(db.tx.goals[G1].delete()))()${name}`,
    official: { 'tx-id': 42 },
    ours: 'InstantError',
  })),
  {
    reason: reasons.none,
    variant: 'open',
    init: open,
    call: `return (async () => db.query({ goals: {} }, null))().then(() => 'ok', (error) => error.name)`,
    official: 'TypeError',
    ours: 'ok',
  },
  {
    reason: 'A stream that names nothing to read is refused at once.',
    variant: 'features',
    init: open,
    call: `const event = 'unhandledRejection'; const kept = process.listeners(event); process.removeAllListeners(event); let said = 'nothing'; process.once(event, () => (said = event)); try { db.streams.createReadStream({}); await sleep(20); } catch { said = 'throws'; } process.removeAllListeners(event); for (const each of kept) process.on(event, each); return said`,
    official: 'unhandledRejection',
    ours: 'throws',
  },
  {
    reason: reasons.none,
    variant: 'features',
    init: open,
    call: `try { db.subscribeQuery({ goals: {} }, () => {}, null).close(); return 'ok' } catch (error) { return error.name }`,
    sse: 'ok',
    official: 'TypeError',
    ours: 'ok',
  },
  ...['uploadFile', 'upload'].map((method) => ({
    reason: reasons.none,
    variant: 'open' as const,
    init: open,
    call: `return db.storage.${method}('p', Buffer.from('a'), null).then(() => 'ok', (error) => error.name)`,
    official: 'TypeError',
    ours: 'ok',
  })),
  ...[-1, 1.5].map((size) => ({
    reason: reasons.sizes,
    variant: 'open' as const,
    init: open,
    call: `return ${settled(`db.storage.uploadFile('p', Readable.from(['ab']), { fileSize: ${size} })`)}`,
    official: 'waits',
    ours: 'fileSize is required in metadata when uploading streams',
  })),
  ...[
    [`['ab']`, 'waits'],
    [`['a', 'b', 'c']`, 'ok'],
  ].map(([chunks, official]) => ({
    reason: reasons.sizes,
    variant: 'open' as const,
    init: open,
    call: `return ${settled(`db.storage.uploadFile('p', Readable.from(${chunks}), { fileSize: 1 })`)}`,
    official,
    ours: 'adminStorageUpload: TypeError: fetch failed',
  })),
  ...['tolerance: NaN', 'receivedAt: new Date(NaN)'].map((about) => ({
    reason: reasons.numbers,
    variant: 'features' as const,
    init: open,
    call: `const body = '{"payloadUrl":"x","token":"y"}'; return db.webhooks.validate(await sign(body, 1), body, { ${about} }).then(() => 'valid', (error) => error.name)`,
    official: 'valid',
    ours: 'RangeError',
  })),
  {
    reason: reasons.numbers,
    variant: 'features',
    init: open,
    call: `try { void db.streams.createReadStream({ clientId: 'c1', byteOffset: NaN }).cancel(); return 'reads'; } catch (error) { return error.name }`,
    sse: 'streams',
    official: 'reads',
    ours: 'RangeError',
  },
  {
    reason:
      'A call that got no answer rejects with a class of its own; its cause is what fetch threw.',
    variant: 'open',
    init: open,
    call: `return db.storage.upload('p', Buffer.from('a')).catch((error) => [error.name, /URL/.test(error.message)])`,
    stub: { status: 200, body: {} },
    official: ['TypeError', true],
    ours: ['NetworkError', true],
  },
  {
    reason: 'A query that contains itself is refused before it is written as JSON.',
    variant: 'open',
    init: open,
    call: `const goals = {}; goals.todos = goals; return (async () => db.query({ goals }))()${name}`,
    official: 'TypeError',
    ours: 'RangeError',
  },
];

/** What one may expect to be otherwise, and is not. */
export const alike: readonly (Pick<OwnCall, 'init' | 'call' | 'variant' | 'stub'> & {
  readonly what: string;
})[] = [
  {
    what: 'A token with a line end behind it',
    variant: 'open',
    init: open,
    call: `return db.asUser({ token: REFRESH_TOKEN + '\\n' }).query({ goals: {} })`,
  },
  {
    what: 'A filter that is undefined',
    variant: 'schema',
    init: typed,
    call: `return db.query({ goals: { $: { where: { title: undefined } } } })`,
  },
  {
    what: '`pageInfo` of a plain `query`',
    variant: 'schema',
    init: typed,
    call: `return db.query({ goals: { $: { first: 1 } } })`,
  },
  {
    what: 'A redirect to another address',
    variant: 'open',
    init: open,
    call: `const { createServer } = process.getBuiltinModule('node:http');
      const listen = (answer) => new Promise((resolve) => { const server = createServer(answer).listen(0, '127.0.0.1', () => resolve(server)); });
      const addressOf = (server) => 'http://127.0.0.1:' + server.address().port;
      const seen = [];
      const other = await listen(({ headers }, res) => { seen.push(headers['as-token'], headers.authorization); res.end('{}'); });
      const first = await listen(({ url }, res) => { res.writeHead(307, { location: addressOf(other) + url }).end(); });
      try {
        await init({ appId: APP_ID, adminToken: ADMIN_TOKEN, apiURI: addressOf(first) }).asUser({ token: REFRESH_TOKEN }).query({ goals: {} });
        if (seen[0] !== REFRESH_TOKEN || seen[1] !== undefined) throw new Error(seen.join());
        return seen;
      } finally {
        for (const each of [first, other]) { each.closeAllConnections(); each.close(); }
      }`,
  },
];
