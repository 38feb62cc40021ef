/** Calls that the SDK and the generated client make of the same instance, each with a client of its own. */

import type { Answer, Client, Sent } from './recorder.js';

export interface SideCall {
  /** The method, and what is special about the call. */
  readonly name: string;
  readonly call: (client: Client) => unknown;
  /** Whose client it is; `user`: one where somebody has signed in before. */
  readonly as?: 'anon' | 'user' | 'server' | 'admin';
  /** Further members of what the client is made with. */
  readonly settings?: object;
  /** Answers instead of the instance. */
  readonly reply?: (sent: Sent) => Answer | undefined | Promise<Answer>;
  /** Why the two do not do the same, as docs/differences.md has it. */
  readonly why?: Difference | readonly Difference[];
  /** What comes of ours where that cannot be said by what is left out of both. */
  readonly gives?: object;
}

/** Without what `hides` matches in the text of what was sent and given, both are the same. */
export interface Difference {
  readonly reason: string;
  readonly hides: RegExp;
}

export const EMAIL = 'user@example.com';
export const PASSWORD = 'securePassword123';

const file = (): File => new File(['hello'], 'My photo.png', { type: 'image/png' });
const messages = [{ role: 'user' as const, content: 'hi' }];
const refuse =
  (status: number, body?: unknown) =>
  (sent: Sent): Answer | undefined =>
    sent.url.includes('/api/auth/sessions?') || sent.url.endsWith('/api/auth/sessions')
      ? undefined
      : { status, body };

async function collected(stream: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const checkout = {
  ...{ mode: 'payment' as const, lineItems: [{ priceId: 'price_123', quantity: 1 }] },
  ...{ successUrl: 'http://x/s', cancelUrl: 'http://x/c' },
};

const CSRF: Difference = {
  reason: 'The token against forged requests goes with the session wherever it runs.',
  hides: /,"x-csrf-token":"\w+"/g,
};
const API_KEY: Difference = {
  reason: 'A key of the project goes as `x-api-key`, too.',
  hides: /,"x-api-key":"\w+"/g,
};
const USAGE: Difference = {
  reason: 'Tokens that a chat took have OpenAI’s names besides those of the server.',
  hides: /"(?:prompt|completion|total)_tokens":\d+,|,"(?:prompt|completion|total)_tokens":\d+/g,
};
const CHAT: Difference = {
  reason: 'A chat says that it takes JSON and events.',
  hides: /"accept":"application\/json, text\/event-stream",?/g,
};
const STREAMED: Difference = {
  reason: 'A streamed chat is sent, and fails, as any other call does.',
  hides: /;charset=UTF-8/g,
};
const STREAM: Difference = {
  reason:
    'What a stream says besides text comes through: errors are thrown, tokens and annotations are chunks.',
  hides: /"gave":.*(?="sent":)|,"threw":.*(?=\}$)/g,
};
const PATH: Difference = {
  reason: 'What stands in an address is escaped.',
  hides: /(?<=a)(?:%2F|\/)(?=b)/g,
};

