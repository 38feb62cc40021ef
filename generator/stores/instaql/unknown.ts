import { nearest } from '../../diagnostics.js';
import { problem } from './problem.js';
import type { Reading } from './reading.js';
import type { Entry } from './values.js';

/** Keys that mean nothing where they stand, such as `topcs` of a room. */
export function unknownMembers(
  of: 'link' | 'room',
  reading: Reading,
  members: ReadonlyMap<string, Entry>,
  known: readonly string[],
  what: string,
): void {
  for (const [key, entry] of members) {
    if (known.includes(key)) continue;
    const meant = nearest(key, known);
    const remedy =
      meant === undefined ? `Remove it; there is ${known.join(', ')}.` : `Did you mean '${meant}'?`;
    reading.report(
      problem(
        'warning',
        `${of}-unknown-property`,
        entry.name,
        `${what} has no property '${key}'; it is ignored.`,
        remedy,
      ),
    );
  }
}
