/** The template of a path. */

import type { Reading } from './reading.js';
import { members, type Node } from './source.js';

/** A path with its slash: without one it would go on the host's name, and a request to another host. */
export function rooted(reading: Reading, path: string, node: Node, item: Node): string {
  if (path.startsWith('/')) return path;
  // What has nothing in it sends nothing.
  if ([...members(item)].length > 0) {
    const message = `The path ${JSON.stringify(path)} has no slash at its beginning; it is read as if it had.`;
    reading.complain('warning', 'openapi-path-slash', node, message, 'Write the slash.');
  }
  return `/${path}`;
}
