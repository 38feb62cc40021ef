import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { ROOT } from './apps.js';
import { say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({
  entities: {
    goals: i.entity({ title: i.string(), dueAt: i.date(), madeAt: i.date(), endAt: i.date().optional() }),
    notes: i.entity({ madeAt: i.number() }),
  },
  links: {
    goalNotes: { forward: { on: 'goals', has: 'many', label: 'notes' }, reverse: { on: 'notes', has: 'one', label: 'goal' } },
  },
});
`;
const CONFIG = {
  strict: true,
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  jsx: 'preserve',
  allowJs: true,
  types: ['node'],
};
const DB = `import { init } from '@instantdb/admin';
import schema from '../instant.schema';
export const db = init({ appId: '', schema, useDateObjects: true });
`;

/** Lines that read dates; those with a mark at their end are for a person to decide. */
const READS = `import { id } from '@instantdb/admin';
import { db } from './db';
declare function format<D extends Date>(date: D | string | number, as: string): string;
declare function send(body: unknown): void;
declare function same<T>(value: T): T;
const row: { dueAt: string; madeAt: string } = JSON.parse('{}');
const { goals, notes } = await db.query({ goals: { notes: {}, $: { fields: ['title', 'dueAt', 'endAt', 'madeAt'] } }, notes: { goal: {} } });
// Of the app, or of an attribute that is no date.
console.log(row.dueAt.slice(0, 10), notes.map((note) => note.madeAt + 1));
for (const goal of goals) {
  console.log(goal.title, goal.dueAt);
  const dates = [new Date(goal.dueAt), Number(goal.madeAt)];
  if (goal.endAt && goal.dueAt < goal.endAt) send(dates);
  const late = goal.endAt ? 'ended' : +goal.dueAt < Date.now();
  const open = goals.filter((each) => each.endAt).length + (goal.endAt === null ? 1 : 0);
  const known = (goal.dueAt as Date).toISOString() + (goal.madeAt instanceof Date ? goal.madeAt.getTime() : 0);
  await db.query({ goals: { $: { where: { dueAt: { $gt: goal.dueAt } } } } });
  await db.transact(db.tx.goals[id()]!.create({ title: '', dueAt: goal.dueAt, madeAt: goal.endAt ?? goal.madeAt }));
  const due = goal.dueAt;
  send([late, open, known, format(goal.dueAt, 'P'), format(due, 'P'), new Date(due)]);
  const { endAt, dueAt: until } = goal;
  const end: Date | string | number | undefined | null = goal.endAt;
  if (!endAt || !until || goal.dueAt > new Date()) console.info(endAt, end);
  if (goal.dueAt === goal.madeAt) continue; // equal
  send(\`due \${goal.dueAt}\`); // text
  send('due ' + goal['dueAt']); // text
  send({ due: goal.dueAt }); // given
  send(until); // given
  if (goal.dueAt > '2026-01-01') continue; // order
  if (typeof due === 'string') continue; // kind
  send((goal.madeAt as string).slice(0, 10)); // given
  send(same(goal.dueAt)); // given
  send(new Set([goal.endAt])); // given
}
export const found = notes.map(({ goal }) => goal?.dueAt); // given
const loose: any = goals;
loose.forEach((goal: any) => send([goal.dueAt, goal.madeAt])); // given
`;
const SCRIPT = `import { db } from './db';
export async function days(send) {
  const { goals } = await db.query({ goals: {} });
  goals.sort((a, b) => a.dueAt - b.dueAt);
  return goals.map((goal) => goal.dueAt.slice(0, 10)); // member
}
`;
const PAGE = `import { db } from './db';
declare global { namespace JSX { interface IntrinsicElements { time: { at?: Date | string | number; children?: unknown } } } }
const { goals } = await db.query({ goals: {} });
export const times = goals.map((goal) => <time at={goal.dueAt} />);
export const page = goals.map((goal) => <time>{goal.dueAt}</time>); // text
`;

const WORDS: Readonly<Record<string, RegExp>> = {
  equal: /times/,
  text: /toISOString\(\)`:/,
  given: /takes a Date/,
  order: /neither before nor after/,
  kind: /instanceof Date/,
  member: /no such member/,
};

it('reads of dates are listed where it matters that they are Date objects, with what to do', async () => {
  const folder = temporaryFolder();
  const files = { 'src/reads.ts': READS, 'src/days.js': SCRIPT, 'src/page.tsx': PAGE };
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json': '{ "name": "a", "dependencies": { "@instantdb/core": "1" } }',
    'tsconfig.json': JSON.stringify({ compilerOptions: CONFIG, include: ['src'] }),
    'src/db.ts': DB,
    ...files,
  });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { open } = await say(folder, '--dry-run');
  const listed = open.filter(({ code }) => code === 'migrate-date-read');
  const at = listed.map(({ file, line }) => `${file ?? ''}:${String(line)}`);
  const marked = Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => {
      const mark = / \/\/ (\w+)$/.exec(line)?.[1];
      return mark === undefined ? [] : [{ at: `${file}:${String(index + 1)}`, mark }];
    }),
  );
  expect([...new Set(at)].sort()).toEqual(marked.map((each) => each.at).sort());
  for (const each of marked)
    expect(listed[at.indexOf(each.at)]?.remedy).toMatch(WORDS[each.mark] ?? '');
}, 60_000);
