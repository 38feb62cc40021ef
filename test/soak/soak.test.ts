import { describe, expect, it } from 'vitest';

import { runSoak } from '../bench/soak.mjs';
import { generate } from '../judge/generate.js';

const schema = `import { i } from '@instantdb/admin';
export default i.schema({ entities: { books: i.entity({ title: i.string() }) } });`;
const client = (): Promise<string> => generate('soak', { schema, settings: { features: ['all'] } });

// `npm run bench -- soak` does ten times as many.
const many = { queries: 1000, subscriptions: 200 };

describe('queries and subscriptions, opened and closed', () => {
  it('leave nothing in memory and nothing open, and the process ends by itself', async () => {
    const seen = await runSoak(await client(), many);
    expect(seen).toMatchObject({ handles: 0, open: 0 });
    expect(seen.grown).toBeLessThan(1024);
    expect(seen.exit).toBeLessThan(5000);
  });

  it('are seen where they leave something', async () => {
    const seen = await runSoak(await client(), { ...many, leak: true });
    expect(seen.open).toBeGreaterThan(many.subscriptions / 2);
    expect(seen.handles).toBeGreaterThan(0);
    expect(seen.grown).toBeGreaterThan(1024);
  });
});
