import { join } from 'node:path';
import ts from 'typescript';
import { shareSources } from '../compiler/sources.js';

/** Every flag that emitted code has to stand, with no types but those of the language. */
const FLAGS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2019.d.ts'],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  skipDefaultLibCheck: true,
};

/** Where the files of a program lie. */
export const EMITTED = '/emitted';

/** A program of files that are given as texts, by their path below {@link EMITTED}. */
export function programOf(
  files: ReadonlyMap<string, string>,
  options: ts.CompilerOptions = {},
): ts.Program {
  const texts = new Map([...files].map(([path, text]) => [join(EMITTED, path), text]));
  const folders = new Set<string>();
  for (const path of texts.keys()) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
      folders.add(path.slice(0, at));
  }
  const settings = { ...FLAGS, ...options };
  const host = ts.createCompilerHost(settings);
  const disk = ts.createCompilerHost(settings);
  shareSources(disk, settings);
  host.fileExists = (path) => texts.has(path) || disk.fileExists(path);
  host.readFile = (path) => texts.get(path) ?? disk.readFile(path);
  host.directoryExists = (path) => folders.has(path) || ts.sys.directoryExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path);
    return text === undefined
      ? disk.getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, text, version);
  };
  return ts.createProgram([...texts.keys()], settings, host);
}

/** Compiles files that are given as texts; returns what the compiler complains of. */
export function compile(
  files: ReadonlyMap<string, string>,
  options: ts.CompilerOptions = {},
): readonly string[] {
  return ts.getPreEmitDiagnostics(programOf(files, options)).map(({ file, start, messageText }) => {
    const at = file === undefined ? undefined : file.getLineAndCharacterOfPosition(start ?? 0);
    const place = file === undefined ? '' : `${file.fileName}:${(at?.line ?? 0) + 1}: `;
    return place + ts.flattenDiagnosticMessageText(messageText, '\n');
  });
}
