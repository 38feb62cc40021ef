/** What comes one after another: events and lines. */

import { posix } from 'node:path';
import type { Property, Schema } from '../../ir.js';
import type { Reading } from '../document/reading.js';
import {
  elements,
  isData,
  isRemote,
  member,
  members,
  relativeTo,
  text,
  type Data,
  type Node,
} from '../document/source.js';
import { absoluteUri, isRelative } from '../document/uris.js';

/**
 * An `itemSchema`. The data of an event is a text, and where that text is said to be JSON, in each event of several,
 * it is read as what it holds.
 */
export function readItem(reading: Reading, node: Node, mediaType: string): Schema {
  if (!isEvents(mediaType)) return reading.read(node);
  return withTextIds(reading.read(withData(reading, node) ?? node));
}

/**
 * One of the events, where these and not their data are described, one by one or as a list; undefined elsewhere.
 *
 * @param node the schema of the stream
 */
export function listedEvents(reading: Reading, node: Node, mediaType: string): Schema | undefined {
  const list = isEvents(mediaType) ? reading.refs.follow(node) : undefined;
  const items = list && member(list, 'items');
  const found = items ?? list;
  if (found === undefined || !isEvent(reading, found, items === undefined)) return undefined;
  return withTextIds(reading.read(items ?? node));
}

/**
 * What the data of events hold, where ASP.NET describes `SseItem<T>`: its members are fields of the event, under names that none has on
 * the wire. Else as it is.
 *
 * @param node the schema of the stream
 */
export function withoutSseItem(reading: Reading, node: Node, mediaType: string): Node {
  const item = isEvents(mediaType) ? reading.refs.follow(node) : undefined;
  const properties = item && member(item, 'properties');
  const names = members(properties).map(([name]) => name);
  const isItem = names.includes('eventType') && names.every((name) => SSE_ITEM.has(name));
  return (properties && isItem ? member(properties, 'data') : undefined) ?? node;
}

const SSE_ITEM: ReadonlySet<string> = new Set([
  'data',
  'eventType',
  'eventId',
  'reconnectionInterval',
]);

/** Whether it is one of the results that gateways of gRPC send line by line: in the document, only its title says so. */
export function isStreamed(reading: Reading, written: Node): boolean {
  const node = reading.refs.follow(written);
  const has = (name: string): boolean =>
    node !== undefined && member(member(node, 'properties') ?? node, name) !== undefined;
  return (
    node !== undefined &&
    /^Stream result of \S/.test(text(node, 'title') ?? '') &&
    has('result') &&
    has('error')
  );
}

function isEvents(mediaType: string): boolean {
  return /^text\/event-stream\b/i.test(mediaType);
}

/** All that an event can have, beside a comment that nobody is told. */
const FIELDS: ReadonlySet<string> = new Set(['data', 'event', 'id', 'retry', 'comment']);

/** @param alone it is no item of a list: then data may have such members, too, but not what a browser is told */
function isEvent(
  reading: Reading,
  written: Node,
  alone: boolean,
  seen: Set<unknown> = new Set(),
): boolean {
  const node = reading.refs.follow(written);
  if (node === undefined) return false;
  // A union that holds itself is asked once.
  if (seen.has(node.value)) return true;
  seen.add(node.value);
  const names = members(member(node, 'properties')).map(([name]) => name);
  if (names.length > 0) {
    return (
      ['data', 'event'].every((name) => names.includes(name)) &&
      (!alone || names.includes('retry')) &&
      names.every((name) => FIELDS.has(name))
    );
  }
  const several = ['oneOf', 'anyOf'].flatMap((keyword) => elements(member(node, keyword)));
  return several.length > 0 && several.every((each) => isEvent(reading, each, alone, seen));
}

/** An id is text on the wire, whatever it counts. */
function withTextIds(schema: Schema): Schema {
  if (schema.kind === 'union') return { ...schema, of: schema.of.map(withTextIds) };
  if (schema.kind !== 'object') return schema;
  const props = schema.props.map((each): Property => {
    if (each.key !== 'id' || each.schema.kind !== 'number') return each;
    const { doc } = each.schema;
    return { ...each, schema: { kind: 'string', ...(doc === undefined ? {} : { doc }) } };
  });
  return { ...schema, props };
}

