/** What names mean: inside a file by its scopes, and from file to file by imports. Nothing is typed for it. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import type { Migration } from '../stages.js';
import { exportNode, findExport, importedBy, specifierOf } from './exports.js';
import { isModule, loadedModule } from './loads.js';
import { programOf } from './program.js';
import type { CodeText } from './sources.js';
import { answerOf, assignments, givenTo, isAssignment, type Assigned } from './values.js';

type Ts = typeof TypeScript;

/** A name of the official package; `*` is the package itself. */
export interface Official {
  readonly name: string;
  /** Whether it comes by way of a client that was emitted before. */
  readonly moved: boolean;
}

/** An app's files, linked. */
export interface Meaning {
  readonly sources: readonly TypeScript.SourceFile[];
  /** The declaration of a name in its own file. */
  readonly declarationOf: (node: TypeScript.Identifier) => TypeScript.Declaration | undefined;
  /** What an expression is of the official package. */
  readonly officialOf: (node: TypeScript.Node) => Official | undefined;
  /** What an imported name is in the app's file that exports it; undefined where that is not found. */
  readonly exportOf: (declaration: TypeScript.Declaration) => TypeScript.Node | undefined;
  /** The same of an app's file that is loaded by a call: one of its names, or all of it. */
  readonly loadedOf: (
    call: TypeScript.Node | undefined,
    name?: string,
  ) => TypeScript.Node | undefined;
  /** The app's file that a specifier names in another one. */
  readonly leadsTo: (
    from: TypeScript.SourceFile,
    specifier: string,
  ) => TypeScript.SourceFile | undefined;
  /** Whether a file has a name around its scripts, where it is used as well. */
  readonly isAround: (source: TypeScript.SourceFile, name: string) => boolean;
  /** Where a file that does not parse stops making sense. */
  readonly brokenAt: (source: TypeScript.SourceFile) => TypeScript.Diagnostic | undefined;
}

