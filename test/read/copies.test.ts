/** Schemas of one name in several files: one type where all say the same, a name for each where they do not. */

import { expect, test } from 'vitest';
import { namesOf } from '../names/made.js';
import { codes, placeless, readFiles, schemasOf, type Answer } from './given.js';

const SERVICES = ['users', 'orders'] as const;

/** A document whose paths lie in a file for each service, with schemas of its own. */
function services(
  schemasIn: (service: string) => Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>> = {},
): Answer {
  const part = (name: string): unknown => ({
    paths: {
      [`/${name}`]: {
        get: {
          operationId: `get_${name}`,
          responses: { 400: answer({ $ref: '#/components/schemas/Problem' }) },
        },
      },
    },
    components: { schemas: schemasIn(name) },
  });
  const answer = (schema: unknown): unknown => ({
    description: '',
    content: { 'application/json': { schema } },
  });
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: Object.fromEntries(
      SERVICES.map((name) => [`/${name}`, { $ref: `${name}.json#/paths/~1${name}` }]),
    ),
    components: { schemas: own },
  };
  const files = SERVICES.map((name) => [`${name}.json`, JSON.stringify(part(name))] as const);
  return readFiles(
    { ...Object.fromEntries(files), 'api.json': JSON.stringify(document) },
    'api.json',
  );
}

const text = { type: 'string' };
const problem = (more: object = {}): unknown => ({
  type: 'object',
  required: ['message'],
  properties: { message: text, inner: { $ref: '#/components/schemas/Detail' }, ...more },
});
const detail = (more: object = {}): unknown => ({
  type: 'object',
  properties: { of: { $ref: '#/components/schemas/Problem' }, ...more },
});
const keys = (answer: Answer): readonly string[] =>
  (answer.api?.schemas ?? []).map(({ key }) => key);
const answered = ({ api }: Answer): unknown =>
  placeless(api?.operations.map(({ responses }) => responses[0]?.contents[0]?.schema));

test('copies are one type, also where they hold each other', () => {
  const answer = services((name) => ({
    Problem: { description: `What went wrong with ${name}.`, ...(problem() as object) },
    Detail: detail(),
  }));
  expect(codes(answer)).toEqual([]);
  expect(keys(answer)).toEqual(['Problem', 'Detail']);
  expect(answered(answer)).toEqual([
    { kind: 'ref', to: 'Problem' },
    { kind: 'ref', to: 'Problem' },
  ]);
});

test('copies whose properties stand in another order are one type', () => {
  const shuffled = { type: 'object', required: ['b'], properties: { b: text, a: text } };
  const answer = services((name) => ({
    Problem:
      name === 'users'
        ? shuffled
        : { type: 'object', properties: { a: text, b: text }, required: ['b'] },
  }));
  expect(keys(answer)).toEqual(['Problem']);
});

test('a copy of a component of the document is that one', () => {
  const answer = services(() => ({ Problem: problem(), Detail: detail() }), {
    Problem: problem(),
    Detail: detail(),
  });
  expect(keys(answer)).toEqual(['Problem', 'Detail']);
});

test('what differs is named after its file, and so is what holds it', () => {
  const answer = services((name) => ({
    Problem: problem(),
    Detail: detail({ [name]: text }),
  }));
  expect(keys(answer).toSorted()).toEqual([
    'orders_Detail',
    'orders_Problem',
    'users_Detail',
    'users_Problem',
  ]);
});

test('what the document says otherwise leaves none of the copies its name', () => {
  const answer = services(() => ({ Problem: problem(), Detail: detail() }), { Problem: text });
  expect(keys(answer).toSorted()).toEqual([
    'Problem',
    'orders_Detail',
    'orders_Problem',
    'users_Detail',
    'users_Problem',
  ]);
});

