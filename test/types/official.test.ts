import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../judge/generate.js';
import { emitStore, fixture, readStore } from './emit.js';
import { problemsOf, programOf, STRICT } from './program.js';
import { editor } from './service.js';
import { problemsIn } from './program.js';

/** A line that one compiler run accepts and the other refuses, on purpose. */
interface Line {
  readonly why: string;
  readonly code: string;
  readonly official: boolean;
  readonly ours: boolean;
}

const lines = JSON.parse(fixture('types/differences.json')) as readonly Line[];
/** Lines that both accept, of the whole client. */
const alike = JSON.parse(fixture('types/alike.json')) as readonly string[];
/** The same of what `features` adds. */
const alikeFeatures = JSON.parse(fixture('types/alike-features.json')) as readonly string[];
/** Lines of which it is recorded what the official types say; the others use what only ours have. */
const recorded = (
  JSON.parse(fixture('types/cases.json')) as readonly { code: string; official?: boolean }[]
).filter((each) => each.official !== undefined);

const BOTH = `
const other = i.schema({ entities: { others: i.entity({ a: i.string() }) } });
type Other = typeof other;
`;
const OFFICIAL = `import { i, id, init, lookup, InstantAPIError } from '@instantdb/admin';
import type { CreateParams, InstaQLEntity, InstaQLParams, InstaQLResult, LinkParams } from '@instantdb/admin';
import type { InstantAdminDatabase, TransactionChunk, UpdateParams, User, ValidQuery } from '@instantdb/admin';
import * as client from '@instantdb/admin';
import schema from './instant.schema.js';
type AppSchema = typeof schema;
${BOTH}
const db = init({ appId: 'a', adminToken: 'b', schema });
const dbu = init({ appId: 'a', adminToken: 'b' });
`;
const OURS = `import { i } from '@instantdb/core';
import { id, init, lookup, InstantAPIError } from './src/instant/index.js';
import type { AppSchema, InstaQLEntity, InstaQLParams, InstantAdminDatabase } from './src/instant/index.js';
import type { TransactionChunk, User, ValidQuery } from './src/instant/index.js';
import * as client from './src/instant/index.js';
${BOTH}
const db = init({ appId: 'a', adminToken: 'b' });
`;

/** What the compiler says of each line, in a scope of its own below `head`: empty where it is right. */
function judge(file: string, head: string, codes: readonly string[]): readonly string[] {
  writeFileSync(file, head + codes.map((code) => `{ ${code} }`).join('\n'));
  const first = head.split('\n').length - 1;
  const words = codes.map(() => '');
  for (const problem of problemsIn([file], { types: ['node'] })) {
    const index = problem.line - 1 - first;
    if (problem.file !== file || words[index] === undefined) {
      throw new Error(`${problem.file} ${problem.text}`);
    }
    words[index] ||= problem.text;
  }
  return words;
}

let official: readonly string[] = [];
let ours: readonly string[] = [];
beforeAll(async () => {
  const schema = fixture('types/instant.schema.ts');
  const index = await generate('type-differences', { schema });
  const folder = join(dirname(index), '../..');
  const codes = lines.map(({ code }) => code);
  official = judge(join(folder, 'official.ts'), OFFICIAL, [
    ...codes,
    ...alike,
    ...recorded.map(({ code }) => code),
  ]);
  ours = judge(join(folder, 'ours.ts'), OURS, [...codes, ...alike]);
}, 120_000);

describe('the official types and ours', () => {
  it.each(lines.map((line, index) => ({ ...line, index })))('$code', (line) => {
    expect([official[line.index] === '', ours[line.index] === '']).toEqual([
      line.official,
      line.ours,
    ]);
    expect(line.official).not.toBe(line.ours);
  });

  it.each(alike.map((code, index) => ({ code, index })))('both accept: $code', ({ index }) => {
    expect(official[lines.length + index]).toBe('');
    expect(ours[lines.length + index]).toBe('');
  });

  it('the verdicts that are recorded of the official types are theirs', () => {
    const said = recorded.map((each, index) => ({
      code: each.code,
      official: official[lines.length + alike.length + index] === '',
    }));
    expect(said).toEqual(
      recorded.map(({ code, official: accepts }) => ({ code, official: accepts })),
    );
  });
});

