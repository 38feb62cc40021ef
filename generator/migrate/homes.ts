/** Where the names of the official package come from after the move. */

import { posix } from 'node:path';
import type { Emitted } from './types.js';

export interface Home {
  /** The module specifier. */
  readonly to: string;
  /** What the name is there. */
  readonly name: string;
}

/** Where a name is; undefined: the client does not have it. */
export type Homes = (name: string) => Home | undefined;

/** Homes as a file at `path` imports them. */
export function homesOf(path: string, emitted: Emitted): Homes {
  const { migration, taken, exports, files, frontEnd } = emitted;
  return (name) => {
    const leaf = Object.hasOwn(migration.leaves, name) ? migration.leaves[name] : undefined;
    if (leaf !== undefined && frontEnd !== undefined)
      return frontEnd.own ? { to: frontEnd.package, name } : undefined;
    if (leaf !== undefined && files.has(`${leaf}.ts`))
      return { to: specifier(path, leaf, emitted), name };
    const own = taken.has(name) ? taken.get(name) : name;
    return own !== undefined && exports.has(own)
      ? { to: specifier(path, 'index', emitted), name: own }
      : undefined;
  };
}

/** How a file at `path` imports an emitted one. */
export function specifier(path: string, file: string, emitted: Emitted): string {
  const { out, entry, importExtension, alias } = emitted;
  const target = file === 'index' ? entry : `${out}/${file}${importExtension}`;
  const found = posix.relative(posix.dirname(path), target);
  if (alias !== undefined && found.startsWith('../'))
    return alias.prefix + target.slice(alias.folder.length);
  if (found === '') return './index';
  return found.startsWith('.') ? found : `./${found}`;
}
