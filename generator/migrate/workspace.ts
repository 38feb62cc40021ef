/** Other packages of a workspace that use what moves: they stay as they are, and are told of. */

import { existsSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { isRecord } from '../manifest.js';
import type { Migration } from '../stages.js';
import { filesOf, textOf } from './sources.js';
import type { Open } from './types.js';

/** What stands in front of the name of a module that a test replaces. */
const MOCKS = /\b(?:jest|vi|vitest|mock|td)\.\w+\(\s*['"`]$/;

/**
 * Files of packages that depend on the one at `root` and name the official package: where they compare errors, or hand
 * values on, those of the client are of other classes now. Paths are relative to the root, and lead out of it.
 */
export function besides(
  { module, errors }: Migration,
  root: string,
  entry: string,
): readonly Open[] {
  const name = packageAt(root)?.['name'];
  const top = typeof name === 'string' ? workspaceOf(root) : undefined;
  if (typeof name !== 'string' || top === undefined) return [];
  const own = slashed(relative(top, root));
  return filesOf(module, top, [own], '').code.flatMap(({ path, text }): readonly Open[] => {
    const offset = text.indexOf(module);
    if (offset < 0 || !dependsOn(top, path, name)) return [];
    const from = posix.join(slashed(relative(root, top)), path);
    const client = posix.relative(posix.dirname(path), posix.join(own, entry));
    return [
      {
        path: from,
        offset,
        code: 'migrate-other-package',
        message: `${module} is named here, in a package that uses ${name}.`,
        remedy: MOCKS.test(text.slice(0, offset))
          ? `Mock ${client}: ${name} takes nothing of ${module} any more.`
          : `Import what the client has from ${name}, which can export it: ${errors.join(' and ')} of ${module} are other classes than the client's.`,
      },
    ];
  });
}

/** The folder of the workspace that this package is in; the search ends with the repository. */
export function workspaceOf(root: string): string | undefined {
  let folder = root;
  while (!existsSync(join(folder, '.git')) && dirname(folder) !== folder) {
    folder = dirname(folder);
    const declares = packageAt(folder)?.['workspaces'] !== undefined;
    if (declares || existsSync(join(folder, 'pnpm-workspace.yaml'))) return folder;
  }
  return undefined;
}

/** Whether the package that a file belongs to names another among its dependencies. */
function dependsOn(top: string, path: string, name: string): boolean {
  let folder = posix.dirname(path);
  while (folder !== '.' && textOf(top, `${folder}/package.json`) === undefined)
    folder = posix.dirname(folder);
  const found = packageAt(join(top, folder));
  return ['dependencies', 'devDependencies', 'peerDependencies'].some((list) => {
    const named = found?.[list];
    return isRecord(named) && Object.hasOwn(named, name);
  });
}

/** What stands in the package.json of a folder. */
export function packageAt(folder: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(textOf(folder, 'package.json') ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    // What cannot be read names nothing.
    return undefined;
  }
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
