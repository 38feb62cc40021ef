/** What a media type says of a body by itself. */

import type { Schema } from '../../ir.js';

/** A media type without a schema still says whether it is text or bytes. */
export function unsaid(mediaType: string): Schema {
  if (/[/+]json\b|^\*\/\*$|form|xml|jsonl|ndjson/i.test(mediaType)) return { kind: 'unknown' };
  return /^text\//i.test(mediaType) ? { kind: 'string' } : { kind: 'binary' };
}

/** From 3.1 on, `schema: {}` is how a body of bytes is written. */
export function plainOrBinary(schema: Schema, mediaType: string): Schema {
  return schema.kind === 'unknown' && unsaid(mediaType).kind === 'binary'
    ? { ...schema, kind: 'binary' }
    : schema;
}
