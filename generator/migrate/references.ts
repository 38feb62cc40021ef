/** Every way in which a file may name the official package, and what becomes of it. */

import type { ts as TypeScript } from 'ts-morph';
import { usesAlias } from './alias.js';
import { isBlocks } from './blocks.js';
import { featureOf } from './brought.js';
import { docComments } from './doc-comments.js';
import type { Edit } from './edit.js';
import { entryRemedy, patternOf } from './entries.js';
import { homesOf, specifier, type Homes } from './homes.js';
import { moveList, point } from './lists.js';
import { isModule, loads, testedBy } from './loads.js';
import type { Meaning } from './meaning.js';
import { isMock, movedMock } from './mocks.js';
import { isScript } from './plain.js';
import { isSibling, namesOf } from './front.js';
import type { Emitted, Moved, Open } from './types.js';
import { moveWhole } from './wholes.js';

type Ts = typeof TypeScript;

export interface MovedReferences extends Moved {
  /** Whether something of the package is still imported. */
  readonly stays: boolean;
}

/** Changes of all references to the package in one file. `siblings`: those to packages of its maker as well. */
export function moveReferences(
  ts: Ts,
  source: TypeScript.SourceFile,
  meaning: Meaning,
  { alias, ...rest }: Emitted,
  siblings: boolean,
): MovedReferences {
  const emitted: Emitted =
    alias !== undefined && usesAlias(ts, source, alias) ? { ...rest, alias } : rest;
  const { module, shared, leaves } = emitted.migration;
  const path = source.fileName.slice(1);
  // A mock will be beside the client, which is what it is told.
  const from = isMock(path, module) ? movedMock(path, emitted.out) : path;
  const homes = homesOf(from, emitted);
  const index = specifier(from, 'index', emitted);
  const edits: Edit[] = [];
  const open: Open[] = [];
  let stays = false;
  const tell = (node: TypeScript.Node, code: string, message: string, remedy: string): void =>
    void open.push({ path, offset: node.getStart(source), code, message, remedy });
  const missing = (node: TypeScript.Node, name: string): void => {
    stays = true;
    if (Object.hasOwn(leaves, name) && emitted.frontEnd !== undefined)
      tell(
        node,
        'migrate-front-end',
        `${name} stays with ${module}: the front end knows no types of a schema that is made otherwise.`,
        `Take it from ${emitted.frontEnd.package}, where this package has that.`,
      );
    else {
      const feature = featureOf(emitted.migration, name);
      tell(
        node,
        'migrate-not-exported',
        feature === undefined
          ? `The client does not export ${name}.`
          : `The client does not export ${name}: it comes with the feature "${feature}".`,
        feature === undefined
          ? `Do without it; it is still imported from ${module}.`
          : 'Put that into `features` of the configuration, and run the command again.',
      );
    }
  };
  const surroundings = { homes, index, emitted, path };
  const sharedHomes: Homes = (name) => (shared.includes(name) ? homes(name) : undefined);
  /** A rule for imports that is no whole name: `'^@instantdb/admin$'`, `/^@instantdb\\//`. */
  const visitPattern = (node: TypeScript.Node, text: string): void => {
    // What has spaces in it is prose, or a command.
    const about = /\s/.test(text) ? undefined : patternOf(text, module);
    const remedy = about && entryRemedy(ts, node, emitted, about);
    const isRule = text.startsWith('^') || ts.isRegularExpressionLiteral(node);
    if (remedy !== undefined || (isRule && about === 'module'))
      tell(
        node,
        'migrate-text',
        `${module} is named here.`,
        remedy ?? 'Decide whether it is meant still.',
      );
  };
  const visitText = (node: TypeScript.StringLiteralLike): void => {
    const { parent } = node;
    const { text } = node;
    if (siblings && isSibling(text, emitted.migration) && isReference(ts, node)) {
      const named = namesOf(ts, parent).some(({ propertyName, name }) =>
        shared.includes((propertyName ?? name).text),
      );
      if ((ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) && named)
        edits.push(...moveList(ts, source, parent, { ...surroundings, homes: sharedHomes }).edits);
      return;
    }
    if (!isModule(text, module)) {
      const part = text.startsWith(`${module}/`) && isReference(ts, node);
      if (part) {
        stays = true;
        tell(
          node,
          'migrate-subpath',
          `${text} is a part of the package that the client has no counterpart of.`,
          'Import what it gives from the client, or keep the package.',
        );
      } else visitPattern(node, text);
      return;
    }
    const whole = wholeOf(ts, parent);
    if (whole !== undefined) {
      const moved = moveWhole(ts, source, whole, node, homes, index, meaning, module);
      edits.push(...moved.edits);
      moved.missing.forEach(({ node: at, name }) => missing(at, name));
    } else if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) {
      const moved = moveList(ts, source, parent, surroundings);
      edits.push(...moved.edits);
      moved.missing.forEach(({ node: at, name }) => missing(at, name));
    } else if (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent)) {
      const { qualifier } = parent.parent;
      const first = qualifier === undefined ? undefined : firstName(ts, qualifier);
      const home = first === undefined ? { to: index, name: '' } : homes(first.text);
      if (home === undefined && first !== undefined) missing(first, first.text);
      else if (home !== undefined) {
        edits.push(point(source, node, home.to));
        if (first !== undefined && first.text !== home.name)
          edits.push({ start: first.getStart(source), end: first.getEnd(), text: home.name });
      }
    } else if (ts.isCallExpression(parent) && loads(ts, parent))
      edits.push(point(source, node, index));
    else if (ts.isPropertyAssignment(parent) && parent.name === node && testedBy(ts, parent))
      edits.push(point(source, node, doubled(parent) ?? index));
    else
      tell(
        node,
        'migrate-text',
        `${module} is named here, in a way that is no import.`,
        entryRemedy(ts, node, emitted) ?? `Decide whether ${index} is meant now.`,
      );
  };
  /** What the file under test calls the client, where its doubles go by that. */
  const doubled = (key: TypeScript.PropertyAssignment): string | undefined => {
    const tested = testedBy(ts, key);
    const file =
      tested?.byItsOwnNames === true ? meaning.leadsTo(source, tested.path)?.fileName : undefined;
    return file === undefined ? undefined : specifier(file.slice(1), 'index', emitted);
  };
  const isJavaScript = isScript(path) || isBlocks(path);
  const visit = (node: TypeScript.Node): void => {
    if (ts.isStringLiteralLike(node)) visitText(node);
    if (ts.isRegularExpressionLiteral(node))
      visitPattern(node, node.text.slice(1, node.text.lastIndexOf('/')));
    // Types of JavaScript stand in its comments.
    if (isJavaScript) docComments(node).forEach(visit);
    if (ts.isImportTypeNode(node)) visit(node.argument);
    ts.forEachChild(node, (child) => {
      if (!ts.isImportTypeNode(node) || child !== node.argument) visit(child);
    });
  };
  visit(source);
  return { edits, open, stays };
}

