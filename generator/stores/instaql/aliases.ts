import { posix } from 'node:path';
import type { Parser } from '../../parser.js';
import type { Inputs } from '../../stages.js';

/** `paths` of a tsconfig; `targets` are relative to the project root. */
export interface Alias {
  readonly pattern: string;
  readonly targets: readonly string[];
}

/** How many `extends` and `references` are followed, against files that name each other. */
const HOPS = 8;

/** The path aliases that apply to files of `folder`: of the nearest tsconfig or jsconfig, and package imports. */
export function aliasesOf(ts: Parser, inputs: Inputs, folder: string): readonly Alias[] {
  for (let at = folder; ; at = posix.dirname(at)) {
    const base = at === '.' ? '' : `${at}/`;
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      if (inputs.exists(base + name)) {
        const found = pathsOf(ts, inputs, base + name, HOPS) ?? [];
        return [...found, ...packageImports(inputs, at)];
      }
    }
    if (at === '.' || at === '' || at.startsWith('..')) return packageImports(inputs, '.');
  }
}

/** The files that an import of `specifier` may mean, in order, relative to the root. */
export function expandAlias(aliases: readonly Alias[], specifier: string): readonly string[] {
  let best: { readonly length: number; readonly paths: readonly string[] } | undefined;
  for (const { pattern, targets } of aliases) {
    const star = pattern.indexOf('*');
    if (star < 0) {
      if (pattern === specifier) return targets;
      continue;
    }
    const tail = pattern.slice(star + 1);
    const fits =
      specifier.startsWith(pattern.slice(0, star)) &&
      specifier.endsWith(tail) &&
      specifier.length >= pattern.length - 1;
    if (!fits || (best !== undefined && best.length >= star)) continue;
    const middle = specifier.slice(star, specifier.length - tail.length);
    best = { length: star, paths: targets.map((target) => target.replace('*', () => middle)) };
  }
  return best?.paths ?? [];
}

function pathsOf(
  ts: Parser,
  inputs: Inputs,
  path: string,
  hops: number,
): readonly Alias[] | undefined {
  const text = hops > 0 ? inputs.read(path) : undefined;
  if (text === undefined) return undefined;
  const config: unknown = ts.parseConfigFileTextToJson(path, text).config;
  const options = field(config, 'compilerOptions');
  const folder = posix.dirname(path);
  const baseUrl = field(options, 'baseUrl');
  const base = typeof baseUrl === 'string' ? posix.join(folder, baseUrl) : folder;
  const paths = field(options, 'paths');
  const found: Alias[] = [];
  if (typeof paths === 'object' && paths !== null) {
    for (const [pattern, targets] of Object.entries(paths)) {
      found.push({ pattern, targets: strings(targets).map((target) => posix.join(base, target)) });
    }
  }
  if (typeof baseUrl === 'string') found.push({ pattern: '*', targets: [posix.join(base, '*')] });
  if (found.length > 0) return found;
  for (const parent of [...strings(field(config, 'extends'))].reverse()) {
    const inherited = pathsOf(ts, inputs, configPath(inputs, folder, parent), hops - 1);
    if (inherited !== undefined && inherited.length > 0) return inherited;
  }
  for (const reference of list(field(config, 'references'))) {
    const target = field(reference, 'path');
    if (typeof target !== 'string') continue;
    const joined = posix.join(folder, target);
    const file = joined.endsWith('.json') ? joined : `${joined}/tsconfig.json`;
    const referenced = pathsOf(ts, inputs, file, hops - 1);
    if (referenced !== undefined && referenced.length > 0) return referenced;
  }
  return found;
}

function configPath(inputs: Inputs, folder: string, parent: string): string {
  const path = parent.startsWith('.')
    ? posix.join(folder, parent)
    : posix.join('node_modules', parent);
  if (path.endsWith('.json')) return path;
  return inputs.exists(`${path}.json`) ? `${path}.json` : `${path}/tsconfig.json`;
}

/** `imports` of package.json: `"#lib/*": "./src/lib/*"`. */
function packageImports(inputs: Inputs, folder: string): readonly Alias[] {
  const text = inputs.read(posix.join(folder, 'package.json'));
  if (text === undefined || !text.includes('"imports"')) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // A broken package.json is npm's to complain about.
    return [];
  }
  const imports = field(parsed, 'imports');
  if (typeof imports !== 'object' || imports === null) return [];
  return Object.entries(imports).map(([pattern, target]) => ({
    pattern,
    targets: leaves(target).map((leaf) => posix.join(folder, leaf)),
  }));
}

/** The files that a target names, under whichever condition. */
function leaves(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target];
  return typeof target === 'object' && target !== null ? Object.values(target).flatMap(leaves) : [];
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(key);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return list(value).filter((item) => typeof item === 'string');
}
