/** Where the client goes in an app whose code is compiled in one folder of its package: beside that code. */

import { posix } from 'node:path';
import type { Surveyed } from './plan.js';
import { textOf, type AppFiles } from './sources.js';

/** What says, at the root of a package, that code is compiled from there. */
const SETTINGS = ['tsconfig.json', 'jsconfig.json', 'deno.json', 'deno.jsonc'];

/**
 * A folder of the same name, below the one whose tsconfig.json compiles what makes the client; undefined where that is the
 * package's own, or where there are several. Elsewhere a client is no file of that project, and its output moves.
 */
export function besideCode(
  root: string,
  app: AppFiles,
  files: readonly Surveyed[],
  out: string,
): string | undefined {
  const has = (folder: string, names: readonly string[]): boolean =>
    names.some((name) => textOf(root, posix.join(folder, name)) !== undefined);
  if (has(app.package, SETTINGS)) return undefined;
  const projects = new Set(
    files.flatMap(({ source, inits }) => {
      if (!inits.makes) return [];
      let folder = posix.dirname(source.fileName.slice(1));
      while (folder !== '.' && folder !== app.package && !has(folder, SETTINGS.slice(0, 1)))
        folder = posix.dirname(folder);
      return [folder];
    }),
  );
  const [project, ...others] = projects;
  if (project === undefined || project === '.' || project === app.package || others.length > 0)
    return undefined;
  const sources = `${project}/src/`;
  const name = posix.basename(out);
  return app.code.some(({ path }) => path.startsWith(sources))
    ? `${sources}${name}`
    : `${project}/${name}`;
}
