/** What writing would do, found out by comparing: the basis of writing, of `--check` and of the summary. */

import { join } from 'node:path';
import { hash, type KnownOutputs } from '../manifest.js';
import { errorCode, type Disk } from './disk.js';
import type { Change } from './journal.js';

/** A file that the output folder shall hold; `path` relative to it, `/` separated. */
export interface WantedFile {
  readonly path: string;
  readonly text: string;
}

/** A file in the way that is not ours to change. */
export interface Conflict {
  readonly path: string;
  /** `edited`: ours, but changed since; `foreign`: never ours; `folder`: not a file at all. */
  readonly why: 'edited' | 'foreign' | 'folder';
  readonly wanted: 'write' | 'delete';
}

export interface Plan {
  readonly changes: readonly Change[];
  readonly conflicts: readonly Conflict[];
  readonly unchanged: number;
}

/** Compares the files wanted with those in `folder`; `ours` are those that the last run wrote there. */
export function planFiles(
  disk: Disk,
  folder: string,
  wanted: readonly WantedFile[],
  ours: KnownOutputs,
): Plan {
  const changes: Change[] = [];
  const conflicts: Conflict[] = [];
  let unchanged = 0;
  const byLowerCase = new Map([...ours].map(([path, known]) => [path.toLowerCase(), known]));
  for (const { path, text } of wanted) {
    const before = look(disk, join(folder, path));
    if (before === 'folder') conflicts.push({ path, why: 'folder', wanted: 'write' });
    else if (before === undefined) changes.push({ path, before, after: text });
    else if (before.equals(Buffer.from(text)) || hash(before) === hash(text)) unchanged++;
    else {
      // Where case does not matter, a file whose name changed only in case is still the same file.
      const known = ours.get(path) ?? byLowerCase.get(path.toLowerCase());
      changes.push({ path, before, after: text });
      if (known?.has(hash(before)) !== true)
        conflicts.push({ path, why: known === undefined ? 'foreign' : 'edited', wanted: 'write' });
    }
  }
  const kept = new Set(wanted.map((file) => file.path));
  for (const [path, known] of ours) {
    if (kept.has(path) || !isInside(path)) continue;
    const before = look(disk, join(folder, path));
    if (before === undefined || before === 'folder') continue;
    changes.push({ path, before, after: undefined });
    if (!known.has(hash(before))) conflicts.push({ path, why: 'edited', wanted: 'delete' });
  }
  return { changes, conflicts, unchanged };
}

/** A manifest is a file that anyone may have edited: it never reaches out of its folder. */
function isInside(path: string): boolean {
  return !path.startsWith('/') && !/^[a-z]:/i.test(path) && !path.split(/[\\/]/).includes('..');
}

function look(disk: Disk, path: string): Buffer | 'folder' | undefined {
  try {
    return disk.read(path);
  } catch (error) {
    if (errorCode(error) === 'EISDIR') return 'folder';
    // A part of the path is a file: making the folder will say so.
    if (errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
