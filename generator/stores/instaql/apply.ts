import type { ts } from 'ts-morph';
import type { Env, Evaluate } from './env.js';
import { isTrue } from './operators.js';
import { destructure, isUndefined } from './patterns.js';
import { excerpt } from './problem.js';
import {
  unread,
  type FunctionValue,
  type Located,
  type Scope,
  type TypeUse,
  type Value,
} from './values.js';

/** Members by which a statement could change what an attribute, an entity or a schema means. */
const MEANINGFUL =
  /^(?:valueType|required|isIndexed|config|indexed|unique|attrs|links|entities|rooms)$/;

/** The value of a call, by reading the function with its parameters replaced. */
export function apply(
  env: Env,
  fn: FunctionValue,
  args: readonly Value[],
  types: readonly TypeUse[],
  origin: Located,
  evaluate: Evaluate,
): Value {
  const { ts } = env.reading;
  const { node, module } = fn;
  const flags = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const isAsync = flags.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  const generates = 'asteriskToken' in node && node.asteriskToken !== undefined;
  if (node.body === undefined || isAsync || generates) return notFollowed(origin, origin);
  const scope: Scope = {
    values: new Map(),
    types: typeArguments(fn, types),
    parent: fn.scope,
  };
  const inner: Env = { reading: env.reading, module, scope };
  for (const [index, parameter] of node.parameters.entries()) {
    let value: Value | undefined = args[index];
    if (parameter.dotDotDotToken !== undefined) {
      value = { kind: 'array', items: args.slice(index), origin };
    } else if (isUndefined(value) && parameter.initializer !== undefined) {
      value = evaluate(inner, parameter.initializer);
    }
    declare(
      inner,
      parameter.name,
      value ?? { kind: 'literal', value: undefined, origin },
      origin,
      evaluate,
    );
  }
  if (!ts.isBlock(node.body)) return evaluate(inner, node.body);
  return run(inner, node.body.statements, origin, evaluate) ?? notFollowed(origin, origin);
}

function typeArguments(
  fn: FunctionValue,
  types: readonly TypeUse[],
): ReadonlyMap<string, TypeUse | 'unknown'> {
  const bound = new Map<string, TypeUse | 'unknown'>();
  for (const [index, parameter] of (fn.node.typeParameters ?? []).entries()) {
    const fallback: TypeUse | 'unknown' =
      parameter.default === undefined
        ? 'unknown'
        : { node: parameter.default, module: fn.module, scope: fn.scope };
    bound.set(parameter.name.text, types[index] ?? fallback);
  }
  return bound;
}

/** Binds a name, or the names of a pattern, in the order in which they are written. */
function declare(
  env: Env,
  name: ts.BindingName,
  value: Value,
  origin: Located,
  evaluate: Evaluate,
): void {
  destructure(
    env,
    name,
    () => value,
    origin,
    evaluate,
    (each, read) => void env.scope?.values.set(each, read()),
  );
}

/** Runs statements up to a `return`; undefined when there was none. */
function run(
  env: Env,
  statements: readonly ts.Statement[],
  origin: Located,
  evaluate: Evaluate,
): Value | undefined {
  const { ts } = env.reading;
  for (const statement of statements) {
    const at: Located = { module: env.module, node: statement };
    if (ts.isReturnStatement(statement)) {
      return statement.expression === undefined
        ? { kind: 'literal', value: undefined, origin: at }
        : evaluate(env, statement.expression);
    }
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        const value =
          initializer === undefined ? notFollowed(at, origin) : evaluate(env, initializer);
        declare(env, name, value, at, evaluate);
      }
    } else if (ts.isIfStatement(statement)) {
      const known = isTrue(evaluate(env, statement.expression));
      if (known === undefined) return notFollowed(at, origin);
      const branch = known ? statement.thenStatement : statement.elseStatement;
      if (branch === undefined) continue;
      const list = ts.isBlock(branch) ? branch.statements : [branch];
      const value = run(env, list, origin, evaluate);
      if (value !== undefined) return value;
    } else if (ts.isExpressionStatement(statement)) {
      if (matters(env, statement.expression, evaluate)) return notFollowed(at, origin);
    } else if (!ts.isTypeAliasDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) {
      return notFollowed(at, origin);
    }
  }
  return undefined;
}

/** Whether a statement could change what the function returns. */
function matters(env: Env, node: ts.Expression, evaluate: Evaluate): boolean {
  const { ts } = env.reading;
  let target: ts.Expression | undefined;
  if (ts.isBinaryExpression(node)) target = node.left;
  else if (ts.isDeleteExpression(node)) target = node.expression;
  else if (
    ts.isCallExpression(node) &&
    /^Object\s*\./.test(node.expression.getText(env.module.source))
  ) {
    const [first] = node.arguments;
    return first !== undefined && isBuilt(evaluate(env, first));
  }
  if (target === undefined) return false;
  if (ts.isIdentifier(target)) return true;
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return false;
  if (isBuilt(evaluate(env, target.expression))) return true;
  return ts.isPropertyAccessExpression(target) && MEANINGFUL.test(target.name.text);
}

/** Whether a value is an object of the author's, whose members are all of it. */
function isBuilt(value: Value): boolean {
  return value.kind === 'object' && value.attr === undefined;
}

function notFollowed(at: Located, origin: Located): Value {
  return unread(
    'not-followed',
    origin,
    `\`${excerpt(origin)}\` cannot be followed: its function does more than return a value (${at.module.path}).`,
    'Let the function be one `return`, or write what it gives here.',
  );
}
