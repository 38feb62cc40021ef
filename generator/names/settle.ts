/** Who gets which name, where several want the same. */

export interface Claim {
  readonly key: string;
  /** From the best to the one that cannot collide. */
  readonly candidates: readonly string[];
}

/**
 * Gives each claim the first of its candidates that nobody else wants. Names in `used` are out of reach;
 * the names given are added to it. `expand` lists all the names that come with one.
 */
export function settle(
  claims: readonly Claim[],
  used: Set<string>,
  expand: (name: string, key: string) => readonly string[],
): ReadonlyMap<string, string> {
  const level = new Map(claims.map((claim) => [claim.key, 0]));
  const nameOf = (claim: Claim): string => claim.candidates[level.get(claim.key) ?? 0] ?? '';
  for (let settled = false; !settled;) {
    settled = true;
    const wanted = new Map<string, Claim>();
    const losers = new Set<Claim>();
    for (const claim of claims) {
      for (const name of expand(nameOf(claim), claim.key)) {
        const other = wanted.get(name);
        if (other === undefined) wanted.set(name, claim);
        else losers.add(other).add(claim);
        if (used.has(name)) losers.add(claim);
      }
    }
    for (const claim of losers) {
      const at = level.get(claim.key) ?? 0;
      if (at + 1 < claim.candidates.length) {
        level.set(claim.key, at + 1);
        settled = false;
      }
    }
  }
  const names = new Map<string, string>();
  for (const claim of claims) {
    const name = nameOf(claim);
    names.set(claim.key, name);
    for (const each of expand(name, claim.key)) used.add(each);
  }
  return names;
}
