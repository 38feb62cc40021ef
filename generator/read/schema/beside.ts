/** What stands beside a `$ref`: from OpenAPI 3.1 on it counts, before that it does not. */

import type { Schema } from '../../ir.js';
import { compose } from './compose.js';
import { intersect } from './intersect.js';
import type { Reading } from '../document/reading.js';
import { elements, member, type Data, type Node } from '../document/source.js';

/** Members that may stand beside a `$ref` in every version, because they change no shape. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  '$defs',
  '$id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  '$comment',
  'definitions',
  'title',
  'description',
  'summary',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'example',
  'examples',
  'externalDocs',
  'xml',
  'nullable',
  'discriminator',
]);

/** @param target what the reference leads to */
export function withSiblings(reading: Reading, node: Node, value: Data, target: Schema): Schema {
  const siblings = Object.keys(value).filter(
    (key) => !ANNOTATIONS.has(key) && !key.startsWith('x-'),
  );
  if (siblings.length === 0) return target;
  if (reading.version >= 31) {
    const { $ref: _, $dynamicRef: _dynamic, $recursiveRef: _recursive, ...rest } = value;
    const beside = compose(reading, { ...node, value: rest }, rest, 'whole');
    const self = reading.schemas.current.at(-1);
    const merged = intersect({ reading, node, self }, target, beside);
    if (merged === undefined) tellContradiction(reading, node, value);
    return merged ?? target;
  }
  const isSaid = (key: string): boolean =>
    key === 'type' || key === 'format' || (key === 'required' && requiresNothing(reading, node));
  if (!siblings.every(isSaid)) {
    reading.complain(
      'warning',
      'openapi-ref-siblings',
      node,
      `Before OpenAPI 3.1, nothing beside a $ref counts: ${siblings.join(', ')}.`,
      'Write allOf: [{ $ref }, { … }], or declare openapi: 3.1.0.',
    );
  } else if (value['type'] === 'array' && isNoList(reading, target)) {
    tellContradiction(reading, node, value);
  }
  return target;
}

/** Many who write this mean a list; but what the reference says is all that is described. */
function tellContradiction(reading: Reading, node: Node, { type }: Data): void {
  const said = typeof type === 'string' ? `"type: ${type}"` : 'What stands';
  reading.complain(
    'warning',
    'openapi-ref-contradiction',
    node,
    `${said} beside this $ref contradicts what it refers to, which counts.`,
    type === 'array'
      ? 'Write type: array, items: { $ref } for a list of it; else remove the type.'
      : 'Remove what is wrong.',
  );
}

/** Whether it is known that there is no list: of what is not read yet, or has alternatives, nothing is said. */
function isNoList(reading: Reading, schema: Schema): boolean {
  const shape = schema.kind === 'ref' ? reading.expand(schema.to) : schema;
  return shape !== undefined && NO_LISTS.has(shape.kind);
}

const NO_LISTS: ReadonlySet<Schema['kind']> = new Set([
  'boolean',
  'literal',
  'number',
  'object',
  'string',
]);

/** Whether what is required here is required where the reference leads, as Goa says it twice. */
function requiresNothing(reading: Reading, node: Node): boolean {
  const target = reading.refs.follow(node);
  const listed = (of: Node | undefined): readonly unknown[] =>
    elements(of && member(of, 'required')).map(({ value }) => value);
  const known = new Set(listed(target));
  return listed(node).every((each) => known.has(each));
}
