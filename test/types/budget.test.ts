import { beforeAll, describe, expect, it } from 'vitest';
import type ts from 'typescript';
import { schemaOf } from '../bench/schemas.mjs';
import { emitClient, emitStore, emitWithRuntime, fixture, readStore } from './emit.js';
import { problemsOf, programOf, STRICT, type Files } from './program.js';
import { deepQuery, usage } from './usage.js';

/** The official client wants the DOM, and does not compile under exactOptionalPropertyTypes. */
const OFFICIAL: ts.CompilerOptions = {
  ...STRICT,
  exactOptionalPropertyTypes: false,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
};

function emitted(entities: number): ReadonlyMap<string, string> {
  return emitStore(readStore(schemaOf(entities)));
}

/** Instantiations of a program that must compile: all of its wrong lines are refused. */
function count(files: Files, options?: ts.CompilerOptions, roots = ['usage.ts']): number {
  const program = programOf(files, roots, options);
  expect(problemsOf(program)).toEqual([]);
  return program.getInstantiationCount();
}

function ours(entities: number, queries: number): number {
  const files = emitWithRuntime(readStore(schemaOf(entities)));
  return count(new Map([...files, ['usage.ts', usage('emitted', entities, queries)]]));
}

describe('what the types cost, in instantiations', () => {
  const counts = new Map<number, number>();
  beforeAll(() => {
    for (const entities of [10, 100, 500]) counts.set(entities, ours(entities, 20));
  }, 120_000);

  /** All that a user's program compiles: every emitted file on our side, all of the package on the other. */
  it('is at most a twentieth of the official client, at 100 entities and 20 queries', async () => {
    const files = new Map([...(await emitClient(schemaOf(100)))]);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['client.ts', 'index.ts', 'types.ts']),
    );
    files.set('usage.ts', usage('whole', 100, 20));
    const official = count(
      new Map([
        ['instant.schema.ts', schemaOf(100)],
        ['usage.ts', usage('official', 100, 20)],
      ]),
      OFFICIAL,
    );
    // Each has the libraries that it needs to compile.
    const whole = count(files, OFFICIAL, [...files.keys()]);
    expect(whole * 20, `${String(whole)} and ${String(official)}`).toBeLessThanOrEqual(official);
  }, 120_000);

  it('at most doubles from 10 to 500 entities', () => {
    expect(counts.get(500)).toBeLessThanOrEqual((counts.get(10) ?? 0) * 2);
  });

  it('grows by at most 900 for a query and two writes', () => {
    expect((counts.get(100) ?? Infinity) - ours(100, 0)).toBeLessThanOrEqual(20 * 900);
  }, 60_000);
});

it('is at most 6 kB of text per entity', () => {
  for (const entities of [10, 100]) {
    const bytes = [...emitted(entities).values()].map((text) => Buffer.byteLength(text));
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(entities * 6000);
  }
});

describe('depth', () => {
  const tree = `import { i } from '@instantdb/core';
    export default i.schema({
      entities: { folders: i.entity({ name: i.string().indexed() }) },
      links: {
        tree: {
          forward: { on: 'folders', has: 'one', label: 'parent' },
          reverse: { on: 'folders', has: 'many', label: 'children' },
        },
      },
    });`;
  const problems = (lines: string): readonly string[] => {
    const files = new Map(emitStore(readStore(tree)));
    files.set('usage.ts', usage('emitted', 1, 0, lines).replace(/^declare const id.*$/m, ''));
    return problemsOf(programOf(files, ['usage.ts']))
      .filter((each) => each.file === 'usage.ts')
      .map((each) => each.text);
  };

  it('a query of 40 levels compiles, and its result is known to the last', () => {
    const path = '.children[0]!'.repeat(40);
    expect(
      problems(`
        const deep = ${deepQuery('folders', 'children', 40)};
        deep.folders[0]!${path}.name satisfies string;
        // @ts-expect-error one level too many
        deep.folders[0]!${path}.children;
      `),
    ).toEqual([]);
  });

  it('a wrong link at level 40 is refused', () => {
    const wrong = deepQuery('folders', 'children', 40).replace('{}', '{ nope: {} }');
    expect(problems(wrong).join()).toContain('nope');
  });

  it('a dotted path of 40 links compiles, and a wrong end is refused', () => {
    const path = 'children.'.repeat(40);
    const query = (end: string): string =>
      `await db.query({ folders: { $: { where: { '${path}${end}': 'x' } } } });`;
    expect(problems(query('name'))).toEqual([]);
    expect(problems(query('nope')).join()).toContain('UnknownAttribute<"nope", "folders">');
  });
});

it('compiles the goals of the fixture together with what they import', () => {
  const files = emitStore(readStore(fixture('goals/instant.schema.ts')));
  const problems = problemsOf(programOf(files, [...files.keys()]));
  expect(problems).toEqual([]);
});
