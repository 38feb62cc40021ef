import type { ts } from 'ts-morph';
import type { Parser } from '../../parser.js';

/** What a name of the top level stands for, as a value; of a variable, perhaps a part of what it is given. */
export type ValueBinding =
  | {
      readonly kind: 'variable';
      readonly node: ts.VariableDeclaration;
      readonly statement: ts.VariableStatement;
    }
  | { readonly kind: 'function'; readonly node: ts.FunctionDeclaration }
  | { readonly kind: 'enum'; readonly node: ts.EnumDeclaration }
  | { readonly kind: 'other'; readonly node: ts.Node };

export type TypeDeclaration =
  | ts.TypeAliasDeclaration
  | ts.InterfaceDeclaration
  | ts.EnumDeclaration
  | ts.ClassDeclaration
  | ts.ModuleDeclaration;

export interface Imported {
  readonly specifier: string;
  /** `*` for a namespace. */
  readonly name: string;
  readonly node: ts.Node;
}

export type Exported =
  | { readonly kind: 'local'; readonly name: string; readonly node: ts.Node }
  | { readonly kind: 'from'; readonly from: Imported }
  | { readonly kind: 'expression'; readonly node: ts.Expression };

/** The names of a file's top level. Maps, because a name may be `__proto__` or `constructor`. */
export interface Tables {
  readonly values: ReadonlyMap<string, ValueBinding>;
  /** An interface may be declared in several pieces. */
  readonly types: ReadonlyMap<string, readonly TypeDeclaration[]>;
  readonly imports: ReadonlyMap<string, Imported>;
  readonly exports: ReadonlyMap<string, Exported>;
  /** `export * from`. */
  readonly stars: readonly Imported[];
  /** The first statement of the top level that changes a binding, or something inside it. */
  readonly changes: ReadonlyMap<string, { readonly node: ts.Node; readonly whole: boolean }>;
}

interface Draft {
  readonly values: Map<string, ValueBinding>;
  readonly types: Map<string, TypeDeclaration[]>;
  readonly imports: Map<string, Imported>;
  readonly exports: Map<string, Exported>;
  readonly stars: Imported[];
  readonly changes: Map<string, { readonly node: ts.Node; readonly whole: boolean }>;
}

export function tableOf(ts: Parser, source: ts.SourceFile): Tables {
  const draft: Draft = {
    values: new Map(),
    types: new Map(),
    imports: new Map(),
    exports: new Map(),
    stars: [],
    changes: new Map(),
  };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) addImport(ts, draft, statement);
    else if (ts.isImportEqualsDeclaration(statement)) addImportEquals(ts, draft, statement);
    else if (ts.isExportDeclaration(statement)) addExport(ts, draft, statement);
    else if (ts.isExportAssignment(statement)) {
      draft.exports.set('default', { kind: 'expression', node: statement.expression });
    } else if (ts.isExpressionStatement(statement)) addEffect(ts, draft, statement.expression);
    else addDeclaration(ts, draft, statement);
  }
  return draft;
}

function addImport(ts: Parser, draft: Draft, node: ts.ImportDeclaration): void {
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const specifier = node.moduleSpecifier.text;
  const clause = node.importClause;
  if (clause?.name !== undefined) {
    draft.imports.set(clause.name.text, { specifier, name: 'default', node: clause.name });
  }
  const bindings = clause?.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) {
    draft.imports.set(bindings.name.text, { specifier, name: '*', node: bindings });
    return;
  }
  for (const element of bindings.elements) {
    const name = (element.propertyName ?? element.name).text;
    draft.imports.set(element.name.text, { specifier, name, node: element });
  }
}

/** `import x = require('y')`; an alias of a namespace member is left as something unknown. */
function addImportEquals(ts: Parser, draft: Draft, node: ts.ImportEqualsDeclaration): void {
  const reference = node.moduleReference;
  if (ts.isExternalModuleReference(reference) && ts.isStringLiteral(reference.expression)) {
    const specifier = reference.expression.text;
    draft.imports.set(node.name.text, { specifier, name: '*', node });
  } else draft.values.set(node.name.text, { kind: 'other', node });
}