test('a union of copies is what they are copies of', () => {
  const answer = services(() => ({ Problem: problem(), Detail: detail() }), {
    Any: {
      title: 'Any of them',
      oneOf: SERVICES.map((name) => ({ $ref: `${name}.json#/components/schemas/Problem` })),
    },
    More: {
      anyOf: [
        ...SERVICES.map((name) => ({ $ref: `${name}.json#/components/schemas/Problem` })),
        { type: 'integer' },
      ],
    },
  });
  expect(schemasOf(answer)['Any']).toEqual({
    kind: 'ref',
    to: 'Problem',
    title: 'Any of them',
  });
  expect(schemasOf(answer)['More']).toEqual({
    kind: 'union',
    of: [
      { kind: 'ref', to: 'Problem' },
      { kind: 'number', integer: true },
    ],
  });
});

test('of components that stand for one schema, the one that is called as it is has it', () => {
  const schemas = {
    Animal: { $ref: 'other.json' },
    Beast: { $ref: 'pet.json' },
    Pet: { $ref: 'pet.json' },
  };
  const read = (order: readonly (keyof typeof schemas)[]): Answer =>
    readFiles(
      {
        'pet.json': JSON.stringify({ type: 'object', properties: { id: text } }),
        'other.json': JSON.stringify({ $ref: 'api.json#/components/schemas/Pet' }),
        'api.json': JSON.stringify({
          openapi: '3.1.0',
          info: { title: 'T', version: '1' },
          paths: {},
          components: { schemas: Object.fromEntries(order.map((key) => [key, schemas[key]])) },
        }),
      },
      'api.json',
    );
  const expected = {
    Animal: { kind: 'ref', to: 'Pet' },
    Beast: { kind: 'ref', to: 'Pet' },
    Pet: {
      kind: 'object',
      props: [{ key: 'id', required: false, schema: { kind: 'string' } }],
    },
  };
  expect(schemasOf(read(['Animal', 'Beast', 'Pet']))).toEqual(expected);
  expect(schemasOf(read(['Pet', 'Beast', 'Animal']))).toEqual(expected);
});

/** A document that answers with the `Pet` of any of these files. */
function petsOf(files: readonly string[]): string {
  const schema = { oneOf: files.map((file) => ({ $ref: `${file}#/components/schemas/Pet` })) };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses: { 200: { content: { 'text/json': { schema } } } } } } },
  });
}

test('those of files that are called alike are named after their folders', () => {
  const part = (name: string): unknown => ({
    components: { schemas: { Pet: { type: 'object', properties: { [name]: text } } } },
  });
  const files = ['v1/users/api.json', 'v1/orders/api.json', 'v2/orders/api.json', 'root.json'];
  const { api } = readFiles(
    {
      'api.json': petsOf(files),
      ...Object.fromEntries(files.map((file) => [file, JSON.stringify(part(file))])),
    },
    'api.json',
  );
  const at = (file: string): string => `${file}#/components/schemas/Pet`;
  expect(api?.schemas.map(({ key }) => key)).toEqual([
    at('v1/users/api'),
    at('v1/orders/api'),
    at('v2/orders/api'),
    'root_Pet',
  ]);
  const names = namesOf({ schemas: api?.schemas ?? [] });
  expect(api?.schemas.map(({ key }) => names.schema(key))).toEqual([
    'UsersPet',
    'V1OrdersPet',
    'V2OrdersPet',
    'RootPet',
  ]);
});

test('those of a folder above, which no name says, are named by all of their places', () => {
  const pet = (name: string): string =>
    JSON.stringify({ components: { schemas: { Pet: { properties: { [name]: text } } } } });
  const files = ['../u/api.json', 'u/api.json'];
  const { api } = readFiles(
    { 'in/api.json': petsOf(files), 'u/api.json': pet('a'), 'in/u/api.json': pet('b') },
    'in/api.json',
  );
  const names = namesOf({ schemas: api?.schemas ?? [] });
  const called = api?.schemas.map(({ key }) => names.schema(key)) ?? [];
  expect(new Set(called).size).toBe(2);
  for (const name of called) expect(name).toMatch(/^[A-Z]\w*Pet$/);
});
