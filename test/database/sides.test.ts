import * as official from '@insforge/sdk';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { emittedCase } from '../client/emitted.js';
import { recorder, type Sent } from './recorder.js';
import { CALLS, chained, chains, type Step } from './sides.js';

type ClientModule = Pick<typeof official, 'createClient'>;

let ours: ClientModule;
beforeAll(async () => {
  ours = (await emittedCase('insforge')).index as ClientModule;
});

interface Outcome {
  readonly sent: readonly Sent[];
  readonly gave: unknown;
}

async function run(
  { createClient }: ClientModule,
  steps: readonly Step[],
  answer: () => Response,
): Promise<Outcome> {
  const { sent, fetch } = recorder(answer);
  const client = createClient({
    baseUrl: 'http://localhost:7130',
    anonKey: 'anon_key',
    fetch: fetch as typeof globalThis.fetch,
    retryCount: 0,
  });
  let gave: unknown;
  try {
    gave = await chained(client.database, steps);
  } catch (error) {
    gave = { threw: { ...(error as object), message: (error as Error).message } };
  }
  return { sent: sent.map(plain), gave };
}

const plain = (sent: Sent): Sent => sent;

const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), {
    ...init,
    headers: [['content-type', 'application/json'], ...new Headers(init.headers)],
  });

const ANSWERS: Readonly<Record<string, () => Response>> = {
  'two rows': () => json([{ id: 1 }, { id: 2 }], { headers: { 'content-range': '0-1/42' } }),
  'no rows': () => json([], { headers: { 'content-range': '*/0' } }),
  nothing: () => new Response(null, { status: 204 }),
  'a refusal': () =>
    json(
      { code: '23505', message: 'duplicate key', details: 'Key (id)=(1)', hint: null },
      { status: 409, statusText: 'Conflict' },
    ),
};

describe.each(Object.entries(ANSWERS))('the SDK and the client, answered with %s', (_, answer) => {
  it.each(CALLS.map((steps) => [JSON.stringify(steps), steps] as const))(
    '%s',
    async (__, steps) => {
      expect(await run(ours, steps, answer)).toEqual(await run(official, steps, answer));
    },
  );
});

it('send the same for any chain of calls', async () => {
  const answer = ANSWERS['two rows'] as () => Response;
  await fc.assert(
    fc.asyncProperty(chains, async (steps) => {
      expect(await run(ours, steps, answer)).toEqual(await run(official, steps, answer));
    }),
    { numRuns: 300, seed: 7 },
  );
});
