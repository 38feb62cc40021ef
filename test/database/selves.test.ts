import { expect, it } from 'vitest';
import { problemsOf, programOf } from '../types/program.js';
import { emittedWithRuntime, storeAt } from './emit.js';

const LINES = `import type { AppDatabase } from './database.js';
declare const db: AppDatabase;
export async function run() {
  const { data } = await db.from('employees').select({ reports_to: true, reports_to_employees: { first_name: true } });
  const chief: string | undefined = data?.[0]?.reports_to_employees?.first_name;
  const id: number | null | undefined = data?.[0]?.reports_to;
  const text = await db.from('employees').select('reports_to(first_name)');
  const name: string | undefined = text.data?.[0]?.reports_to?.first_name;
  const nodes = await db.from('nodes').select({ parent: true, parent_id_nodes: { id: true }, nodes: { id: true } });
  const above: number | undefined = nodes.data?.[0]?.parent_id_nodes?.id;
  const tasks = await db.from('tasks').select('id,status(name)');
  const status: string | undefined = tasks.data?.[0]?.status.name;
  return [status, chief, id, name, above, nodes.data?.[0]?.nodes[0]?.id];
}
`;

it('keys to the table itself, and those called as their table, have names and compile', () => {
  const files = emittedWithRuntime(storeAt('database/selves.json'));
  const program = programOf(new Map([...files, ['usage.ts', LINES]]), [
    ...files.keys(),
    'usage.ts',
  ]);
  expect(problemsOf(program)).toEqual([]);
  expect(files.get('database.ts')).toContain("reports_to_employees: ['reports_to', 'employees']");
});
