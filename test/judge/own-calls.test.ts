import * as admin from '@instantdb/admin';
import { describe, expect, it } from 'vitest';
import type { ClientSettings } from '../../generator/config/types.js';
import { compareCall } from './differential.js';
import { generate, load } from './generate.js';
import { alike, ownCalls, type Variant } from './own-calls.js';
import { wireSchema } from './wire-schema.js';
import type { ClientModule } from './wire.js';

const SETTINGS: Readonly<Record<Variant, Partial<ClientSettings>>> = {
  open: {},
  schema: {},
  dates: { dates: 'date' },
  strict: { dates: 'strict' },
  links: { requiredLinks: 'runtime' },
  features: { features: ['all'] },
};
const made = new Map<Variant, Promise<ClientModule>>();

/** The client of a variant, generated once. */
function clientOf(variant: Variant): Promise<ClientModule> {
  const known = made.get(variant);
  if (known !== undefined) return known;
  const schema = variant === 'open' ? {} : { schema: wireSchema };
  const client = generate(`own-${variant}`, { settings: SETTINGS[variant], ...schema }).then(
    (path) => load<ClientModule>(path),
  );
  made.set(variant, client);
  return client;
}

describe('the official SDK and the client', () => {
  it.each(ownCalls)('differ: $reason ($call)', async ({ reason, official, ours, ...given }) => {
    const call = { ...given, name: reason, feature: 'query' } as const;
    const { left, right } = await compareCall(admin, await clientOf(given.variant), call);
    expect(left.result ?? left.error).toEqual(official);
    expect(right.result ?? right.error).toEqual(ours);
    expect(ours).not.toEqual(official);
  });

  it.each(alike)('are alike: $what', async ({ what, ...given }) => {
    const call = { ...given, name: what, feature: 'query' } as const;
    const { parts } = await compareCall(admin, await clientOf(given.variant), call);
    expect(parts).toEqual([]);
  });
});
