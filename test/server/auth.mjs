// @ts-check
/** Users, their tokens and magic codes; and who a request speaks for. */
import { invalid, notFound, paramMalformed, paramMissing } from './errors.mjs';
import { newCode, newId } from './ids.mjs';
import { findBy, getItem } from './store.mjs';
import { transact } from './transact.mjs';
import { isObject, isUuid } from './values.mjs';

/**
 * @typedef {import('./store.mjs').Item} Item
 * @typedef {import('./query.mjs').Viewer} Viewer
 * @typedef {import('./app.mjs').App} App
 * @typedef {import('node:http').IncomingHttpHeaders} Headers
 */

/** @type {Viewer} */
const admin = { admin: true, userId: null };

/**
 * The app a request names, by header or query.
 * @param {App} app @param {Headers} headers @param {URLSearchParams} params
 */
export function checkApp(app, headers, params) {
  const given = headers['app-id'] ?? params.get('app_id');
  if (given == null) throw paramMissing(['headers', 'app-id'], [['query-params', 'app_id']]);
  if (!isUuid(given)) throw paramMalformed(['headers', 'app-id'], given);
  if (given !== app.appId) throw notFound('app', { 'app-id': given });
}

/** @param {App} app @param {Headers} headers */
export function checkAdmin(app, headers) {
  const { authorization } = headers;
  if (authorization === undefined) throw paramMissing(['headers', 'authorization']);
  const token = authorization.replace(/^Bearer\s+/i, '').trim();
  if (token === app.adminToken) return;
  throw notFound(
    'app-admin-token',
    { 'app-id': app.appId, token },
    'This admin token may be expired or invalid. Or you may have provided an incorrect app ID.',
  );
}

/**
 * Who a request speaks for: a token and a guest need no admin, an email does.
 * @param {App} app @param {Headers} headers @returns {Viewer}
 */
export function viewerOf(app, headers) {
  const token = headers['as-token'];
  if (typeof token === 'string') return { admin: false, userId: userByToken(app, token).id };
  if (headers['as-guest'] !== undefined && headers['as-email'] === undefined) {
    return { admin: false, userId: null };
  }
  checkAdmin(app, headers);
  const email = headers['as-email'];
  if (typeof email !== 'string') return admin;
  const user = findBy(app.state, '$users', 'email', email.trim().toLowerCase());
  if (user === undefined) throw notFound('app-user', { 'app-id': app.appId, email });
  return { admin: false, userId: user.id };
}

/** @param {App} app @param {string} token @returns {Item} */
function userByToken(app, token) {
  if (!isUuid(token)) throw paramMalformed(['asUser', 'token'], token);
  const id = app.tokens.get(token);
  const user = id === undefined ? undefined : getItem(app.state, '$users', id);
  if (user === undefined)
    throw notFound('app-user', { 'app-id': app.appId, 'refresh-token': token });
  return user;
}

/**
 * `POST /admin/refresh_tokens`
 * @param {App} app @param {Record<string, unknown>} body
 */
export function createToken(app, body) {
  const email = typeof body['email'] === 'string' ? normalEmail(body['email']) : undefined;
  const id = typeof body['id'] === 'string' ? body['id'] : undefined;
  if (id !== undefined && !isUuid(id)) throw paramMalformed(['body', 'id'], id);
  if (email === undefined && id === undefined) {
    const message = 'Please provide an `email` or `id`';
    throw invalid('body', body, [{ message }]);
  }
  return signIn(app, id, email, body['extra-fields']);
}

/**
 * `POST /admin/magic_code` and `send_magic_code`; no mail is sent.
 * @param {App} app @param {Record<string, unknown>} body
 */
export function makeCode(app, body) {
  const email = requiredText(body, 'email');
  const code = newCode();
  app.codes.set(normalEmail(email), code);
  return { code };
}

/**
 * `POST /admin/verify_magic_code`
 * @param {App} app @param {Record<string, unknown>} body
 */
export function verifyCode(app, body) {
  const email = normalEmail(requiredText(body, 'email'));
  const code = requiredText(body, 'code');
  if (app.codes.get(email) !== code) throw notFound('app-user-magic-code', { email, code });
  app.codes.delete(email);
  return signIn(app, undefined, email, body['extra-fields']);
}

/**
 * `POST /admin/sign_in_guest`
 * @param {App} app @param {Record<string, unknown>} body
 */
export function signInGuest(app, body) {
  const { user } = signIn(app, undefined, undefined, body['extra-fields']);
  return { user };
}

/**
 * `POST /runtime/auth/verify_refresh_token`
 * @param {App} app @param {Record<string, unknown>} body
 */
