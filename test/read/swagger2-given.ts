/** What the tests of Swagger 2.0 share: a document, an operation or a parameter, read. */

import type { Content, Operation, Parameter } from '../../generator/ir.js';
import { placeless, readFiles, type Answer } from './given.js';

export function read(document: object): Answer {
  const whole = { swagger: '2.0', info: { title: 'T', version: '1' }, ...document };
  return readFiles({ 'api.json': JSON.stringify(whole) }, 'api.json');
}

/** Reads one operation; its answers are those of the whole document. */
export function operation(
  value: object,
  document: object = {},
  path = '/a',
): Answer & { op: Operation } {
  const answer = read({ paths: { [path]: { post: value } }, ...document });
  const [op] = answer.api?.operations ?? [];
  if (op === undefined) throw new Error('no operation');
  return { ...answer, op };
}

export function parameter(
  value: object,
  path?: string,
): Answer & { parameter: Parameter | undefined } {
  const answer = operation({ parameters: [value], responses: {} }, {}, path);
  return { ...answer, parameter: answer.op.parameters[0] };
}

export function brief({ mediaType, schema }: Content): unknown {
  return [mediaType, placeless(schema)];
}
