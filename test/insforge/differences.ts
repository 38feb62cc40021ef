import { samples } from './samples.js';
import { rest } from './sides-rest.js';
import { rows } from './sides-rows.js';
import { sides } from './sides.js';

/** Each reason why the client does otherwise than the SDK of InsForge, with the calls and lines that show it. */
export function shownDifferences(): readonly {
  readonly reason: string;
  readonly kind: 'calls' | 'lines';
}[] {
  return [
    ...[...sides.flatMap(({ why = [] }) => [why].flat()), ...rows, ...rest].map(({ reason }) => ({
      reason,
      kind: 'calls' as const,
    })),
    ...samples.flatMap(({ refused = {} }) =>
      Object.entries(refused).flatMap(([reason, count]) =>
        Array.from({ length: count }, () => ({ reason, kind: 'lines' as const })),
      ),
    ),
  ];
}
