/** What clients are called in an app: the names that hold one, in any of its files. */

import type { ts as TypeScript } from 'ts-morph';
import type { Migration } from '../stages.js';

type Ts = typeof TypeScript;

export interface ClientNames {
  /** Local names of the functions that make a client, by file. */
  readonly factories: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of variables, members, parameters and functions that hold or give a client. */
  readonly clients: ReadonlySet<string>;
}

/** Found by syntax; a name that holds a client in one file is taken to do so in all of them. */
export function clientNames(
  ts: Ts,
  files: readonly TypeScript.SourceFile[],
  migration: Migration,
): ClientNames {
  const reexported = files.some((file) => reexports(ts, file, migration));
  const factories = new Map(
    files.map((file) => [file.fileName, factoriesIn(ts, file, migration, reexported)]),
  );
  const clients = new Set<string>();
  for (let size = -1; size !== clients.size;) {
    size = clients.size;
    for (const file of files)
      collect(ts, file, factories.get(file.fileName) ?? new Set(), clients, migration);
  }
  return { factories, clients };
}

function reexports(ts: Ts, file: TypeScript.SourceFile, { module }: Migration): boolean {
  return file.statements.some(
    (each) =>
      ts.isExportDeclaration(each) &&
      each.moduleSpecifier !== undefined &&
      ts.isStringLiteral(each.moduleSpecifier) &&
      each.moduleSpecifier.text === module,
  );
}

function factoriesIn(
  ts: Ts,
  file: TypeScript.SourceFile,
  { module, factories }: Migration,
  reexported: boolean,
): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: TypeScript.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const from = node.moduleSpecifier.text;
      const own =
        from === module || (reexported && /^[.@~#]/.test(from) && !from.includes('instantdb'));
      const bindings = node.importClause?.namedBindings;
      if (!own || bindings === undefined) return;
      if (ts.isNamespaceImport(bindings))
        factories.forEach((name) => found.add(`${bindings.name.text}.${name}`));
      else
        for (const each of bindings.elements)
          if (factories.includes((each.propertyName ?? each.name).text)) found.add(each.name.text);
      return;
    }
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      const from = node.initializer.getText(file);
      if (/^(?:\(?\s*await\s+import|require)\s*\(/.test(from) && from.includes(module)) {
        if (ts.isObjectBindingPattern(node.name)) {
          for (const each of node.name.elements)
            if (factories.includes((each.propertyName ?? each.name).getText(file)))
              found.add(each.name.getText(file));
        } else {
          const name = node.name.getText(file);
          factories.forEach((each) => found.add(`${name}.${each}`));
          if (factories.some((each) => from.endsWith(`.${each}`))) found.add(name);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether an expression is a client: made here, held by a name that does, or one that acts as a user. */
export function isClient(
  ts: Ts,
  node: TypeScript.Expression,
  file: TypeScript.SourceFile,
  factories: ReadonlySet<string>,
  clients: ReadonlySet<string>,
): boolean {
  if (ts.isIdentifier(node)) return clients.has(node.text);
  if (
    ts.isAwaitExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node)
  )
    return isClient(ts, node.expression, file, factories, clients);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return isClient(ts, node.expression, file, factories, clients);
  if (ts.isBinaryExpression(node))
    return [node.left, node.right].some((each) => isClient(ts, each, file, factories, clients));
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].some((each) =>
      isClient(ts, each, file, factories, clients),
    );
  if (ts.isPropertyAccessExpression(node)) return clients.has(node.name.text);
  if (!ts.isCallExpression(node)) return false;
  const callee = node.expression;
  if (factories.has(callee.getText(file))) return true;
  if (ts.isIdentifier(callee)) return clients.has(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  if (callee.name.text === 'asUser') return true;
  return clients.has(callee.name.text);
}

function collect(
  ts: Ts,
  file: TypeScript.SourceFile,
  factories: ReadonlySet<string>,
  clients: Set<string>,
  migration: Migration,
): void {
  const is = (node: TypeScript.Expression | undefined): boolean =>
    node !== undefined && isClient(ts, node, file, factories, clients);
  const typed = (type: TypeScript.TypeNode | undefined): boolean => {
    const text = type?.getText(file) ?? '';
    if (migration.clientTypes.some((name) => new RegExp(`\\b${name}\\b`).test(text))) return true;
    const of = /typeof\s+([\w$]+)/.exec(text)?.[1];
    return of !== undefined && (clients.has(of) || factories.has(of));
  };
  const add = (name: TypeScript.Node | undefined): void => {
    if (name !== undefined && ts.isIdentifier(name)) clients.add(name.text);
  };
  const returns = (node: TypeScript.FunctionLikeDeclaration): boolean => {
    if (node.body === undefined) return typed(node.type);
    if (!ts.isBlock(node.body)) return is(node.body);
    let found = typed(node.type);
    const visit = (each: TypeScript.Node): void => {
      if (ts.isReturnStatement(each) && is(each.expression)) found = true;
      if (!ts.isFunctionLike(each)) ts.forEachChild(each, visit);
    };
    ts.forEachChild(node.body, visit);
    return found;
  };
  const visit = (node: TypeScript.Node): void => {
    if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node)) {
      const value = node.initializer;
      const gives =
        value !== undefined &&
        (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) &&
        returns(value);
      if (is(value) || gives || typed(node.type)) add(node.name);
    } else if (ts.isPropertySignature(node) && typed(node.type)) add(node.name);
    else if (ts.isPropertyAssignment(node) && is(node.initializer)) add(node.name);
    else if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      is(node.right)
    )
      add(ts.isPropertyAccessExpression(node.left) ? node.left.name : node.left);
    else if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && returns(node))
      add(node.name);
    else if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) {
      if (node.propertyName !== undefined && clients.has(node.propertyName.text)) add(node.name);
    } else if (ts.isImportClause(node) && node.name !== undefined) {
      // A default import may be anything; its usual names are those of the variable exported.
      if (/^(?:db|adminDb|adminDB|instant)$/.test(node.name.text)) add(node.name);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}
