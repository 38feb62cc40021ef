/** Calls and names by which a program loads a module. */

import type { ts as TypeScript } from 'ts-morph';

type Ts = typeof TypeScript;

/** Whether a specifier names the package: as Node and Deno write it, or its address on a server of packages. */
export function isModule(specifier: string, module: string): boolean {
  if (specifier === module) return true;
  const from = /^(?:npm:\/?|https?:\/\/[^?#]*?\/)(?=@)/.exec(specifier)?.[0];
  if (from === undefined || !specifier.startsWith(module, from.length)) return false;
  return /^(?:@[^/?#]+)?(?:\/\+esm)?(?:[?#].*)?$/.test(
    specifier.slice(from.length + module.length),
  );
}

/** The module that an expression is: `require('x')`, `import('x')`, awaited and in brackets or not. */
export function loadedModule(ts: Ts, node: TypeScript.Node | undefined): string | undefined {
  const value = node && settled(ts, node);
  if (value === undefined || !ts.isCallExpression(value)) return undefined;
  const [argument] = value.arguments;
  if (argument === undefined || !ts.isStringLiteralLike(argument)) return undefined;
  const { expression: callee } = value;
  const isRequire = ts.isIdentifier(callee) && callee.text === 'require';
  return isRequire || callee.kind === ts.SyntaxKind.ImportKeyword ? argument.text : undefined;
}

/** Without what waits for it: `await`, brackets, and the `.catch(…)` or `.finally(…)` of a promise. */
export function settled(ts: Ts, node: TypeScript.Node): TypeScript.Node {
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node))
    return settled(ts, node.expression);
  const callee = ts.isCallExpression(node) ? node.expression : undefined;
  return callee !== undefined && isWaiting(ts, callee) ? settled(ts, callee.expression) : node;
}

/** The outermost expression that only waits for this one. */
export function waitingFor(ts: Ts, node: TypeScript.Node): TypeScript.Node {
  const { parent } = node;
  if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent))
    return waitingFor(ts, parent);
  return isWaiting(ts, parent) && ts.isCallExpression(parent.parent)
    ? waitingFor(ts, parent.parent)
    : node;
}

function isWaiting(ts: Ts, node: TypeScript.Node): node is TypeScript.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && /^(?:catch|finally)$/.test(node.name.text);
}

/**
 * The statement that loads a module for a name, and does nothing else: `const schema = require('./schema').default`,
 * `const { schema } = await import('./schema')`.
 */
export function loadingOf(
  ts: Ts,
  node: TypeScript.Declaration,
): TypeScript.VariableStatement | undefined {
  const inPattern = ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent);
  const holder = inPattern ? node.parent.parent : node;
  if (!ts.isVariableDeclaration(holder) || holder.initializer === undefined) return undefined;
  const value = holder.initializer;
  const whole = ts.isPropertyAccessExpression(value) ? value.expression : value;
  const statement = holder.parent.parent;
  return loadedModule(ts, whole) !== undefined &&
    ts.isVariableStatement(statement) &&
    statement.modifiers === undefined &&
    statement.declarationList.declarations.length === 1
    ? statement
    : undefined;
}

/** `import()`, `require()`, `require.resolve()` and what test runners take a module's name for. */
export function loads(ts: Ts, call: TypeScript.CallExpression): boolean {
  if (call.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return /^(?:require(?:\.resolve)?|import\.meta\.resolve|(?:jest|vi|vitest|mock|td)\.\w+|\w+\.mock\.module)$/.test(
    call.expression.getText(),
  );
}

/**
 * The file that is loaded with doubles, one of them under this key: `proxyquire('./db', { 'x': double })`. `byItsOwnNames`: keys are
 * what the file calls its modules, and not what the test would.
 */
export function testedBy(
  ts: Ts,
  { parent: doubles }: TypeScript.PropertyAssignment,
): { readonly path: string; readonly byItsOwnNames: boolean } | undefined {
  const call = doubles.parent;
  if (!ts.isCallExpression(call)) return undefined;
  const [file] = call.arguments;
  const [, name] = /^(proxyquire|esmock)\b/.exec(call.expression.getText()) ?? [];
  return name !== undefined && file !== undefined && ts.isStringLiteralLike(file)
    ? { path: file.text, byItsOwnNames: name === 'proxyquire' }
    : undefined;
}
