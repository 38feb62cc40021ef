/** What the user's own tools ask of the output: read from the nearest tsconfig.json or deno.json. */

import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Report } from './diagnostics.js';
import type { Recorder } from './inputs.js';
import { parseJsonc } from './jsonc.js';
import { isRecord } from './manifest.js';
import type { PrintSettings } from './print/file.js';

export type ImportExtension = PrintSettings['importExtension'];

/** The settings that decide how a relative import is written, and which files may be imported. */
export interface CompilerSettings {
  readonly module?: string;
  readonly moduleResolution?: string;
  readonly tsExtensions: boolean;
  /** As all paths here: relative to the project root. */
  readonly rootDir?: string;
  readonly emits?: boolean;
  readonly hasOutDir?: boolean;
  readonly composite?: boolean;
  /** Patterns and files; absent: whatever lies in the folder of the file. */
  readonly include?: readonly string[];
  readonly files?: readonly string[];
}

/** A tsconfig.json and what it says, with what it extends. */
export interface Tsconfig {
  readonly path: string;
  readonly settings: CompilerSettings;
  /** Folders or files of the projects that it refers to. */
  readonly references: readonly string[];
}

/** The extension that imports between emitted files need, `out` being the output folder. */
export function readImportExtension(
  out: string,
  inputs: Recorder,
  report: Report,
): ImportExtension {
  const nearest = nearestSettings(out, inputs, report);
  if (nearest === 'deno') return '.ts';
  if (nearest !== undefined) return extensionFor(nearest.settings);
  // Every TypeScript resolves `.js`, and so does Node once the files are compiled. Metro looks for a file of that name.
  return isBuiltByMetro(out, inputs) ? '' : '.js';
}

/** Whether the nearest package is an app of React Native. */
function isBuiltByMetro(out: string, inputs: Recorder): boolean {
  const path = foldersAbove(out, inputs.root)
    .map((folder) => posix.join(folder, 'package.json'))
    .find((each) => inputs.exists(each));
  const parsed = path === undefined ? undefined : parseJsonc(inputs.read(path) ?? '');
  const needed = isRecord(parsed) ? parsed['dependencies'] : undefined;
  return isRecord(needed) && ('expo' in needed || 'react-native' in needed);
}

/** The tsconfig.json that compiles `out`, as far as the nearest one tells. */
export function nearestSettings(
  out: string,
  inputs: Recorder,
  report: Report,
): Tsconfig | 'deno' | undefined {
  for (const folder of foldersAbove(out, inputs.root)) {
    for (const name of ['deno.json', 'deno.jsonc'])
      if (inputs.exists(posix.join(folder, name))) return 'deno';
    const path = posix.join(folder, 'tsconfig.json');
    if (inputs.exists(path)) return readTsconfig(path, out, inputs, report);
  }
  return undefined;
}

/** `out` and the folders above it, up to the top of the repository, or else to the project root. */
export function foldersAbove(out: string, root: string): readonly string[] {
  const folders: string[] = [];
  const parts = out.split('/').filter((part) => part !== '.');
  if (parts[0] === '..') return [out, '.'];
  for (let count = parts.length; count > 0; count--) folders.push(parts.slice(0, count).join('/'));
  folders.push('.');
  const above: string[] = [];
  let top = existsSync(join(root, '.git'));
  for (let path = '..'; !top && join(root, path) !== join(root, path, '..'); path = `../${path}`) {
    above.push(path);
    top = existsSync(join(root, path, '.git'));
  }
  return top ? [...folders, ...above] : folders;
}

function extensionFor(settings: CompilerSettings): ImportExtension {
  if (settings.tsExtensions) return '.ts';
  const resolution = settings.moduleResolution?.toLowerCase();
  const module = settings.module?.toLowerCase() ?? '';
  const asNode = /^node(?:16|18|20|next)$/;
  return asNode.test(resolution ?? module) ? '.js' : '';
}

function readTsconfig(path: string, out: string, inputs: Recorder, report: Report): Tsconfig {
  const settings = readExtended(path, inputs, report, path, new Set());
  const references = referencesOf(path, inputs);
  const own = { path, settings, references };
  const { module, moduleResolution, tsExtensions } = settings;
  const says = module !== undefined || moduleResolution !== undefined || tsExtensions;
  if (says || references.length === 0) return own;
  // A "solution": it compiles nothing itself, and one of the projects it lists compiles the output.
  const known = references.filter((project) => inputs.exists(project));
  const chosen = known.find((project) => includes(project, out, inputs)) ?? known[0];
  if (chosen === undefined) return own;
  return {
    path: chosen,
    settings: readExtended(chosen, inputs, report, chosen, new Set()),
    references: referencesOf(chosen, inputs),
  };
}

