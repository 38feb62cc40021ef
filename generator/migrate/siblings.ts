/** Other packages of the official one's maker: those of a front end, and the one that all of them share. */

import type { ts as TypeScript } from 'ts-morph';
import type { Migration } from '../stages.js';
import type { Clients } from './clients.js';
import { makesClient, reachedFrom, siblingImports } from './front.js';
import type { Meaning } from './meaning.js';
import type { FrontEnd, Open } from './types.js';

type Ts = typeof TypeScript;

export interface Siblings {
  /** Whether the names that a file takes from there are meant as those of the official package. */
  moves(source: TypeScript.SourceFile): boolean;
  /** The app's front end, which makes a client of its own. */
  readonly frontEnd: FrontEnd | undefined;
  /** Classes that a file of both sides compares errors with, and that the client's errors are not of. */
  readonly open: readonly Open[];
}

/**
 * Where there is no front end, all that is taken from a sibling is for the client. Where there is one, it is in files
 * that name the official package or use a client.
 */
export function findSiblings(
  ts: Ts,
  meaning: Meaning,
  clients: Clients,
  migration: Migration,
  isOwn: (source: TypeScript.SourceFile) => boolean,
): Siblings {
  const { sources } = meaning;
  const isServer = (source: TypeScript.SourceFile): boolean =>
    source.text.includes(migration.module) || usesClient(ts, source, clients);
  const imports = siblingImports(ts, meaning, migration);
  const fronts = imports.filter((each) => makesClient(each, migration));
  const front = fronts.find(({ source }) => isOwn(source)) ?? fronts[0];
  const frontEnd = front && {
    // `@instantdb/react/nextjs` is of `@instantdb/react`.
    package: front.from.split('/').slice(0, 2).join('/'),
    own: isOwn(front.source),
  };
  // An app that has moved, or never had the official package, is left alone.
  const all = sources.some(({ text }) => text.includes(migration.module)) ? sources : [];
  const moving = new Set(frontEnd === undefined ? all : all.filter(isServer));
  const reached = reachedFrom(ts, moving, meaning);
  const open = imports.flatMap(({ source, from, names }): readonly Open[] =>
    moving.has(source) || !reached.has(source)
      ? []
      : names
          .filter(({ text }) => migration.errors.includes(text))
          .map((name) => ({
            path: source.fileName.slice(1),
            offset: name.getStart(source),
            code: 'migrate-sibling',
            message: `${name.text} of ${from} is another class than that of the client's errors.`,
            remedy: 'Look at `error.name`, or at both classes.',
          })),
  );
  return { moves: (source) => moving.has(source), frontEnd, open };
}

function usesClient(ts: Ts, source: TypeScript.SourceFile, clients: Clients): boolean {
  let found = false;
  const visit = (node: TypeScript.Node): void => {
    if (ts.isPropertyAccessExpression(node) && clients.is(node.expression)) found = true;
    if (!found) ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
