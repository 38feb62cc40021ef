/** Puts a move in place: the app's files, its configuration and the emitted client. */

import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics.js';
import { writeAll, type Prepared } from '../generate.js';
import { hash } from '../manifest.js';
import { realDisk } from '../write/disk.js';
import type { FileChange } from './plan.js';
import { textOf } from './sources.js';

/** Everything, or nothing: the new texts lie beside the old ones before the first is put in place. */
export async function writeMove(
  root: string,
  changes: readonly FileChange[],
  config: FileChange | undefined,
  prepare: () => Promise<Prepared>,
): Promise<{ readonly files: number } | { readonly diagnostics: readonly Diagnostic[] }> {
  const staged = changes.map((change) => ({
    to: join(root, change.path),
    from: join(root, `${change.path}.${hash(change.after).slice(0, 8)}.tmp`),
    change,
  }));
  const undo = (): void => {
    for (const { from } of staged) rmSync(from, { force: true });
  };
  const putBack = (): void => {
    for (const { to, change } of staged) {
      const now = textOf(root, change.path);
      if (now !== change.after || now === change.before) continue;
      if (change.before === '') rmSync(to, { force: true });
      else writeFileSync(to, change.before);
    }
  };
  try {
    for (const { from, change } of staged) writeFileSync(from, change.after);
    const first = staged.find(({ change }) => change === config);
    if (first !== undefined) renameSync(first.from, first.to);
    const prepared = await prepare();
    const written =
      prepared.jobs === undefined
        ? { written: [], diagnostics: prepared.diagnostics }
        : writeAll(realDisk, prepared.jobs);
    if (written.diagnostics.some(({ severity }) => severity === 'error')) {
      putBack();
      return { diagnostics: written.diagnostics };
    }
    for (const { from, to, change } of staged) if (change !== config) renameSync(from, to);
    const files = (prepared.jobs ?? []).reduce((sum, each) => sum + each.files.length, 0);
    return { files };
  } catch (error) {
    putBack();
    const message = error instanceof Error ? error.message : String(error);
    return {
      diagnostics: [
        {
          severity: 'error',
          code: 'write-failed',
          message: `The app could not be changed: ${message}.`,
          remedy: 'Nothing of it was; mend that and run the command again.',
        },
      ],
    };
  } finally {
    undo();
  }
}
