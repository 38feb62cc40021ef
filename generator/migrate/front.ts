/** The front end of an app: what it takes from other packages of the official one's maker, and which files are of it alone. */

import type { ts as TypeScript } from 'ts-morph';
import type { Migration } from '../stages.js';
import { specifierOf } from './exports.js';
import type { Meaning } from './meaning.js';

type Ts = typeof TypeScript;

export interface SiblingImport {
  readonly source: TypeScript.SourceFile;
  readonly from: string;
  /** As the package calls them. */
  readonly names: readonly TypeScript.Identifier[];
  /** `import * as`, or a default, and not of types only. */
  readonly whole: boolean;
}

/** What an app takes by name from packages of that maker, the official one left out. */
export function siblingImports(
  ts: Ts,
  { sources }: Meaning,
  migration: Migration,
): readonly SiblingImport[] {
  return sources.flatMap((source) => importsOf(ts, source, migration));
}

/** Whether a client of that package is made with what is taken. */
export function makesClient({ names, whole }: SiblingImport, { factories }: Migration): boolean {
  return whole || names.some(({ text }) => factories.includes(text));
}

function importsOf(
  ts: Ts,
  source: TypeScript.SourceFile,
  migration: Migration,
): readonly SiblingImport[] {
  return source.statements.flatMap((each): readonly SiblingImport[] => {
    const from = specifierOf(ts, each);
    if (from === undefined || !isSibling(from, migration)) return [];
    const items = namesOf(ts, each);
    const names = items.map((item) => item.propertyName ?? item.name).filter(ts.isIdentifier);
    const clause = ts.isImportDeclaration(each) ? each.importClause : undefined;
    const list = clause?.namedBindings;
    const all = clause?.name !== undefined || (list !== undefined && ts.isNamespaceImport(list));
    const whole = all && clause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
    return [{ source, from, names, whole }];
  });
}

/** Whether a specifier names a package of the same maker, as a whole. */
export function isSibling(specifier: string, { scope, module }: Migration): boolean {
  return specifier.startsWith(scope) && specifier !== module && !specifier.startsWith(`${module}/`);
}

/** The names in braces of an import or export. */
export function namesOf(
  ts: Ts,
  node: TypeScript.Node,
): readonly (TypeScript.ImportSpecifier | TypeScript.ExportSpecifier)[] {
  const list = ts.isImportDeclaration(node)
    ? node.importClause?.namedBindings
    : ts.isExportDeclaration(node)
      ? node.exportClause
      : undefined;
  return list !== undefined && (ts.isNamedImports(list) || ts.isNamedExports(list))
    ? [...list.elements]
    : [];
}

/** Files that hold no client but those of the front end: a browser's, or such as lead to that client only. */
export function frontFiles(
  ts: Ts,
  meaning: Meaning,
  migration: Migration,
): ReadonlySet<TypeScript.SourceFile> {
  const { sources } = meaning;
  const made = siblingImports(ts, meaning, migration).filter((each) =>
    makesClient(each, migration),
  );
  if (made.length === 0) return new Set();
  const leading = leadingTo(ts, new Set(made.map(({ source }) => source)), meaning);
  const official = new Set(sources.filter((source) => takesClient(ts, source, migration)));
  const both = leadingTo(ts, official, meaning);
  return new Set(
    sources.filter(
      (source) =>
        !official.has(source) &&
        (isOfBrowser(ts, source) || (leading.has(source) && !both.has(source))),
    ),
  );
}

/** Whether a file may have a client of the official package: it takes more of it than a schema does, or a page. */
function takesClient(ts: Ts, source: TypeScript.SourceFile, migration: Migration): boolean {
  const { module, shared, leaves } = migration;
  if (!source.text.includes(module)) return false;
  const taken = source.statements.filter((each) => specifierOf(ts, each) === module);
  const names = taken.map((each) => namesOf(ts, each));
  const isAlike = (name: string): boolean => shared.includes(name) || Object.hasOwn(leaves, name);
  return (
    taken.length === 0 ||
    names.some(
      (all) =>
        all.length === 0 ||
        all.some(({ propertyName, name }) => !isAlike((propertyName ?? name).text)),
    )
  );
}

function isOfBrowser(ts: Ts, { statements }: TypeScript.SourceFile): boolean {
  const [first] = statements;
  return (
    first !== undefined &&
    ts.isExpressionStatement(first) &&
    ts.isStringLiteral(first.expression) &&
    first.expression.text === 'use client'
  );
}

/** These files, and all that they import, directly or through others. */
export function reachedFrom(
  ts: Ts,
  files: ReadonlySet<TypeScript.SourceFile>,
  { leadsTo }: Meaning,
): ReadonlySet<TypeScript.SourceFile> {
  const reached = new Set(files);
  // A set grows while it is walked.
  for (const source of reached)
    for (const each of source.statements) {
      const from = specifierOf(ts, each);
      const target = from === undefined ? undefined : leadsTo(source, from);
      if (target !== undefined) reached.add(target);
    }
  return reached;
}

/** These files, and all that import them, directly or through others. */
function leadingTo(
  ts: Ts,
  files: ReadonlySet<TypeScript.SourceFile>,
  { sources, leadsTo }: Meaning,
): ReadonlySet<TypeScript.SourceFile> {
  const importers = new Map<TypeScript.SourceFile, TypeScript.SourceFile[]>();
  for (const source of sources)
    for (const each of source.statements) {
      const from = specifierOf(ts, each);
      const target = from === undefined ? undefined : leadsTo(source, from);
      if (target !== undefined) importers.set(target, [...(importers.get(target) ?? []), source]);
    }
  const leading = new Set(files);
  // A set grows while it is walked.
  for (const source of leading) for (const each of importers.get(source) ?? []) leading.add(each);
  return leading;
}
