/** The file system as the writer uses it: one call each, so that tests can fail or kill any of them. */

import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';

export interface Disk {
  /** Undefined where there is no file. */
  readonly read: (path: string) => Buffer | undefined;
  readonly write: (path: string, bytes: Buffer | string) => void;
  /** Writes a file that must be new; false where there is one. */
  readonly create: (path: string, text: string) => boolean;
  readonly copy: (from: string, to: string) => void;
  /** Replaces what is at `to`. */
  readonly rename: (from: string, to: string) => void;
  /** Absent already is fine. */
  readonly unlink: (path: string) => void;
  /** Makes a folder and those above it; the first one that was made, or undefined. */
  readonly makeFolder: (path: string) => string | undefined;
  /** Removes an empty folder; false where it is not empty or not there. */
  readonly removeFolder: (path: string) => boolean;
  /** Undefined where there is no folder. */
  readonly list: (path: string) => readonly string[] | undefined;
  /** Time of the last change, in milliseconds; undefined where there is nothing. */
  readonly modified: (path: string) => number | undefined;
}

export const realDisk: Disk = {
  read: (path) => unless(['ENOENT'], undefined, () => readFileSync(path)),
  write: (path, bytes) => writeFileSync(path, bytes),
  create: (path, text) =>
    unless(['EEXIST'], false, () => {
      writeFileSync(path, text, { flag: 'wx' });
      return true;
    }),
  copy: (from, to) => copyFileSync(from, to),
  rename: (from, to) => renameSync(from, to),
  unlink: (path) => unless(['ENOENT'], undefined, () => unlinkSync(path)),
  makeFolder: (path) => mkdirSync(path, { recursive: true }),
  removeFolder: (path) =>
    unless(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM', 'EBUSY'], false, () => {
      rmdirSync(path);
      return true;
    }),
  list: (path) => unless(['ENOENT'], undefined, () => readdirSync(path)),
  modified: (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs,
};

/** Runs `action`; where it fails with one of these codes, gives `instead`. */
function unless<T>(codes: readonly string[], instead: T, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (codes.includes(errorCode(error))) return instead;
    throw error;
  }
}

/** `ENOSPC`, `EACCES`, …; empty for an error that is not the system's. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
