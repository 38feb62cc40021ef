/** Random streams, as data: what is written or read, how it is cut, and what goes wrong. */

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** What the server does once, in place of what it should. */
export type WriteFault = 'append-failed' | 'error' | 'drop' | 'drop and lose' | 'refuse';
export type ReadFault = 'retry' | 'drop' | 'no file' | 'cut file';

export interface Writing {
  readonly kind: 'write';
  readonly pieces: readonly string[];
  readonly awaited: boolean;
  readonly end: 'close' | { readonly abort: string | undefined };
  readonly flush: 'each' | 'last' | 'twice';
  readonly ruleParams: object | undefined;
  /** By the number of the append. */
  readonly faults: Readonly<Record<number, WriteFault>>;
}

export interface Step {
  readonly text: string;
  /** Where its bytes are parted into files, in parts of their number; nothing: it is told as it is. */
  readonly files: readonly number[] | undefined;
  /** Whether it is told together with the one before, which was told already. */
  readonly again: boolean;
  readonly fault: ReadFault | undefined;
}

export interface Reading {
  readonly kind: 'read';
  readonly by: 'clientId' | 'streamId';
  readonly byteOffset: number | undefined;
  readonly steps: readonly Step[];
  /** How it ends: the writer's end, an error, or a reader who leaves after so many pieces. */
  readonly end: 'done' | 'error' | 'refused' | { readonly leaves: number };
}

export type Streaming = Writing | Reading;

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 8 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 2, arbitrary: fc.constantFrom('é', '😀', '日本語', 'a\n\r\n', '\0', '👩‍👩‍👧') },
  { weight: 1, arbitrary: fc.constantFrom('\ufeff', 'x'.repeat(70_000), '😀'.repeat(9000)) },
);
/** Pieces of one text, cut between any two units. */
const pieces: Arbitrary<readonly string[]> = fc
  .tuple(
    fc.array(piece, { maxLength: 6 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
  )
  .map(([parts, cuts]) => {
    const text = parts.join('');
    const at = cuts.map((cut) => Math.floor(cut * text.length)).sort((a, b) => a - b);
    return cuts.length === 0
      ? parts
      : [...at, text.length].map((end, index) => text.slice(at[index - 1] ?? 0, end));
  });

const faulty = <Fault extends string>(
  faults: boolean,
  ...kinds: readonly Fault[]
): Arbitrary<Fault | undefined> =>
  faults
    ? fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(...kinds) },
      )
    : fc.constant(undefined);

const writing = (faults: boolean): Arbitrary<Writing> =>
  fc
    .record({
      kind: fc.constant('write' as const),
      pieces,
      awaited: fc.boolean(),
      end: fc.oneof(
        { weight: 4, arbitrary: fc.constant('close' as const) },
        { weight: 1, arbitrary: fc.constantFrom({ abort: 'why' }, { abort: undefined }) },
      ),
      flush: fc.constantFrom('each' as const, 'last' as const, 'twice' as const),
      ruleParams: fc.constantFrom(undefined, undefined, { k: 'ü' }),
      each: fc.array(faulty(faults, 'append-failed', 'error', 'drop', 'drop and lose', 'refuse'), {
        maxLength: 5,
      }),
    })
    .map(({ each, ...plan }) => ({
      ...plan,
      faults: Object.fromEntries(
        each.flatMap((fault, index) => (fault === undefined ? [] : [[index, fault]])),
      ),
    }));

const reading = (faults: boolean): Arbitrary<Reading> =>
  fc.record({
    kind: fc.constant('read' as const),
    by: fc.constantFrom('clientId' as const, 'streamId' as const),
    byteOffset: fc.oneof(fc.constantFrom(undefined, 0), fc.nat({ max: 30 })),
    steps: fc.array(
      fc.record({
        // The server tells whole characters.
        text: piece,
        files: fc.option(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }), {
          nil: undefined,
        }),
        again: fc.oneof(
          { weight: 5, arbitrary: fc.constant(false) },
          { weight: 1, arbitrary: fc.constant(true) },
        ),
        fault: faulty(faults, 'retry', 'drop', 'no file', 'cut file'),
      }),
      { maxLength: 5 },
    ),
    end: faults
      ? fc.constant('done' as const)
      : fc.oneof(
          { weight: 5, arbitrary: fc.constant('done' as const) },
          {
            weight: 1,
            arbitrary: fc.constantFrom(
              'error' as const,
              'refused' as const,
              { leaves: 1 },
              { leaves: 2 },
            ),
          },
        ),
  });

/** A stream on a server that does as it should. */
export const streaming: Arbitrary<Streaming> = fc.oneof(writing(false), reading(false));
/** A stream on a server that does not. */
export const faultyStreaming: Arbitrary<Streaming> = fc.oneof(writing(true), reading(true));

/** All of what is written, as UTF-8. */
export function textOf(plan: Streaming): Buffer {
  const parts = plan.kind === 'write' ? plan.pieces : plan.steps.map(({ text }) => text);
  return Buffer.from(parts.join(''));
}
