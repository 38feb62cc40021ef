/** What a media type means for reading and writing. */

import type { Api, Content, Schema } from '../../generator/emit.js';

export type MediaKind =
  'json' | 'form' | 'multipart' | 'text' | 'binary' | 'events' | 'lines' | 'any';

export function mediaKind({ mediaType, schema, items }: Content, api: Api): MediaKind {
  // Bytes are no JSON, nor a text in UTF-8: many describe a file so that is sent as it is.
  const isFile = items === undefined && resolve(schema, api).kind === 'binary';
  if (isFile && (/[/+]json/.test(mediaType) || isText(essence(mediaType)))) return 'binary';
  if (mediaType === 'application/json' && items === undefined) return 'json';
  const type = essence(mediaType);
  if (type === 'text/event-stream') return 'events';
  if (
    /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-stream|stream\+json)$/.test(
      type,
    ) ||
    isSeparated(type)
  ) {
    return 'lines';
  }
  if (items !== undefined && /json/.test(type)) return 'lines';
  if (/[/+]json5?$/.test(type)) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type.startsWith('multipart/')) {
    // Parts that nobody describes, in a form that is no form: whoever has them has put them together.
    return type === 'multipart/form-data' || !isWhole(schema, api) ? 'multipart' : 'binary';
  }
  if (/^(?:image|audio|video|font|model)\//.test(type) || isEncoded(type)) return 'binary';
  if (isText(type)) return 'text';
  // Read as text or as JSON, bytes are lost; a `Blob` of text is text again.
  if (FILES.test(type)) return 'binary';
  if (type === 'application/octet-stream' && isBytes(schema, api)) return 'binary';
  return bySchema(schema, type.includes('*'), api);
}

function isText(type: string): boolean {
  return /^text\/(?!\*|event-stream$)|\+xml$|^application\/(?:xml|xml-dtd|csv|x-csv|yaml|x-yaml|graphql|javascript|ecmascript|sql|toml|jwt|jose|x-pem-file|pem-certificate-chain)$/.test(
    type,
  );
}

/** Multipart bodies whose parts are those of a form; a range of them is taken for one. */
export function isFormData(mediaType: string): boolean {
  return /^multipart\/(?:form-data$|\*)/.test(essence(mediaType));
}

/** Values as bytes: whoever sends or gets them encodes them, whatever model a document has for what is in them. */
export function isEncoded(mediaType: string): boolean {
  return /[/+.-](?:proto|protobuf|msgpack|messagepack|cbor|bson|avro|thrift|parquet|smile)$|^application\/(?:grpc|vnd\.apache\.(?:arrow|avro|thrift|parquet))\b/.test(
    essence(mediaType),
  );
}

/** Media types of which no value is text or JSON, whatever model a document has for them. */
const FILES =
  /^application\/(?:pdf|zip|gzip|x-gzip|x-tar|x-zip-compressed|msword|wasm|vnd\.(?:ms-|openxmlformats-).*)$/;

/** Bytes are called text (`format: byte`), or an object of which nothing is said; what has members is JSON. */
function isBytes(schema: Schema, api: Api): boolean {
  const whole = resolve(schema, api);
  if (whole.kind === 'array') {
    // `byte[]`, as springdoc has it.
    const { kind, ...item } = resolve(whole.items, api);
    return kind === 'binary' || ('format' in item && item.format === 'byte');
  }
  return whole.kind === 'string' || (whole.kind === 'object' && whole.props.length === 0);
}

/** Text, bytes or anything: what has no parts of its own. */
export function isWhole(schema: Schema, api: Api): boolean {
  return ['string', 'binary', 'unknown'].includes(resolve(schema, api).kind);
}

/** Wildcards and types we do not know: documents mean JSON where they describe a structure. */
function bySchema(schema: Schema, wildcard: boolean, api: Api): MediaKind {
  const { kind } = resolve(schema, api);
  if (kind === 'string') return 'text';
  if (kind === 'unknown') return wildcard ? 'any' : 'binary';
  return kind === 'binary' ? 'binary' : 'json';
}

/** JSON of which each value has a record separator before it. */
export function isSeparated(mediaType: string): boolean {
  return /[/+]json-seq$/.test(essence(mediaType));
}

/** What each line of a body is, where the document says it. */
export function lineOf({ schema, items }: Content, api: Api): Schema | undefined {
  const whole = resolve(schema, api);
  if (items !== undefined) return items;
  if (whole.kind === 'array') return whole.items;
  return isWhole(whole, api) ? undefined : schema;
}

/** Follows references to what is behind them. */
export function resolve(schema: Schema, api: Api): Schema {
  if (schema.kind !== 'ref') return schema;
  const seen = new Set<string>();
  let current: Schema = schema;
  while (current.kind === 'ref' && !seen.has(current.to)) {
    const to: string = current.to;
    seen.add(to);
    current = byKey(api).get(to) ?? { kind: 'unknown' };
  }
  return current.kind === 'ref' ? { kind: 'unknown' } : current;
}

/** The schemas of an API by their names, found many times for each operation. */
function byKey({ schemas }: Api): ReadonlyMap<string, Schema> {
  const before = found.get(schemas);
  if (before !== undefined) return before;
  const made = new Map(schemas.map(({ key, schema }) => [key, schema]));
  found.set(schemas, made);
  return made;
}

const found = new WeakMap<Api['schemas'], ReadonlyMap<string, Schema>>();

/** What a schema is put together of, behind references; what is met again is there already. */
export function leaves(schema: Schema, api: Api, seen: Set<Schema> = new Set()): readonly Schema[] {
  const target = resolve(schema, api);
  if (seen.has(target)) return [];
  seen.add(target);
  return target.kind === 'union' || target.kind === 'all'
    ? target.of.flatMap((each) => leaves(each, api, seen))
    : [target];
}

/** A media type without parameters, in lower case. */
export function essence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}
