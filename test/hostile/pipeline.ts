/** The whole pipeline over a project that is in memory. */

import { readFileSync } from 'node:fs';

import type { ClientSettings } from '../../generator/config/types.js';
import type { Diagnostic } from '../../generator/diagnostics.js';
import type { Recorder } from '../../generator/inputs.js';
import { shippedFiles, targetOf } from '../../generator/project.js';
import { generateClient } from '../../generator/run.js';

/** What one client is generated from. */
export interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly settings: Partial<ClientSettings>;
}

export interface Outcome {
  /** Emitted files by path, in the order in which they are emitted; undefined when errors were reported. */
  readonly files: ReadonlyMap<string, string> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const shipped = new Map(
  [...shippedFiles()].map(([name, path]) => [name, readFileSync(path, 'utf8')]),
);

function inMemory(given: Given['files']): Recorder {
  const files = new Map([...shipped, ...Object.entries(given)]);
  return {
    root: '/project',
    read: (path) => files.get(path),
    exists: (path) => files.has(path),
    list: () => undefined,
    env: () => undefined,
    toRoot: (path) => path,
    hide: () => undefined,
    seen: (path) => files.get(path),
    asked: () => ({ files: {}, folders: {}, env: {} }),
  };
}

export async function generate({ files, settings }: Given): Promise<Outcome> {
  const diagnostics: Diagnostic[] = [];
  const report = (each: Diagnostic): void => void diagnostics.push(each);
  const inputs = inMemory(files);
  const whole: ClientSettings = {
    overlays: [],
    runtime: 'package',
    importExtension: '.js',
    format: false,
    dates: 'stored',
    requiredLinks: 'types',
    names: {},
    ...settings,
  };
  const target = targetOf(whole, inputs, report);
  const made =
    target === 'failed'
      ? undefined
      : await generateClient(whole, target, 'out', inputs, report, () => undefined);
  const emitted = made?.files.filter(({ path }) => /\.(?:ts|md)$/.test(path));
  return {
    files: emitted && new Map(emitted.map(({ path, text }) => [path, text])),
    diagnostics,
  };
}
