/** Packages that a user installs where they want them: found in the project, or beside this one. */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../package.js';

/** The file that `import` of a package means, seen from one of the folders; undefined where there is none. */
export function findPeer(name: string, folders: readonly string[]): string | undefined {
  for (const folder of [...folders, packageRoot()]) {
    try {
      return createRequire(join(folder, 'package.json')).resolve(name);
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** What a file exports. */
export async function importFile(path: string): Promise<unknown> {
  return (await import(pathToFileURL(path).href)) as unknown;
}
