import type { ts } from 'ts-morph';
import { readBinding, readTarget, requiredModule } from './bindings.js';
import { call } from './call.js';
import { combine, isTrue, template } from './operators.js';
import { lookupModule, lookupName } from './lookup.js';
import { member } from './member.js';
import { readObject, spreadOf } from './object.js';
import { excerpt } from './problem.js';
import { MAX_DEPTH, MAX_STEPS } from './reading.js';
import { unread, type Value } from './values.js';
import type { Env, Evaluate } from './env.js';

const WRITE_OUT = 'Write it as a literal: this file is read as text and never run.';

/** What an expression stands for, read by its syntax. Total: what cannot be read is a value that says why. */
export const evaluate: Evaluate = Object.assign(guarded, { member, spread: spreadOf });

function guarded(env: Env, node: ts.Expression): Value {
  const { budget } = env.reading;
  budget.steps++;
  if (budget.steps > MAX_STEPS || budget.depth >= MAX_DEPTH) {
    return unread(
      'too-deep',
      { module: env.module, node },
      'This goes deeper than a schema is followed.',
      'Write it out where it is used.',
    );
  }
  budget.depth++;
  try {
    return read(env, node);
  } finally {
    budget.depth--;
  }
}

function read(env: Env, node: ts.Expression): Value {
  const { ts } = env.reading;
  const origin = { module: env.module, node };
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isExpressionWithTypeArguments(node)
  ) {
    return evaluate(env, node.expression);
  }
  if (ts.isObjectLiteralExpression(node)) return readObject(env, node, evaluate);
  if (ts.isStringLiteralLike(node)) return { kind: 'literal', value: node.text, origin };
  if (ts.isNumericLiteral(node)) return { kind: 'literal', value: Number(node.text), origin };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'literal', value: true, origin };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'literal', value: false, origin };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: 'literal', value: null, origin };
  if (ts.isIdentifier(node)) return identifier(env, node);
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.name.text;
    return member(env, evaluate(env, node.expression), name, origin, evaluate);
  }
  if (ts.isElementAccessExpression(node)) {
    const key = evaluate(env, node.argumentExpression);
    if (key.kind === 'unread') return key;
    if (key.kind === 'literal') {
      return member(env, evaluate(env, node.expression), String(key.value), origin, evaluate);
    }
  }
  if (ts.isCallExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword || isRequire(env, node)) {
      return moduleCall(env, node);
    }
    return call(env, node, evaluate);
  }
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
    return { kind: 'function', node, module: env.module, scope: env.scope };
  }
  if (ts.isArrayLiteralExpression(node)) {
    return { kind: 'array', items: itemsOf(env, node), origin };
  }
  if (ts.isTemplateExpression(node)) {
    return template(env, node, evaluate) ?? cannot(env, node);
  }
  if (ts.isConditionalExpression(node)) {
    const condition = evaluate(env, node.condition);
    const known = isTrue(condition);
    if (known !== undefined) return evaluate(env, known ? node.whenTrue : node.whenFalse);
    if (condition.kind === 'unread') return cannot(env, node);
  }
  if (ts.isPrefixUnaryExpression(node)) {
    const operand = evaluate(env, node.operand);
    const known = isTrue(operand);
    if (node.operator === ts.SyntaxKind.ExclamationToken && known !== undefined) {
      return { kind: 'literal', value: !known, origin };
    }
    if (operand.kind === 'literal' && typeof operand.value === 'number') {
      if (node.operator === ts.SyntaxKind.MinusToken) {
        return { kind: 'literal', value: -operand.value, origin };
      }
    }
  }
  if (ts.isBinaryExpression(node)) {
    const combined = combine(env, node, evaluate);
    if (combined !== undefined) return combined;
  }
  return cannot(env, node);
}

/** The items of a list; what stands behind a spread that cannot be read has no place that is known. */
function itemsOf(env: Env, node: ts.ArrayLiteralExpression): readonly Value[] {
  const { ts } = env.reading;
  const items: Value[] = [];
  let lost: Value | undefined;
  for (const element of node.elements) {
    if (ts.isSpreadElement(element)) {
      const spread = evaluate(env, element.expression);
      if (spread.kind === 'array') items.push(...(lost === undefined ? spread.items : [lost]));
      else items.push((lost ??= spread.kind === 'unread' ? spread : cannot(env, element)));
    } else items.push(lost ?? evaluate(env, element));
  }
  return items;
}

function cannot(env: Env, node: ts.Expression): Value {
  const origin = { module: env.module, node };
  return unread(
    'not-readable',
    origin,
    `\`${excerpt(origin)}\` is only known when the file runs.`,
    WRITE_OUT,
  );
}

function identifier(env: Env, node: ts.Identifier): Value {
  const { text } = node;
  const origin = { module: env.module, node };
  for (let scope = env.scope; scope !== undefined; scope = scope.parent) {
    const value = scope.values.get(text);
    if (value !== undefined) return value;
  }
  const target = lookupName(env.reading, env.module, text);
  const value =
    target === undefined
      ? unknownName(env, node)
      : target.kind === 'binding'
        ? readBinding(env, target.module, target.name, evaluate)
        : readTarget(env, target, origin, evaluate);
  // Wherever it comes from, `i` is Instant's: through `createRequire`, from an address, or a fallback chain.
  if (text === 'i' && (value.kind === 'unread' || value.kind === 'package')) return { kind: 'dsl' };
  return value;
}

function unknownName(env: Env, node: ts.Identifier): Value {
  const origin = { module: env.module, node };
  if (node.text === 'undefined') return { kind: 'literal', value: undefined, origin };
  return unread(
    'unknown-name',
    origin,
    `'${node.text}' is not declared in ${env.module.path}.`,
    'Declare or import it.',
  );
}

function isRequire(env: Env, node: ts.CallExpression): boolean {
  const { ts } = env.reading;
  const argument = node.arguments[0];
  return (
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'require' &&
    node.arguments.length === 1 &&
    argument !== undefined &&
    ts.isStringLiteralLike(argument)
  );
}

/** `require('x')` and `import('x')`. */
function moduleCall(env: Env, node: ts.CallExpression): Value {
  const { ts } = env.reading;
  const argument = node.arguments[0];
  if (argument === undefined || !ts.isStringLiteralLike(argument)) return cannot(env, node);
  const origin = { module: env.module, node };
  const target = lookupModule(env.reading, env.module, argument.text, node);
  const value = readTarget(env, target, origin, evaluate);
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImport ? value : requiredModule(env, value, evaluate);
}
