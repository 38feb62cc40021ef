import * as admin from '@instantdb/admin';
import { afterAll, beforeAll, describe } from 'vitest';

import { runWireCases } from './conformance.js';
import { runDifferential } from './differential.js';
import { snippets } from './snippets/index.js';
import { fixture } from './env.js';
import { generate, load } from './generate.js';
import type { ClientModule } from './wire.js';
import { deliberate, missing, sideBySide } from './ours-differences.js';

const clients: Partial<Record<'schema' | 'open', ClientModule>> = {};

/** The schema of the recorded cases, as an app would have it. */
const schema = [
  "import { i } from '@instantdb/admin';",
  (JSON.parse(fixture('env.json')) as { schemaSource: string }).schemaSource
    .replace('export const makeSchema = (i) =>', 'const schema =')
    .concat(';'),
  'export default schema;',
].join('\n');

beforeAll(async () => {
  clients.schema = await load(await generate('wire-schema', { schema }));
  clients.open = await load(await generate('wire-open', {}));
});
afterAll(() => {
  delete clients.schema;
  delete clients.open;
});

const client = (variant: 'schema' | 'open'): Promise<ClientModule> => {
  const found = clients[variant];
  return found === undefined ? Promise.reject(new Error(variant)) : Promise.resolve(found);
};

describe('the generated client', () => {
  runWireCases(client, deliberate, { unsupported: missing, extra: { retry: false } });
  runDifferential(admin, client, snippets, sideBySide, {
    unsupported: missing,
    extra: { retry: false },
  });
});
