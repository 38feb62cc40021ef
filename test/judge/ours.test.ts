import { afterAll, beforeAll } from 'vitest';

import { runWireCases } from './conformance.js';
import { fixture } from './env.js';
import { generate, load } from './generate.js';
import type { ClientModule } from './wire.js';
import { deliberate, missing } from './ours-differences.js';

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

runWireCases(
  (variant) => {
    const client = clients[variant];
    if (client === undefined) throw new Error(`No client ${variant}`);
    return Promise.resolve(client);
  },
  deliberate,
  { unsupported: missing, extra: { retry: false } },
);
