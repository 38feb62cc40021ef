/** Media types of which every value is a file are bytes, whatever model a document gives them. */

import { expect, test } from 'vitest';
import { project } from '../command/run.js';
import { generate } from '../golden/case.js';

const FREE = '{ type: object }';
const ORDER = '{ type: object, properties: { id: { type: string } } }';
const answer = (content: string): Promise<string> =>
  generate({
    name: 'files',
    root: project({
      'api.yaml': `openapi: 3.0.1
info: { title: T, version: '1' }
paths:
  /a: { get: { operationId: get, responses: { '200': { description: ok, content: { ${content} } } } } }
`,
    }),
    options: { openapi: [{ source: 'api.yaml' }] },
  }).then(
    ({ files }) =>
      /type GetResponse = (.*);/.exec(
        files.find(({ path }) => path === 'operations/a.ts')?.text ?? '',
      )?.[1] ?? '',
  );

test.each([
  [`application/pdf: { schema: ${FREE} }`, 'WebBlob'],
  [`application/pdf: { schema: ${ORDER} }`, 'WebBlob'],
  [`application/octet-stream: { schema: ${FREE} }`, 'WebBlob'],
  [
    `application/json: { schema: ${FREE} }, application/pdf: { schema: ${FREE} }`,
    '{ [key: string]: unknown } | WebBlob',
  ],
  [`application/vnd.example.order: { schema: ${FREE} }`, '{ [key: string]: unknown }'],
])('%s is %s', async (content, type) => {
  expect(await answer(content)).toBe(type);
});

test('what has members in bytes of any kind is JSON', async () => {
  expect(await answer(`application/octet-stream: { schema: ${ORDER} }`)).not.toContain('WebBlob');
});
