/** Puts a move in place: the app's files, its configuration and the emitted client. */

import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics.js';
import { writeAll, type Prepared } from '../generate.js';
import { hash } from '../manifest.js';
import type { Disk } from '../write/disk.js';
import type { FileChange } from './plan.js';

interface Staged {
  readonly change: FileChange;
  readonly to: string;
  readonly from: string;
}

/**
 * Everything, or nothing: the new texts lie beside the old ones before the first is put in place, and where
 * anything fails the old ones are put back.
 */
export async function writeMove(
  disk: Disk,
  root: string,
  changes: readonly FileChange[],
  config: FileChange | undefined,
  prepare: () => Promise<Prepared>,
): Promise<{ readonly files: number } | { readonly diagnostics: readonly Diagnostic[] }> {
  const locked = changes.filter((change) => isReadOnly(join(root, change.path)));
  if (locked.length > 0) return { diagnostics: locked.map(({ path }) => readOnly(path)) };
  const staged = changes.map((change): Staged => {
    const to = realPath(join(root, change.path));
    return { change, to, from: `${to}.${hash(change.after).slice(0, 8)}.tmp` };
  });
  const placed: Staged[] = [];
  const place = (each: Staged): void => {
    const now = disk.read(each.to)?.toString('utf8');
    if (now !== each.change.before) throw new Error(`${each.change.path} has changed meanwhile`);
    placed.push(each);
    disk.rename(each.from, each.to);
  };
  let failure: readonly Diagnostic[] | undefined;
  let files = 0;
  try {
    for (const { change, to, from } of staged) {
      // A copy has the rights of the file that it will replace.
      if (change.before !== undefined) disk.copy(to, from);
      disk.write(from, change.after);
    }
    staged.filter(({ change }) => change === config).forEach(place);
    const prepared = await prepare();
    if (prepared.jobs === undefined) failure = prepared.diagnostics;
    else {
      staged.filter(({ change }) => change !== config).forEach(place);
      const written = writeAll(disk, prepared.jobs);
      if (written.diagnostics.some(({ severity }) => severity === 'error'))
        failure = written.diagnostics;
      files = prepared.jobs.reduce((sum, each) => sum + each.files.length, 0);
    }
  } catch (error) {
    failure = [failed(error)];
  }
  if (failure !== undefined) failure = [...failure, ...putBack(disk, placed)];
  for (const { from } of staged) quietly(() => disk.unlink(from));
  return failure === undefined ? { files } : { diagnostics: failure };
}

/** The old texts again; what cannot be put back is told by name. */
function putBack(disk: Disk, placed: readonly Staged[]): readonly Diagnostic[] {
  return placed.flatMap(({ to, change }) => {
    const { before, path } = change;
    const done = quietly(() => {
      if (before === undefined) disk.unlink(to);
      else if (disk.read(to)?.toString('utf8') !== before) disk.write(to, before);
    });
    return done
      ? []
      : [
          {
            severity: 'error',
            code: 'write-failed',
            message: `${path} could not be put back as it was.`,
            remedy: 'Restore it from version control.',
          } as const,
        ];
  });
}

function quietly(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** A link stays one: what it leads to is replaced. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** A file that nobody may write to was not meant to be replaced either. */
function isReadOnly(path: string): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  return mode !== undefined && (mode & 0o222) === 0;
}

function readOnly(path: string): Diagnostic {
  return {
    severity: 'error',
    code: 'migrate-read-only',
    message: `${path} would change, and is read-only.`,
    remedy: 'Make it writable and run the command again. Nothing was changed.',
  };
}

function failed(error: unknown): Diagnostic {
  const message = error instanceof Error ? error.message : String(error);
  return {
    severity: 'error',
    code: 'write-failed',
    message: `The app could not be changed: ${message}.`,
    remedy: 'Nothing of it was; put that right and run the command again.',
  };
}
