import { describe, expect, it } from 'vitest';
import { createQueryBuilder } from '../../runtime/instaql/builder.js';
import { createTx, lookup } from '../../runtime/instaql/tx.js';

/** Without the types of a schema: here only what comes out matters. */
const q = createQueryBuilder<Record<string, Steps>>();
const tx = createTx<Record<string, Record<string, Chunk> & Entity>>();

interface Steps {
  where(filter: object): Steps;
  wherePath(path: string, filter: unknown): Steps;
  order(by: string | object, direction?: string): Steps;
  limit(count: number): Steps;
  first(count: number): Steps;
  after(cursor: readonly unknown[], inclusive?: boolean): Steps;
  fields(...names: readonly string[]): Steps;
  with(links: object): Steps;
  ruleParams(params: object): Steps;
}

interface Entity {
  id(id: string): Chunk;
  lookup(attribute: string, value: unknown): Chunk;
}

interface Chunk {
  readonly __ops: readonly unknown[];
  readonly __etype: string;
  create(args?: object): Chunk;
  update(args: object, options?: object): Chunk;
  link(args: object): Chunk;
  delete(): Chunk;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the query builder', () => {
  const goals = q['goals'] as Steps;
  const todos = q['todos'] as Steps;

  it('gives plain InstaQL', () => {
    const query = goals
      .where({ title: 'x' })
      .wherePath('todos.title', 'y')
      .order('priority', 'desc')
      .limit(5)
      .fields('title')
      .with({ todos: todos.limit(3).with({ goal: {} }), owner: {} });
    expect(plain(query)).toEqual({
      goals: {
        $: {
          where: { title: 'x', 'todos.title': 'y' },
          order: { priority: 'desc' },
          limit: 5,
          fields: ['title'],
        },
        todos: { $: { limit: 3 }, goal: {} },
        owner: {},
      },
    });
    expect(Object.keys(query)).toEqual(['goals']);
    const seen: string[] = [];
    for (const name in query) seen.push(name);
    expect(seen).toEqual(['goals']);
    expect({ ...query, ...todos }).toEqual({ goals: expect.any(Object), todos: {} });
  });

  it('takes an order as InstaQL has it', () => {
    expect(plain(goals.order({ priority: 'desc' }))).toEqual(
      plain(goals.order('priority', 'desc')),
    );
  });

  it('leaves a query as it was', () => {
    const first = goals.where({ title: 'x' });
    const before = JSON.stringify(first);
    first.where({ title: 'y' }).limit(1).with({ todos });
    expect(JSON.stringify(first)).toBe(before);
    expect(JSON.stringify(goals)).toBe('{"goals":{}}');
  });

  it('narrows: a second filter of the same key joins the first in `and`', () => {
    expect(plain(goals.where({ a: 1 }).where({ b: 2 }))).toEqual({
      goals: { $: { where: { a: 1, b: 2 } } },
    });
    expect(plain(goals.where({ a: 1 }).where({ a: 2 }))).toEqual({
      goals: { $: { where: { and: [{ a: 1 }, { a: 2 }] } } },
    });
  });

  it('pages, adds fields, and carries ruleParams beside the entity', () => {
    expect(
      plain(
        goals.first(2).after(['a', 'b', 1, 2], true).fields('a').fields('b').ruleParams({ k: 1 }),
      ),
    ).toEqual({
      goals: { $: { first: 2, after: ['a', 'b', 1, 2], afterInclusive: true, fields: ['a', 'b'] } },
      $$ruleParams: { k: 1 },
    });
  });

  it.each(['limit', '__proto__', 'constructor', 'toString', 'with'])(
    'has entities called %s',
    (name) => {
      const query = q[name] as Steps;
      expect(Object.keys(query)).toEqual([name]);
      expect(JSON.stringify(query)).toBe(`{${JSON.stringify(name)}:{}}`);
    },
  );

  it('links under labels that hurt', () => {
    const links = JSON.parse('{"__proto__":{"a":{}},"constructor":{}}') as object;
    expect(JSON.stringify(goals.with(links))).toBe(
      '{"goals":{"__proto__":{"a":{}},"constructor":{}}}',
    );
  });
});

describe('transaction chunks', () => {
  const goals = tx['goals'] as Record<string, Chunk> & Entity;
  const ops = (chunk: Chunk | undefined): unknown => plain(chunk?.__ops);

  it('are the steps in the order of calls, and no call changes an earlier chunk', () => {
    const first = goals.id('g').create({ title: 'x' });
    const second = first.link({ todos: ['t'] }).update({ a: 1 }, { upsert: false });
    expect(ops(first)).toEqual([['create', 'goals', 'g', { title: 'x' }]]);
    expect(ops(second)).toEqual([
      ['create', 'goals', 'g', { title: 'x' }],
      ['link', 'goals', 'g', { todos: ['t'] }],
      ['update', 'goals', 'g', { a: 1 }, { upsert: false }],
    ]);
    expect(second.__etype).toBe('goals');
  });

  it('are the same by index and by id()', () => {
    expect(ops(goals['g']?.delete())).toEqual([['delete', 'goals', 'g', null]]);
    expect(ops(goals.id('g').delete())).toEqual([['delete', 'goals', 'g', null]]);
    expect(ops(goals.id('id').delete())).toEqual([['delete', 'goals', 'id', null]]);
  });

  it.each([
    ['slug', 'x'],
    ['order', 1],
    ['a__b', 'c__d'],
    ['__', '__"1"'],
    ['email', null],
  ])('look up %s by %j, in each way of writing it', (attribute, value) => {
    const expected = [['delete', 'goals', [attribute, value], null]];
    expect(ops(goals.lookup(attribute, value).delete())).toEqual(expected);
    expect(ops(goals[lookup(attribute, value)]?.delete())).toEqual(expected);
    expect(ops(goals.id(lookup(attribute, value)).delete())).toEqual(expected);
  });

  it('write lookups as the server reads them', () => {
    expect(lookup('order', 1)).toBe('lookup__order__1');
    expect(lookup('slug', 'a "b"')).toBe('lookup__slug__"a \\"b\\""');
    expect(() => lookup('slug', () => 1)).toThrow(TypeError);
    expect(() => goals.lookup('slug', undefined)).toThrow(TypeError);
  });

  it('are promised by nobody: a db.tx that is awaited or printed does no harm', async () => {
    await expect(Promise.resolve(tx)).resolves.toBe(tx);
    expect(JSON.stringify({ tx })).toBe('{"tx":{}}');
    expect(String(Object.keys(tx))).toBe('');
  });
});
