/** What is too long for a line is laid out as prettier would. */

import prettier from 'prettier';
import { expect, test } from 'vitest';
import { project } from '../command/run.js';
import { generate } from '../golden/case.js';

const NAMES = ['Diarized', 'Verbose', 'Plain', 'Short'].map(
  (name) => `TranscriptionResponseIn${name}Form`,
);
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const record = { type: 'object', properties: { a: { type: 'string' } } };
const some = (count: number) => ({ oneOf: NAMES.slice(0, count).map(ref) });
const inline = { type: 'array', items: record };

test.each([
  ['a union of two', some(2)],
  ['a union of three', some(3)],
  ['a union of four', some(4)],
  ['a union with lists of objects', { oneOf: [inline, ...some(2).oneOf] }],
  ['one object or null', { oneOf: [record, { type: 'null' }] }],
  ['a list of objects', inline],
  ['a list of unions', { type: 'array', items: some(3) }],
  ['a name', ref(NAMES[0] ?? '')],
])('%s in answers that are chosen, in events and in lines', async (_, schema) => {
  const media = ['text/event-stream', 'application/x-ndjson', 'application/json', 'text/csv'];
  const operation = (id: string, types: readonly string[]) => ({
    operationId: id,
    responses: {
      200: {
        description: '',
        content: Object.fromEntries(types.map((type) => [type, { schema }])),
      },
      400: { description: '', content: { 'text/csv': { schema } } },
    },
  });
  const { files } = await generate({
    name: 'layout',
    root: project({
      'api.json': JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'T', version: '1' },
        paths: {
          '/a': {
            get: operation('createTranscription', ['application/json', 'text/csv']),
            put: operation('put', media),
            post: operation('streamTheTranscription', media.slice(0, 1)),
            delete: operation('transcribeLines', media.slice(1, 2)),
          },
        },
        components: { schemas: Object.fromEntries(NAMES.map((name) => [name, record])) },
      }),
    }),
    options: { openapi: [{ source: 'api.json' }] },
  });
  const text = files.find(({ path }) => path === 'operations/a.ts')?.text ?? '';
  expect(text).toContain('accept:');
  expect(text).toBe(
    await prettier.format(text, { parser: 'typescript', singleQuote: true, printWidth: 100 }),
  );
});
