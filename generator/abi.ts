/** What stands in the list of names that emitted code may import. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package.js';

/** The module that emitted code imports. */
export const RUNTIME_ENTRY = 'runtime/abi';

/** A line of the entry that hands names on; the entry consists of these and its version. */
export const ENTRY_EXPORT = /^export (type )?\{([^}]*)\} from '([^']+)';\n/gm;

/** The names on a line of the entry, `type` before some of them. */
export function namesOnLine(list: string): readonly string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** All of them: what there is at run time, and what is a type alone. */
export function abiNames(): {
  readonly values: readonly string[];
  readonly types: readonly string[];
} {
  const text = readFileSync(join(packageRoot(), `${RUNTIME_ENTRY}.ts`), 'utf8');
  const lines = [...text.replaceAll('\r\n', '\n').matchAll(ENTRY_EXPORT)];
  const named = (types: boolean): readonly string[] =>
    lines
      .filter(([, type]) => (type !== undefined) === types)
      .flatMap(([, , list = '']) => namesOnLine(list));
  return { values: named(false), types: named(true) };
}
