/** The methods of a path. */

import { nearest } from '../diagnostics.js';
import type { Reading } from './reading.js';
import { isData, member, members, type Node } from './source.js';

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

/** What may stand beside the methods of a path. */
const ITEM_KEYS = [
  '$ref',
  'summary',
  'description',
  'servers',
  'parameters',
  'additionalOperations',
];

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
    if (method || ITEM_KEYS.includes(key) || key.startsWith('x-') || !isData(node.value)) continue;
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

export function methodsOf(item: Node): readonly (readonly [string, Node])[] {
  const methods = members(item).filter(([key]) => METHODS.includes(key.toLowerCase()));
  // 3.2: methods without a keyword of their own.
  return [...methods, ...members(member(item, 'additionalOperations'))];
}
