/** Documents by chance: each becomes a client that compiles. */

import { expect, test } from 'vitest';
import { compile, EMITTED } from '../golden/compile.js';
import { generate } from './pipeline.js';
import { randomDocument } from './random-document.js';

/** `RANDOM_SEED` and `RANDOM_DOCUMENTS` ask for others, and for more. */
const seed = Number(process.env['RANDOM_SEED'] ?? 41);
const count = Number(process.env['RANDOM_DOCUMENTS'] ?? 40);

test(`documents ${seed} to ${seed + count - 1}`, { timeout: 60_000 + count * 5000 }, async () => {
  const files = new Map<string, string>();
  for (let each = seed; each < seed + count; each++) {
    const document = JSON.stringify(randomDocument(each), null, 1);
    const outcome = await generate({
      files: { 'api.json': document },
      settings: { openapi: 'api.json', schema: false, runtime: 'copy' },
    });
    const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors, `document ${each}`).toEqual([]);
    const paths = [...(outcome.files?.keys() ?? [])];
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    for (const [path, text] of outcome.files ?? []) files.set(`${each}/${path}`, text);
  }
  expect(files.size).toBeGreaterThan(count * 10);
  expect(compile(files).map((each) => each.replace(EMITTED, ''))).toEqual([]);
});

test('lists of what is no more than a list', async () => {
  const list = { type: 'array', items: {} };
  const schemas = {
    One: { type: 'array', items: { oneOf: [list] } },
    Same: { type: 'array', items: { anyOf: [list, list] } },
    Part: { type: 'array', items: { allOf: [{ $ref: '#/components/schemas/ListOrText' }, list] } },
    ListOrText: { oneOf: [list, { type: 'string' }] },
  };
  const paths = Object.keys(schemas).map((each) => {
    const schema = { $ref: `#/components/schemas/${each}` };
    const requestBody = { content: { 'application/json': { schema } } };
    return [`/${each}`, { post: { requestBody, responses: { 204: { description: 'x' } } } }];
  });
  const document = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: Object.fromEntries(paths) as unknown,
    components: { schemas },
  };
  const { files } = await generate({
    files: { 'api.json': JSON.stringify(document) },
    settings: { openapi: 'api.json', schema: false, runtime: 'copy' },
  });
  expect(compile(files ?? new Map())).toEqual([]);
  const types = files?.get('types.ts') ?? '';
  expect(types.match(/= readonly \(readonly unknown\[\]\)\[\];/g)).toHaveLength(3);
});
