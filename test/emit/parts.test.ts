/** Bodies in two media types whose parts are called the same, and are not written the same. */

import { expect, test } from 'vitest';
import { generate } from '../hostile/pipeline.js';

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';
const properties = { tags: { type: 'array', items: { type: 'string' } }, note: { type: 'string' } };

async function emitted(encodings: Readonly<Record<string, object>>): Promise<string> {
  const content = Object.fromEntries(
    Object.entries(encodings).map(([type, encoding]) => [
      type,
      { schema: { type: 'object', properties }, encoding },
    ]),
  );
  const api = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    paths: { '/x': { post: { operationId: 'send', requestBody: { content } } } },
  };
  const { files } = await generate({
    files: { 'api.json': JSON.stringify(api) },
    settings: { openapi: 'api.json', schema: false, runtime: 'package' },
  });
  return [...(files ?? new Map<string, string>()).values()].join('\n');
}
const styled = { style: 'form', explode: false };

test.each<[string, object, object]>([
  ['a style that only one has', { tags: styled }, { note: { style: 'form' } }],
  ['two styles', { tags: styled }, { tags: { style: 'pipeDelimited', explode: false } }],
  ['a style of the second', {}, { tags: { style: 'spaceDelimited', explode: false } }],
])('%s: a table for each', async (_, form, multipart) => {
  const text = await emitted({ [FORM]: form, [MULTIPART]: multipart });
  expect(text).toContain('write: [bodyWithParts],');
  expect(text).toContain('partsByType: {');
  expect(text).not.toContain(' parts: {');
});

test.each<[string, object, object]>([
  ['the same style', { tags: styled }, { tags: styled }],
  ['what the other does not read', { tags: styled }, { note: { contentType: 'text/markdown' } }],
  ['nothing', {}, {}],
])('%s: one table', async (_, form, multipart) => {
  const text = await emitted({ [FORM]: form, [MULTIPART]: multipart });
  expect(text).toContain('write: [bodyByType],');
  expect(text).not.toContain('partsByType');
});

test('two kinds of multipart have media types of their own', async () => {
  const text = await emitted({
    [MULTIPART]: { note: { contentType: 'text/markdown' } },
    'multipart/mixed': { note: { contentType: 'text/csv' } },
  });
  expect(text).toContain(`  partsByType: {
    'multipart/form-data': {
      note: { contentType: 'text/markdown' },
    },
    'multipart/mixed': {
      note: { contentType: 'text/csv' },
    },
  },`);
});
