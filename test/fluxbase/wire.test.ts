import { beforeAll, describe, expect, it } from 'vitest';
import type * as emitted from '../../fixtures/fluxbase/expected/index.js';
import { emittedCase } from '../client/emitted.js';
import { cases, generate } from '../golden/case.js';
import { json, testServer } from '../runtime/server.js';
import { exchanges, invoke, methods } from './wire.js';

const server = testServer();
let createClient: typeof emitted.createClient;

beforeAll(async () => {
  ({ createClient } = (await emittedCase('fluxbase')).index as typeof emitted);
});

const SIGNED_IN = { user: { id: '1', email: 'e' }, access_token: 'AT', refresh_token: 'RT' };

describe('each call', () => {
  it('sends what the recorded one sent', async () => {
    server.answer((seen, response) =>
      json(response, 200, /(?:setup|login|refresh)$/.test(seen.url) ? SIGNED_IN : { ok: 1 }),
    );
    const client = createClient(server.url(), 'svc-key');
    const sent: unknown[] = [];
    for (const { call, args = [] } of exchanges) {
      await invoke(client, call, args);
      const seen = server.seen.at(-1);
      const { pathname, searchParams } = new URL(seen?.url ?? '', 'http://x');
      sent.push({
        call,
        sends: `${seen?.method ?? ''} ${pathname}`,
        query: [...searchParams],
        body: seen?.body === '' ? undefined : (JSON.parse(seen?.body ?? '') as unknown),
        as: seen?.headers.authorization,
        key: seen?.headers['apikey'],
      });
    }
    expect(exchanges.length).toBeGreaterThan(14);
    expect(server.seen.length).toBe(exchanges.length);
    expect(sent).toEqual(
      exchanges.map(({ call, sends, query = [], body, as }) => ({
        ...{ call, sends, query, body, key: 'svc-key' },
        as: as === 'key' ? 'Bearer svc-key' : 'Bearer AT',
      })),
    );
  });

  it('differs from the recorded one only where it is said why', () => {
    for (const { before, beforeSends, sends, as, why } of exchanges) {
      expect(why !== undefined).toBe(before !== undefined || beforeSends !== undefined);
      expect(before).not.toBe(as);
      expect(beforeSends).not.toBe(sends);
    }
  });
});

describe('each method of client.admin', () => {
  it('is there, and calls its operation', async () => {
    const found = cases.find(({ name }) => name === 'fluxbase');
    if (found === undefined) throw new Error('no case');
    const { api, client } = (await generate(found)).project;
    const routeOf = (name: string): string | undefined => {
      const row = client?.rows.find((each) => each.name === name);
      if (row === undefined) return 'no row';
      if (row.does.kind === 'recipe') return undefined;
      const { operation } = row.does;
      const called = api?.operations.find(({ key }) => key === operation);
      return `${called?.method.toUpperCase() ?? ''} ${called?.path ?? ''}`;
    };
    expect(methods.length).toBe(16);
    expect(methods.map(({ method }) => [method, routeOf(method)])).toEqual(
      methods.map(({ method, calls }) => [method, calls]),
    );
  });

  it('is among the recorded calls where it makes one', () => {
    const recorded = new Set(exchanges.map(({ call }) => call));
    expect(
      methods
        .filter(({ calls }) => calls)
        .map(({ method }) => method)
        .sort(),
    ).toEqual([...recorded].sort());
  });
});
