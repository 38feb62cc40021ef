import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIXTURES, inMemory, onDisk, readFrom } from './inputs.js';
import { execute, executeText, keysOf, shapeOf } from './official.js';
import { randomSchema } from './random.js';

const files = readdirSync(FIXTURES).filter((name) => /\.[cm]?[jt]s$/.test(name));

describe('what is read equals what the official package builds', () => {
  it('for fixtures to speak of', () => {
    expect(files.length).toBeGreaterThan(10);
  });

  it.each(files)('%s', (file) => {
    const { store, diagnostics } = readFrom(onDisk(FIXTURES), file);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (store === undefined) throw new Error('nothing was read');
    const expected = execute(join(FIXTURES, file));
    expect(Object.keys(expected.entities).length).toBeGreaterThan(0);
    expect(shapeOf(store)).toEqual(expected);
    expect(keysOf(shapeOf(store))).toEqual(keysOf(expected));
  });

  it('for a hundred schemas made at random', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const text = randomSchema(seed);
      const { store, diagnostics } = readFrom(inMemory({ 'a.ts': text }), 'a.ts');
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors, text).toEqual([]);
      if (store === undefined) throw new Error(text);
      const expected = executeText(text);
      expect(shapeOf(store), text).toEqual(expected);
      expect(keysOf(shapeOf(store)), text).toEqual(keysOf(expected));
    }
  });
});
