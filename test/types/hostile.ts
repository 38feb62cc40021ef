/** A store of names that hurt: globals, reserved words, keys that need quotes, labels that are attributes. */

import type { Attr, Entity, InstaqlStore, Link, TypeText } from '../../generator/ir.js';

const at = { file: 'instant.schema.ts', offset: 0, length: 0 };

export const HOSTILE_KEYS = [
  "it's",
  'say "hi"',
  '__proto__',
  'constructor',
  'two words',
  '🔥',
  'trailing ',
  'optional?',
  'class',
  'and',
  'a.b',
  '*/',
  '`${x}`',
  '\u2028',
  'line\nbreak',
  '$',
  '1st',
  '',
];

const ENTITIES = [
  'Date',
  'comments',
  'Promise',
  'Array',
  'Record',
  'Pick',
  'Omit',
  'Exclude',
  'filters',
  'chunks',
  'steps',
  'rooms',
  'query',
  'limit',
  'fields',
  'class',
  '$users',
  'users',
  '__proto__',
  'constructor',
  'goal',
  'goals',
  'goalCreate',
  'node_options',
  "o'clock",
  'émile',
  '🔥',
];

function attr(key: string, words: string, typed?: TypeText): Attr {
  const [type = 'string', ...flags] = words.split(' ');
  return {
    key,
    type: type as Attr['type'],
    required: !flags.includes('optional') && !flags.includes('clientRequired'),
    clientRequired: flags.includes('clientRequired'),
    indexed: flags.includes('indexed'),
    unique: flags.includes('unique'),
    ...(typed === undefined ? {} : { typed }),
    doc: `*/ ${key} \`\${1}\` \u2028 @deprecated`,
    at,
  };
}

function link(label: string, entity: string, has: Link['has'], required = false): Link {
  return { label, entity, has, required, link: label, side: 'forward', reverse: label, at };
}

const TYPES = ['string', 'number', 'boolean', 'date', 'json', 'any'];
const FLAGS = [
  '',
  ' optional',
  ' indexed',
  ' unique optional',
  ' clientRequired',
  ' indexed unique',
];

export function hostileStore(settings: Partial<InstaqlStore> = {}): InstaqlStore {
  const everyType = TYPES.flatMap((type) =>
    FLAGS.map((flag, index) => attr(`${type}${index}`, `${type}${flag}`)),
  );
  const named = HOSTILE_KEYS.map((key, index) => attr(key, `string${FLAGS[index % 6] ?? ''}`));
  const foreign: Attr[] = [
    attr('address', 'json', {
      parts: [{ name: { kind: 'file', file: 'src/types.ts', exported: 'Address' } }],
    }),
    attr('other', 'json optional', {
      parts: [{ name: { kind: 'file', file: 'src/other.ts', exported: 'Address' } }, '[]'],
    }),
    attr('clash', 'json', {
      parts: [{ name: { kind: 'file', file: 'src/types.ts', exported: 'Comment' } }],
    }),
    attr('shape', 'json optional', {
      parts: ['(a: ', { name: { kind: 'global', name: 'Date' } }, ') => void'],
    }),
    attr('local', 'json', { parts: [{ name: { kind: 'local', declaration: 'Goal' } }, "<'x'>"] }),
    attr('narrow', 'string indexed optional', { parts: ["'a' | 'b'"] }),
  ];
  const entities = ENTITIES.map((key): Entity => ({
    key,
    doc: `*/ ${key}`,
    attrs:
      key === 'comments'
        ? [...everyType, ...foreign]
        : key === 'users'
          ? named
          : key === 'steps'
            ? []
            : [attr('title', 'string')],
    links:
      key === 'users'
        ? [
            ...HOSTILE_KEYS.map((name) => link(name, 'users', 'many')),
            link('Date', 'Date', 'one', true),
          ]
        : key === 'comments'
          ? [
              link('parent', 'comments', 'one'),
              link('children', 'comments', 'many'),
              link('string0', 'Date', 'many'),
            ]
          : [],
    at,
  }));
  return {
    kind: 'instaql',
    declared: true,
    entities,
    rooms: HOSTILE_KEYS.slice(0, 6).map((key) => ({
      key,
      presence: named,
      topics: [{ key, attrs: named, doc: '*/' }],
      doc: '*/',
      at,
    })),
    declarations: [
      {
        key: 'Goal',
        parameters: { parts: ['T extends string'] },
        declares: 'alias',
        type: {
          parts: ['{ of: T; next?: ', { name: { kind: 'local', declaration: 'Goal' } }, '<T> }'],
        },
        at,
      },
    ],
    dates: 'stored',
    requiredLinks: 'types',
    ...settings,
  };
}
