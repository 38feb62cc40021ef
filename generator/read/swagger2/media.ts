/** `consumes` and `produces`: the media types of an operation, or of the whole document. */

import type { Reading } from '../document/reading.js';
import { elements, member, type Node } from '../document/source.js';

export interface MediaTypes {
  readonly list: readonly string[];
  /** Where the list stands, and whether that is in the operation itself; undefined where there is none. */
  readonly node?: Node;
  readonly own: boolean;
}

export type MediaKey = 'consumes' | 'produces';

export interface SharedMedia {
  /** The types that an operation has of its own, else those of the document; repeated ones once. */
  readonly of: (operation: Node, key: MediaKey) => MediaTypes;
}

export function sharedMedia(reading: Reading): SharedMedia {
  const { root } = reading.sources;
  const shared = {
    consumes: readTypes(reading, root, 'consumes', false),
    produces: readTypes(reading, root, 'produces', false),
  };
  return {
    of: (operation, key) =>
      readTypes(reading, operation, key, true) ?? shared[key] ?? { list: [], own: false },
  };
}

function readTypes(
  reading: Reading,
  owner: Node,
  key: MediaKey,
  own: boolean,
): MediaTypes | undefined {
  const written = member(owner, key);
  if (written === undefined || written.value === null) return undefined;
  const node = reading.refs.follow(written);
  if (node === undefined) return undefined;
  const list: string[] = [];
  const add = (value: unknown, at: Node): void => {
    const type = typeof value === 'string' ? value.trim() : '';
    if (!/^[^\s/]+\/[^\s/]/.test(type)) {
      malformed(reading, at, `There is no media type ${JSON.stringify(value)}; it is left out.`);
    } else if (!list.some((each) => each.toLowerCase() === type.toLowerCase())) {
      list.push(type);
    }
  };
  if (typeof node.value === 'string') {
    malformed(reading, node, `"${key}" must be a list; it is read as a list.`);
    node.value.split(',').forEach((each) => add(each, node));
  } else if (!Array.isArray(node.value)) {
    malformed(reading, node, `"${key}" must be a list; it is left out.`);
    return undefined;
  }
  for (const each of elements(node)) add(each.value, each);
  return { list, node, own };
}

function malformed(reading: Reading, node: Node, message: string): void {
  reading.complain(
    'warning',
    'swagger-media-types-malformed',
    node,
    message,
    'Write a list of media types: [application/json].',
  );
}
