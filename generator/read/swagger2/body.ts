/** The body of an operation in Swagger 2.0: one `body` parameter, or form fields. */

import type { Body, Content, PartEncoding, Property, Schema } from '../../ir.js';
import { plainOrBinary } from '../operation/media-kinds.js';
import type { Reading } from '../document/reading.js';
import { isData, member, text, truth, type Node } from '../document/source.js';
import type { MediaTypes } from './media.js';
import { formStyle, isFile, readValue, type FormField } from './parameters.js';

const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

/** @param bodies one; of more, the first counts, which is reported */
export function readOnlyBody(
  reading: Reading,
  types: MediaTypes,
  bodies: readonly Node[],
): Body | undefined {
  const [node, ...further] = bodies;
  if (node === undefined) return undefined;
  for (const each of further) {
    reading.complain(
      'warning',
      'swagger-bodies',
      each,
      'An operation has one body at most; the first one counts, and this one is left out.',
      'Make the bodies properties of one schema, or remove all but one.',
    );
  }
  const schema = bodySchema(reading, node);
  const doc = text(node, 'description');
  const usual = schema.kind === 'binary' ? 'application/octet-stream' : 'application/json';
  const list = types.list.length === 0 ? [usual] : types.list;
  return {
    required: truth(node, 'required'),
    contents: list.map((mediaType) => ({
      mediaType,
      schema: plainOrBinary(schema, mediaType),
      encoding: [],
      examples: [],
    })),
    ...(doc === undefined || doc.trim() === '' ? {} : { doc }),
  };
}

function bodySchema(reading: Reading, node: Node): Schema {
  const schema = member(node, 'schema');
  if (schema !== undefined) return reading.read(schema);
  const typed = isData(node.value) && node.value['type'] !== undefined;
  reading.complain(
    'warning',
    'swagger-body-schema',
    node,
    `A body needs a schema; this one is read as ${typed ? 'if its type stood there' : 'if anything could be sent'}.`,
    'Write schema: { … } with the type of the body.',
  );
  return typed ? readValue(reading, node) : { kind: 'unknown', at: reading.sources.place(node) };
}

/** @param fields all of them, in order; undefined comes back for none */
export function readForm(
  reading: Reading,
  types: MediaTypes,
  operation: Node,
  fields: readonly FormField[],
): Body | undefined {
  if (fields.length === 0) return undefined;
  const read = fields.map((field) => {
    const schema = fieldSchema(reading, field);
    return { field, schema, style: formStyle(reading, field, schema) };
  });
  const props = read.map(({ field, schema }): Property => {
    return { key: field.name, required: truth(field.node, 'required'), schema };
  });
  const schema: Schema = {
    kind: 'object',
    props,
    patterns: [],
    at: reading.sources.place(member(operation, 'parameters') ?? operation),
  };
  const contents = formTypes(reading, types, operation, fields).map((mediaType): Content => {
    const encoding = read.flatMap(({ field, style }): readonly PartEncoding[] =>
      style === undefined ? [] : [{ property: field.name, style, explode: false, headers: [] }],
    );
    return { mediaType, schema, encoding, examples: [] };
  });
  return { required: props.some(({ required }) => required), contents };
}

/** A property has no documentation beside its schema's, so the field's goes there. */
function fieldSchema(reading: Reading, { node }: FormField): Schema {
  const schema = readValue(reading, node);
  const doc = text(node, 'description');
  return doc === undefined || doc.trim() === '' ? schema : { ...schema, doc };
}

/** Of the media types, those in which fields can be sent; a file can be sent in `multipart` only. */
function formTypes(
  reading: Reading,
  { list, node, own }: MediaTypes,
  operation: Node,
  fields: readonly FormField[],
): readonly string[] {
  const file = fields.find((field) => isFile(field.node));
  const able = list.filter(
    (each) =>
      /^multipart\//i.test(each) ||
      (file === undefined && each.toLowerCase().startsWith(URLENCODED)),
  );
  if (able.length > 0) return able;
  const usual = file === undefined ? URLENCODED : MULTIPART;
  if (list.length > 0) {
    reading.complain(
      own ? 'warning' : 'note',
      'swagger-form-consumes',
      own && node !== undefined ? node : operation,
      `${file === undefined ? 'Form fields' : 'Files'} cannot be sent as ${list.join(' or ')}; they are sent as ${usual}.`,
      `Write consumes: [${usual}] in this operation.`,
    );
  }
  return [usual];
}
