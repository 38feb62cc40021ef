/** The package as a library: `defineConfig` for configurations, and a run without a command line. */

import type { Config } from './config/types.js';
import type { Diagnostic } from './diagnostics.js';

export type { ClientConfig, Config, DocumentConfig, NamePins } from './config/types.js';
export type { Patterns } from './select.js';
export type { Diagnostic } from './diagnostics.js';
export type { ArgumentInput, ClientTable, RowInput } from './read/rows/format.js';

/** Gives a configuration its type; the value is returned as it is. */
export function defineConfig(config: Config): Config {
  return config;
}

/** The flags of the command of the same names, and where it runs. */
export interface GenerateOptions {
  /** Absolute; default: the process's. */
  readonly cwd?: string;
  readonly target?: string;
  readonly openapi?: string;
  readonly schema?: string;
  readonly out?: string;
  readonly config?: string;
  readonly runtime?: 'copy' | 'package';
  readonly include?: string;
  readonly exclude?: string;
  readonly format?: boolean;
  readonly force?: boolean;
  /** Fetch nothing: use the copies of documents that were fetched before. */
  readonly offline?: boolean;
  /** False: nothing is written. */
  readonly write?: boolean;
}

export interface GenerateResult {
  /** Problems of the input; where one is an error, nothing was written. */
  readonly diagnostics: readonly Diagnostic[];
  readonly clients: readonly GeneratedClient[];
}

export interface GeneratedClient {
  /** Output folder, relative to the configuration's. */
  readonly out: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Generates all clients, and writes them as the command does. Throws for mistakes of ours only. */
export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  const { breakingOf, prepareAll, writeAll } = await import('./generate.js');
  const { realDisk } = await import('./write/disk.js');
  const { cwd = process.cwd(), format, force, offline, write = true, ...values } = options;
  const switches = [
    format === true && 'format',
    force === true && 'force',
    offline === true && 'offline',
  ] as const;
  const prepared = await prepareAll(
    {
      command: 'generate',
      values,
      switches: new Set(switches.filter((each) => each !== false)),
    },
    cwd,
    process.env,
    () => undefined,
  );
  const jobs = prepared.jobs ?? [];
  const { diagnostics } = write ? writeAll(realDisk, jobs) : { diagnostics: [] };
  return {
    diagnostics: [...prepared.diagnostics, ...diagnostics, ...breakingOf(prepared)],
    clients: jobs.map(({ out, files }) => ({ out, files })),
  };
}
