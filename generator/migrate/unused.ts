/** Imports, and files that are loaded, which nothing uses any more once something else is gone. */

import type { ts as TypeScript } from 'ts-morph';
import { isBlocks } from './blocks.js';
import { docComments } from './doc-comments.js';
import { removeItem, removeNames, type Edit } from './edit.js';
import { loadingOf } from './loads.js';
import type { Meaning } from './meaning.js';
import { isScript } from './plain.js';

type Ts = typeof TypeScript;
type Binding = TypeScript.ImportSpecifier | TypeScript.ImportClause | TypeScript.NamespaceImport;

/** Removes the imports that only the nodes which go did use; those of `module` are seen to elsewhere. */
export function dropUnused(
  ts: Ts,
  source: TypeScript.SourceFile,
  gone: readonly TypeScript.Node[],
  meaning: Meaning,
  module: string,
): readonly Edit[] {
  if (gone.length === 0) return [];
  const isGone = (node: TypeScript.Node): boolean =>
    gone.some((each) => each.pos <= node.pos && node.end <= each.end);
  const lost = new Set<TypeScript.Declaration>();
  const kept = new Set<TypeScript.Declaration>();
  const inComments = isScript(source.fileName) || isBlocks(source.fileName);
  const visit = (node: TypeScript.Node): void => {
    if (ts.isIdentifier(node)) {
      const declaration = meaning.declarationOf(node);
      if (declaration !== undefined && declaration !== node.parent)
        (isGone(node) ? lost : kept).add(declaration);
    }
    // Types of JavaScript stand in its comments, wherever those are.
    if (inComments) docComments(node).forEach(visit);
    if (!ts.isImportDeclaration(node)) ts.forEachChild(node, visit);
  };
  [...source.statements, source.endOfFileToken].forEach(visit);
  const isDead = (node: TypeScript.NamedDeclaration): boolean =>
    lost.has(node) &&
    !kept.has(node) &&
    !meaning.isAround(source, node.name?.getText(source) ?? '');
  const imports = source.statements.flatMap((each) => {
    if (!ts.isImportDeclaration(each) || each.importClause === undefined) return [];
    const from = each.moduleSpecifier;
    if (ts.isStringLiteral(from) && from.text === module) return [];
    return dropFrom(ts, source, each, each.importClause, isDead);
  });
  const loads = new Set(
    [...lost].filter(isDead).map((each) => (isBinding(ts, each) ? undefined : loadingOf(ts, each))),
  );
  return [
    ...imports,
    ...[...loads].flatMap((each) => (each === undefined ? [] : dropLoad(ts, source, each, isDead))),
  ];
}

/** Removes `const schema = require('./schema')`, or one of the names that it takes. */
function dropLoad(
  ts: Ts,
  source: TypeScript.SourceFile,
  statement: TypeScript.VariableStatement,
  isDead: (node: TypeScript.NamedDeclaration) => boolean,
): readonly Edit[] {
  const [name] = statement.declarationList.declarations.map((each) => each.name);
  const all = name !== undefined && ts.isObjectBindingPattern(name) ? name.elements : [];
  const dead = all.filter(isDead);
  if (dead.length < all.length) return removeNames(source.text, all, dead, source);
  return [removeItem(source.text, statement.getStart(source), statement.getEnd())];
}

function dropFrom(
  ts: Ts,
  source: TypeScript.SourceFile,
  node: TypeScript.ImportDeclaration,
  clause: TypeScript.ImportClause,
  isDead: (node: TypeScript.NamedDeclaration) => boolean,
): readonly Edit[] {
  const { text } = source;
  const list = clause.namedBindings;
  const names = list !== undefined && ts.isNamedImports(list) ? list.elements : [];
  const dead = names.filter(isDead);
  const deadDefault = clause.name !== undefined && isDead(clause);
  const deadList =
    list !== undefined &&
    (ts.isNamespaceImport(list) ? isDead(list) : names.length > 0 && dead.length === names.length);
  if (!deadDefault && !deadList && dead.length === 0) return [];
  if ((clause.name === undefined || deadDefault) && (list === undefined || deadList)) {
    const start = node.getStart(source);
    // What stood alone takes one of the empty lines around it along.
    const alone = /(?:^|\n\r?\n)$/.test(text.slice(Math.max(0, start - 3), start));
    const line = alone ? /^[ \t]*(?:\r?\n){0,2}/ : /^[ \t]*(?:\r?\n)?/;
    const rest = line.exec(text.slice(node.getEnd()))?.[0].length ?? 0;
    return [{ start, end: node.getEnd() + rest, text: '' }];
  }
  if (deadList && clause.name !== undefined)
    return [{ start: clause.name.getEnd(), end: list.getEnd(), text: '' }];
  const left = names.filter((each) => !dead.includes(each));
  // `import { type A }` loads the file where the compiler takes imports at their word.
  const isTypes =
    list !== undefined &&
    (clause.name === undefined || deadDefault) &&
    clause.phaseModifier === undefined &&
    left.length > 0 &&
    left.every((each) => each.isTypeOnly);
  const before =
    list !== undefined && (deadDefault || isTypes)
      ? [
          {
            start: clause.getStart(source),
            end: list.getStart(source),
            text: isTypes ? 'type ' : '',
          },
        ]
      : [];
  const words = (isTypes ? left : []).map((each) => ({
    start: each.getStart(source),
    end: (each.propertyName ?? each.name).getStart(source),
    text: '',
  }));
  return [...before, ...words, ...removeNames(text, names, dead, source)];
}

function isBinding(ts: Ts, node: TypeScript.Declaration): node is Binding {
  return ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node);
}
