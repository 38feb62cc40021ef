import { posix } from 'node:path';
import type { Diagnostic } from '../../diagnostics.js';
import { aliasesOf, expandAlias } from './aliases.js';
import { parseModule, type Module } from './module.js';
import { problem, type Origin } from './problem.js';
import type { Reading } from './reading.js';

/** What an import specifier leads to. `path` is relative to the project root and exists. */
export type Resolved =
  | { readonly kind: 'file'; readonly path: string; readonly alias: boolean }
  | { readonly kind: 'package' }
  | { readonly kind: 'missing'; readonly problem: Diagnostic };

/** Extensions that stand for another one in an import: TypeScript is imported under its output's name. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts', '.d.mts'],
  '.cjs': ['.cts', '.d.cts'],
};

const ADDED = ['.ts', '.tsx', '.d.ts', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** Resolves as bundlers and `tsc` do together: relative paths, `paths` of tsconfig, `imports` of package.json. */
export function resolve(reading: Reading, specifier: string, origin: Origin): Resolved {
  const folder = posix.dirname(origin.module.path);
  if (/^\.\.?(\/|$)/.test(specifier)) {
    if (isEmittedDsl(reading, posix.join(folder, specifier))) return { kind: 'package' };
    const path = existing(reading, posix.join(folder, specifier));
    if (path !== undefined) return { kind: 'file', path, alias: false };
    return {
      kind: 'missing',
      problem: problem(
        'error',
        'import-not-found',
        origin,
        `There is no file for the import '${specifier}'.`,
        'Correct the path, or create the file.',
      ),
    };
  }
  // Most schemas import nothing else: then no tsconfig has to be looked for.
  if (specifier.startsWith('@instantdb/')) return { kind: 'package' };
  let aliases = reading.aliases.get(folder);
  if (aliases === undefined) {
    aliases = aliasesOf(reading.ts, reading.inputs, folder);
    reading.aliases.set(folder, aliases);
  }
  for (const candidate of expandAlias(aliases, specifier)) {
    if (isEmittedDsl(reading, candidate)) return { kind: 'package' };
    const path = existing(reading, candidate);
    if (path !== undefined) return { kind: 'file', path, alias: true };
  }
  return { kind: 'package' };
}

/** The schema language beside an output, of this run or another. It may not be there yet, and is no input when it is. */
function isEmittedDsl({ inputs }: Reading, path: string): boolean {
  const stem = posix.normalize(path).replace(/\.[cm]?[jt]s$/, '');
  return posix.basename(stem) === 'dsl' && inputs.isOutput?.(posix.dirname(stem)) === true;
}

/** The parsed file, read once; or why it cannot be read. */
export function load(reading: Reading, path: string): Module | readonly Diagnostic[] {
  const known = reading.modules.get(path);
  if (known !== undefined) return known;
  const text = reading.inputs.read(path);
  const loaded =
    text === undefined
      ? [
          {
            severity: 'error',
            code: 'schema-not-found',
            message: `There is no schema file ${path}.`,
            remedy: 'Correct the path, which is relative to the root of the project.',
            at: { file: path, offset: 0, length: 0 },
          } as const,
        ]
      : parseModule(reading.ts, path, text);
  reading.modules.set(path, loaded);
  return loaded;
}

/** Whether `load` gave reasons instead of a file. */
export function isBroken(loaded: Module | readonly Diagnostic[]): loaded is readonly Diagnostic[] {
  return Array.isArray(loaded);
}

function existing(reading: Reading, path: string): string | undefined {
  return candidates(path).find((candidate) => reading.inputs.exists(candidate));
}

function candidates(path: string): readonly string[] {
  const extension = posix.extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const sources = (SOURCES[extension] ?? []).map((source) => stem + source);
  // A folder may have the name without an extension.
  const exact = extension === '' ? [] : [path];
  return [
    ...sources,
    ...exact,
    ...ADDED.map((added) => path + added),
    ...ADDED.map((added) => posix.join(path, `index${added}`)),
  ];
}
