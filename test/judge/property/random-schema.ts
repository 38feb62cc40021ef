/** Random schemas: hubs, cycles, names that are words of something, and entities without anything. */

import * as core from '@instantdb/core';
import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

import type { Shape, TestSchema } from './schema.js';

const NAMES = (
  'goals todos goal Goal GOALS users user files rooms tx db auth query transact storage lookup id_ init ' +
  'class default delete function new await yield enum let static async of get set type undefined NaN arguments eval ' +
  'string number boolean any unknown never object symbol this super null true if in do import export return ' +
  'Record Date Promise Array Object Error Map Schema AppSchema Entity Where Create Update Fields Order Query Result Db ' +
  'größe 名前 имя été ñ 日本語 a-b a_b a__b aB a.b $own _ __ 42 1st 9 x y z and or where limit link unlink merge create ' +
  'update ruleParams order fields first last offset count serverCreatedAt then toJSON length name caller prototype'
).split(' ');
const ODD = [
  'with space',
  "it's",
  '"quoted"',
  'back\\slash',
  'line\nbreak',
  '`tick${x}`',
  '*/',
  '🐈‍⬛',
  ' ',
];
const SYSTEM = ['$users', '$files', '$streams'];

const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }) },
);
const TYPES = [
  'string()',
  'number()',
  'boolean()',
  'date()',
  'json()',
  'any()',
  `json<{ a: string; b?: number[] }>()`,
];
const attr = fc
  .record({
    type: fc.constantFrom(...TYPES, `string<'a' | 'b'>()`),
    calls: fc.subarray(['.unique()', '.indexed()', '.optional()', '.clientRequired()']),
  })
  .map(({ type, calls }) => `i.${type}${calls.join('')}`);
const attrs = fc.uniqueArray(fc.tuple(name, attr), { selector: ([key]) => key, maxLength: 6 });

interface LinkPlan {
  readonly from: number;
  readonly to: number;
  readonly hub: boolean;
  readonly labels: readonly [string, string];
  readonly has: readonly ['one' | 'many', 'one' | 'many'];
  readonly required: boolean;
  readonly cascades: boolean;
}
const has = fc.constantFrom<'one' | 'many'>('one', 'many');
const link: Arbitrary<LinkPlan> = fc.record({
  from: fc.nat({ max: 9 }),
  to: fc.nat({ max: 9 }),
  hub: fc.boolean(),
  labels: fc.tuple(name, name),
  has: fc.tuple(has, has),
  required: fc.boolean(),
  cascades: fc.boolean(),
});

const room = fc.tuple(
  name,
  attrs,
  fc.uniqueArray(fc.tuple(name, attrs), { selector: ([key]) => key, maxLength: 2 }),
);
const quoted = (text: string): string => JSON.stringify(text);
const entity = (of: readonly (readonly [string, string])[]): string =>
  `i.entity({ ${of.map(([key, type]) => `[${quoted(key)}]: ${type}`).join(', ')} })`;

/** The text of a schema; labels that an entity has already get a number. */
export const schemaText: Arbitrary<string> = fc
  .record({
    own: fc.uniqueArray(fc.tuple(name, attrs), { selector: ([key]) => key, maxLength: 7 }),
    system: fc.uniqueArray(fc.tuple(fc.constantFrom(...SYSTEM), attrs), {
      selector: ([key]) => key,
    }),
    links: fc.array(link, { maxLength: 14 }),
    rooms: fc.uniqueArray(room, { selector: ([key]) => key, maxLength: 3 }),
    alike: fc.boolean(),
  })
  .map(({ own, system, links, rooms, alike }) => {
    const entities = [...own.filter(([key]) => key !== '$own'), ...system];
    const taken = new Map(
      entities.map(([key, of]) => [
        key,
        new Set(['id', ...(alike ? [] : of.map(([each]) => each))]),
      ]),
    );
    const free = (on: string, label: string): string => {
      const labels = taken.get(on) ?? new Set();
      let at = label;
      for (let n = 2; labels.has(at); n += 1) at = `${label}${n}`;
      labels.add(at);
      return at;
    };
    const written = links.flatMap((each, index) => {
      const from = entities[each.hub ? 0 : each.from % entities.length]?.[0];
      const to = entities[each.to % entities.length]?.[0];
      if (from === undefined || to === undefined) return [];
      const [there, back] = [free(from, each.labels[0]), free(to, each.labels[1])];
      const [one, other] = each.has;
      const more = `${each.required && !from.startsWith('$') ? ', required: true' : ''}${each.cascades && one === 'one' ? ", onDelete: 'cascade'" : ''}`;
      return [
        `l${index}: { forward: { on: ${quoted(from)}, has: '${one}', label: ${quoted(there)}${more} }, reverse: { on: ${quoted(to)}, has: '${other}', label: ${quoted(back)} } }`,
      ];
    });
    const spoken = rooms.map(
      ([key, presence, topics]) =>
        `[${quoted(key)}]: { presence: ${entity(presence)}, topics: { ${topics.map(([topic, of]) => `[${quoted(topic)}]: ${entity(of)}`).join(', ')} } }`,
    );
    return [
      'i.schema({',
      `  entities: { ${entities.map(([key, of]) => `[${quoted(key)}]: ${entity(of)}`).join(',\n    ')} },`,
      `  links: { ${written.join(',\n    ')} },`,
      `  rooms: { ${spoken.join(',\n    ')} },`,
      '})',
    ].join('\n');
  });

/** As the official SDK takes it, and as the generator reads it. */
export function schemaOf(text: string): TestSchema {
  const plain = text.replace(/<[^>]*>\(\)/g, '()');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text above
  const make = new Function('i', `return ${plain}`) as (i: object) => unknown;
  return {
    value: make(core.i) as Shape,
    source: `import { i } from '@instantdb/admin';\nconst schema = ${text};\nexport default schema;`,
  };
}
