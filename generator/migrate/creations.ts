/** Chains of `db.tx` that create something: which entity, and which of its links they give. */

import type { ts as TypeScript } from 'ts-morph';
import type { Clients } from './clients.js';
import type { Meaning } from './meaning.js';

type Ts = typeof TypeScript;

/** `goals` of `….tx.goals[…].create(…)`, through the chain; undefined where it cannot be told. */
export function txEntity(
  ts: Ts,
  call: TypeScript.CallExpression,
  meaning: Meaning,
  clients: Clients,
): string | undefined {
  let node: TypeScript.Node | undefined = call;
  const seen = new Set<TypeScript.Node>();
  while (node !== undefined && !seen.has(node)) {
    seen.add(node);
    if (
      ts.isCallExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isParenthesizedExpression(node)
    )
      node = node.expression;
    else if (ts.isIdentifier(node)) node = initializerOf(ts, node, meaning);
    else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const inner: TypeScript.Expression = node.expression;
      if (isTx(ts, inner, meaning, clients)) {
        if (ts.isPropertyAccessExpression(node)) return node.name.text;
        const { argumentExpression: argument } = node;
        return ts.isStringLiteralLike(argument) ? argument.text : undefined;
      }
      node = inner;
    } else return undefined;
  }
  return undefined;
}

function isTx(ts: Ts, node: TypeScript.Expression, meaning: Meaning, clients: Clients): boolean {
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'tx')
    return clients.is(node.expression) || meaning.officialOf(node)?.name === 'tx';
  if (!ts.isIdentifier(node)) return false;
  if (meaning.officialOf(node)?.name === 'tx') return true;
  const declaration = meaning.declarationOf(node);
  if (declaration === undefined) return false;
  if (ts.isBindingElement(declaration)) {
    const key = declaration.propertyName ?? declaration.name;
    const holder = declaration.parent.parent;
    return (
      ts.isIdentifier(key) &&
      key.text === 'tx' &&
      ts.isVariableDeclaration(holder) &&
      clients.is(holder.initializer)
    );
  }
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value !== undefined && !ts.isIdentifier(value) && isTx(ts, value, meaning, clients);
}

/** Labels that the chain of a call links, where it is one expression or one name that is linked later. */
export function labelsGiven(
  ts: Ts,
  call: TypeScript.CallExpression,
  meaning: Meaning,
): ReadonlySet<string> {
  const labels = new Set<string>();
  const outer = outermost(ts, call);
  addLabels(ts, outer, meaning, labels);
  const { parent } = outer;
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== outer) return labels;
  const visit = (node: TypeScript.Node): void => {
    if (ts.isIdentifier(node) && node !== parent.name && ts.isPropertyAccessExpression(node.parent))
      if (node.parent.expression === node && meaning.declarationOf(node) === parent)
        addLabels(ts, outermost(ts, node), meaning, labels);
    ts.forEachChild(node, visit);
  };
  visit(call.getSourceFile());
  return labels;
}

/** The whole chain of calls that starts with an expression. */
function outermost(ts: Ts, start: TypeScript.Expression): TypeScript.Expression {
  let outer = start;
  while (
    ts.isPropertyAccessExpression(outer.parent) &&
    outer.parent.expression === outer &&
    ts.isCallExpression(outer.parent.parent)
  )
    outer = outer.parent.parent;
  return outer;
}

function addLabels(
  ts: Ts,
  chain: TypeScript.Expression,
  meaning: Meaning,
  labels: Set<string>,
): void {
  let node = chain;
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    if (node.expression.name.text === 'link') {
      const [given] = node.arguments;
      const object =
        given !== undefined && ts.isIdentifier(given) ? initializerOf(ts, given, meaning) : given;
      const properties =
        object !== undefined && ts.isObjectLiteralExpression(object) ? object.properties : [];
      for (const { name } of properties)
        if (name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)))
          labels.add(name.text);
    }
    node = node.expression.expression;
  }
}

function initializerOf(
  ts: Ts,
  node: TypeScript.Identifier,
  { declarationOf }: Meaning,
): TypeScript.Expression | undefined {
  const declaration = declarationOf(node);
  return declaration !== undefined && ts.isVariableDeclaration(declaration)
    ? declaration.initializer
    : undefined;
}
