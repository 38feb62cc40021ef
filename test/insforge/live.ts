/** What a client of `@insforge/sdk` sent to a running InsForge 2.3.1, and what it answered. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as sdk from '@insforge/sdk';
import { recorder, type Client, type ClientModule, type Sent } from './recorder.js';

export interface Exchange {
  readonly call: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly authorization: string;
    readonly body?: unknown;
    readonly credentials?: string;
  };
  readonly answer: { readonly status: number; readonly body?: unknown };
}

const PATH = join(import.meta.dirname, '../../fixtures/insforge/live.json');
export const exchanges = JSON.parse(readFileSync(PATH, 'utf8')) as readonly Exchange[];

/** The clients of the recording; `raw` calls operations that no client has. */
export interface Clients {
  readonly user: Client;
  readonly server: Client;
  readonly token: Client;
  readonly badToken: Client;
  readonly admin: Client;
  readonly raw: (operation: string, request?: object) => Promise<unknown>;
}

export type RawModule = ClientModule & {
  readonly createTransport: (options: object) => unknown;
} & Readonly<Record<string, unknown>>;

type Endpoint = (transport: unknown, request?: object) => Promise<unknown>;

const baseUrl = 'http://localhost:7130';

/** The clients over a `fetch` that answers as was recorded, one exchange after the other. */
export function replaying(module: RawModule): {
  readonly clients: Clients;
  readonly sent: readonly Sent[];
} {
  const { sent, fetch } = recorder(() => {
    const { answer } = exchanges[sent.length - 1] ?? {};
    if (answer === undefined) throw new Error('more is sent than was recorded');
    return answer;
  });
  const settings: sdk.InsForgeConfig = { baseUrl, retryCount: 0, fetch };
  const anonKey = '<anon-key>';
  const transport = module.createTransport({
    ...{ baseUrl, fetch, auth: { bearerAuth: '<api-key>' } },
  });
  return {
    sent,
    clients: {
      user: module.createClient({ ...settings, anonKey }),
      server: module.createClient({ ...settings, anonKey, isServerMode: true }),
      token: module.createClient({ ...settings, accessToken: '<jwt-4>' }),
      badToken: module.createClient({ ...settings, accessToken: 'bad.jwt.x' }),
      admin: module.createAdminClient({ ...settings, apiKey: '<api-key>' }),
      raw: async (operation, request) => {
        const call = module[operation] as Endpoint;
        return call(transport, request).catch((error: unknown) => error);
      },
    },
  };
}

const email = 'u1795206404442@example.com';
const password = 'securePassword123';
const png = (): File => new File(['hello'], 'user-avatar.png', { type: 'image/png' });

