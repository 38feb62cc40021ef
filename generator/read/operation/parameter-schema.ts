/** What the value of a parameter is, and as which media type it is written. */

import type { Parameter, Schema } from '../../ir.js';
import { readEncodings } from './encoding.js';
import { typedHere } from '../document/halfway.js';
import type { Reading } from '../document/reading.js';
import { member, members, text, type Node } from '../document/source.js';

export function schemaOf(reading: Reading, node: Node, content: Node | undefined): Schema {
  const media = content === undefined ? undefined : reading.refs.follow(content);
  const schema =
    member(node, 'schema') ?? (media === undefined ? undefined : member(media, 'schema'));
  if (schema !== undefined) return reading.read(schema);
  if (media !== undefined) return { kind: 'unknown' };
  const typed = typedHere(reading, node, 'parameter');
  if (typed !== undefined) return reading.read(typed);
  return { kind: 'string' };
}

/**
 * No path has a place for null, which frameworks list where what they get may be anything: Hono of a number that it reads. What has
 * a name, and values that have some, stay as they are called.
 */
export function withoutNull(schema: Schema): Schema {
  if (schema.kind === 'literal' && schema.names === undefined && schema.docs === undefined) {
    const values = schema.values.filter((each) => each !== null);
    return values.length === 0 ? schema : { ...schema, values };
  }
  if (schema.kind !== 'union') return schema;
  const { of, ...union } = schema;
  const others = of.filter(({ kind }) => kind !== 'null');
  const [only] = others;
  if (only === undefined || others.length === of.length) return schema;
  if (others.length > 1) return { ...union, of: others };
  const { kind: _, discriminator: _tag, open: _open, ...said } = union;
  return { ...only, ...said };
}

/**
 * Whether it is an object with objects in it: `form`, which would be its style, has no way to write these, and the
 * parsers of Fastify and Nest that read such an object take brackets. Strapi says that it does.
 */
export function isDeep(reading: Reading, node: Node): boolean {
  if (text(node, 'x-strapi-serialize') === 'querystring') return true;
  return propertiesOf(reading, member(node, 'schema')).some(
    ([, each]) => propertiesOf(reading, each).length > 0,
  );
}

function propertiesOf(reading: Reading, written: Node | undefined): ReturnType<typeof members> {
  const schema = written && reading.refs.follow(written);
  return members(schema && member(schema, 'properties'));
}

/** The media type of a value, and how the members of one that is a form are written. */
export function contentOf(
  reading: Reading,
  [type, written]: readonly [string, Node],
  schema: Schema,
): Pick<Parameter, 'content' | 'encoding'> {
  const content = type.trim();
  const media = /form-urlencoded/i.test(content) ? reading.refs.follow(written) : undefined;
  const encoding = media === undefined ? [] : readEncodings(reading, content, media, schema);
  return { content, ...(encoding.length === 0 ? {} : { encoding }) };
}
