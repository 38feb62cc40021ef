/** The template of a path. */

import type { Reading } from './reading.js';
import { member, members, type Node } from './source.js';

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

/** `{+name}` and `{proxy+}` take the slashes of their value, too; the sign is no part of the name. */
export function plainName(name: string): string {
  return name.replace(/^\+(?=.)|(?<=.)\+$/, '');
}

/** A path with the plain names of its parameters. */
export function plainPath(path: string): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => `{${plainName(name)}}`);
}

/** The paths of a document; those of Azure that differ in their query alone stand in an extension. */
export function pathsOf(root: Node): readonly (readonly [string, Node])[] {
  return ['paths', 'x-ms-paths'].flatMap((each) => [...members(member(root, each))]);
}
