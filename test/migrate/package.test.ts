import { describe, expect, it } from 'vitest';
import { loadTypeScript } from '../../generator/lazy.js';
import { applyEdits } from '../../generator/migrate/edit.js';
import { movePackage } from '../../generator/migrate/package.js';
import { targets } from '../../generator/targets/index.js';

const migration = targets[0].migration;
if (migration === undefined) throw new Error('The first target has no migration.');
const known = migration;

const left = (value: object, used = false): unknown => {
  const text = JSON.stringify(value, undefined, 2);
  const { edits } = movePackage(loadTypeScript(), text, known, used);
  return JSON.parse(applyEdits(text, edits)) as unknown;
};
const admin = { '@instantdb/admin': '1' };

/** What Instant's command looks for: one of seven names, under dependencies or devDependencies. */
describe('package.json loses the official package', () => {
  it.each(['react', 'react-native', 'core', 'solidjs', 'svelte', 'vue'])(
    'where @instantdb/%s is there for the command that pushes the schema',
    (name) => {
      const other = { [`@instantdb/${name}`]: '1' };
      expect(left({ dependencies: { ...admin, ...other } })).toEqual({ dependencies: other });
      expect(left({ dependencies: admin, devDependencies: other })).toEqual({
        dependencies: {},
        devDependencies: other,
      });
    },
  );

  it.each([
    [{ dependencies: admin }],
    [{ dependencies: { ...admin, '@instantdb/platform': '1' } }],
    [{ dependencies: admin, peerDependencies: { '@instantdb/core': '1' } }],
  ])('but not where that command would find none: %j', (value) => {
    expect(left(value)).toEqual(value);
  });

  it('nor where it is still imported', () => {
    const value = { dependencies: { ...admin, '@instantdb/core': '1' } };
    expect(left(value, true)).toEqual(value);
  });
});
