import { expect, test } from 'vitest';
import { codes, readData, schemasOf, withSchemas } from './given.js';

const string = { kind: 'string' };
const integer = { kind: 'number', integer: true };
const nothing = { kind: 'null' } as const;
const ref = (to: string): unknown => ({ kind: 'ref', to });
const to = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });
const prop = (key: string, schema: unknown, required = false): unknown => ({
  key,
  required,
  schema,
});
const object = (...props: unknown[]): unknown => ({ kind: 'object', props });
const literal = (...values: unknown[]): unknown => ({ kind: 'literal', values });

const base = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, note: { type: 'string' } },
};

test.each<[string, unknown, unknown]>([
  [
    'a base and more',
    {
      allOf: [
        to('Base'),
        { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
      ],
    },
    object(prop('id', string, true), prop('note', string), prop('n', integer, true)),
  ],
  [
    'required over a base',
    { allOf: [to('Base'), { required: ['note'] }] },
    object(prop('id', string, true), prop('note', string, true)),
  ],
  [
    'siblings of allOf',
    { type: 'object', properties: { n: { type: 'integer' } }, allOf: [to('Base')] },
    object(prop('id', string, true), prop('note', string), prop('n', integer)),
  ],
  [
    'a reference with documentation',
    { allOf: [to('Base')], description: 'D' },
    { ...Object(ref('Base')), doc: 'D' },
  ],
  ['a reference and type: object', { type: 'object', allOf: [to('Base')] }, ref('Base')],
  [
    'a nullable reference',
    { allOf: [to('Base')], nullable: true },
    { kind: 'union', of: [ref('Base'), nothing] },
  ],
  ['narrowed values', { allOf: [{ enum: ['a', 'b'] }, { enum: ['b', 'c'] }] }, literal('b')],
  ['values and a type', { type: 'string', allOf: [{ enum: ['a', 1] }] }, literal('a')],
  [
    'siblings of oneOf',
    {
      type: 'object',
      properties: { n: { type: 'integer' } },
      oneOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: { type: 'string' } } }],
    },
    {
      kind: 'union',
      of: [
        object(prop('n', integer), prop('a', string)),
        object(prop('n', integer), prop('b', string)),
      ],
    },
  ],
  [
    'one of several required',
    { ...base, anyOf: [{ required: ['note'] }, { required: ['id'] }] },
    {
      kind: 'union',
      of: [
        object(prop('id', string, true), prop('note', string, true)),
        object(prop('id', string, true), prop('note', string)),
      ],
    },
  ],
  [
    'type: object beside oneOf',
    { type: 'object', oneOf: [to('Base'), to('Other')] },
    { kind: 'union', of: [ref('Base'), ref('Other')] },
  ],
  [
    'allOf over a union',
    { allOf: [{ oneOf: [to('Base'), to('Other')] }, { properties: { n: { type: 'integer' } } }] },
    {
      kind: 'union',
      of: [
        object(prop('id', string, true), prop('note', string), prop('n', integer)),
        object(prop('o', string), prop('n', integer)),
      ],
    },
  ],
  [
    'a property described again',
    {
      allOf: [
        to('Base'),
        { properties: { note: { type: 'string', description: 'D', maxLength: 3 } } },
      ],
    },
    object(prop('id', string, true), prop('note', { ...string, doc: 'D', maxLength: 3 })),
  ],
  [
    'a property that holds the schema and more',
    {
      type: 'object',
      properties: { up: { allOf: [to('S'), { properties: { x: { type: 'string' } } }] } },
    },
    object(prop('up', { kind: 'all', of: [ref('S'), object(prop('x', string))] })),
  ],
])('%s', (_, given, want) => {
  const answer = readData(
    withSchemas({
      S: given,
      Base: base,
      Other: { type: 'object', properties: { o: { type: 'string' } } },
    }),
  );
  expect(codes(answer)).toEqual([]);
  expect(schemasOf(answer)['S']).toEqual(want);
});

const number = { kind: 'number', integer: false };

