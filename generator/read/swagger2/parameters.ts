/** Parameters of Swagger 2.0: those that stay parameters, and those that are the body. */

import type { Parameter, Schema } from '../../ir.js';
import { sameName, writtenParameters } from '../operation/parameters.js';
import { wellFormed } from '../document/forms.js';
import type { Reading } from '../document/reading.js';
import { isData, member, text, truth, type Node } from '../document/source.js';

/** The parameters of an operation, or of a path, by what becomes of them. */
export interface Listed {
  readonly plain: readonly Parameter[];
  readonly bodies: readonly Node[];
  readonly form: readonly FormField[];
}

export interface FormField {
  readonly name: string;
  readonly node: Node;
}

/** Members of a parameter or header that say nothing about the shape of its value. */
const AROUND: ReadonlySet<string> = new Set([
  'name',
  'in',
  'required',
  'description',
  'collectionFormat',
  'allowEmptyValue',
  'schema',
]);

/** How a list in a query is written. `multi` is the only form that repeats the name. */
const STYLES: Readonly<Record<string, string>> = {
  csv: 'form',
  ssv: 'spaceDelimited',
  tsv: 'tabDelimited',
  pipes: 'pipeDelimited',
  multi: 'form',
};

export function listParameters(reading: Reading, owner: Node): Listed {
  const plain: Parameter[] = [];
  const bodies: Node[] = [];
  const form: FormField[] = [];
  for (const each of writtenParameters(reading, owner)) {
    const target = reading.refs.follow(each);
    if (target === undefined) continue;
    const node = wellFormed(reading, 'parameter', target);
    const place = placeOf(node);
    const name = text(node, 'name') ?? '';
    if (place === 'body') {
      bodies.push(node);
    } else if (place === undefined || name === '') {
      reading.complain(
        'warning',
        'openapi-parameter-malformed',
        node,
        `A parameter without ${name === '' ? '"name"' : 'a known "in"'} is left out.`,
        'Write name, and in: path, query, header, formData or body.',
      );
    } else if (place === 'form') {
      if (form.some((other) => other.name === name)) twice(reading, node, 'formData', name);
      else form.push({ name, node });
    } else {
      const parameter = readParameter(reading, node, place, name);
      const same = plain.some((other) => other.in === place && sameName(other, parameter));
      if (same) twice(reading, node, place, name);
      else plain.push(parameter);
    }
  }
  return { plain, bodies, form };
}

function twice(reading: Reading, node: Node, place: string, name: string): void {
  reading.complain(
    'warning',
    'openapi-parameter-twice',
    node,
    `The ${place} parameter ${JSON.stringify(name)} is listed twice; the first one counts.`,
    'Remove one of the two.',
  );
}

function placeOf(node: Node): 'path' | 'query' | 'header' | 'cookie' | 'body' | 'form' | undefined {
  const place = text(node, 'in')?.trim().toLowerCase();
  // A file is nowhere else, whatever is written.
  if (place !== undefined && place !== 'body' && isFile(node)) return 'form';
  switch (place) {
    case 'path':
    case 'query':
    case 'header':
    case 'cookie':
    case 'body':
      return place;
    case 'form':
    case 'formdata':
      return 'form';
    case undefined:
    default:
      return undefined;
  }
}

/** Whether a value is a file or a list of files. */
export function isFile(node: Node): boolean {
  const type = text(node, 'type')?.toLowerCase();
  if (type === 'file') return true;
  const items = type === 'array' ? member(node, 'items') : undefined;
  return items !== undefined && text(items, 'type')?.toLowerCase() === 'file';
}

function readParameter(
  reading: Reading,
  node: Node,
  place: 'path' | 'query' | 'header' | 'cookie',
  name: string,
): Parameter {
  const doc = text(node, 'description');
  const schema = readValue(reading, node);
  const format = collectionFormat(reading, node, schema);
  const spread = place === 'query' || place === 'cookie';
  if (format !== undefined && format !== 'csv' && !spread) {
    reading.complain(
      'warning',
      'swagger-collection-format',
      node,
      `A list in a ${place} parameter cannot have the collectionFormat ${JSON.stringify(format)} here; it is written with commas.`,
      'Write collectionFormat: csv, if the server accepts it.',
    );
  }
  return {
    name,
    in: place,
    required: truth(node, 'required') || place === 'path',
    schema,
    style: spread ? (STYLES[format ?? 'csv'] ?? 'form') : 'simple',
    explode: spread && (format === undefined || format === 'multi'),
    allowReserved: truth(node, 'x-ms-skip-url-encoding') && (spread || place === 'path'),
    ...(doc === undefined || doc.trim() === '' ? {} : { doc }),
    deprecated: truth(node, 'deprecated') || truth(node, 'x-deprecated'),
    at: reading.sources.place(node),
  };
}

/** The style that a list in a form has; undefined for what is no list, or repeats its name. */
export function formStyle(reading: Reading, field: FormField, schema: Schema): string | undefined {
  if (isFile(field.node)) return undefined;
  const format = collectionFormat(reading, field.node, schema);
  return format === undefined || format === 'multi' ? undefined : STYLES[format];
}

/** The `collectionFormat` of a list, `csv` where nothing is said; undefined for anything but a list. */
function collectionFormat(reading: Reading, node: Node, schema: Schema): string | undefined {
  const shape = schema.kind === 'ref' ? reading.expand(schema.to) : schema;
  const list = shape?.kind === 'union' ? shape.of.find(isList) : shape;
  if (list === undefined || !isList(list)) return undefined;
  if (list.kind === 'array' && isList(list.items)) {
    reading.complain(
      'warning',
      'swagger-collection-nested',
      node,
      'Nothing says how a list of lists is written outside of a body; the inner lists are written as JSON.',
      'Send such a value in the body.',
    );
  }
  const written = text(node, 'collectionFormat')?.trim().toLowerCase() ?? 'csv';
  if (Object.hasOwn(STYLES, written)) return written;
  reading.complain(
    'warning',
    'swagger-collection-format',
    node,
    `There is no collectionFormat ${JSON.stringify(written)}; it is read as csv.`,
    'Write csv, ssv, tsv, pipes or multi.',
  );
  return 'csv';
}

function isList(schema: Schema): boolean {
  return schema.kind === 'array' || schema.kind === 'tuple';
}

/** The schema that the keywords of a parameter or header are, beside its name and place. */
export function readValue(reading: Reading, node: Node): Schema {
  const { value } = node;
  if (!isData(value)) return { kind: 'string' };
  const schema = member(node, 'schema');
  if (schema !== undefined && value['type'] === undefined) {
    if (reading.version >= 30) return reading.read(schema);
    reading.complain(
      'warning',
      'swagger-parameter-schema',
      node,
      'Only a body has a schema; it is read as if its keywords stood in the parameter.',
      'Write the type, format and items beside the name of the parameter.',
    );
    return reading.read(schema);
  }
  const kept = Object.entries(value).filter(([key]) => !AROUND.has(key));
  const shaped = kept.some(([key]) => ['type', 'enum', 'items', 'format', '$ref'].includes(key));
  if (shaped) return reading.read({ ...node, value: Object.fromEntries(kept) });
  reading.complain(
    'warning',
    'swagger-type-missing',
    node,
    'There is no "type"; it is read as a string.',
    'Add type: string, or what it is.',
  );
  return { kind: 'string', at: reading.sources.place(node) };
}
