import type ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { problemsOf, programOf, STRICT } from '../types/program.js';
import { emittedWithRuntime, storeAt } from './emit.js';
import { officialSchema } from './official-schema.js';
import { usage, type HEADS } from './usage.js';

const QUERIES = 20;
const store = storeAt('postgres-blog/database.json');

/** The official client wants the DOM. */
const OPTIONS: ts.CompilerOptions = {
  ...STRICT,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
};

/** Instantiations of a program that must compile: all of its wrong lines are refused. */
function count(form: keyof typeof HEADS, queries: number): number {
  const own: ReadonlyMap<string, string> =
    form === 'official'
      ? new Map([['official.ts', officialSchema(store)]])
      : emittedWithRuntime(store);
  const files = new Map([...own, ['usage.ts', usage(form, queries)]]);
  const program = programOf(files, ['usage.ts'], OPTIONS);
  expect(problemsOf(program)).toEqual([]);
  return program.getInstantiationCount();
}

describe('what queries with two levels of nesting cost, in instantiations', () => {
  it('is at most 200 for each, in the form of an object', () => {
    const each = (count('object', QUERIES) - count('object', 0)) / QUERIES;
    expect(each).toBeLessThanOrEqual(200);
  });

  it('is at most a tenth of what postgrest-js costs, as text', () => {
    const ours = count('text', QUERIES);
    const official = count('official', QUERIES);
    expect(ours * 10).toBeLessThanOrEqual(official);
  });
});