test.each<[string, object[], unknown]>([
  [
    'the items of two tuples, the longer of which counts',
    [{ prefixItems: [{ type: 'string' }] }, { prefixItems: [true, { type: 'number' }] }],
    { kind: 'tuple', items: [{ kind: 'string' }, number], required: 2 },
  ],
  [
    'a list, and what its first items are',
    [{ type: 'array', items: { type: 'number' }, minItems: 2 }, { prefixItems: [{ minimum: 0 }] }],
    { kind: 'tuple', items: [number], required: 1, rest: number },
  ],
  [
    'a list of anything, and what its items are',
    [{ prefixItems: [{ type: 'string' }], items: { type: 'number' } }, { type: 'array' }],
    { kind: 'tuple', items: [{ kind: 'string' }], required: 1, rest: number },
  ],
])('lists are joined item by item: %s', (_, allOf, want) => {
  const answer = readData(withSchemas({ S: { allOf }, T: { allOf: allOf.toReversed() } }));
  expect(codes(answer)).toEqual([]);
  const { S, T } = schemasOf(answer);
  expect(S).toEqual(want);
  expect(T).toEqual(want);
});

test('parts that contradict each other are said, and the last counts', () => {
  const answer = readData(
    withSchemas({
      A: { allOf: [{ type: 'string' }, { type: 'integer' }] },
      B: {
        allOf: [
          { properties: { x: { type: 'string' } } },
          { properties: { x: { type: 'integer' } } },
        ],
      },
      C: { type: 'array', items: { allOf: [{ type: 'string' }, { type: 'integer' }] } },
    }),
  );
  expect(codes(answer)).toEqual([
    'warning openapi-allof-contradiction',
    'warning openapi-allof-contradiction',
    'warning openapi-allof-contradiction',
  ]);
  expect(
    answer.diagnostics.map(({ message }) => /^[^,]* contradict|^[^,]* twice/.exec(message)?.[0]),
  ).toEqual([
    'The parts of the schema "A" contradict',
    'The property "x" in the schema "B" is described twice',
    'The parts of a schema in "C" contradict',
  ]);
  expect(schemasOf(answer)).toEqual({
    A: integer,
    B: object(prop('x', integer)),
    C: { kind: 'array', items: integer },
  });
});

test('an enum that allOf gives other values has those of both', () => {
  const answer = readData(
    withSchemas({
      Place: { type: 'string', enum: ['host', 'domain'] },
      Added: { allOf: [to('Place'), { type: 'string', enum: ['peer'] }] },
      Narrowed: { allOf: [to('Place'), { type: 'string', enum: ['host'] }] },
      Constants: { allOf: [{ const: 'a' }, { const: 'b' }] },
    }),
  );
  expect(answer.diagnostics.map(({ message }) => message.split('; ')[1])).toEqual([
    'the values of both lists count.',
    'the last part counts.',
  ]);
  expect(schemasOf(answer)).toMatchObject({
    Added: { kind: 'literal', values: ['host', 'domain', 'peer'] },
    Narrowed: { kind: 'literal', values: ['host'] },
    Constants: { kind: 'literal', values: ['b'] },
  });
});

test('allOf in a circle is cut', () => {
  const answer = readData(
    withSchemas({
      A: { allOf: [to('B'), { properties: { a: { type: 'string' } } }] },
      B: { allOf: [to('A'), { properties: { b: { type: 'string' } } }] },
    }),
  );
  expect(new Set(codes(answer))).toEqual(new Set(['warning openapi-allof-circular']));
  expect(schemasOf(answer)['A']).toMatchObject({ kind: 'object' });
});

test('what holds itself is merged with another of its kind once', () => {
  const answer = readData(
    withSchemas({
      A: { oneOf: [{ type: 'string' }, { type: 'array', items: to('A') }] },
      B: { oneOf: [{ type: 'integer' }, { type: 'string' }, { type: 'array', items: to('B') }] },
      C: { allOf: [{ properties: { x: to('A') } }, { properties: { x: to('B') } }] },
      D: { oneOf: [{ type: 'integer' }, to('D')] },
      E: { allOf: [{ properties: { x: to('D') } }, { properties: { x: { type: 'number' } } }] },
    }),
  );
  expect(codes(answer)).toEqual([]);
  const items = { kind: 'all', of: [ref('A'), ref('B')] };
  expect(schemasOf(answer)).toMatchObject({
    C: object(prop('x', { kind: 'union', of: [string, { kind: 'array', items }] })),
    E: object(prop('x', integer)),
  });
});

