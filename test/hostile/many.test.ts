/** Thousands of what a document has a few of: the time grows as their number does. */

import { expect, test } from 'vitest';
import { generate } from './pipeline.js';

const each = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const keyed = (count: number, make: (index: number) => readonly [string, unknown]): unknown =>
  Object.fromEntries(each(count, make));
const to = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });
const having = (key: string): object => ({ type: 'object', properties: { [key]: TEXT } });
const TEXT = { type: 'string' };

/** An operation at a path, and a document with these schemas, of which `Root` is what it answers. */
const at = (path: string): unknown => ({ paths: { [path]: { get: { responses: {} } } } });
const withSchemas = (schemas: unknown): unknown => ({
  paths: {
    '/a': {
      get: {
        responses: {
          200: { description: 'D', content: { 'application/json': { schema: to('Root') } } },
        },
      },
    },
  },
  components: { schemas },
});
const texts = (count: number, from: number): unknown => ({
  type: 'string',
  enum: each(count, (index) => `v${index + from}`),
});

const CASES: Readonly<Record<string, () => unknown>> = {
  'parameters of a path that nothing declares': () =>
    at(each(4000, (index) => `/{a${index}}`).join('')),
  'parameters in a query that nothing declares': () =>
    at(`/a?${each(4000, (index) => `a${index}={b${index}}`).join('&')}`),
  'names that are required and no property': () =>
    withSchemas({
      Root: {
        type: 'object',
        properties: keyed(4000, (index) => [`property${index}`, TEXT]),
        required: each(8000, (index) => `required${index}`),
      },
    }),
  'values of two lists that are one': () =>
    withSchemas({ Root: { allOf: [texts(20_000, 0), texts(20_000, 5)] } }),
  'unions and lists of all others': () =>
    withSchemas({
      Root: { anyOf: [to('S0'), TEXT] },
      ...(keyed(40, (own) => [
        `S${own}`,
        {
          anyOf: [
            ...each(40, (other) =>
              other % 2 === 0 ? { type: 'array', items: to(`S${other}`) } : to(`S${other}`),
            ),
            TEXT,
          ],
        },
      ]) as object),
    }),
  'heirs of heirs': () =>
    withSchemas({
      Root: {
        ...having('k'),
        required: ['k'],
        discriminator: { propertyName: 'k' },
      },
      ...(keyed(300, (index) => [
        `S${index}`,
        {
          discriminator: { propertyName: 'k' },
          allOf: [to(index === 0 ? 'Root' : `S${index - 1}`), having(`p${index}`)],
        },
      ]) as object),
    }),
};

/** Of the processor: several times what each takes, and a part of what steps for each pair would. */
const SECONDS = 6;

test.each(Object.entries(CASES))('%s', async (_, make) => {
  const document = { openapi: '3.1.0', info: { title: 't', version: '1' }, ...(make() as object) };
  const before = process.cpuUsage();
  const { files } = await generate({
    files: { 'api.json': JSON.stringify(document) },
    settings: { openapi: 'api.json' },
  });
  const { user } = process.cpuUsage(before);
  expect(files).toBeDefined();
  expect(user / 1e6).toBeLessThan(SECONDS);
});
