/** Whether the compiler's output moves: its folders start at what the files of a program have in common. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { parseJsonc } from '../jsonc.js';
import { isRecord } from '../manifest.js';
import { compilersOf, type Compiler } from './compilers.js';
import type { FileChange } from './plan.js';
import { textOf, type AppFiles } from './sources.js';
import type { Emitted, Open } from './types.js';

type Ts = typeof TypeScript;

/** An import by which a file belongs to a program. */
interface Edge {
  readonly from: string;
  readonly offset: number;
}

/** The files of a program, each with an import of it; those that the configuration names have none. */
type Files = ReadonlyMap<string, Edge | undefined>;

/**
 * Where output is written to other places once the imports have changed: an `outDir` without a `rootDir`, whose
 * common folder was that of a file which nothing imports any more, or is now that of the client.
 */
export function movedLayouts(
  ts: Ts,
  root: string,
  app: AppFiles,
  changes: readonly FileChange[],
  { out, files: emitted }: Emitted,
): readonly Open[] {
  if (hasFixedRoot(root, app.package)) return [];
  const old = new Map(app.code.map(({ path, text }) => [path, text]));
  const fresh = new Map([
    ...old,
    ...[...emitted].map((path) => [`${out}/${path}`, ''] as const),
    ...changes.map(({ path, after }) => [path, after] as const),
  ]);
  return compilersOf(ts, root, posix.dirname(out)).flatMap((compiler): readonly Open[] => {
    const { path, options, emits } = compiler;
    const { outDir, rootDir, composite, outFile } = options;
    if (!emits || outDir === undefined || composite === true) return [];
    if (rootDir !== undefined || outFile !== undefined) return [];
    const before = programFiles(ts, root, compiler, old);
    const after = programFiles(ts, root, compiler, fresh);
    const [was, is] = [commonFolder([...before.keys()]), commonFolder([...after.keys()])];
    if (was === is) return [];
    const [lost, edge] = [...before].find(([file]) => !after.has(file) && !isIn(is, file)) ?? [];
    const reason = lost === undefined ? 'With the client' : `Without ${lost}`;
    const own = posix.relative(posix.dirname(path), was === '' ? '.' : was);
    const target = posix.relative(root.replaceAll('\\', '/'), outDir);
    return [
      {
        path: edge?.from ?? path,
        offset: edge?.offset ?? 0,
        code: 'migrate-layout',
        message: `${reason}, ${path} has its files in ${folderName(is)} instead of ${folderName(was)}, and what it writes into ${target} moves.`,
        remedy: `Set "rootDir": "${own === '' ? '.' : own}" in ${path}: output stays where it is. Or see to what names files in ${target}.`,
      },
    ];
  });
}

/** From version 6 on output starts at the folder of the tsconfig.json, whatever is imported. */
function hasFixedRoot(root: string, folder: string): boolean {
  return [folder, ''].some((at) => {
    const text = textOf(root, posix.join(at, 'node_modules/typescript/package.json'));
    const value = text === undefined ? undefined : parseJsonc(text);
    return isRecord(value) && Number.parseInt(String(value['version']), 10) >= 6;
  });
}

/** What the configuration names and what is imported from there, declarations and packages left out. */
function programFiles(
  ts: Ts,
  root: string,
  { options, files }: Compiler,
  texts: ReadonlyMap<string, string>,
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
      if (isWritten(target) && !found.has(target)) found.set(target, { from, offset: pos });
    }
  }
  return found;
}

function isWritten(path: string): boolean {
  return !/\.d\.(?:\w+\.)?[cm]?ts$/.test(path);
}

/** The folder that holds all of these files; empty: the root. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const length = first.findIndex((part, at) => others.some((each) => each[at] !== part));
  return first.slice(0, length < 0 ? undefined : length).join('/');
}

function isIn(folder: string, path: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function folderName(folder: string): string {
  return folder === '' ? 'the root' : folder;
}
