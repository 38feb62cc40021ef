/** Lists and objects that parts stand in: of another form, all in them would be lost without a word. */

import type { Reading } from './reading.js';
import { elements, isData, members, type Node } from './source.js';

/** The elements of a list; what can be one and stands in its place is its only one. */
export function listed(
  reading: Reading,
  node: Node | undefined,
  key: string,
  canBe: (value: unknown) => boolean,
): readonly Node[] {
  if (node === undefined || node.value === null || Array.isArray(node.value)) return elements(node);
  const isOne = canBe(node.value);
  reading.complain(
    'warning',
    'openapi-malformed',
    node,
    `"${key}" must be a list; ${isOne ? 'what is given is read as its only member' : 'it is left out'}.`,
    `Write ${key} as a list.`,
  );
  return isOne ? [node] : [];
}

export function isText(value: unknown): boolean {
  return typeof value === 'string';
}

export function isTextOrObject(value: unknown): boolean {
  return isText(value) || isData(value);
}

/** The members of an object whose keys are names. */
export function named(
  reading: Reading,
  node: Node | undefined,
  key: string,
): readonly (readonly [string, Node])[] {
  tellNoObject(reading, node, key);
  return members(node);
}

export function tellNoObject(reading: Reading, node: Node | undefined, key: string): void {
  if (node === undefined || node.value === null || isData(node.value)) return;
  reading.complain(
    'warning',
    'openapi-malformed',
    node,
    `"${key}" must be an object; it is left out.`,
    `Write ${key} as an object, with a key for each.`,
  );
}
