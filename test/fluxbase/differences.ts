import { samples } from './samples.js';
import { exchanges } from './wire.js';

/** What the client does otherwise than the SDK of Fluxbase, by the test of `client.test.ts` that shows it. */
export const behaviours: readonly { readonly reason: string; readonly test: string }[] = [
  {
    reason: 'A call of an admin is never made again as a user.',
    test: 'never stand in for one another: a refused call of an admin is not made again as a user',
  },
  {
    reason: 'Tokens are kept where the caller says, or in memory.',
    test: 'are kept in the storage that the caller gives, and in no other',
  },
  {
    reason: 'Methods give their data and throw their errors, as the page has it.',
    test: '`result: data-error` gives data or an error, and never throws',
  },
  {
    reason: 'Errors have the `code` of the server.',
    test: 'have the status, the code, all of the body, and its words',
  },
  {
    reason: 'Where the answer has no words, the status is the message.',
    test: 'have the status for a message where a proxy answers with a page',
  },
  {
    reason: 'A call without an answer in time rejects with a class of its own.',
    test: 'come after half a minute at most, or the time that the call has',
  },
  {
    reason: 'Where there is no token, `getToken` gives undefined.',
    test: 'an admin’s is forgotten by a logout that succeeds, and kept by one that does not',
  },
];

/** Each reason, with the calls and lines that show it. */
export function shownDifferences(): readonly {
  readonly reason: string;
  readonly kind: 'calls' | 'lines';
}[] {
  return [
    ...exchanges.flatMap(({ why }) =>
      why === undefined ? [] : [{ reason: why, kind: 'calls' as const }],
    ),
    ...behaviours.map(({ reason }) => ({ reason, kind: 'calls' as const })),
    ...samples.flatMap(({ refused = {} }) =>
      Object.entries(refused).flatMap(([reason, count]) =>
        Array.from({ length: count }, () => ({ reason, kind: 'lines' as const })),
      ),
    ),
  ];
}
