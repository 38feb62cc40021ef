/** Answers of several parts, and forms: what is in them is the caller's to take apart. */

import type { Content, Schema } from '../../ir.js';
import type { Reading } from '../document/reading.js';
import type { Node } from '../document/source.js';

const PARTED = /^(?:multipart\/|application\/x-www-form-urlencoded)/i;

/** That what a document says of them is in no type; an answer that may be JSON has it in that. */
export function tellParts(reading: Reading, node: Node, contents: readonly Content[]): void {
  if (contents.some(({ mediaType }) => /[/+]json/i.test(mediaType))) return;
  const parted = contents.find(
    ({ mediaType, schema, items }) =>
      PARTED.test(mediaType) && (items !== undefined || describes(schema)),
  );
  if (parted === undefined) return;
  const isForm = !/^multipart/i.test(parted.mediaType);
  reading.complain(
    'note',
    'openapi-answer-parts',
    node,
    `What is in an answer of ${parted.mediaType} is in no type: it is given as it comes, as a ${isForm ? 'string' : 'Blob'}.`,
    isForm
      ? 'new URLSearchParams(answer) reads it.'
      : 'new Response(blob, { headers }).formData() reads a form; other parts are between the boundaries that the header names.',
  );
}

function describes(schema: Schema): boolean {
  if (schema.kind === 'object') return schema.props.length > 0;
  return schema.kind === 'array' ? describes(schema.items) : !WHOLE.has(schema.kind);
}

const WHOLE: ReadonlySet<Schema['kind']> = new Set(['binary', 'string', 'unknown']);