/** The schema of an event with the schema of its data's content in place of its text; undefined where there is none. */
function withData(
  reading: Reading,
  written: Node,
  known: Map<unknown, Node | undefined> = new Map(),
): Node | undefined {
  const node = reading.refs.follow(written);
  if (node === undefined || !isData(node.value)) return undefined;
  // A union that holds itself has no data of its own.
  if (known.has(node.value)) return known.get(node.value);
  known.set(node.value, undefined);
  const found = withDataOf(reading, node, node.value, known);
  known.set(node.value, found);
  return found;
}

function withDataOf(
  reading: Reading,
  node: Node,
  value: Data,
  known: Map<unknown, Node | undefined>,
): Node | undefined {
  const properties = member(node, 'properties');
  const data = properties && member(properties, 'data');
  const described = isData(properties?.value) ? properties.value : undefined;
  const content = data && contentOf(reading, data);
  if (content !== undefined)
    return {
      ...node,
      value: { ...value, properties: { ...described, data: valueIn(node.file, content) } },
    };
  for (const keyword of ['oneOf', 'anyOf']) {
    const several = elements(member(node, keyword))
      .filter((each) => !isEnd(reading, each))
      .map((each) => withData(reading, each, known))
      .map((each) => each && valueIn(node.file, each));
    if (several.length === 0 || several.includes(undefined)) continue;
    // What is said of the data of all is that it is text: each event says what the text holds.
    const { data: _, ...others } = described ?? {};
    const shared = described === undefined ? {} : { properties: others };
    return { ...node, value: { ...value, ...shared, [keyword]: several } };
  }
  return undefined;
}

/** The event by which a stream says that it ends, as TypeSpec describes it: nobody is told of it. */
function isEnd(reading: Reading, written: Node): boolean {
  const node = reading.refs.follow(written);
  const properties = node && member(node, 'properties');
  const data = properties && member(properties, 'data');
  return data !== undefined && /^\[done\]$/i.test(text(data, 'const') ?? '');
}

function contentOf(reading: Reading, written: Node): Node | undefined {
  const data = reading.refs.follow(written);
  if (data === undefined || !/[/+]json\b/i.test(text(data, 'contentMediaType') ?? '')) {
    return undefined;
  }
  return member(data, 'contentSchema');
}

/** A value of one file in another, where its references lead as before. */
function valueIn(file: string, { value, file: own }: Node): unknown {
  if (own === file) return value;
  const base = isRemote(own) ? own : encodeURI(posix.relative(posix.dirname(file), own));
  const moved = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(moved);
    if (!isData(each)) return each;
    return eachOf(each, (inner, key) => {
      if (key === '$ref' && typeof inner === 'string') return refFrom(base, inner);
      const isTags = key === 'discriminator' && isData(inner) && isData(inner['mapping']);
      return isTags ? movedTags(base, inner) : moved(inner);
    });
  };
  return moved(value);
}

function eachOf(value: Data, made: (inner: unknown, key: string) => unknown): Data {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, made(inner, key)]));
}

/** A mapping holds references without `$ref`, and names, which lead to the document wherever they stand. */
function movedTags(base: string, tags: Data): Data {
  const moved = (inner: unknown): unknown => {
    if (isData(inner)) return eachOf(inner, moved);
    const isRef = typeof inner === 'string' && /[#/]|\.(?:ya?ml|json)$/i.test(inner);
    return isRef ? refFrom(base, inner) : inner;
  };
  return eachOf(tags, (inner, key) => (key === 'propertyName' ? inner : moved(inner)));
}

/** A reference that stands in a file, from where that file is `base`. */
function refFrom(base: string, ref: string): string {
  if (ref.startsWith('#')) return base + ref;
  if (isRemote(base)) return absoluteUri(ref, base);
  const [, path = '', fragment = ''] = /^([^#]*)(#[^]*)?$/.exec(ref) ?? [];
  return isRelative(ref) ? relativeTo(base, path) + fragment : ref;
}
