import { beforeAll, describe, expect, it } from 'vitest';
import { emitStore, fixture, readStore } from './emit.js';
import { editor, type Editor } from './service.js';

const HEAD = `import { q } from './builder.js';
import type { Goal } from './entities.js';
import type { QueryMethod } from './query.js';
import { tx } from './tx.js';
declare const query: QueryMethod;
declare const goal: Goal;
`;

let open: Editor;
beforeAll(() => {
  open = editor(emitStore(readStore(fixture('goals/instant.schema.ts'))));
});

const hover = (text: string): string => open.hover(HEAD + text).replace(/\s+/g, ' ');
const offered = (text: string): readonly string[] => [...open.completions(HEAD + text)].sort();

describe('a hover', () => {
  it.each([
    ['const |r = await query({ goals: {} });', 'const r: { goals: Goal[]; }'],
    [
      "const |r = await query({ goals: { $: { where: { title: 'x' } }, todos: {} } });",
      'const r: { goals: (Goal & { todos: Todo[]; })[]; }',
    ],
    [
      'const |r = await query({ goals: { todos: { goal: {} }, owner: {} } });',
      'const r: { goals: (Goal & { todos: (Todo & { goal: Goal | null; })[]; owner: $User; })[]; }',
    ],
    [
      "const |r = await query({ goals: { $: { fields: ['title'] } } });",
      'const r: { goals: Pick<Goal, "id" | "title">[]; }',
    ],
    [
      'const |r = await query(q.goals.limit(5).with({ todos: q.todos }));',
      'const r: { goals: (Goal & { todos: Todo[]; })[]; }',
    ],
    [
      "query({ goals: { $: { where: { |title: 'x' } } } });",
      '(property) title: string | IndexedTextFilter<string> | undefined',
    ],
    [
      "query({ goals: { $: { where: { |'todos.title': 'x' } } } });",
      "(property) 'todos.title': string | UnindexedFilter<string> | undefined",
    ],
    [
      'query({ goals: { $: { where: { |dueDate: new Date() } } } });',
      '(property) dueDate: DateOperand | OptionalIndexedFilter<DateInput> | undefined',
    ],
    ['const |b = q.goals;', 'const b: QueryStart<GoalShape>'],
    [
      'const |b = q.goals.with({ todos: q.todos.limit(5) });',
      'const b: BuiltQuery<GoalShape, { readonly todos: {}; }, never, never>',
    ],
    [
      "tx.goals.id('x').|create({ title: 'x', slug: 'x', status: 'open' });",
      '(method) Chunk<GoalShape, "owner", never>.create(args: GoalCreate): Chain<GoalShape, "owner", "owner">',
    ],
    [
      "tx.goals.id('x').|update({ title: 'x' });",
      '(method) Chunk<GoalShape, "owner", never>.update(args: GoalUpdate, options?: UpdateOptions): Chunk<GoalShape, "owner", never>',
    ],
    [
      "tx.goals.id('x').update({ |priority: 1 });",
      '(property) GoalUpdate.priority?: number | null | undefined',
    ],
    ['goal.|priority;', '(property) Goal.priority?: number | null | undefined'],
  ])('%s', (text, shown) => {
    expect(hover(text)).toBe(shown);
  });
});

describe('completion', () => {
  const filters = [
    'done',
    'dueDate',
    'id',
    'meta',
    'owner',
    'priority',
    'slug',
    'status',
    'title',
    'todos',
    'whatever',
  ];
  const paths = ['owner.email', 'todos.goal', 'todos.title'];

  it.each([
    ['query({ | });', ['$$ruleParams', '$files', '$users', 'goals', 'todos']],
    ['query({ goals: { | } });', ['$', 'owner', 'todos']],
    ['query({ goals: { $: { where: { | } } } });', ['and', ...filters, 'or'].sort()],
    ["query({ goals: { $: { where: { or: [{ title: 'x' }], | } } } });", ['and', ...filters]],
    ['query({ goals: { $: { where: { or: [{ | }] } } } });', ['and', ...filters, 'or'].sort()],
    ["query({ goals: { $: { where: { status: '|' } } } });", ['done', 'open']],
    ['query({ goals: { $: { where: { slug: { | } } } } });', ['$in', '$ne', '$not', 'in']],
    [
      'query({ goals: { $: { where: { dueDate: { | } } } } });',
      ['$gt', '$gte', '$in', '$isNull', '$lt', '$lte', '$ne', '$not', 'in'],
    ],
    ["query({ goals: { $: { where: { 'todos.title': { | } } } } });", ['$in', '$ne', '$not', 'in']],
    [
      "query({ goals: { $: { where: { 'todos.goal.slug': { | } } } } });",
      ['$in', '$ne', '$not', 'in'],
    ],
    [
      "query({ goals: { $: { where: { 'todos.when': { | } } } } });",
      ['$in', '$isNull', '$ne', '$not', 'in'],
    ],
    ["q.goals.where({ 'todos.goal.slug': { | } })", ['$in', '$ne', '$not', 'in']],
    [
      'query({ goals: { $: { order: { | } } } });',
      ['dueDate', 'priority', 'serverCreatedAt', 'title'],
    ],
    ["q.goals.order('|')", ['dueDate', 'priority', 'serverCreatedAt', 'title']],
    ['q.goals.with({ | })', ['owner', 'todos']],
    ["q.goals.wherePath('status', '|')", ['done', 'open']],
    ["tx.goals.lookup('|')", ['slug', 'todos.id']],
    ["tx.goals.id('x').link({ | })", ['owner', 'todos']],
    ["tx.goals.id('x').merge({ meta: { | } })", ['color', 'tags']],
  ])('%s', (text, names) => {
    expect(offered(text)).toEqual(names);
  });

  it('of the builder knows dotted paths', () => {
    expect(offered('q.goals.where({ | })').map((name) => name.replaceAll('"', ''))).toEqual(
      expect.arrayContaining([...paths, ...filters]),
    );
    expect(offered("q.goals.wherePath('todos.goal.|')")).toEqual(
      expect.arrayContaining(['todos.goal.title', 'todos.goal.owner']),
    );
  });
});

it('documentation of the schema is shown where an attribute is written', () => {
  const texts = emitStore(readStore(fixture('goals/instant.schema.ts')));
  expect(texts.get('entities.ts')?.split('/** From 1 (whenever) to 5 (now). */')).toHaveLength(3);
});
