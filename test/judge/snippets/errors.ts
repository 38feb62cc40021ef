import type { Stub } from '../recorder.js';
import type { Call, Feature } from '../wire.js';
import { open, snippet } from './snippet.js';

const html = { 'content-type': 'text/html' };
const json = { 'content-type': 'application/json' };
const issue = (type: string, message: string, hint?: unknown): object => ({ type, message, hint });

/** Answers that are no success, by name. */
const answers: Readonly<Record<string, Stub>> = {
  'record-not-found': {
    status: 400,
    body: issue('record-not-found', 'Record not found: app-user', { args: [{}] }),
  },
  'validation with trace id': {
    status: 400,
    body: { ...issue('validation-failed', 'v'), 'trace-id': 't' },
  },
  'traceId in camel case': {
    status: 400,
    body: { ...issue('validation-failed', 'v'), traceId: 't2' },
  },
  'unknown type': { status: 400, body: issue('brand-new', 'm', [1]) },
  'no message': { status: 400, body: { type: 'timeout' } },
  'empty message': { status: 400, body: issue('timeout', '') },
  'JSON null': { status: 400, raw: 'null', headers: json },
  'JSON text': { status: 400, raw: '"words"', headers: json },
  'JSON list': { status: 400, raw: '[1]', headers: json },
  'no body': { status: 400, raw: '' },
  'half a JSON': { status: 400, raw: '{"type":"time', headers: json },
  '401': { status: 401, body: issue('record-not-found', 'Record not found: instant-user') },
  '404 without a type': { status: 404, body: { message: "Oops! We couldn't match this route." } },
  '429 rate-limited': {
    status: 429,
    headers: { 'retry-after': '0' },
    body: issue('rate-limited', 'Your request exceeded the rate limit.', { 'retry-after': 0 }),
  },
  '429 timeout': {
    status: 429,
    body: issue('timeout', 'The query took too long to complete.', null),
  },
  '500': { status: 500, body: issue('unknown', 'Something went wrong.', { 'debug-uri': 'x' }) },
  '502 HTML': { status: 502, raw: '<html><h1>Bad gateway</h1></html>', headers: html },
  '503': { status: 503, raw: 'unavailable' },
  '200 HTML': { status: 200, raw: '<html></html>', headers: html },
  '200 without a body': { status: 200, raw: '' },
  '200 half a JSON': { status: 200, raw: '{"goals": [', headers: json },
  '200 JSON null': { status: 200, raw: 'null', headers: json },
  '200 plain text JSON': {
    status: 200,
    raw: '{"goals":[]}',
    headers: { 'content-type': 'text/plain' },
  },
  '201': { status: 201, body: { goals: [] } },
  '204': { status: 204, raw: '' },
  '301 to itself': { status: 301, raw: '', headers: { location: '/admin/query' } },
  'cut off at 200': { status: 200, raw: '{"goals":', headers: json, cut: true },
};

/** Calls of other kinds, with the answers that matter to each. */
const others: readonly (readonly [call: string, answers: readonly string[]])[] = [
  [
    'return db.transact(db.tx.goals[G1].delete())',
    ['record-not-found', '429 timeout', '500', '204', '200 HTML', '200 JSON null'],
  ],
  [
    "return db.auth.createToken({ email: 'a@b.co' })",
    ['record-not-found', '500', '200 without a body'],
  ],
  ["return db.auth.getUser({ email: 'a@b.co' })", ['no body', '404 without a type']],
  ['return db.auth.verifyToken(REFRESH_TOKEN)', ['record-not-found', '502 HTML']],
  ['return db.auth.signOut({ id: USER_ID })', ['record-not-found', '204']],
  [
    "return db.storage.uploadFile('a', Buffer.from('x'))",
    ['record-not-found', '201', '500', '502 HTML'],
  ],
  ["return db.storage.delete('a')", ['record-not-found', '503']],
  ["return db.storage.deleteMany(['a'])", ['no message']],
];

const closed = '{ appId: APP_ID, adminToken: ADMIN_TOKEN, apiURI: CLOSED_BASE }';

/** Problems of the server, of the way to it, and of what it says. */
export const errorSnippets: readonly Call[] = [
  ...Object.entries(answers).map(([label, stub]) =>
    snippet('query', open, 'return db.query({ goals: {} })', { label, stub }),
  ),
  ...others.flatMap(([call, labels]) =>
    labels.map((label) => {
      const stub = answers[label];
      if (stub === undefined) throw new Error(`no answer is called ${label}`);
      return snippet(featureOf(call), open, call, { label, stub });
    }),
  ),
  ...[
    'return db.query({ goals: {} })',
    'return db.transact(db.tx.goals[G1].delete())',
    "return db.auth.createToken({ email: 'a@b.co' })",
  ].map((call) => snippet('query', closed, call)),
  snippet(
    'query',
    "{ appId: APP_ID, adminToken: ADMIN_TOKEN, apiURI: 'no address' }",
    'return db.query({ goals: {} })',
  ),
];

function featureOf(call: string): Feature {
  if (call.includes('.storage.')) return 'storage';
  return call.includes('.auth.') ? 'auth' : 'transact';
}
