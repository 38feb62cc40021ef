import { describe, expect, it } from 'vitest';
import { CAPABILITIES, ENDPOINT, LIMIT, STYLES, size, sizeWith } from '../bench/capabilities.mjs';

describe('what the user ships, in bytes', () => {
  it('for one endpoint with path, query, JSON body and typed errors, its transport included', async () => {
    expect(await size(ENDPOINT)).toBeLessThanOrEqual(950);
    expect(await sizeWith('ApiError')).toBeLessThanOrEqual(960);
  });

  it('for the same with every policy of a usual program', async () => {
    const all = 'retry, timeout, hooks, refreshAuth, idempotencyKeys';
    expect(await sizeWith(all)).toBeLessThanOrEqual(2300);
  });

  it('for nothing that is used', async () => {
    expect(await size(`import * as all from 'RUNTIME';`)).toBeLessThanOrEqual(30);
  });

  it.each(CAPABILITIES)('for %s', async (name) => {
    const cost = (await sizeWith(name)) - (await size(ENDPOINT));
    expect(cost).toBeGreaterThan(0);
    expect(cost).toBeLessThanOrEqual(LIMIT);
  });

  it.each(STYLES)('for %s in the style %s, over the writer itself', async (writer, style) => {
    const cost = (await sizeWith(`${writer}, ${style}`)) - (await sizeWith(writer));
    expect(cost).toBeGreaterThan(0);
    expect(cost).toBeLessThanOrEqual(200);
  });
});
