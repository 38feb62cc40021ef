import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emittedCase } from '../client/emitted.js';
import { problemsIn } from '../types/program.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/backends.md'), 'utf8');
const samples = [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, text = '']) => text);
const ofTarget = (name: string): readonly string[] =>
  samples.filter((text) => text.includes(`'./${name}/index.js'`));

describe('the samples of docs/backends.md', () => {
  it('are of some backend', () => {
    // That of InstantDB is compiled with the README's.
    const some = ['instant', 'fluxbase', 'insforge', 'blog'].flatMap(ofTarget);
    expect(some.length).toBe(samples.length);
  });

  it.each([
    ['fluxbase', 1, 'fluxbase'],
    ['insforge', 2, 'insforge'],
    ['blog', 2, 'postgres-blog'],
  ])('compile: %s', async (name, count, fixture) => {
    const { folder } = await emittedCase(fixture);
    const files = ofTarget(name).map((text, index) => {
      const file = join(folder, `docs-sample-${String(index)}.ts`);
      writeFileSync(file, text.replace(`./${name}/index.js`, './index.js'));
      return file;
    });
    expect(files.length).toBe(count);
    expect(problemsIn(files, { noUncheckedIndexedAccess: true })).toEqual([]);
  });
});