const cat = { type: 'object', properties: { kind: { type: 'string' }, meow: { type: 'string' } } };
const dog = { type: 'object', properties: { bark: { type: 'string' } } };

test('a discriminator makes its members tell themselves apart', () => {
  const answer = readData(
    withSchemas({
      Pet: {
        oneOf: [to('Cat'), to('Dog')],
        discriminator: {
          propertyName: 'kind',
          mapping: { cat: '#/components/schemas/Cat', tom: 'Cat' },
        },
      },
      Cat: cat,
      Dog: dog,
    }),
  );
  expect(codes(answer)).toEqual([]);
  expect(schemasOf(answer)).toEqual({
    Pet: {
      kind: 'union',
      of: [ref('Cat'), ref('Dog')],
      discriminator: {
        property: 'kind',
        mapping: [
          { value: 'cat', to: 'Cat' },
          { value: 'tom', to: 'Cat' },
          { value: 'Dog', to: 'Dog' },
        ],
      },
    },
    Cat: object(prop('kind', literal('cat', 'tom'), true), prop('meow', string)),
    Dog: object(prop('bark', string), prop('kind', literal('Dog'), true)),
  });
});

test('what a member says of its tag by values stands', () => {
  const answer = readData(
    withSchemas({
      Pet: { oneOf: [to('Cat'), to('Dog')], discriminator: { propertyName: 'kind' } },
      Cat: { type: 'object', properties: { kind: { const: 'cat' } } },
      Dog: { type: 'object', properties: { kind: { enum: ['dog'] } }, required: ['kind'] },
    }),
  );
  const schemas = schemasOf(answer);
  expect(schemas['Cat']).toEqual(object(prop('kind', literal('cat'), true)));
  expect(schemas['Dog']).toEqual(object(prop('kind', literal('dog'), true)));
  expect(schemas['Pet']).toMatchObject({
    discriminator: {
      mapping: [
        { value: 'cat', to: 'Cat' },
        { value: 'dog', to: 'Dog' },
      ],
    },
  });
});

test('heirs of a parent with a discriminator carry its tag, each its own', () => {
  const answer = readData(
    withSchemas({
      Pet: {
        type: 'object',
        properties: { kind: { type: 'string' } },
        discriminator: { propertyName: 'kind', mapping: { cat: 'Cat' } },
      },
      Cat: { allOf: [to('Pet'), { properties: { meow: { type: 'string' } } }] },
      Kitten: { allOf: [to('Cat'), { properties: { age: { type: 'integer' } } }] },
    }),
  );
  expect(schemasOf(answer)).toEqual({
    // Whoever has a pet has one of the heirs, and so on.
    Pet: ref('Cat'),
    Cat: {
      kind: 'union',
      of: [ref('Kitten'), object(prop('kind', literal('cat'), true), prop('meow', string))],
    },
    Kitten: object(
      prop('kind', literal('Kitten'), true),
      prop('meow', string),
      prop('age', integer),
    ),
  });
});

test.each(['x-ms-discriminator-value', 'x-discriminator-value'])(
  'an heir says its tag by %s',
  (key) => {
    const answer = readData(
      withSchemas({
        Pet: {
          type: 'object',
          properties: { kind: { type: 'string' } },
          discriminator: { propertyName: 'kind' },
        },
        Cat: { [key]: 'felis', allOf: [to('Pet'), { properties: { meow: { type: 'string' } } }] },
      }),
    );
    expect(schemasOf(answer)['Cat']).toEqual(
      object(prop('kind', literal('felis'), true), prop('meow', string)),
    );
  },
);

