import { listed } from './listed.js';
import { differences } from './run.js';
import type { Bench, Seen } from './run.js';
import type { ClientModule } from '../wire.js';
import type { RandomCall } from './calls.js';

/** A call through both: what the client did, what it was to do, and the rows by which that is otherwise. */
export interface Judged {
  readonly ours: Seen;
  readonly expected: Seen;
  /** Reasons of the differences that showed. */
  readonly met: readonly string[];
}

/**
 * Runs a call through the official SDK and through the client. Where rows of the differences are about it, the
 * official SDK is asked for what the client should do, one row after the other.
 */
export async function judgeCall(
  bench: Bench,
  official: ClientModule,
  client: ClientModule,
  call: RandomCall,
): Promise<Judged> {
  const ours = await bench.see(client, call, { retry: false });
  const met: string[] = [];
  let asked = call;
  let theirs = await bench.see(official, call);
  const about = [];
  for (const rule of listed) {
    if (!rule.applies(asked, theirs)) continue;
    about.push(rule);
    if (rule.rewrite === undefined) continue;
    asked = rule.rewrite(asked);
    const before = theirs;
    theirs = await bench.see(official, asked);
    if (differences(before, theirs).length > 0) met.push(rule.reason);
  }
  let expected = theirs;
  for (const rule of about) {
    if (rule.expect === undefined) continue;
    const before = expected;
    expected = rule.expect(expected, call);
    if (differences(before, expected).length > 0 && !met.includes(rule.reason)) {
      met.push(rule.reason);
    }
  }
  return { ours, expected, met };
}
