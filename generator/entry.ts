/** As what the folder of a client is imported. */

import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What an import without an extension takes before a folder of that name; bundlers of React Native ask for a platform's first. */
const FILE = /(?:\.(?:native|web|ios|android|windows|macos))?\.(?:d\.ts|[cm]?[jt]sx?|json)$/i;

interface Imported {
  /** Relative to the root, and absolute. */
  readonly out: string;
  readonly folder: string;
  readonly importExtension: string;
}

/**
 * Relative to the root: the folder, or its index where extensions are written, a file beside it has its name, or Yarn looks
 * for modules, which finds files without an extension in ES modules and no folder.
 */
export function entryOf({ out, folder, importExtension }: Imported): string {
  const isFolder = importExtension === '' && !hasNamesake(folder) && !isPlugAndPlay(folder);
  return isFolder ? out : `${out}/index${importExtension}`;
}

function isPlugAndPlay(folder: string): boolean {
  const above = dirname(folder);
  return existsSync(join(above, '.pnp.cjs')) || (above !== folder && isPlugAndPlay(above));
}

function hasNamesake(folder: string): boolean {
  const name = basename(folder).toLowerCase();
  try {
    return readdirSync(dirname(folder)).some(
      (each) => FILE.test(each) && each.replace(FILE, '').toLowerCase() === name,
    );
  } catch {
    return false;
  }
}
