import { validateQuery, validateTransactions } from '@instantdb/core';
import { describe, expect, it } from 'vitest';

import { checkQuery } from '../../runtime/instant/check-query.js';
import { checkTransaction } from '../../runtime/instant/check-transaction.js';
import { checkRequiredLinks } from '../../runtime/instant/required-links.js';
import { G1, official, T1, table } from './schema.js';

/** Name and message of what a check throws; null when it lets the value pass. */
function verdict(check: () => void): readonly [name: string, message: string] | null {
  try {
    check();
    return null;
  } catch (error) {
    return error instanceof Error ? [error.name, error.message] : ['', String(error)];
  }
}

const where = (filter: unknown): unknown => ({ goals: { $: { where: filter } } });

/** With a schema: what is refused, and in what words. */
const refused: readonly (readonly [query: unknown, message: string])[] = [
  ['x', 'Query must be an object, but received: string'],
  [null, 'Query must be an object, but received: object (null)'],
  [[], 'Query must be an object, but received: object'],
  [{ goals: [] }, "At path 'goals': Query keys must be strings, but found key of type: string"],
  [
    { goals: 1 },
    "At path 'goals': Query part for entity 'goals' must be an object, but received: number",
  ],
  [
    { nope: {} },
    "At path 'nope': Entity 'nope' does not exist in schema. Available entities: $users, goals, todos, bare",
  ],
  [
    { goals: { nope: {} } },
    "At path 'goals.nope': Link 'nope' does not exist on entity 'goals'. Available links: todos, owner",
  ],
  [
    { bare: { nope: {} } },
    "At path 'bare.nope': Link 'nope' does not exist on entity 'bare'. Available links: none",
  ],
  [
    { goals: { $: 1 } },
    "At path 'goals.$': Query parameter '$' must be an object in entity 'goals', but received: number",
  ],
  [
    { goals: { $: { sort: 1 } } },
    "At path 'goals.$': Invalid query parameter 'sort' in $ object. Valid parameters are: where, order, limit, last, first, offset, after, afterInclusive, before, beforeInclusive, fields, aggregate. Found: sort",
  ],
  [
    { goals: { todos: { $: { offset: 1 } } } },
    "At path 'goals.todos.$': 'offset' can only be used on top-level namespaces. It cannot be used in nested queries.",
  ],
  [
    where('x'),
    "At path 'goals.$.where': 'where' clause must be an object in entity 'goals', but received: string",
  ],
  [
    where({ nope: 1 }),
    "At path 'goals.$.where.nope': Attribute or link 'nope' does not exist on entity 'goals'. Available attributes: title, slug, priority, done, due, meta, whatever. Available links: todos, owner",
  ],
  [
    { bare: { $: { where: { nope: 1 } } } },
    "At path 'bare.$.where.nope': Attribute or link 'nope' does not exist on entity 'bare'. Available attributes: none. Available links: none",
  ],
  [
    where({ priority: 'x' }),
    "At path 'goals.$.where.priority': Invalid value for attribute 'priority' in entity 'goals'. Expected number, but received: string",
  ],
  [
    where({ priority: { $regex: 1 } }),
    "At path 'goals.$.where.priority.$regex': Unknown operator '$regex' for attribute 'priority' in entity 'goals'",
  ],
  [
    where({ priority: { $in: 1 } }),
    "At path 'goals.$.where.priority.$in': Operator '$in' for attribute 'priority' in entity 'goals' must be an array, but received: number",
  ],
  [
    where({ priority: { $in: ['1'] } }),
    "At path 'goals.$.where.priority.$in': Invalid value for operator '$in' on attribute 'priority' in entity 'goals'. Expected number, but received: string",
  ],
  [
    { todos: { $: { where: { title: { $ilike: 'x' } } } } },
    "At path 'todos.$.where.title.$ilike': Operator '$ilike' can only be used with indexed attributes, but 'title' in entity 'todos' is not indexed",
  ],
  [
    where({ owner: 'bob' }),
    "At path 'goals.$.where.owner': Invalid value for link 'owner' in entity 'goals'. Expected a UUID, but received: bob",
  ],
  [
    where({ 'nope.title': 1 }),
    "At path 'goals.$.where.nope.title': Link 'nope' does not exist on entity 'goals' in dot notation path 'nope.title'. Available links: todos, owner",
  ],
  [
    where({ 'todos.nope': 1 }),
    "At path 'goals.$.where.todos.nope': Attribute 'nope' does not exist on entity 'todos' in dot notation path 'todos.nope'. Available attributes: title, order, id",
  ],
  [
    where({ 'todos.id': 'x' }),
    "At path 'goals.$.where.todos.id': Invalid value for id field in entity 'todos'. Expected a UUID, but received: x",
  ],
  [
    where({ or: [{ nope: 1 }] }),
    "At path 'goals.$.where.or[[object Object]].nope': Attribute or link 'nope' does not exist on entity 'goals'. Available attributes: title, slug, priority, done, due, meta, whatever. Available links: todos, owner",
  ],
];

