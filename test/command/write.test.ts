import { existsSync, mkdirSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOCK, LOCK_TAKER, MANIFEST } from '../../generator/manifest.js';
import { realDisk, type Disk } from '../../generator/write/disk.js';
import { writeFolder } from '../../generator/write/write.js';
import { faultyDisk, job, temporaryFolder, tree, without } from './disk.js';

const OLD = { 'a.ts': 'a1', 'b/c.ts': 'c1', 'b/d/e.ts': 'e1', 'same.ts': 'same' };
const NEW = { 'a.ts': 'a2', 'b/c.ts': 'c2', 'n/w.ts': 'w2', 'same.ts': 'same', 'x.ts': 'x2' };

/** The files as they are after a write of `files`, the manifest included. */
function complete(files: Readonly<Record<string, string>>): Record<string, string> {
  const folder = join(temporaryFolder(), 'out');
  writeFolder(realDisk, job(folder, files));
  return tree(folder);
}

/** A lock that the process which was "killed" left behind: in a test, that process lives on. */
function buryOwner(folder: string): void {
  for (const lock of [join(folder, LOCK), join(folder, LOCK_TAKER)]) {
    if (realDisk.read(lock) === undefined) continue;
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 30, host: hostname() }));
  }
}

describe('writing', () => {
  test('writes, then changes what changed, then deletes what is stale with its folders', () => {
    const folder = join(temporaryFolder(), 'deep', 'out');
    expect(writeFolder(realDisk, job(folder, OLD))).toEqual({
      created: ['a.ts', 'b/c.ts', 'b/d/e.ts', 'same.ts'],
      changed: [],
      deleted: [],
      unchanged: 0,
    });
    utimesSync(join(folder, 'same.ts'), 1, 1);
    expect(writeFolder(realDisk, job(folder, NEW))).toEqual({
      created: ['n/w.ts', 'x.ts'],
      changed: ['a.ts', 'b/c.ts'],
      deleted: ['b/d/e.ts'],
      unchanged: 1,
    });
    expect(tree(folder)).toEqual(complete(NEW));
    expect(realDisk.list(join(folder, 'b/d'))).toBeUndefined();
    expect(realDisk.modified(join(folder, 'same.ts'))).toBe(1000);
  });

  test('leaves files alone that the user made or edited, and says which', () => {
    const folder = temporaryFolder();
    writeFolder(realDisk, job(folder, OLD));
    writeFileSync(join(folder, 'a.ts'), 'mine');
    writeFileSync(join(folder, 'x.ts'), 'mine too');
    writeFileSync(join(folder, 'b/d/e.ts'), 'mine as well');
    writeFileSync(join(folder, 'notes.md'), 'mine for good');
    const before = tree(folder);
    const refused = writeFolder(realDisk, job(folder, NEW));
    expect(refused).toMatchObject([
      { code: 'write-edited-file', at: { file: 'out/a.ts' } },
      { code: 'write-foreign-file', at: { file: 'out/x.ts' } },
      { code: 'write-edited-file', at: { file: 'out/b/d/e.ts' } },
    ]);
    expect(tree(folder)).toEqual(before);
    writeFolder(realDisk, job(folder, NEW, true));
    expect(tree(folder)).toEqual({ ...complete(NEW), 'notes.md': 'mine for good' });
  });

  test('says one word of a folder that a formatter went over', () => {
    const folder = temporaryFolder();
    const files = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`${name}.ts`, name]),
    );
    writeFolder(realDisk, job(folder, files));
    for (const name of ['a', 'b', 'c', 'd']) writeFileSync(join(folder, `${name}.ts`), 'laid out');
    expect(writeFolder(realDisk, job(folder, files))).toHaveLength(4);
    writeFileSync(join(folder, 'e.ts'), 'laid out');
    expect(writeFolder(realDisk, job(folder, { ...files, 'b.ts': 'new' }))).toEqual([
      expect.objectContaining({
        code: 'write-edited-file',
        message: expect.stringMatching(
          /^5 files of out are not as .* Nothing was written\.$/,
        ) as string,
        remedy: expect.stringContaining('.prettierignore') as string,
        at: { file: 'out', offset: 0, length: 0 },
      }),
    ]);
    expect(tree(folder)).toMatchObject({ 'a.ts': 'laid out', 'f.ts': 'f' });
    expect(writeFolder(realDisk, job(folder, files, true))).toMatchObject({ unchanged: 1 });
  });

  test('a user file whose bytes are those wanted is no conflict', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.ts'), 'a1');
    expect(writeFolder(realDisk, job(folder, OLD))).toMatchObject({ unchanged: 1 });
  });

  test('a manifest cannot make it delete outside of the folder', () => {
    const root = temporaryFolder();
    const folder = join(root, 'out');
    writeFileSync(join(root, 'precious.ts'), 'precious');
    writeFolder(realDisk, job(folder, { ...OLD, '../precious.ts': 'precious' }));
    writeFolder(realDisk, job(folder, OLD));
    expect(tree(root)['precious.ts']).toBe('precious');
  });

  test('a manifest that cannot be read makes everything foreign, never lost', () => {
    const folder = temporaryFolder();
    writeFolder(realDisk, job(folder, OLD));
    writeFileSync(join(folder, MANIFEST), '<<<<<<< HEAD');
    expect(writeFolder(realDisk, job(folder, NEW))).toMatchObject([
      { code: 'write-foreign-file' },
      { code: 'write-foreign-file' },
    ]);
  });
});

