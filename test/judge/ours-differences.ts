/** Where the generated client behaves otherwise than the official SDK, case by case. */

import { constants } from './env.js';
import type { Differences, Unsupported } from './differences.js';
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
        message:
          'asUser needs an email, a token or `guest: true`. To act as admin, use the db that `init` returned.',
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
    reason:
      'No header carries such a path, but the body of the request for a signed URL does, so the file goes there.',
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
        message: 'adminQuery: no answer',
        cause: { name: 'TypeError', message: 'fetch failed' },
      },
    },
  },
};

/** Features that the client does not have yet, and how many recorded cases each has. */
export const missing: Unsupported = {
  subscribe: 3,
  streams: 4,
  webhooks: 12,
  routeHandler: 1,
  schemaDsl: 3,
};
