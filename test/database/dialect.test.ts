import { describe, expect, it } from 'vitest';
import { problemsOf, programOf } from '../types/program.js';
import { emittedWithRuntime, storeAt } from './emit.js';

const HEAD = `import type { AppDatabase } from './database.js';
declare const db: AppDatabase;
`;

describe('a backend that answers without nested selects', () => {
  const store = storeAt('postgres-blog/database.json', { dialect: 'fluxbase', embeds: false });
  const problems = (usage: string): readonly string[] => {
    const files = new Map([...emittedWithRuntime(store), ['usage.ts', HEAD + usage]]);
    return problemsOf(programOf(files, ['usage.ts'])).map(({ text }) => text);
  };

  it('takes columns', () => {
    expect(
      problems(`export const found = db.from('posts').select({ id: true, title: true });
        found.then(({ data }) => (data ?? []).map(({ title, id }) => [title satisfies string, id satisfies number]));`),
    ).toEqual([]);
  });

  it('refuses a nested select, in words', () => {
    const [first, ...others] = problems(
      `export const found = db.from('posts').select({ id: true, author: { name: true } });`,
    );
    expect(first).toContain('NoNestedSelect');
    expect(others).toEqual([]);
  });

  it('refuses one as text', () => {
    expect(
      problems(`export const { data } = await db.from('posts').select('id,users(name)');
        export const name = data?.[0]?.id;`),
    ).not.toEqual([]);
  });
});
