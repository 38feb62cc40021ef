/** As `property.test.ts`, for what receives, answers and goes on: webhooks, the route of front ends, events, streams. */

import * as admin from '@instantdb/admin';
import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { generate, load } from './generate.js';
import { delivery } from './property/deliveries.js';
import { expectedOf, together } from './property/judge-plan.js';
import type { ListedOf } from './property/judge-plan.js';
import { listedDeliveries } from './property/listed-deliveries.js';
import { listedManaging, listedRoutes } from './property/listed-managing.js';
import { listedStreams, wholeOf } from './property/listed-streams.js';
import { listedTalks } from './property/listed-talks.js';
import { managing, openManagers } from './property/managing.js';
import { openReceivers } from './property/receive.js';
import { told, tell } from './property/routes.js';
import { openStreams } from './property/stream.js';
import type { Streaming } from './property/streamings.js';
import { faultyStreaming, streaming } from './property/streamings.js';
import { openTalks } from './property/subscribe.js';
import { talk } from './property/talks.js';
import type { ClientModule } from './wire.js';

// The same in every run, unless asked for others: `PROPERTY_SEED=$RANDOM PROPERTY_RUNS=20000`.
const SEED = Number(process.env['PROPERTY_SEED'] ?? 3);
const runs = (many: number): number => Number(process.env['PROPERTY_RUNS'] ?? many);
const USUAL = !['PROPERTY_SEED', 'PROPERTY_RUNS'].some((name) => name in process.env);

let client: ClientModule;
const opened: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  client = await load(await generate('property-live', { settings: { features: ['all'] } }));
});
afterAll(async () => {
  for (const each of opened) await each.close();
});

interface Side<Plan, Seen> {
  see(client: ClientModule, plan: Plan): Promise<Seen>;
  close(): Promise<void>;
}

/** Random plans through both; the reasons of the listed differences that showed. */
async function compare<Plan, Seen>(
  plans: Arbitrary<Plan>,
  open: () => Promise<Side<Plan, Seen>>,
  rules: readonly ListedOf<Plan, Seen>[],
  numRuns: number,
): Promise<ReadonlySet<string>> {
  const side = await open();
  opened.push(side);
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const judged = await expectedOf(rules, plan, (each) => side.see(admin, each));
      for (const reason of judged.met) met.add(reason);
      expect(await side.see(client, plan)).toEqual(judged.expected);
    }),
    { seed: SEED, numRuns },
  );
  return met;
}
/** All of the rules show in the usual run; one of another seed or length may be without some. */
function expectShown(
  met: ReadonlySet<string>,
  rules: readonly { readonly reason: string }[],
): void {
  if (USUAL) expect(met).toEqual(new Set(rules.map(({ reason }) => reason)));
}

describe(`with the official SDK and with the client, but for the listed differences (seed ${SEED})`, () => {
  it('requests of webhooks do the same', async () => {
    const met = await compare(delivery, openReceivers, listedDeliveries, runs(500));
    expectShown(met, listedDeliveries);
  }, 600_000);

  it('calls of the webhook manager do the same', async () => {
    const met = await compare(managing, openManagers, listedManaging, runs(300));
    expectShown(met, listedManaging);
  }, 600_000);

  it('the route of front ends answers the same', async () => {
    const side = { see: tell, close: () => Promise.resolve() };
    const met = await compare(told, () => Promise.resolve(side), listedRoutes, runs(600));
    expectShown(met, listedRoutes);
  }, 600_000);

  it('subscriptions deliver the same', async () => {
    const met = await compare(talk, openTalks, listedTalks, runs(120));
    expectShown(met, listedTalks);
  }, 600_000);
});

/** Streams that run at the same time, since some of them wait. */
const atOnce = <Plan>(plans: Arbitrary<Plan>): Arbitrary<readonly Plan[]> =>
  fc.array(plans, { minLength: 12, maxLength: 12 });
const groups = (many: number): number => Math.ceil(runs(many) / 12);

describe(`streams (seed ${SEED})`, () => {
  it('are written and read as with the official SDK, but for the listed differences', async () => {
    const streams = await openStreams();
    opened.push(streams);
    const met = await compare(
      atOnce(streaming),
      () =>
        Promise.resolve({
          see: (of: ClientModule, plans: readonly Streaming[]) =>
            Promise.all(plans.map((plan) => streams.see(of, plan))),
          close: () => Promise.resolve(),
        }),
      listedStreams.map((rule) => together(rule)),
      groups(60),
    );
    expectShown(met, listedStreams);
  }, 600_000);

  it('arrive whole and in order, whatever goes wrong on the way', async () => {
    const streams = await openStreams();
    opened.push(streams);
    await fc.assert(
      fc.asyncProperty(atOnce(faultyStreaming), async (plans) => {
        const all = await Promise.all(plans.map((plan) => streams.see(client, plan)));
        for (const [index, plan] of plans.entries()) {
          const whole = { text: wholeOf(plan), error: undefined, id: 'S', problems: [] };
          expect(all[index]).toMatchObject(plan.kind === 'read' ? whole : { ...whole, done: true });
        }
      }),
      { seed: SEED, numRuns: groups(36) },
    );
  }, 600_000);
});

describe('the comparison', () => {
  it('finds a mistake, and shrinks it', async () => {
    const wrong = {
      ...admin,
      createInstantRouteHandler: (config: { readonly appId: string }) => ({
        POST: async (request: Request) => {
          const answer = await admin.createInstantRouteHandler(config).POST(request);
          return answer.status === 403 ? Response.json({}, { status: 403 }) : answer;
        },
      }),
    } as unknown as ClientModule;
    const found = await fc.check(
      fc.asyncProperty(told, async (plan) => {
        expect(await tell(wrong, plan)).toEqual(await tell(admin, plan));
      }),
      { seed: SEED, numRuns: 500 },
    );
    expect(found.failed).toBe(true);
    expect(found.numShrinks).toBeGreaterThan(0);
  });
});
