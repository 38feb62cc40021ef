/** PGlite: Postgres as WebAssembly, in this process. */

import { sqlError, versionOf, type Engine } from './engine.js';
import { findPeer, importFile } from './peers.js';

const PACKAGE = '@electric-sql/pglite';

type Pglite = typeof import('@electric-sql/pglite');

export function findPglite(root: string): string | undefined {
  return findPeer(PACKAGE, [root]);
}

/** `extensions`: those that the SQL asks for; what PGlite brings of them is loaded. */
export async function startPglite(
  path: string,
  root: string,
  extensions: readonly string[],
): Promise<Engine> {
  const { PGlite } = (await importFile(path)) as Pglite;
  const found: Record<string, never> = {};
  for (const name of extensions) {
    const file = name.replaceAll('-', '_');
    const module = findPeer(`${PACKAGE}/contrib/${file}`, [root]);
    const exported: unknown = module === undefined ? undefined : await importFile(module);
    if (typeof exported === 'object' && exported !== null)
      Object.assign(found, { [file]: Reflect.get(exported, file) as unknown });
  }
  const db = await PGlite.create({ extensions: found });
  const run: Engine['run'] = async (sql) => {
    try {
      return (await db.exec(sql)).at(-1)?.rows ?? [];
    } catch (error) {
      throw sqlError(error, sql);
    }
  };
  return { name: `PGlite (${await versionOf(run)})`, run, close: () => db.close() };
}
