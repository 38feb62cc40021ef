/** The composites that every client with token slots can have. */

import { code, globalName, string, type Code } from '../../generator/print/code.js';
import type { Recipe, RecipeUse } from './recipes.js';

const slot = ({ row }: RecipeUse): Code => string(row.auth ?? '');

export const TOKEN_RECIPES: { readonly [name: string]: Recipe } = {
  'token.set': {
    make: 'setTokenMethod',
    type: ({ names }) =>
      code`(token: string, renewal?: string) => ${globalName('Promise', names)}<void>`,
    extra: slot,
  },
  'token.get': {
    make: 'getTokenMethod',
    type: () => code`() => string | undefined`,
    extra: slot,
  },
  'token.clear': {
    make: 'clearTokenMethod',
    type: ({ names }) => code`() => ${globalName('Promise', names)}<void>`,
    extra: slot,
  },
};
