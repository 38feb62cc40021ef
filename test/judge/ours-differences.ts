/** Where the generated client behaves otherwise than the official SDK, case by case. */

import { constants } from './env.js';
import type { Difference, Differences, Unsupported } from './differences.js';
import type { SeenRequest } from './normalise.js';

const { APP_ID, ADMIN_TOKEN, G1, USER_ID } = constants;

const headers = {
  'app-id': APP_ID,
  authorization: `Bearer ${ADMIN_TOKEN}`,
  'content-type': 'application/json',
  'instant-admin-version': 'v1.0.67',
  'instant-core-version': 'v1.0.67',
};
const request = (
  method: string,
  path: string,
  body: unknown,
  more: Readonly<Record<string, string>> = {},
): SeenRequest => ({
  method,
  path: `${path}${path.includes('?') ? '&' : '?'}app_id=${APP_ID}`,
  headers: { ...headers, ...more },
  body,
});
const goals = { goals: [{ id: G1, title: 'Get fit' }] };

export const deliberate: Differences = {
  'query: fetchOpts.headers as a Headers instance is silently dropped': {
    reason: 'Headers may be given in every form that fetch takes.',
    expected: {
      requests: [
        request(
          'POST',
          '/admin/query',
          { query: { goals: {} }, 'inference?': false },
          { 'x-trace': '1' },
        ),
      ],
      result: goals,
    },
  },
  'asUser guest FALSE still sends as-guest: true': {
    reason: 'The server takes any value of the header for a guest, so a false one is refused.',
    expected: {
      requests: [],
      error: {
        name: 'InstantError',
        instanceof: 'InstantError',
        message: 'asUser needs an email, a token or `guest: true`.',
      },
    },
  },
  'transact: attribute name containing __ breaks lookup()': {
    reason: 'Two underscores in the name of an attribute are part of the name.',
    expected: {
      requests: [
        request('POST', '/admin/transact', {
          steps: [['delete', 'goals', ['my__slug', 'v'], null]],
          'throw-on-missing-attrs?': false,
        }),
      ],
      result: { 'tx-id': 42 },
    },
  },
  'storage.uploadFile non-latin1 path': {
    reason: 'A path that no header can carry goes by way of a signed URL.',
    expected: {
      requests: [
        {
          method: 'POST',
          path: `/admin/storage/signed-upload-url?app_id=${APP_ID}`,
          headers,
          body: { app_id: APP_ID, filename: 'фото/кот.png' },
        },
        {
          method: 'PUT',
          path: '/storage/up/consume-upload-url',
          headers: { 'content-length': '1' },
          body: { $raw: 'x' },
        },
      ],
      result: {},
    },
  },
  'rooms.getPresence does not URL-encode roomId': {
    reason: 'A room id may hold any character.',
    expected: {
      requests: [
        {
          method: 'GET',
          path: `/admin/rooms/presence?app_id=${APP_ID}&room-type=chat&room-id=a%26b%3Dc%20d`,
          headers,
          body: null,
        },
      ],
      result: {
        p1: {
          'peer-id': 'p1',
          user: { id: USER_ID, email: 'a@b.co', app_id: APP_ID, type: 'user' },
          data: { name: 'Al' },
        },
      },
    },
  },
  'error: connection refused rejects TypeError (no retry)': {
    reason:
      'A call that got no answer rejects with a class of its own; its cause is what fetch threw.',
    expected: {
      requests: [],
      error: {
        name: 'NetworkError',
        message: 'adminQuery: TypeError: fetch failed',
        cause: { name: 'TypeError', message: 'fetch failed' },
      },
    },
  },
};

/** What the client does not have however it is generated, and how many recorded cases each has. */
export const missingAlways: Unsupported = { schemaDsl: 3 };

/** What it does not have unless `features` says so. */
export const missing: Unsupported = { ...missingAlways, subscribe: 3, streams: 4, webhooks: 12 };

/** The older document has no routes for the last two. */
export const missingInSeed: Unsupported = { ...missing, debug: 3, legacyStorage: 2 };

const decode = (operation: string, cause: string): Difference => ({
  reason: 'An answer that cannot be read rejects with a class of its own; its cause says why.',
  expected: {
    error: {
      name: 'DecodeError',
      message: `${operation}: SyntaxError: ${cause}`,
      cause: { name: 'SyntaxError', message: cause },
    },
  },
});
interface Cause {
  readonly name: string;
  readonly message: string;
}
const network = (operation: string, cause: Cause): Difference => ({
  reason:
    'A call that got no answer rejects with a class of its own; its cause is what fetch threw.',
  expected: {
    error: {
      name: 'NetworkError',
      message: `${operation}: ${cause.name}: ${cause.message}`,
      cause,
    },
  },
});
const failed = { name: 'TypeError', message: 'fetch failed' };
const html = `Unexpected token '<', "<html></html>" is not valid JSON`;
const half = 'Unexpected end of JSON input';
const closed = (call: string): string => `apiURI: CLOSED_BASE · ${call}`;
const lookupUndefined: Difference = {
  reason: 'The server cannot read a lookup without a value, so it is refused where it is made.',
  expected: {
    error: { name: 'TypeError', message: "lookup('a', …) needs a value that JSON can say." },
  },
};
const ownKeys: Difference = {
  reason:
    'A chunk is a plain object that can be printed, not a proxy; its own members are its methods as well.',
};
const jsonType: Difference = {
  reason: 'The official SDK sends both types, joined; the client sends its own.',
};

