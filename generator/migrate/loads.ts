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

/**
 * The module that an expression is: `require('x')`, `import('x')`, awaited and in brackets or not; and the parameter that
 * gets one, in `import('x').then((module) => …)`.
 */
export function loadedModule(ts: Ts, node: TypeScript.Node | undefined): string | undefined {
  let value = node !== undefined && ts.isParameter(node) ? givenTo(ts, node) : node;
  while (
    value !== undefined &&
    (ts.isAwaitExpression(value) || ts.isParenthesizedExpression(value))
  )
    value = value.expression;
  if (value === undefined || !ts.isCallExpression(value)) return undefined;
  const [argument] = value.arguments;
  if (argument === undefined || !ts.isStringLiteralLike(argument)) return undefined;
  const { expression: callee } = value;
  const isRequire = ts.isIdentifier(callee) && callee.text === 'require';
  return isRequire || callee.kind === ts.SyntaxKind.ImportKeyword ? argument.text : undefined;
}

/** What `then` is called of, for the first parameter of its callback. */
function givenTo(ts: Ts, node: TypeScript.ParameterDeclaration): TypeScript.Node | undefined {
  const { parent: callback } = node;
  const { parent: call } = callback;
  const isFirst = callback.parameters[0] === node;
  if (!isFirst || !ts.isCallExpression(call) || call.arguments[0] !== callback) return undefined;
  const { expression: callee } = call;
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'then'
    ? callee.expression
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
