/** How an app names its own files in imports. */

import type { ts as TypeScript } from 'ts-morph';
import { specifierOf } from './exports.js';
import type { Meaning } from './meaning.js';
import { isScript } from './plain.js';

type Ts = typeof TypeScript;

/** What runs TypeScript and finds no source of a `.js` file that is still to be made. */
const STRICT = /"(?:jest|ts-jest|ts-node|ts-node-dev)"\s*:/;

/**
 * Whether TypeScript of the files `own` names others without extensions, and none with one. Where the compiler would find
 * `.js`, only what runs the app can make that a reason.
 */
export function leavesExtensions(
  ts: Ts,
  { sources, leadsTo }: Meaning,
  own: ReadonlySet<string>,
  manifest: string | undefined,
  extension: string,
): boolean {
  if (extension === '' || (extension === '.js' && !STRICT.test(manifest ?? ''))) return false;
  const named = sources
    .filter(({ fileName }) => own.has(fileName.slice(1)) && !isScript(fileName))
    .flatMap((source) =>
      source.statements.flatMap((each) => {
        const name = specifierOf(ts, each);
        return name?.startsWith('.') === true && leadsTo(source, name) !== undefined ? [name] : [];
      }),
    );
  return named.length > 0 && !named.some((name) => /\.[cm]?[jt]sx?$/.test(name));
}
