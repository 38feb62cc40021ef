/** What an app does with its client: features it needs, creations without links, lists that are none. */

import type { ts as TypeScript } from 'ts-morph';
import type { Store } from '../ir.js';
import type { Migration } from '../stages.js';
import { isClient } from './names.js';
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
  path: string,
  factories: ReadonlySet<string>,
  clients: ReadonlySet<string>,
  migration: Migration,
  store: Store | undefined,
): Usage {
  const features = new Set<string>();
  const lists: Open[] = [];
  const required = requiredLinks(store);
  const ones = hasOneLabels(store);
  let linksLater = false;
  const feature = (name: string): void => {
    if (Object.hasOwn(migration.features, name)) features.add(migration.features[name] ?? name);
  };
  const visit = (node: TypeScript.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      if (isClient(ts, node.expression, source, factories, clients)) feature(node.name.text);
      if (ones.has(node.name.text) && readAsList(ts, node))
        lists.push({
          path,
          offset: node.name.getStart(source),
          code: 'migrate-has-one-list',
          message: `${node.name.text} is read as a list here; the schema says that there is one.`,
          remedy: `Read it as an entity or null: \`?.\` in place of \`[0]\`.`,
        });
    }
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      const destructured =
        ts.isObjectBindingPattern(node.name) &&
        isClient(ts, node.initializer, source, factories, clients);
      if (destructured && ts.isObjectBindingPattern(node.name))
        for (const each of node.name.elements)
          feature((each.propertyName ?? each.name).getText(source));
    }
    if (ts.isCallExpression(node) && required.size > 0 && isCreate(ts, node)) {
      const entity = entityOf(ts, node);
      const owed = entity === undefined ? undefined : required.get(entity);
      const owes = entity === undefined ? [] : (owed ?? []);
      const given = linksOf(ts, node);
      if (owes.length > 0 && (given === undefined || owes.some((label) => !given.has(label))))
        linksLater = true;
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

/** Labels that are has-one wherever they are used. */
function hasOneLabels(store: Store | undefined): ReadonlySet<string> {
  if (store?.kind !== 'instaql') return new Set();
  const links = store.entities.flatMap((entity) => entity.links);
  const many = new Set(links.filter(({ has }) => has === 'many').map(({ label }) => label));
  return new Set(links.map(({ label }) => label).filter((label) => !many.has(label)));
}

const LIST_MEMBERS = new Set(
  'length map forEach filter find some every at flatMap reduce slice includes push join'.split(' '),
);

function readAsList(ts: Ts, node: TypeScript.PropertyAccessExpression): boolean {
  let value: TypeScript.Node = node;
  while (ts.isNonNullExpression(value.parent) || ts.isParenthesizedExpression(value.parent))
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

function isCreate(ts: Ts, node: TypeScript.CallExpression): boolean {
  return ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'create';
}

/** `goals` of `….tx.goals[…].create(…)`, through the chain; undefined where it cannot be told. */
function entityOf(ts: Ts, call: TypeScript.CallExpression): string | undefined {
  let node: TypeScript.Node = call;
  for (;;) {
    if (ts.isCallExpression(node) || ts.isNonNullExpression(node)) node = node.expression;
    else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const inner: TypeScript.Expression = node.expression;
      if (isTx(ts, inner)) {
        if (ts.isPropertyAccessExpression(node)) return node.name.text;
        const { argumentExpression: argument } = node;
        return ts.isStringLiteralLike(argument) ? argument.text : undefined;
      }
      node = inner;
    } else return undefined;
  }
}

function isTx(ts: Ts, node: TypeScript.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === 'tx';
  return ts.isPropertyAccessExpression(node) && node.name.text === 'tx';
}

/** Labels that the chain of a call links; undefined where one of them is computed. */
function linksOf(ts: Ts, call: TypeScript.CallExpression): ReadonlySet<string> | undefined {
  let outer: TypeScript.CallExpression = call;
  while (
    ts.isPropertyAccessExpression(outer.parent) &&
    outer.parent.expression === outer &&
    ts.isCallExpression(outer.parent.parent)
  )
    outer = outer.parent.parent;
  const labels = new Set<string>();
  let node: TypeScript.Expression = outer;
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    if (node.expression.name.text === 'link') {
      const given = node.arguments[0];
      if (given === undefined || !ts.isObjectLiteralExpression(given)) return undefined;
      for (const each of given.properties) {
        if (
          each.name === undefined ||
          !(ts.isIdentifier(each.name) || ts.isStringLiteral(each.name))
        )
          return undefined;
        labels.add(each.name.text);
      }
    }
    node = node.expression.expression;
  }
  return labels;
}
