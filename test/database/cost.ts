/** What queries of `fixtures/postgres-blog` cost the compiler, in instantiations. */

import type ts from 'typescript';
import { problemsOf, programOf, STRICT } from '../types/program.js';
import { emittedWithRuntime, storeAt } from './emit.js';
import { officialSchema } from './official-schema.js';
import { usage, type HEADS } from './usage.js';

/** The official client wants the DOM. */
const OPTIONS: ts.CompilerOptions = {
  ...STRICT,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
};

/**
 * Instantiations of a program with so many queries of two levels of nesting.
 *
 * @throws {Error} where it does not compile: all of its wrong lines are refused
 */
export function costOf(form: keyof typeof HEADS, queries: number): number {
  const store = storeAt('postgres-blog/database.json');
  const own: ReadonlyMap<string, string> =
    form === 'official'
      ? new Map([['official.ts', officialSchema(store)]])
      : emittedWithRuntime(store);
  const files = new Map([...own, ['usage.ts', usage(form, queries)]]);
  const program = programOf(files, ['usage.ts'], OPTIONS);
  const problems = problemsOf(program);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return program.getInstantiationCount();
}
