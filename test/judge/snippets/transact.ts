import type { Call } from '../wire.js';
import { both, each, noAdmin, open, snippet, typed } from './snippet.js';

const send = (source: string): string => `return db.transact(${source})`;

/** Steps of every kind, lookups, and how values are written. */
export const transactSnippets: readonly Call[] = [
  ...both(
    'transact',
    [
      "db.tx.goals[G1].create({ title: 'eat', slug: 's' })",
      "db.tx.goals[G1].update({ title: 'é\\u2028\"' })",
      'db.tx.goals[G1].update({})',
      "db.tx.goals[G1].update({ id: G2, title: 'x' })",
      "db.tx.goals[G1].update({ title: 'x' }, { upsert: false })",
      "db.tx.goals[G1].update({ title: 'x' }, {})",
      "db.tx.goals[G1].update({ title: 'x' }, undefined)",
      'db.tx.goals[G1].update({ priority: 1e21, done: false, whatever: [undefined, null, NaN] })',
      'db.tx.goals[G1].update({ dueDate: new Date(5) })',
      "db.tx.goals[G1].update({ dueDate: '2026-01-01', meta: { at: new Date(5) } })",
      'db.tx.goals[G1].merge({ meta: { a: { b: null }, c: [1] } })',
      'db.tx.goals[G1].merge({ meta: { a: 1 } }, { upsert: true })',
      'db.tx.goals[G1].delete()',
      'db.tx.goals[G1].link({ todos: T1 })',
      'db.tx.goals[G1].link({ todos: [] })',
      'db.tx.goals[G1].link({ todos: [T1, T2], owner: USER_ID })',
      'db.tx.goals[G1].unlink({ todos: [T1] })',
      "db.tx.goals[G1].link({ todos: lookup('order', 1) })",
      "db.tx.goals[G1].unlink({ owner: lookup('email', 'a@b.co') })",
      "db.tx.goals[G1].ruleParams({ k: 's' }).update({ title: 'x' })",
      "db.tx.goals[G1].update({ title: 'a' }).link({ todos: T1 }).merge({ meta: {} }).unlink({ todos: T2 }).delete()",
      "[db.tx.todos[T1].create({ title: 't' }), db.tx.goals[G1].update({ title: 'g' }).link({ todos: T1 })]",
      '[]',
      '[db.tx.goals[G1], db.tx.goals[G2].delete()]',
      "db.tx.goals.lookup('slug', 'get-fit').update({ title: 'x' })",
      "db.tx.goals.lookup('slug', 'a__b \"c\"').delete()",
      "db.tx.goals[lookup('slug', 'é')].link({ todos: T1 })",
      "db.tx.todos.lookup('order', 0).delete()",
      "db.tx.$users.lookup('email', 'a@b.co').update({ nickname: 'x' })",
      "db.tx.$files.lookup('path', 'a/b.png').delete()",
      "tx.goals[G1].update({ title: 'global' })",
      'db.tx.goals[id()].delete()',
    ].map(send),
  ),
  ...both('transact', [
    "const c = db.tx.goals[G1]; const d = c.update({ title: 'x' }); return [c.__ops, d.__ops, d.__etype, c === d]",
    'return db.tx.goals[G1].nope',
    "return [lookup('a', undefined), lookup('b', [1, null]), lookup('', '')]",
    'return Object.keys(db.tx.goals[G1])',
    'const { transact } = db; return transact(db.tx.goals[G1].delete())',
    'const args = { title: "x" }; const c = db.tx.goals[G1].update(args); args.title = "y"; return db.transact(c)',
    'const ids = new Set(Array.from({ length: 50 }, () => id())); return [ids.size, [...ids].every((x) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(x))]',
  ]),
  ...each('transact', typed, [
    'return db.transact(db.tx.goals[G1].delete(), null)',
    'return Promise.all([G1, G2].map((id) => db.tx.goals[id].delete()).map(db.transact))',
    "return db.asUser({ email: 'a@b.co' }).transact(db.tx.goals[G1].delete())",
    'return db.asUser({ token: REFRESH_TOKEN }).transact(db.tx.goals[G1].delete())',
    'const user = db.asUser({ guest: true }); return user.transact(user.tx.goals[G1].delete())',
  ]),
  ...each('transact', noAdmin, [
    'return db.transact(db.tx.goals[G1].delete())',
    'return db.asUser({ token: REFRESH_TOKEN }).transact(db.tx.goals[G1].delete())',
    "return db.asUser({ email: 'a@b.co' }).transact(db.tx.goals[G1].delete())",
  ]),
  ...each('debug', typed, [
    'return db.asUser({ guest: true }).debugQuery({ goals: {} }, { rules: { goals: {} }, ruleParams: { a: 1 }, ip: "1.2.3.4", origin: "https://x.co", cardinalityInference: false })',
    'return db.asUser({ guest: true }).debugTransact(db.tx.goals[G1].delete(), { ip: "1.2.3.4" })',
  ]),
  snippet('transact', open, 'return db.transact(db.tx["a b"]["é"].update({ "": 1, "x.y": 2 }))'),
];
