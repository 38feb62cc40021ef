/** Where a setting stands in the text of a configuration, by the syntax tree: names repeat in every client. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { CONFIG_KEY } from '../gate.js';
import { loadTypeScript } from '../lazy.js';

type Node = TypeScript.Node;

export interface SettingPlace {
  /** Of the key, or of the entry of a list; in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  /** Where its value ends. */
  readonly end: number;
}

/**
 * The place of the last key of `path` that is written down; what a function computes has none, and then the
 * place is the last one that is known: the start of the text, if none is.
 */
export function settingPlace(file: string, text: string, path: readonly string[]): SettingPlace {
  const ts = loadTypeScript();
  const json = /\.jsonc?$/.test(file);
  const source = json
    ? ts.parseJsonText(file, text)
    : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, false);
  const keys = posix.basename(file) === 'package.json' ? [CONFIG_KEY, ...path] : path;
  const read: Reading = { ts, source, json };
  let at = whole(read);
  let place: SettingPlace = { offset: 0, length: 0, end: text.length };
  for (const key of keys) {
    const step: Step | undefined = at === undefined ? undefined : stepInto(read, at, key, 0);
    if (step === undefined) break;
    const offset = step.name.getStart(source);
    const [line = ''] = text.slice(offset, step.name.getEnd()).split(/[\r\n]/, 1);
    place = { offset, length: line.length, end: (step.value ?? step.name).getEnd() };
    at = step.value;
  }
  return place;
}

interface Reading {
  readonly ts: typeof TypeScript;
  readonly source: TypeScript.SourceFile;
  readonly json: boolean;
}

interface Step {
  readonly name: Node;
  readonly value: Node | undefined;
}

/** What the module exports: `export default`, `export =` or `module.exports =`; of JSON, all of it. */
function whole({ ts, source, json }: Reading): Node | undefined {
  for (const each of source.statements) {
    if (ts.isExportAssignment(each)) return each.expression;
    if (ts.isFunctionDeclaration(each) && isDefault(ts, each)) return each;
    if (!ts.isExpressionStatement(each)) continue;
    const { expression } = each;
    if (json) return expression;
    const isModule =
      ts.isBinaryExpression(expression) &&
      expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      /^(?:module\.)?exports(?:\.default)?$/.test(expression.left.getText(source));
    if (isModule) return expression.right;
  }
  return undefined;
}

function isDefault(ts: typeof TypeScript, node: TypeScript.FunctionDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true;
}

/** Names lead to names, and a module may be written to go around in a circle. */
const FURTHEST = 16;

function stepInto(read: Reading, from: Node, key: string, hops: number): Step | undefined {
  const { ts } = read;
  const node = literalOf(read, from, hops);
  if (node === undefined) return undefined;
  if (ts.isArrayLiteralExpression(node)) {
    const element = node.elements[Number(key)];
    // What a spread brings has no number that could be read here.
    const spread = node.elements.slice(0, Number(key) + 1).some(ts.isSpreadElement);
    return element === undefined || spread ? undefined : { name: element, value: element };
  }
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  // The last one counts.
  for (const each of node.properties.toReversed()) {
    if (ts.isSpreadAssignment(each)) {
      const found = hops < FURTHEST ? stepInto(read, each.expression, key, hops + 1) : undefined;
      if (found !== undefined) return found;
      continue;
    }
    if (nameOf(read, each.name) !== key) continue;
    if (ts.isPropertyAssignment(each)) return { name: each.name, value: each.initializer };
    if (ts.isShorthandPropertyAssignment(each)) return { name: each.name, value: each.name };
    return { name: each.name, value: undefined };
  }
  return undefined;
}

function nameOf({ ts, source }: Reading, name: TypeScript.PropertyName): string {
  const written = ts.isComputedPropertyName(name) ? name.expression : name;
  return ts.isIdentifier(written) || ts.isStringLiteralLike(written) || ts.isNumericLiteral(written)
    ? written.text
    : written.getText(source);
}

/** The object or list that an expression is, through what only wraps or names it. */
function literalOf(read: Reading, from: Node, hops: number): Node | undefined {
  const { ts } = read;
  let at: Node | undefined = from;
  for (let left = FURTHEST - hops; at !== undefined && left > 0; left--) {
    if (ts.isObjectLiteralExpression(at) || ts.isArrayLiteralExpression(at)) return at;
    if (
      ts.isParenthesizedExpression(at) ||
      ts.isAsExpression(at) ||
      ts.isSatisfiesExpression(at) ||
      ts.isAwaitExpression(at) ||
      ts.isNonNullExpression(at)
    ) {
      at = at.expression;
    } else if (ts.isCallExpression(at)) {
      // `defineConfig({ … })`, or a function of this module that makes it.
      const [first]: readonly Node[] = at.arguments;
      at = first ?? at.expression;
    } else if (ts.isIdentifier(at)) at = declared(read, at.text);
    else if (ts.isArrowFunction(at) && !ts.isBlock(at.body)) at = at.body;
    else if (
      ts.isArrowFunction(at) ||
      ts.isFunctionExpression(at) ||
      ts.isFunctionDeclaration(at)
    ) {
      const body: Node | undefined = at.body;
      at =
        body !== undefined && ts.isBlock(body)
          ? body.statements.findLast(ts.isReturnStatement)?.expression
          : undefined;
    } else return undefined;
  }
  return undefined;
}

/** What a name of the module stands for. */
function declared({ ts, source }: Reading, name: string): Node | undefined {
  for (const each of source.statements) {
    if (ts.isFunctionDeclaration(each) && each.name?.text === name) return each;
    if (!ts.isVariableStatement(each)) continue;
    for (const { name: bound, initializer } of each.declarationList.declarations) {
      if (ts.isIdentifier(bound) && bound.text === name) return initializer;
    }
  }
  return undefined;
}
