import { describe, expect, it } from 'vitest';
import { TOKEN_RECIPES } from '../../generator/client.js';
import { stores } from '../../generator/stores/index.js';
import { nameLacks } from '../../generator/target-names.js';
import { targets } from '../../generator/targets/index.js';
import { RECIPES } from '../../templates/client/recipes.js';
import { DATABASE_RECIPES } from '../../templates/postgres/recipe.js';

describe('recipes', () => {
  it('that say nothing of themselves are made by emitters of their store, and the other way about', () => {
    const declared = targets.flatMap(({ recipes = [] }) =>
      recipes.filter(({ make }) => make === undefined).map(({ name }) => name),
    );
    const known = stores.flatMap(({ recipes = [] }) => recipes);
    const made = [RECIPES, DATABASE_RECIPES].flatMap((each) => Object.keys(each)).toSorted();
    expect([...new Set(declared)].toSorted()).toEqual(made);
    expect(known.toSorted()).toEqual(made);
  });

  it('of our targets, and those of tokens, name what the runtime has', () => {
    for (const target of [...targets, { recipes: TOKEN_RECIPES }]) {
      expect(nameLacks(target, stores)).toEqual([]);
    }
    expect(TOKEN_RECIPES.length).toBe(3);
  });

  it.each([
    [{ make: 'setTokenMethid', type: 'SetToken' }, '/make', 'setTokenMethod'],
    [{ make: 'setTokenMethod', type: 'SetTokens' }, '/type', 'SetToken'],
    // Types are no functions, and functions are no types.
    [{ make: 'SetToken', type: 'SetToken' }, '/make', undefined],
    [{ make: 'setTokenMethod' }, '', undefined],
    [{}, '', undefined],
    [{ make: 'setTokenMethod', type: 'SetToken', of: [{ answer: 0 }] }, '/of', undefined],
  ] as const)('that name something else are told: %j', (given, place, meant) => {
    const recipes = [...TOKEN_RECIPES, { name: 'r', operations: 0, ...given }];
    const [first, ...others] = nameLacks({ recipes }, stores);
    expect(others).toEqual([]);
    expect(first?.pointer).toBe(`/recipes/3${place}`);
    if (meant !== undefined) expect(first?.meant).toBe(meant);
  });
});
