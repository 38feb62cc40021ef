/** What a media type means for reading and writing. */

import type { Api, Content, Schema } from '../../generator/emit.js';

export type MediaKind =
  'json' | 'form' | 'multipart' | 'text' | 'binary' | 'events' | 'lines' | 'any';

export function mediaKind({ mediaType, schema, items }: Content, api: Api): MediaKind {
  if (mediaType === 'application/json' && items === undefined) return 'json';
  const type = essence(mediaType);
  if (type === 'text/event-stream') return 'events';
  if (
    /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq|json-stream|stream\+json)$/.test(
      type,
    )
  ) {
    return 'lines';
  }
  if (items !== undefined && /json/.test(type)) return 'lines';
  if (/[/+]json5?$/.test(type)) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type.startsWith('multipart/')) return 'multipart';
  if (/^(?:image|audio|video|font|model)\//.test(type)) return 'binary';
  if (
    /^text\/(?!\*)|\+xml$|^application\/(?:xml|xml-dtd|csv|x-csv|yaml|x-yaml|graphql|javascript|ecmascript|sql|toml|jwt|jose|x-pem-file|pem-certificate-chain)$/.test(
      type,
    )
  ) {
    return 'text';
  }
  return bySchema(schema, type.includes('*'), api);
}

/** Wildcards and types we do not know: documents mean JSON where they describe a structure. */
function bySchema(schema: Schema, wildcard: boolean, api: Api): MediaKind {
  const { kind } = resolve(schema, api);
  if (kind === 'string') return 'text';
  if (kind === 'unknown') return wildcard ? 'any' : 'binary';
  return kind === 'binary' ? 'binary' : 'json';
}

/** Follows references to what is behind them. */
export function resolve(schema: Schema, api: Api): Schema {
  const seen = new Set<string>();
  let current = schema;
  while (current.kind === 'ref' && !seen.has(current.to)) {
    const { to } = current;
    seen.add(to);
    current = api.schemas.find((each) => each.key === to)?.schema ?? { kind: 'unknown' };
  }
  return current.kind === 'ref' ? { kind: 'unknown' } : current;
}

/** A media type without parameters, in lower case. */
export function essence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}