/** Parses and links. `out` is the folder of the emitted client. */
export function readMeaning(
  ts: Ts,
  code: readonly CodeText[],
  { module }: Migration,
  out: string,
): Meaning {
  const program = programOf(ts, code);
  const checker = program.getTypeChecker();
  const sources = code.flatMap(({ path }) => program.getSourceFile(`/${path}`) ?? []);
  const wholes = new Map(code.map(({ path, whole }) => [`/${path}`, whole]));
  const byPath = new Map(sources.map((source) => [source.fileName, source]));

  const declarationOf = (node: TypeScript.Identifier): TypeScript.Declaration | undefined => {
    const { parent } = node;
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : ts.isExportSpecifier(parent)
        ? checker.getExportSpecifierLocalTargetSymbol(parent)
        : checker.getSymbolAtLocation(node);
    return symbol?.declarations?.find((each) => each.getSourceFile() === node.getSourceFile());
  };
  const assigned = new Map<TypeScript.SourceFile, Assigned>();
  const assignedIn = (source: TypeScript.SourceFile): Assigned => {
    const known = assigned.get(source) ?? assignments(ts, source, declarationOf);
    assigned.set(source, known);
    return known;
  };
  const led = new Map<string, TypeScript.SourceFile | undefined>();
  const leadsTo = (from: TypeScript.SourceFile, specifier: string) => {
    // An alias means the same in every file.
    const folder = specifier.startsWith('.') ? posix.dirname(from.fileName) : '';
    const key = `${folder}\n${specifier}`;
    if (!led.has(key)) led.set(key, resolve(specifier, folder, byPath));
    return led.get(key);
  };
  // A file of that name beside it is what such an import means.
  const isClientFolder = (from: TypeScript.SourceFile, specifier: string): boolean =>
    specifier.startsWith('.') &&
    leadsTo(from, specifier) === undefined &&
    posix.join(posix.dirname(from.fileName), specifier).replace(/\/index(?:\.\w+)?$/, '') ===
      `/${out}`;
  /** A name as a module gives it to a file. */
  const given = (
    from: TypeScript.SourceFile,
    specifier: string,
    name: string,
    seen: ReadonlySet<string>,
  ): Official | undefined => {
    if (isModule(specifier, module)) return { name, moved: false };
    if (isClientFolder(from, specifier)) return { name, moved: true };
    const file = leadsTo(from, specifier);
    return file === undefined || name === '*' ? undefined : exported(file, name, seen);
  };
  const exported = (
    file: TypeScript.SourceFile,
    name: string,
    seen: ReadonlySet<string>,
  ): Official | undefined => {
    const key = `${file.fileName} ${name}`;
    if (seen.has(key)) return undefined;
    const next = new Set([...seen, key]);
    for (const each of file.statements) {
      const from = ts.isExportDeclaration(each) ? specifierOf(ts, each) : undefined;
      if (ts.isExportDeclaration(each) && each.exportClause === undefined && from !== undefined) {
        const found = name === 'default' ? undefined : given(file, from, name, next);
        // `export *` of the package gives whatever it has; of a file, what is found there.
        if (found !== undefined) return found;
      }
    }
    const node = exportNode(ts, file, name);
    if (node === undefined) return undefined;
    if (ts.isExportSpecifier(node)) {
      const from = specifierOf(ts, node.parent.parent);
      const inner = (node.propertyName ?? node.name).text;
      if (from !== undefined) return given(file, from, inner, next);
      const local = node.propertyName ?? node.name;
      return ts.isIdentifier(local) ? meant(local, next) : undefined;
    }
    if (ts.isVariableDeclaration(node)) return of(node.initializer, next);
    return ts.isExportAssignment(node) ? of(node.expression, next) : undefined;
  };
  /** What was seen, and this; undefined where it was, since who calls or assigns itself means nothing. */
  const passed = (
    node: TypeScript.Node,
    seen: ReadonlySet<string>,
  ): ReadonlySet<string> | undefined => {
    const key = `${node.getSourceFile().fileName}:${String(node.pos)}:${String(node.end)}`;
    return seen.has(key) ? undefined : new Set([...seen, key]);
  };
  const meant = (
    node: TypeScript.Identifier,
    before: ReadonlySet<string>,
  ): Official | undefined => {
    const declaration = declarationOf(node);
    const seen = declaration && passed(declaration, before);
    if (declaration === undefined || seen === undefined) return undefined;
    const source = declaration.getSourceFile();
    const imported = importedBy(ts, declaration);
    if (imported !== undefined) return given(source, imported.from, imported.name, seen);
    const isTaken =
      ts.isBindingElement(declaration) && ts.isObjectBindingPattern(declaration.parent);
    const value = givenTo(ts, isTaken ? declaration.parent.parent : declaration);
    const later = value === undefined ? assignedIn(source).get(declaration) : undefined;
    if (later !== undefined) return taken(later.value, later.name, seen);
    const name = isTaken ? (declaration.propertyName ?? declaration.name) : undefined;
    return taken(value, name?.getText(source), seen);
  };
  /** What an expression is, or what is taken from it by a name. */
  const taken = (
    value: TypeScript.Node | undefined,
    name: string | undefined,
    seen: ReadonlySet<string>,
  ): Official | undefined => {
    if (value === undefined || name === undefined) return of(value, seen);
    const from = loadedModule(ts, value);
    if (from !== undefined) return given(value.getSourceFile(), from, name, seen);
    const whole = of(value, seen);
    return whole?.name === '*' ? { ...whole, name } : undefined;
  };
  const of = (
    node: TypeScript.Node | undefined,
    seen: ReadonlySet<string>,
  ): Official | undefined => {
    if (node === undefined) return undefined;
    if (ts.isIdentifier(node)) return meant(node, seen);
    const from = loadedModule(ts, node);
    if (from !== undefined) return given(node.getSourceFile(), from, '*', seen);
    if (ts.isBinaryExpression(node) && isAssignment(ts, node)) return of(node.right, seen);
    if (ts.isCallExpression(node)) {
      const next = passed(node, seen);
      return next && of(answerOf(ts, node, declarationOf, exportOf), next);
    }
    if (ts.isPropertyAccessExpression(node) || ts.isQualifiedName(node)) {
      const left = ts.isQualifiedName(node) ? node.left : node.expression;
      const name = (ts.isQualifiedName(node) ? node.right : node.name).text;
      const whole = of(left, seen);
      if (whole?.name === '*') return { ...whole, name };
      const declaration = ts.isIdentifier(left) ? declarationOf(left) : undefined;
      const imported = declaration === undefined ? undefined : importedBy(ts, declaration);
      return imported?.name === '*'
        ? given(left.getSourceFile(), imported.from, name, seen)
        : undefined;
    }
    if (
      ts.isAwaitExpression(node) ||
      ts.isParenthesizedExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isExpressionWithTypeArguments(node) ||
      ts.isAsExpression(node)
    )
      return of(node.expression, seen);
    return undefined;
  };
  const behind = (
    from: TypeScript.SourceFile,
    specifier: string | undefined,
    name: string,
  ): TypeScript.Node | undefined => {
    const file = specifier === undefined ? undefined : leadsTo(from, specifier);
    return file === undefined
      ? undefined
      : findExport(ts, file, name, leadsTo, declarationOf, new Set());
  };
  const exportOf = (declaration: TypeScript.Declaration): TypeScript.Node | undefined => {
    const imported = importedBy(ts, declaration);
    return imported && behind(declaration.getSourceFile(), imported.from, imported.name);
  };
  return {
    sources,
    declarationOf,
    officialOf: (node) => of(node, new Set()),
    exportOf,
    loadedOf: (call, name = '*') =>
      call && behind(call.getSourceFile(), loadedModule(ts, call), name),
    leadsTo,
    isAround: (source, name) => {
      const whole = wholes.get(source.fileName);
      return whole !== undefined && timesOf(name, whole) > timesOf(name, source.text);
    },
    // What only TypeScript may write is understood in JavaScript as well.
    brokenAt: (source) =>
      program
        .getSyntacticDiagnostics(source)
        .find(({ code: number }) => number < 8000 || number > 8999),
  };
}

/** The app's file that a specifier names: relative to a folder, or by the end of an alias (`@/lib/db`). */
function resolve(
  specifier: string,
  folder: string,
  files: ReadonlyMap<string, TypeScript.SourceFile>,
): TypeScript.SourceFile | undefined {
  if (specifier.startsWith('.')) {
    const stem = posix.join(folder, specifier);
    return endings(stem)
      .map((path) => files.get(path))
      .find((file) => file !== undefined);
  }
  const rest = /^[@~#$]{0,2}[\w-]*\/(.+)$/.exec(specifier)?.[1];
  if (rest === undefined || specifier.startsWith('@instantdb/')) return undefined;
  const ends = endings(`/${rest}`);
  const matches = [...files.keys()].filter((path) => ends.some((end) => path.endsWith(end)));
  const [best] = matches.sort((a, b) => a.length - b.length);
  return best === undefined ? undefined : files.get(best);
}

function timesOf(name: string, text: string): number {
  return (text.match(/[\w$]+/g) ?? []).filter((each) => each === name).length;
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

function endings(stem: string): readonly string[] {
  const bare = stem.replace(/\.([cm]?)jsx?$/, '');
  return [
    stem,
    ...EXTENSIONS.flatMap((each) => [stem + each, bare + each]),
    ...EXTENSIONS.map((each) => `${stem}/index${each}`),
  ];
}
