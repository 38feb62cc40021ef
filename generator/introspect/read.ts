/** From what `--from` names to the schema that is saved. */

import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Report } from '../diagnostics.js';
import type { PostgresOptions } from '../stores/postgres/options.js';
import type { Saved } from '../stores/postgres/saved.js';
import { ask } from './ask.js';
import { askBackend } from './backend.js';
import { connectLive, isConnection } from './client.js';
import { EngineProblem, type Engine } from './engine.js';
import { extensionsIn, loadFiles } from './load.js';
import { findLocal, startLocal } from './local.js';
import { INSTALLED_EXTENSIONS } from './standins.js';
import { sqlFiles, usualFolder, USUAL_FOLDERS, type SqlFile } from './sources.js';

export interface Introspect {
  /** Absolute: where packages are looked for, and what places are relative to. */
  readonly root: string;
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** Files and folders of SQL with commas, a connection string, or the address of a backend. Absent: usual folders. */
  readonly from: string | undefined;
  readonly schemas: readonly string[] | undefined;
  readonly headers: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the target; undefined: it has no database, or none was chosen. */
  readonly backend: PostgresOptions | undefined;
  readonly progress: (stage: string) => void;
}

export interface Introspected {
  readonly saved: Saved;
  /** Which database was asked, with its version. */
  readonly engine: string;
  /** The SQL that was loaded into it. */
  readonly files: readonly SqlFile[];
}

/** Undefined when errors were reported. `seen` gets the SQL files, for places. */
export async function introspectFrom(
  job: Introspect,
  seen: (file: SqlFile) => void,
  report: Report,
): Promise<Introspected | undefined> {
  let engine: Engine | undefined;
  try {
    const files = isLive(job.from) ? [] : filesOf(job);
    files.forEach(seen);
    job.progress(files.length === 0 ? 'Asking the database' : 'Starting a database');
    engine =
      files.length === 0
        ? await live(job)
        : await startLocal(
            findLocal(job.root),
            job.root,
            [...new Set([...extensionsIn(files), ...INSTALLED_EXTENSIONS])],
            report,
          );
    const hidden = job.backend?.hiddenSchemas ?? [];
    job.progress(`Loading ${String(files.length)} files into ${engine.name}`);
    const madeUp = await loadFiles(engine, files, hidden, report);
    if (madeUp === undefined) return undefined;
    const saved = await ask(engine, job.schemas, new Set([...hidden, ...madeUp]));
    return { saved, engine: engine.name, files };
  } catch (error) {
    if (!(error instanceof EngineProblem)) throw error;
    const { code, message, remedy } = error;
    report({ severity: 'error', code, message, remedy });
    return undefined;
  } finally {
    await engine?.close();
  }
}

function isLive(from: string | undefined): boolean {
  return from !== undefined && (isConnection(from) || isAddress(from));
}

function isAddress(from: string): boolean {
  return /^https?:\/\//i.test(from);
}

async function live({ from = '', root, backend, headers, env }: Introspect): Promise<Engine> {
  if (isConnection(from)) return connectLive(from, root);
  if (!URL.canParse(from))
    throw new EngineProblem(
      'introspect-address',
      'What --from names is no address.',
      'Write it like this: https://app.example.com.',
    );
  const admin = backend?.introspect;
  if (admin === undefined)
    throw new EngineProblem(
      'introspect-no-call',
      'It is not known by which call this backend takes SQL.',
      'Name the backend with --target; or use a connection string: --from postgres://….',
    );
  return askBackend({ url: new URL(from), admin, headers, env });
}

function filesOf({ root, cwd, from }: Introspect): readonly SqlFile[] {
  const usual = from === undefined ? usualFolder(root) : undefined;
  if (from === undefined && usual === undefined)
    throw new EngineProblem(
      'introspect-no-source',
      `There is nothing to read: no ${USUAL_FOLDERS.slice(0, 3).join(', ')} or the like.`,
      'Name SQL files, a folder of them, or a database: --from migrations, --from postgres://….',
    );
  const paths = usual === undefined ? pathsIn(from ?? '', cwd) : [resolve(root, usual)];
  return paths.flatMap((path) => {
    const found = existsSync(path) ? sqlFiles(root, path) : [];
    if (found.length > 0) return found;
    const shown = relative(cwd, path).split(sep).join('/') || '.';
    throw new EngineProblem(
      'introspect-not-found',
      existsSync(path) ? `There is no .sql file in ${shown}.` : `There is no ${shown}.`,
      'Correct --from; a path is relative to the current folder.',
    );
  });
}

/** A path may have a comma in it itself. */
function pathsIn(from: string, cwd: string): readonly string[] {
  if (existsSync(resolve(cwd, from))) return [resolve(cwd, from)];
  return from
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => resolve(cwd, each));
}