describe('a kill', () => {
  test.each([
    ['first run', {}, NEW],
    ['a change', OLD, NEW],
    ['everything goes', OLD, {}],
  ])('at each file-system call in turn is repaired by the next run: %s', (_, old, next) => {
    const total = countCalls(old, next);
    const after = complete(next);
    expect(total).toBeGreaterThan(10);
    for (let nth = 1; nth <= total; nth++) {
      const folder = join(temporaryFolder(), 'out');
      if (Object.keys(old).length > 0) writeFolder(realDisk, job(folder, old));
      const killed = faultyDisk(nth, () => new Error('killed'), 'dead');
      try {
        writeFolder(killed.disk, job(folder, next));
      } catch {
        // The process is gone.
      }
      buryOwner(folder);
      const again = writeFolder(realDisk, job(folder, next));
      expect(Array.isArray(again), `call ${String(nth)}: ${JSON.stringify(again)}`).toBe(false);
      expect(tree(folder), `call ${String(nth)}`).toEqual(after);
    }
  });

  test('during the repair is repaired as well', () => {
    const total = countCalls(OLD, NEW);
    for (let first = 1; first <= total; first++) {
      for (const second of [5, 14, 23, 32]) {
        const folder = join(temporaryFolder(), 'out');
        writeFolder(realDisk, job(folder, OLD));
        for (const nth of [first, second]) {
          try {
            writeFolder(faultyDisk(nth, () => new Error('killed'), 'dead').disk, job(folder, NEW));
          } catch {
            // The process is gone.
          }
          buryOwner(folder);
        }
        writeFolder(realDisk, job(folder, NEW));
        expect(tree(folder), `calls ${String(first)}, ${String(second)}`).toEqual(complete(NEW));
      }
    }
  });

  test('does not cost an edit made before the repair', () => {
    const total = countCalls(OLD, NEW);
    for (let nth = 1; nth <= total; nth++) {
      const folder = join(temporaryFolder(), 'out');
      writeFolder(realDisk, job(folder, OLD));
      try {
        writeFolder(faultyDisk(nth, () => new Error('killed'), 'dead').disk, job(folder, NEW));
      } catch {
        // The process is gone.
      }
      buryOwner(folder);
      writeFileSync(join(folder, 'a.ts'), 'an edit');
      writeFolder(realDisk, job(folder, NEW));
      expect(tree(folder)['a.ts'], `call ${String(nth)}`).toBe('an edit');
    }
  });
});

