/** Names of the official package that only a feature brings, where a file takes them. */

import type { ts as TypeScript } from 'ts-morph';
import type { Migration } from '../stages.js';
import { specifierOf } from './exports.js';
import { isModule } from './loads.js';
import type { Meaning } from './meaning.js';

type Ts = typeof TypeScript;

/** The feature that brings a name, as the configuration calls it. */
export function featureOf({ featureExports }: Migration, name: string): string | undefined {
  return Object.keys(featureExports).find((feature) => featureExports[feature]?.includes(name));
}

/** The name of the official package that a node takes: where it is imported, handed on, or a member of the whole. */
export function nameTaken(
  ts: Ts,
  node: TypeScript.Node,
  { officialOf }: Meaning,
  { module }: Migration,
): string | undefined {
  if (ts.isExportSpecifier(node)) {
    const from = specifierOf(ts, node.parent.parent);
    return from !== undefined && isModule(from, module)
      ? (node.propertyName ?? node.name).text
      : undefined;
  }
  if (ts.isImportTypeNode(node)) {
    const { argument, qualifier } = node;
    const literal = ts.isLiteralTypeNode(argument) ? argument.literal : undefined;
    const isOurs =
      literal !== undefined && ts.isStringLiteral(literal) && isModule(literal.text, module);
    return isOurs ? qualifier?.getText().split('.')[0] : undefined;
  }
  const taker = ts.isImportSpecifier(node) || ts.isBindingElement(node) ? node.name : node;
  const isTaker = taker !== node || ts.isPropertyAccessExpression(node) || ts.isQualifiedName(node);
  const official = isTaker ? officialOf(taker) : undefined;
  return official?.moved === false ? official.name : undefined;
}
