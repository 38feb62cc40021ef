import { isDeepStrictEqual } from 'node:util';

import { describe, expect, it } from 'vitest';

import type { Difference, Differences, Unsupported } from './differences.js';
import type { Outcome } from './normalise.js';
import { features, runCall, usesSchema, wireCases } from './wire.js';
import type { ClientModule, Expected, WireCase } from './wire.js';

/** Which client a call needs: generated from the recorded cases' schema, or from none. */
export type Variant = 'schema' | 'open';
export type LoadModule = (variant: Variant) => Promise<ClientModule>;

export interface ConformanceOptions {
  readonly unsupported?: Unsupported;
  /** Merged into the argument of `init` in every case. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * Says what is wrong with an outcome, or null. A case listed as different must differ from the
 * recording, and agree with what its entry expects instead; any other must equal the recording.
 */
export function judge(
  recorded: Expected,
  outcome: Outcome,
  difference: Difference | undefined,
): string | null {
  const wrong = differingParts(recorded, outcome);
  if (difference === undefined) {
    return wrong.length === 0 ? null : `differs in ${wrong.join(', ')}`;
  }
  if (wrong.length === 0) return 'is listed as different, but agrees';
  if (difference.expected === undefined) return null;
  const unexpected = parts.filter(
    (part) =>
      difference.expected !== undefined &&
      Object.hasOwn(difference.expected, part) &&
      !same(part, difference.expected, outcome),
  );
  return unexpected.length === 0 ? null : `is not what its entry expects: ${unexpected.join(', ')}`;
}

/** Registers one test per recorded case, and one that counts the listed exceptions. */
export function runWireCases(
  load: LoadModule,
  differences: Differences,
  options: ConformanceOptions = {},
): void {
  const unsupported = options.unsupported ?? {};
  const cases = wireCases();
  const compared = cases.filter(({ feature }) => !Object.hasOwn(unsupported, feature));
  describe('recorded cases', () => {
    for (const wire of compared) {
      it(wire.name, async () => {
        const client = await load(usesSchema(wire) ? 'schema' : 'open');
        const outcome = await runCall(client, wire, options.extra);
        const verdict = judge(wire, outcome, differences[wire.name]);
        // The whole outcome is compared for the sake of the message that a failure then shows.
        if (verdict !== null && differences[wire.name] === undefined) {
          expect(visible(outcome), verdict).toEqual(visible(wire));
        }
        expect(verdict).toBe(null);
      });
    }
    it('lists exceptions that exist', () => {
      expect(compared.length).toBeGreaterThan(0);
      expect(unknownNames(cases, differences)).toEqual([]);
      for (const feature of features) {
        const count = cases.filter((wire) => wire.feature === feature).length;
        expect(unsupported[feature] ?? count, feature).toBe(count);
      }
    });
  });
}

/** Names of listed differences that no case has. */
export function unknownNames(
  cases: readonly WireCase[],
  differences: Differences,
): readonly string[] {
  const names = new Set(cases.map(({ name }) => name));
  return Object.keys(differences).filter((name) => !names.has(name));
}

const parts = ['requests', 'result', 'error', 'warnings'] as const;

/** The observable parts in which two outcomes differ. */
export function differingParts(left: Expected, right: Expected): readonly string[] {
  return parts.filter((part) => !same(part, left, right));
}

function same(part: (typeof parts)[number], left: Partial<Expected>, right: Expected): boolean {
  if (!isDeepStrictEqual(left[part], right[part])) return false;
  // The bytes of a body depend on the order of its keys; those of a header block do not matter.
  return part !== 'requests' || bodies(left.requests) === bodies(right.requests);
}

function bodies(requests: Expected['requests'] | undefined): string {
  return JSON.stringify(requests?.map(({ body }) => body));
}

function visible(outcome: Expected): Readonly<Record<string, unknown>> {
  return Object.fromEntries(parts.map((part) => [part, outcome[part]]));
}
