/** Functions that a caller of the API can name. */

import type { Catalog, CatalogFunction } from './answer.js';
import { byName } from './order.js';
import type { SavedArgument, SavedField, SavedFunction, SavedType } from './saved.js';
import { docOf, type Types } from './shape-types.js';

/** Pseudo-types that have a meaning for a caller; functions of others are for the server itself. */
const CALLABLE = /^(?:void|record|any.*)$/;

export function functionsOf(
  catalog: Catalog,
  schema: string,
  types: Types,
): readonly SavedFunction[] {
  const own = catalog.functions.filter((each) => each.schema === schema);
  return byName(
    own
      .filter((each) =>
        [each.returns, ...each.types].every((oid) => CALLABLE.test(types.pseudo(oid) ?? 'void')),
      )
      .map((each) => functionOf(each, types)),
  );
}

function functionOf(each: CatalogFunction, types: Types): SavedFunction {
  const notNull = (oid: number): Pick<SavedField, 'notNull'> =>
    types.domain(oid).notNull ? { notNull: true } : {};
  const parts = each.types.map((oid, at) => ({
    name: each.names?.[at] ?? '',
    type: types.of(oid),
    notNull: notNull(oid),
    mode: each.modes?.[at] ?? 'i',
  }));
  const given = parts.filter(({ mode }) => 'ibv'.includes(mode));
  const args = given.map(({ name, type, mode }, at): SavedArgument => ({
    ...(name === '' ? {} : { name }),
    type,
    ...(at >= given.length - each.defaults ? { default: true } : {}),
    ...(mode === 'v' ? { variadic: true } : {}),
  }));
  const columns = parts
    .filter(({ mode }) => 'obt'.includes(mode))
    .map(({ name, type, notNull }, at, all): SavedField => ({
      name: name || outName(each, at, all),
      type,
      ...notNull,
    }));
  const returns: SavedType = columns.length > 0 ? { record: columns } : types.of(each.returns);
  const volatility = { i: 'immutable', s: 'stable', v: undefined } as const;
  const which = volatility[each.volatile];
  return {
    name: each.name,
    ...(args.length === 0 ? {} : { args }),
    returns,
    ...(columns.length > 0 ? {} : notNull(each.returns)),
    ...(each.set ? { set: true } : {}),
    ...(each.set && each.rows === 1 ? { one: true } : {}),
    ...(which === undefined ? {} : { volatility: which }),
    ...docOf(each.doc),
  };
}

/** What the server calls an `out` argument without a name. */
function outName({ name }: CatalogFunction, at: number, all: readonly unknown[]): string {
  return all.length === 1 ? name : `column${String(at + 1)}`;
}
