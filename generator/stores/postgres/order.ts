/** Orders that no database decides: by code point, which collations are not. */

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By name, then by everything else. */
export function byName<T extends { readonly name: string }>(all: readonly T[]): readonly T[] {
  return all.toSorted(
    (a, b) => compare(a.name, b.name) || compare(JSON.stringify(a), JSON.stringify(b)),
  );
}
