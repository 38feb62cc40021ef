/**
 * Documents half-way between 2.0 and 3.x: a schema where its media type belongs, and media types where 2.0 has one schema.
 * What is meant is clear, and what stands there would be lost without a word.
 */

import type { Reading } from './reading.js';
import { refOf } from './refs.js';
import { tellNoObject } from './shapes.js';
import { isData, member, members, text, type Data, type Node } from './source.js';

const JSON_TYPE = 'application/json';

/** A media type's object, or the schema itself where that stands in its place. */
export interface Media {
  readonly type: string;
  readonly node: Node;
  readonly schema?: Node;
}

/** What a media type's object may have, as members of `content` a level too high. */
const MEDIA_KEYS: ReadonlySet<string> = new Set([
  'schema',
  'itemSchema',
  'example',
  'examples',
  'encoding',
]);

const SHAPES = ['properties', 'items', 'allOf', 'oneOf', 'anyOf', 'additionalProperties'] as const;

/** Words that stand for media types, by what they end with. */
const SHORT: Readonly<Record<string, string>> = {
  json: JSON_TYPE,
  xml: 'application/xml',
  pdf: 'application/pdf',
  html: 'text/html',
  plain: 'text/plain',
  text: 'text/plain',
  '*': '*/*',
};

/**
 * The media types of a body or response.
 *
 * @param written the same before its reference is followed
 * @param what `A response`, for what is reported
 */
export function mediaOf(
  reading: Reading,
  written: Node,
  node: Node,
  what: string,
): readonly Media[] {
  const content = member(node, 'content');
  if (content !== undefined && content.value !== null) return inContent(reading, content);
  const schema = member(node, 'schema');
  if (schema !== undefined && schema.value !== null) {
    reading.complain(
      'warning',
      'openapi-content-missing',
      schema,
      `${what} has its schema in a media type; this one is read as that of ${JSON_TYPE}.`,
      `Write content: { ${JSON_TYPE}: { schema: … } }.`,
    );
    return [{ type: JSON_TYPE, node, schema }];
  }
  const itself = schemaItself(written, node);
  if (itself === undefined) return [];
  reading.complain(
    'warning',
    'openapi-content-missing',
    itself,
    `A schema stands here in place of ${what.toLowerCase()}; it is read as that of ${JSON_TYPE}.`,
    `Write description, and content: { ${JSON_TYPE}: { schema: … } } with what stands here.`,
  );
  return [{ type: JSON_TYPE, node, schema: itself }];
}

function inContent(reading: Reading, content: Node): readonly Media[] {
  const followed = reading.refs.follow(content);
  if (followed === undefined) return [];
  tellNoObject(reading, followed, 'content');
  const itself = schemaItself(content, followed);
  if (itself !== undefined || member(followed, 'schema') !== undefined) {
    reading.complain(
      'warning',
      'openapi-media-type-missing',
      content,
      `"content" has media types, and here is none; what stands there is read as that of ${JSON_TYPE}.`,
      `Write content: { ${JSON_TYPE}: { schema: … } }.`,
    );
    if (itself !== undefined) return [{ type: JSON_TYPE, node: content, schema: itself }];
  }
  const own = members(followed).filter(([key]) => MEDIA_KEYS.has(key));
  const isMedia = own.some(([key]) => key === 'schema');
  const value = Object.fromEntries(own.map(([key, each]) => [key, each.value]));
  const found: Media[] = isMedia ? [{ type: JSON_TYPE, node: { ...followed, value } }] : [];
  for (const [key, each] of members(followed)) {
    if (isMedia && MEDIA_KEYS.has(key)) continue;
    const type = typeOf(reading, key.trim(), each);
    const node = type === undefined ? undefined : reading.refs.follow(each);
    if (type !== undefined && node !== undefined) found.push(inMedia(reading, type, each, node));
  }
  return found;
}

