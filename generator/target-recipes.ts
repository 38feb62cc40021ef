/** The recipes of a target, compared with what the runtime has. */

import { abiNames } from './abi.js';
import { nearest } from './diagnostics.js';
import type { RecipeData, StoreReader } from './stages.js';
import type { TargetFile } from './target-file.js';

export interface RecipeLack {
  readonly message: string;
  /** In the target's file. */
  readonly pointer: string;
  readonly meant?: string | undefined;
}

/** What the recipes of a target name that is not there. */
export function recipeLacks(
  { recipes = [], store }: Pick<TargetFile, 'recipes' | 'store'>,
  stores: readonly StoreReader[],
): readonly RecipeLack[] {
  const known = stores.find(({ kind }) => kind === store)?.recipes ?? [];
  const { values, types } = recipes.length === 0 ? { values: [], types: [] } : abiNames();
  return recipes.flatMap((recipe, index) =>
    lacksOf(recipe, known, values, types).map((each) => ({
      message: `The recipe ${JSON.stringify(recipe.name)}: ${each.message}.`,
      pointer: `/recipes/${String(index)}${each.pointer}`,
      meant: each.meant,
    })),
  );
}

function lacksOf(
  { name, make, type, of = [], operations }: RecipeData,
  known: readonly string[],
  values: readonly string[],
  types: readonly string[],
): readonly RecipeLack[] {
  const half = make === undefined || type === undefined;
  if (half && (make !== undefined || type !== undefined || !known.includes(name))) {
    return [{ message: 'it needs "make" and "type"', pointer: '', meant: nearest(name, known) }];
  }
  const beyond = of.some((each) => typeof each === 'object' && each.answer >= operations);
  return [
    ...absent('make', 'a function', make, values),
    ...absent('type', 'a type', typeof type === 'string' ? type : undefined, types),
    ...(beyond
      ? [{ message: 'its "of" asks for an operation that it is not given', pointer: '/of' }]
      : []),
  ];
}

function absent(
  key: string,
  what: string,
  name: string | undefined,
  names: readonly string[],
): readonly RecipeLack[] {
  if (name === undefined || names.includes(name)) return [];
  const message = `${JSON.stringify(name)} is not ${what} of the runtime`;
  return [{ message, pointer: `/${key}`, meant: nearest(name, names) }];
}
