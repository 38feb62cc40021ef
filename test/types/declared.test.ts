/** What is emitted of declarations that the schemas of other tests do not have. */

import { expect, it } from 'vitest';
import { emitStore, readStore } from './emit.js';

const OF_OWN_TYPE = "i.entity({ born: i.date().unique() }).asType<{ born: '2020' }>()";
const linked = (pets: string, owners = ''): string => `{
  entities: { pets: i.entity({ ${pets} }), owners: i.entity({ ${owners} }) },
  links: { petOwner: {
    forward: { on: 'pets', has: 'one', label: 'owner' },
    reverse: { on: 'owners', has: 'many', label: 'pets' },
  } },
}`;
const unique = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}: i.string().unique()`).join();
const WAVE = "i.entity({ hand: i.string<'left' | 'right'>(), at: i.date().optional() })";

it.each<[what: string, schema: string, file: string, expected: readonly string[]]>([
  [
    'what clients alone require is there, and demanded',
    '{ entities: { pets: i.entity({ name: i.string().clientRequired() }) } }',
    'entities.ts',
    ['Pet { id: string; name: string; }', 'PetCreate extends PetUpdate { name: string; }'],
  ],
  [
    'json with an index is neither compared nor sorted by',
    '{ entities: { pets: i.entity({ data: i.json<string[]>().indexed() }) } }',
    'entities.ts',
    [
      'data?: Scalar | UnindexedFilter<Scalar> | undefined;',
      'PetOrderBy { serverCreatedAt?: Direction | undefined; }',
    ],
  ],
  [
    'what takes any value is filtered by whether it is null, although it is required',
    '{ entities: { pets: i.entity({ data: i.json(), more: i.any(), most: i.json<any>() }) } }',
    'entities.ts',
    ['data', 'more', 'most'].map(
      (name) => `${name}?: Scalar | OptionalUnindexedFilter<Scalar> | undefined;`,
    ),
  ],
  [
    'a date of a type of its own is looked up by that',
    `{ entities: { pets: ${OF_OWN_TYPE} } }`,
    'entities.ts',
    ["unique: { born: '2020' };"],
  ],
  [
    'a link and an attribute of one name are filtered by as either, and read as the link',
    linked('owner: i.number()'),
    'entities.ts',
    [
      'owner?: number | UnindexedFilter<number> | string | OptionalUnindexedFilter<string> | undefined;',
      'linked: Omit<Pet, keyof PetLinks>;',
    ],
  ],
  [
    'one may be linked by any of many unique attributes',
    linked('', unique),
    'entities.ts',
    ["owner?: LinkTo<Pairs<OwnerShape['unique']>> | undefined;"],
  ],
  [
    'rooms have what is present, and what their topics carry, with dates as they are sent',
    `{ entities: {}, rooms: { chat: { presence: ${WAVE}, topics: { wave: ${WAVE} } } } }`,
    'rooms.ts',
    [
      "presence: { hand: 'left' | 'right'; at?: string | number; };",
      "topics: { wave: { hand: 'left' | 'right'; at?: string | number; }; };",
    ],
  ],
])('%s', (_, schema, file, expected) => {
  const source = `import { i } from '@instantdb/core';\nexport default i.schema(${schema});`;
  const text = emitStore(readStore(source, { dates: 'date' })).get(file);
  for (const each of expected) expect(text?.replace(/\s+/g, ' ')).toContain(each);
});