/** More values, of which only is asked that both say the same. */
const others: readonly unknown[] = [
  undefined,
  1,
  {},
  { goals: null },
  { goals: undefined },
  { goals: {}, $$ruleParams: 3 },
  { goals: { $: null } },
  { goals: { $: { where: null, limit: 'x', order: 3, fields: 'y' } } },
  { goals: { todos: 1, owner: null } },
  { goals: { todos: [] } },
  { goals: { todos: { goal: { owner: { nope: {} } } } } },
  { goals: { todos: { $: { limit: 1, where: { goal: 'x' } } } } },
  { goals: { todos: { $: { first: undefined } } } },
  ...['before', 'beforeInclusive', 'after', 'afterInclusive', 'first', 'last'].map((key) => ({
    goals: { todos: { $: { [key]: 0 } } },
  })),
  ...[
    {},
    [],
    [{}],
    { id: 'not a uuid' },
    { id: 1 },
    { id: { $in: ['a', 2] } },
    { id: { $ilike: 'x' } },
    { title: null, slug: undefined },
    { title: true },
    { title: ['a'] },
    { title: new Date(0) },
    { title: {} },
    { title: { $like: 1 } },
    { slug: { $like: '%' } },
    { slug: { $ilike: '%' } },
    { priority: Number.NaN },
    { priority: { $gt: null } },
    { priority: { $isNull: 1 } },
    { priority: { $isNull: true } },
    { priority: { $not: 'x' } },
    { priority: { in: [null, 'x'] } },
    { done: 'yes' },
    { due: new Date(0) },
    { due: 5 },
    { due: 'yesterday' },
    { due: true },
    { due: { $gte: {} } },
    { meta: { $regex: 1 }, whatever: Symbol.iterator.toString() },
    { owner: G1 },
    { owner: 5 },
    { owner: { $in: ['x'] } },
    { owner: { $in: [5] } },
    { 'owner.email': 5 },
    { 'owner.email': { $ilike: 'x' } },
    { 'owner.email': { $nope: 'x' } },
    { 'owner.id': G1 },
    { 'owner.id': 5 },
    { 'todos.goal': 'x' },
    { 'todos.goal': T1 },
    { 'todos.goal.owner.nope': 1 },
    { 'todos.title.x': 1 },
    { 'todos.': 1 },
    { '.title': 1 },
    { or: {} },
    { or: [1, null, 'x'] },
    { and: [{ or: [{ 'todos.order': 'x' }] }] },
    { and: [[{ nope: 1 }]] },
    { or: 'x', title: 1 },
  ].map(where),
];

describe('queries', () => {
  it.each(refused)('%j', (query, message) => {
    expect(verdict(() => checkQuery(query, table))).toEqual(['QueryValidationError', message]);
  });

  it('are judged as the official SDK does', () => {
    for (const query of [...refused.map(([each]) => each), ...others]) {
      expect(
        verdict(() => checkQuery(query, table)),
        JSON.stringify(query),
      ).toEqual(verdict(() => validateQuery(query, official)));
      expect(
        verdict(() => checkQuery(query, undefined)),
        `without a schema: ${JSON.stringify(query)}`,
      ).toEqual(verdict(() => validateQuery(query)));
    }
  });

  it('find nothing behind names that every object has', () => {
    const message = /does not exist/;
    expect(verdict(() => checkQuery({ constructor: {} }, table))?.[1]).toMatch(message);
    expect(verdict(() => checkQuery({ goals: { toString: {} } }, table))?.[1]).toMatch(message);
    expect(verdict(() => checkQuery(where({ valueOf: 1 }), table))?.[1]).toMatch(message);
  });
});

const chunk = (...ops: readonly unknown[]): unknown => ({ __ops: ops });

const refusedChunks: readonly (readonly [chunks: unknown, message: string])[] = [
  ['x', 'Transaction chunk must be an object, but received: string'],
  [[null], 'Transaction chunk must be an object, but received: object'],
  [{}, 'Transaction chunk must have __ops array, but received: undefined'],
  [[[chunk()]], 'Transaction chunk must have __ops array, but received: undefined'],
  [chunk('x'), 'Transaction operation must be an array, but received: string'],
  [
    chunk(['update', 'goals', 'x', {}]),
    "Invalid id for entity 'goals'. Expected a UUID, but received: x",
  ],
  [
    chunk(['update', 'nope', G1, {}]),
    "Entity 'nope' does not exist in schema. Available entities: $users, goals, todos, bare",
  ],
  [
    chunk(['update', 'goals', G1, 'x']),
    "Arguments for data operation on entity 'goals' must be an object, but received: string",
  ],
  [
    chunk(['create', 'goals', G1, { title: 1 }]),
    "Invalid value for attribute 'title' in entity 'goals'. Expected string, but received: number",
  ],
  [
    chunk(['link', 'goals', G1, { nope: T1 }]),
    "Link 'nope' does not exist on entity 'goals'. Available links: todos, owner",
  ],
  [
    chunk(['unlink', 'goals', G1, { todos: 'x' }]),
    "Invalid UUID in link 'todos' for entity 'goals'. Expected a UUID, but received: x",
  ],
  [
    chunk(['link', 'goals', G1, { todos: [T1, 'x'] }]),
    "Invalid entity ID in link 'todos' for entity 'goals'. Expected a UUID or a lookup, but received: x",
  ],
];

