/** Where names come from and what a file gives: import and export declarations, by their syntax. */

import type { ts as TypeScript } from 'ts-morph';

type Ts = typeof TypeScript;

export interface Imported {
  readonly from: string;
  readonly name: string;
}

/** Where an imported name comes from; the name is `*` for a whole module. */
export function importedBy(ts: Ts, node: TypeScript.Declaration): Imported | undefined {
  if (ts.isImportSpecifier(node)) {
    const from = specifierOf(ts, node.parent.parent.parent);
    return from === undefined ? undefined : { from, name: (node.propertyName ?? node.name).text };
  }
  if (ts.isImportClause(node) || ts.isNamespaceImport(node)) {
    const whole = ts.isNamespaceImport(node);
    const from = specifierOf(ts, whole ? node.parent.parent : node.parent);
    return from === undefined ? undefined : { from, name: whole ? '*' : 'default' };
  }
  if (!ts.isImportEqualsDeclaration(node)) return undefined;
  const { moduleReference: reference } = node;
  return ts.isExternalModuleReference(reference) && ts.isStringLiteralLike(reference.expression)
    ? { from: reference.expression.text, name: '*' }
    : undefined;
}

export function specifierOf(ts: Ts, node: TypeScript.Node): string | undefined {
  if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return undefined;
  const { moduleSpecifier: literal } = node;
  return literal !== undefined && ts.isStringLiteralLike(literal) ? literal.text : undefined;
}

/** The node that exports a name from a file; not by way of `export *`. */
export function exportNode(
  ts: Ts,
  file: TypeScript.SourceFile,
  name: string,
): TypeScript.ExportSpecifier | TypeScript.ExportAssignment | TypeScript.Declaration | undefined {
  for (const each of file.statements) {
    if (ts.isExportAssignment(each) && name === 'default' && each.isExportEquals !== true)
      return each;
    if (ts.isExportDeclaration(each) && each.exportClause !== undefined) {
      const clause = each.exportClause;
      const item = ts.isNamedExports(clause)
        ? clause.elements.find((element) => element.name.text === name)
        : undefined;
      if (item !== undefined) return item;
    }
    const isExported =
      ts.canHaveModifiers(each) &&
      ts.getModifiers(each)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (!isExported) continue;
    if (ts.isVariableStatement(each)) {
      const found = each.declarationList.declarations.find(
        (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name,
      );
      if (found !== undefined) return found;
    } else if (ts.isFunctionDeclaration(each) || ts.isClassDeclaration(each)) {
      const isDefault = ts
        .getModifiers(each)
        ?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
      if (isDefault === true ? name === 'default' : each.name?.text === name) return each;
    }
  }
  return undefined;
}

/** What a file is as a whole, by `export =` or `module.exports =`. */
function wholeExport(ts: Ts, file: TypeScript.SourceFile): TypeScript.Expression | undefined {
  for (const each of file.statements) {
    if (ts.isExportAssignment(each) && each.isExportEquals === true) return each.expression;
    const { expression } = ts.isExpressionStatement(each) ? each : {};
    if (expression === undefined || !ts.isBinaryExpression(expression)) continue;
    if (expression.left.getText(file) === 'module.exports') return expression.right;
  }
  return undefined;
}

/** The variable, function or expression behind an exported name, through files that hand it on; `*` is the whole file. */
export function findExport(
  ts: Ts,
  file: TypeScript.SourceFile,
  name: string,
  leadsTo: (from: TypeScript.SourceFile, specifier: string) => TypeScript.SourceFile | undefined,
  declarationOf: (node: TypeScript.Identifier) => TypeScript.Declaration | undefined,
  seen: ReadonlySet<TypeScript.SourceFile>,
): TypeScript.Node | undefined {
  if (seen.has(file)) return undefined;
  const next = new Set([...seen, file]);
  const node = exportNode(ts, file, name);
  const further = (specifier: string | undefined, inner: string) => {
    const to = specifier === undefined ? undefined : leadsTo(file, specifier);
    return to === undefined ? undefined : findExport(ts, to, inner, leadsTo, declarationOf, next);
  };
  const whole = node === undefined && /^(?:\*|default)$/.test(name) ? wholeExport(ts, file) : node;
  if (whole !== undefined && ts.isExpression(whole))
    return ts.isIdentifier(whole) ? declarationOf(whole) : whole;
  if (node === undefined)
    return file.statements
      .flatMap((each) =>
        ts.isExportDeclaration(each) && each.exportClause === undefined
          ? [further(specifierOf(ts, each), name)]
          : [],
      )
      .find((found) => found !== undefined);
  if (ts.isExportAssignment(node))
    return ts.isIdentifier(node.expression) ? declarationOf(node.expression) : node.expression;
  if (!ts.isExportSpecifier(node)) return node;
  const from = specifierOf(ts, node.parent.parent);
  const local = node.propertyName ?? node.name;
  if (from !== undefined) return further(from, local.text);
  const declaration = ts.isIdentifier(local) ? declarationOf(local) : undefined;
  const imported = declaration === undefined ? undefined : importedBy(ts, declaration);
  return imported === undefined ? declaration : further(imported.from, imported.name);
}