/** Where the two differ on calls that were not recorded, by the name of the call. */
const bothOperators = (inference: boolean): Difference => {
  const where = { and: [{ priority: { $gte: 1 } }, { priority: { $lte: 3 } }] };
  const body = { query: { goals: { $: { where } } }, 'inference?': inference };
  return {
    reason: 'Of several operators on one attribute, all must hold.',
    expected: { requests: [request('POST', '/admin/query', body)], result: goals },
  };
};

export const sideBySide: Differences = {
  ...Object.fromEntries(
    ['', 'schema · '].flatMap((variant) => [
      [
        `${variant}return db.query({ goals: {} }, { fetchOpts: { headers: { 'X-Trace': '1', 'Content-Type': 'text/plain' } } })`,
        jsonType,
      ],
      [
        `${variant}return [lookup('a', undefined), lookup('b', [1, null]), lookup('', '')]`,
        lookupUndefined,
      ],
      [`${variant}return Object.keys(db.tx.goals[G1])`, ownKeys],
      [
        `${variant}return db.query({ goals: { $: { where: { priority: { $gte: 1, $lte: 3 } } } } })`,
        bothOperators(variant !== ''),
      ],
    ]),
  ),
  'apiURI: `${BASE}/` · return db.query({ goals: {} })': {
    reason: 'A slash at the end of the address is not doubled.',
    expected: {
      requests: [request('POST', '/admin/query', { query: { goals: {} }, 'inference?': false })],
      result: goals,
    },
  },
  'schema · return db.query({ constructor: {} })': {
    reason: 'A name that every object inherits is no entity, link or attribute.',
    expected: {
      requests: [],
      error: {
        name: 'QueryValidationError',
        message:
          "At path 'constructor': Entity 'constructor' does not exist in schema. Available entities: $users, $files, goals, todos",
      },
    },
  },
  'schema · return db.query({ goals: { $: { where: { toString: 1 } } } })': {
    reason: 'A name that every object inherits is no entity, link or attribute.',
    expected: { requests: [] },
  },
  "return db.storage.uploadFile('фото.png', Buffer.from('hi'))": {
    reason: 'A path that no header can carry goes by way of a signed URL.',
    expected: { result: {} },
  },
  "schema · return db.rooms.getPresence('chat', 'a/b ü')": {
    reason: 'A room id may hold any character.',
  },
  'JSON text · return db.query({ goals: {} })': {
    reason: 'An error body that is a mere text or number is the message, in JSON as in plain text.',
    expected: {
      error: {
        name: 'InstantAPIError',
        instanceof: 'InstantAPIError',
        message: 'words',
        status: 400,
        body: { type: '<undefined>', message: 'words' },
      },
    },
  },
  '200 HTML · return db.query({ goals: {} })': decode('adminQuery', html),
  '200 without a body · return db.query({ goals: {} })': decode('adminQuery', half),
  '200 half a JSON · return db.query({ goals: {} })': decode('adminQuery', half),
  '200 HTML · return db.transact(db.tx.goals[G1].delete())': decode('adminTransact', html),
  "200 without a body · return db.auth.createToken({ email: 'a@b.co' })": decode(
    'adminRefreshTokens',
    half,
  ),
  'cut off at 200 · return db.query({ goals: {} })': {
    reason: 'An answer that cannot be read rejects with a class of its own; its cause says why.',
  },
  '301 to itself · return db.query({ goals: {} })': network('adminQuery', failed),
  [closed('return db.query({ goals: {} })')]: network('adminQuery', failed),
  [closed('return db.transact(db.tx.goals[G1].delete())')]: network('adminTransact', failed),
  [closed("return db.auth.createToken({ email: 'a@b.co' })")]: network(
    'adminRefreshTokens',
    failed,
  ),
  "apiURI: 'no address' · return db.query({ goals: {} })": {
    reason: 'An address that is none is refused when the client is made.',
    expected: {
      error: {
        name: 'InstantError',
        instanceof: 'InstantError',
        message: 'apiURI must be an address like https://api.instantdb.com',
      },
    },
  },
};

const thrice: Difference = {
  reason: 'What may safely be repeated is repeated, twice, where the server is busy or says when.',
  expected: {
    requests: [1, 2, 3].map(() =>
      request('POST', '/admin/query', { query: { goals: {} }, 'inference?': false }),
    ),
  },
};

/** The same with the default retries. */
export const withRetries: Differences = {
  ...sideBySide,
  '503 · return db.query({ goals: {} })': thrice,
  '429 rate-limited · return db.query({ goals: {} })': thrice,
};