/** Whether a literal stands where a module is named. */
function isReference(ts: Ts, node: TypeScript.StringLiteralLike): boolean {
  const { parent } = node;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isCallExpression(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isExternalModuleReference(parent)
  );
}

/** The node by which a file takes the package as one object. */
function wholeOf(
  ts: Ts,
  parent: TypeScript.Node,
):
  | TypeScript.NamespaceImport
  | TypeScript.ImportEqualsDeclaration
  | TypeScript.CallExpression
  | undefined {
  if (ts.isImportDeclaration(parent)) {
    const list = parent.importClause?.namedBindings;
    const alone = parent.importClause?.name === undefined;
    return alone && list !== undefined && ts.isNamespaceImport(list) ? list : undefined;
  }
  if (ts.isExternalModuleReference(parent) && ts.isImportEqualsDeclaration(parent.parent))
    return parent.parent;
  if (!ts.isCallExpression(parent)) return undefined;
  const callee = parent.expression;
  const isRequire = ts.isIdentifier(callee) && callee.text === 'require';
  return isRequire || callee.kind === ts.SyntaxKind.ImportKeyword ? parent : undefined;
}

function firstName(ts: Ts, name: TypeScript.EntityName): TypeScript.Identifier {
  return ts.isIdentifier(name) ? name : firstName(ts, name.left);
}
