/** Schemas that hold each other, in each way that could be followed without end. */

import { expect, test } from 'vitest';
import { generate } from './pipeline.js';

type Write = (own: number, all: readonly number[]) => unknown;

const to = (index: number): unknown => ({ $ref: `#/components/schemas/U${index}` });
const others = (own: number, all: readonly number[]): readonly number[] =>
  all.filter((each) => each !== own);
const having = (key: string): unknown => ({
  type: 'object',
  properties: { [key]: { type: 'string' } },
});
/** What a schema that is made of the one before it begins with. */
const before = (own: number, of: unknown): unknown => (own === 0 ? having('a') : of);

const WAYS: Readonly<Record<string, Write>> = {
  'unions of each other': (own, all) => ({
    oneOf: [...others(own, all).map(to), having(`p${own}`)],
  }),
  'unions and lists of each other': (own, all) => ({
    anyOf: [
      ...all.map((each) => (each % 2 === 0 ? { type: 'array', items: to(each) } : to(each))),
      { type: 'string' },
    ],
  }),
  'unions of each other and more': (own, all) => ({
    allOf: [{ oneOf: others(own, all).map(to) }, having(`p${own}`)],
  }),
  'two unions of all before': (own, all) => ({
    allOf: ['a', 'b'].map((key) => ({
      oneOf: [...all.filter((each) => each < own).map(to), having(key)],
    })),
  }),
  'the one before, and it with more': (own) =>
    before(own, {
      oneOf: [
        to(own - 1),
        { type: 'array', items: to(own - 1) },
        { allOf: [to(own - 1), having(`b${own}`)] },
      ],
    }),
  'a property of all others': (own, all) => ({
    type: 'object',
    properties: { p: { allOf: others(own, all).map(to) }, q: { type: 'string' } },
  }),
  'properties of all, with more': (own, all) => ({
    type: 'object',
    properties: Object.fromEntries(
      all.map((each) => [
        `x${each}`,
        { allOf: [to(each), { type: 'object', properties: { z: to(own) } }] },
      ]),
    ),
  }),
};

test.each(Object.entries(WAYS))('%s', async (way, write) => {
  const all = Array.from({ length: 10 }, (_each, index) => index);
  const schema = to(9);
  const body = { content: { 'application/json': { schema } } };
  const stream = { description: 'x', content: { 'text/event-stream': { schema } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/a': {
        post: {
          operationId: 'a',
          parameters: [
            { name: 'q', in: 'query', schema },
            { name: 'd', in: 'query', style: 'deepObject', explode: true, schema },
            { name: 'h', in: 'header', schema },
          ],
          requestBody: {
            content: {
              'application/json': { schema: { allOf: [schema, having('z')] } },
              'multipart/form-data': { schema },
              'application/x-www-form-urlencoded': { schema },
            },
          },
          responses: { 200: stream, 400: stream, 404: { description: 'x', ...body } },
        },
      },
    },
    components: {
      schemas: Object.fromEntries(all.map((own) => [`U${own}`, write(own, all)])),
    },
  };
  const { files, diagnostics } = await generate({
    files: { 'api.json': JSON.stringify(document) },
    settings: { openapi: 'api.json' },
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const types = files?.get('types.ts') ?? '';
  expect(types).toContain('U9');
  // What is merged has all that it is made of, once.
  expect(types.length).toBeLessThan(way.startsWith('properties') ? 2_000_000 : 100_000);
});
