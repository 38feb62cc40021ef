import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { emitClient, fixture } from './emit.js';
import { problemsOf, programOf, type Files } from './program.js';

const HEAD = `import { id, init, lookup, q, subscribeQuery } from './index.js';
import type { AppSchema, InstaQLEntity, InstaQLResponse, LinkParams, Shapes } from './index.js';
import type { Tx, UpdateParams, ValidQuery } from './index.js';
const db = init({ appId: 'a' });
declare const cursor: readonly [string, string, unknown, number];
declare const goalId: string;
declare const todoId: string;
declare const entity: 'goals' | 'todos';
declare const link: 'todos' | 'owner';
declare const name: string;
export { cursor, db, entity, goalId, id, link, lookup, name, q, subscribeQuery, todoId };
export type { AppSchema, InstaQLEntity, InstaQLResponse, LinkParams, Shapes, Tx };
export type { UpdateParams, ValidQuery };
`;

/** Wrong lines, and what the compiler says of each: the name that is wrong, whose it is, and why. */
const WRONG: readonly (readonly [line: string, words: string])[] = [
  [
    "db.query({ goals: { $: { order: { nope: 'asc' } } } })",
    "'nope' does not exist in type 'GoalOrderBy'",
  ],
  ['db.query({ goals: { $: { where: { nope: 1 } } } })', '\'UnknownAttribute<"nope", "goals">\''],
  [
    'db.debugQuery({ goals: { $: { where: { nope: 1 } } } })',
    '\'UnknownAttribute<"nope", "goals">\'',
  ],
  ['db.debugQuery({ goalz: {} })', "Did you mean to write 'goals'?"],
  [
    'db.query({ goals: { $: { where: { or: [{ nope: 1 }] } } } })',
    '\'UnknownAttribute<"nope", "goals">\'',
  ],
  [
    "db.query({ goals: { $: { where: { 'todos.nope': 1 } } } })",
    '\'UnknownAttribute<"nope", "todos">\'',
  ],
  [
    "db.query({ goals: { $: { where: { 'nope.title': 1 } } } })",
    '\'UnknownLink<"nope", "goals">\'',
  ],
  ['db.query({ goals: { $: { where: { title: {} } } } })', '"title needs an operator"'],
  [
    "db.query({ goals: { $: { where: { 'todos.title': {} } } } })",
    'NeedsOperator<"todos.title", GoalShape>',
  ],
  [
    'db.query({ goals: { $: { where: { done: { $gt: true } } } } })',
    "'$gt' does not exist in type 'OptionalUnindexedFilter<boolean>'",
  ],
  [
    "db.query({ goals: { $: { where: { slug: { $like: 'a%' } } } } })",
    "'$like' does not exist in type 'UnindexedFilter<string>'",
  ],
  [
    "db.query({ goals: { $: { where: { priority: { $like: 'a%' } } } } })",
    "'$like' does not exist in type 'OptionalIndexedFilter<number>'",
  ],
  ['db.query({ goals: { nope: {} } })', "'nope' does not exist in type 'GoalSubquery & TopLevel'"],
  ['db.query({ [entity]: { nope: {} } })', "'nope' does not exist in type 'AnySubquery<Shapes>"],
  ['db.query({ [entity]: { $: { where: { nope: 1 } } } })', "'nope' does not exist in type"],
  [
    'db.query({ goals: { [link]: {} } })',
    "'is one of several names: annotate the query as AppQuery'",
  ],
  ["q.goals.order('nope')", '\'UnknownAttribute<"nope", "goals">\''],
  ["q.goals.order('slug', 'desc')", '\'NotIndexed<"slug", "goals">\''],
  ["q.goals.order({ nope: 'asc' })", "'nope' does not exist in type 'GoalOrderBy"],
  ['q.goals.with({ nope: {} })', '\'UnknownLink<"nope", "goals">\''],
  ['q.goals.with({ nope: q.todos })', '\'UnknownLink<"nope", "goals">\''],
  ['q.goals.with({ todos: { nope: {} } })', "'nope' does not exist in type 'TodoSubquery"],
  ['q.goals.where({ nope: 1 })', '\'UnknownAttribute<"nope", "goals">\''],
  ["q.goals.wherePath('todos.nope', 1)", '\'UnknownAttribute<"nope", "todos">\''],
  ["q.goals.fields('nope')", "'keyof Goal'"],
  ["db.tx.goals.lookup('title', 'x')", '\'NotUnique<"title", "goals">\''],
  ["db.tx.goals.lookup('nope', 'x')", '\'NotUnique<"nope", "goals">\''],
  [
    "db.tx.goals.id(goalId).link({ todos: lookup('title', 'x') })",
    'Type \'"title"\' is not assignable to type \'"order"\'',
  ],
  [
    "db.tx.goals.id(goalId).link({ todos: [todoId, lookup('order', 'x')] })",
    '\'["order", "x"]\' is not assignable to type \'["order", number]\'',
  ],
  [
    "db.tx.goals.id(goalId).unlink({ owner: lookup('slug', 'x') })",
    '\'Lookup<"slug", "x">\' is not assignable to type \'LinkTo<["email", string]>\'',
  ],
  [
    "db.tx.goals.id(lookup('title', 'x'))",
    `'Lookup<"title", "x">' is not assignable to parameter of type 'LinkTo<Pairs<{ slug: string; 'todos.id': string; }>>'`,
  ],
  ['db.tx.goals[id()]!.update({ nope: 1 })', "'nope' does not exist in type 'GoalUpdate'"],
  ['db.tx.goals[id()]!.link({ nope: id() })', "'nope' does not exist in type 'GoalLinks"],
  ["db.tx.$files['a']!.link({ nope: id() })", 'is not a link: the entity has none'],
];

