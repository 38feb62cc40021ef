/** The files of an app that a move to the emitted client may concern. */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { knownOutputs, MANIFEST } from '../manifest.js';
import { isBlocks, scriptsOf } from './blocks.js';

export interface SourceText {
  /** Relative to the root, `/` separated. */
  readonly path: string;
  readonly text: string;
}

export interface CodeText extends SourceText {
  /** Whether it belongs to the package that the client is written into. */
  readonly own: boolean;
  /** Folder of its package; empty: the root. */
  readonly folder: string;
  /** All of the file, where the text has only its scripts. */
  readonly whole?: string;
}

export interface AppFiles {
  readonly code: readonly CodeText[];
  /** Files of other syntaxes that name the module, its package.json among them: looked at by people only. */
  readonly other: readonly SourceText[];
  /** Files that name the module and could not be read as text without loss. */
  readonly unreadable: readonly string[];
  /** Whether a tsconfig.json says how modules are found. */
  readonly configured: boolean;
  /** Folder of the package that the client is written into; empty: the root. */
  readonly package: string;
}

/** What the compiler reads. */
const CODE = /\.[cm]?[jt]sx?$/;
/** What it writes. */
const OUTPUT = /\.(?:[cm]?jsx?|d\.[cm]?ts)$/;
/** What holds code of another syntax, or names packages. */
const OTHER = /\.(?:vue|svelte|astro|mdx|json|jsonc)$/;
const PACKAGE = 'package.json';
/** Folders beside a package.json that are made, or somebody else's. */
const MADE = new Set(['dist', 'build', 'out', 'coverage', 'vendor', 'target']);
const LOCKS = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'bun.lock', 'deno.lock']);
/** Larger JSON is data, and read by nobody who looks for a package's name. */
const MOST_DATA = 1_000_000;

/**
 * Files below the root, sorted: all code, and what else names the module. Emitted files, links, the folders
 * `apart`, what git ignores, and what the compiler wrote into `outputs` are left out.
 */
export function filesOf(
  module: string,
  root: string,
  apart: readonly string[],
  out: string,
  outputs: readonly string[] = [],
): AppFiles {
  const all = withoutIgnored(root, filesBelow(root, '', new Set(apart)));
  const isOutput = (path: string): boolean =>
    OUTPUT.test(path) && outputs.some((folder) => path.startsWith(`${folder}/`));
  const paths = all.filter((path) => !isOutput(path));
  const packages = new Set(
    paths
      .filter((path) => posix.basename(path) === PACKAGE && isPackage(textOf(root, path)))
      .map((path) => folderOf(path)),
  );
  const home = packageOf(out, packages);
  const code: CodeText[] = [];
  const other: SourceText[] = [];
  const unreadable: string[] = [];
  for (const path of paths) {
    const name = posix.basename(path);
    const isCode = CODE.test(path);
    if ((!isCode && !OTHER.test(path)) || name === PACKAGE || LOCKS.has(name)) continue;
    if (!isCode && (statSync(join(root, path)).size > MOST_DATA || /\.lock$/.test(name))) continue;
    const bytes = bytesOf(join(root, path));
    if (bytes === undefined) continue;
    const names = bytes.includes(module);
    const text = decode(bytes);
    if (text === undefined) {
      if (names) unreadable.push(path);
    } else if (isCode) {
      const folder = packageOf(path, packages);
      code.push({ path, text, own: folder === home, folder });
    } else {
      const scripts = isBlocks(path) ? scriptsOf(path, text) : undefined;
      if (scripts !== undefined) {
        const folder = packageOf(path, packages);
        code.push({ path, text: scripts, own: folder === home, folder, whole: text });
      }
      // Rules for imports name all packages of its maker, too, or it among others, or escape the slash.
      const rules = /\.jsonc?$/.test(name) && bytes.includes(posix.dirname(module).slice(1));
      if ((names || rules) && scripts?.includes(module) !== true) other.push({ path, text });
    }
  }
  const manifest = posix.join(home, PACKAGE);
  const text = textOf(root, manifest);
  if (text?.includes(module) === true) other.push({ path: manifest, text });
  const configured = paths.some((path) => /(?:^|\/)(?:tsconfig|deno)\.jsonc?$/.test(path));
  return { code, other, unreadable, configured, package: home };
}

function filesBelow(root: string, folder: string, apart: ReadonlySet<string>): readonly string[] {
  const entries = listOf(join(root, folder));
  const isPackageFolder = folder === '' || entries.some(({ name }) => name === PACKAGE);
  const found = entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    const skipped =
      entry.name.startsWith('.') ||
      entry.name === 'node_modules' ||
      (isPackageFolder && MADE.has(entry.name)) ||
      apart.has(path);
    return entry.isDirectory() && !skipped ? filesBelow(root, path, apart) : [];
  });
  if (!entries.some(({ name }) => name === MANIFEST)) return found;
  // A client that is there already may lie among files of the app.
  const emitted = knownOutputs(bytesOf(join(root, folder, MANIFEST)));
  return found.filter((path) => !emitted.has(posix.relative(folder, path)));
}

function listOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // A folder that may not be read holds nothing that could be changed.
    return [];
  }
}

/** Asks git, where there is one and the root is in a repository. */
function withoutIgnored(root: string, paths: readonly string[]): readonly string[] {
  // An app that lies in an ignored folder is looked at all the same.
  if (spawnSync('git', ['check-ignore', '-q', '.'], { cwd: root }).status === 0) return paths;
  const answer = spawnSync('git', ['check-ignore', '-z', '--stdin'], {
    cwd: root,
    input: paths.join('\0'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (answer.status !== 0) return paths;
  const ignored = new Set(answer.stdout.split('\0'));
  return paths.filter((path) => !ignored.has(path));
}

/** A package.json that only says `type` marks a folder; it does not make it a package. */
function isPackage(text: string | undefined): boolean {
  return /"(?:name|(?:dev|peer)?[dD]ependencies)"\s*:/.test(text ?? '');
}

function packageOf(path: string, packages: ReadonlySet<string>): string {
  let folder = folderOf(path);
  while (folder !== '' && !packages.has(folder)) folder = folderOf(folder);
  return folder;
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' || folder === '..' || folder.startsWith('../') ? '' : folder;
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The text, byte order mark included; undefined where it is not UTF-8. */
function decode(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') && !Buffer.from(text).equals(bytes) ? undefined : text;
}

/** Text of a file of the project; undefined where there is none. */
export function textOf(root: string, path: string): string | undefined {
  return bytesOf(join(root, path))?.toString('utf8');
}
