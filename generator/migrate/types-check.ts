/** What compiled before the move and does not compile after it, by the app's own settings. */

import { createRequire } from 'node:module';
import { dirname, posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { compilersOf, type Compiler } from './compilers.js';
import { offsetBefore } from './edit.js';
import type { FileChange } from './plan.js';
import type { AppFiles } from './sources.js';
import type { Open } from './types.js';

type Ts = typeof TypeScript;

/** The client as it will be written. */
interface Client {
  readonly out: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** An error, told apart by what stands at its place: lines and offsets change with the move. */
interface Broken {
  readonly path: string;
  readonly offset: number;
  readonly key: string;
  readonly said: string;
}

/**
 * Compiles the app in memory as it will be, and as it was where that has errors; nothing is written. Gives the
 * new ones, at their places in the files as they were, one a line, but for lines of which something is `told` already. Empty where TypeScript's own declarations are not installed:
 * nothing could be said of the types then.
 */
export function newErrors(
  ts: Ts,
  root: string,
  app: AppFiles,
  changes: readonly FileChange[],
  client: Client,
  told: readonly Open[],
): readonly Open[] {
  const libraries = librariesOf(posix.join(root.replaceAll('\\', '/'), app.package));
  if (libraries === undefined) return [];
  const changed = new Map(changes.map((change) => [change.path, change]));
  const fresh = new Map([
    ...client.files.map(({ path, text }) => [`${client.out}/${path}`, text] as const),
    ...changes.map(({ path, after }) => [path, after] as const),
  ]);
  const texts = new Map(app.code.map(({ path, text }) => [path, text]));
  const left = new Set(texts.keys());
  const line = (path: string, offset: number): string =>
    `${path} ${String(texts.get(path)?.slice(0, offset).split('\n').length)}`;
  const lines = new Set(told.map(({ path, offset }) => line(path, offset)));
  return compilersOf(ts, root, app.package).flatMap((compiler): readonly Open[] => {
    const parsed = new Map<string, TypeScript.SourceFile | undefined>();
    const compile = (texts: ReadonlyMap<string, string>, only: ReadonlySet<string>) =>
      errorsOf(ts, root, compiler, libraries, texts, only, parsed);
    const { errors, checked } = compile(fresh, left);
    checked.forEach((path) => left.delete(path));
    if (errors.length === 0) return [];
    const known = new Map<string, number>();
    for (const { key } of compile(new Map(), new Set(errors.map(({ path }) => path))).errors)
      known.set(key, (known.get(key) ?? 0) + 1);
    return errors.flatMap(({ path, offset, key, said }) => {
      const times = known.get(key) ?? 0;
      known.set(key, times - 1);
      if (times > 0) return [];
      const before = offsetBefore(changed.get(path)?.edits ?? [], offset);
      if (lines.has(line(path, before))) return [];
      lines.add(line(path, before));
      return [
        {
          path,
          offset: before,
          code: 'migrate-types',
          message: `This does not compile any more: ${said.split('\n', 1)[0] ?? ''}`,
          remedy: remedyFor(said),
        },
      ];
    });
  });
}

function errorsOf(
  ts: Ts,
  root: string,
  { files, options }: Compiler,
  libraries: string,
  texts: ReadonlyMap<string, string>,
  only: ReadonlySet<string>,
  parsed: Map<string, TypeScript.SourceFile | undefined>,
): { readonly errors: readonly Broken[]; readonly checked: readonly string[] } {
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
  const sources = program.getSourceFiles().filter(({ fileName }) => only.has(relative(fileName)));
  const errors = sources.flatMap((source) =>
    program.getSemanticDiagnostics(source).map(({ code, start = 0, length = 0, messageText }) => {
      const path = relative(source.fileName);
      const said = ts.flattenDiagnosticMessageText(messageText, '\n');
      const key = [path, code, source.text.slice(start, start + length)].join('\n');
      return { path, offset: start, key, said };
    }),
  );
  return { errors, checked: sources.map(({ fileName }) => relative(fileName)) };
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

function remedyFor(said: string): string {
  if (said.includes("'unknown'"))
    return 'Write i.json<Shape>() in the schema: it is unknown without.';
  if (said.includes('null'))
    return 'Null is what the server sends where nothing is stored: take it, or write `?? undefined`.';
  return 'docs/differences.md says what differs, and how to have it as it was.';
}
