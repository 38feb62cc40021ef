import { expect, test } from 'vitest';
import { tree } from './disk.js';
import { project, put, SCHEMA, start } from './run.js';

/** Runs it with nobody who reads what it says. */
async function unread(root: string, args: readonly string[]): Promise<number | null> {
  const { child, closed } = start(root, args);
  child.stdout?.destroy();
  child.stderr?.destroy();
  return closed;
}

test('a run whose output nobody reads does its work, and ends as it would', async () => {
  const root = project({ 'instant.schema.ts': SCHEMA });
  expect(await unread(root, [])).toBe(0);
  expect(tree(root)['src/instant/index.ts']).toBeDefined();
  expect(await unread(root, [])).toBe(0);
  expect(await unread(root, ['--check', '--json'])).toBe(0);
  expect(await unread(root, ['--help'])).toBe(0);
  put(root, { 'instant.schema.ts': 'export default 1;' });
  expect(await unread(root, [])).toBe(2);
});

test('--watch ends when it is about to say something that nobody reads', async () => {
  const root = project({ 'instant.schema.ts': SCHEMA });
  expect(await unread(root, ['--watch'])).toBe(0);
});
