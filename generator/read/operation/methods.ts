/** The methods of a path. */

import { nearest } from '../../diagnostics.js';
import type { Reading } from '../document/reading.js';
import { named } from '../document/shapes.js';
import { isData, member, members, type Node } from '../document/source.js';

const METHODS: readonly string[] = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
];

/** What only an operation has: beside the methods it is indented too little. */
const OPERATION_KEYS = ['responses', 'requestBody', 'operationId', 'security', 'tags', 'callbacks'];

/** What may stand beside the methods of a path. */
const ITEM_KEYS = [
  '$ref',
  'summary',
  'description',
  'servers',
  'parameters',
  'additionalOperations',
];

/** What the file of a path has beside it. */
const FILE_KEYS = ['components', 'definitions', '$defs', 'info'];

/** A method that is misspelt would be lost without a word. */
export function checkKeys(reading: Reading, path: string, item: Node): void {
  for (const [key, node] of members(item)) {
    if (key === 'x-amazon-apigateway-any-method') {
      reading.complain(
        'warning',
        'openapi-method-any',
        node,
        `${path} takes any method, which says of none how it is called; it is left out.`,
        'Describe the methods that are meant, each under its own name.',
      );
    }
    const method = METHODS.includes(key.toLowerCase());
    if (OPERATION_KEYS.includes(key)) {
      reading.complain(
        'warning',
        'openapi-indentation',
        node,
        `${JSON.stringify(key)} of ${path} belongs into an operation; it is left out.`,
        'Indent it under the method that it is meant for.',
      );
      continue;
    }
    if (method || ITEM_KEYS.includes(key) || key.startsWith('x-') || !isData(node.value)) continue;
    // A path in a file of its own may have there what it refers to.
    if (item.pointer === '' && FILE_KEYS.includes(key)) continue;
    const meant = nearest(key, METHODS);
    reading.complain(
      'warning',
      'openapi-method-unknown',
      node,
      `${JSON.stringify(key)} of ${path} is no method; it is left out.`,
      meant === undefined
        ? 'OpenAPI 3.2 has such methods under additionalOperations.'
        : `Did you mean ${meant}?`,
    );
  }
}

/** What stands beside the reference of a path is of no path: the specification gives it no meaning. */
export function tellBeside(reading: Reading, path: string, written: Node): void {
  for (const [key, node] of members(written)) {
    const counts = METHODS.includes(key.toLowerCase()) || ['parameters', 'servers'].includes(key);
    if (!counts) continue;
    reading.complain(
      'warning',
      'openapi-path-beside-ref',
      node,
      `${JSON.stringify(key)} of ${path} stands beside a reference; it is left out.`,
      'Move it to where the reference leads.',
    );
  }
}

/** A method that stands beside the paths, and so is of none. */
export function isStray(key: string, node: Node): boolean {
  const { value } = node;
  return (
    METHODS.includes(key) &&
    isData(value) &&
    OPERATION_KEYS.some((each) => Object.hasOwn(value, each))
  );
}

/** @param severity an error where nothing else can be called */
export function tellStray(
  reading: Reading,
  severity: 'error' | 'warning',
  [key, node]: readonly [string, Node],
): void {
  reading.complain(
    severity,
    'openapi-indentation',
    node,
    `${JSON.stringify(key)} is a method and stands among the paths: ${severity === 'error' ? 'no path has an operation' : 'it is left out'}.`,
    'Indent it under the path that it is meant for.',
  );
}

/** As it is sent: methods without a keyword are as they are written. */
export function verbOf(key: string): string {
  return METHODS.includes(key.toLowerCase()) ? key.toUpperCase() : key;
}

/** What `fetch` refuses to send, whatever a server takes. */
export function tellForbidden(reading: Reading, verb: string, path: string, node: Node): void {
  if (!/^(?:trace|track|connect)$/i.test(verb)) return;
  reading.complain(
    'warning',
    'openapi-method-unsendable',
    node,
    `${verb} ${path} is a method that \`fetch\` does not send: calls of it are refused by the platform.`,
    'Exclude the operation, or give the transport a fetch that sends it.',
  );
}

/** What has signs that no method has cannot be sent. */
function isMethod(reading: Reading, key: string, node: Node): boolean {
  if (/^[!#$%&'*+.^`|~\w-]+$/.test(key)) return true;
  reading.complain(
    'warning',
    'openapi-method-unknown',
    node,
    `There is no method ${JSON.stringify(key)}; it is left out.`,
    'Write the method as it is sent: letters, without spaces.',
  );
  return false;
}

export function methodsOf(reading: Reading, item: Node): readonly (readonly [string, Node])[] {
  const methods = members(item).filter(([key]) => METHODS.includes(key.toLowerCase()));
  // 3.2: methods without a keyword of their own.
  const others = named(reading, member(item, 'additionalOperations'), 'additionalOperations');
  return [...methods, ...others.filter(([key, node]) => isMethod(reading, key, node))];
}
