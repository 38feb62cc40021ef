/** Which files a program has: those that its configuration names, and what they import. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import type { Compiler } from './compilers.js';
import type { FileChange } from './plan.js';
import type { AppFiles } from './sources.js';
import type { Emitted } from './types.js';

type Ts = typeof TypeScript;

/** An import by which a file belongs to a program. */
interface Edge {
  readonly from: string;
  readonly offset: number;
}

/** The files of a program, each with an import of it; those that the configuration names have none. */
type Files = ReadonlyMap<string, Edge | undefined>;
type Texts = ReadonlyMap<string, string>;

/** The app's files as they were, and as they will be, the client among them. */
export function textsOf(
  app: AppFiles,
  changes: readonly FileChange[],
  { out, files }: Pick<Emitted, 'out' | 'files'>,
): { readonly old: Texts; readonly fresh: Texts } {
  const old = new Map(app.code.map(({ path, text }) => [path, text]));
  const fresh = new Map([
    ...old,
    ...[...files].map((path) => [`${out}/${path}`, ''] as const),
    ...changes.map(({ path, after }) => [path, after] as const),
  ]);
  return { old, fresh };
}

/** What the configuration names and what is imported from there; declarations, packages and files `apart` left out. */
export function programFiles(
  ts: Ts,
  root: string,
  { options, files }: Compiler,
  texts: Texts,
  apart: ReadonlySet<string> = new Set(),
): Files {
  const base = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  const relative = (name: string): string =>
    name.startsWith(base) ? name.slice(base.length) : name;
  const absolute = (path: string): string => (posix.isAbsolute(path) ? path : base + path);
  const host: TypeScript.ModuleResolutionHost = {
    fileExists: (name) => texts.has(relative(name)) || ts.sys.fileExists(name),
    readFile: (name) => texts.get(relative(name)) ?? ts.sys.readFile(name),
  };
  const aliased = options.paths !== undefined || options.baseUrl !== undefined;
  const found = new Map<string, Edge | undefined>();
  for (const file of files) if (isWritten(file)) found.set(file, undefined);
  // A map grows while it is walked: what is imported by what is imported is found as well.
  for (const from of found.keys()) {
    if (from.endsWith('.json')) continue;
    const text = texts.get(from) ?? ts.sys.readFile(absolute(from)) ?? '';
    for (const { fileName, pos } of ts.preProcessFile(text, true, true).importedFiles) {
      if (!fileName.startsWith('.') && !aliased) continue;
      const { resolvedModule } = ts.resolveModuleName(fileName, absolute(from), options, host);
      if (resolvedModule === undefined || resolvedModule.isExternalLibraryImport === true) continue;
      const target = relative(resolvedModule.resolvedFileName);
      if (isWritten(target) && !found.has(target) && !apart.has(target))
        found.set(target, { from, offset: pos });
    }
  }
  return found;
}

function isWritten(path: string): boolean {
  return !/\.d\.(?:\w+\.)?[cm]?ts$/.test(path);
}
