/** What names hold, by the syntax of where they get it. */

import type { ts as TypeScript } from 'ts-morph';
import { settled } from './loads.js';

type Ts = typeof TypeScript;

/**
 * What a name or a pattern gets where it is declared: the initializer, what `then` is called of, and one of the promises in
 * `const [a, b] = await Promise.all([…])`.
 */
export function givenTo(ts: Ts, node: TypeScript.Declaration): TypeScript.Node | undefined {
  if (ts.isVariableDeclaration(node)) return node.initializer;
  if (ts.isParameter(node)) return givenByThen(ts, node);
  if (!ts.isBindingElement(node) || !ts.isArrayBindingPattern(node.parent)) return undefined;
  const { elements, parent: holder } = node.parent;
  const all = ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
  const call = all && settled(ts, all);
  if (call === undefined || !ts.isCallExpression(call)) return undefined;
  const [list] = call.expression.getText() === 'Promise.all' ? call.arguments : [];
  return list !== undefined && ts.isArrayLiteralExpression(list)
    ? list.elements[elements.indexOf(node)]
    : undefined;
}

function givenByThen(ts: Ts, node: TypeScript.ParameterDeclaration): TypeScript.Node | undefined {
  const { parent: callback } = node;
  const { parent: call } = callback;
  const isFirst = callback.parameters[0] === node;
  if (!isFirst || !ts.isCallExpression(call) || call.arguments[0] !== callback) return undefined;
  const { expression: callee } = call;
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'then'
    ? callee.expression
    : undefined;
}

/** An expression, or what is taken from it by a name. */
export type Assigned = ReadonlyMap<
  TypeScript.Declaration,
  { readonly value: TypeScript.Expression; readonly name?: string }
>;

/** What the names of a file are assigned first: `sdk ??= await import('x')`, `({ init } = await import('x'))`. */
export function assignments(
  ts: Ts,
  source: TypeScript.SourceFile,
  declarationOf: (node: TypeScript.Identifier) => TypeScript.Declaration | undefined,
): Assigned {
  const found = new Map<
    TypeScript.Declaration,
    { readonly value: TypeScript.Expression; readonly name?: string }
  >();
  const add = (target: TypeScript.Node, value: TypeScript.Expression, name?: string): void => {
    const declaration = ts.isIdentifier(target) ? declarationOf(target) : undefined;
    if (declaration !== undefined && !found.has(declaration))
      found.set(declaration, name === undefined ? { value } : { value, name });
  };
  const visit = (node: TypeScript.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(ts, node)) {
      const { left, right } = node;
      add(left, right);
      for (const each of ts.isObjectLiteralExpression(left) ? left.properties : [])
        if (ts.isShorthandPropertyAssignment(each)) add(each.name, right, each.name.text);
        else if (ts.isPropertyAssignment(each))
          add(each.initializer, right, each.name.getText(source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export function isAssignment(ts: Ts, { operatorToken }: TypeScript.BinaryExpression): boolean {
  return [
    ts.SyntaxKind.EqualsToken,
    ts.SyntaxKind.QuestionQuestionEqualsToken,
    ts.SyntaxKind.BarBarEqualsToken,
  ].includes(operatorToken.kind);
}

/** What a function of the app gives that is called without arguments: `const sdk = () => import('x')`. */
export function answerOf(
  ts: Ts,
  { expression: callee, arguments: given }: TypeScript.CallExpression,
  declarationOf: (node: TypeScript.Identifier) => TypeScript.Declaration | undefined,
  exportOf: (declaration: TypeScript.Declaration) => TypeScript.Node | undefined,
): TypeScript.Node | undefined {
  const declaration =
    given.length === 0 && ts.isIdentifier(callee) ? declarationOf(callee) : undefined;
  const target = declaration && (exportOf(declaration) ?? declaration);
  const made =
    target !== undefined && ts.isVariableDeclaration(target) ? target.initializer : target;
  if (
    made === undefined ||
    !(ts.isFunctionDeclaration(made) || ts.isArrowFunction(made) || ts.isFunctionExpression(made))
  )
    return undefined;
  if (made.body === undefined || !ts.isBlock(made.body)) return made.body;
  const last = made.body.statements.at(-1);
  return last !== undefined && ts.isReturnStatement(last) ? last.expression : undefined;
}
