/** Whether the data of events is read as JSON: where it may be anything but text. */

import { expect, test } from 'vitest';
import { project } from '../command/run.js';
import { generate } from '../golden/case.js';

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const SCHEMAS = {
  Word: { type: 'string', minLength: 1 },
  Mood: { enum: ['good', 'bad'] },
  Count: { type: 'integer' },
};

async function readerOf(media: object): Promise<string | undefined> {
  const { files } = await generate({
    name: 'events',
    root: project({
      'api.json': JSON.stringify({
        openapi: '3.2.0',
        info: { title: 'T', version: '1' },
        paths: {
          '/a': {
            get: {
              operationId: 'watch',
              responses: { 200: { description: '', content: { 'text/event-stream': media } } },
            },
          },
        },
        components: { schemas: SCHEMAS },
      }),
    }),
    options: { openapi: [{ source: 'api.json' }] },
  });
  const text = files.find(({ path }) => path === 'operations/a.ts')?.text ?? '';
  return /read: (\w+)/.exec(text)?.[1];
}

const eventOf = (data: object): object => ({
  type: 'object',
  required: ['data'],
  properties: { data, event: { type: 'string' } },
});

test.each([
  ['text', { type: 'string' }, 'eventResult'],
  ['text with a name', ref('Word'), 'eventResult'],
  ['text of one or another kind', { anyOf: [ref('Mood'), { type: 'string' }] }, 'eventResult'],
  ['a number with a name', ref('Count'), 'jsonEventResult'],
  ['text or a number', { oneOf: [ref('Word'), ref('Count')] }, 'jsonEventResult'],
])('%s', async (_, data, reader) => {
  expect(await readerOf({ itemSchema: eventOf(data) })).toBe(reader);
  expect(await readerOf({ schema: data })).toBe(reader);
});
