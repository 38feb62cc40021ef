/** TypeScript programs over files in memory, beside the ones on disk, and over files on disk. */

import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { shareSources } from '../compiler/sources.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where the files of a program seem to stand: packages and the runtime are found from here. */
export const FOLDER = `${ROOT}fixtures/in-memory/`;

export const STRICT: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  types: [],
  noEmit: true,
  skipLibCheck: true,
};

/** Texts by path within {@link FOLDER}; `runtime/…` is the project's own runtime. */
export type Files = ReadonlyMap<string, string>;

/** The text of a file of the program, on disk or in memory. */
export function fileText(files: Files, path: string): string | undefined {
  const onDisk = pathOnDisk(path);
  return (
    files.get(path.replace(FOLDER, '')) ??
    (onDisk === undefined ? undefined : ts.sys.readFile(onDisk))
  );
}

/** Whether there is such a file; none is read for that, as an editor reads none. */
export function hasFile(files: Files, path: string): boolean {
  const onDisk = pathOnDisk(path);
  return files.has(path.replace(FOLDER, '')) || (onDisk !== undefined && ts.sys.fileExists(onDisk));
}

/** Where a file of the program would be on disk; what is only in memory is nowhere there. */
function pathOnDisk(path: string): string | undefined {
  if (!path.startsWith(FOLDER)) return path;
  const local = path.slice(FOLDER.length);
  // The schema language lies beside the emitted files, as it lies in the runtime.
  if (/(?:^|\/)dsl\.ts$/.test(local)) return `${ROOT}runtime/dsl.ts`;
  return local.startsWith('runtime/') ? ROOT + local : undefined;
}

export function programOf(files: Files, roots: readonly string[], options = STRICT): ts.Program {
  const host = ts.createCompilerHost(options);
  shareSources(host, options);
  const onDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version) => {
    const text = path.startsWith(FOLDER) ? fileText(files, path) : undefined;
    return text === undefined
      ? onDisk(path, version)
      : ts.createSourceFile(path, text, version, true);
  };
  host.fileExists = (path) => hasFile(files, path);
  host.readFile = (path) => fileText(files, path);
  host.directoryExists = (path) =>
    path.startsWith(FOLDER.slice(0, -1)) || ts.sys.directoryExists(path);
  return ts.createProgram(
    roots.map((path) => FOLDER + path),
    options,
    host,
  );
}

export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** All that the compiler says of a program, global problems included, or of the files of it that are `wanted`. */
export function problemsOf(
  program: ts.Program,
  wanted?: (file: string) => boolean,
): readonly Problem[] {
  const files = program
    .getSourceFiles()
    .filter(({ fileName }) => wanted?.(fileName.replace(FOLDER, '')) === true);
  const found =
    wanted === undefined
      ? ts.getPreEmitDiagnostics(program)
      : [
          ...program.getOptionsDiagnostics(),
          ...program.getGlobalDiagnostics(),
          ...files.flatMap((file) => [
            ...program.getSyntacticDiagnostics(file),
            ...program.getSemanticDiagnostics(file),
            ...(program.getCompilerOptions().declaration === true
              ? program.getDeclarationDiagnostics(file)
              : []),
          ]),
        ];
  return found.map((each) => ({
    file: each.file?.fileName.replace(FOLDER, '') ?? '',
    line:
      each.file === undefined
        ? 0
        : each.file.getLineAndCharacterOfPosition(each.start ?? 0).line + 1,
    text: `TS${each.code} ${ts.flattenDiagnosticMessageText(each.messageText, '\n')}`,
  }));
}

/** How an app compiles: strictly, for Node, with the web's types. */
const APP: ts.CompilerOptions = {
  strict: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  types: [],
  noEmit: true,
  skipLibCheck: true,
};

/** For what a bundler resolves: imports without extensions. */
export const BUNDLED: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** What the compiler says of files on disk, and of what they import and is `wanted`; `file` is a whole path. */
export function problemsIn(
  paths: readonly string[],
  options: ts.CompilerOptions = {},
  wanted?: (file: string) => boolean,
): readonly Problem[] {
  const settings = { ...APP, ...options };
  const host = ts.createCompilerHost(settings);
  shareSources(host, settings);
  return problemsOf(ts.createProgram(paths, settings, host), wanted);
}
