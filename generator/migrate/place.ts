/** Where the client goes in an app whose code is in one folder of its package: beside that code. */

import { posix } from 'node:path';
import { packagePath } from './package.js';
import type { Surveyed } from './plan.js';
import { textOf, type AppFiles } from './sources.js';

/** Folders of which every file is a page, a function or a project by its place, or is run beside the app. */
const APART =
  /^(?:pages|routes|api|components|functions|layouts|middleware|modules|netlify|plugins|supabase|apps|packages|libs|scripts|bin|e2e|examples?|(?:__)?(?:tests?|specs?)(?:__)?)$/;

/**
 * A folder of the same name, where what makes the client is: below the folder whose tsconfig.json compiles that, or in the
 * one it is in of the package's. Elsewhere a client may be no file of that project, and its output moves. Undefined where
 * that is `src`, or there are several.
 */
export function besideCode(
  root: string,
  app: AppFiles,
  files: readonly Surveyed[],
  out: string,
): string | undefined {
  const manifest = textOf(root, packagePath(app.package)) ?? '';
  const homes = new Set(
    files.flatMap(({ source, inits }) => {
      const path = source.fileName.slice(1);
      return inits.makes && !/\.(?:test|spec)\./.test(path) ? [homeOf(root, app, path)] : [];
    }),
  );
  const [home, ...others] = homes;
  if (home === undefined || home === '' || home === app.package || others.length > 0)
    return undefined;
  const top = posix.relative(app.package, home);
  const isRouted = top === 'app' && manifest.includes('"expo-router"');
  const isProject = isCompiled(root, home);
  if (top === 'src' || isRouted || (APART.test(top) && !isProject)) return undefined;
  const sources = `${home}/src/`;
  const name = posix.basename(out);
  const place = app.code.some(({ path }) => path.startsWith(sources))
    ? `${sources}${name}`
    : `${home}/${name}`;
  return app.code.some(({ path }) => path.startsWith(`${place}/`)) ? undefined : place;
}

/** The innermost folder above a file that has a tsconfig.json, or else the outermost one below its package's. */
function homeOf(root: string, app: AppFiles, path: string): string {
  const above: string[] = [];
  for (let at = posix.dirname(path); at !== '.' && at !== app.package; at = posix.dirname(at))
    above.push(at);
  return above.find((at) => isCompiled(root, at)) ?? above.at(-1) ?? '';
}

function isCompiled(root: string, folder: string): boolean {
  return textOf(root, `${folder}/tsconfig.json`) !== undefined;
}
