import { dirname, join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../judge/generate.js';
import { fixture } from './emit.js';
import { problemsIn } from './program.js';

const HEAD = `import { init, q, queryOnce, paginate, subscribeQuery } from './src/instant/index.js';
const db = init({ appId: '' });
`;

const RIGHT = [
  'const { pageInfo } = await queryOnce(db, { goals: { $: { first: 2 } } }); const more: boolean | undefined = pageInfo?.goals.hasNextPage; void more;',
  'const { pageInfo } = await queryOnce(db, { goals: { $: { offset: 2 } } }); void pageInfo?.goals.endCursor;',
  'const { data } = await queryOnce(db, q.goals.first(2).with({ todos: {} })); void data.goals[0]!.todos[0]!.title.length;',
  "const { aggregate } = await queryOnce(db, { goals: { $: { aggregate: 'count', where: { title: 'x' } } } }); const n: number | undefined = aggregate?.['goals']?.count; void n;",
  "const { aggregate } = await queryOnce(db, { goals: { $: { aggregate: 'count' } } }); void aggregate;",
  "for await (const each of subscribeQuery(db, { goals: { $: { aggregate: 'count' } } })) { if (each.type === 'ok') { const n: number | undefined = each.aggregate?.['goals']?.count; void n; } }",
  'for await (const { data } of paginate(db, { goals: { $: { first: 2 } } })) void data.goals[0]!.title.length;',
];

const WRONG = [
  ["queryOnce(db, { goals: { $: { aggregate: 'sum' } } });", `to type '"count"'`],
  [
    "queryOnce(db, { goals: { todos: { $: { aggregate: 'count' } } } });",
    "'aggregate' does not exist",
  ],
  [
    "const { pageInfo } = await queryOnce(db, { goals: { $: { where: { title: 'x' } } } }); void pageInfo?.goals.endCursor;",
    "possibly 'undefined'",
  ],
  ['queryOnce(db, { goals: { nope: {} } });', "'nope' does not exist in type 'GoalSubquery"],
  ["db.query({ goals: { $: { aggregate: 'count' } } });", 'OnlyWith'],
  [
    'const { pageInfo } = await queryOnce(db, { goals: { $: { first: 2 } } }); void pageInfo?.todos;',
    'todos',
  ],
] as const;

describe('pages and counts of a query that is asked once', () => {
  let said: readonly string[] = [];
  beforeAll(async () => {
    const index = await generate('type-pages', { schema: fixture('types/instant.schema.ts') });
    const file = join(dirname(index), '../../use.ts');
    const lines = [...RIGHT, ...WRONG.map(([line]) => line)].map((line) => `{ ${line} }`);
    writeFileSync(file, HEAD + lines.join('\n'));
    const words = lines.map(() => '');
    for (const problem of problemsIn([file], { lib: ['lib.es2022.d.ts'], types: ['node'] })) {
      if (problem.file !== file) throw new Error(`${problem.file} ${problem.text}`);
      words[problem.line - 3] ||= problem.text;
    }
    said = words;
  }, 60_000);

  it.each(RIGHT.map((line, index) => ({ line, index })))('$line', ({ index }) => {
    expect(said[index]).toBe('');
  });

  it.each(WRONG.map(([line, words], index) => ({ line, words, index })))(
    'refused: $line',
    ({ words, index }) => {
      expect(said[RIGHT.length + index]).toContain(words);
    },
  );
});
