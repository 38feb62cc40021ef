/** As `property.test.ts`, with clients of random schemas. */

import * as admin from '@instantdb/admin';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { generate, load } from './generate.js';
import { randomCallOf } from './property/calls.js';
import { judgeCall } from './property/judge.js';
import { schemaOf, schemaText } from './property/random-schema.js';
import { differences, openBench } from './property/run.js';
import type { Bench } from './property/run.js';
import type { ClientModule } from './wire.js';

// The same in every run, unless asked for others: `PROPERTY_SEED=$RANDOM PROPERTY_SCHEMAS=100 PROPERTY_RUNS=2000`.
const SEED = Number(process.env['PROPERTY_SEED'] ?? 3);
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 60);
const SCHEMAS = Number(process.env['PROPERTY_SCHEMAS'] ?? 12);

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe(`random calls of clients of random schemas (seed ${SEED})`, () => {
  const texts = fc.sample(schemaText, { seed: SEED, numRuns: SCHEMAS });
  it.each(texts.map((text, index) => [index, text] as const))(
    'do what they do with the official SDK: schema %i',
    async (index, text) => {
      const { value, source } = schemaOf(text);
      const client = await load<ClientModule>(
        await generate(`property-schema-${index}`, { schema: source }),
      );
      const calls = randomCallOf([{ variant: `schema ${index}`, schema: value, about: value }]);
      await fc.assert(
        fc.asyncProperty(calls, async (call) => {
          const judged = await judgeCall(bench, admin, client, call);
          expect(judged.ours, text).toEqual(judged.expected);
          expect(differences(judged.expected, judged.ours)).toEqual([]);
        }),
        { seed: SEED + index, numRuns: RUNS },
      );
    },
    600_000,
  );
});
