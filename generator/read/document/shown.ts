/** What is shown by an example and not described: nothing is made of the example, and that is told. */

import type { Schema } from '../../ir.js';
import type { Reading } from './reading.js';
import { isData, type Data, type Node } from './source.js';

/** Keywords beside which an example is not the only thing that is said of a shape. */
const SAYING: readonly string[] = ['type', 'allOf', 'oneOf', 'anyOf', 'not', 'if'];

/** A body or an answer without a schema, of which its media type does not say either what it is. */
export function tellShownBody(reading: Reading, node: Node, read: Schema): void {
  if (read.kind === 'unknown' && isData(node.value) && isShown(node.value))
    tellShown(reading, node);
}

/** The part of an `allOf` that has nothing but an example is no shape of its own. */
export function tellShownSchema(reading: Reading, node: Node, read: Schema): void {
  if (read.kind !== 'unknown' || !isData(node.value) || !isShown(node.value)) return;
  const { value } = node;
  if (SAYING.some((each) => value[each] !== undefined)) return;
  if (!/\/allOf\/\d+$/.test(node.pointer)) tellShown(reading, node);
}

function isShown({ example, examples }: Data): boolean {
  return example !== undefined || examples !== undefined;
}

function tellShown(reading: Reading, node: Node): void {
  reading.complain(
    'note',
    'openapi-example-only',
    node,
    'What stands here is shown by an example, and no schema says what else may stand there: the type is unknown.',
    'Describe it: type: object with its properties, or type: string.',
  );
}