export function verifyToken(app, body) {
  if (body['app-id'] !== app.appId) throw notFound('app', { 'app-id': body['app-id'] });
  const token = requiredText(body, 'refresh-token');
  if (!isUuid(token)) throw paramMalformed(['body', 'refresh-token'], token);
  return { user: { ...present(app, userByToken(app, token)), refresh_token: token } };
}

/**
 * `GET /admin/users`
 * @param {App} app @param {URLSearchParams} params
 */
export function getUser(app, params) {
  const user = lookUp(app, Object.fromEntries(params), ['email', 'refresh_token', 'id'], 'params');
  return { user: user === undefined ? null : present(app, user) };
}

/**
 * `DELETE /admin/users`
 * @param {App} app @param {URLSearchParams} params
 */
export function deleteUser(app, params) {
  const user = lookUp(app, Object.fromEntries(params), ['email', 'refresh_token', 'id'], 'params');
  if (user === undefined) return { deleted: null };
  forget(app, user.id);
  app.state = transact(app.state, [['delete', '$users', user.id, null]], false, admin);
  return { deleted: present(app, user) };
}

/**
 * `POST /admin/sign_out`
 * @param {App} app @param {Record<string, unknown>} body
 */
export function signOut(app, body) {
  const user = lookUp(app, body, ['id', 'email', 'refresh_token'], 'body');
  if (
    body['refresh_token'] !== undefined &&
    body['id'] === undefined &&
    body['email'] === undefined
  ) {
    app.tokens.delete(String(body['refresh_token']));
  } else if (user === undefined && body['id'] === undefined) {
    throw notFound('app-user', { 'app-id': app.appId, email: body['email'] });
  } else if (user !== undefined) {
    forget(app, user.id);
  }
  return { ok: true };
}

/** @param {App} app @param {string} userId */
function forget(app, userId) {
  for (const [token, id] of app.tokens) if (id === userId) app.tokens.delete(token);
}

/**
 * @param {App} app @param {Record<string, unknown>} given
 * @param {readonly string[]} order which key counts when several are given
 * @param {string} place
 */
function lookUp(app, given, order, place) {
  const key = order.find((name) => given[name] !== undefined);
  if (key === undefined) throw paramMissing([place, order[0] ?? '']);
  const value = String(given[key]);
  if (key === 'email') return findBy(app.state, '$users', 'email', normalEmail(value));
  if (!isUuid(value)) throw paramMalformed([place, key], value);
  const id = key === 'id' ? value : app.tokens.get(value);
  return id === undefined ? undefined : getItem(app.state, '$users', id);
}

/**
 * Finds or makes a user and gives them a new token.
 * @param {App} app @param {string | undefined} id @param {string | undefined} email
 * @param {unknown} extra values of attributes of their own
 */
function signIn(app, id, email, extra) {
  const found =
    email === undefined
      ? id === undefined
        ? undefined
        : getItem(app.state, '$users', id)
      : findBy(app.state, '$users', 'email', email);
  const userId = found?.id ?? id ?? newId();
  if (found === undefined) {
    const base = email === undefined && id === undefined ? { type: 'guest' } : { type: 'user' };
    const values = {
      ...base,
      ...(email === undefined ? {} : { email }),
      ...extraFields(app, extra),
    };
    app.state = transact(app.state, [['create', '$users', userId, values]], false, admin);
  }
  const token = newId();
  app.tokens.set(token, userId);
  const user = /** @type {Item} */ (getItem(app.state, '$users', userId));
  return { user: { ...present(app, user), refresh_token: token }, created: found === undefined };
}

/** @param {App} app @param {unknown} extra */
function extraFields(app, extra) {
  if (!isObject(extra)) return {};
  const known = app.state.model.entities.get('$users')?.attrs;
  for (const key of Object.keys(extra)) {
    if (known?.has(key)) continue;
    const message = `Unknown field: ${key}. It must be defined in your $users schema.`;
    throw invalid('extra-fields', extra, [{ message }]);
  }
  return extra;
}

/** @param {App} app @param {Item} item */
function present(app, item) {
  return {
    ...item.values,
    id: item.id,
    app_id: app.appId,
    created_at: new Date(item.createdAt).toISOString(),
    email: item.values['email'] ?? null,
    type: item.values['type'] ?? 'user',
    isGuest: item.values['type'] === 'guest',
  };
}

/** @param {string} email */
function normalEmail(email) {
  return email.trim().toLowerCase();
}

/** @param {Record<string, unknown>} body @param {string} key */
function requiredText(body, key) {
  const value = body[key];
  if (value === undefined || value === null) throw paramMissing(['body', key]);
  if (typeof value !== 'string') throw paramMalformed(['body', key], value);
  return value;
}