/** By the name of the recorded call. */
export const calls: Readonly<Record<string, (clients: Clients) => unknown>> = {
  'auth.getPublicAuthConfig': ({ user }) => user.auth.getPublicAuthConfig(),
  'auth.signUp': ({ user }) => user.auth.signUp({ email, password, name: 'John Doe' }),
  'auth.signUp duplicate': ({ user }) => user.auth.signUp({ email, password }),
  'auth.signUp bad email': ({ user }) => user.auth.signUp({ email: 'nope', password }),
  'auth.signIn wrong pw': ({ user }) =>
    user.auth.signInWithPassword({ email, password: 'wrong-password' }),
  'auth.signInWithPassword': ({ user }) => user.auth.signInWithPassword({ email, password }),
  'auth.setProfile': ({ user }) => user.auth.setProfile({ displayName: 'JD', bio: 'dev' }),
  'auth.getProfile': ({ user }) => user.auth.getProfile('4bf5d79c-4ab7-429a-a9c4-27b083e886f2'),
  'auth.getProfile unknown': ({ user }) =>
    user.auth.getProfile('00000000-0000-0000-0000-000000000000'),
  'auth.sendResetPasswordEmail': ({ user }) => user.auth.sendResetPasswordEmail({ email }),
  'auth.resendVerificationEmail': ({ user }) => user.auth.resendVerificationEmail({ email }),
  'auth.verifyEmail bad': ({ user }) => user.auth.verifyEmail({ email, otp: '123456' }),
  'auth.exchangeResetPasswordToken bad': ({ user }) =>
    user.auth.exchangeResetPasswordToken({ email, code: '123456' }),
  'auth.resetPassword bad': ({ user }) =>
    user.auth.resetPassword({ newPassword: 'newSecurePassword123', otp: 'x' }),
  'auth.signInWithOtp': ({ user }) => user.auth.signInWithOtp({ email }),
  'auth.verifyOtp bad': ({ user }) => user.auth.verifyOtp({ email, otp: '000000' }),
  'auth.signInWithOAuth': ({ user }) =>
    user.auth.signInWithOAuth('google', {
      redirectTo: 'http://localhost:3000/x',
      skipBrowserRedirect: true,
    }),
  'auth.refreshSession(no cookie)': ({ user }) => user.auth.refreshSession(),
  'server.signInWithPassword': ({ server }) => server.auth.signInWithPassword({ email, password }),
  'server.refreshSession': ({ server }) => server.auth.refreshSession({ refreshToken: '<jwt-5>' }),
  'accessToken.getCurrentUser': ({ token }) => token.auth.getCurrentUser(),
  'badtoken.getCurrentUser': ({ badToken }) => badToken.auth.getCurrentUser(),
  'RAW create bucket': ({ raw }) =>
    raw('createBucket', { body: { bucketName: 'avatars', isPublic: true } }),
  'storage.upload': ({ admin }) => admin.storage.from('avatars').upload('a/user-avatar.png', png()),
  'storage.list': ({ admin }) => admin.storage.from('avatars').list(),
  'storage.createSignedUrl': ({ admin }) =>
    admin.storage.from('avatars').createSignedUrl('a/user-avatar.png', 60),
  'storage.download missing': ({ admin }) => admin.storage.from('avatars').download('missing.png'),
  'storage.remove one': ({ admin }) => admin.storage.from('avatars').remove('a/user-avatar.png'),
  'storage.remove many': ({ admin }) =>
    admin.storage.from('avatars').remove(['a/user-avatar.png', 'z']),
  'functions.invoke(no deno)': ({ user }) =>
    user.functions.invoke('my-function', { body: { key: 'value' } }),
  'payments.createCheckoutSession': ({ user }) =>
    user.payments.stripe.createCheckoutSession('test', {
      ...{ mode: 'payment', lineItems: [{ priceId: 'price_123', quantity: 1 }] },
      ...{ successUrl: 'http://x/s', cancelUrl: 'http://x/c' },
    }),
  'payments.razorpay.createOrder': ({ user }) =>
    user.payments.razorpay.createOrder('test', {
      ...{ amount: 200000, currency: 'INR', subject: { type: 'team', id: 't' } },
    }),
  'ai.chat': async ({ user }) => {
    const messages = [{ role: 'user' as const, content: 'hi' }];
    return user.ai.chat.completions
      .create({ model: 'm', messages })
      .catch((error: unknown) => error);
  },
  'emails.send': ({ user }) => user.emails.send({ to: 'a@b.co', subject: 's', html: '<p/>' }),
  'database select (no PostgREST)': ({ user }) => user.database.from('posts').select('*'),
  'RAW create table': ({ raw }) =>
    raw('createTable', {
      body: {
        ...{ tableName: 'posts', rlsEnabled: false },
        columns: [
          { columnName: 'title', type: 'string', isNullable: false, isUnique: false },
          { columnName: 'author_id', type: 'uuid', isNullable: true, isUnique: false },
        ],
      },
    }),
  'RAW sql': ({ raw }) =>
    raw('runSql', {
      body: {
        query:
          'create table if not exists public.comments(id uuid primary key default gen_random_uuid(), post_id uuid references public.posts(id), body text not null, tags text[], meta jsonb, score numeric(10,2), n bigint, created_at timestamptz default now())',
      },
    }),
  'RAW list tables': ({ raw }) => raw('listTables'),
  'RAW table schema': ({ raw }) => raw('getTableSchema', { path: { tableName: 'comments' } }),
  'RAW metadata.database': ({ raw }) => raw('getDatabaseMetadata'),
  'RAW metadata': ({ raw }) => raw('getMetadata'),
  'auth.signOut': ({ user }) => user.auth.signOut(),
};
