/** The files of an app that a move to the emitted client may concern. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SourceText {
  /** Relative to the root, `/` separated. */
  readonly path: string;
  readonly text: string;
}

/** What the compiler reads. */
const CODE = /\.[cm]?[jt]sx?$/;
/** What holds code of another syntax, or names packages: only looked at. */
const OTHER = /\.(?:vue|svelte|astro|mdx|json|jsonc)$/;
/** Folders that are made, or somebody else's. */
const FOREIGN = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor', 'target']);
const LOCKS = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'bun.lock', 'deno.lock']);

/** Files below the root that name the module, sorted; output folders are not looked into. */
export function sourcesNaming(
  module: string,
  root: string,
  outs: readonly string[],
): { readonly code: readonly SourceText[]; readonly other: readonly SourceText[] } {
  const found = filesBelow(root, '', new Set(outs)).flatMap((path) => {
    const kind = CODE.test(path) ? 'code' : OTHER.test(path) ? 'other' : undefined;
    if (kind === undefined || path === 'package.json' || LOCKS.has(path)) return [];
    const text = readFileSync(join(root, path), 'utf8');
    return [{ kind, path, text, names: text.includes(module) }];
  });
  const of = (kind: string): readonly SourceText[] =>
    found.filter((each) => each.kind === kind && (kind === 'code' || each.names));
  return { code: of('code'), other: of('other') };
}

function filesBelow(root: string, folder: string, outs: ReadonlySet<string>): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) return [path];
      const skipped = entry.name.startsWith('.') || FOREIGN.has(entry.name) || outs.has(path);
      return entry.isDirectory() && !skipped ? filesBelow(root, path, outs) : [];
    });
}

/** Text of a file of the project; undefined where there is none. */
export function textOf(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}
