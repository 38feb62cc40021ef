// A stand-in for a Fluxbase instance: the part that `client.admin` calls, kept in memory. It is written after what
// the server of 2026.3.7 does, not after its page, and it is no Fluxbase: nothing is stored, hashed or mailed.
//
//     node test/fluxbase/server.mjs [--port 0] [--key <service key>] [--setup-token <token>] [--accounts <json>]
//
// Prints one line of JSON, `{ "url": … }`, when it is ready.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** A refusal: what the server answers with instead. */
const refusal = (status, error, code, more = {}) => ({
  status,
  body: { error, code, ...more, request_id: 'r-1' },
});
const answer = (body, status = 200) => ({ status, body });
const now = () => new Date().toISOString();

/** What there is when the instance starts, and what answers its requests: `handle({ method, path, … })`. */
export function openInstance({ key, setupToken, accounts = [] }) {
  const tokens = new Map();
  const renewals = new Map();
  const admins = new Map(
    accounts.filter(({ kind }) => kind === 'admin').map((each) => [each.email, each]),
  );
  const users = new Map(
    accounts.filter(({ kind }) => kind !== 'admin').map((each) => [each.id ?? randomUUID(), each]),
  );
  for (const each of accounts) if (each.token !== undefined) tokens.set(each.token, each);
  const signIn = (account) => {
    const pair = { access_token: `a-${randomUUID()}`, refresh_token: `r-${randomUUID()}` };
    tokens.set(pair.access_token, account);
    renewals.set(pair.refresh_token, account);
    return { ...pair, expires_in: 86_400 };
  };
  const adminUser = ({ id, email, name }) => ({
    ...{ id, email, email_verified: true, full_name: name, totp_enabled: false },
    ...{ is_active: true, is_locked: false, created_at: now(), updated_at: now() },
  });
  const plain = (id, { email, role = 'user' }) => ({
    ...{ id, email, email_verified: false, role, created_at: now(), updated_at: now() },
  });
  const enriched = (id, user) => ({
    ...plain(id, user),
    ...{ provider: 'email', active_sessions: 0, last_sign_in: user.lastSignIn ?? null },
    ...{ is_locked: false, user_metadata: null, app_metadata: null },
  });
  const list = ({ exclude_admins, search = '', limit, offset }) => {
    const found = [...users]
      .filter(([, { role }]) => exclude_admins !== 'true' || role !== 'admin')
      .filter(([, { email }]) => email.toLowerCase().includes(search.toLowerCase()));
    const from = Number(offset ?? 0);
    const most = Math.min(Number(limit ?? 100), 1000);
    const page = found.slice(from, from + most).map(([id, user]) => enriched(id, user));
    return answer({ users: page, total: found.length, limit: most, offset: from });
  };

  const open = {
    'GET /health': () => answer({ status: 'ok', services: { database: true, realtime: true } }),
    'GET /api/v1/admin/setup/status': () =>
      answer({ needs_setup: admins.size === 0, has_admin: admins.size > 0 }),
    'POST /api/v1/admin/setup': ({ body }) => {
      if (admins.size > 0)
        return refusal(403, 'Setup has already been completed', 'SETUP_ALREADY_COMPLETED');
      if (!body.setup_token)
        return refusal(400, 'setup_token is required', 'MISSING_REQUIRED_FIELD');
      if (body.setup_token !== setupToken)
        return refusal(401, 'Invalid setup token', 'INVALID_SETUP_TOKEN');
      if ((body.password ?? '').length < 12)
        return refusal(400, 'password must be at least 12 characters', 'VALIDATION_FAILED');
      const admin = { ...body, id: randomUUID(), kind: 'admin', role: 'instance_admin' };
      admins.set(admin.email, admin);
      return answer({ user: adminUser(admin), ...signIn(admin) }, 201);
    },
    'POST /api/v1/admin/login': ({ body }) => {
      const admin = admins.get(body.email);
      if (admin === undefined || admin.password !== body.password)
        return refusal(401, 'Invalid email or password', 'INVALID_CREDENTIALS');
      return answer({ user: adminUser(admin), ...signIn(admin) });
    },
    'POST /api/v1/admin/refresh': ({ body }) => {
      const admin = renewals.get(body.refresh_token);
      if (admin === undefined)
        return refusal(401, 'Invalid or expired refresh token', 'INVALID_TOKEN');
      renewals.delete(body.refresh_token);
      return answer({ user: plain(admin.id, admin), ...signIn(admin) });
    },
    'POST /api/v1/auth/signin': ({ body }) => {
      const found = [...users].find(([, { email }]) => email === body.email);
      if (found === undefined || found[1].password !== body.password)
        return refusal(401, 'Invalid email or password', 'INVALID_CREDENTIALS');
      const [id, user] = found;
      return answer({ user: plain(id, user), ...signIn({ ...user, id, kind: 'user' }) });
    },
    'POST /api/v1/auth/refresh': ({ body }) => {
      const user = renewals.get(body.refresh_token);
      if (user === undefined) return refusal(401, 'Invalid refresh token', 'INVALID_TOKEN');
      return answer(signIn(user));
    },
  };

  const known = {
    'POST /api/v1/admin/logout': ({ token }) => {
      tokens.delete(token);
      return answer({ message: 'Logged out successfully' });
    },
    'GET /api/v1/admin/me': ({ caller }) =>
      caller.role === 'admin'
        ? answer({ user: { id: caller.id, email: caller.email, role: caller.role } })
        : refusal(403, 'Admin role required', 'ADMIN_REQUIRED'),
    'GET /api/v1/admin/users': ({ query }) => list(query),
    'POST /api/v1/admin/users/invite': ({ body }) => {
      const id = randomUUID();
      const user = { email: body.email, role: body.role ?? 'user' };
      users.set(id, user);
      const temporary = body.password ?? 'Temporary-1234';
      const message =
        'User created. Copy the temporary password below (it will not be shown again)';
      return answer(
        { user: plain(id, user), temporary_password: temporary, email_sent: false, message },
        201,
      );
    },
    // The list, whatever the id is.
    'GET /api/v1/admin/users/:id': ({ query }) => list(query),
    'DELETE /api/v1/admin/users/:id': ({ id }) =>
      users.delete(id)
        ? answer({ message: 'User deleted successfully' })
        : refusal(404, 'User not found', 'NOT_FOUND'),
    'PATCH /api/v1/admin/users/:id/role': ({ id, body }) => {
      const user = users.get(id);
      if (user === undefined) return refusal(404, 'User not found', 'NOT_FOUND');
      user.role = body.role;
      return answer(plain(id, user));
    },
    'POST /api/v1/admin/users/:id/reset-password': ({ id }) =>
      users.has(id)
        ? answer({ message: 'Temporary-5678' })
        : refusal(404, 'User not found', 'NOT_FOUND'),
    'GET /api/v1/auth/user': ({ caller }) => answer(plain(caller.id, caller)),
    'POST /api/v1/auth/signout': ({ token }) => {
      tokens.delete(token);
      return answer({});
    },
  };

  return (request) => {
    const { method, path, headers } = request;
    const token = (headers.authorization ?? '').replace(/^Bearer /, '');
    const [, id] = /^\/api\/v1\/admin\/users\/(?!invite$)([^/]+)/.exec(path) ?? [];
    const route = `${method} ${id === undefined ? path : path.replace(`/${id}`, '/:id')}`;
    const caller =
      token === key ? { id: 'service', email: '', role: 'service_role' } : tokens.get(token);
    const given = { ...request, token, caller, id: id && decodeURIComponent(id) };
    if (Object.hasOwn(open, route)) return open[route](given);
    if (!Object.hasOwn(known, route)) return refusal(404, 'Not found', 'NOT_FOUND');
    if (caller === undefined) return refusal(401, 'Invalid or expired token', 'INVALID_TOKEN');
    if (path.startsWith('/api/v1/admin/') && caller.kind === 'user')
      return refusal(403, 'Insufficient permissions', 'INSUFFICIENT_PERMISSIONS');
    return known[route](given);
  };
}

/** The instance behind HTTP on 127.0.0.1; `log` is told of every request. */
export async function serve(handle, { port = 0, log = () => {} } = {}) {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { pathname: path, searchParams } = new URL(request.url, 'http://localhost');
    const { method, headers } = request;
    const body = text === '' ? {} : JSON.parse(text);
    const given = { method, path, query: Object.fromEntries(searchParams), headers, body };
    const { status, body: answered } = handle(given);
    log(`${String(status)} ${method} ${request.url}`);
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answered));
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${String(server.address().port)}`, close: () => server.close() };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = (standard) => ({ type: 'string', default: standard });
  const { values } = parseArgs({
    options: {
      port: text('0'),
      key: text('service-key'),
      'setup-token': text('setup-token'),
      accounts: text('[]'),
    },
  });
  const handle = openInstance({
    key: values.key,
    setupToken: values['setup-token'],
    accounts: JSON.parse(values.accounts),
  });
  const { url } = await serve(handle, { port: Number(values.port) });
  console.log(JSON.stringify({ url }));
}
