import { id, lookup } from '@instantdb/admin';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { adminToken, appId, presence, schema } from './fixture.js';
import { connect, connectOpen, found, g1, g2, problem, seed, t1, t2 } from './harness.js';
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
});
afterAll(() => server.stop());

beforeEach(() => seed(db));

describe('transactions', () => {
  const read = async (goal: string) =>
    (await db.query({ goals: { $: { where: { id: goal } }, todos: {} } })).goals[0];

  it('updates, merges, links, unlinks and deletes', async () => {
    const first = (await db.transact(
      found(db.tx.goals[g1]).update({ meta: { a: { b: 1, c: 2 } } }),
    )) as {
      readonly 'tx-id': number;
    };
    const second = (await db.transact(
      found(db.tx.goals[g1])
        .merge({ meta: { a: { b: null, d: [1] } } })
        .unlink({ todos: t1 }),
    )) as { readonly 'tx-id': number };
    expect(second['tx-id']).toBeGreaterThan(first['tx-id']);
    expect(await read(g1)).toMatchObject({ meta: { a: { c: 2, d: [1] } }, todos: [{ id: t2 }] });
    // The has-one side lets go of what it held.
    await db.transact(found(db.tx.goals[g2]).link({ todos: [t1, t2] }));
    expect((await read(g1))?.todos).toEqual([]);
    await db.transact(found(db.tx.goals[g2]).delete());
    expect(await read(g2)).toBe(undefined);
    expect((await db.query({ todos: { goal: {} } })).todos.map(({ goal }) => goal)).toEqual([
      null,
      null,
    ]);
  });

  it('finds and makes entities by lookup', async () => {
    await db.transact(db.tx.goals.lookup('slug', 'fit').update({ title: 'Fit' }));
    expect((await read(g1))?.title).toBe('Fit');
    await db.transact(db.tx.goals.lookup('slug', 'new').update({ title: 'New' }));
    await db.transact(db.tx.goals.lookup('slug', 'new').link({ todos: lookup('order', 1) }));
    const { goals } = await db.query({ goals: { $: { where: { slug: 'new' } }, todos: {} } });
    expect(goals).toMatchObject([{ title: 'New', slug: 'new', todos: [{ id: t1 }] }]);
    const thrown = await problem(
      open.transact([['update', 'goals', ['title', 'x'], { done: true }]]),
    );
    expect(thrown.message).toMatch('title is not a unique attribute on goals');
  });

  it('is all or nothing, with the shapes of real problems', async () => {
    const message = async (...steps: readonly (readonly unknown[])[]): Promise<string> =>
      (await problem(open.transact(steps))).message;
    const fresh = id();
    const strict = { upsert: false };
    expect(
      await message(['update', 'goals', g1, { title: 'x' }], ['update', 'goals', g2, { title: 1 }]),
    ).toBe(
      'Invalid value type for goals.title. Value must be a string but the provided value type is number.',
    );
    expect((await read(g1))?.title).toBe('Get fit');
    expect(await message(['create', 'goals', g1, { title: 'x' }])).toMatch(`that exist: ${g1}`);
    expect(await message(['update', 'goals', fresh, { title: 'x' }, strict])).toMatch(
      `entities that don't exist: ${fresh}`,
    );
    // What an earlier step makes or takes away counts.
    const one = ['create', 'goals', fresh, { title: 'x' }];
    await open.transact([one, ['update', 'goals', fresh, { done: true }, strict]]);
    await open.transact([['delete', 'goals', fresh, null], one, ['delete', 'goals', fresh, null]]);
    expect(await message(['create', 'goals', fresh, { done: true }])).toBe(
      `Missing required attribute \`goals/title\`: ${fresh}`,
    );
    expect(await message(['create', 'notes', fresh, {}])).toBe(
      `Missing required attribute \`notes/goal\`: ${fresh}`,
    );
    expect(await problem(open.transact([['update', 'goals', g2, { slug: 'fit' }]]))).toMatchObject({
      type: 'record-not-unique',
      hint: { etype: 'goals', label: 'slug' },
    });
    expect(await message(['update', 'goals', 'x', {}])).toMatch("Invalid entity ID 'x'");
    expect(await message(['link', 'goals', g1, { todos: 'x' }])).toMatch("Invalid entity ID 'x'");
    expect(await message(['update', 'goals', g1, 'x'])).toBe('Validation failed for steps');
    expect(await message(['invent', 'goals', g1, {}])).toMatch('Unsupported action invent');
    const missing = await problem(
      db.transact(found(db.tx.goals[g1]).update({ nope: 1 } as object)),
    );
    expect(missing.hint).toMatchObject({ errors: [{ hint: { attributes: ['goals.nope'] } }] });
    await open.transact([
      ['update', 'goals', g1, { nope: 1 }],
      ['link', 'goals', g1, { friends: [fresh] }],
    ]);
    expect(await read(g1)).toMatchObject({ nope: 1 });
  });

  it('deletes what is declared to go along', async () => {
    const user = id();
    await db.transact(found(db.tx.$users[user]).create({ email: 'o@b.co' }));
    await db.transact(found(db.tx.goals[g1]).link({ owner: user }));
    await db.auth.deleteUser({ email: 'o@b.co' });
    expect(await read(g1)).toBe(undefined);
    expect(await read(g2)).toBeDefined();
  });
});