/** @returns undefined for what is none: an extension, or nothing */
function typeOf(reading: Reading, key: string, node: Node): string | undefined {
  if (key.includes('/')) return key;
  if (key === '' || key.startsWith('x-')) return undefined;
  const words = key.toLowerCase().split(/[-_. +]/);
  const last = words.at(-1) ?? '';
  const meant = Object.hasOwn(SHORT, last) ? SHORT[last] : undefined;
  reading.complain(
    'warning',
    'openapi-media-type',
    node,
    `There is no media type ${JSON.stringify(key)}; it is ${meant === undefined ? 'sent as it stands' : `read as ${meant}`}.`,
    `Write one with its slash, such as ${meant ?? JSON_TYPE}.`,
  );
  return meant ?? key;
}

function inMedia(reading: Reading, type: string, written: Node, node: Node): Media {
  const said = ['schema', 'itemSchema'].some((key) => member(node, key) !== undefined);
  const itself = said ? undefined : schemaItself(written, node);
  if (itself === undefined) return { type, node };
  reading.complain(
    'warning',
    'openapi-media-type-schema',
    itself,
    `A schema stands here in place of what is said of ${type}; it is read as its schema.`,
    'Write schema: { … } with what stands here.',
  );
  return { type, node, schema: itself };
}

/** The schema that stands where another object belongs; by its reference, so that it keeps its name. */
function schemaItself(written: Node, node: Node): Node | undefined {
  const referred = refOf(written) !== undefined;
  const named = referred && /^\/(?:components\/schemas|definitions)\/[^/]+$/.test(node.pointer);
  if (!named && !isSchema(node.value)) return undefined;
  return referred ? written : node;
}

function isSchema(value: unknown): boolean {
  if (!isData(value)) return false;
  const { type } = value;
  if (typeof type === 'string' || Array.isArray(type)) return true;
  return SHAPES.some((key) => typeof value[key] === 'object' && value[key] !== null);
}

/** The schema in what has one (a parameter, a media type) and stands where a schema belongs; undefined for a schema. */
export function schemaInside(reading: Reading, node: Node, value: Data): Node | undefined {
  if (!isData(value['schema']) || refOf(node) !== undefined || isSchema(value)) return undefined;
  const inner = member(node, 'schema');
  if (inner === undefined || (refOf(inner) === undefined && !isSchema(inner.value)))
    return undefined;
  const isParameter = text(node, 'name') !== undefined && text(node, 'in') !== undefined;
  reading.complain(
    'warning',
    'openapi-schema-wrapped',
    inner,
    `A schema belongs here, and ${isParameter ? 'a parameter' : 'something that has one'} stands here; its "schema" is read.`,
    isParameter
      ? 'Move it to components.parameters.'
      : 'Write what its "schema" says in its place.',
  );
  return inner;
}

/** The schema of a parameter or header that has its type on itself, as in 2.0; undefined where it has none. */
export function typedHere(
  reading: Reading,
  node: Node,
  what: 'parameter' | 'header',
): Node | undefined {
  if (text(node, 'type') === undefined || !isData(node.value)) return undefined;
  reading.complain(
    'warning',
    'openapi-parameter-type',
    node,
    `The type of a ${what} belongs into its schema; it is read as if it stood there.`,
    'Write schema: { type: … }.',
  );
  const { name: _, in: _in, required: _required, ...rest } = node.value;
  return { ...node, value: rest };
}

/** What only OpenAPI 3 has, in a document of 2.0. */
export function tellNewer(reading: Reading, node: Node, key: string, older: string): void {
  reading.complain(
    'warning',
    'swagger-newer',
    node,
    `Swagger 2.0 has no ${JSON.stringify(key)}; it is read as OpenAPI 3 has it.`,
    `Declare openapi: 3.0.3 in place of swagger: "2.0", or write ${older}.`,
  );
}

/** Whether a parameter is what Swagger 2.0 has for a body, or a part of one. */
export function isOlderBody(node: Node): boolean {
  const place = placeOf(node);
  return place === 'body' || (place === 'formdata' && (text(node, 'name') ?? '') !== '');
}

export function placeOf(node: Node): string | undefined {
  return text(node, 'in')?.trim().toLowerCase();
}
