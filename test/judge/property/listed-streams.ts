/** The listed differences that are about streams. */

import { textOf } from './streamings.js';
import type { ListedOf } from './judge-plan.js';
import type { Streamed } from './stream.js';
import type { Streaming } from './streamings.js';

/** What is in a stream from where it is read, whatever it is cut into. */
export function wholeOf(plan: Streaming): string {
  const bytes = textOf(plan);
  const from = plan.kind === 'read' ? (plan.byteOffset ?? 0) : 0;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from));
}

/** Whether a character may come in two: a half of one is written, or files and offsets count bytes. */
function parts(plan: Streaming): boolean {
  if (plan.kind === 'write') return plan.pieces.some((piece) => /[\ud800-\udbff]$/.test(piece));
  return (
    plan.steps.some(({ text, files }) => files !== undefined && /[^\0-\x7f]/.test(text)) ||
    /\ufeff/.test(wholeOf(plan))
  );
}

/** Whether what was read came to its end, were it an error; a write that failed says nothing of its text. */
function arrived(plan: Streaming, { text, error }: Streamed): boolean {
  if (plan.kind === 'write') return error === undefined && text !== '';
  return plan.end === 'done' || plan.end === 'error';
}

export const listedStreams: readonly ListedOf<Streaming, Streamed>[] = [
  {
    reason:
      'Characters of a stream are whole wherever it is cut: between two writes, and within a file.',
    applies: (plan, theirs) =>
      parts(plan) && arrived(plan, theirs) && theirs.text !== wholeOf(plan),
    expect: (theirs, plan) => ({ ...theirs, text: wholeOf(plan) }),
  },
];
