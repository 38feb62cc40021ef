import { beforeAll, describe, expect, it } from 'vitest';
import { problemsOf, programOf, type Problem } from '../types/program.js';
import { emittedWithRuntime, storeAt } from './emit.js';
import { RIGHT, WRONG } from './lines.js';

const HEAD = `import type { AppDatabase } from './database.js';
declare const db: AppDatabase;
declare function ok<Data>(result: { readonly error: null; readonly data: Data } | { readonly error: object }): Data;
declare function same<Wanted>(): <Given>(value: Same<Wanted, Given> extends true ? Given : Wanted & 'another type') => void;
type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;
type Flat<T> = T extends string | number | boolean | null | undefined ? T : { [Name in keyof T]: T[Name] };
db; ok; same;
`;

/** Each line in a function of its own, so that what is said of it can be told from the rest. */
function program(lines: readonly string[]): ReadonlyMap<string, string> {
  const functions = lines.map((line, index) => [
    `line${String(index)}.ts`,
    `${HEAD}export async function run() {\n${line};\n}\n`,
  ]);
  return new Map(functions as [string, string][]);
}

const right = Object.values(RIGHT);
const wrong = WRONG.map(([line]) => `return ${line}`);
let problems: readonly Problem[];

beforeAll(() => {
  const lines = program([...right, ...wrong]);
  const files = new Map([...emittedWithRuntime(storeAt('postgres-blog/database.json')), ...lines]);
  problems = problemsOf(programOf(files, [...lines.keys()]));
});

const saidOf = (index: number): readonly string[] =>
  problems.filter(({ file }) => file === `line${String(index)}.ts`).map(({ text }) => text);

describe('what compiles', () => {
  it.each(Object.keys(RIGHT).map((name, index) => [name, index] as const))('%s', (_, index) => {
    expect(saidOf(index)).toEqual([]);
  });
});

describe('what does not', () => {
  it.each(WRONG.map(([line, says], index) => [line, says, index] as const))(
    '%s',
    (_, says, index) => {
      const said = saidOf(right.length + index);
      expect(said.length).toBeGreaterThan(0);
      expect(said[0]).toMatch(
        new RegExp(
          says
            .split('|')
            .map((each) => each.replace(/[.*+?^${}()[\]\\]/g, '\\$&'))
            .join('|'),
        ),
      );
    },
  );
});
