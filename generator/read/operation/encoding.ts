/** `encoding`: how the parts of a form or of a multipart body are written. */

import type { PartEncoding, Schema } from '../../ir.js';
import { nearest } from '../../diagnostics.js';
import { readHeaders } from './headers.js';
import { plainOrBinary } from './media-kinds.js';
import { wellFormed } from '../document/forms.js';
import type { Reading } from '../document/reading.js';
import { tellNoObject } from '../document/shapes.js';
import { elements, isData, member, members, text, truth, type Node } from '../document/source.js';

/**
 * @param node the object of a media type
 * @param schema of the whole body
 */
export function readEncodings(
  reading: Reading,
  mediaType: string,
  node: Node,
  schema: Schema,
): readonly PartEncoding[] {
  const written = members(member(node, 'encoding'));
  if (written.length === 0 && /^multipart\//i.test(mediaType)) return byPosition(reading, node);
  const isForm = /^multipart\/|form/i.test(mediaType);
  const known = isForm && written.length > 0 ? partNames(reading, schema) : undefined;
  return written.flatMap(([property, each]) => {
    if (known === undefined || known.has(property)) return [readEncoding(reading, property, each)];
    const meant = nearest(property, known);
    reading.complain(
      'warning',
      'openapi-encoding-unknown',
      each,
      `The body has no ${JSON.stringify(property)}, whose encoding this is; it is left out.`,
      meant === undefined ? 'Add the property, or remove its encoding.' : `Did you mean ${meant}?`,
    );
    return [];
  });
}

/** `prefixEncoding`, by place, and under `*` the `itemEncoding` of all behind it. */
function byPosition(reading: Reading, node: Node): readonly PartEncoding[] {
  const items = member(node, 'itemEncoding');
  return [
    ...elements(member(node, 'prefixEncoding')).map((each, index) =>
      readEncoding(reading, String(index), each),
    ),
    ...(items === undefined ? [] : [readEncoding(reading, '*', items)]),
  ];
}

/** From 3.1 on, a part of bytes is `{}` as well, and its encoding says that it is bytes. */
export function withFiles(
  reading: Reading,
  schema: Schema,
  mediaType: string,
  encoding: readonly PartEncoding[],
): Schema {
  if (!/^multipart\//i.test(mediaType) || encoding.length === 0) return schema;
  // One with a name is written out where its encoding says more than it does.
  const whole = schema.kind === 'ref' ? reading.expand(schema.to) : schema;
  const types = new Map(encoding.map((each) => [each.property, each.contentType]));
  const filed = (of: Schema, place: string): Schema =>
    plainOrBinary(
      of,
      types.get(place) ?? (types.has(place) ? undefined : types.get('*')) ?? 'text/plain',
    );
  if (whole?.kind === 'array') return { ...whole, items: filed(whole.items, '*') };
  if (whole?.kind === 'tuple') {
    const items = whole.items.map((each, index) => filed(each, String(index)));
    return {
      ...whole,
      items,
      ...(whole.rest === undefined ? {} : { rest: filed(whole.rest, '*') }),
    };
  }
  if (whole?.kind !== 'object') return schema;
  // The compiler does not see that `asFile` changes it.
  let isSaid = false as boolean;
  const props = whole.props.map((each) => {
    const type = types.get(each.key);
    const anything = type === '*/*' ? 'application/octet-stream' : type;
    if (anything === undefined) return each;
    const part = each.schema;
    const asFile = (of: Schema): Schema => {
      const read = plainOrBinary(of, anything);
      isSaid ||= read !== of;
      return read;
    };
    const read: Schema =
      part.kind === 'array' ? { ...part, items: asFile(part.items) } : asFile(part);
    return { ...each, schema: read };
  });
  return isSaid ? { ...whole, props } : schema;
}

const ENCODING_STYLES: readonly string[] = [
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'deepObject',
];

function readEncoding(reading: Reading, property: string, written: Node): PartEncoding {
  tellNoObject(reading, written, property);
  const node = wellFormed(reading, 'encoding', written);
  const contentType = text(node, 'contentType');
  const wanted = text(node, 'style');
  const style = wanted !== undefined && ENCODING_STYLES.includes(wanted) ? wanted : undefined;
  if (wanted !== undefined && style === undefined) {
    reading.complain(
      'warning',
      'openapi-encoding-style',
      node,
      `A part of a form cannot have the style ${JSON.stringify(wanted)}; it is read as form.`,
      `Write one of ${ENCODING_STYLES.join(', ')}.`,
    );
  }
  const explode = isData(node.value) ? node.value['explode'] : undefined;
  return {
    property,
    ...(contentType === undefined ? {} : { contentType }),
    ...(style === undefined ? {} : { style }),
    ...(typeof explode === 'boolean' ? { explode } : {}),
    ...(truth(node, 'allowReserved') ? { allowReserved: true } : {}),
    headers: readHeaders(reading, reading.refs.part(node, 'headers')),
  };
}

/** The properties of a body; undefined where it may have others. */
function partNames(
  reading: Reading,
  schema: Schema,
  seen: ReadonlySet<string> = new Set(),
): ReadonlySet<string> | undefined {
  if (schema.kind === 'ref') {
    const target = seen.has(schema.to) ? undefined : reading.expand(schema.to);
    return target && partNames(reading, target, new Set([...seen, schema.to]));
  }
  if (schema.kind === 'object') {
    const isOpen = schema.rest !== undefined || schema.patterns.length > 0;
    return isOpen ? undefined : new Set(schema.props.map(({ key }) => key));
  }
  if (schema.kind !== 'union' && schema.kind !== 'all') return undefined;
  const parts = schema.of.map((each) => partNames(reading, each, seen));
  return parts.includes(undefined)
    ? undefined
    : new Set(parts.flatMap((each) => [...(each ?? [])]));
}
