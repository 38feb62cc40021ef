import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { problemsOf, programOf, STRICT } from './program.js';

const page = readFileSync(new URL('../../docs/front-end.md', import.meta.url), 'utf8');
const dsl = readFileSync(new URL('../../runtime/dsl.ts', import.meta.url), 'utf8');

/** The sample of the page that begins with the name of its file. `@instantdb/react` hands on these types. */
function sample(name: string): string {
  const [, text = ''] = new RegExp(` *\`\`\`ts\n *// ${name}\n([^]*?)\`\`\``).exec(page) ?? [];
  return text
    .replaceAll('@instantdb/react', '@instantdb/core')
    .replace(/from '(\.\/[\w.]+)'/g, "from '$1.js'");
}

// A plain `i.string()` before `asType` is `any` in Instant's types; here both know all types.
const schema = (from: string): string => `import { i } from '${from}';
export default i.schema({
  entities: {
    $users: i.entity({ email: i.string().unique().indexed().optional() }),
    goals: i.entity({
      title: i.string().indexed(),
      status: i.string<'open' | 'done'>(),
      slug: i.string().unique(),
      points: i.number().optional(),
      done: i.boolean(),
      due: i.date().indexed().optional(),
      place: i.json<{ city: string }>().optional(),
      kept: i.string().clientRequired(),
    }),
    todos: i.entity({ title: i.string().indexed(), kind: i.string().indexed() }).asType<{ kind: 'a' | 'b' }>(),
  },
  links: {
    goalTodos: {
      forward: { on: 'goals', has: 'many', label: 'todos' },
      reverse: { on: 'todos', has: 'one', label: 'goal', onDelete: 'cascade' },
    },
    goalOwner: {
      forward: { on: 'goals', has: 'one', label: 'owner', required: true },
      reverse: { on: '$users', has: 'many', label: 'goals' },
    },
  },
  rooms: {
    chat: {
      presence: i.entity({ name: i.string(), typing: i.boolean().optional() }),
      topics: { emoji: i.entity({ sign: i.string() }) },
    },
  },
});
`;

const HEAD = `import { init } from '@instantdb/core';
import type { CreateParams, InstaQLEntity, LinkParams, PresenceOf, UpdateParams } from '@instantdb/core';
import type { InstantSchemaDef } from '@instantdb/core';
import schema from './instant.schema.js';
import { db } from './db.js';
import type { Official } from './official.js';
import theirs from './theirs.js';
type S = Official<typeof schema>;
type T = typeof theirs;
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const same = <_Is extends true>(): void => {};
`;

const RIGHT = [
  'const taken: InstantSchemaDef<any, any, any> = schema; taken;',
  "init({ appId: '', schema });",
  "same<Same<InstaQLEntity<S, 'goals', { todos: {}; owner: {} }>, InstaQLEntity<T, 'goals', { todos: {}; owner: {} }>>>();",
  "same<Same<InstaQLEntity<S, 'goals', {}, undefined, true>, InstaQLEntity<T, 'goals', {}, undefined, true>>>();",
  "same<Same<InstaQLEntity<S, 'todos', { goal: {} }>, InstaQLEntity<T, 'todos', { goal: {} }>>>();",
  "same<Same<CreateParams<S, 'goals'>, CreateParams<T, 'goals'>>>();",
  "same<Same<UpdateParams<S, 'goals'>, UpdateParams<T, 'goals'>>>();",
  "same<Same<LinkParams<S, 'goals'>, LinkParams<T, 'goals'>>>();",
  "same<Same<PresenceOf<S, 'chat'>, PresenceOf<T, 'chat'>>>();",
  "db.queryOnce({ goals: { $: { where: { title: 'x', 'owner.email': 'y' }, order: { due: 'asc' } }, todos: {} } }).then(({ data }) => data.goals[0]!.todos[0]!.kind === 'b');",
  "db.tx.goals['x']!.link({ owner: 'a', todos: ['b'] });",
  "db.joinRoom('chat', 'x', { initialPresence: { name: 'n' } });",
];

const WRONG = [
  "same<Same<InstaQLEntity<S, 'goals'>, InstaQLEntity<S, 'todos'>>>();",
  'db.queryOnce({ goals: { $: { where: { nope: 1 } } } });',
  "db.queryOnce({ goals: { $: { order: { points: 'asc' } } } });",
  "db.tx.goals['x']!.update({ title: 1 });",
  "db.tx.goals['x']!.link({ todos: 1 });",
  "db.tx.goals.lookup('title', 'x');",
  "db.joinRoom('chat', 'x', { initialPresence: { name: 1 } });",
];

describe('a schema of `dsl.ts` that a client of Instant gets', () => {
  let wrong: ReadonlyMap<number, string>;
  beforeAll(() => {
    const files = new Map([
      ['dsl.ts', dsl],
      ['instant.schema.ts', schema('./dsl.js')],
      ['theirs.ts', schema('@instantdb/core')],
      ['official.ts', sample('official.ts')],
      ['db.ts', sample('db.ts')],
      ['use.ts', HEAD + [...RIGHT, ...WRONG].map((line) => `{ ${line} }`).join('\n')],
    ]);
    const problems = problemsOf(
      programOf(files, ['use.ts'], {
        ...STRICT,
        noUnusedLocals: false,
        lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
        module: ts.ModuleKind.NodeNext,
      }),
    );
    expect(problems.filter(({ file }) => file !== 'use.ts')).toEqual([]);
    const first = HEAD.split('\n').length;
    wrong = new Map(problems.map(({ line, text }) => [line - first, text]));
  }, 60_000);

  it('has samples', () => {
    expect([sample('official.ts'), sample('db.ts')]).not.toContain('');
  });

  it.each(RIGHT.map((line, index) => ({ line, index })))('$line', ({ index }) => {
    expect(wrong.get(index)).toBeUndefined();
  });

  it.each(WRONG.map((line, index) => ({ line, index })))('refused: $line', ({ index }) => {
    expect(wrong.get(RIGHT.length + index)).toMatch(/^TS2/);
  });
});
