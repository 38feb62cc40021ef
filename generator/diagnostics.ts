import type { Place } from './ir.js';

/**
 * Something about the input that its author should know.
 *
 * - `error`: nothing is written, exit code 2.
 * - `warning`: the output is right for the reading described, and the author probably meant another.
 * - `note`: a decision of ours that the author may want to know.
 */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'note';
  /** Stable, kebab-case, prefixed by its stage: `schema-unknown-method`, `openapi-ref-not-found`. */
  readonly code: string;
  /** One sentence saying what is wrong, in the author's terms. */
  readonly message: string;
  /** What to write instead. */
  readonly remedy?: string;
  readonly at?: Place;
}

/** Collects; nothing is thrown for a problem of the input, so that all of them are shown together. */
export type Report = (diagnostic: Diagnostic) => void;

/** Characters that are shown of a message: many may quote one long text. */
const LONGEST = 2000;

/** Without the middle of a message that is longer than anyone reads. */
export function brief(message: string): string {
  if (message.length <= LONGEST) return message;
  return `${message.slice(0, LONGEST * 0.75)} … ${message.slice(-LONGEST * 0.25)}`;
}

/** The value of `candidates` closest to `given`, if one is close enough to be what was meant. */
export function nearest(given: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(given.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(given.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance; gives up with `limit` once it cannot be smaller. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const distance = Math.min(substitution, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(distance);
      if (distance < least) least = distance;
    }
    if (least >= limit) return limit;
    previous = row;
  }
  return Math.min(previous[b.length] ?? limit, limit);
}
