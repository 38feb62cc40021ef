import { describe, expect, it } from 'vitest';
import { instaqlReader } from '../../generator/stores/instaql/index.js';
import { inMemory } from './inputs.js';

function find(...paths: readonly string[]): string | undefined {
  return instaqlReader.find(inMemory(Object.fromEntries(paths.map((path) => [path, '']))));
}

describe('where the schema is looked for', () => {
  it.each([
    'instant.schema.ts',
    'instant.schema.mts',
    'instant.schema.cjs',
    'src/instant.schema.ts',
    'src/a/b/c/instant.schema.js',
    'lib/instant.schema.ts',
    'lib/a/b/instant.schema.ts',
    'app/instant.schema.ts',
  ])('%s', (path) => {
    expect(find('package.json', 'src/index.ts', 'lib/x.ts', path)).toBe(path);
  });

  it.each([
    'schema.ts',
    'src/a/b/c/d/instant.schema.ts',
    'lib/a/b/c/instant.schema.ts',
    'app/a/instant.schema.ts',
    'db/instant.schema.ts',
    'src/node_modules/instant.schema.ts',
    'src/.next/instant.schema.ts',
    'instant.schema.json',
  ])('not %s', (path) => {
    expect(find(path)).toBeUndefined();
  });

  it('takes the first in a fixed order', () => {
    expect(find('src/instant.schema.ts', 'instant.schema.js')).toBe('instant.schema.js');
    expect(find('instant.schema.js', 'instant.schema.ts')).toBe('instant.schema.ts');
    expect(find('src/b/instant.schema.ts', 'src/a/x/instant.schema.ts')).toBe(
      'src/b/instant.schema.ts',
    );
    expect(find('src/b/instant.schema.ts', 'src/a/instant.schema.ts')).toBe(
      'src/a/instant.schema.ts',
    );
    expect(find('app/instant.schema.ts', 'lib/a/instant.schema.ts')).toBe(
      'lib/a/instant.schema.ts',
    );
  });
});
