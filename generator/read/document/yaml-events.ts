/**
 * What the parts of a YAML text are and where they stand, for diagnostics. A text with a mistake that has a reading
 * all the same (`yaml.ts`) has places, too.
 */

import { loadFastYaml } from '../../lazy.js';
import { loadIndented } from './yaml-indent.js';

type Events = ReturnType<ReturnType<typeof loadFastYaml>['parseEvents']>;

export interface Parsed {
  /** Empty where the text cannot be read. */
  readonly events: Events;
  /** The text that the offsets of the events are of. */
  readonly text: string;
  /** An offset in it → the one in the text as it was given. */
  readonly given: (offset: number) => number;
}

export function eventsOf(text: string): Parsed {
  const yaml = loadFastYaml();
  const load = (of: string): Events => yaml.parseEvents(of, { maxDepth: 1_001 });
  const same = (offset: number): number => offset;
  try {
    return { events: load(text), text, given: same };
  } catch {
    // No text may begin with these. One for one, so that what stands behind stays where it is.
    const plain = text.replace(/[@`]/g, 'x');
    try {
      return { events: load(plain), text, given: same };
    } catch (error) {
      const mended = loadIndented(plain, load, error);
      if (mended === undefined) return { events: [], text, given: same };
      return { events: mended.data, ...moved(text, mended.by) };
    }
  }
}

/** A text whose lines are moved to the right, by spaces for each. */
function moved(text: string, by: ReadonlyMap<number, number>): Omit<Parsed, 'events'> {
  const starts: number[] = [];
  /** Spaces in front of each line and those before it. */
  const spaces: number[] = [];
  let start = 0;
  let all = 0;
  const lines = text.split('\n').map((line, index) => {
    const own = by.get(index) ?? 0;
    starts.push(start);
    spaces.push((all += own));
    start += own + line.length + 1;
    return ' '.repeat(own) + line;
  });
  const given = (offset: number): number => {
    let low = 0;
    for (let high = starts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return offset - (spaces[low] ?? 0);
  };
  return { text: lines.join('\n'), given };
}
