import { format, inspect } from 'node:util';

import { beforeAll, describe, expect, it, vi } from 'vitest';

import { adminToken, answer, appId, client, failure, fetchDouble, refreshToken } from './double.js';
import type { Client } from './double.js';

let instant: Client;
beforeAll(async () => {
  instant = await client('redaction');
});

const secrets = new RegExp(`${adminToken}|${refreshToken}`, 'i');

/** Everything that logs and serializers would show of a value. */
function shown(value: unknown): string {
  const error = value instanceof Error ? `${String(value.stack)} ${value.message}` : '';
  return [
    format(value),
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'function' ? '' : each)),
    error,
  ].join('\n');
}

async function rejection(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`resolved to ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}

describe('a client', () => {
  it('shows no token, and has them by name', () => {
    const db = instant.init({ appId, adminToken });
    const user = db.asUser({ token: refreshToken });
    expect(shown(db)).toMatch(appId);
    for (const each of [db, user, db.config, user.impersonationOpts, db.auth, db.storage]) {
      expect(shown(each)).not.toMatch(secrets);
      expect(shown(structuredClone(JSON.parse(JSON.stringify(each ?? null))))).not.toMatch(secrets);
    }
    expect(db.config['adminToken']).toBe(adminToken);
    expect(user.config['adminToken']).toBe(adminToken);
    expect(user.impersonationOpts?.['token']).toBe(refreshToken);
  });

  it('leaves the configuration that it was given as it was', () => {
    const config = Object.freeze({ appId, adminToken: ` ${adminToken} ` });
    instant.init(config);
    expect(config).toEqual({ appId, adminToken: ` ${adminToken} ` });
  });
});

describe('an error', () => {
  const echo = {
    type: 'record-not-found',
    message: `Record not found: app-admin-token ${adminToken}`,
    hint: {
      args: [{ 'app-id': appId, token: adminToken.toLowerCase() }],
      nested: {
        'refresh-token': 'any',
        note: `as ${refreshToken}`,
        list: [adminToken, adminToken.toLowerCase()],
      },
    },
    'trace-id': 't',
  };

  it('hides the token that the server repeats, and nothing else', async () => {
    const { fetch } = fetchDouble(answer(400, echo));
    const db = instant.init({ appId, adminToken, fetch }).asUser({ token: refreshToken });
    const error = await rejection(db.query({ goals: {} }));
    expect(error).toBeInstanceOf(instant.InstantAPIError);
    expect(shown(error)).not.toMatch(secrets);
    expect(error).toMatchObject({
      message: 'Record not found: app-admin-token [hidden]',
      status: 400,
      type: 'record-not-found',
      traceId: 't',
      hint: {
        args: [{ 'app-id': appId, token: '[hidden]' }],
        nested: {
          'refresh-token': '[hidden]',
          note: 'as [hidden]',
          list: ['[hidden]', '[hidden]'],
        },
      },
    });
  });

  it.each([
    ['verifyToken', refreshToken],
    ['getUser', { refresh_token: refreshToken }],
    ['deleteUser', { refresh_token: refreshToken }],
    ['signOut', { refresh_token: refreshToken }],
  ])('hides the refresh token given to %s', async (name, argument) => {
    const { fetch, sent } = fetchDouble(
      answer(400, { message: `no ${refreshToken}`, hint: { input: refreshToken } }),
    );
    const db = instant.init({ appId, adminToken, fetch });
    const error = await rejection(db.auth[name]?.(argument) ?? Promise.resolve());
    expect(JSON.stringify(sent)).toMatch(secrets);
    expect(error).toMatchObject({ message: 'no [hidden]' });
    expect(shown(error)).not.toMatch(secrets);
  });

  it('hides tokens where no answer came, and where a page did', async () => {
    for (const reply of [
      failure('ECONNRESET'),
      () => new Response(`<p>${adminToken}</p>`, { status: 502 }),
    ]) {
      const { fetch } = fetchDouble(reply);
      const db = instant.init({ appId, adminToken, fetch, retry: false });
      const error = await rejection(
        db.auth['getUser']?.({ refresh_token: refreshToken }) ?? Promise.resolve(),
      );
      expect(shown(error)).not.toMatch(secrets);
    }
  });

  it('does not repeat a token that no header carries', async () => {
    const db = instant.init({ appId, adminToken: `${adminToken}\nx` });
    const error = await rejection(db.query({ goals: {} }));
    expect(error).toBeInstanceOf(instant.InstantError);
    expect(String(error)).toMatch('authorization');
    expect(shown(error)).not.toMatch(secrets);
    const user = db.asUser({ email: 'ж@x.co' });
    expect(String(await rejection(user.query({ goals: {} })))).toMatch(/authorization|as-email/);
  });
});

it('results are never touched', async () => {
  const rows = { goals: [{ id: adminToken, title: refreshToken, token: adminToken }] };
  const { fetch } = fetchDouble(answer(200, rows));
  const db = instant.init({ appId, adminToken, fetch });
  expect(await db.query({ goals: {} })).toEqual(rows);
  const signedIn = fetchDouble(answer(200, { user: { refresh_token: refreshToken } }));
  const other = instant.init({ appId, adminToken, fetch: signedIn.fetch });
  expect(await other.auth['createToken']?.('a@b.co')).toBe(refreshToken);
});

it('hooks see no token', async () => {
  const onRequest = vi.fn();
  const { fetch } = fetchDouble(answer(200, { user: null }));
  const db = instant.init({ appId, adminToken, fetch, use: [instant.hooks({ onRequest })] });
  await db.auth['getUser']?.({ refresh_token: refreshToken });
  expect(onRequest).toHaveBeenCalledOnce();
  expect(shown(onRequest.mock.calls)).not.toMatch(secrets);
});
