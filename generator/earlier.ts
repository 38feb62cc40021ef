/** Clients that earlier runs left in a project, found by their manifests, and what flags made them. */

import { readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { decidingOptions, SWITCHES, VALUE_FLAGS, type Options } from './argv.js';
import type { Diagnostic } from './diagnostics.js';
import { CONFIG_FILES, CONFIG_KEY, isFile, projectRoot } from './gate.js';
import { isRecord, MANIFEST, readFileOrNothing, readManifest, type Manifest } from './manifest.js';
import { parseJsonc } from './jsonc.js';

/** So many folders are looked into, and so deep: a project may be a whole disk. */
const MOST_FOLDERS = 4000;
const DEEPEST = 8;

export const PACKAGE = 'package.json';

export interface EarlierClient {
  /** The output folder, relative to the project root, `/` separated. */
  readonly out: string;
  readonly manifest: Manifest;
}

/** The clients of a project, by output folder; those of other projects below it are not among them. */
export function earlierClients(root: string): readonly EarlierClient[] {
  return foldersBelow(root)
    .flatMap((folder) => {
      const manifest = readManifest(folder);
      return manifest !== undefined && resolve(folder, manifest.root) === resolve(root)
        ? [{ out: pathFrom(root, folder), manifest }]
        : [];
    })
    .sort((a, b) => (a.out < b.out ? -1 : 1));
}

/**
 * What is said of manifests that nobody can read, where only they could say what their clients are made of.
 * `outs`: the folders of which it is known without them.
 */
export function unreadable(
  options: Options,
  cwd: string,
  outs: readonly string[],
): readonly Diagnostic[] {
  const root = projectRoot(cwd, options);
  if (Object.keys(decidingOptions(options)).length > 0 || isConfigured(root)) return [];
  return foldersBelow(root)
    .filter((folder) => isFile(join(folder, MANIFEST)) && readManifest(folder) === undefined)
    .map((folder) => pathFrom(root, folder))
    .filter((out) => !outs.includes(out))
    .sort()
    .map((out) => ({
      severity: 'error',
      code: 'manifest-unreadable',
      message: `${out}/${MANIFEST} is not as a run leaves it, so that it is not known what ${out} was made of.`,
      remedy: `Run the command that made it once more, with the same flags, or delete ${out}.`,
    }));
}

function pathFrom(root: string, folder: string): string {
  return relative(root, folder).split(sep).join('/') || '.';
}

function foldersBelow(root: string): readonly string[] {
  const found: string[] = [];
  let level: readonly string[] = [root];
  let left = MOST_FOLDERS;
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const looked = level.slice(0, left);
    found.push(...looked);
    const next = looked.flatMap(foldersIn);
    left = Math.max(0, left - level.length);
    level = next;
  }
  return found;
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((each) => each.isDirectory() && !/^\.|^node_modules$/.test(each.name))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

/** Clients that were made by the same flags, and how to make them once more. */
export interface MadeByFlags {
  readonly outs: readonly string[];
  /** As one would type it. */
  readonly command: string;
  /** What to run with; undefined where that was not written down: what is piped in, and secrets. */
  readonly options: Options | undefined;
  /** Whether there was no configuration then; of one in package.json, a manifest does not tell. */
  readonly wasAlone: 'yes' | 'no' | 'unknown';
  /** The file of the configuration that there was, where that is known. */
  readonly config: string | undefined;
}

/**
 * The clients that flags made, where a run was given none and there is no configuration that would say what
 * else is meant. `options`: of this run; those that decide nothing are kept.
 */
export function madeByFlags(options: Options, cwd: string): readonly MadeByFlags[] {
  return isConfigured(projectRoot(cwd, options)) ? [] : byFlagsBeside(options, cwd);
}

/** The same, whether or not there is a configuration, beside which they would be made. */
export function byFlagsBeside(options: Options, cwd: string): readonly MadeByFlags[] {
  const root = projectRoot(cwd, options);
  if (Object.keys(decidingOptions(options)).length > 0) return [];
  const byFlags = new Map<string, ByFlags>();
  for (const { out, manifest } of earlierClients(root)) {
    const flags = manifest.options;
    const known = Object.keys(flags).every((name) => isFlag(name));
    if (Object.keys(flags).length === 0 || !known) continue;
    // A copy of a client's folder is no client that a run would write.
    if (flags['out'] !== undefined && resolve(root, flags['out']) !== resolve(root, out)) continue;
    const config = flags['config'] ?? configOf(manifest);
    const key = JSON.stringify([flags, config]);
    const same = byFlags.get(key) ?? { flags, config, outs: [] };
    same.outs.push(out);
    byFlags.set(key, same);
  }
  const inFile = hasConfigFile(root);
  return [...byFlags.values()].map(({ flags, config, outs }) => ({
    outs,
    command: commandOf(flags),
    options: optionsOf(flags, options, root),
    wasAlone: config !== undefined ? 'no' : inFile ? 'yes' : 'unknown',
    config,
  }));
}

interface ByFlags {
  readonly flags: Manifest['options'];
  readonly config: string | undefined;
  readonly outs: string[];
}

/** The configuration that the run read which left this manifest; one in package.json is not told. */
export function configOf({ asked }: Manifest): string | undefined {
  return CONFIG_FILES.find((name) => typeof asked.files[name] === 'string');
}

/** Whether a configuration says what is made here. */
export function isConfigured(root: string): boolean {
  if (hasConfigFile(root)) return true;
  const text = readFileOrNothing(join(root, PACKAGE))?.toString('utf8') ?? '';
  const parsed = parseJsonc(text);
  return isRecord(parsed) && CONFIG_KEY in parsed;
}

function hasConfigFile(root: string): boolean {
  return CONFIG_FILES.some((name) => isFile(join(root, name)));
}

function isFlag(name: string): boolean {
  return VALUE_FLAGS.some((each) => each === name) || SWITCHES.some((each) => each === name);
}

/** The run of these options, as one would type it. */
export function commandFor(options: Options): string {
  const flags = decidingOptions(options);
  return `${flags['openapi'] === '-' ? '… | ' : ''}${commandOf(flags)}`;
}

function commandOf(flags: Manifest['options']): string {
  const words = Object.entries(flags).map(([name, value]) =>
    SWITCHES.some((each) => each === name) ? `--${name}` : `--${name} ${shellWord(value)}`,
  );
  return ['instant-codegen', ...words].join(' ');
}

function shellWord(value: string): string {
  return /^[\w./:@,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

function optionsOf(
  flags: Manifest['options'],
  options: Options,
  root: string,
): Options | undefined {
  const source = flags['openapi'] ?? '';
  if (source === '-' || source.includes('***')) return undefined;
  const values = Object.fromEntries(
    VALUE_FLAGS.flatMap((name) => {
      const value = flags[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const switches = SWITCHES.filter((name) => name in flags);
  const again = { ...options, values, switches: new Set([...options.switches, ...switches]) };
  // Given relative to another folder, it would be another client.
  return resolve(projectRoot(root, again)) === resolve(root) ? again : undefined;
}

export const NOTHING_NAMED = 'command-nothing-named';

/** What is said of a client that cannot be made once more by what was written down. */
export function notRepeatable({ outs, command, options }: MadeByFlags): readonly Diagnostic[] {
  if (options !== undefined) return [];
  const piped = command.includes('--openapi -');
  return outs.map((out) => ({
    severity: 'error',
    code: 'command-not-repeatable',
    message: `${out} was made ${piped ? 'of a document that was piped in' : 'with what is not written down here'}, so that it cannot be compared without it.`,
    remedy: `Run it in the same way, with --check: ${piped ? '… | ' : ''}${command} --check`,
  }));
}

/** What is said of a client that is no part of the configuration, and cannot be compared. */
export function notConfigured({ outs, command }: MadeByFlags): readonly Diagnostic[] {
  return outs.map((out) => ({
    severity: 'warning',
    code: 'check-not-configured',
    message: `${out} is not checked: it was made by ${command}, which does not make it beside this configuration.`,
    remedy: `Make it one of the \`clients\` of the configuration, or delete ${out}.`,
  }));
}

/** What is said where a run was given nothing to go on, and only flags have made clients here so far. */
export function nothingNamed(made: readonly MadeByFlags[]): Diagnostic {
  const outs = made.flatMap((each) => each.outs);
  return {
    severity: 'error',
    code: NOTHING_NAMED,
    message: `There is neither a schema nor a configuration here, and ${outs.join(' and ')} ${outs.length === 1 ? 'was' : 'were'} made by flags.`,
    remedy: `Run what made ${outs.length === 1 ? 'it' : 'them'}: ${made.map(({ command }) => command).join('; ')}. Or write the flags into a configuration; --target instant makes a client without a schema.`,
  };
}
