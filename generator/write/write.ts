/** Makes an output folder what it shall be: all of it or nothing, and nothing that is not ours. */

import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics.js';
import {
  ABOUT,
  LOCK,
  LOCK_TAKER,
  MANIFEST,
  knownOutputs,
  STAGE,
  type Manifest,
} from '../manifest.js';
import { errorCode, type Disk } from './disk.js';
import { recover, replaceAll, type Change } from './journal.js';
import { LockedError, lockFolder } from './lock.js';
import { planFiles, type Conflict, type Plan, type WantedFile } from './plan.js';

export interface WriteJob {
  /** Output folder: absolute, and as the user knows it. */
  readonly folder: string;
  readonly shown: string;
  readonly files: readonly WantedFile[];
  readonly manifest: Omit<Manifest, 'about' | 'outputs'>;
  readonly outputs: Manifest['outputs'];
  /** Overwrite and delete what the user made or edited. */
  readonly force: boolean;
}

export interface Written {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
  readonly unchanged: number;
}

/** Writes, or says in diagnostics why nothing was written. Waits for another run in the same folder. */
export function writeFolder(disk: Disk, job: WriteJob): Written | readonly Diagnostic[] {
  try {
    const left =
      disk.list(join(job.folder, STAGE)) !== undefined ||
      [LOCK, LOCK_TAKER].some((name) => disk.read(join(job.folder, name)) !== undefined);
    const idle = left ? undefined : prepare(disk, job);
    if (idle !== undefined && idle.conflicts.length === 0 && idle.changes.length === 0)
      return summary(idle);
    const made = disk.makeFolder(job.folder);
    try {
      const release = lockFolder(disk, job.folder);
      try {
        recover(disk, job.folder);
        const plan = prepare(disk, job);
        if (plan.conflicts.length > 0 && !job.force) return refused(job, plan.conflicts);
        if (plan.changes.length > 0) replaceAll(disk, job.folder, plan.changes);
        return summary(plan);
      } finally {
        release();
      }
    } catch (error) {
      if (made !== undefined) removeFolders(disk, job.folder, made);
      throw error;
    }
  } catch (error) {
    const diagnostic = systemProblem(error, job.shown);
    if (diagnostic === undefined) throw error;
    return [diagnostic];
  }
}

/** What is in the way of a job: files of the user, unless `--force` was given, or the system. */
export function refusals(disk: Disk, job: WriteJob): readonly Diagnostic[] {
  try {
    // After a kill the repair comes first, and only then can be told what is whose.
    if (disk.list(join(job.folder, STAGE)) !== undefined) return [];
    const { conflicts } = prepare(disk, job);
    return job.force ? [] : refused(job, conflicts);
  } catch (error) {
    const diagnostic = systemProblem(error, job.shown);
    if (diagnostic === undefined) throw error;
    return [diagnostic];
  }
}

/** The plan of a job, the manifest its last change. */
export function prepare(disk: Disk, job: WriteJob): Plan {
  const old = disk.read(join(job.folder, MANIFEST));
  const plan = planFiles(disk, job.folder, job.files, knownOutputs(old));
  const after = Buffer.from(manifestText({ about: ABOUT, ...job.manifest, outputs: job.outputs }));
  const manifest: Change[] =
    old?.equals(after) === true ? [] : [{ path: MANIFEST, before: old, after }];
  const blocked = plan.conflicts.filter((conflict) => conflict.why === 'folder');
  if (blocked.length > 0 && job.force)
    throw Object.assign(new Error(`${blocked[0]?.path ?? ''} is a folder`), { code: 'EISDIR' });
  return { ...plan, changes: [...plan.changes, ...manifest] };
}

function summary(plan: Plan): Written {
  const shown = plan.changes.filter((change) => change.path !== MANIFEST);
  const paths = (test: (change: Change) => boolean): readonly string[] =>
    shown.filter(test).map((change) => change.path);
  return {
    created: paths((change) => change.before === undefined),
    changed: paths((change) => change.before !== undefined && change.after !== undefined),
    deleted: paths((change) => change.after === undefined),
    unchanged: plan.unchanged,
  };
}

