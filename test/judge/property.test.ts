import * as admin from '@instantdb/admin';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { generate, load } from './generate.js';
import { randomCall } from './property/calls.js';
import type { Variant } from './property/calls.js';
import { judgeCall } from './property/judge.js';
import { listed } from './property/listed.js';
import { differences, openBench } from './property/run.js';
import type { Bench } from './property/run.js';
import { schemas } from './property/schema.js';
import type { ClientModule } from './wire.js';

// The same calls in every run, unless asked for others: `PROPERTY_SEED=$RANDOM PROPERTY_RUNS=20000`.
const SEED = Number(process.env['PROPERTY_SEED'] ?? 3);
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 2400);
const USUAL = !['PROPERTY_SEED', 'PROPERTY_RUNS'].some((name) => name in process.env);
const VARIANTS = ['open', 'schema', 'odd'] as const;

const clients = new Map<Variant, ClientModule>();
const met = new Map<string, number>();
const kinds = new Map<string, number>();
let bench: Bench;

const count = (of: Map<string, number>, key: string): void => {
  of.set(key, (of.get(key) ?? 0) + 1);
};
function clientOf(variant: Variant): ClientModule {
  const client = clients.get(variant);
  if (client === undefined) throw new Error(variant);
  return client;
}

beforeAll(async () => {
  bench = await openBench();
  for (const variant of VARIANTS) {
    const schema = variant === 'open' ? {} : { schema: schemas[variant].source };
    clients.set(variant, await load(await generate(`property-${variant}`, schema)));
  }
});
afterAll(() => bench.close());

describe('random calls', () => {
  it(`do what they do with the official SDK, but for the listed differences (seed ${SEED}, ${RUNS} runs)`, async () => {
    await fc.assert(
      fc.asyncProperty(randomCall, async (call) => {
        const judged = await judgeCall(bench, admin, clientOf(call.variant), call);
        for (const reason of judged.met) count(met, reason);
        count(kinds, `${call.call.path} ${judged.ours.error === undefined ? 'ok' : 'error'}`);
        const parts = differences(judged.expected, judged.ours);
        expect(judged.ours, parts.join(', ')).toEqual(judged.expected);
        expect(parts).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  }, 600_000);

  // One of another seed or length may be without some.
  it.runIf(USUAL)('show every difference that has a rule', () => {
    expect([...met.keys()].sort()).toEqual(listed.map(({ reason }) => reason).sort());
  });

  it('are of every kind, and do not all fail', () => {
    const paths = new Set([...kinds.keys()].map((each) => each.split(' ')[0]));
    expect(paths.size).toBe(22);
    for (const path of paths) expect(kinds.get(`${path} ok`), path).toBeGreaterThan(0);
    expect(kinds.get('query ok')).toBeGreaterThan(RUNS / 16);
    expect(kinds.get('transact ok')).toBeGreaterThan(RUNS / 24);
  });

  it('find a mistake, and shrink it', async () => {
    const wrong: ClientModule = {
      ...clientOf('open'),
      lookup: (attr: string, value: unknown) =>
        `lookup__${attr.slice(0, 13)}__${JSON.stringify(value)}`,
    };
    const found = await fc.check(
      fc.asyncProperty(
        randomCall.filter(({ call }) => call.kind === 'export'),
        async (call) => {
          const { ours, expected } = await judgeCall(bench, admin, wrong, call);
          return differences(expected, ours).length === 0;
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
    expect(found.failed).toBe(true);
    expect(found.numShrinks).toBeGreaterThan(0);
  });
});
