import * as admin from '@instantdb/admin';
import { readFileSync } from 'node:fs';

import { describe } from 'vitest';

import { runWireCases } from './conformance.js';
import type { LoadModule } from './conformance.js';
import { runDifferential } from './differential.js';
import { snippets } from './snippets/index.js';
import { generate, load } from './generate.js';
import type { GenerateOptions } from './generate.js';
import { wireSchema } from './wire-schema.js';
import type { ClientModule } from './wire.js';
import {
  deliberate,
  missing,
  missingAlways,
  missingInSeed,
  sideBySide,
  withRetries,
} from './ours-differences.js';

const seedDocument = readFileSync(
  new URL('../../fixtures/instant-seed/openapi.yml', import.meta.url),
  'utf8',
);

/** Clients with and without the schema, generated once. */
function clientsOf(name: string, options: GenerateOptions): LoadModule {
  const made = new Map<string, Promise<ClientModule>>();
  return (variant) => {
    const known = made.get(variant);
    if (known !== undefined) return known;
    const given = variant === 'schema' ? { ...options, schema: wireSchema } : options;
    const client = generate(`${name}-${variant}`, given).then((path) => load<ClientModule>(path));
    made.set(variant, client);
    return client;
  };
}

const shipped = clientsOf('wire', {});
const once = { unsupported: missing, extra: { retry: false } };

describe('the generated client', () => {
  runWireCases(shipped, deliberate, once);
  runDifferential(admin, shipped, snippets, sideBySide, once);
});

describe('with all features', () => {
  const all = clientsOf('wire-features', { settings: { features: ['all'] } });
  runWireCases(all, deliberate, { ...once, unsupported: missingAlways });
});

describe('with its defaults', () => {
  runDifferential(admin, shipped, snippets, withRetries, { unsupported: missing });
});

describe('generated from the older document', () => {
  const seed = clientsOf('wire-seed', {
    files: { 'seed.yml': seedDocument },
    settings: { openapi: 'seed.yml', target: 'instant' },
  });
  runWireCases(seed, deliberate, { ...once, unsupported: missingInSeed });
});
