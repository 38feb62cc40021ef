/** Where an app reads dates, by the schema's names of them: all that is known of files that nothing compiles. */

import type { ts as TypeScript } from 'ts-morph';
import type { Store } from '../ir.js';
import { templateOf } from './blocks.js';
import type { CodeText } from './sources.js';
import type { Open } from './types.js';

type Ts = typeof TypeScript;

export const CODE = 'migrate-date-read';
export const NOW = 'it comes as a Date object, where text or a number came until now';

/**
 * Places of one file that read an attribute which is a date wherever the schema has its name: all that can be said where
 * nothing is compiled. Those that give it to `new Date()` are left out: both forms of a date are taken there. `converts`:
 * whether the client gives `Date` objects; the official one gave what was stored, whatever its types said.
 */
export function namedReads(
  ts: Ts,
  source: TypeScript.SourceFile,
  store: Store | undefined,
  converts: boolean,
): readonly Open[] {
  const names = dateNames(store);
  const open: Open[] = [];
  const tell = (node: TypeScript.Identifier): void =>
    void open.push(toldOf(node.text, source.fileName.slice(1), node.getStart(source), converts));
  const visit = (node: TypeScript.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name)) {
      if (names.has(node.name.text) && isRead(ts, node)) tell(node.name);
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const key = node.propertyName ?? node.name;
      if (ts.isIdentifier(key) && names.has(key.text)) tell(key);
    }
    ts.forEachChild(node, visit);
  };
  if (names.size > 0) visit(source);
  return open;
}

/** The same in what Vue, Svelte and Astro files show: their own tools alone know the types there. */
export function shownReads(
  code: readonly CodeText[],
  store: Store | undefined,
  converts: boolean,
): readonly Open[] {
  const names = dateNames(store);
  return code.flatMap(({ path, whole }): readonly Open[] => {
    if (whole === undefined || names.size === 0) return [];
    const shown = templateOf(path, whole);
    return [...shown.matchAll(MEMBER)].flatMap(({ 0: all, 1: name = '', index }) => {
      const isTaken = /\bnew Date\([\w$.?![\]'"\s]*$/.test(shown.slice(0, index));
      const offset = index + all.indexOf(name);
      return names.has(name) && !isTaken ? [toldOf(name, path, offset, converts)] : [];
    });
  });
}

/** `goal.dueAt`, `goal['dueAt']` */
const MEMBER = /(?<=[\w$)\]!?])(?:\.|\[['"])([A-Za-z_$][\w$]*)/g;

function toldOf(name: string, path: string, offset: number, converts: boolean): Open {
  const now = converts ? NOW : 'it comes as it was stored, and the types say so now';
  return {
    path,
    offset,
    code: CODE,
    message: `${name} is a date of the schema: ${now}.`,
    remedy: 'See that what is done with it here suits that; `dates` in the configuration decides.',
  };
}

/** Names that are dates in every entity that has them, and no links. */
export function dateNames(store: Store | undefined): ReadonlySet<string> {
  if (store?.kind !== 'instaql') return new Set();
  const attrs = store.entities.flatMap((entity) => entity.attrs);
  const others = new Set([
    ...attrs.filter(({ type }) => type !== 'date').map(({ key }) => key),
    ...store.entities.flatMap(({ links }) => links.map(({ label }) => label)),
  ]);
  return new Set(attrs.map(({ key }) => key).filter((key) => !others.has(key)));
}

function isRead(ts: Ts, node: TypeScript.PropertyAccessExpression): boolean {
  const { parent } = node;
  // What a filter compares with is no result.
  if (/\.where\b/.test(node.expression.getText())) return false;
  if (ts.isBinaryExpression(parent) && parent.left === node)
    return parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken;
  return !(ts.isNewExpression(parent) && parent.expression.getText() === 'Date');
}
