/** A schema whose `i` comes of a package that is not there: read all the same, but no compiler finds it. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../diagnostics.js';
import { isBroken } from './files.js';
import { problem } from './problem.js';
import type { Reading } from './reading.js';

/** Where packages are found otherwise than in `node_modules`, or not by `tsc` at all. */
const ELSEWHERE = ['.pnp.cjs', '.pnp.loader.mjs', 'deno.json', 'deno.jsonc'];

/**
 * The note for the first such import, with the line that needs no package; undefined: there is none. What it looks
 * at decides nothing that is written, and is no input of the run.
 */
export function notInstalled({ modules, inputs }: Reading): Diagnostic | undefined {
  if (inputs.importOf === undefined) return undefined;
  for (const module of modules.values()) {
    // No compiler looks for what JavaScript imports.
    if (isBroken(module) || /\.[cm]?jsx?$/.test(module.path)) continue;
    for (const { specifier, name, node } of module.imports.values()) {
      const [, from] = /^(@instantdb\/[^/]+)/.exec(specifier) ?? [];
      if (name !== 'i' || from === undefined) continue;
      if (isThere(join(inputs.root, dirname(module.path)), from)) continue;
      const own = inputs.importOf(module.path, 'dsl');
      return problem(
        'note',
        'not-installed',
        { module, node },
        `${from} is not installed: the generated client does not need it, but the compiler will not find what ${module.path} imports.`,
        `Install it, or take the one beside the client: import { i } from '${own}';`,
      );
    }
  }
  return undefined;
}

/** Whether a package is installed for the files of a folder, or about to be. */
function isThere(start: string, name: string): boolean {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules', name))) return true;
    if (ELSEWHERE.some((file) => existsSync(join(folder, file)))) return true;
    if (textOf(join(folder, 'package.json')).includes(`"${name}"`)) return true;
    if (folder === dirname(folder)) return false;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
