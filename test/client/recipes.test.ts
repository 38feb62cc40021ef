import { expect, it } from 'vitest';
import { TOKEN_RECIPES as TOKEN_DATA } from '../../generator/client.js';
import { targets } from '../../generator/targets/index.js';
import { RECIPES } from '../../templates/client/recipes.js';
import { TOKEN_RECIPES } from '../../templates/client/tokens.js';

it('every recipe that rows may name can be emitted, and the other way about', () => {
  const declared = targets.flatMap(({ recipes = [] }) => recipes.map(({ name }) => name));
  expect(declared.toSorted()).toEqual(Object.keys(RECIPES).toSorted());
  expect(TOKEN_DATA.map(({ name }) => name).toSorted()).toEqual(
    Object.keys(TOKEN_RECIPES).toSorted(),
  );
});