/** Stable text, one entry a line, so that it merges and compares well. */
function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Nobody edits most of a client by hand: where so much of it is another, one word is said of it all. */
function refused(job: WriteJob, conflicts: readonly Conflict[]): readonly Diagnostic[] {
  const edited = conflicts.filter(({ why }) => why === 'edited');
  const all = Object.keys(job.outputs).length;
  if (edited.length < 5 || edited.length * 2 < all) return conflicts.map(refusal(job));
  const formatted: Diagnostic = {
    severity: 'error',
    code: 'write-edited-file',
    message: `${String(edited.length)} files of ${job.shown} are not as they were generated: a formatter seems to have gone over them. Nothing was written.`,
    remedy:
      'Keep the formatter out of that folder (for prettier with a line in .prettierignore), or set `format: true` in the configuration, which lays them out with your settings of prettier; run with --force to overwrite them.',
    at: { file: job.shown, offset: 0, length: 0 },
  };
  return [formatted, ...conflicts.filter(({ why }) => why !== 'edited').map(refusal(job))];
}

function refusal(job: WriteJob): (conflict: Conflict) => Diagnostic {
  return (conflict) => {
    const what = {
      edited: `was edited by hand since it was generated`,
      foreign: `was not written by instant-codegen`,
      folder: `is a folder, and a file of that name is to be written`,
    }[conflict.why];
    const remedy =
      conflict.why === 'folder'
        ? 'Move the folder away, or choose another output folder with --out.'
        : conflict.wanted === 'delete'
          ? 'It is no longer generated. Move it out of this folder to keep it, or run with --force to delete it.'
          : conflict.why === 'edited'
            ? 'Move it away or undo the edit; run with --force to overwrite it.'
            : 'Move it away, or choose another output folder with --out; run with --force to overwrite it.';
    return {
      severity: 'error',
      code: conflict.why === 'edited' ? 'write-edited-file' : 'write-foreign-file',
      message: `${job.shown}/${conflict.path} ${what}. Nothing was written.`,
      remedy,
      at: { file: `${job.shown}/${conflict.path}`, offset: 0, length: 0 },
    };
  };
}

/** A system's refusal in the user's terms; undefined for errors of our own. */
function systemProblem(error: unknown, shown: string): Diagnostic | undefined {
  const at = { file: shown, offset: 0, length: 0 };
  const make = (code: string, message: string, remedy: string): Diagnostic => ({
    severity: 'error',
    code,
    message: `${message} Nothing was written there.`,
    remedy,
    at,
  });
  if (error instanceof LockedError)
    return make(
      'write-locked',
      `Another run has been writing to ${shown} for too long.`,
      `If none is running, delete ${shown}/.instant-codegen.lock and run again.`,
    );
  const detail = error instanceof Error ? error.message : '';
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return make(
        'write-not-permitted',
        `${shown} cannot be written: ${detail}.`,
        'Give this user the right to write there, or name another output folder: `out` in the configuration, or --out.',
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return make(
        'write-disk-full',
        `There is no room left to write ${shown}: ${detail}.`,
        'Free some space and run again.',
      );
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return make(
        'write-not-a-folder',
        `${shown} cannot be written: a file stands where a folder is needed, or a folder where a file is (${pathOf(error) ?? detail}).`,
        'Move it away, or name another output folder: `out` in the configuration, or --out.',
      );
    case '':
      return undefined;
    default:
      return make('write-failed', `${shown} cannot be written: ${detail}.`, 'Run again.');
  }
}

/** What the system could not make sense of. */
function pathOf(error: unknown): string | undefined {
  return error instanceof Error && 'path' in error && typeof error.path === 'string'
    ? dirname(error.path)
    : undefined;
}

function removeFolders(disk: Disk, folder: string, first: string): void {
  try {
    for (let at = folder; disk.removeFolder(at) && at !== first; at = join(at, '..'));
  } catch {
    // The error that led here is the one to report.
  }
}