describe('with the client of an app', () => {
  let files: Files = new Map();
  beforeAll(async () => {
    files = await emitClient(fixture('goals/instant.schema.ts'));
  });
  const problems = (lines: readonly string[]): readonly string[] => {
    const text = HEAD + lines.map((line) => `void ${line};\n`).join('');
    const program = programOf(new Map([...files, ['usage.ts', text]]), ['usage.ts']);
    const found = new Map<number, string>();
    for (const { file, line, text: said } of problemsOf(program)) {
      if (file === 'usage.ts') found.set(line - HEAD.split('\n').length, said);
      else throw new Error(`${file}: ${said}`);
    }
    return lines.map((_, index) => found.get(index) ?? '');
  };

  it('each mistake is told by what is wrong, never as something that is no `never`', () => {
    const said = problems(WRONG.map(([line]) => line));
    for (const [index, [line, words]] of WRONG.entries()) {
      expect(said[index], line).toContain(words);
      expect(said[index], line).not.toMatch(/type '(?:never|undefined)'/);
    }
  }, 60_000);

  it('what cannot be told wrong goes through: ids, and lookups by a name that is any text', () => {
    const right = [
      "db.tx.goals.id(goalId).link({ todos: [todoId, lookup('order', 1)], owner: lookup('email', name) })",
      'db.tx.goals.id(goalId).link({ todos: lookup(name, 1) }).unlink({ todos: [name] })',
      "db.tx.goals.id(lookup('slug', name)).link({ todos: name.split(',') })",
      "db.tx.goals[lookup('slug', name)]!.link({ owner: 'o' })",
      "[id(), lookup('order', 1)].map((each: string) => db.tx.goals.id(goalId).link({ todos: each }))",
      'db.query({ [entity]: {} } as import("./index.js").AppQuery)',
      'db.query({ [entity]: {} }).then((found) => found[entity].length)',
      'db.query({ [entity]: { $: { where: { id: name }, limit: 2, offset: 1 } } })',
    ];
    expect(problems(right).filter((each) => each !== '')).toEqual([]);
  }, 60_000);

  /** As apps wrap the client: the same with the official types. */
  const generic = {
    ask: '(<Q extends ValidQuery<Q, AppSchema>>(query: Q) => db.query(query))',
    answer:
      '(<Q extends ValidQuery<Q>>(query: Q): Promise<InstaQLResponse<AppSchema, Q>> => db.asUser({ guest: true }).query<Q>(query))',
    watch: '(<Q extends ValidQuery<Q, AppSchema>>(query: Q) => subscribeQuery(db, query))',
    debug: '(<Q extends ValidQuery<Q, AppSchema>>(query: Q) => db.debugQuery(query))',
    put: '(<E extends keyof Tx>(e: E, values: UpdateParams<AppSchema, E>) => db.transact(db.tx[e][id()]!.update(values)))',
    link: '(<E extends keyof Tx>(e: E, links: LinkParams<AppSchema, E>) => db.transact([db.tx[e].id(id()).link(links)]))',
    one: '(<E extends keyof Shapes>(e: E) => db.query({ [e]: {} }).then((found) => found[e][0] as InstaQLEntity<AppSchema, E> | undefined))',
  };

  it('functions may be generic over the query they hand on, and over the entity', () => {
    const right = [
      `${generic.ask}({ goals: { todos: {} } }).then(({ goals }) => goals[0]!.todos[0]!.title.trim())`,
      `${generic.ask}({ goals: { $: { fields: ['title'], limit: 1 } } }).then(({ goals }) => goals[0]!.title.trim())`,
      `${generic.ask}({ goals: { $: { where: { status: 'open', 'todos.title': 'a' } } } })`,
      `${generic.answer}({ todos: { goal: {} } }).then(({ todos }) => todos[0]!.goal?.slug)`,
      `${generic.watch}({ goals: { $: { limit: 1 } } })`,
      `${generic.debug}({ goals: {} }).then(({ result }) => result.goals[0]!.slug.trim())`,
      `${generic.put}('goals', { status: 'open' })`,
      `${generic.link}('goals', { todos: [todoId] })`,
      `${generic.one}('goals').then((goal) => goal?.slug)`,
    ];
    expect(problems(right).filter((each) => each !== '')).toEqual([]);
  }, 60_000);

  it('and who calls them is told what is wrong', () => {
    const wrong = [
      [`${generic.ask}({ goals: { nope: {} } })`, 'UnknownLink<"nope", "goals">'],
      [`${generic.ask}({ nope: {} })`, 'UnknownEntity<"nope">'],
      [
        `${generic.ask}({ goals: { $: { where: { 'todos.nope': 1 } } } })`,
        'UnknownAttribute<"nope", "todos">',
      ],
      [
        `${generic.ask}({ goals: {} }).then(({ goals }) => goals[0]!.todos)`,
        "'todos' does not exist on type 'Goal'",
      ],
      [
        `${generic.put}('goals', { status: 'gone' })`,
        `'"gone"' is not assignable to type '"done" | "open"`,
      ],
      [`${generic.put}('todos', { slug: 'a' })`, "'slug' does not exist in type 'TodoUpdate'"],
    ] as const;
    const said = problems(wrong.map(([line]) => line));
    for (const [index, [line, words]] of wrong.entries()) {
      expect(said[index], line).toContain(words);
    }
  }, 60_000);

  it('the examples of the builder and of transactions compile', () => {
    const examples = ['steps', 'chunk'].flatMap((name) => {
      const text = readFileSync(
        new URL(`../../runtime/instaql/${name}.ts`, import.meta.url),
        'utf8',
      );
      return [...text.matchAll(/@example (.*)/g)].map(([, example = '']) => example);
    });
    expect(examples.length).toBeGreaterThanOrEqual(19);
    expect(problems(examples).filter((each) => each !== '')).toEqual([]);
  }, 60_000);
});
