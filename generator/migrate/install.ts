/** The command that installs what a package.json asks for. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceOf, packageAt } from './workspace.js';

/** By the files that package managers leave. */
const LOCKS = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
] as const;

/** `pnpm install`, by the lock file of the nearest folder that has one, or by what its package.json names. */
export function installCommand(root: string, folder: string): string {
  const top = workspaceOf(root);
  const places = [join(root, folder), root, ...(top === undefined ? [] : [top])];
  const managers = places.flatMap((at): readonly string[] => {
    const locks = LOCKS.filter(([name]) => existsSync(join(at, name)));
    const named = /^(?:npm|pnpm|yarn|bun)(?=@)/.exec(String(packageAt(at)?.['packageManager']));
    return [...(named ?? []), ...locks.map(([, manager]) => manager)];
  });
  return `${managers[0] ?? 'npm'} install`;
}