describe('an error of the system', () => {
  test.each(['ENOSPC', 'EACCES', 'EIO'])(
    '%s at each call leaves the old tree or the new',
    (code) => {
      const total = countCalls(OLD, NEW);
      const [before, after] = [complete(OLD), complete(NEW)];
      for (let nth = 1; nth <= total; nth++) {
        const folder = join(temporaryFolder(), 'out');
        writeFolder(realDisk, job(folder, OLD));
        const fail = (call: string): Error =>
          Object.assign(new Error(`${code}: ${call}`), { code });
        const result = writeFolder(faultyDisk(nth, fail, 'alive').disk, job(folder, NEW));
        const now = without(tree(folder), /^\.instant-codegen\.lock/);
        if (Array.isArray(result)) {
          expect(result).toMatchObject([{ severity: 'error', at: { file: 'out' } }]);
          expect(now, `call ${String(nth)}`).toEqual(before);
        } else {
          expect(without(now, /^\.instant-codegen\.tmp/), `call ${String(nth)}`).toEqual(after);
        }
      }
    },
  );

  test('names what is in the way', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'file'), '');
    expect(writeFolder(realDisk, job(join(root, 'file'), OLD))).toMatchObject([
      { code: 'write-not-a-folder' },
    ]);
    expect(writeFolder(realDisk, job(join(root, 'file/below'), OLD))).toMatchObject([
      { code: 'write-not-a-folder' },
    ]);
    mkdirSync(join(root, 'out/a.ts'), { recursive: true });
    expect(writeFolder(realDisk, job(join(root, 'out'), OLD))).toMatchObject([
      { code: 'write-foreign-file', at: { file: 'out/a.ts' } },
    ]);
    expect(writeFolder(realDisk, job(join(root, 'out'), OLD, true))).toMatchObject([
      { code: 'write-not-a-folder' },
    ]);
  });

  test.each(['EACCES', 'EPERM', 'EROFS'])(
    'a read-only folder (%s) is refused, unless nothing changes',
    (code) => {
      const folder = join(temporaryFolder(), 'out');
      writeFolder(realDisk, job(folder, OLD));
      const before = tree(folder);
      const disk = readOnly(code);
      expect(writeFolder(disk, job(folder, NEW))).toMatchObject([
        {
          code: 'write-not-permitted',
          message: expect.stringContaining(code) as unknown,
          at: { file: 'out' },
        },
      ]);
      expect(tree(folder)).toEqual(before);
      expect(writeFolder(disk, job(folder, OLD))).toMatchObject({ unchanged: 4 });
      const fresh = join(folder, '../fresh');
      expect(writeFolder(disk, job(fresh, NEW))).toMatchObject([{ code: 'write-not-permitted' }]);
      expect(realDisk.list(fresh)).toBeUndefined();
    },
  );

  test('an output folder that is a link is followed', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'real'));
    symlinkSync(join(root, 'real'), join(root, 'out'));
    writeFolder(realDisk, job(join(root, 'out'), OLD));
    expect(tree(join(root, 'real'))).toEqual(complete(OLD));
  });
});

describe('the lock', () => {
  test('of a dead process is void, that of a live one is waited for', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, LOCK), JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    writeFolder(realDisk, job(folder, OLD));
    writeFileSync(join(folder, LOCK), JSON.stringify({ pid: process.pid, host: hostname() }));
    const waits = { ...realDisk, create: waitingCreate(folder) };
    expect(writeFolder(waits, job(folder, NEW))).toMatchObject({ changed: ['a.ts', 'b/c.ts'] });
    expect(realDisk.read(join(folder, LOCK))).toBeUndefined();
  });

  test('that is older than any write is void, whoever owns it', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, LOCK), JSON.stringify({ pid: process.pid, host: 'elsewhere' }));
    utimesSync(join(folder, LOCK), Date.now() / 1000 - 60, Date.now() / 1000 - 60);
    expect(writeFolder(realDisk, job(folder, OLD))).toMatchObject({ unchanged: 0 });
  });
});

/** The owner of the lock lets go while the third attempt is under way. */
function waitingCreate(folder: string): (path: string, text: string) => boolean {
  let attempts = 0;
  return (path, text) => {
    if (++attempts === 3) unlinkSync(join(folder, LOCK));
    return realDisk.create(path, text);
  };
}

function countCalls(
  old: Readonly<Record<string, string>>,
  next: Readonly<Record<string, string>>,
): number {
  const folder = join(temporaryFolder(), 'out');
  if (Object.keys(old).length > 0) writeFolder(realDisk, job(folder, old));
  const counting = faultyDisk(0, () => new Error('never'), 'alive');
  writeFolder(counting.disk, job(folder, next));
  return counting.calls();
}

/** A disk that is read as it is and changed by nobody, whoever runs the tests. */
function readOnly(code: string): Disk {
  const refuse = (path: string): never => {
    throw Object.assign(new Error(`${code}: permission denied, '${path}'`), { code });
  };
  return {
    ...realDisk,
    write: refuse,
    create: refuse,
    copy: refuse,
    rename: refuse,
    unlink: (path) => (existsSync(path) ? refuse(path) : undefined),
    makeFolder: (path) => (existsSync(path) ? undefined : refuse(path)),
    removeFolder: refuse,
  };
}
