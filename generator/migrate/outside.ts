/** Projects that refuse the client: a composite one takes no file that it does not list, and none takes one above its `rootDir`. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { admits, isBelow, projectsOf, type Compiler } from './compilers.js';
import { offsetBefore } from './edit.js';
import type { FileChange, Surveyed } from './plan.js';
import { programFiles, textsOf } from './program-files.js';
import type { AppFiles } from './sources.js';
import type { Emitted, Open } from './types.js';

type Ts = typeof TypeScript;

/** A folder of the same name that the project takes whose files make the client; undefined where `out` is one, or there is none. */
export function insideProject(
  ts: Ts,
  root: string,
  app: AppFiles,
  files: readonly Surveyed[],
  out: string,
): string | undefined {
  const makers = files.flatMap(({ source, inits }) =>
    inits.makes ? [source.fileName.slice(1)] : [],
  );
  const strict = projectsOf(ts, root, app.package, posix.dirname(out)).filter(
    (each) => admits(root, each, out) === false && makers.some((path) => each.files.has(path)),
  );
  const homes = new Set(strict.flatMap((each) => homesIn(root, each, makers)));
  const [home, ...others] = homes;
  if (home === undefined || others.length > 0) return undefined;
  const place = posix.join(home, posix.basename(out));
  return app.code.some(({ path }) => isBelow(place, path)) ? undefined : place;
}

/** The outermost folder above each file that a project takes whole. */
function homesIn(root: string, compiler: Compiler, paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => compiler.files.has(path))
    .flatMap((path) => {
      const parts = posix.dirname(path).split('/');
      const above = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
      return above.find((folder) => admits(root, compiler, folder) === true) ?? [];
    });
}

/** Where such a project has come to import the client. */
export function outsideProjects(
  ts: Ts,
  root: string,
  app: AppFiles,
  changes: readonly FileChange[],
  { out, files }: Emitted,
): readonly Open[] {
  const { fresh } = textsOf(app, changes, { out, files });
  const all = projectsOf(ts, root, app.package, posix.dirname(out));
  return all.flatMap((compiler): readonly Open[] => {
    if (admits(root, compiler, out) !== false) return [];
    // What another project has is taken from that one's declarations.
    const others = all.filter(({ path }) => compiler.references.includes(path));
    if (others.some(({ folders }) => folders.some((each) => isBelow(each, out)))) return [];
    const apart = new Set(others.flatMap((each) => [...each.files]));
    const program = programFiles(ts, root, compiler, fresh, apart);
    const edge = [...program].find(([path]) => isBelow(out, path))?.[1];
    if (edge === undefined) return [];
    const { path, options } = compiler;
    const folder = posix.relative(posix.dirname(path), out);
    const isListed = options.composite === true;
    const edits = changes.find((change) => change.path === edge.from)?.edits ?? [];
    return [
      {
        path: edge.from,
        offset: offsetBefore(edits, edge.offset),
        code: 'migrate-outside',
        message: isListed
          ? `${path} is composite and does not list ${out}: the compiler refuses the client.`
          : `"rootDir" of ${path} is not above ${out}: the compiler refuses the client.`,
        remedy: isListed
          ? `Put "${folder}" into "include" of ${path}, or into a project that it refers to.`
          : `Have the client below that folder: \`out\` in the configuration, or --out.`,
      },
    ];
  });
}
