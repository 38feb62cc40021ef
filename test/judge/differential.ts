import { describe, expect, it } from 'vitest';

import { judge, differingParts } from './conformance.js';
import type { ConformanceOptions, LoadModule } from './conformance.js';
import type { Differences } from './differences.js';
import type { Outcome } from './normalise.js';
import { runCall, usesSchema } from './wire.js';
import type { Call, ClientModule } from './wire.js';

/** The outcomes of one call through two clients. */
export interface Comparison {
  readonly left: Outcome;
  readonly right: Outcome;
  /** The parts that differ; `sync` when one threw where the other rejected. */
  readonly parts: readonly string[];
}

/** Runs one call through two clients, one after the other, each against a recorder of its own. */
export async function compareCall(
  left: ClientModule,
  right: ClientModule,
  call: Call,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<Comparison> {
  const first = await runCall(left, call);
  const second = await runCall(right, call, extra);
  const parts = [...differingParts(first, second), ...(first.sync === second.sync ? [] : ['sync'])];
  return { left: first, right: second, parts };
}

/**
 * Registers one test per call that compares a client with the official one. Listed differences
 * are judged as in the recorded cases; features listed as unsupported are left out.
 */
export function runDifferential(
  official: ClientModule,
  load: LoadModule,
  calls: readonly Call[],
  differences: Differences,
  options: ConformanceOptions = {},
): void {
  const unsupported = options.unsupported ?? {};
  const compared = calls.filter(({ feature }) => !Object.hasOwn(unsupported, feature));
  describe('side by side', () => {
    for (const call of compared) {
      it(call.name, async () => {
        const client = await load(usesSchema(call) ? 'schema' : 'open');
        const { left, right, parts } = await compareCall(official, client, call, options.extra);
        const difference = differences[call.name];
        if (difference === undefined) {
          // Undefined members count as absent here, as they do between the two outcomes.
          expect(right, parts.join(', ')).toEqual(left);
          expect(parts).toEqual([]);
        } else if (parts.length === 1 && parts[0] === 'sync') {
          expect(difference.reason).not.toBe('');
        } else {
          expect(judge(left, right, difference)).toBe(null);
        }
      });
    }
    it('lists differences that exist', () => {
      const names = new Set(calls.map(({ name }) => name));
      expect(Object.keys(differences).filter((name) => !names.has(name))).toEqual([]);
    });
  });
}
