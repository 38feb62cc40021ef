import type { ts } from 'ts-morph';
import type { Parser } from '../../parser.js';
import { MAX_DEPTH } from './reading.js';
import type { TypeEnv } from './typeenv.js';
import type { TypeUse } from './values.js';

/** Names that a node gives to its own parts: type parameters, `infer`, parameters of functions. */
export function introduced(env: TypeEnv, node: ts.Node): readonly string[] {
  const { ts } = env.reading;
  if (ts.isMappedTypeNode(node)) return [node.typeParameter.name.text];
  if (ts.isConditionalTypeNode(node)) return inferred(ts, node.extendsType, 0);
  if (
    ts.isFunctionTypeNode(node) ||
    ts.isConstructorTypeNode(node) ||
    ts.isMethodSignature(node) ||
    ts.isCallSignatureDeclaration(node) ||
    ts.isConstructSignatureDeclaration(node)
  ) {
    const parameters = node.parameters.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
    return [...parameters, ...(node.typeParameters ?? []).map(({ name }) => name.text)];
  }
  return [];
}

function inferred(tsc: Parser, node: ts.Node, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (tsc.isInferTypeNode(node)) return [node.typeParameter.name.text];
  const found: string[] = [];
  tsc.forEachChild(node, (child) => {
    found.push(...inferred(tsc, child, depth + 1));
  });
  return found;
}

/** `a`, `b`, `c` of `a.b.c`; empty when it is not made of names. */
export function segmentsOf(env: TypeEnv, node: ts.Node): readonly ts.Identifier[] {
  const { ts } = env.reading;
  const found: ts.Identifier[] = [];
  let current = node;
  for (;;) {
    if (ts.isIdentifier(current)) return [current, ...found.reverse()];
    if (ts.isQualifiedName(current)) {
      found.push(current.right);
      current = current.left;
    } else if (ts.isPropertyAccessExpression(current) && ts.isIdentifier(current.name)) {
      found.push(current.name);
      current = current.expression;
    } else return [];
  }
}

/** What a type parameter of a followed function stands for. */
export function parameterOf(env: TypeEnv, name: string): TypeUse | 'unknown' | undefined {
  for (let scope = env.scope; scope !== undefined; scope = scope.parent) {
    const found = scope.types.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
