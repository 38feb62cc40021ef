import { id } from '@instantdb/admin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { adminToken, appId, presence, schema } from './fixture.js';
import { connect, connectOpen, g1, g2, g3, problem, seed, t1 } from './harness.js';
import type { Db, OpenDb } from './harness.js';
import { startServerProcess } from './process.js';
import type { ServerProcess } from './process.js';

let server: ServerProcess;
let db: Db;
let open: OpenDb;

beforeAll(async () => {
  server = await startServerProcess({ appId, adminToken, schema, presence });
  db = connect(server.url);
  open = connectOpen(server.url);
  await seed(db);
});
afterAll(() => server.stop());

const titles = async (where: object, rest: object = {}): Promise<readonly unknown[]> => {
  const { goals } = await open.query({ goals: { $: { where, ...rest } } });
  return (goals ?? []).map(({ title }) => title);
};

describe('queries', () => {
  it('gives has-one links as object or null, has-many as lists, and lists when not inferring', async () => {
    const { todos, goals } = await db.query({
      todos: { $: { where: { id: t1 } }, goal: { owner: {} } },
      goals: { $: { where: { id: g1 } }, todos: {}, note: {}, parts: { $: { fields: ['title'] } } },
    });
    expect(todos).toEqual([
      {
        id: t1,
        title: 'run',
        order: 1,
        goal: {
          id: g1,
          title: 'Get fit',
          slug: 'fit',
          priority: 1,
          due: '2026-01-01',
          owner: null,
        },
      },
    ]);
    expect(goals[0]?.todos.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['run', 'swim']),
    );
    expect(goals[0]?.note).toBe(null);
    expect(goals[0]?.parts).toEqual([{ id: g3, title: 'Read' }]);
    const raw = await open.query({ todos: { $: { where: { id: t1 } }, goal: { owner: {} } } });
    expect(raw).toMatchObject({ todos: [{ goal: [{ id: g1, owner: [] }] }] });
  });

  it('filters by every operator', async () => {
    const every: [object, readonly string[]][] = [
      [{}, ['Get fit', 'get rich', 'Read']],
      [{ title: 'Read' }, ['Read']],
      [{ priority: { $gt: 1 } }, ['get rich']],
      [{ priority: { $gte: 1 } }, ['Get fit', 'get rich']],
      [{ priority: { $lt: 3 } }, ['Get fit']],
      [{ priority: { $lte: 3 } }, ['Get fit', 'get rich']],
      [{ priority: { $in: [1, 2] } }, ['Get fit']],
      [{ priority: { in: [3, null] } }, ['get rich', 'Read']],
      [{ priority: { $ne: 1 } }, ['get rich', 'Read']],
      [{ priority: { $not: 1 } }, ['get rich', 'Read']],
      [{ priority: { $isNull: true } }, ['Read']],
      [{ priority: { $isNull: false } }, ['Get fit', 'get rich']],
      [{ title: { $like: 'Get%' } }, ['Get fit']],
      [{ title: { $ilike: 'get%' } }, ['Get fit', 'get rich']],
      [{ title: { $like: 'R__d' } }, ['Read']],
      [{ title: { $like: 'R.*d' } }, []],
      [{ due: { $gt: '2025-06-01' } }, ['Get fit']],
      [{ due: { $lt: Date.UTC(2025, 5) } }, ['get rich']],
      [{ due: '2025-01-01T00:00:00.000Z' }, ['get rich']],
      // Of two operators only the first counts.
      [{ priority: { $gt: 0, $lt: 2 } }, ['Get fit', 'get rich']],
      [{ and: [{ priority: { $gt: 0 } }, { priority: { $lt: 2 } }] }, ['Get fit']],
      [{ or: [{ title: 'Read' }, { priority: 3 }] }, ['get rich', 'Read']],
      [{ title: 'Read', done: false }, []],
      [{ 'todos.title': 'run' }, ['Get fit']],
      [{ 'parent.todos.title': 'swim' }, ['Read']],
      [{ 'todos.title': { $ne: 'run' } }, ['Get fit', 'get rich', 'Read']],
      [{ 'parent.title': { $isNull: true } }, ['Get fit', 'get rich']],
      [{ parent: g1 }, ['Read']],
      [{ 'parent.id': g1 }, ['Read']],
      [{ parent: { $isNull: false } }, ['Read']],
      [{ todos: { $in: [t1, g2] } }, ['Get fit']],
      [{ nope: 1 }, []],
      [{ 'nope.title': 1 }, []],
    ];
    for (const [where, expected] of every) {
      expect([where, await titles(where)]).toEqual([where, expected]);
    }
  });

  it('orders and pages', async () => {
    const page = (rest: object) => titles({}, rest);
    expect(await page({ order: { priority: 'asc' } })).toEqual(['Read', 'Get fit', 'get rich']);
    expect(await page({ order: { priority: 'desc' } })).toEqual(['get rich', 'Get fit', 'Read']);
    expect(await page({ order: { due: 'asc' } })).toEqual(['Read', 'get rich', 'Get fit']);
    expect(await page({ order: { serverCreatedAt: 'desc' } })).toEqual([
      'Read',
      'get rich',
      'Get fit',
    ]);
    expect(await page({ limit: 1 })).toEqual(['Get fit']);
    expect(await page({ first: 2 })).toEqual(['Get fit', 'get rich']);
    expect(await page({ last: 1 })).toEqual(['Read']);
    expect(await page({ limit: 1, offset: 1 })).toEqual(['get rich']);
    const order = { priority: 'asc' };
    const cursor = [g1, id(), 1, 0];
    expect(await page({ order, after: cursor })).toEqual(['get rich']);
    expect(await page({ order, after: cursor, afterInclusive: true })).toEqual([
      'Get fit',
      'get rich',
    ]);
    expect(await page({ order, before: cursor })).toEqual(['Read']);
    // Below the top level a limit is accepted and ignored.
    const { goals } = await db.query({
      goals: { $: { where: { id: g1 } }, todos: { $: { limit: 1 } } },
    });
    expect(goals[0]?.todos).toHaveLength(2);
  });

  it('refuses what the server refuses', async () => {
    const messages = async (options: object): Promise<string> =>
      (await problem(open.query({ goals: { $: options } }))).message;
    expect(await messages({ order: { done: 'asc' } })).toMatch(
      '`goals.done` attribute must be indexed',
    );
    expect(await messages({ order: { title: 'asc', priority: 'asc' } })).toMatch(
      'Validation failed',
    );
    expect(await messages({ where: { done: { $gt: true } } })).toBe(
      'Validation failed for query: The `goals.done` attribute must be indexed to use comparison operators.',
    );
    expect(await messages({ where: { title: 1 } })).toMatch(
      'data type of `goals.title` is `string`',
    );
    expect(await messages({ where: { title: null } })).toBe('Validation failed for coerced-query');
    expect(await messages({ where: { title: { $nin: ['a'] } } })).toMatch('coerced-query');
    expect(await messages({ where: { or: [] } })).toMatch('Validation failed');
    expect(await messages({ limit: 0 })).toMatch('positive integer');
    expect(await messages({ limit: 1, first: 1 })).toMatch('one of');
    expect(await messages({ after: ['x'] })).toMatch('cursor');
    expect(await messages({ fields: 'title' })).toMatch('list');
    const nested = await problem(open.query({ goals: { todos: { $: { offset: 1 } } } }));
    expect(nested).toMatchObject({ status: 400, type: 'validation-failed' });
    expect(await open.query({ nope: {} })).toEqual({ nope: [] });
  });
});
