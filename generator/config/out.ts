/** What is wrong with a folder as the place of a client, before anything is read. */

import { statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics.js';

type Told = Pick<Diagnostic, 'code' | 'message' | 'remedy'>;

/** Undefined where a client can lie in `out`, a folder relative to the root. */
export function problemOfOut(out: string, root: string): Told | undefined {
  if (/[^/]\.(?:[cm]?[jt]sx?|json|ya?ml)$/i.test(out) && !isFolderThere(resolve(root, out)))
    return {
      code: 'config-out-file',
      message: `A client is several files, so the output is a folder, and ${out} is named like a file.`,
      remedy: `Name a folder: ${out.replace(/(?:\/index)?(?:\.d)?\.[a-z]+$/i, '')}.`,
    };
  if (/(?:^|\/)node_modules(?:\/|$)/i.test(out))
    return {
      code: 'config-out-node-modules',
      message: `The client is source of yours, and ${out} is lost with the next install.`,
      remedy: 'Name a folder among your own sources, like src/instant.',
    };
  if (sep === '/' && /^[a-z]:(?:\/|$)/i.test(out))
    return {
      code: 'config-out-drive',
      message: `${out} is a path of Windows, and this is another system.`,
      remedy: 'Write it relative to the project, which is right on all systems: src/instant.',
    };
  return undefined;
}

function isFolderThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