const UNDEFINED: Difference = {
  reason: 'A member of a row that is undefined is not there, so that the column gets its default.',
  hides: /%2C%22body%22|(?<=,"url":"[^"]*\?)columns=%22body%22/g,
};
const LISTED: Difference = {
  reason: 'Values of `in` reach the server as they are.',
  hides: /(?<=[?&]title=)[^"&]*/g,
};
const NAMED: Difference = {
  reason: 'A column may be called as a part of an address: `order`, `limit`, `a:b`.',
  hides: /%22|%28|%29|[()]/g,
};
const FILTERS: Difference = {
  reason: 'Queries compare with regular expressions: `regexMatch`, `regexIMatch`.',
  hides: /"gave":.*(?="sent":)|(?<="sent":).*$/g,
};
const MAYBE: Difference = {
  reason: 'After `throwOnError`, several rows where `maybeSingle` wants one are thrown, too.',
  hides: /"gave":.*?(?="sent":)|,"threw":.*(?=\}$)/g,
};
const SERVER: Difference = {
  reason:
    'Where tokens are in answers, `getCurrentUser` knows who signed in, and listeners are told.',
  hides: /"gave":.*(?="sent":)|,\{"headers":[^{}]*\{[^{}]*\},"method":"GET"[^{}]*\}/g,
};
const GIVEN: Difference = {
  reason: 'Files go through the `fetch` that the client was given.',
  hides: /,?"x-given":"yes"/g,
};
const ORIGIN: Difference = {
  reason: 'No token goes to another origin.',
  hides: /"authorization":"[^"]*",?/g,
};
const LATE: Difference = {
  reason: 'A renewal of tokens that ends after `signOut` is dropped.',
  hides:
    /"gave":.*?(?="sent":)|,"x-csrf-token":"\w+"|,\{"headers":\{"authorization":"Bearer new"\},"method":"GET","url":"[^"]*profiles\/a"\}|Bearer (?:new|anon_key)/g,
};
const BYTES: Difference = {
  reason: 'Bytes given to `functions.invoke` are sent as bytes.',
  hides:
    /"gave":.*?(?="sent":)|"body":(?:"hi"|\{[^}]*\}),|application\/(?:json;charset=UTF-8|octet-stream)/g,
};

/** The platform's own, told apart by a header. */
const given: typeof fetch = (url, init) => {
  const headers = new Headers(init?.headers);
  headers.set('x-given', 'yes');
  return globalThis.fetch(url, { ...init, headers });
};

const within =
  (values: readonly string[]) =>
  ({ database }: Client) =>
    database.from('posts').select('*').in('title', values);
const at = (query: string): string => `http://localhost:7130/api/database/records/posts?${query}`;
const rows = (): Answer => ({ status: 200, body: [] });

const ended = ({ signal }: Sent): never => {
  throw signal?.reason as Error;
};

/** A stream with these frames. */
const streamed = (...frames: readonly object[]): (() => Answer) => {
  const bytes = frames.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('');
  return () => ({ status: 200, bytes, type: 'text/event-stream' });
};
const stream = async ({ ai }: Client): Promise<unknown> =>
  collected(
    (await ai.chat.completions.create({
      ...{ model: 'm', messages, stream: true },
    })) as AsyncIterable<unknown>,
  );

/** Refuses calls with this token, and renews it. */
const expiring =
  (code: string) =>
  ({ url, headers }: Sent): Answer | undefined => {
    const user = { id: 'u1', email: EMAIL };
    if (url.includes('/auth/refresh'))
      return { status: 200, body: { accessToken: 'new', user, csrfToken: 'c6' } };
    if (!url.includes('/profiles/')) return undefined;
    if (headers['authorization'] === 'Bearer new') return { status: 200, body: { id: 'u1' } };
    return { status: 401, body: { error: code, message: 'expired', statusCode: 401 } };
  };

/** A backend whose files are in a store of its own address. */
function signedForm({ url, method }: Sent): Answer {
  if (url.endsWith('/upload-strategy')) {
    const body = {
      ...{ method: 'presigned', uploadUrl: 'https://s3.example.com/b', key: 'k' },
      ...{ fields: { policy: 'p' }, confirmRequired: true },
      confirmUrl: '/api/storage/buckets/avatars/objects/k/confirm-upload',
    };
    return { status: 200, body };
  }
  if (url.includes('/download-strategy/'))
    return { status: 200, body: { method: 'presigned', url: 'https://s3.example.com/b/k' } };
  if (url.startsWith('https://s3')) return { status: 204 };
  return { status: 200, body: { bucket: 'avatars', key: 'k', size: 5, by: method } };
}

