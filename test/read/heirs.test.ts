/** Parents and heirs that are told apart by a discriminator, in files of their own: they mean what they would in one. */

import { expect, test } from 'vitest';
import { codes, readFiles, schemasOf, type Answer } from './given.js';

const text = { type: 'string' };

interface Layout {
  /** Where a schema stands, for who refers to it from a schema. */
  readonly ref: (name: string) => string;
  readonly files: (schemas: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  readonly pet: string;
}

const LAYOUTS: Readonly<Record<string, Layout>> = {
  'in another document': {
    ref: (name) => `#/components/schemas/${name}`,
    files: (schemas) => ({ 'common.json': { components: { schemas } } }),
    pet: 'common.json#/components/schemas/Pet',
  },
  'below definitions': {
    ref: (name) => `#/definitions/${name}`,
    files: (definitions) => ({ 'common.json': { definitions } }),
    pet: 'common.json#/definitions/Pet',
  },
  'below $defs': {
    ref: (name) => `#/$defs/${name}`,
    files: ($defs) => ({ 'common.json': { $defs } }),
    pet: 'common.json#/$defs/Pet',
  },
  'in a file each, and a list of them in another document': {
    ref: (name) => `common.json#/components/schemas/${name}`,
    files: (all) => ({
      ...Object.fromEntries(Object.entries(all).map(([name, each]) => [`${name}.json`, each])),
      'common.json': {
        components: {
          schemas: Object.fromEntries(
            Object.keys(all).map((name) => [name, { $ref: `${name}.json` }]),
          ),
        },
      },
    }),
    pet: 'common.json#/components/schemas/Pet',
  },
  'in a file each': {
    ref: (name) => `${name}.json`,
    files: (all) =>
      Object.fromEntries(Object.entries(all).map(([name, each]) => [`${name}.json`, each])),
    pet: 'Pet.json',
  },
};

const heir = (base: string, own: string): unknown => ({
  allOf: [{ $ref: base }, { type: 'object', properties: { [own]: text } }],
});

function pets(ref: Layout['ref'], mapping: object | undefined): Readonly<Record<string, unknown>> {
  return {
    Pet: {
      type: 'object',
      required: ['kind'],
      properties: { kind: text },
      discriminator: { propertyName: 'kind', ...(mapping && { mapping }) },
    },
    Cat: heir(ref('Pet'), 'claws'),
    Lion: heir(ref('Cat'), 'mane'),
    Dog: heir(ref('Pet'), 'tail'),
    Alone: { type: 'object', properties: { a: text } },
  };
}

function read(pet: string, files: Readonly<Record<string, unknown>>): Answer {
  const Owner = { type: 'object', properties: { pet: { $ref: pet } } };
  const root = { openapi: '3.1.0', components: { schemas: { Owner } } };
  const all = Object.entries({ 'api.json': root, ...files });
  return readFiles(
    Object.fromEntries(all.map(([name, each]) => [name, JSON.stringify(each)])),
    'api.json',
  );
}

test.each(Object.entries(LAYOUTS))('heirs that are mapped, %s', (_, { ref, files, pet }) => {
  const answer = read(
    pet,
    files(pets(ref, { cat: ref('Cat'), lion: ref('Lion'), dog: ref('Dog') })),
  );
  expect(codes(answer)).toEqual([]);
  expect(Object.keys(schemasOf(answer))).toEqual(['Owner', 'Pet', 'Cat', 'Lion', 'Dog']);
  expect(schemasOf(answer)['Pet']).toMatchObject({ kind: 'union' });
  expect(schemasOf(answer)['Lion']).toMatchObject({
    props: [
      { key: 'kind', schema: { kind: 'literal', values: ['lion'] } },
      { key: 'claws' },
      { key: 'mane' },
    ],
  });
});

test.each(Object.entries(LAYOUTS).slice(0, 3))(
  'heirs that stand beside their parent, %s',
  (_, { ref, files, pet }) => {
    const answer = read(pet, files(pets(ref, undefined)));
    expect(codes(answer)).toEqual([]);
    expect(Object.keys(schemasOf(answer))).toEqual(['Owner', 'Pet', 'Cat', 'Lion', 'Dog']);
    expect(schemasOf(answer)['Cat']).toMatchObject({ kind: 'union' });
  },
);