function addExport(ts: Parser, draft: Draft, node: ts.ExportDeclaration): void {
  const specifier =
    node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)
      ? node.moduleSpecifier.text
      : undefined;
  const clause = node.exportClause;
  if (clause === undefined) {
    if (specifier !== undefined) draft.stars.push({ specifier, name: '*', node });
  } else if (ts.isNamespaceExport(clause)) {
    if (specifier === undefined) return;
    draft.exports.set(clause.name.text, { kind: 'from', from: { specifier, name: '*', node } });
  } else {
    for (const element of clause.elements) {
      const name = (element.propertyName ?? element.name).text;
      draft.exports.set(
        element.name.text,
        specifier === undefined
          ? { kind: 'local', name, node: element }
          : { kind: 'from', from: { specifier, name, node: element } },
      );
    }
  }
}

function addDeclaration(ts: Parser, draft: Draft, node: ts.Statement): void {
  const flags = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const exported = flags.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const isDefault = flags.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  const declare = (name: string): void => {
    if (!exported) return;
    draft.exports.set(isDefault ? 'default' : name, { kind: 'local', name, node });
  };
  if (ts.isVariableStatement(node)) {
    for (const declaration of node.declarationList.declarations) {
      bind(ts, declaration.name, (name) => {
        draft.values.set(name, { kind: 'variable', node: declaration, statement: node });
        declare(name);
      });
    }
  } else if (ts.isFunctionDeclaration(node)) {
    const name = node.name?.text ?? 'default';
    draft.values.set(name, { kind: 'function', node });
    declare(name);
  } else if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) {
    addType(draft, node.name.text, node);
    declare(node.name.text);
  } else if (ts.isEnumDeclaration(node)) {
    addType(draft, node.name.text, node);
    draft.values.set(node.name.text, { kind: 'enum', node });
    declare(node.name.text);
  } else if (ts.isClassDeclaration(node) || ts.isModuleDeclaration(node)) {
    const name = node.name?.text ?? 'default';
    addType(draft, name, node);
    if (!draft.values.has(name)) draft.values.set(name, { kind: 'other', node });
    declare(name);
  }
}

function addType(draft: Draft, name: string, node: TypeDeclaration): void {
  const list = draft.types.get(name);
  if (list === undefined) draft.types.set(name, [node]);
  else list.push(node);
}

/** Every name that a binding pattern introduces. */
function bind(ts: Parser, name: ts.BindingName, found: (name: string) => void): void {
  if (ts.isIdentifier(name)) found(name.text);
  else {
    for (const element of name.elements) {
      if (!ts.isOmittedExpression(element)) bind(ts, element.name, found);
    }
  }
}

/** `module.exports = x`, `exports.x = y`, `x.y = z`, `Object.assign(x, …)`. */
function addEffect(ts: Parser, draft: Draft, node: ts.Expression): void {
  if (ts.isCallExpression(node)) {
    const target = node.arguments[0];
    const callee = node.expression;
    if (
      target !== undefined &&
      ts.isPropertyAccessExpression(callee) &&
      ts.isIdentifier(callee.expression) &&
      callee.expression.text === 'Object'
    ) {
      change(ts, draft, target, node);
    }
  } else if (ts.isDeleteExpression(node)) change(ts, draft, node.expression, node);
  else if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  ) {
    const path = pathOf(ts, node.left);
    const [root, second, third] = path;
    if (root === 'module' && second === 'exports' && path.length <= 3) {
      draft.exports.set(third ?? 'default', { kind: 'expression', node: node.right });
    } else if (root === 'exports' && second !== undefined && path.length === 2) {
      draft.exports.set(second, { kind: 'expression', node: node.right });
    } else change(ts, draft, node.left, node);
  }
}

function change(ts: Parser, draft: Draft, target: ts.Expression, node: ts.Node): void {
  const path = pathOf(ts, target);
  const root = path[0];
  if (root === undefined || draft.changes.has(root)) return;
  draft.changes.set(root, { node, whole: path.length === 1 && ts.isBinaryExpression(node) });
}

/** `['a', 'b']` of `a.b`, as far as it is made of names; empty where it is not. */
function pathOf(ts: Parser, node: ts.Expression): readonly string[] {
  const path: string[] = [];
  let current = node;
  while (ts.isPropertyAccessExpression(current) || ts.isElementAccessExpression(current)) {
    if (ts.isPropertyAccessExpression(current)) path.unshift(current.name.text);
    else {
      const key = current.argumentExpression;
      path.unshift(ts.isStringLiteral(key) ? key.text : '');
    }
    current = current.expression;
  }
  while (ts.isParenthesizedExpression(current) || ts.isAsExpression(current)) {
    current = current.expression;
  }
  return ts.isIdentifier(current) ? [current.text, ...path] : [];
}
