// @ts-check
/** The routes: each takes a request and gives the JSON of its answer. */
import * as auth from './auth.mjs';
import { invalid, paramMissing } from './errors.mjs';
import { newId } from './ids.mjs';
import { runQuery } from './query.mjs';
import * as storage from './storage.mjs';
import { transact } from './transact.mjs';
import { isObject } from './values.mjs';

/**
 * @typedef {import('./app.mjs').App} App
 *
 * @typedef {object} Call
 * @property {App} app
 * @property {import('node:http').IncomingMessage} req
 * @property {URLSearchParams} params
 * @property {string} origin
 * @property {() => Promise<Record<string, unknown>>} json reads the body
 *
 * @typedef {(call: Call) => Promise<unknown> | unknown} Route
 */

/** @param {Call} call */
const viewer = ({ app, req }) => auth.viewerOf(app, req.headers);

/**
 * A route for admins only.
 * @param {Route} route @returns {Route}
 */
const adminOnly = (route) => (call) => {
  auth.checkAdmin(call.app, call.req.headers);
  return route(call);
};

/**
 * A route for admins with a JSON body.
 * @param {(app: App, body: Record<string, unknown>) => unknown} action @returns {Route}
 */
const adminPost = (action) => adminOnly(async ({ app, json }) => action(app, await json()));

/** @type {Readonly<Record<string, Route>>} */
export const routes = {
  'POST /admin/query': async (call) => {
    const asker = viewer(call);
    return query(call, await call.json(), asker);
  },
  'POST /admin/transact': async (call) => {
    const asker = viewer(call);
    const body = await call.json();
    if (body['steps'] === undefined) throw paramMissing(['body', 'steps']);
    const strict = body['throw-on-missing-attrs?'] === true;
    call.app.state = transact(call.app.state, body['steps'], strict, asker);
    return { 'tx-id': call.app.state.txId };
  },
  'POST /admin/query_perms_check': async (call) => {
    const asker = nonAdmin(call);
    const result = query(call, await call.json(), asker);
    return { result, 'check-results': [], 'rule-wheres': {} };
  },
  'POST /admin/transact_perms_check': async (call) => {
    const asker = nonAdmin(call);
    const body = await call.json();
    const next = transact(call.app.state, body['steps'], false, asker);
    const commit = body['dangerously-commit-tx?'] === true;
    if (commit) call.app.state = next;
    return {
      'tx-id': next.txId,
      'all-checks-ok?': true,
      'committed?': commit,
      'check-results': [],
    };
  },
  'POST /admin/magic_code': adminPost(auth.makeCode),
  'POST /admin/send_magic_code': adminPost(auth.makeCode),
  'POST /admin/verify_magic_code': adminPost(auth.verifyCode),
  'POST /admin/refresh_tokens': adminPost(auth.createToken),
  'POST /admin/sign_out': adminPost(auth.signOut),
  'POST /admin/sign_in_guest': adminPost(auth.signInGuest),
  'POST /runtime/auth/verify_refresh_token': async ({ app, json }) =>
    auth.verifyToken(app, await json()),
  'GET /admin/users': adminOnly(({ app, params }) => auth.getUser(app, withoutApp(params))),
  'DELETE /admin/users': adminOnly(({ app, params }) => auth.deleteUser(app, withoutApp(params))),
  'PUT /admin/storage/upload': (call) => storage.upload(call.app, viewer(call), call.req),
  'GET /admin/storage/files': adminOnly(({ app }) => ({ data: storage.listFiles(app) })),
  'DELETE /admin/storage/files': (call) => {
    const name = call.params.get('filename');
    if (name === null) throw paramMissing(['params', 'filename']);
    const [id] = storage.deleteFiles(call.app, viewer(call), [name]);
    return { data: { id: id ?? null } };
  },
  'POST /admin/storage/files/delete': async (call) => {
    const asker = viewer(call);
    const { filenames } = await call.json();
    if (!Array.isArray(filenames)) throw paramMissing(['body', 'filenames']);
    return { data: { ids: storage.deleteFiles(call.app, asker, filenames.map(String)) } };
  },
  'POST /admin/storage/signed-upload-url': adminOnly(async ({ app, json, origin }) => {
    const { filename } = await json();
    if (typeof filename !== 'string') throw paramMissing(['body', 'filename']);
    const id = newId();
    app.uploads.set(id, filename);
    return { data: `${origin}/storage/${id}/consume-upload-url` };
  }),
  'GET /admin/storage/signed-download-url': adminOnly(({ app, params, origin }) => {
    const files = runQuery({
      state: app.state,
      query: { $files: { $: { where: { path: params.get('filename') ?? '' } } } },
      inference: false,
      viewer: { admin: true, userId: null },
      fileUrl: (item) => storage.fileUrl(origin, item),
    })['$files'];
    const [file] = Array.isArray(files) ? files : [];
    return { data: file?.url ?? null };
  }),
  'GET /admin/rooms/presence': adminOnly(({ app, params }) => {
    const type = params.get('room-type');
    const room = params.get('room-id');
    if (type === null) throw paramMissing(['params', 'room-type']);
    if (room === null) throw paramMissing(['params', 'room-id']);
    const sessions = Object.hasOwn(app.presence, type) ? app.presence[type] : {};
    return { sessions: (Object.hasOwn(sessions ?? {}, room) ? sessions?.[room] : null) ?? null };
  }),
};

/** @param {Call} call @param {Record<string, unknown>} body @param {import('./query.mjs').Viewer} asker */
function query({ app, origin }, body, asker) {
  if (body['query'] === undefined) throw paramMissing(['body', 'query']);
  return runQuery({
    state: app.state,
    query: body['query'],
    inference: body['inference?'] === true,
    viewer: asker,
    fileUrl: (item) => storage.fileUrl(origin, item),
  });
}

/** @param {Call} call */
function nonAdmin(call) {
  const asker = viewer(call);
  if (!asker.admin) return asker;
  throw invalid('non-admin', 'non-admin', [{ message: 'Cannot test perms as admin' }]);
}

/** @param {URLSearchParams} params */
function withoutApp(params) {
  return new URLSearchParams([...params].filter(([key]) => key !== 'app_id'));
}

/** @param {unknown} value a parsed body @returns {Record<string, unknown>} */
export function asBody(value) {
  return isObject(value) ? value : {};
}