/** The configurations of the projects that one refers to. */
function referencesOf(path: string, inputs: Recorder): readonly string[] {
  const parsed = parseJsonc(inputs.read(path) ?? '');
  return list(isRecord(parsed) ? parsed['references'] : undefined).flatMap((reference) => {
    const target = isRecord(reference) ? reference['path'] : undefined;
    if (typeof target !== 'string') return [];
    const file = posix.join(posix.dirname(path), target);
    return [file.endsWith('.json') ? file : posix.join(file, 'tsconfig.json')];
  });
}

function includes(path: string, out: string, inputs: Recorder): boolean {
  const parsed = parseJsonc(inputs.read(path) ?? '');
  const patterns = isRecord(parsed) ? list(parsed['include']) : [];
  return patterns.some((pattern) => {
    if (typeof pattern !== 'string') return false;
    const fixed = posix.join(posix.dirname(path), pattern.replace(/[*?].*$/, ''));
    const folder = fixed.replace(/\/$/, '');
    return folder === '.' || out === folder || out.startsWith(`${folder}/`);
  });
}

function readExtended(
  path: string,
  inputs: Recorder,
  report: Report,
  first: string,
  seen: Set<string>,
): CompilerSettings {
  if (seen.has(path)) return { tsExtensions: false };
  seen.add(path);
  const parsed = parseJsonc(inputs.read(path) ?? '');
  const config = isRecord(parsed) ? parsed : {};
  if (parsed === undefined)
    report({
      severity: 'warning',
      code: 'settings-unreadable',
      message: 'This file could not be read, so its module settings are not known.',
      remedy: 'Correct it, or set importExtension in the configuration.',
      at: { file: path, offset: 0, length: 0 },
    });
  let settings: CompilerSettings = { tsExtensions: false };
  const bases =
    typeof config['extends'] === 'string' ? [config['extends']] : list(config['extends']);
  for (const base of bases) {
    if (typeof base !== 'string') continue;
    const file = resolveBase(base, path, inputs);
    if (file !== undefined)
      settings = { ...settings, ...readExtended(file, inputs, report, first, seen) };
    else
      report({
        severity: 'note',
        code: 'settings-extends-not-found',
        message: `${JSON.stringify(base)}, which this file extends, was not found.`,
        remedy: 'Install what is missing, or set importExtension in the configuration.',
        at: { file: path, pointer: '/extends' },
      });
  }
  const options = isRecord(config['compilerOptions']) ? config['compilerOptions'] : {};
  const { module, moduleResolution } = options;
  const flags = [options['allowImportingTsExtensions'], options['rewriteRelativeImportExtensions']];
  const tsExtensions = flags.includes(true) || (settings.tsExtensions && !flags.includes(false));
  return {
    ...settings,
    ...(typeof module === 'string' ? { module } : {}),
    ...(typeof moduleResolution === 'string' ? { moduleResolution } : {}),
    tsExtensions,
    ...reach(config, options, (given) => {
      const [start, own] = /^\$\{configDir\}(.*)/s.exec(given) ?? [];
      const folder = posix.dirname(start === undefined ? path : first);
      const target = start === undefined ? given : `.${own ?? ''}`;
      return posix.isAbsolute(target) ? inputs.toRoot(target) : posix.join(folder, target);
    }),
  };
}

/** Which files a configuration compiles, and where to. `toRoot`: a path of its own as all others are. */
function reach(
  config: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>>,
  toRoot: (given: string) => string,
): Partial<CompilerSettings> {
  const { rootDir, outDir, noEmit, composite } = options;
  const paths = (key: 'include' | 'files'): Partial<CompilerSettings> =>
    Array.isArray(config[key]) ? { [key]: list(config[key]).map(String).map(toRoot) } : {};
  return {
    ...(typeof rootDir === 'string' ? { rootDir: toRoot(rootDir) } : {}),
    ...(typeof outDir === 'string' ? { hasOutDir: true } : {}),
    ...(typeof noEmit === 'boolean' ? { emits: !noEmit } : {}),
    ...(typeof composite === 'boolean' ? { composite } : {}),
    ...paths('include'),
    ...paths('files'),
  };
}

function resolveBase(base: string, from: string, inputs: Recorder): string | undefined {
  if (base.startsWith('.') || base.startsWith('/')) {
    const path = base.startsWith('/') ? inputs.toRoot(base) : posix.join(posix.dirname(from), base);
    return [path, `${path}.json`, `${path}/tsconfig.json`].find((each) => inputs.exists(each));
  }
  const require = createRequire(join(inputs.root, from));
  for (const specifier of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const file = inputs.toRoot(require.resolve(specifier));
      if (file.endsWith('.json') && inputs.exists(file)) return file;
    } catch {
      inputs.exists(`node_modules/${specifier}`);
    }
  }
  return undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
