import * as admin from '@instantdb/admin';
import { describe, expect, it } from 'vitest';

import { compareCall, runDifferential } from './differential.js';
import { snippets } from './snippets/index.js';
import { runCall } from './wire.js';
import type { ClientModule } from './wire.js';

runDifferential(admin, () => Promise.resolve(admin), snippets, {});

const first = snippets[0];
if (first === undefined) throw new Error('no snippets');

type Method = (...args: readonly unknown[]) => unknown;

/** The official client with one method of `db` replaced. */
function doctored(method: string, replace: (real: Method) => Method): ClientModule {
  return {
    ...admin,
    init: (config: never) => {
      const db: object = admin.init(config);
      return Object.assign(db, { [method]: replace(Reflect.get(db, method) as Method) });
    },
  };
}

describe('the comparison itself', () => {
  it('sees another request, result, error and way to fail', async () => {
    const parts = async (client: ClientModule, call = first) =>
      (await compareCall(admin, client, call)).parts;
    const fails = { ...first, call: 'return db.query({ goals: 1 })' };
    expect(await parts(doctored('query', (real) => () => real({ other: {} })))).toEqual([
      'requests',
    ]);
    expect(await parts(doctored('query', (real) => async (q) => [await real(q)]))).toEqual([
      'result',
    ]);
    expect(
      await parts(
        doctored('query', (real) => async (q) => real(q)),
        fails,
      ),
    ).toEqual(['sync']);
    expect(
      await parts(
        doctored('query', () => () => Promise.reject(new Error('x'))),
        fails,
      ),
    ).toEqual(['error', 'sync']);
  });

  it('has many calls, each with a name of its own', () => {
    expect(new Set(snippets.map(({ name }) => name)).size).toBe(snippets.length);
    expect(snippets.length).toBeGreaterThan(120);
  });

  it('holds no call that is merely misspelt', async () => {
    const odd: string[] = [];
    for (const call of snippets) {
      const { error } = await runCall(admin, call);
      const text = `${String(error?.['name'])}: ${String(error?.['message'])}`;
      // One call gives `init` an app id that is no text, and must fail in this way.
      if (/config\.appId/.test(text)) continue;
      if (/ReferenceError|is not defined|is not a function/.test(text))
        odd.push(`${call.name} → ${text}`);
    }
    expect(odd).toEqual([]);
  });
});
