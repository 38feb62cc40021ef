/** Which names hold a client: declarations by their scopes, members of objects by what they are called. */

import type { ts as TypeScript } from 'ts-morph';
import type { Migration } from '../stages.js';
import { importedBy } from './exports.js';
import type { Meaning } from './meaning.js';
import { isAssignment } from './values.js';

type Ts = typeof TypeScript;

/** Tells clients of the official package from everything else, those of a front end included. */
export interface Clients {
  /** Whether an expression is a client: made here, held by a name that does, or one that acts as a user. */
  is(node: TypeScript.Node | undefined): boolean;
}

/** Found by syntax, in all files together; in those of a `front` end, names that its own client may have tell nothing. */
export function findClients(
  ts: Ts,
  meaning: Meaning,
  migration: Migration,
  front: ReadonlySet<TypeScript.SourceFile>,
): Clients {
  const { sources, declarationOf, officialOf, exportOf, loadedOf } = meaning;
  const held = new Set<TypeScript.Node>();
  const members = new Set<string>();
  const typeNames = new Set<string>(migration.clientTypes);
  const isKnown = (name: string, node: TypeScript.Node): boolean =>
    members.has(name) && !front.has(node.getSourceFile());
  const isFactory = (node: TypeScript.Node): boolean =>
    migration.factories.includes(officialOf(node)?.name ?? '');

  // Files may export each other.
  const asked = new Set<TypeScript.Node>();
  const isHeld = (node: TypeScript.Node | undefined): boolean => {
    if (node === undefined || held.has(node)) return node !== undefined;
    if (!ts.isExpression(node) || asked.has(node)) return false;
    asked.add(node);
    const found = is(node);
    asked.delete(node);
    return found;
  };
  const isName = (node: TypeScript.Identifier): boolean => {
    const declaration = declarationOf(node);
    if (declaration === undefined) return isKnown(node.text, node);
    if (held.has(declaration)) return true;
    const imported = importedBy(ts, declaration);
    if (imported === undefined) return false;
    const target = exportOf(declaration);
    if (target !== undefined) return isHeld(target);
    // What comes from elsewhere is known by its name, unless it is one of the maker's own packages.
    return !imported.from.startsWith(migration.scope) && isKnown(imported.name, node);
  };
  const is = (node: TypeScript.Node | undefined): boolean => {
    if (node === undefined) return false;
    if (isHeld(loadedOf(node))) return true;
    if (ts.isIdentifier(node)) return isName(node);
    if (
      ts.isAwaitExpression(node) ||
      ts.isParenthesizedExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node)
    )
      return is(node.expression);
    if (ts.isBinaryExpression(node)) return is(node.left) || is(node.right);
    if (ts.isConditionalExpression(node)) return is(node.whenTrue) || is(node.whenFalse);
    if (ts.isPropertyAccessExpression(node)) return isMember(node);
    if (!ts.isCallExpression(node)) return false;
    const { expression: callee } = node;
    if (isFactory(callee)) return true;
    if (ts.isPropertyAccessExpression(callee))
      return callee.name.text === 'asUser' ? is(callee.expression) : isMember(callee);
    return is(callee);
  };
  /** `lib.db` of an imported file is what that file exports; `this.db` is known by its name. */
  const isMember = (node: TypeScript.PropertyAccessExpression): boolean => {
    const left = node.expression;
    if (isHeld(loadedOf(left, node.name.text))) return true;
    const declaration = ts.isIdentifier(left) ? declarationOf(left) : undefined;
    const imported = declaration === undefined ? undefined : importedBy(ts, declaration);
    if (imported?.from.startsWith(migration.scope) === true) return false;
    return isKnown(node.name.text, node);
  };
  const isTyped = (type: TypeScript.TypeNode | undefined): boolean => {
    if (type === undefined) return false;
    let found = false;
    const visit = (node: TypeScript.Node): void => {
      if (ts.isTypeReferenceNode(node)) {
        const name = ts.isIdentifier(node.typeName) ? node.typeName : node.typeName.right;
        if (typeNames.has(name.text)) found = true;
      } else if (ts.isImportTypeNode(node) && node.qualifier !== undefined) {
        if (typeNames.has(node.qualifier.getText())) found = true;
      } else if (ts.isTypeQueryNode(node)) {
        const name = node.exprName;
        if (isFactory(name) || (ts.isIdentifier(name) && isName(name))) found = true;
      }
      if (!found) ts.forEachChild(node, visit);
    };
    visit(type);
    return found;
  };
  const gives = (node: TypeScript.FunctionLikeDeclaration): boolean => {
    if (isTyped(node.type)) return true;
    if (node.body === undefined || !ts.isBlock(node.body)) return is(node.body);
    let found = false;
    const visit = (each: TypeScript.Node): void => {
      if (ts.isReturnStatement(each) && is(each.expression)) found = true;
      if (!ts.isFunctionLike(each)) ts.forEachChild(each, visit);
    };
    ts.forEachChild(node.body, visit);
    return found;
  };
  const holds = (value: TypeScript.Node | undefined): boolean =>
    is(value) ||
    (value !== undefined &&
      (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) &&
      gives(value));
  const add = (node: TypeScript.Node, name: TypeScript.Node | undefined, member: boolean): void => {
    held.add(node);
    if (member && name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)))
      members.add(name.text);
  };
  const isExported = (node: TypeScript.VariableDeclaration): boolean => {
    const statement = node.parent.parent;
    return (
      ts.isVariableStatement(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
    );
  };
  const collect = (node: TypeScript.Node): void => {
    if (ts.isVariableDeclaration(node)) {
      if (holds(node.initializer) || isTyped(node.type)) add(node, node.name, isExported(node));
    } else if (ts.isParameter(node)) {
      const property = ts.getModifiers(node) !== undefined;
      if (holds(node.initializer) || isTyped(node.type)) add(node, node.name, property);
    } else if (ts.isPropertyDeclaration(node) || ts.isPropertySignature(node)) {
      const value = ts.isPropertyDeclaration(node) ? node.initializer : undefined;
      if (holds(value) || isTyped(node.type)) add(node, node.name, true);
    } else if (ts.isPropertyAssignment(node)) {
      if (holds(node.initializer)) add(node, node.name, true);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      if (isName(node.name)) add(node, node.name, true);
    } else if (ts.isBindingElement(node)) {
      const key = node.propertyName ?? node.name;
      const holder = node.parent.parent;
      const from = ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
      const name = ts.isIdentifier(key) ? key.text : '';
      if (isKnown(name, node) || isHeld(loadedOf(from, name))) add(node, undefined, false);
    } else if (ts.isBinaryExpression(node)) {
      if (isAssignment(ts, node) && is(node.right)) {
        const { left } = node;
        const declaration = ts.isIdentifier(left) ? declarationOf(left) : undefined;
        if (declaration !== undefined) held.add(declaration);
        else if (ts.isPropertyAccessExpression(left)) add(left, left.name, true);
      }
    } else if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) {
      if (gives(node)) add(node, node.name, true);
    } else if (ts.isGetAccessorDeclaration(node)) {
      if (gives(node)) add(node, node.name, true);
    } else if (ts.isTypeAliasDeclaration(node) && isTyped(node.type)) typeNames.add(node.name.text);
    ts.forEachChild(node, collect);
  };
  for (let size = -1; size !== held.size + members.size + typeNames.size;) {
    size = held.size + members.size + typeNames.size;
    sources.forEach(collect);
  }
  return { is };
}