const otherChunks: readonly unknown[] = [
  [],
  chunk(),
  undefined,
  chunk(['update', 'goals', ['slug', 'x'], { title: null, nope: 1, id: 5 }]),
  chunk(['update', 'goals', 5, {}]),
  chunk(['update', 5, G1, {}]),
  chunk(['update', 'goals', G1, null]),
  chunk(['update', 'goals', G1]),
  chunk(['merge', 'goals', G1, { due: true }]),
  chunk(['merge', 'goals', G1, { due: new Date(0), meta: 5, whatever: 'x' }]),
  chunk(['update', 'goals', G1, { priority: Number.NaN }]),
  chunk(['delete', 'nope', G1, null]),
  chunk(['ruleParams', 'nope', G1, 5]),
  chunk(['link', 'goals', G1, 5]),
  chunk(['link', 'goals', G1, { todos: null, owner: 'lookup__email__"a"' }]),
  chunk(['link', 'goals', G1, { owner: [T1] }]),
  chunk(['link', 'goals', G1, { owner: 5 }]),
  chunk(['link', 'goals', G1, { owner: {} }]),
  chunk(['link', 'nope', G1, {}]),
  chunk(['nonsense', 'goals', G1, { title: 1 }]),
  [chunk(), { __ops: 5 }],
];

describe('transactions', () => {
  it.each(refusedChunks)('%j', (chunks, message) => {
    expect(verdict(() => checkTransaction(chunks, table))).toEqual([
      'TransactionValidationError',
      message,
    ]);
  });

  it('are judged as the official SDK does', () => {
    for (const chunks of [...refusedChunks.map(([each]) => each), ...otherChunks]) {
      expect(
        verdict(() => checkTransaction(chunks, table)),
        JSON.stringify(chunks),
      ).toEqual(verdict(() => validateTransactions(chunks as never, official)));
      expect(
        verdict(() => checkTransaction(chunks, undefined)),
        `without a schema: ${JSON.stringify(chunks)}`,
      ).toEqual(verdict(() => validateTransactions(chunks as never)));
    }
  });
});

describe('required links', () => {
  const missing = (chunks: readonly { readonly __ops: readonly (readonly unknown[])[] }[]) =>
    verdict(() =>
      checkRequiredLinks(
        chunks.flatMap(({ __ops: ops }) => ops),
        table,
      ),
    );
  const chunk = (...ops: readonly (readonly unknown[])[]) => ({ __ops: ops });
  const U1 = 'cccccccc-cccc-4ccc-8ccc-cccccccccccc';
  const create = ['create', 'goals', G1, { title: 'x' }];

  it('are asked for where an entity is created', () => {
    expect(missing([chunk(create)])).toEqual([
      'TransactionValidationError',
      `Required link 'owner' of entity 'goals' is not given for ${G1}. Add .link({ owner: … }) to its chunk, or link it from '$users' in the same transaction.`,
    ]);
  });

  it.each([
    ['in the chunk', [chunk(create, ['link', 'goals', G1, { owner: U1 }])]],
    ['in another chunk', [chunk(['link', 'goals', G1, { owner: U1 }]), chunk(create)]],
    ['from the other end', [chunk(create), chunk(['link', '$users', U1, { goals: [T1, G1] }])]],
    ['from a lookup', [chunk(create), chunk(['link', '$users', ['email', 'a'], { goals: G1 }])]],
    ['to a lookup', [chunk(create, ['link', 'goals', G1, { owner: 'lookup__email__"a"' }])]],
    ['perhaps', [chunk(create), chunk(['link', '$users', U1, { goals: 'lookup__slug__"a"' }])]],
    ['not, for a lookup', [chunk(['create', 'goals', ['slug', 'x'], { title: 'x' }])]],
    ['not, for an update', [chunk(['update', 'goals', G1, { title: 'x' }])]],
    [
      'whatever the case of the id',
      [chunk(create), chunk(['link', 'goals', G1.toUpperCase(), { owner: U1 }])],
    ],
  ])('are given %s', (_how, chunks) => {
    expect(missing(chunks)).toBe(null);
  });

  it('are not given by an unlink, an empty list or another entity', () => {
    for (const op of [
      ['unlink', 'goals', G1, { owner: U1 }],
      ['link', 'goals', G1, { owner: null }],
      ['link', 'goals', G1, { owner: [] }],
      ['link', 'goals', T1, { owner: U1 }],
      ['link', '$users', U1, { goals: [T1] }],
    ]) {
      expect(missing([chunk(create, op)])?.[1]).toMatch('owner');
    }
  });
});
