import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { hash } from '../../generator/manifest.js';
import { realDisk, type Disk } from '../../generator/write/disk.js';
import type { WriteJob } from '../../generator/write/write.js';

/** A new folder that goes when the test does. The packages that schemas import seem to be installed above it. */
export function temporaryFolder(): string {
  const above = mkdtempSync(join(tmpdir(), 'instant-codegen-test-'));
  onTestFinished(() => rmSync(above, { recursive: true, force: true }));
  for (const name of ['admin', 'core', 'react'])
    mkdirSync(join(above, 'node_modules/@instantdb', name), { recursive: true });
  const folder = join(above, 'project');
  mkdirSync(folder);
  return folder;
}

/** Every file below `folder`, by relative path. */
export function tree(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  const visit = (path: string, prefix: string): void => {
    for (const name of readdirSync(path).sort()) {
      const full = join(path, name);
      if (statSync(full).isDirectory()) visit(full, `${prefix}${name}/`);
      else files[prefix + name] = readFileSync(full, 'utf8');
    }
  };
  visit(folder, '');
  return files;
}

/** The files whose paths do not match. */
export function without(
  files: Readonly<Record<string, string>>,
  pattern: RegExp,
): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !pattern.test(path)));
}

export function job(
  folder: string,
  files: Readonly<Record<string, string>>,
  force = false,
): WriteJob {
  return {
    folder,
    shown: 'out',
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    manifest: {
      version: '0',
      root: '..',
      options: {},
      clients: { out: true },
      asked: { files: {}, folders: {}, env: {} },
    },
    outputs: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, hash(text)])),
    force,
  };
}

/** A disk on which the `nth` call does not happen: `action` says what happens instead. */
export function faultyDisk(nth: number, action: (call: string) => Error, after: 'dead' | 'alive') {
  let calls = 0;
  const guard = <A extends readonly unknown[], R>(name: string, real: (...args: A) => R) => {
    return (...args: A): R => {
      calls++;
      if (calls === nth || (after === 'dead' && calls > nth)) throw action(name);
      return real(...args);
    };
  };
  const disk: Disk = {
    read: guard('read', realDisk.read),
    write: guard('write', realDisk.write),
    create: guard('create', realDisk.create),
    copy: guard('copy', realDisk.copy),
    rename: guard('rename', realDisk.rename),
    unlink: guard('unlink', realDisk.unlink),
    makeFolder: guard('makeFolder', realDisk.makeFolder),
    removeFolder: guard('removeFolder', realDisk.removeFolder),
    list: guard('list', realDisk.list),
    modified: guard('modified', realDisk.modified),
  };
  return { disk, calls: () => calls };
}
