/**
 * Is there anything to do? Answered from hashes alone, before the configuration is executed or any package
 * is loaded: node: built-ins only. A wrong guess at where the output lies costs a run, never a stale file:
 * every manifest is believed only after everything it recorded has been compared.
 */

import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { decidingOptions, type Options } from './argv.js';
import {
  hash,
  hashNames,
  hashVariable,
  isRecord,
  listFolders,
  LOCK,
  LOCK_TAKER,
  MANIFEST,
  readFileOrNothing,
  readKept,
  readManifest,
  STAGE,
  STDIN,
  type Asked,
  type KeptWarning,
  type Manifest,
} from './manifest.js';
import { packageVersion } from './package.js';

export const CONFIG_FILES = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'].map(
  (extension) => `instant-codegen.config.${extension}`,
);
export const CONFIG_KEY = 'instant-codegen';

/** `--config none`: as if there were no configuration, for a client that is none of its own. */
export const NO_CONFIG = 'none';

/** Where the output folders lie that the configuration does not name: called as their target, or `api`. */
export const DEFAULT_PARENT = 'src';

/** The warning that any new file of the project can end: a run that gave it is made again. */
const UNSEEN = 'schema-unknown-type';

/** What a killed run may leave: the next one clears it. */
const LEFTOVERS = [STAGE, LOCK, LOCK_TAKER];

/** Where the data schema lies in most projects, in the order in which they are looked at. */
const USUAL_SCHEMAS = ['instant.schema.ts', 'src/instant.schema.ts'];

/**
 * The project root: the folder of the configuration, or the current one. In a folder of a project that is
 * none of its own, it is the project's, where that has a configuration or a schema.
 */
export function projectRoot(cwd: string, options: Options): string {
  const config = options.values.config;
  if (config !== undefined && config !== NO_CONFIG) return dirname(resolve(cwd, config));
  const given = options.values.schema !== undefined || options.values.openapi !== undefined;
  if (given || has(cwd, [...PROJECT_FILES, ...CONFIG_FILES, ...USUAL_SCHEMAS])) return cwd;
  for (let folder = dirname(cwd); folder !== dirname(folder); folder = dirname(folder))
    if (has(folder, [...PROJECT_FILES, ...CONFIG_FILES]))
      return has(folder, [...CONFIG_FILES, ...USUAL_SCHEMAS]) ? folder : cwd;
  return cwd;
}

const PROJECT_FILES = ['package.json', 'deno.json', 'deno.jsonc'];

function has(folder: string, names: readonly string[]): boolean {
  return names.some((name) => isFile(join(folder, name)));
}

/** Folders whose files are all as the last run left them, made from what there is now; else undefined. */
export function upToDate(
  cwd: string,
  options: Options,
  env: NodeJS.ProcessEnv,
): readonly string[] | undefined {
  const root = projectRoot(cwd, options);
  const version = packageVersion();
  const deciding = JSON.stringify(decidingOptions(options));
  const holds = (out: string): Manifest | undefined => {
    const folder = resolve(root, out);
    const manifest = readManifest(folder);
    if (manifest === undefined || manifest.version !== version) return undefined;
    if (JSON.stringify(manifest.options) !== deciding) return undefined;
    if (resolve(folder, manifest.root) !== resolve(root)) return undefined;
    if (LEFTOVERS.some((name) => existsSync(join(folder, name)))) return undefined;
    const { asked } = manifest;
    const fetched = Object.keys(asked.remote ?? {});
    // What is piped in is read by the run; servers are asked again by it.
    if (fetched.includes(STDIN)) return undefined;
    if (fetched.length > 0 && !options.switches.has('offline')) return undefined;
    const kept = readKept(manifest.warnings);
    if (kept === undefined || kept.some(({ code }) => code === UNSEEN)) return undefined;
    if (kept.length > 0 && options.switches.has('strict')) return undefined;
    const outs = Object.keys(manifest.clients);
    return unchanged(root, asked, outs, env) && written(folder, manifest) ? manifest : undefined;
  };
  for (const out of candidates(cwd, root, options)) {
    if (!existsSync(join(resolve(root, out), MANIFEST))) continue;
    const manifest = holds(out);
    if (manifest === undefined) continue;
    const outs = Object.keys(manifest.clients);
    if (outs.every((each) => each === out || holds(each) !== undefined)) return outs;
  }
  return undefined;
}

/** What the runs warned of that made these folders, and what is still so. */
export function warningsOf(
  cwd: string,
  options: Options,
  outs: readonly string[],
): readonly KeptWarning[] {
  const root = projectRoot(cwd, options);
  const all = outs.flatMap((out) => readKept(readManifest(resolve(root, out))?.warnings) ?? []);
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

/** Whether everything that a run asked for would be answered the same now. */
export function unchanged(
  root: string,
  asked: Asked,
  outs: readonly string[],
  env: NodeJS.ProcessEnv,
): boolean {
  return firstChange(root, asked, outs, env) === undefined;
}

/** What would be answered differently now: a path or the name of a variable. */
export function firstChange(
  root: string,
  asked: Asked,
  outs: readonly string[],
  env: NodeJS.ProcessEnv,
): string | undefined {
  for (const [name, known] of Object.entries(asked.env)) {
    if (hashVariable(env, name) !== known) return name;
  }
  for (const [path, known] of Object.entries(asked.folders)) {
    const names = listFolders(root, path, outs);
    if ((names === undefined ? null : hashNames(names)) !== known) return path;
  }
  for (const [path, known] of Object.entries(asked.files)) {
    if (known === null) {
      if (isFile(join(root, path))) return path;
      continue;
    }
    const bytes = readFileOrNothing(join(root, path));
    if (bytes === undefined || hash(bytes) !== known) return path;
  }
  return undefined;
}

function written(folder: string, manifest: Manifest): boolean {
  return Object.entries(manifest.outputs).every(([path, known]) => {
    const bytes = readFileOrNothing(join(folder, path));
    return bytes !== undefined && hash(bytes) === known;
  });
}

export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Not there, or below something that is no folder.
    return false;
  }
}

/** Where the output may lie. A configuration is not executed here: its text is searched for `out: '…'`. */
function candidates(cwd: string, root: string, options: Options): readonly string[] {
  if (options.values.out !== undefined) return [resolve(cwd, options.values.out)];
  const given = options.values.config;
  const configs =
    given === undefined
      ? [...CONFIG_FILES, 'package.json'].map((file) => join(root, file))
      : [resolve(cwd, given)];
  const found: string[] = [];
  for (const file of configs) {
    const text = readFileOrNothing(file)?.toString('utf8');
    if (text === undefined) continue;
    if (file.endsWith('package.json') && !hasConfigKey(text)) continue;
    for (const match of text.matchAll(/\bout["']?\s*:\s*(["'`])([^"'`\n]+)\1/g))
      found.push(match[2] ?? '');
  }
  const inSources = listFolders(root, DEFAULT_PARENT, []) ?? [];
  return [...new Set([...found, ...inSources.map((name) => `${DEFAULT_PARENT}/${name}`)])];
}

function hasConfigKey(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) && CONFIG_KEY in parsed;
  } catch {
    return false;
  }
}
