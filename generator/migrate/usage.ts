/** What an app does with its client: features it needs, creations without links, lists that are none. */

import type { ts as TypeScript } from 'ts-morph';
import type { Store } from '../ir.js';
import type { Migration } from '../stages.js';
import { isBlocks } from './blocks.js';
import { featureOf, nameTaken } from './brought.js';
import type { Clients } from './clients.js';
import { labelsGiven, txEntity } from './creations.js';
import { docComments } from './doc-comments.js';
import type { Meaning } from './meaning.js';
import { isScript } from './plain.js';
import type { Open } from './types.js';

type Ts = typeof TypeScript;

export interface Usage {
  /** Features by their names in the configuration. */
  readonly features: ReadonlySet<string>;
  /** Whether something is created whose required links are not given in the same chain. */
  readonly linksLater: boolean;
  /** Places that read a has-one link as a list. */
  readonly lists: readonly Open[];
}

/** The use of clients in one file. */
export function usageOf(
  ts: Ts,
  source: TypeScript.SourceFile,
  meaning: Meaning,
  clients: Clients,
  migration: Migration,
  store: Store | undefined,
): Usage {
  const path = source.fileName.slice(1);
  const features = new Set<string>();
  const lists: Open[] = [];
  const required = requiredLinks(store);
  const ones = hasOneLabels(store);
  // Types are checked where there are any.
  const checked = /\.[cm]?tsx?$/.test(path) || /^\s*\/\/ *@ts-check/m.test(source.text);
  let linksLater = false;
  const feature = (name: string): void => {
    const found = Object.hasOwn(migration.features, name) ? migration.features[name] : undefined;
    if (found !== undefined) features.add(found);
  };
  const list = (node: TypeScript.Node, label: string): void =>
    void lists.push({
      path,
      offset: node.getStart(source),
      code: 'migrate-has-one-list',
      message: `${label} is read as a list here; the link of that name leads to one entity.`,
      remedy: `Where it comes of a query, read it as an entity or null: \`?.\` in place of \`[0]\`.`,
    });
  const named = source.text.includes(migration.module);
  const visit = (node: TypeScript.Node): void => {
    const taken = nameTaken(ts, node, meaning, migration);
    const brings = taken === undefined ? undefined : featureOf(migration, taken);
    if (brings !== undefined) features.add(brings);
    // Types of JavaScript stand in its comments.
    if (named && (isScript(path) || isBlocks(path))) docComments(node).forEach(visit);
    if (ts.isPropertyAccessExpression(node)) {
      if (clients.is(node.expression)) feature(node.name.text);
      if (ones.has(node.name.text) && readAsList(ts, node)) list(node.name, node.name.text);
    } else if (ts.isIdentifier(node)) {
      const label = boundLabel(ts, node, meaning);
      if (label !== undefined && ones.has(label) && readAsList(ts, node)) list(node, label);
    } else if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
      if (clients.is(node.initializer))
        for (const each of node.name.elements)
          feature((each.propertyName ?? each.name).getText(source));
    } else if (checked && required.size > 0 && ts.isCallExpression(node) && isCreate(ts, node)) {
      const entity = txEntity(ts, node, meaning, clients);
      const owed = (entity === undefined ? undefined : required.get(entity)) ?? [];
      const given = owed.length === 0 ? undefined : labelsGiven(ts, node, meaning);
      if (owed.some((label) => given?.has(label) !== true)) linksLater = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { features, linksLater, lists };
}

function requiredLinks(store: Store | undefined): ReadonlyMap<string, readonly string[]> {
  if (store?.kind !== 'instaql') return new Map();
  return new Map(
    store.entities.flatMap(({ key, links }) => {
      const labels = links.filter((link) => link.required).map(({ label }) => label);
      return labels.length === 0 ? [] : [[key, labels] as const];
    }),
  );
}

/** Labels that are has-one wherever they are used, and no attribute. */
function hasOneLabels(store: Store | undefined): ReadonlySet<string> {
  if (store?.kind !== 'instaql') return new Set();
  const links = store.entities.flatMap((entity) => entity.links);
  const others = new Set([
    ...links.filter(({ has }) => has === 'many').map(({ label }) => label),
    ...store.entities.flatMap(({ attrs }) => attrs.map(({ key }) => key)),
  ]);
  return new Set(links.map(({ label }) => label).filter((label) => !others.has(label)));
}

/** `owner`, where a name was taken from an object by that key. */
function boundLabel(
  ts: Ts,
  node: TypeScript.Identifier,
  { declarationOf }: Meaning,
): string | undefined {
  if (ts.isBindingElement(node.parent) || ts.isPropertyAccessExpression(node.parent)) {
    const isValue = ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node;
    if (!isValue) return undefined;
  }
  const declaration = declarationOf(node);
  if (declaration === undefined || !ts.isBindingElement(declaration)) return undefined;
  if (!ts.isObjectBindingPattern(declaration.parent)) return undefined;
  const key = declaration.propertyName ?? declaration.name;
  return ts.isIdentifier(key) ? key.text : undefined;
}

const LIST_MEMBERS = new Set(
  'length map forEach filter find some every at flatMap reduce slice includes push join'.split(' '),
);

function readAsList(ts: Ts, node: TypeScript.Expression): boolean {
  let value: TypeScript.Node = node;
  while (
    ts.isNonNullExpression(value.parent) ||
    ts.isParenthesizedExpression(value.parent) ||
    isDefaulted(ts, value)
  )
    value = value.parent;
  const { parent } = value;
  if (ts.isElementAccessExpression(parent) && parent.expression === value)
    return ts.isNumericLiteral(parent.argumentExpression);
  if (ts.isPropertyAccessExpression(parent) && parent.expression === value)
    return LIST_MEMBERS.has(parent.name.text);
  if (ts.isForOfStatement(parent) && parent.expression === value) return true;
  return (
    ts.isVariableDeclaration(parent) &&
    parent.initializer === value &&
    ts.isArrayBindingPattern(parent.name)
  );
}

/** `value ?? []` */
function isDefaulted(ts: Ts, value: TypeScript.Node): boolean {
  const { parent } = value;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === value &&
    ts.isArrayLiteralExpression(parent.right)
  );
}

function isCreate(ts: Ts, node: TypeScript.CallExpression): boolean {
  return ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'create';
}
