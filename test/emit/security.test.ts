/** What an operation says of its credentials. */

import { expect, test } from 'vitest';
import { generate } from '../hostile/pipeline.js';

const oauth = { type: 'oauth2', flows: {} };
const key = { type: 'apiKey', in: 'header', name: 'x-key' };

test.each([
  ['scopes alone', [{}, { oauth: ['a'] }, { oauth: ['a', 'b'] }], 'security: [oAuth],'],
  ['a scheme', [{ oauth: ['a'] }, { key: [] }], 'alternatives: [[oAuth], [keyAuth]],'],
])('alternatives that differ in %s', async (_, security, want) => {
  const { files } = await generate({
    files: {
      'api.json': JSON.stringify({
        openapi: '3.0.3',
        info: { title: 'T', version: '1' },
        paths: { '/a': { get: { security, responses: { 204: { description: '' } } } } },
        components: { securitySchemes: { oauth, key } },
      }),
    },
    settings: { openapi: 'api.json', target: 'none' },
  });
  expect(files?.get('operations/a.ts')).toContain(want);
});
