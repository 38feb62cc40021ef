/** The package as one object: `import * as x`, `require()`, `import()`, and what is taken from it. */

import type { ts as TypeScript } from 'ts-morph';
import { lineEnd, removeNames, type Edit } from './edit.js';
import type { Homes } from './homes.js';
import { point, type MovedList } from './lists.js';
import { waitingFor } from './loads.js';
import type { Meaning } from './meaning.js';

type Ts = typeof TypeScript;
type Whole =
  TypeScript.NamespaceImport | TypeScript.ImportEqualsDeclaration | TypeScript.CallExpression;

/** A name that is taken from the object, and the node whose text says from which one. */
interface Taken {
  readonly node: TypeScript.Identifier;
  readonly holder?: TypeScript.Node;
}

/**
 * Points it at the client. What the client has elsewhere, or not at all, is taken from an object of its own:
 * `instant.i` becomes `instantDsl.i`, beside `import * as instantDsl`.
 */
export function moveWhole(
  ts: Ts,
  source: TypeScript.SourceFile,
  whole: Whole,
  literal: TypeScript.StringLiteralLike,
  homes: Homes,
  index: string,
  meaning: Meaning,
  module: string,
): MovedList {
  const holder = holderOf(ts, whole);
  const isParameter = holder !== undefined && ts.isParameter(holder.parent);
  if (holder === undefined || ts.isObjectBindingPattern(holder) || isParameter) {
    const names =
      holder === undefined
        ? takenAtOnce(ts, whole)
        : ts.isIdentifier(holder)
          ? membersOf(ts, source, holder, meaning).map(({ node }) => node)
          : elementsOf(ts, holder);
    const all = names.map((node) => ({ node, home: homes(node.text) }));
    const missing = all.flatMap(({ node, home }) =>
      home === undefined ? [{ node, name: node.text }] : [],
    );
    const targets = new Set(all.map(({ home }) => home?.to ?? module));
    if (targets.size === 0) targets.add(index);
    const [first = index] = targets;
    const asIs = all.every(({ node, home }) => home === undefined || home.name === node.text);
    if (targets.size === 1 && asIs)
      return { edits: first === module ? [] : [point(source, literal, first)], missing };
    if (holder === undefined || ts.isIdentifier(holder) || isParameter || !asIs) {
      const apart = all.filter(({ home }) => home?.to !== index || !asIs);
      return { edits: [], missing: apart.map(({ node }) => ({ node, name: node.text })) };
    }
    return { edits: divided(source, holder, literal, index, module, homes), missing };
  }
  const edits: Edit[] = [];
  const missing: { readonly node: TypeScript.Node; readonly name: string }[] = [];
  const further = new Map<string, string>();
  for (const { node, holder: left } of membersOf(ts, source, holder, meaning)) {
    const home = homes(node.text);
    if (home === undefined) missing.push({ node, name: node.text });
    if (home !== undefined && home.name !== node.text)
      edits.push({ start: node.getStart(source), end: node.getEnd(), text: home.name });
    const target = home?.to ?? module;
    if (target === index || left === undefined) continue;
    const name = further.get(target) ?? freeName(source, holder.text, target, module);
    further.set(target, name);
    edits.push({ start: left.getStart(source), end: left.getEnd(), text: name });
  }
  edits.push(point(source, literal, index));
  for (const [target, name] of further)
    edits.push(companion(ts, source, whole, holder, literal, target, name));
  return { edits, missing };
}

/** What the object is called, or taken apart into; undefined where it is used on the spot. */
function holderOf(
  ts: Ts,
  whole: Whole,
): TypeScript.Identifier | TypeScript.ObjectBindingPattern | undefined {
  if (!ts.isCallExpression(whole)) return whole.name;
  const value = waitingFor(ts, whole);
  const { parent } = value;
  if (ts.isVariableDeclaration(parent) && parent.initializer === value)
    return ts.isArrayBindingPattern(parent.name) ? undefined : parent.name;
  const then = thenCallback(ts, value);
  return then === undefined || ts.isArrayBindingPattern(then.name) ? undefined : then.name;
}

/** The parameter of `import('x').then((module) => …)`. */
function thenCallback(ts: Ts, value: TypeScript.Node): TypeScript.ParameterDeclaration | undefined {
  const { parent } = value;
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== 'then') return undefined;
  const [callback] = ts.isCallExpression(parent.parent) ? parent.parent.arguments : [];
  return callback !== undefined &&
    (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))
    ? callback.parameters[0]
    : undefined;
}

/** `require('x').init` */
function takenAtOnce(ts: Ts, whole: Whole): readonly TypeScript.Identifier[] {
  const value = waitingFor(ts, whole);
  const { parent } = value;
  return ts.isPropertyAccessExpression(parent) &&
    ts.isIdentifier(parent.name) &&
    parent.name.text !== 'then'
    ? [parent.name]
    : [];
}

