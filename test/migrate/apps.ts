/** The made-up apps of fixtures/migrate, in folders of their own. */

import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const FIXTURES = join(ROOT, 'fixtures/migrate');

export const APPS = readdirSync(FIXTURES).filter((name) =>
  existsSync(join(FIXTURES, name, 'before')),
);

/** What is said of an app besides its tree. */
export interface Expected {
  /** Emitted folders, which are not in the golden. */
  readonly outs: readonly string[];
  /** `path:line code` of what is left to look at. */
  readonly open: readonly string[];
  /** `path:line TS2339` of what does not compile afterwards, all of it listed as open. */
  readonly errors: readonly string[];
}

export function expected(app: string): Expected {
  return JSON.parse(readFileSync(join(FIXTURES, app, 'expected.json'), 'utf8')) as Expected;
}

/** A copy of an app as it was, with the packages of this repository, or none: nothing is compiled then. */
export function copyApp(
  app: string,
  packages = true,
): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), `migrate-${app}-`));
  cpSync(join(FIXTURES, app, 'before'), folder, { recursive: true });
  if (packages) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Every file below a folder by relative path; links and these folders are left out. */
export function filesIn(folder: string, leftOut: readonly string[] = []): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string): void => {
    const entries = readdirSync(join(folder, path), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (leftOut.includes(inner)) continue;
      if (entry.isDirectory()) visit(inner);
      else if (entry.isFile()) found[inner] = readFileSync(join(folder, inner), 'utf8');
    }
  };
  visit('');
  return found;
}
