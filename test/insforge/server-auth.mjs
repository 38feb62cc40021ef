// Accounts and sessions of the stand-in for InsForge.
import { createHash, randomUUID } from 'node:crypto';
import { answer, now, refusal, route } from './server-answer.mjs';

const CODE = '123456';

/** Users by their address, and what tokens are theirs. `accounts`: `{ id?, email, password, profile? }`. */
export function openAccounts(accounts) {
  const users = new Map();
  const tokens = new Map();
  const renewals = new Map();
  const codes = new Map();
  const add = ({ id = randomUUID(), email, password, profile = {} }) => {
    const user = { id, email, emailVerified: true, providers: ['email'], profile, metadata: {} };
    users.set(email, { ...user, createdAt: now(), updatedAt: now(), password });
    return users.get(email);
  };
  accounts.forEach(add);
  const part = (data) => Buffer.from(JSON.stringify(data)).toString('base64url');
  const tokenOf = ({ id }) => {
    const exp = Math.floor(Date.now() / 1000) + 900;
    return `${part({ alg: 'none' })}.${part({ sub: id, role: 'authenticated', exp, jti: randomUUID() })}.x`;
  };
  const shown = ({ password: _, ...user }) => user;
  return {
    ...{ users, codes, add, shown },
    ofToken: (token) => tokens.get(token),
    ofRenewal: (token) => renewals.get(token),
    /** A session, in the form that the client asks for. */
    open: (user, { client_type = 'web' }) => {
      const accessToken = tokenOf(user);
      tokens.set(accessToken, user);
      const renewal = tokenOf(user);
      renewals.set(renewal, user);
      const kept = client_type === 'web' ? { csrfToken: 'c5' } : { refreshToken: renewal };
      return { user: shown(user), accessToken, ...kept };
    },
    close: (token) => tokens.delete(token),
  };
}

export function authRoutes(people) {
  const { users, codes } = people;
  const open = { open: true };
  const sent = () =>
    answer({ success: true, message: 'If there is such a user, it is sent.' }, 202);
  const invalid = (message) => refusal(400, 'INVALID_INPUT', message);
  const session = (user, query) => answer(people.open(user, query));
  const byCode = ({ body, query }) => {
    const user = users.get(body.email);
    return body.otp === CODE && user !== undefined
      ? session(user, query)
      : invalid('Invalid or expired verification code');
  };
  const profileOf = ({ id, profile }) => ({ id, profile });
  const startOAuth = ({ params, query }) => {
    const code = randomUUID();
    codes.set(code, query.code_challenge);
    const url = new URL(`https://oauth.example.com/${params[0]}`);
    url.searchParams.set('state', code);
    if (query.prompt !== undefined) url.searchParams.set('prompt', query.prompt);
    return answer({ authUrl: url.href });
  };
  return [
    route(
      'GET /api/auth/public-config',
      () =>
        answer({
          ...{
            oAuthProviders: ['google'],
            customOAuthProviders: [],
            requireEmailVerification: false,
          },
          ...{ passwordMinLength: 6, requireNumber: false, requireLowercase: false },
          ...{ requireUppercase: false, requireSpecialChar: false, verifyEmailMethod: 'code' },
          ...{ resetPasswordMethod: 'code', disableSignup: false },
        }),
      open,
    ),
    route(
      'POST /api/auth/users',
      ({ body, query }) => {
        if (!/^[^@]+@[^@]+$/.test(body.email)) return invalid('email: Invalid email format');
        if (users.has(body.email)) return refusal(409, 'AUTH_EMAIL_EXISTS', 'User already exists');
        const { name, email, password } = body;
        const user = people.add({ email, password, profile: name === undefined ? {} : { name } });
        return answer({ ...people.open(user, query), requireEmailVerification: false });
      },
      open,
    ),
    route(
      'POST /api/auth/sessions',
      (request) => {
        const { body, query } = request;
        if (body.method === 'otp') return byCode(request);
        const user = users.get(body.email);
        return user !== undefined && user.password === body.password
          ? session(user, query)
          : refusal(401, 'AUTH_UNAUTHORIZED', 'Invalid credentials');
      },
      open,
    ),
    route('POST /api/auth/id-token', ({ query }) => session([...users.values()][0], query), open),
    route(
      'POST /api/auth/refresh',
      ({ body, query }) => {
        const user = people.ofRenewal(body?.refresh_token ?? body?.refreshToken);
        return user === undefined
          ? refusal(401, 'AUTH_UNAUTHORIZED', 'No refresh token provided')
          : session(user, query);
      },
      open,
    ),
    route(
      'POST /api/auth/logout',
      ({ token }) => {
        people.close(token);
        return answer({ success: true, message: 'Logged out successfully' });
      },
      open,
    ),
    route('GET /api/auth/sessions/current', ({ user }) =>
      user === undefined
        ? refusal(401, 'AUTH_UNAUTHORIZED', 'Invalid token')
        : answer({ user: people.shown(user) }),
    ),
    route('PATCH /api/auth/profiles/current', ({ user, body }) => {
      if (user === undefined) return refusal(401, 'AUTH_UNAUTHORIZED', 'Invalid token');
      Object.assign(user.profile, body.profile);
      return answer(profileOf(user));
    }),
    route(
      'GET /api/auth/profiles/{userId}',
      ({ params }) => {
        const user = [...users.values()].find(({ id }) => id === params[0]);
        return user === undefined
          ? refusal(404, 'AUTH_USER_NOT_FOUND', 'User not found')
          : answer(profileOf(user));
      },
      open,
    ),
    route('POST /api/auth/email/send-otp', sent, open),
    route('POST /api/auth/email/send-verification', sent, open),
    route('POST /api/auth/email/send-reset-password', sent, open),
    route('POST /api/auth/email/verify', byCode, open),
    route(
      'POST /api/auth/email/exchange-reset-password-token',
      ({ body }) =>
        body.code === CODE
          ? answer({ token: `reset ${body.email}`, expiresAt: now() })
          : invalid('Invalid or expired verification code'),
      open,
    ),
    route(
      'POST /api/auth/email/reset-password',
      ({ body }) => {
        const user = users.get(body.otp.replace('reset ', ''));
        if (user === undefined) return invalid('Invalid or expired verification token');
        user.password = body.newPassword;
        return answer({ message: 'Password reset successfully' });
      },
      open,
    ),
    route('GET /api/auth/oauth/custom/{key}', startOAuth, open),
    route('GET /api/auth/oauth/{provider}', startOAuth, open),
    route(
      'POST /api/auth/oauth/exchange',
      ({ body, query }) => {
        const challenge = createHash('sha256').update(body.code_verifier).digest('base64url');
        return codes.get(body.code) === challenge
          ? session([...users.values()][0], query)
          : refusal(400, 'AUTH_OAUTH_INVALID_CODE', 'Invalid code or verifier');
      },
      open,
    ),
  ];
}
