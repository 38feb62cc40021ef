/** Which SQL files make a database, and in which order. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface SqlFile {
  /** Relative to the root of the project, `/` separated. */
  readonly path: string;
  readonly text: string;
}

/** Where tools keep migrations, in the order in which they are looked at. */
export const USUAL_FOLDERS = [
  'supabase/migrations',
  'insforge/migrations',
  'migrations',
  'db/migrations',
  'database/migrations',
  'prisma/migrations',
  'drizzle',
  'sql',
] as const;

/** What is no step forward: the way back, rows to start with, tests. */
const ASIDE =
  /(?:[._-](?:down|undo|rollback)|^(?:down|undo|rollback))\.sql$|^U\d[\w.]*__|^seeds?\b.*\.sql$/i;
const ASIDE_FOLDERS = /^(?:\..*|node_modules|down|undo|seeds?|tests?|meta)$/i;

/** The folder of migrations in a project, relative to its root; undefined where there is none. */
export function usualFolder(root: string): string | undefined {
  return USUAL_FOLDERS.find((folder) => sqlIn(join(root, folder)).length > 0);
}

/**
 * The files that a path means: itself, or those of a folder and the folders in it, by name. A folder that holds a usual
 * one means that. `path` is absolute; empty where there is nothing.
 */
export function sqlFiles(root: string, path: string): readonly SqlFile[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const inside = USUAL_FOLDERS.map((each) => each.replace(/^.*\//, ''));
  const below = [...USUAL_FOLDERS, ...inside].map((each) => join(path, each));
  const folder = isFolder ? (below.find((each) => sqlIn(each).length > 0) ?? path) : path;
  return (isFolder ? sqlIn(folder) : [path]).map((each) => ({
    path: relative(root, each).split(sep).join('/'),
    text: forwards(readFileSync(each, 'utf8')),
  }));
}

function sqlIn(folder: string): readonly string[] {
  const entries = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder, { withFileTypes: true })
    : [];
  return entries
    .toSorted((a, b) => byNumber(a.name, b.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
        return ASIDE_FOLDERS.test(entry.name) ? [] : sqlIn(path);
      return /\.sql$/i.test(entry.name) && !ASIDE.test(entry.name) ? [path] : [];
    });
}

/**
 * Numbers that names begin with are compared as such: 10 comes after 9. What is run again whenever it changes (`R__`)
 * comes last; everything else by code point.
 */
function byNumber(a: string, b: string): number {
  const again = Number(/^R__/.test(a)) - Number(/^R__/.test(b));
  if (again !== 0) return again;
  const number = (name: string): string | undefined => /^V?0*(\d+)/.exec(name)?.[1];
  const [one, other] = [number(a), number(b)];
  if (one !== undefined && other !== undefined && one !== other)
    return one.length - other.length || (one < other ? -1 : 1);
  return a < b ? -1 : a > b ? 1 : 0;
}

const UP = /^[^\S\n]*--[^\S\n]*(?:migrate:up|\+goose up|\+migrate up|!ups)\b/i;
const DOWN =
  /^[^\S\n]*--[^\S\n]*(?:migrate:down|\+goose down|\+migrate down|!downs)\b|^[^\S\n]*--[^\S\n]*\/\/@undo\b/i;

/** Both ways in one file: the way back is blanked out, so that places stay what they are. */
function forwards(text: string): string {
  let back = false;
  return text
    .split('\n')
    .map((line) => {
      back = DOWN.test(line) || (back && !UP.test(line));
      return back ? line.replace(/[^\r]/g, ' ') : line;
    })
    .join('\n');
}
