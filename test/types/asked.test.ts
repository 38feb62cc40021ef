/** What may not be asked, or may be filtered away, may not come; what no query asks is refused in its type as well. */

import { beforeAll, expect, it } from 'vitest';
import { emitStore, fixture, readStore } from './emit.js';
import { judge } from './lines.js';

const SAME =
  'type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;';
const owner = (query: string): string =>
  `${SAME} const found = await db.query(${query}); type Owner = (typeof found.goals)[0]['owner'];`;

const RIGHT = [
  `${owner('{ goals: { owner: {} } }')} const is: Same<null extends Owner ? 1 : 0, 0> = true; void is;`,
  `${owner("{ goals: { owner: { $: { where: { email: 'a' } } } } }")} const is: Same<null extends Owner ? 1 : 0, 1> = true; void is;`,
  `${owner("{ goals: { owner: { $: { fields: ['email'] } } } }")} const is: Same<null extends Owner ? 1 : 0, 0> = true; void is;`,
  `${owner('{ goals: { owner: flag ? {} : undefined } }')} const is: Same<undefined extends Owner ? 1 : 0, 1> = true; void is;`,
  `${owner('{ goals: { owner: undefined } }')} const is: Same<Owner, undefined> = true; void is;`,
  `${SAME} const found = await db.query({ goals: flag ? {} : undefined }); const is: Same<undefined extends typeof found.goals ? 1 : 0, 1> = true; void is;`,
  // An attribute that is called as a link is not read beside it.
  `${SAME} type Shape = Omit<Shapes['goals'], 'entity'> & { entity: Shapes['goals']['entity'] & { owner: number } }; type Read = import('./runtime/abi.js').Found<{ owner: {} }, Shape>; const is: Same<Read['owner'] extends number ? 1 : 0, 0> = true; void is;`,
  "type G = InstaQLEntity<AppSchema, 'goals', { todos: { $: { limit: 1 } } }, ['title']>; let g = null! as G; void g.todos[0]?.title;",
  'const query = { goals: { todos: {} } } satisfies InstaQLParams; let r = null! as InstaQLResult<AppSchema, typeof query>; void r.goals[0]!.todos;',
  'type F = <Q extends InstaQLParams>(query: Q) => InstaQLResult<AppSchema, Q>; let f = null! as F; void f;',
];

const WRONG: readonly (readonly [string, string])[] = [
  [
    "const { goals } = await db.query({ goals: { owner: { $: { where: { email: 'a' } } } } }); void goals[0]!.owner.email;",
    "possibly 'null'",
  ],
  [
    'const { goals } = await db.query({ goals: { owner: flag ? {} : undefined } }); void goals[0]!.owner.email;',
    "possibly 'undefined'",
  ],
  [
    'const page = { goals: { todos: { $: { limit: 1, first: 1 } } } }; db.query(page);',
    'TopLevelOnly<"first">',
  ],
  ["const name = 'goals' as string; db.query({ [name]: { nope: {} } });", '[x: string]'],
  [
    'const sorted = { goals: { $: { limit: 1, sort: 1 } } }; db.query(sorted);',
    'UnknownOption<"sort">',
  ],
  ["let g = null! as InstaQLEntity<AppSchema, 'goals', { tods: {} }>; void g;", 'GoalSubquery'],
  [
    "let g = null! as InstaQLEntity<AppSchema, 'goals', { todos: { gaol: {} } }>; void g;",
    'GoalSubquery',
  ],
  ["let g = null! as InstaQLEntity<AppSchema, 'goals', {}, ['titel']>; void g;", 'titel'],
  ['let r = null! as InstaQLResult<AppSchema, { gaols: {} }>; void r;', 'AppQuery'],
];

let said: readonly string[] = [];
beforeAll(() => {
  said = judge([...RIGHT, ...WRONG.map(([line]) => line)]);
}, 60_000);

it.each(RIGHT.map((line, index) => ({ line, index })))('$line', ({ index }) => {
  expect(said[index]).toBe('');
});

it.each(WRONG.map(([line, words], index) => ({ line, words, index })))(
  'refused: $line',
  ({ words, index }) => {
    expect(said[RIGHT.length + index]).toContain(words);
  },
);

it('a link may be null where the configuration asks for no required links', () => {
  const has = (requiredLinks: 'types' | 'off'): string | undefined => {
    const store = readStore(fixture('types/instant.schema.ts'), { requiredLinks });
    return /has: \{[^}]*owner: '(\w+)'/.exec(emitStore(store).get('entities.ts') ?? '')?.[1];
  };
  expect([has('types'), has('off')]).toEqual(['required', 'one']);
});
