/** What the compiler makes of an app: each tsconfig.json with its files and where they come from. */

import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { isBlocks } from './blocks.js';

type Ts = typeof TypeScript;

export interface Compiler {
  /** Path of the tsconfig.json, relative to the root. */
  readonly path: string;
  readonly options: TypeScript.CompilerOptions;
  /** Files that it names, relative to the root; those which they import are not among them. */
  readonly files: ReadonlySet<string>;
  /** The same in other syntaxes, whose scripts tools of their own give to the compiler. */
  readonly blocks: ReadonlySet<string>;
  /** Folders of which it reads every file, relative to the root. */
  readonly folders: readonly string[];
  /** Projects that it refers to, relative to the root. */
  readonly references: readonly string[];
  /** Whether it writes JavaScript. */
  readonly emits: boolean;
}

/** Every `tsconfig*.json` of a folder and of those above it, up to the root. */
export function compilersOf(ts: Ts, root: string, folder: string): readonly Compiler[] {
  const found: Compiler[] = [];
  for (let at = folder; ; at = posix.dirname(at)) {
    const here = at === '.' ? '' : at;
    for (const name of configsIn(join(root, here)))
      found.push(readCompiler(ts, root, posix.join(here, name)));
    if (here === '') return found;
  }
}

/** The same of `from`, and the projects of the package that they refer to, by whatever name: those of Nuxt are in `.nuxt`. */
export function projectsOf(
  ts: Ts,
  root: string,
  folder: string,
  from: string,
): readonly Compiler[] {
  const all = [...compilersOf(ts, root, from)];
  const known = new Set(all.map(({ path }) => path));
  for (const { references } of all)
    for (const path of references) {
      if (known.has(path) || !(folder === '' || path.startsWith(`${folder}/`))) continue;
      known.add(path);
      all.push(readCompiler(ts, root, path));
    }
  return all;
}

/** Whether a compiler that is strict about it lets a folder be part of its program; undefined where it asks for none. */
export function admits(root: string, compiler: Compiler, folder: string): boolean | undefined {
  const { composite, rootDir } = compiler.options;
  if (composite !== true && rootDir === undefined) return undefined;
  const start = rootDir === undefined ? '' : posix.relative(root.replaceAll('\\', '/'), rootDir);
  return (
    isBelow(start, folder) &&
    (composite !== true || compiler.folders.some((each) => isBelow(each, folder)))
  );
}

/** Whether a path is in a folder, or the folder itself; empty: the root. */
export function isBelow(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Folders that the compiler writes and does not read, relative to the root. */
export function outputsOf(ts: Ts, root: string): readonly string[] {
  const all = compilersOf(ts, root, '');
  const sources = all.flatMap(({ files }) => [...files]);
  return all
    .filter(({ emits }) => emits)
    .flatMap(({ options: { outDir, declarationDir } }) => [outDir, declarationDir])
    .filter((folder) => folder !== undefined)
    .map((folder) => posix.relative(root.replaceAll('\\', '/'), folder))
    .filter((folder) => folder !== '' && !sources.some((path) => path.startsWith(`${folder}/`)));
}

function configsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^tsconfig(?:\.[\w-]+)*\.json$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

/** What cannot be read of it (a base that is not there yet) is left out, as an editor does. */
function readCompiler(ts: Ts, root: string, path: string): Compiler {
  const file = posix.join(root.replaceAll('\\', '/'), path);
  const text: unknown = ts.readConfigFile(file, (name) => ts.sys.readFile(name)).config ?? {};
  const parsed = ts.parseJsonConfigFileContent(
    text,
    ts.sys,
    posix.dirname(file),
    undefined,
    file,
    undefined,
    BLOCKS.map((extension) => ({
      extension,
      isMixedContent: true,
      scriptKind: ts.ScriptKind.Deferred,
    })),
  );
  const { options } = parsed;
  const base = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  const relative = (name: string): string =>
    name.startsWith(base) ? name.slice(base.length) : name;
  const names = parsed.fileNames.map(relative);
  const emits = options.noEmit !== true && options.emitDeclarationOnly !== true;
  return {
    path,
    options,
    files: new Set(names.filter((name) => !isBlocks(name))),
    blocks: new Set(names.filter(isBlocks)),
    folders: Object.entries(parsed.wildcardDirectories ?? {}).flatMap(([name, flags]) =>
      flags === ts.WatchDirectoryFlags.Recursive
        ? [name === base.slice(0, -1) ? '' : relative(name)]
        : [],
    ),
    references: (parsed.projectReferences ?? [])
      .map((each) => relative(ts.resolveProjectReferencePath(each).replaceAll('\\', '/')))
      .filter((name) => !posix.isAbsolute(name)),
    emits,
  };
}

const BLOCKS = ['.vue', '.svelte', '.astro'];