/** A refused call, whose token is renewed when its user has signed out. */
function renewedLate(): Pick<SideCall, 'call' | 'reply'> {
  let signedOut = (): void => {};
  let begun = (): void => {};
  let out = Promise.resolve();
  return {
    call: async ({ auth }) => {
      const asked = new Promise<void>((resolve) => (begun = resolve));
      out = new Promise((resolve) => (signedOut = resolve));
      const refused = auth.getProfile('a');
      await asked;
      await auth.signOut();
      signedOut();
      const { data } = await refused;
      await auth.getPublicAuthConfig();
      return data;
    },
    reply: (sent) => {
      if (!sent.url.includes('/auth/refresh')) return expiring('AUTH_UNAUTHORIZED')(sent);
      begun();
      return out.then(() => expiring('AUTH_UNAUTHORIZED')(sent) ?? { status: 500 });
    },
  };
}

export const sides: readonly SideCall[] = [
  // Auth
  {
    name: 'auth.signUp',
    call: ({ auth }) => auth.signUp({ email: 'a@b.co', password: PASSWORD, name: 'Ada' }),
  },
  {
    name: 'auth.signUp, again',
    call: ({ auth }) => auth.signUp({ email: EMAIL, password: PASSWORD }),
  },
  {
    name: 'auth.signUp on a server',
    as: 'server',
    call: ({ auth }) => auth.signUp({ email: 'a@b.co', password: PASSWORD }),
  },
  {
    name: 'auth.signInWithPassword',
    call: ({ auth }) =>
      auth.signInWithPassword({ method: 'password', email: EMAIL, password: PASSWORD }),
  },
  {
    name: 'auth.signInWithPassword, wrong',
    call: ({ auth }) => auth.signInWithPassword({ email: EMAIL, password: 'no' }),
  },
  {
    name: 'auth.signInWithPassword, wrong, while signed in',
    as: 'user',
    call: ({ auth }) => auth.signInWithPassword({ email: EMAIL, password: 'no' }),
  },
  {
    name: 'auth.signInWithPassword on a server',
    as: 'server',
    call: ({ auth }) => auth.signInWithPassword({ email: EMAIL, password: PASSWORD }),
  },
  { name: 'auth.signInWithOtp', call: ({ auth }) => auth.signInWithOtp({ email: EMAIL }) },
  {
    name: 'auth.verifyOtp',
    call: ({ auth }) => auth.verifyOtp({ email: EMAIL, otp: '123456', name: 'Ada' }),
  },
  {
    name: 'auth.verifyOtp, wrong',
    call: ({ auth }) => auth.verifyOtp({ email: EMAIL, otp: '000000' }),
  },
  { name: 'auth.signOut', why: CSRF, as: 'user', call: ({ auth }) => auth.signOut() },
  {
    name: 'auth.signOut, and then a call',
    why: CSRF,
    as: 'user',
    call: async ({ auth }) => [await auth.signOut(), await auth.getPublicAuthConfig()],
  },
  {
    name: 'auth.signOut where the server fails',
    why: CSRF,
    as: 'user',
    reply: refuse(500, { error: 'INTERNAL_ERROR', message: 'no', statusCode: 500 }),
    call: async ({ auth }) => [await auth.signOut(), await auth.getPublicAuthConfig()],
  },
  {
    name: 'auth.signInWithOAuth',
    call: ({ auth }) =>
      auth.signInWithOAuth('google', {
        ...{ redirectTo: 'http://localhost:3000/x', skipBrowserRedirect: true },
        additionalParams: { prompt: 'select_account' },
      }),
  },
  {
    name: 'auth.signInWithOAuth of a provider of one’s own',
    call: ({ auth }) =>
      auth.signInWithOAuth('my-sso', {
        ...{ redirectTo: 'http://localhost:3000/x', skipBrowserRedirect: true },
      }),
  },
  {
    name: 'auth.signInWithOAuth, the older form',
    call: ({ auth }) =>
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is there still
      auth.signInWithOAuth({
        ...{ provider: 'google', redirectTo: 'http://localhost:3000/x', skipBrowserRedirect: true },
      }),
  },
  {
    name: 'auth.signInWithOAuth, refused',
    reply: refuse(500, { error: 'AUTH_OAUTH_CONFIG_ERROR', message: 'no', statusCode: 500 }),
    call: ({ auth }) =>
      auth.signInWithOAuth('google', { redirectTo: 'http://x/y', skipBrowserRedirect: true }),
  },
  {
    name: 'auth.exchangeOAuthCode',
    call: async ({ auth }) => {
      const options = { redirectTo: 'http://x/y', skipBrowserRedirect: true };
      const { data } = await auth.signInWithOAuth('google', options);
      const code = new URL(data.url ?? '').searchParams.get('state') ?? '';
      return auth.exchangeOAuthCode(code, data.codeVerifier);
    },
  },
  {
    name: 'auth.exchangeOAuthCode without a verifier',
    call: ({ auth }) => auth.exchangeOAuthCode('c'),
  },
  {
    name: 'auth.signInWithIdToken',
    call: ({ auth }) => auth.signInWithIdToken({ provider: 'google', token: 't' }),
  },
  { name: 'auth.refreshSession', why: CSRF, as: 'user', call: ({ auth }) => auth.refreshSession() },
  {
    name: 'auth.refreshSession on a server',
    as: 'server',
    call: async ({ auth }) => {
      const signIn = { email: EMAIL, password: PASSWORD } as never;
      const { data } = await auth.signInWithPassword(signIn);
      return auth.refreshSession({ refreshToken: data?.refreshToken ?? '' });
    },
  },
  {
    name: 'auth.refreshSession on a server, without a token',
    as: 'server',
    call: ({ auth }) => auth.refreshSession(),
  },
  { name: 'auth.getCurrentUser, nobody', call: ({ auth }) => auth.getCurrentUser() },
  { name: 'auth.getCurrentUser', as: 'user', call: ({ auth }) => auth.getCurrentUser() },
  { name: 'auth.getProfile', call: ({ auth }) => auth.getProfile('u1') },
  { name: 'auth.getProfile, nobody’s', call: ({ auth }) => auth.getProfile('u2') },
  {
    name: 'auth.getProfile of an id with a slash',
    reply: () => ({ status: 200, body: { id: 'u1', profile: null } }),
    call: ({ auth }) => auth.getProfile('a/b'),
    why: PATH,
  },
  {
    name: 'auth.setProfile',
    as: 'user',
    call: async ({ auth }) => [await auth.setProfile({ bio: 'x' }), await auth.getCurrentUser()],
  },
  { name: 'auth.setProfile, nobody', call: ({ auth }) => auth.setProfile({ bio: 'x' }) },
  {
    name: 'auth.resendVerificationEmail',
    call: ({ auth }) => auth.resendVerificationEmail({ email: EMAIL, redirectTo: 'http://x/y' }),
  },
  {
    name: 'auth.verifyEmail',
    call: ({ auth }) => auth.verifyEmail({ email: EMAIL, otp: '123456' }),
  },
  {
    name: 'auth.sendResetPasswordEmail',
    call: ({ auth }) => auth.sendResetPasswordEmail({ email: EMAIL }),
  },
  {
    name: 'auth.exchangeResetPasswordToken, auth.resetPassword',
    call: async ({ auth }) => {
      const exchanged = await auth.exchangeResetPasswordToken({ email: EMAIL, code: '123456' });
      const otp = exchanged.data?.token ?? '';
      return [exchanged, await auth.resetPassword({ newPassword: 'another', otp })];
    },
  },
  { name: 'auth.getPublicAuthConfig', call: ({ auth }) => auth.getPublicAuthConfig() },
  {
    name: 'auth.onAuthStateChange',
    why: CSRF,
    call: async ({ auth }) => {
      const seen: string[] = [];
      const stop = auth.onAuthStateChange((event) => seen.push(event));
      const signIn = { email: EMAIL, password: PASSWORD } as never;
      await auth.signInWithPassword(signIn);
      await auth.signOut();
      stop();
      await auth.signInWithPassword(signIn);
      return seen;
    },
  },

  // Files
  {
    name: 'storage.upload',
    why: API_KEY,
    as: 'admin',
    call: ({ storage }) => storage.from('avatars').upload('a b/ü.png', file()),
  },
  {
    name: 'storage.uploadAuto',
    why: API_KEY,
    as: 'admin',
    call: ({ storage }) => storage.from('avatars').uploadAuto(file()),
  },
  {
    name: 'storage.upload, refused',
    why: API_KEY,
    as: 'admin',
    reply: refuse(403, { error: 'STORAGE_PERMISSION_DENIED', message: 'no', statusCode: 403 }),
    call: ({ storage }) => storage.from('avatars').upload('a', file()),
  },
  {
    name: 'storage.upload by a signed form',
    why: API_KEY,
    as: 'admin',
    reply: signedForm,
    call: ({ storage }) => storage.from('avatars').upload('k', file()),
  },
  {
    name: 'storage.download',
    why: API_KEY,
    as: 'admin',
    call: async ({ storage }) => {
      await storage.from('avatars').upload('a/b.png', file());
      const { data, error } = await storage.from('avatars').download('a/b.png');
      return [await data?.text(), data?.type, error];
    },
  },
  {
    name: 'storage.download of nothing',
    why: API_KEY,
    as: 'admin',
    call: ({ storage }) => storage.from('avatars').download('nothing.png'),
  },
  {
    name: 'storage.getPublicUrl',
    call: ({ storage }) => storage.from('avatars').getPublicUrl('a b/ü.png'),
  },
  {
    name: 'storage.createSignedUrl',
    why: API_KEY,
    as: 'admin',
    call: async ({ storage }) => {
      await storage.from('avatars').upload('a', file());
      return [
        await storage.from('avatars').createSignedUrl('a'),
        await storage.from('avatars').createSignedUrl('b', 60),
      ];
    },
  },
  {
    name: 'storage.createSignedUrls',
    why: API_KEY,
    as: 'admin',
    call: async ({ storage }) => {
      await storage.from('avatars').upload('a', file());
      return storage.from('avatars').createSignedUrls(['a', 'b'], 60);
    },
  },
  {
    name: 'storage.list',
    as: 'user',
    call: async ({ storage }) => {
      await storage.from('avatars').upload('p/a', file());
      const options = { prefix: 'p/', search: 'a', limit: 5, offset: 0 };
      return [await storage.from('avatars').list(), await storage.from('avatars').list(options)];
    },
  },
  {
    name: 'storage.remove',
    why: API_KEY,
    as: 'admin',
    call: async ({ storage }) => {
      await storage.from('avatars').upload('a', file());
      return [
        await storage.from('avatars').remove('a'),
        await storage.from('avatars').remove('a'),
        await storage.from('avatars').remove(['a', 'b']),
      ];
    },
  },

  // Functions, letters, models, payments
  {
    name: 'functions.invoke',
    as: 'user',
    call: ({ functions }) => functions.invoke('hello', { body: { a: 1 } }),
  },
  {
    name: 'functions.invoke, refused',
    as: 'user',
    reply: refuse(502, { error: 'no function' }),
    call: ({ functions }) => functions.invoke('hello', { body: { a: 1 } }),
  },
  {
    name: 'emails.send',
    as: 'user',
    call: ({ emails }) => emails.send({ to: ['a@b.co'], subject: 's', html: '<p/>', cc: 'c@d.co' }),
  },
  {
    name: 'ai.chat.completions.create',
    why: [USAGE, CHAT],
    as: 'user',
    call: ({ ai }) => ai.chat.completions.create({ model: 'm', messages, maxTokens: 5 }),
  },
  {
    name: 'ai.chat.completions.create as a stream',
    why: [CHAT, STREAMED],
    as: 'anon',
    call: stream,
  },
  {
    name: 'ai.chat.completions.create as a stream that calls tools',
    why: [CHAT, STREAMED],
    reply: streamed({ tool_calls: [{ id: 't', type: 'function' }] }, { done: true }),
    call: stream,
  },
  {
    name: 'ai.chat.completions.create as a stream that says what it took',
    reply: streamed({ chunk: 'a' }, { tokenUsage: { totalTokens: 3 } }, { done: true }),
    call: stream,
    why: [STREAM, CHAT, STREAMED],
    gives: {
      gave: [
        { choices: [{ delta: { content: 'a' } }] },
        { choices: [{ delta: {} }], usage: { totalTokens: 3, total_tokens: 3 } },
      ],
    },
  },
  {
    name: 'ai.chat.completions.create as a stream that breaks off',
    reply: streamed({ chunk: 'a' }, { error: true, message: 'no more' }),
    call: stream,
    why: [STREAM, CHAT, STREAMED],
    gives: { threw: { name: 'InsForgeError', message: 'no more' } },
  },
  {
    name: 'ai.chat.completions.create, refused',
    why: CHAT,
    as: 'user',
    reply: refuse(429, { error: 'RATE_LIMITED', message: 'Later.', statusCode: 429 }),
    call: ({ ai }) => ai.chat.completions.create({ model: 'm', messages }) as Promise<unknown>,
  },
  {
    name: 'ai.embeddings.create',
    as: 'user',
    call: ({ ai }) => ai.embeddings.create({ model: 'm', input: ['a', 'b'] }),
  },
  {
    name: 'ai.images.generate',
    as: 'user',
    call: ({ ai }) => ai.images.generate({ model: 'm', prompt: 'p' }),
  },
  {
    name: 'payments.stripe',
    as: 'user',
    call: async ({ payments: { stripe } }) => [
      await stripe.createCheckoutSession('test', { ...checkout, idempotencyKey: 'k' }),
      await stripe.createCustomerPortalSession('live', { subject: { type: 'team', id: 't' } }),
    ],
  },
  {
    name: 'payments.razorpay',
    as: 'user',
    reply: ({ url, body }) =>
      url.includes('/razorpay/') ? { status: 200, body: { got: body ?? null } } : undefined,
    call: async ({ payments: { razorpay } }) => {
      const subject = { type: 'team', id: 't' };
      const proof = { paymentId: 'p', signature: 's' };
      return [
        await razorpay.createOrder('test', { amount: 1, currency: 'INR', subject }),
        await razorpay.verifyOrder('test', { orderId: 'o', ...proof }),
        await razorpay.createSubscription('test', { planId: 'p', totalCount: 1, subject }),
        await razorpay.verifySubscription('test', { subscriptionId: 's', ...proof }),
        await razorpay.cancelSubscription('test', 's/1'),
        await razorpay.cancelSubscription('test', 's', { cancelAtCycleEnd: true }),
        await razorpay.pauseSubscription('test', 's'),
        await razorpay.resumeSubscription('test', 's'),
      ];
    },
  },

  // Rows, where they are not told alike; all other queries are in test/database
  {
    name: 'database.insert of rows with a member that is undefined',
    why: UNDEFINED,
    reply: rows,
    call: ({ database }) => database.from('posts').insert([{ title: 'a', body: undefined }]),
    gives: { sent: [{ url: at('columns=%22title%22'), body: [{ title: 'a' }] }] },
  },
  {
    name: 'database.in with spaces at an end',
    why: LISTED,
    reply: rows,
    call: within([' a', 'b ']),
    gives: { sent: [{ url: at('select=*&title=in.(%22%20a%22%2C%22b%20%22)') }] },
  },
  {
    name: 'database.in with quotes and backslashes',
    why: LISTED,
    reply: rows,
    call: within(['a"b,c', 'd\\,e']),
    gives: {
      sent: [{ url: at('select=*&title=in.(%22a%5C%22b%2Cc%22%2C%22d%5C%5C%2Ce%22)') }],
    },
  },
  {
    name: 'database.in with an empty text alone',
    why: LISTED,
    reply: rows,
    call: within(['']),
    gives: { sent: [{ url: at('select=*&title=in.(%22%22%2C%22%22)') }] },
  },

  {
    name: 'database.eq of columns that are called as a part of an address',
    why: NAMED,
    reply: rows,
    call: ({ database }) => database.from('posts').select('*').eq('order', 1).in('a:b', [2, 3]),
    gives: { sent: [{ url: at('select=*&%22order%22=eq.1&%22a%3Ab%22=in.(2%2C3)') }] },
  },
  {
    name: 'database.regexMatch',
    why: FILTERS,
    reply: rows,
    call: async ({ database }) => {
      const query = database.from('posts').select('*') as unknown as {
        regexMatch(column: string, pattern: string): PromiseLike<unknown>;
      };
      return query.regexMatch('title', '^a');
    },
    gives: { sent: [{ url: at('select=*&title=match.%5Ea') }] },
  },

  {
    name: 'database of a client with a schema of its own',
    settings: { db: { schema: 'app' } },
    reply: rows,
    call: async ({ database }) => [
      await database.from('posts').select('id'),
      await database.from('posts').insert({ id: 1 }),
      await database.rpc('publish', { id: 1 }),
      await database.schema('other').from('posts').select('id'),
    ],
  },
  {
    name: 'database of a client with a schema that is empty',
    settings: { db: { schema: '' } },
    reply: rows,
    call: async ({ database }) => database.from('posts').select('id'),
  },
  {
    name: 'database.abortSignal',
    reply: ended,
    call: async ({ database }) => {
      const { error } = await database.from('posts').select('*').abortSignal(AbortSignal.abort());
      return [error?.message, error?.code];
    },
  },
  {
    name: 'database.abortSignal, which throws',
    reply: ended,
    call: async ({ database }) =>
      database.from('posts').select('*').abortSignal(AbortSignal.abort()).throwOnError(),
  },
  {
    name: 'database.throwOnError without an answer',
    reply: () => {
      throw new TypeError('fetch failed');
    },
    call: async ({ database }) => database.from('posts').select('*').throwOnError(),
  },
  {
    name: 'database.throwOnError where the answer breaks off',
    reply: () => ({ status: 200, bytes: '[{', type: 'application/json' }),
    call: async ({ database }) => database.from('posts').select('*').throwOnError(),
  },
  {
    name: 'database.maybeSingle of several, which throws',
    why: MAYBE,
    reply: () => ({ status: 200, body: [{ id: 1 }, { id: 2 }] }),
    call: async ({ database }) => database.from('posts').select('id').maybeSingle().throwOnError(),
    gives: { threw: { message: 'JSON object requested, multiple (or no) rows returned' } },
  },

  // Sessions and files, where they are not alike
  {
    name: 'auth.getCurrentUser on a server',
    why: SERVER,
    as: 'server',
    call: async ({ auth }) => {
      const seen: string[] = [];
      auth.onAuthStateChange((event) => seen.push(event));
      await auth.signInWithPassword({ email: EMAIL, password: PASSWORD });
      const { data } = await auth.getCurrentUser();
      return [data.user?.email, seen];
    },
    gives: { gave: [EMAIL, ['signedIn']] },
  },
  {
    name: 'storage through the given fetch',
    why: GIVEN,
    settings: { fetch: given },
    reply: signedForm,
    call: async ({ storage }) => [
      await storage.from('avatars').upload('k', file()),
      (await storage.from('avatars').download('k')).error,
    ],
  },
  {
    name: 'storage.download from another origin',
    why: ORIGIN,
    as: 'user',
    reply: ({ url }) =>
      url.includes('/download-strategy/')
        ? { status: 200, body: { method: 'direct', url: 'https://cdn.example.com/k' } }
        : url.startsWith('https://cdn')
          ? { status: 200, bytes: 'hello', type: 'text/plain' }
          : undefined,
    call: async ({ storage }) => (await storage.from('avatars').download('k')).data?.text(),
    gives: { gave: 'hello' },
  },
  {
    name: 'auth.signOut while a token is renewed',
    why: LATE,
    as: 'user',
    ...renewedLate(),
    gives: { gave: null, sent: [{}, {}, {}, { headers: { authorization: 'Bearer anon_key' } }] },
  },
  {
    name: 'functions.invoke with bytes',
    why: BYTES,
    call: ({ functions }) => functions.invoke('hello', { body: new Uint8Array([104, 105]) }),
    gives: { sent: [{ body: 'hi', type: 'application/octet-stream' }] },
  },

  // The client itself, and failures
  {
    name: 'setAccessToken',
    call: async (client) => {
      client.setAccessToken('a.b.c');
      const first = await client.auth.getPublicAuthConfig();
      client.setAccessToken(null);
      return [first, await client.auth.getPublicAuthConfig()];
    },
  },
  {
    name: 'an answer of a proxy',
    reply: () => ({ status: 400, bytes: '<html>', type: 'text/html' }),
    call: ({ auth }) => auth.getPublicAuthConfig(),
  },
  {
    name: 'an answer with what to do next',
    reply: () => ({
      status: 409,
      body: { error: 'E', message: 'm', statusCode: 409, nextActions: 'Wait.' },
    }),
    call: ({ auth }) => auth.getPublicAuthConfig(),
  },
  {
    name: 'a token that has expired, for three calls at once',
    as: 'user',
    reply: expiring('AUTH_UNAUTHORIZED'),
    call: ({ auth }) => Promise.all(['a', 'b', 'c'].map((id) => auth.getProfile(id))),
    why: CSRF,
  },
  {
    name: 'a token that is refused for another reason',
    as: 'user',
    reply: expiring('AUTH_FORBIDDEN'),
    call: ({ auth }) => auth.getProfile('a'),
  },
  {
    name: 'a server that fails: what changes nothing is asked again',
    settings: { retryCount: 2, retryDelay: 1 },
    reply: () => ({ status: 503, body: { error: 'BUSY', message: 'm', statusCode: 503 } }),
    call: ({ auth }) => auth.getProfile('a'),
  },
  {
    name: 'a server that fails: what changes something is not',
    as: 'user',
    settings: { retryCount: 2, retryDelay: 1 },
    reply: refuse(503, { error: 'BUSY', message: 'm', statusCode: 503 }),
    call: ({ auth }) => auth.setProfile({ a: 1 }),
  },
  {
    name: 'a server that fails: but with a key for it, it is',
    as: 'user',
    settings: { retryCount: 2, retryDelay: 1 },
    reply: refuse(503, { error: 'BUSY', message: 'm', statusCode: 503 }),
    call: ({ payments }) =>
      payments.stripe.createCheckoutSession('test', { ...checkout, idempotencyKey: 'k' }),
  },
  {
    name: 'an answer that is no JSON',
    reply: () => ({ status: 200, bytes: '{', type: 'application/json' }),
    call: ({ auth }) => auth.getPublicAuthConfig(),
  },
  {
    name: 'no answer in time',
    settings: { timeout: 20 },
    reply: ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      }),
    call: ({ auth }) => auth.getPublicAuthConfig(),
  },
  {
    name: 'functions.invoke at an address of its own',
    settings: { functionsUrl: 'https://fn.example.com' },
    reply: ({ url, method }) =>
      url.startsWith('https://fn.example.com/gone')
        ? { status: 404, body: { error: 'NOT_FOUND', message: 'm', statusCode: 404 } }
        : { status: 200, body: { url, method } },
    call: async ({ functions }) => [
      await functions.invoke('hello', { body: { a: 1 }, headers: { 'x-a': 'b' } }),
      await functions.invoke('gone', { method: 'GET' }),
    ],
  },
  {
    name: 'a lost connection',
    reply: () => {
      throw new TypeError('fetch failed');
    },
    call: ({ auth }) => auth.getPublicAuthConfig(),
  },
];
