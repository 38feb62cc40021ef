import { isDeepStrictEqual } from 'node:util';

export interface ListedOf<Plan, Seen> {
  /** The row of docs/differences.md. */
  readonly reason: string;
  /** Whether the row is about this plan; `theirs` is what the official SDK does of it. */
  applies(plan: Plan, theirs: Seen): boolean;
  /** The plan of which the official SDK makes what the client makes of the plan given. */
  rewrite?(plan: Plan): Plan;
  /** What the client does, where the official SDK does this for the plan as it was rewritten. */
  expect?(theirs: Seen, rewritten: Plan, before: Seen, plan: Plan): Seen;
}

export interface JudgedPlan<Seen> {
  readonly expected: Seen;
  /** Reasons of the differences that showed. */
  readonly met: readonly string[];
}

/**
 * What the client is to do of a plan: what the official SDK does, and where rows of the differences are about it,
 * what these say.
 */
export async function expectedOf<Plan, Seen>(
  rules: readonly ListedOf<Plan, Seen>[],
  plan: Plan,
  see: (plan: Plan) => Promise<Seen>,
): Promise<JudgedPlan<Seen>> {
  const met: string[] = [];
  let asked = plan;
  let expected: Seen = await see(plan);
  for (const rule of rules) {
    if (!rule.applies(asked, expected)) continue;
    const before = expected;
    const given = asked;
    if (rule.rewrite !== undefined) {
      asked = rule.rewrite(asked);
      expected = await see(asked);
    }
    expected = rule.expect?.(expected, asked, before, given) ?? expected;
    if (!isDeepStrictEqual(before, expected)) met.push(rule.reason);
  }
  return { expected, met };
}

/** A rule for plans that run at the same time: it says of each what it says of one. */
export function together<Plan, Seen>({
  reason,
  applies,
  expect,
}: Omit<ListedOf<Plan, Seen>, 'rewrite'>): ListedOf<readonly Plan[], readonly Seen[]> {
  return {
    reason,
    applies: () => true,
    expect: (theirs, plans) =>
      plans.map((plan, index) => {
        const seen = theirs[index] as Seen;
        return applies(plan, seen) ? (expect?.(seen, plan, seen, plan) ?? seen) : seen;
      }),
  };
}
