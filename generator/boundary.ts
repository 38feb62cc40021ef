/** Which files of a project its compiler would not take, if emitted code imported them. */

import { isAbsolute, join, posix, relative } from 'node:path';
import type { Recorder } from './inputs.js';
import { nearestSettings, type Tsconfig } from './settings.js';
import type { LeftOut } from './stages.js';

interface Boundary {
  readonly left: LeftOut;
  /** One of them holds what may be imported. */
  readonly folders: readonly string[];
}

/**
 * Answers of a file (relative to the root) why emitted code in `out` had better not import it. The settings are
 * read when it is first asked: most schemas name no types.
 */
export function readBoundary(out: string, inputs: Recorder): (path: string) => LeftOut | undefined {
  let known: { readonly boundary: Boundary | undefined } | undefined;
  return (path) => {
    // Declarations are never compiled, so it does not matter where they lie.
    if (!/\.[cm]?tsx?$/.test(path) || /\.d\.[cm]?ts$/.test(path)) return undefined;
    known ??= { boundary: boundaryOf(out, inputs) };
    const { boundary } = known;
    const isInside = (folder: string): boolean => isIn(inputs.root, folder, path);
    return boundary === undefined || boundary.folders.some(isInside) ? undefined : boundary.left;
  };
}

function boundaryOf(out: string, inputs: Recorder): Boundary | undefined {
  // What cannot be read there is told by who asks for the extension of imports.
  const nearest = nearestSettings(out, inputs, () => undefined);
  if (nearest === undefined || nearest === 'deno') return undefined;
  const found = limitsOf(nearest);
  if (found === undefined) return undefined;
  const { root } = inputs;
  // Output that lies outside is a matter of its own, which no copy of a type would mend.
  if (!found.folders.some((folder) => isIn(root, folder, out))) return undefined;
  const others = nearest.references
    .map((each) => posix.dirname(each))
    .filter((folder) => !isIn(root, folder, nearest.path));
  return { ...found, folders: [...found.folders, ...others] };
}

function limitsOf({ path, settings }: Tsconfig): Boundary | undefined {
  const { composite } = settings;
  if (settings.rootDir !== undefined) {
    const rootDir = commonFolder([settings.rootDir]);
    return {
      folders: [rootDir],
      left: {
        folder: rootDir,
        reason: `"rootDir" of ${path} is ${rootDir}`,
        effect: 'the compiler refuses files from outside of it',
      },
    };
  }
  const emits = settings.hasOutDir === true && settings.emits !== false;
  if (!emits && composite !== true) return undefined;
  const folders = compiledFolders(path, settings);
  const folder = commonFolder(folders);
  const reason = `${path} compiles what is in ${folder}`;
  if (composite === true)
    return {
      folders,
      left: {
        folder,
        reason,
        effect: 'a composite project refuses files that it does not include',
      },
    };
  const effect = 'a file from elsewhere moves what TypeScript before version 6 writes to "outDir"';
  return { folders: [folder], left: { folder, reason, effect } };
}

/** The folders in which a configuration finds its files. */
function compiledFolders(
  path: string,
  { include, files }: Tsconfig['settings'],
): readonly string[] {
  const patterns = include ?? (files === undefined ? [posix.dirname(path)] : []);
  const folders = [...(files ?? []), ...patterns]
    .filter((each) => !/(?:\.d\.[cm]?ts|\.json)$/.test(each))
    .map((each) => {
      const fixed = each.split('/').slice(0, firstOpen(each)).join('/');
      return /\.[cm]?[jt]sx?$/.test(fixed) ? posix.dirname(fixed) : fixed;
    });
  return folders.length === 0 ? [posix.dirname(path)] : folders.map((each) => posix.join(each));
}

/** The index of the first part of a pattern that stands for more than one name. */
function firstOpen(pattern: string): number | undefined {
  const found = pattern.split('/').findIndex((part) => /[*?]/.test(part));
  return found < 0 ? undefined : found;
}

function commonFolder(folders: readonly string[]): string {
  const [first = [], ...others] = folders.map((each) =>
    each.split('/').filter((part) => part !== '.' && part !== ''),
  );
  const end = first.findIndex((part, at) => others.some((each) => each[at] !== part));
  return first.slice(0, end < 0 ? undefined : end).join('/') || '.';
}

function isIn(root: string, folder: string, path: string): boolean {
  const way = relative(join(root, folder), join(root, path));
  return !/^\.\.(?:[\\/]|$)/.test(way) && !isAbsolute(way);
}