test('a parent is itself where its tag has a value for it', () => {
  const answer = readData(
    withSchemas({
      Pet: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { type: 'string', enum: ['cat', 'other'] } },
        discriminator: { propertyName: 'kind', mapping: { cat: 'Cat' } },
      },
      Cat: { allOf: [to('Pet'), { properties: { meow: { type: 'string' } } }] },
      // No value of the tag is called so: it is told apart as what it descends from.
      Kitten: { allOf: [to('Cat'), { properties: { age: { type: 'integer' } } }] },
    }),
  );
  expect(codes(answer)).toEqual([]);
  const { Pet, Kitten } = schemasOf(answer);
  expect(Pet).toEqual({
    kind: 'union',
    of: [ref('Cat'), object(prop('kind', literal('other'), true))],
  });
  expect(Kitten).toEqual(
    object(prop('kind', literal('cat'), true), prop('meow', string), prop('age', integer)),
  );
});

test('heirs that are parents themselves stand for their own heirs', () => {
  const parent = (...more: readonly unknown[]): unknown => ({
    allOf: [...more, { type: 'object', properties: { t: { type: 'string' } } }],
    discriminator: { propertyName: 't' },
  });
  const answer = readData(
    withSchemas({
      Top: {
        type: 'object',
        properties: { t: { type: 'string' } },
        discriminator: { propertyName: 't' },
      },
      Middle: parent(to('Top')),
      Low: { allOf: [to('Middle'), { properties: { x: { type: 'string' } } }] },
    }),
  );
  const { Top, Middle, Low } = schemasOf(answer);
  expect(Middle).toEqual({
    kind: 'union',
    of: [ref('Low'), object(prop('t', literal('Middle'), true))],
  });
  expect(Top).toEqual(ref('Middle'));
  expect(Low).toEqual(object(prop('t', literal('Low'), true), prop('x', string)));
});

test('the keys of a mapping are texts, the tags what the property is', () => {
  const version = (more: object): unknown => ({
    type: 'object',
    properties: { v: { type: 'integer', ...more } },
  });
  const answer = readData(
    withSchemas({
      Any: {
        oneOf: [to('One'), to('Two')],
        discriminator: { propertyName: 'v', mapping: { 1: 'One', 2: 'Two' } },
      },
      One: version({ enum: [1] }),
      Two: version({}),
    }),
  );
  const { One, Two } = schemasOf(answer);
  expect(One).toEqual(object(prop('v', literal(1), true)));
  expect(Two).toEqual(object(prop('v', literal(2), true)));
});

test('a parent that lists its own heirs', () => {
  const schemas = {
    Pet: {
      type: 'object',
      properties: { kind: { type: 'string' }, name: { type: 'string' } },
      oneOf: [to('Cat'), to('Dog')],
      discriminator: { propertyName: 'kind' },
    },
    Cat: { allOf: [to('Pet'), { properties: { meow: { type: 'string' } } }] },
    Dog: { allOf: [to('Pet'), { properties: { bark: { type: 'string' } } }] },
  };
  const { Pet, ...heirs } = schemas;
  for (const ordered of [schemas, { ...heirs, Pet }]) {
    const answer = readData(withSchemas(ordered));
    expect(codes(answer)).toEqual([]);
    const read = schemasOf(answer);
    expect(read['Pet']).toMatchObject({ kind: 'union', of: [ref('Cat'), ref('Dog')] });
    expect(read['Cat']).toEqual(
      object(prop('kind', literal('Cat'), true), prop('name', string), prop('meow', string)),
    );
  }
});

test.each(['Cow', '#/components/schemas/Cow', '#/$defs/Cow'])(
  'a mapping that leads nowhere is said once and left out: %s',
  (cow) => {
    const answer = readData(
      withSchemas({
        Pet: {
          oneOf: [to('Cat'), to('Dog')],
          discriminator: { propertyName: 'kind', mapping: { cow } },
        },
        Cat: cat,
        Dog: dog,
      }),
    );
    expect(codes(answer)).toEqual(['warning openapi-discriminator-mapping']);
  },
);

