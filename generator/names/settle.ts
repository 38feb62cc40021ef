/** Who gets which name, where several want the same. */

export interface Claim {
  readonly key: string;
  /** From the best to the one that cannot collide. Nearly all get their first, so that the others are made when asked for; once. */
  readonly candidates: Iterable<string>;
  /**
   * How good its right to one of them is. Of several who want a name, the one with the best right keeps it, if there
   * is such a one: it is a matter of how its key is written, so that it does not depend on who came first.
   */
  readonly right?: (name: string) => number;
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
  const wishes = new Map(claims.map((claim) => [claim, wishOf(claim)]));
  const nameOf = (claim: Claim): string => wishes.get(claim)?.name ?? '';
  for (let settled = false; !settled;) {
    settled = true;
    const wanted = new Map<string, Claim>();
    const contests = new Map<string, Set<Claim>>();
    const losers = new Set<Claim>();
    for (const claim of claims) {
      for (const name of expand(nameOf(claim), claim.key)) {
        const other = wanted.get(name);
        if (other === undefined) wanted.set(name, claim);
        else contests.set(name, (contests.get(name) ?? new Set([other])).add(claim));
        if (used.has(name)) losers.add(claim);
      }
    }
    const open: (readonly Claim[])[] = [];
    for (const [name, rivals] of contests) {
      const keeper = bestOf(rivals, (claim) =>
        nameOf(claim) === name ? (claim.right?.(name) ?? 0) : 0,
      );
      if (keeper === undefined) open.push([...rivals]);
      else for (const claim of rivals) if (claim !== keeper) losers.add(claim);
    }
    // Who leaves anyway contests nothing that comes with the name it leaves.
    const staying = open.map((rivals) => rivals.filter((claim) => !losers.has(claim)));
    for (const rivals of staying)
      if (rivals.length > 1) for (const each of rivals) losers.add(each);
    for (const claim of losers) {
      const wish = wishes.get(claim);
      const next = wish?.others.next();
      if (wish !== undefined && next?.done === false) {
        wish.name = next.value;
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

interface Wish {
  name: string;
  readonly others: Iterator<string, unknown>;
}

function wishOf({ candidates }: Claim): Wish {
  const others: Iterator<string, unknown> = candidates[Symbol.iterator]();
  const first = others.next();
  return { name: first.done === true ? '' : first.value, others };
}

/** What a claim comes to where nothing else wants the name. */
export function firstOf(claim: Claim): string {
  return wishOf(claim).name;
}

/** Undefined where several have the best right. */
function bestOf(rivals: Iterable<Claim>, rightOf: (claim: Claim) => number): Claim | undefined {
  let best: Claim | undefined;
  let most = 0;
  for (const claim of rivals) {
    const right = rightOf(claim);
    if (right > most) [best, most] = [claim, right];
    else if (right === most) best = undefined;
  }
  return best;
}

/** Each once, and none that is empty. */
export function* distinct(
  names: Iterable<string>,
  made: (name: string) => string,
): Generator<string, void> {
  const seen = new Set(['']);
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    yield made(name);
  }
}
