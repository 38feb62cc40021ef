/** What a target names of the runtime, compared with what there is. */

import { abiNames } from './abi.js';
import { nearest } from './diagnostics.js';
import type { Leaf, Opening } from './ir.js';
import type { RecipeData, StoreReader } from './stages.js';
import type { TargetFile } from './target-file.js';

export interface NameLack {
  readonly message: string;
  /** In the target's file. */
  readonly pointer: string;
  readonly meant?: string | undefined;
}

/** What the recipes and the opening of a target name that is not there. */
export function nameLacks(
  { recipes = [], opening, store }: Pick<TargetFile, 'recipes' | 'opening' | 'store'>,
  stores: readonly StoreReader[],
): readonly NameLack[] {
  if (recipes.length === 0 && opening === undefined) return [];
  const known = stores.find(({ kind }) => kind === store)?.recipes ?? [];
  const { values, types } = abiNames();
  return [
    ...recipes.flatMap((recipe, index) =>
      lacksOf(recipe, known, values, types).map((each) => ({
        message: `The recipe ${JSON.stringify(recipe.name)}: ${each.message}.`,
        pointer: `/recipes/${String(index)}${each.pointer}`,
        meant: each.meant,
      })),
    ),
    ...openingLacks(opening, values, types).map((each) => ({
      message: `The opening: ${each.message}.`,
      pointer: `/opening${each.pointer}`,
      meant: each.meant,
    })),
  ];
}

function openingLacks(
  opening: Opening | undefined,
  values: readonly string[],
  types: readonly string[],
): readonly NameLack[] {
  if (opening === undefined) return [];
  const { make, options, error, factories = [], leaves = [] } = opening;
  const handedOn = (from: Pick<Leaf, 'types' | 'values'>, at: string): readonly NameLack[] => [
    ...(from.values ?? []).flatMap((each, index) =>
      absent(
        `${at}/values/${String(index)}`,
        'a value',
        typeof each === 'string' ? each : each.value,
        values,
      ),
    ),
    ...(from.types ?? []).flatMap((each, index) =>
      absent(`${at}/types/${String(index)}`, 'a type', each, types),
    ),
  ];
  return [
    ...absent('/make', 'a function', make, values),
    ...absent('/options', 'a type', options, types),
    ...absent('/error', 'a class', error, values),
    ...factories.flatMap((each, index) => [
      ...absent(`/factories/${String(index)}/make`, 'a function', each.make, values),
      ...absent(`/factories/${String(index)}/options`, 'a type', each.options, types),
    ]),
    ...handedOn(opening, ''),
    ...leaves.flatMap((leaf, at) => [
      ...(leaf.makes ?? []).flatMap((each, index) => [
        ...absent(
          `/leaves/${String(at)}/makes/${String(index)}/make`,
          'a function',
          each.make,
          values,
        ),
        ...absent(`/leaves/${String(at)}/makes/${String(index)}/type`, 'a type', each.type, types),
      ]),
      ...handedOn(leaf, `/leaves/${String(at)}`),
    ]),
  ];
}

function lacksOf(
  { name, make, type, of = [], operations }: RecipeData,
  known: readonly string[],
  values: readonly string[],
  types: readonly string[],
): readonly NameLack[] {
  const half = make === undefined || type === undefined;
  if (half && (make !== undefined || type !== undefined || !known.includes(name))) {
    return [{ message: 'it needs "make" and "type"', pointer: '', meant: nearest(name, known) }];
  }
  const beyond = of.some(
    (each) => typeof each === 'object' && ('body' in each ? each.body : each.answer) >= operations,
  );
  return [
    ...absent('/make', 'a function', make, values),
    ...absent('/type', 'a type', typeof type === 'string' ? type : undefined, types),
    ...(beyond
      ? [{ message: 'its "of" asks for an operation that it is not given', pointer: '/of' }]
      : []),
  ];
}

function absent(
  pointer: string,
  what: string,
  name: string | undefined,
  names: readonly string[],
): readonly NameLack[] {
  if (name === undefined || names.includes(name)) return [];
  const message = `${JSON.stringify(name)} is not ${what} of the runtime`;
  return [{ message, pointer, meant: nearest(name, names) }];
}
