/** The app compiled in memory by its own settings, as it will be and as it was; nothing is written. */

import { createRequire } from 'node:module';
import { dirname, posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { scriptsOf, typedAs } from './blocks.js';
import { projectsOf, type Compiler } from './compilers.js';
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
  /** Names in the program of what is not as it lies on the disk. */
  readonly rewritten: readonly string[];
  /** Every file of the program with those that it imports, by their names in it. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

/** The app by one `tsconfig.json`. A file is in the first that has it. */
export interface Build {
  readonly after: Compiled;
  /** The same as it was, worked out when it is first asked for. */
  readonly before: () => Compiled;
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
  const scripts = scriptsIn(app);
  const was = new Map(scripts.map(({ name, text }) => [name, text]));
  const fresh = new Map([
    ...client.files.map(({ path, text }) => [`${client.out}/${path}`, text] as const),
    ...changes.map(({ path, after }) => [path, after] as const),
  ]);
  const changed = scripts.map(({ name, path, text }) => {
    const after = fresh.get(path);
    return [name, after === undefined ? text : (scriptsOf(path, after) ?? text)] as const;
  });
  const left = new Set([...app.code.map(({ path }) => path), ...was.keys()]);
  return projectsOf(ts, root, app.package, posix.dirname(client.out)).map((compiler): Build => {
    const parsed = new Map<string, TypeScript.SourceFile | undefined>();
    const only = new Set(left);
    const compile = (texts: Texts): Compiled =>
      compiled(ts, root, compiler, libraries, texts, scripts, only, parsed);
    const after = compile({ files: fresh, scripts: new Map(changed) });
    for (const { path } of after.files)
      for (const name of namesOf(path, scripts)) left.delete(name);
    let before: Compiled | undefined;
    return { after, before: () => (before ??= compile({ files: new Map(), scripts: was })) };
  });
}

/** The scripts of a file in another syntax, under a name by which the compiler takes them for TypeScript. */
interface Scripts {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

function scriptsIn(app: AppFiles): readonly Scripts[] {
  return app.code.flatMap(({ path, text, whole }) => {
    const extension = whole === undefined ? undefined : typedAs(path, whole);
    return extension === undefined ? [] : [{ path, name: path + extension, text }];
  });
}

/** As what the compiler knows a file. */
function namesOf(path: string, scripts: readonly Scripts[]): readonly string[] {
  return [path, ...scripts.flatMap((each) => (each.path === path ? [each.name] : []))];
}

/** What takes the place of files on the disk. */
interface Texts {
  readonly files: ReadonlyMap<string, string>;
  /** Nothing imports them: what a component is only its framework knows. */
  readonly scripts: ReadonlyMap<string, string>;
}

function compiled(
  ts: Ts,
  root: string,
  { files, blocks, options }: Compiler,
  libraries: string,
  { files: texts, scripts: scriptTexts }: Texts,
  scripts: readonly Scripts[],
  only: ReadonlySet<string>,
  parsed: Map<string, TypeScript.SourceFile | undefined>,
): Compiled {
  const base = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  const relative = (name: string): string =>
    name.startsWith(base) ? name.slice(base.length) : name;
  const disk = ts.createCompilerHost({ ...options, noEmit: true }, true);
  const folders = new Set([...texts.keys()].flatMap(foldersOf));
  const imports = new Map<string, string[]>();
  const found = ts.createModuleResolutionCache(
    base,
    (name) => disk.getCanonicalFileName(name),
    options,
  );
  const host: TypeScript.CompilerHost = {
    ...disk,
    resolveModuleNameLiterals: (literals, from, reference, given, source) => {
      const all = literals.map((literal) => {
        const mode = ts.getModeForUsageLocation(source, literal, given);
        return ts.resolveModuleName(literal.text, from, given, host, found, reference, mode);
      });
      const names = all.flatMap(({ resolvedModule: target }) => target?.resolvedFileName ?? []);
      imports.set(from, [...(imports.get(from) ?? []), ...names]);
      return all;
    },
    getDefaultLibLocation: () => libraries,
    getDefaultLibFileName: (given) => posix.join(libraries, ts.getDefaultLibFileName(given)),
    fileExists: (name) => texts.has(relative(name)) || disk.fileExists(name),
    readFile: (name) => texts.get(relative(name)) ?? disk.readFile(name),
    directoryExists: (name) =>
      folders.has(relative(name)) || disk.directoryExists?.(name) !== false,
    getSourceFile: (name, language, onError) => {
      const path = relative(name);
      const text = texts.get(path) ?? scriptTexts.get(path);
      if (text !== undefined) return ts.createSourceFile(name, text, language, true);
      // Libraries and what the move does not touch serve both programs.
      if (!parsed.has(name)) parsed.set(name, disk.getSourceFile(name, language, onError));
      return parsed.get(name);
    },
  };
  const known = scripts.filter(({ path }) => blocks.has(path));
  const program = ts.createProgram({
    rootNames: [...files, ...known.map(({ name }) => name)].map((path) =>
      posix.isAbsolute(path) ? path : base + path,
    ),
    options: { ...options, noEmit: true, skipLibCheck: true, composite: false, incremental: false },
    host,
  });
  const paths = new Map(known.map(({ name, path }) => [name, path]));
  const all = program.getSourceFiles().map((source) => {
    const name = relative(source.fileName);
    return { name, path: paths.get(name) ?? name, source };
  });
  return {
    program,
    files: all.filter(({ name }) => only.has(name)),
    rewritten: all.flatMap(({ path, source }) => (texts.has(path) ? [source.fileName] : [])),
    imports,
  };
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