test('members of a union that have all that stands beside it stay what they are called', () => {
  const ref = (to: string): unknown => ({ $ref: `#/components/schemas/${to}` });
  const pet = (properties: object, required: readonly string[]): unknown => ({
    type: 'object',
    required,
    properties,
  });
  const kind = { type: 'string' };
  const answer = readData(
    withSchemas({
      Cat: pet({ kind: { const: 'Cat' }, id: { type: 'integer' } }, ['kind', 'id']),
      Dog: pet({ kind, id: { type: 'integer' } }, ['id']),
      // Not required here.
      Eel: pet({ kind: { const: 'Eel' }, id: { type: 'integer' } }, ['kind']),
      Pet: {
        type: 'object',
        required: ['kind', 'id'],
        properties: { kind, id: { type: 'integer' } },
        discriminator: { propertyName: 'kind' },
        oneOf: [ref('Cat'), ref('Dog')],
      },
      Any: {
        type: 'object',
        required: ['kind', 'id'],
        anyOf: [ref('Cat'), ref('Eel')],
      },
    }),
  );
  const { Pet, Any } = schemasOf(answer);
  expect(Pet).toMatchObject({
    kind: 'union',
    of: [
      { kind: 'ref', to: 'Cat' },
      { kind: 'ref', to: 'Dog' },
    ],
    discriminator: { property: 'kind' },
  });
  expect(Any).toMatchObject({
    of: [
      { kind: 'ref', to: 'Cat' },
      { kind: 'object', props: [{ key: 'kind' }, { key: 'id', required: true }] },
    ],
  });
});

test('an object of which nothing is said but that it may be null is null beside a reference', () => {
  const Pet = { type: 'object', properties: { a: { type: 'string' } } };
  const ref = { $ref: '#/components/schemas/Pet' };
  const read = (other: object): unknown =>
    schemasOf(readData(withSchemas({ Pet, S: { anyOf: [ref, other] } }, '3.0.3')))['S'];
  const either = { kind: 'union', of: [{ kind: 'ref', to: 'Pet' }, { kind: 'null' }] };
  expect(read({ type: 'object', nullable: true })).toEqual(either);
  expect(read({ type: 'object', nullable: true, properties: {} })).not.toEqual(either);
  expect(read({ type: 'object' })).not.toEqual(either);
});

test('a member that says nothing but nullable is null, as zod writes it in 3.0', () => {
  const pet = { $ref: '#/components/schemas/Pet' };
  const read = (...oneOf: object[]): unknown => {
    const answer = readData(withSchemas({ Pet: { type: 'object' }, S: { oneOf } }, '3.0.3'));
    return [schemasOf(answer)['S'], codes(answer)];
  };
  const number = { kind: 'number', integer: false };
  const either = { kind: 'union', of: [ref('Pet'), number, nothing] };
  expect(read(pet, { type: 'number' }, { nullable: true })).toEqual([either, []]);
  expect(read({ type: 'string' }, { nullable: true, description: 'none' })).toEqual([
    { kind: 'union', of: [string, { ...nothing, doc: 'none' }] },
    [],
  ]);
  // Alone it says of anything that it may be null, too.
  expect(read({ nullable: true })).toEqual([{ kind: 'unknown' }, []]);
  expect(read(pet, { nullable: true, minLength: 1 })).not.toEqual([
    { kind: 'union', of: [ref('Pet'), nothing] },
    [],
  ]);
});

test('what a discriminator maps to is found by its name where its reference leads nowhere', () => {
  const pet = { type: 'object', properties: { kind: { type: 'string' } }, required: ['kind'] };
  const refs = ['Cat', 'Dog', 'Cow'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const known = { cat: '#/definitions/Cat', dog: './Dog.yaml', cow: 'schemas/Cow' };
  // Speakeasy writes an extension among them.
  const mapping = { ...known, 'x-speakeasy-unknown-values': 'allow' };
  const S = { oneOf: refs, discriminator: { propertyName: 'kind', mapping } };
  const answer = readData(withSchemas({ S, Cat: pet, Dog: pet, Cow: pet }));
  const told = 'warning openapi-discriminator-mapping';
  expect(codes(answer)).toEqual([told, told, told]);
  expect(schemasOf(answer)['S']).toMatchObject({
    discriminator: {
      mapping: [
        { value: 'cat', to: 'Cat' },
        { value: 'dog', to: 'Dog' },
        { value: 'cow', to: 'Cow' },
      ],
    },
  });
});
