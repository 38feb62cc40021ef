/**
 * Several files replaced as one. New bytes and copies of the old ones are staged first; then a journal says
 * what will be done; then it is done. Killed before the journal stands, nothing has happened; killed after,
 * the next run finishes. Where a step fails, the old bytes are put back, under a journal of its own.
 */

import { dirname, join } from 'node:path';
import { hash, isRecord, STAGE } from '../manifest.js';
import type { Disk } from './disk.js';

export interface Change {
  /** Relative to the output folder. */
  readonly path: string;
  /** What is there now; undefined: nothing. */
  readonly before: Buffer | undefined;
  /** What shall be there; undefined: nothing. */
  readonly after: Buffer | string | undefined;
}

interface Step {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Names in the stage. */
  readonly staged: string;
  readonly backup: string;
}

const FORWARD = 'journal.json';
const BACK = 'rollback.json';

/** Makes all changes or none. Deletions come first, the other changes in the order given. */
export function replaceAll(disk: Disk, folder: string, changes: readonly Change[]): void {
  const stage = join(folder, STAGE);
  const ordered = [
    ...changes.filter((change) => change.after === undefined),
    ...changes.filter((change) => change.after !== undefined),
  ];
  const steps = ordered.map((change, index): Step => ({
    path: change.path,
    before: change.before === undefined ? null : hash(change.before),
    after: change.after === undefined ? null : hash(change.after),
    staged: `${String(index)}.new`,
    backup: `${String(index)}.old`,
  }));
  try {
    disk.makeFolder(stage);
    ordered.forEach((change, index) => {
      const step = steps[index];
      if (step === undefined) return;
      if (change.after !== undefined) disk.write(join(stage, step.staged), change.after);
      if (change.before !== undefined)
        disk.copy(join(folder, change.path), join(stage, step.backup));
    });
    disk.write(join(stage, 'next.json'), JSON.stringify(steps));
    disk.rename(join(stage, 'next.json'), join(stage, FORWARD));
  } catch (error) {
    attempt(() => clear(disk, folder));
    throw error;
  }
  try {
    forward(disk, folder, steps);
  } catch (error) {
    attempt(() => {
      disk.rename(join(stage, FORWARD), join(stage, BACK));
      back(disk, folder, steps);
      clear(disk, folder);
    });
    throw error;
  }
  // The new tree stands. What is left over here is cleared by the next run.
  attempt(() => clear(disk, folder));
}

/** Finishes what a killed run began in this folder, or takes it back; true where there was something. */
export function recover(disk: Disk, folder: string): boolean {
  const stage = join(folder, STAGE);
  const names = disk.list(stage);
  if (names === undefined) return false;
  const read = (name: string): readonly Step[] => {
    const parsed: unknown = JSON.parse(disk.read(join(stage, name))?.toString('utf8') ?? '[]');
    return Array.isArray(parsed) ? parsed.filter(isStep) : [];
  };
  if (names.includes(BACK)) back(disk, folder, read(BACK));
  else if (names.includes(FORWARD)) forward(disk, folder, read(FORWARD));
  clear(disk, folder);
  return true;
}

/** Every step looks at what is there first, so that it can be repeated and never harms a later edit. */
function forward(disk: Disk, folder: string, steps: readonly Step[]): void {
  for (const step of steps) {
    const target = join(folder, step.path);
    const now = current(disk, target);
    if (step.after === null) {
      if (now !== null && now === step.before) disk.unlink(target);
      removeEmpty(disk, folder, step.path);
      continue;
    }
    if (now !== step.before || now === step.after) continue;
    const staged = join(folder, STAGE, step.staged);
    if (disk.read(staged) === undefined) continue;
    disk.makeFolder(dirname(target));
    disk.rename(staged, target);
  }
}

function back(disk: Disk, folder: string, steps: readonly Step[]): void {
  for (const step of [...steps].reverse()) {
    const target = join(folder, step.path);
    const backup = join(folder, STAGE, step.backup);
    const now = current(disk, target);
    if (step.before === null) {
      if (now !== null && now === step.after) disk.unlink(target);
      removeEmpty(disk, folder, step.path);
    } else if (now !== step.before && now === step.after && disk.read(backup) !== undefined) {
      disk.makeFolder(dirname(target));
      disk.rename(backup, target);
    }
  }
}

function current(disk: Disk, path: string): string | null {
  const bytes = disk.read(path);
  return bytes === undefined ? null : hash(bytes);
}

/** Removes the stage. The journal goes first: a stage without one is only rubbish. */
function clear(disk: Disk, folder: string): void {
  const stage = join(folder, STAGE);
  for (const name of [FORWARD, BACK]) disk.unlink(join(stage, name));
  for (const name of disk.list(stage) ?? []) disk.unlink(join(stage, name));
  disk.removeFolder(stage);
}

/** Removes the folders above a file that went, as long as they are empty; the output folder stays. */
function removeEmpty(disk: Disk, folder: string, path: string): void {
  for (let at = dirname(path); at !== '.'; at = dirname(at)) {
    if (!disk.removeFolder(join(folder, at))) return;
  }
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // The error that led here is the one to report.
  }
}

function isStep(value: unknown): value is Step {
  return (
    isRecord(value) &&
    ['path', 'staged', 'backup'].every((key) => typeof value[key] === 'string') &&
    ['before', 'after'].every((key) => value[key] === null || typeof value[key] === 'string')
  );
}
