/**
 * One writer at a time in one output folder. The lock is a file that names its owner; an owner that died
 * leaves it behind, so a lock whose process is gone, or that is older than any write takes, is void.
 */

import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRecord, LOCK, LOCK_TAKER } from '../manifest.js';
import type { Disk } from './disk.js';

/** No write takes this long; a lock this old has no owner. */
const VOID_AFTER_MS = 30_000;
const POLL_MS = 20;

/** Says that the lock could not be had in the time allowed. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

/** Waits for the lock of a folder, at most `patience` milliseconds; gives its release. */
export function lockFolder(disk: Disk, folder: string, patience = 2 * VOID_AFTER_MS): () => void {
  const path = join(folder, LOCK);
  const text = JSON.stringify({ pid: process.pid, host: hostname() });
  const second = join(folder, LOCK_TAKER);
  const end = Date.now() + patience;
  while (!disk.create(path, text)) {
    if (isVoid(disk, path)) takeAway(disk, path, second, text);
    else if (Date.now() > end) throw new LockedError(path);
    else sleep(POLL_MS);
  }
  if (isVoid(disk, second)) disk.unlink(second);
  return () => {
    try {
      disk.unlink(path);
    } catch {
      // Void as soon as this process ends; the next run takes it away.
    }
  };
}

/** Removes a void lock. A second lock keeps two processes from removing each other's fresh one. */
function takeAway(disk: Disk, path: string, second: string, text: string): void {
  if (!disk.create(second, text)) {
    if (isVoid(disk, second)) disk.unlink(second);
    else sleep(POLL_MS);
    return;
  }
  if (isVoid(disk, path)) disk.unlink(path);
  disk.unlink(second);
}

function isVoid(disk: Disk, path: string): boolean {
  const text = disk.read(path)?.toString('utf8');
  if (text === undefined) return false;
  const modified = disk.modified(path);
  if (modified === undefined) return false;
  const age = Date.now() - modified;
  if (age > VOID_AFTER_MS) return true;
  const owner = parse(text);
  // Created a moment ago and not yet filled, or cut short by a kill: only time tells.
  if (owner === undefined) return age > 1000;
  return owner.host === hostname() && !isAlive(owner.pid);
}

function parse(text: string): { readonly pid: number; readonly host: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return undefined;
    const { pid, host } = value;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
