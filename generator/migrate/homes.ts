/** Where the names of the official package come from after the move. */

import { posix } from 'node:path';
import type { Emitted } from './types.js';

/** The module specifier for a name; undefined: the client does not have it. */
export type Home = (name: string) => string | undefined;

/** Homes as a file at `path` imports them. */
export function homeOf(path: string, emitted: Emitted): Home {
  return (name) => {
    const leaf = Object.hasOwn(emitted.migration.leaves, name)
      ? emitted.migration.leaves[name]
      : undefined;
    if (leaf !== undefined && emitted.files.has(`${leaf}.ts`))
      return specifier(path, leaf, emitted);
    return emitted.exports.has(name) ? specifier(path, 'index', emitted) : undefined;
  };
}

/** How a file at `path` imports an emitted one. */
export function specifier(path: string, file: string, { out, importExtension }: Emitted): string {
  const bare = importExtension === '' && file === 'index';
  const target = bare ? out : `${out}/${file}${importExtension}`;
  const found = posix.relative(posix.dirname(path), target);
  return found.startsWith('.') ? found : `./${found}`;
}
