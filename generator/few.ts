/** Of what is told over and over, the first: documents have hundreds of one kind. */

import type { Diagnostic } from './diagnostics.js';
import { visible } from './visible.js';

type Told = Pick<Diagnostic, 'severity' | 'code'>;

const MOST: Readonly<Record<Diagnostic['severity'], number>> = { error: 20, warning: 10, note: 3 };

/** @returns what is to be shown, and a line for each kind that there is more of */
export function few<Each extends Told>(
  all: readonly Each[],
): { readonly shown: readonly Each[]; readonly more: string } {
  const counts = new Map<string, number>();
  const rest = new Map<string, number>();
  const shown = all.filter(({ severity, code }) => {
    const kind = `${severity} ${code}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count > MOST[severity]) rest.set(code, (rest.get(code) ?? 0) + 1);
    return count <= MOST[severity];
  });
  const more = [...rest].map(
    ([code, count]) => `  and ${String(count)} more of ${visible(code)}; --json lists them\n\n`,
  );
  return { shown, more: more.join('') };
}