function elementsOf(
  ts: Ts,
  pattern: TypeScript.ObjectBindingPattern,
): readonly TypeScript.Identifier[] {
  return pattern.elements.flatMap((each) => {
    const key = each.propertyName ?? each.name;
    return each.dotDotDotToken === undefined && ts.isIdentifier(key) ? [key] : [];
  });
}

/** `const { init, i } = require('x')` as two: `{ init } = require('a'), { i } = require('b')`. */
function divided(
  source: TypeScript.SourceFile,
  pattern: TypeScript.ObjectBindingPattern,
  literal: TypeScript.StringLiteralLike,
  index: string,
  module: string,
  homes: Homes,
): readonly Edit[] {
  const declaration = pattern.parent;
  const initializer = 'initializer' in declaration ? declaration.initializer : undefined;
  if (initializer === undefined) return [];
  const placed = pattern.elements.map((element) => {
    const name = (element.propertyName ?? element.name).getText(source);
    const rest = element.dotDotDotToken !== undefined;
    return { element, to: rest ? index : (homes(name)?.to ?? module) };
  });
  const main = placed.some(({ to }) => to === index) ? index : (placed[0]?.to ?? index);
  const moving = placed.filter(({ to }) => to !== main);
  const targets = [...new Set(moving.map(({ to }) => to))];
  const call = (to: string): string => withSpecifier(source, initializer, literal, to);
  const text = targets
    .map((target) => {
      const names = moving
        .filter(({ to }) => to === target)
        .map(({ element }) => element.getText(source));
      return `, { ${names.join(', ')} } = ${call(target)}`;
    })
    .join('');
  const end = initializer.getEnd();
  return [
    point(source, literal, main),
    ...removeNames(
      source.text,
      pattern.elements,
      moving.map(({ element }) => element),
      source,
    ),
    { start: end, end, text },
  ];
}

/** `X` of every `name.X` in the file, in code and in types. */
function membersOf(
  ts: Ts,
  source: TypeScript.SourceFile,
  name: TypeScript.Identifier,
  { declarationOf }: Meaning,
): readonly Taken[] {
  const declaration = declarationOf(name);
  const found: Taken[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text) {
      const { parent } = node;
      const isUse = declaration !== undefined && declarationOf(node) === declaration;
      if (isUse && ts.isPropertyAccessExpression(parent) && parent.expression === node)
        if (ts.isIdentifier(parent.name)) found.push({ node: parent.name, holder: node });
      if (isUse && ts.isQualifiedName(parent) && parent.left === node)
        found.push({ node: parent.right, holder: node });
      if (isUse && ts.isVariableDeclaration(parent) && parent.initializer === node)
        if (ts.isObjectBindingPattern(parent.name))
          found.push(...elementsOf(ts, parent.name).map((each) => ({ node: each })));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A name like `instantDsl` that the file does not have. */
function freeName(
  source: TypeScript.SourceFile,
  base: string,
  target: string,
  module: string,
): string {
  const last = target === module ? 'official' : (/([\w-]+)(?:\.\w+)?$/.exec(target)?.[1] ?? 'more');
  let name = base + last.charAt(0).toUpperCase() + last.slice(1).replaceAll('-', '');
  while (new RegExp(`\\b${name.replaceAll('$', '\\$')}\\b`).test(source.text)) name += '_';
  return name;
}

/** A further declaration of the same form, for another module. */
function companion(
  ts: Ts,
  source: TypeScript.SourceFile,
  whole: Whole,
  holder: TypeScript.Identifier,
  literal: TypeScript.StringLiteralLike,
  to: string,
  name: string,
): Edit {
  if (ts.isCallExpression(whole)) {
    const declaration = holder.parent;
    const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const end = (value ?? whole).getEnd();
    const text = `, ${name} = ${withSpecifier(source, value ?? whole, literal, to)}`;
    return { start: end, end, text };
  }
  const node = ts.isNamespaceImport(whole) ? whole.parent.parent : whole;
  const end = node.getEnd();
  const before = source.text.slice(node.getStart(source), literal.getStart(source) + 1);
  const at = holder.getStart(source) - node.getStart(source);
  const head = before.slice(0, at) + name + before.slice(at + holder.text.length);
  const tail = source.text.slice(literal.getEnd() - 1, end);
  return { start: end, end, text: lineEnd(source.text) + head + to + tail };
}

function withSpecifier(
  source: TypeScript.SourceFile,
  node: TypeScript.Node,
  literal: TypeScript.StringLiteralLike,
  to: string,
): string {
  const start = node.getStart(source);
  const text = source.text.slice(start, node.getEnd());
  const [from, end] = [literal.getStart(source) + 1 - start, literal.getEnd() - 1 - start];
  return text.slice(0, from) + to + text.slice(end);
}
