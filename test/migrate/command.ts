/** `migrate` in this process, as it ships, with what it says kept. */

import { join } from 'node:path';
import { parseArgv } from '../../generator/argv.js';
import { builtFolder } from '../command/built.js';

// The modules that a build makes have read the documents that ship: those from the sources would for every client.
const { migrate } = (await import(
  join(builtFolder(), 'modules/generator/commands/migrate.js')
)) as typeof import('../../generator/commands/migrate.js');

export interface Said {
  readonly exitCode: number;
  readonly dryRun: boolean;
  readonly files: readonly string[];
  readonly clients: readonly { readonly out: string; readonly files: number }[];
  readonly open: readonly Place[];
  readonly diagnostics: readonly Place[];
  readonly commands: readonly string[];
  readonly advice: readonly string[];
}

export interface Place {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  readonly file?: string;
  readonly line?: number;
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(folder: string, ...args: readonly string[]): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const { options } = parseArgv(['migrate', ...args]);
  const status = await migrate(options, {
    cwd: () => folder,
    env: {},
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { status, stdout, stderr };
}

/** The outcome as data. */
export async function say(folder: string, ...args: readonly string[]): Promise<Said> {
  const { stdout } = await run(folder, '--json', ...args);
  return JSON.parse(stdout) as Said;
}

/** `path:line code` of each place. */
export function places(all: readonly Place[]): readonly string[] {
  return all.map(({ code, file, line }) =>
    file === undefined ? code : `${file}:${line ?? 0} ${code}`,
  );
}
