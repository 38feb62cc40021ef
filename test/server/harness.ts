import { id, init, InstantAPIError } from '@instantdb/admin';

import { adminToken, appId, schema } from './fixture.js';

/** The official client with the schema of the fixture. */
export type Db = ReturnType<typeof connect>;
export const connect = (apiURI: string) => init({ appId, adminToken, schema, apiURI });

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** The official client without a schema and without its checks: what is said is what is sent. */
export interface OpenDb {
  query(query: object): Promise<Rows>;
  /** Sends step tuples as they are. */
  transact(steps: readonly (readonly unknown[])[]): Promise<unknown>;
}

export function connectOpen(apiURI: string, token: string = adminToken): OpenDb {
  const db = init({ appId, adminToken: token, apiURI, disableValidation: true });
  return {
    query: async (query) => {
      const rows: unknown = await db.query(query as never);
      return rows as Rows;
    },
    transact: (steps) => db.transact({ __ops: steps } as never) as Promise<unknown>,
  };
}

/** The API error with which a call rejects; throws when it does anything else. */
export async function problem(call: Promise<unknown>): Promise<{
  readonly status: number;
  readonly message: string;
  readonly type: unknown;
  readonly hint: unknown;
}> {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof InstantAPIError)) {
    throw new Error(`expected an API error, got ${String(thrown)}`);
  }
  const { status, message, body, hint } = thrown;
  return { status, message, type: body?.type, hint };
}

export const [g1, g2, g3, t1, t2] = [id(), id(), id(), id(), id()] as const;

/** Empties the goals, todos and notes, and writes three goals and two todos. */
export async function seed(db: Db): Promise<void> {
  const { goals, todos, notes } = await db.query({ goals: {}, todos: {}, notes: {} });
  await db.transact([
    ...notes.map((note) => found(db.tx.notes[note.id]).delete()),
    ...goals.map((goal) => found(db.tx.goals[goal.id]).delete()),
    ...todos.map((todo) => found(db.tx.todos[todo.id]).delete()),
  ]);
  await db.transact(
    found(db.tx.goals[g1]).create({
      title: 'Get fit',
      slug: 'fit',
      priority: 1,
      due: '2026-01-01',
    }),
  );
  await db.transact([
    found(db.tx.goals[g2]).create({
      title: 'get rich',
      slug: 'rich',
      priority: 3,
      due: Date.UTC(2025, 0),
    }),
    found(db.tx.todos[t1]).create({ title: 'run', order: 1 }).link({ goal: g1 }),
    found(db.tx.todos[t2]).create({ title: 'swim' }).link({ goal: g1 }),
  ]);
  await db.transact(
    found(db.tx.goals[g3]).create({ title: 'Read', done: true }).link({ parent: g1 }),
  );
}

/** What a property access gives, where it is known to be there. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing there');
  return value;
}
