import { constants } from './env.js';
import type { RecordedRequest } from './recorder.js';

const user = {
  id: constants.USER_ID,
  email: 'a@b.co',
  app_id: constants.APP_ID,
  type: 'user',
};
const signedIn = { ...user, refresh_token: constants.REFRESH_TOKEN };
const stamp = '2026-01-01T00:00:00.000Z';

const webhook = {
  id: constants.WEBHOOK_ID,
  sink: { url: 'https://x.co/h' },
  namespaces: ['goals'],
  actions: ['create'],
  status: 'active',
  disabled_reason: null,
  created_at: stamp,
  updated_at: stamp,
};

const webhookEvent = {
  isn: '0/328/48953748',
  status: 'success',
  attempts: [
    {
      'attempt-at': stamp,
      'duration-ms': 12,
      'success?': true,
      'status-code': 200,
      'response-text': 'ok',
      'error-type': null,
      'error-message': null,
    },
  ],
  next_attempt_after: null,
  created_at: stamp,
  updated_at: stamp,
};

const webhookPage = {
  events: [webhookEvent],
  pageInfo: { startCursor: 'a', endCursor: 'b', hasNextPage: false },
};

type Answer = (request: RecordedRequest, origin: string) => unknown;

const fixed: Readonly<Record<string, Answer>> = {
  'POST /admin/query': () => ({ goals: [{ id: constants.G1, title: 'Get fit' }] }),
  'POST /admin/transact': () => ({ 'tx-id': 42 }),
  'POST /admin/query_perms_check': () => ({
    result: { goals: [] },
    'check-results': [{ id: constants.G1, entity: 'goals', record: {}, check: true }],
    'rule-wheres': {},
  }),
  'POST /admin/transact_perms_check': () => ({
    'tx-id': 42,
    'all-checks-ok?': true,
    'committed?': false,
    'check-results': [],
  }),
  'POST /admin/magic_code': () => ({ code: '123456' }),
  'POST /admin/send_magic_code': () => ({ code: '123456' }),
  'POST /admin/verify_magic_code': () => ({ user: signedIn, created: false }),
  'POST /admin/refresh_tokens': () => ({ user: signedIn, created: false }),
  'POST /runtime/auth/verify_refresh_token': () => ({ user: signedIn }),
  'GET /admin/users': () => ({ user }),
  'DELETE /admin/users': () => ({ deleted: user }),
  'POST /admin/sign_out': () => ({ ok: true }),
  'PUT /admin/storage/upload': () => ({ data: { id: constants.FILE_ID } }),
  'GET /admin/storage/files': () => ({
    data: [{ key: 'k', name: 'n', size: 1, etag: null, last_modified: null }],
  }),
  'DELETE /admin/storage/files': () => ({ data: { id: constants.FILE_ID } }),
  'POST /admin/storage/files/delete': () => ({ data: { ids: [constants.FILE_ID] } }),
  'GET /admin/storage/signed-download-url': () => ({ data: 'https://files.test/signed' }),
  'POST /admin/storage/signed-upload-url': (_request, origin) => ({
    data: `${origin}/storage/up/consume-upload-url`,
  }),
  'GET /admin/rooms/presence': () => ({
    sessions: { p1: { 'peer-id': 'p1', user, data: { name: 'Al' } } },
  }),
};

/** What a healthy server says to a request of the official SDK, with fixed contents. */
export function stubAnswer(request: RecordedRequest, origin: string, jwks: unknown): unknown {
  const path = request.path.split('?')[0] ?? '';
  if (path === '/.well-known/webhooks/jwks.json') return jwks ?? { keys: [] };
  const answer = fixed[`${request.method} ${path}`];
  if (answer !== undefined) return answer(request, origin);
  if (path.startsWith('/dash/apps/')) return webhookAnswer(request.method, path);
  return {};
}

function webhookAnswer(method: string, path: string): unknown {
  if (path.endsWith('/events')) return webhookPage;
  if (path.includes('/events/')) return { event: webhookEvent };
  if (method === 'GET' && path.endsWith('/webhooks')) return { webhooks: [webhook] };
  return { webhook };
}
