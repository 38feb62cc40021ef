/** Every way in which a file may name the official package, and what becomes of it. */

import type { ts as TypeScript } from 'ts-morph';
import type { Edit } from './edit.js';
import { homeOf, specifier } from './homes.js';
import { moveList } from './lists.js';
import type { Emitted, Moved, Open } from './types.js';

type Ts = typeof TypeScript;

/** Changes of all references to the package in one file. */
export function moveReferences(
  ts: Ts,
  source: TypeScript.SourceFile,
  path: string,
  emitted: Emitted,
): Moved {
  const { module } = emitted.migration;
  const home = homeOf(path, emitted);
  const index = specifier(path, 'index', emitted);
  const edits: Edit[] = [];
  const open: Open[] = [];
  const tell = (node: TypeScript.Node, name: string): void =>
    void open.push(notExported(path, node.getStart(source), name, module, emitted));
  const point = (literal: TypeScript.StringLiteralLike): void =>
    void edits.push({
      start: literal.getStart(source) + 1,
      end: literal.getEnd() - 1,
      text: index,
    });
  const checkName = (node: TypeScript.Node, name: string): void => {
    if (home(name) !== index) tell(node, name);
  };
  const visit = (node: TypeScript.Node): void => {
    if (!ts.isStringLiteralLike(node)) {
      ts.forEachChild(node, visit);
      return;
    }
    if (node.text.startsWith(`${module}/`) && isReference(ts, node))
      open.push({
        path,
        offset: node.getStart(source),
        code: 'migrate-subpath',
        message: `${node.text} is a part of the package that the client has no counterpart of.`,
        remedy: 'Import what it gives from the client, or keep the package.',
      });
    if (node.text !== module) return;
    const { parent } = node;
    if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) {
      const moved = moveList(ts, source, parent, { home, index, module, emitted, path });
      edits.push(...moved.edits);
      moved.missing.forEach(({ node: at, name }) => tell(at, name));
      for (const name of moved.namespaces)
        membersOf(ts, source, name).forEach((member) => checkName(member, member.text));
    } else if (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent)) {
      const { qualifier } = parent.parent;
      const first = qualifier === undefined ? undefined : firstName(ts, qualifier);
      if (first === undefined || home(first.text) === index) point(node);
      else tell(first, first.text);
    } else if (ts.isExternalModuleReference(parent)) {
      point(node);
      if (ts.isImportEqualsDeclaration(parent.parent))
        membersOf(ts, source, parent.parent.name.text).forEach((each) =>
          checkName(each, each.text),
        );
    } else if (ts.isCallExpression(parent) && loads(ts, parent, source)) {
      point(node);
      taken(ts, source, parent).forEach((each) => checkName(each, each.text));
    } else
      open.push({
        path,
        offset: node.getStart(source),
        code: 'migrate-text',
        message: `${module} is named here, in a way that is no import.`,
        remedy: `Decide whether ${index} is meant now.`,
      });
  };
  visit(source);
  return { edits, open };
}

function notExported(
  path: string,
  offset: number,
  name: string,
  module: string,
  { migration }: Emitted,
): Open {
  const leaf = migration.leaves[name];
  return {
    path,
    offset,
    code: 'migrate-not-exported',
    message: `The client's index.ts does not export ${name}.`,
    remedy:
      leaf === undefined
        ? `Do without it; its import from ${module} was kept where it stands alone.`
        : `Import it from ${leaf} in the client's folder.`,
  };
}

/** Whether a literal stands where a module is named. */
function isReference(ts: Ts, node: TypeScript.StringLiteralLike): boolean {
  const { parent } = node;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isCallExpression(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isExternalModuleReference(parent)
  );
}

/** `import()`, `require()`, `require.resolve()` and what test runners take a module's name for. */
function loads(ts: Ts, call: TypeScript.CallExpression, source: TypeScript.SourceFile): boolean {
  if (call.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  const callee = call.expression.getText(source);
  return /^(?:require(?:\.resolve)?|import\.meta\.resolve|(?:jest|vi|vitest|mock)\.\w+|mock\.module)$/.test(
    callee,
  );
}

/** Names taken from a loaded module: destructured, or read from it at once. */
function taken(
  ts: Ts,
  source: TypeScript.SourceFile,
  call: TypeScript.CallExpression,
): readonly TypeScript.Identifier[] {
  let value: TypeScript.Node = call;
  while (ts.isAwaitExpression(value.parent) || ts.isParenthesizedExpression(value.parent))
    value = value.parent;
  const { parent } = value;
  if (ts.isPropertyAccessExpression(parent) && ts.isIdentifier(parent.name)) {
    if (parent.name.text !== 'then') return [parent.name];
    const then = ts.isCallExpression(parent.parent) ? parent.parent.arguments[0] : undefined;
    const parameter =
      then !== undefined && (ts.isArrowFunction(then) || ts.isFunctionExpression(then))
        ? then.parameters[0]
        : undefined;
    return parameter === undefined ? [] : boundNames(ts, source, parameter.name);
  }
  return ts.isVariableDeclaration(parent) ? boundNames(ts, source, parent.name) : [];
}

function boundNames(
  ts: Ts,
  source: TypeScript.SourceFile,
  name: TypeScript.BindingName,
): readonly TypeScript.Identifier[] {
  if (ts.isIdentifier(name)) return membersOf(ts, source, name.text);
  if (!ts.isObjectBindingPattern(name)) return [];
  return name.elements.flatMap((each) => {
    const key = each.propertyName ?? each.name;
    return each.dotDotDotToken === undefined && ts.isIdentifier(key) ? [key] : [];
  });
}

/** `X` of every `name.X` in the file, in code and in types. */
function membersOf(
  ts: Ts,
  source: TypeScript.SourceFile,
  name: string,
): readonly TypeScript.Identifier[] {
  const found: TypeScript.Identifier[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (
      ts.isPropertyAccessExpression(node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === name &&
      ts.isIdentifier(node.name)
    )
      found.push(node.name);
    if (ts.isQualifiedName(node) && ts.isIdentifier(node.left) && node.left.text === name)
      found.push(node.right);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function firstName(ts: Ts, name: TypeScript.EntityName): TypeScript.Identifier {
  return ts.isIdentifier(name) ? name : firstName(ts, name.left);
}
