/** Compiles an app as its own tsconfig says, and the emitted client as strict projects would. */

import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { FIXTURES, ROOT } from './apps.js';

/** Files that do not change between programs: TypeScript's own and those of packages. */
const shared = new Map<string, ts.SourceFile | undefined>();

const STRICT: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2019.d.ts'],
  types: [],
  noEmit: true,
};

/** `path:line TS2339` of each error of the app's files; unused names count. */
export function appErrors(folder: string): readonly string[] {
  const config = ['tsconfig.json', 'packages/server/tsconfig.json'].find((path) =>
    existsSync(join(folder, path)),
  );
  const given =
    config === undefined
      ? {
          compilerOptions: {
            strict: true,
            target: 'es2022',
            module: 'esnext',
            moduleResolution: 'bundler',
          },
        }
      : (JSON.parse(readFileSync(join(folder, config), 'utf8')) as { compilerOptions: object });
  const { options } = ts.convertCompilerOptionsFromJson(given.compilerOptions, folder);
  const names = sourcesBelow(folder);
  return errorsOf(folder, [...names, join(FIXTURES, 'stubs.d.ts')], {
    ...options,
    noEmit: true,
    noUnusedLocals: true,
    allowJs: true,
    checkJs: false,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
    paths: {
      ...options.paths,
      '@acme/server': ['./packages/server/src/index.ts'],
    },
    baseUrl: folder,
  });
}

/** The errors of an emitted client under every strict flag, with nothing around it. */
export function clientErrors(folder: string, out: string): readonly string[] {
  const text = readFileSync(join(folder, out, 'index.ts'), 'utf8');
  const extension = /from '\.\/\w+(\.\w+)?'/.exec(text)?.[1] ?? '';
  return errorsOf(folder, [join(folder, out, 'index.ts')], {
    ...STRICT,
    ...(extension === '.js'
      ? { module: ts.ModuleKind.NodeNext }
      : {
          module: ts.ModuleKind.ESNext,
          moduleResolution: ts.ModuleResolutionKind.Bundler,
          allowImportingTsExtensions: extension === '.ts',
        }),
  });
}

function errorsOf(
  folder: string,
  names: readonly string[],
  options: ts.CompilerOptions,
): readonly string[] {
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile.bind(host);
  const home = realpathSync(ROOT);
  host.getSourceFile = (name, language, ...rest) => {
    if (!name.includes('/node_modules/') && !name.startsWith(home))
      return read(name, language, ...rest);
    const format = typeof language === 'object' ? String(language.impliedNodeFormat) : '';
    const key = `${name} ${format}`;
    if (!shared.has(key)) shared.set(key, read(name, language, ...rest));
    return shared.get(key);
  };
  const program = ts.createProgram({ rootNames: names, options, host });
  // The copied runtime, which is the same in each app, is compiled in tests of its own.
  const files = program
    .getSourceFiles()
    .filter(({ fileName }) => !/\/(?:node_modules|runtime)\//.test(fileName));
  return [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...files.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
      ...(options.declaration === true ? program.getDeclarationDiagnostics(file) : []),
    ]),
  ]
    .map(({ file, start = 0, code, messageText }) => {
      if (file === undefined)
        return `${ts.flattenDiagnosticMessageText(messageText, ' ')} TS${code}`;
      const { line } = file.getLineAndCharacterOfPosition(start);
      return `${relative(realpathSync(folder), realpathSync(file.fileName))}:${line + 1} TS${code}`;
    })
    .sort();
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name) && !name.startsWith('node_modules'))
    .map((name) => join(folder, name))
    .sort();
}
