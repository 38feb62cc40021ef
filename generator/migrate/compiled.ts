/** The app compiled in memory by its own settings, as it will be and as it was; nothing is written. */

import { createRequire } from 'node:module';
import { dirname, posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { compilersOf, type Compiler } from './compilers.js';
import type { FileChange } from './plan.js';
import type { AppFiles } from './sources.js';

type Ts = typeof TypeScript;

/** The client as it will be written. */
export interface Client {
  readonly out: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** A file of the app, by its path relative to the root. */
export interface CompiledFile {
  readonly path: string;
  readonly source: TypeScript.SourceFile;
}

export interface Compiled {
  readonly program: TypeScript.Program;
  readonly files: readonly CompiledFile[];
}

/** The app by one `tsconfig.json`. A file is in the first that has it. */
export interface Build {
  readonly after: Compiled;
  /** The same as it was: some of its files. */
  readonly before: (paths: ReadonlySet<string>) => Compiled;
}

/** Empty where TypeScript's own declarations are not installed: nothing could be said of the types then. */
export function buildsOf(
  ts: Ts,
  root: string,
  app: AppFiles,
  changes: readonly FileChange[],
  client: Client,
): readonly Build[] {
  const libraries = librariesOf(posix.join(root.replaceAll('\\', '/'), app.package));
  if (libraries === undefined) return [];
  const fresh = new Map([
    ...client.files.map(({ path, text }) => [`${client.out}/${path}`, text] as const),
    ...changes.map(({ path, after }) => [path, after] as const),
  ]);
  const left = new Set(app.code.map(({ path }) => path));
  return compilersOf(ts, root, app.package).map((compiler): Build => {
    const parsed = new Map<string, TypeScript.SourceFile | undefined>();
    const compile = (texts: ReadonlyMap<string, string>, only: ReadonlySet<string>): Compiled =>
      compiled(ts, root, compiler, libraries, texts, only, parsed);
    const after = compile(fresh, left);
    after.files.forEach(({ path }) => left.delete(path));
    return { after, before: (paths) => compile(new Map(), paths) };
  });
}

function compiled(
  ts: Ts,
  root: string,
  { files, options }: Compiler,
  libraries: string,
  texts: ReadonlyMap<string, string>,
  only: ReadonlySet<string>,
  parsed: Map<string, TypeScript.SourceFile | undefined>,
): Compiled {
  const base = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  const relative = (name: string): string =>
    name.startsWith(base) ? name.slice(base.length) : name;
  const disk = ts.createCompilerHost({ ...options, noEmit: true }, true);
  const folders = new Set([...texts.keys()].flatMap(foldersOf));
  const host: TypeScript.CompilerHost = {
    ...disk,
    getDefaultLibLocation: () => libraries,
    getDefaultLibFileName: (given) => posix.join(libraries, ts.getDefaultLibFileName(given)),
    fileExists: (name) => texts.has(relative(name)) || disk.fileExists(name),
    readFile: (name) => texts.get(relative(name)) ?? disk.readFile(name),
    directoryExists: (name) =>
      folders.has(relative(name)) || disk.directoryExists?.(name) !== false,
    getSourceFile: (name, language, onError) => {
      const path = relative(name);
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(name, text, language, true);
      if (only.has(path)) return disk.getSourceFile(name, language, onError);
      // Libraries and what the move does not touch serve both programs.
      if (!parsed.has(name)) parsed.set(name, disk.getSourceFile(name, language, onError));
      return parsed.get(name);
    },
  };
  const program = ts.createProgram({
    rootNames: [...files].map((path) => (posix.isAbsolute(path) ? path : base + path)),
    options: { ...options, noEmit: true, skipLibCheck: true, composite: false, incremental: false },
    host,
  });
  const sources = program.getSourceFiles().map((source) => ({
    path: relative(source.fileName),
    source,
  }));
  return { program, files: sources.filter(({ path }) => only.has(path)) };
}

/** The folder of the declarations that an app compiles with; undefined where none are installed. */
function librariesOf(folder: string): string | undefined {
  try {
    const require = createRequire(posix.join(folder, 'package.json'));
    return dirname(require.resolve('typescript/lib/lib.es5.d.ts')).replaceAll('\\', '/');
  } catch {
    return undefined;
  }
}

function foldersOf(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}