it('both accept what is of features', async () => {
  const schema = fixture('types/instant.schema.ts');
  const index = await generate('type-features', { schema, settings: { features: ['all'] } });
  const folder = join(dirname(index), '../..');
  for (const [name, head] of Object.entries({ official: OFFICIAL, ours: OURS })) {
    const words = judge(join(folder, `${name}.ts`), head, alikeFeatures);
    expect(words).toEqual(alikeFeatures.map(() => ''));
  }
}, 120_000);

describe('what an editor offers beside `or`', () => {
  const query = (text: string): string =>
    `db.query({ goals: { $: { where: { or: [{ title: 'x' }], ${text} } } } });`;
  const schema = fixture('types/instant.schema.ts');

  it('is nothing with the official types', () => {
    const head = `import { init } from '@instantdb/admin';
import schema from './instant.schema.js';
const db = init({ appId: '', schema });
`;
    const offered = (text: string): readonly string[] =>
      editor(new Map([['instant.schema.ts', schema]])).completions(head + text);
    expect(offered(query('|'))).not.toContain('title');
    expect(offered('db.query({ goals: { $: { where: { | } } } });')).toContain('title');
  });

  it('is every attribute and link with ours', () => {
    const head = `import type { QueryMethod } from './query.js';
declare const db: { query: QueryMethod };
`;
    const offered = editor(emitStore(readStore(schema))).completions(head + query('|'));
    expect(offered).toEqual(expect.arrayContaining(['title', 'status', 'owner', 'todos']));
  });
});

describe('json that the schema calls any', () => {
  it('is read as it is with either', () => {
    const said = (head: string): readonly string[] => {
      const files = new Map([...emitted, ['instant.schema.ts', schema]]);
      const use = `export const all = async () => {
  const { rooms } = await db.query({ rooms: {} });
  db.tx.rooms['1']!.update({ plan: 1, rules: null });
  return rooms.map(({ plan, rules }) => [plan.name.length, ...rules.all]);
};`;
      const program = programOf(files.set('use.ts', `${head}\n${use}`), ['use.ts'], STRICT);
      return problemsOf(program).map(({ file, text }) => `${file} ${text}`);
    };
    const schema = `import { i } from '@instantdb/admin';
export default i.schema({
  entities: { rooms: i.entity({ plan: i.json<any>(), rules: i.json<any>().optional() }) },
});
`;
    const emitted = emitStore(readStore(schema));
    expect(emitted.get('entities.ts')).toContain('  plan: any;\n  rules?: any;\n');
    const official = `import { init } from '@instantdb/admin';
import schema from './instant.schema.js';
const db = init({ appId: '', schema });`;
    const ours = `import type { QueryMethod } from './query.js';
import type { Tx } from './tx.js';
declare const db: { query: QueryMethod; tx: Tx };`;
    expect([said(official), said(ours)]).toEqual([[], []]);
  });
});

describe('`db.tx` of an app without a schema, under noUncheckedIndexedAccess', () => {
  it('needs a `!` with either', () => {
    const use = `db.tx.goals.lookup('a', 1); db.tx['goals']!.lookup('a', 1);`;
    const said = (head: string): readonly string[] =>
      problemsOf(
        programOf(new Map([...open, ['use.ts', `${head}\n${use}`]]), ['use.ts'], {
          ...STRICT,
          lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
          noUnusedLocals: false,
        }),
      ).map(({ file, text }) => `${file} ${text}`);
    const open = emitStore({
      ...readStore(fixture('types/instant.schema.ts')),
      declared: false,
      entities: [],
      rooms: [],
      declarations: [],
    });
    const undefinedHere = ["use.ts TS18048 'db.tx.goals' is possibly 'undefined'."];
    expect(
      said(`import { init } from '@instantdb/admin'; const db = init({ appId: '' });`),
    ).toEqual(undefinedHere);
    expect(said(`import type { Tx } from './tx.js'; declare const db: { tx: Tx };`)).toEqual(
      undefinedHere,
    );
  });
});
