/**
 * The manifest: what a run read and what it wrote, as hashes, in a file beside the output. It answers two
 * questions later: is there anything to do, and which files are ours. node: built-ins only.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const MANIFEST = '.instant-codegen.json';
/** Folder of staged files, and the lock that its owner holds; both only while files are being written. */
export const STAGE = '.instant-codegen.tmp';
export const LOCK = '.instant-codegen.lock';
/** Held while a void lock is taken away. */
export const LOCK_TAKER = '.instant-codegen.lock.void';

/** What a run asked of the outside world. Paths are relative to the project root, `/` separated. */
export interface Asked {
  /** Hash of each file that was read; null where one was looked for and there was none. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Hash of the names in each folder that was listed; null where there was no folder. */
  readonly folders: Readonly<Record<string, string | null>>;
  /** Hash of the value of each environment variable that was asked for; null where it is not set; {@link ALL_VARIABLES}. */
  readonly env: Readonly<Record<string, string | null>>;
  /** What was fetched, by its address without secrets, or came from standard input; absent: nothing. */
  readonly remote?: Readonly<Record<string, Fetched>>;
}

/** The name of the document that is piped in. */
export const STDIN = '<stdin>';

/** The hash of a text that was no file, and the validator that its server gave it. */
export interface Fetched {
  readonly hash: string;
  readonly etag?: string;
}

/** The exported name of each entity, schema and operation, by its key. */
export interface NameTable {
  /** What is sent of a schema, where that is a type of its own. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Method and path of the operations whose key is another: `GET /pets/{}`. */
  readonly routes: Readonly<Record<string, string>>;
  readonly entities: Readonly<Record<string, string>>;
  readonly schemas: Readonly<Record<string, string>>;
  readonly operations: Readonly<Record<string, string>>;
  /** Methods of the client object, by the operations that one alone calls. Absent: there is no such object. */
  readonly methods?: Readonly<Record<string, string>>;
}

/** A warning as a manifest has it, and as `--json` prints it. */
export interface KeptWarning {
  readonly severity: 'warning';
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** So many are kept; where there are more, they are found again by reading again. */
export const MOST_KEPT = 20;

/** No lists in it: formatters would join their lines, and the file would no longer be ours. */
export interface Manifest {
  readonly about: string;
  /** Of the tool. */
  readonly version: string;
  /** From the output folder to the project root. */
  readonly root: string;
  /** Command line options that decide what is written. */
  readonly options: Readonly<Record<string, string>>;
  /** By output folder, relative to the root: all clients of the same configuration. */
  readonly clients: Readonly<Record<string, true>>;
  readonly asked: Asked;
  /** What is exported for each key; absent: written by a version that did not say. */
  readonly names?: NameTable;
  /** What the run warned of, by number; absent: nothing. */
  readonly warnings?: Readonly<Record<string, unknown>>;
  /** Hash of each file written, by its path in the output folder. */
  readonly outputs: Readonly<Record<string, string>>;
}

export const ABOUT =
  'Lets instant-codegen see whether there is anything to do and which files are its own. Commit it.';

/** Hash of bytes; line ends count as one, so that a checkout which converts them changes nothing. */
export function hash(bytes: Buffer | string): string {
  const content =
    typeof bytes === 'string'
      ? bytes.replaceAll('\r\n', '\n')
      : bytes.includes('\r\n')
        ? Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
        : bytes;
  return createHash('sha256').update(content).digest('hex').slice(0, 24);
}

const SECRET = /auth|cred|key|pass|secret|session|sig|token/i;

/** An address as it may be written down: without a password, and without the values of what names a secret. */
export function withoutSecrets(url: string): string {
  return url
    .replace(/^(https?:[\\/]+)[^\\/?#]*@/i, '$1')
    .replace(/([?&][^=&#]*)(=[^&#]*)?/g, (all, name: string, value?: string) =>
      value !== undefined && SECRET.test(name) ? `${name}=***` : all,
    );
}

/** Stands among the environment variables for all of them at once: the configuration copied them. */
export const ALL_VARIABLES = '*';

/**
 * Hash of a variable as it is now; null where it is not set. So short that a change is seen and a secret
 * cannot be found out by trying: manifests are committed.
 */
export function hashVariable(env: NodeJS.ProcessEnv, name: string): string | null {
  if (name === ALL_VARIABLES) {
    const set = Object.entries(env).map(([key, value]) => `${key}=${value ?? ''}`);
    return hashNames(set).slice(0, 4);
  }
  const value = env[name];
  return value === undefined ? null : hash(value).slice(0, 4);
}

export function hashNames(names: readonly string[]): string {
  return hash([...names].sort().join('\n'));
}

/**
 * Names of the folders in a folder of the project, sorted, without those in `hidden` (output folders: what
 * a run makes is no input of it); undefined where there is no folder.
 */
export function listFolders(
  root: string,
  folder: string,
  hidden: readonly string[],
): readonly string[] | undefined {
  const path = join(root, folder);
  const prefix = folder === '.' || folder === '' ? '' : `${folder}/`;
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || (entry.isSymbolicLink() && isFolder(path, entry)))
      .map((entry) => entry.name)
      .filter((name) => !name.startsWith('.') && name !== 'node_modules')
      .filter((name) => !hidden.includes(prefix + name))
      .sort();
  } catch {
    return undefined;
  }
}

function isFolder(path: string, entry: { readonly name: string }): boolean {
  return statSync(join(path, entry.name), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

export function readFileOrNothing(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The manifest in an output folder; undefined where there is none or it cannot be understood. */
export function readManifest(folder: string): Manifest | undefined {
  return parseManifest(readFileOrNothing(join(folder, MANIFEST)));
}

/** Undefined where the bytes are no manifest: a merge conflict may stand in it, or anything else. */
export function parseManifest(bytes: Buffer | undefined): Manifest | undefined {
  try {
    const parsed: unknown = JSON.parse(bytes?.toString('utf8') ?? 'null');
    return isManifest(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The hashes that a manifest gives each file of its folder: more than one where a merge left both sides. */
export type KnownOutputs = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The files that are ours, as far as the bytes tell: manifests are committed, and a merge conflict in one
 * must not make strangers of files that we wrote.
 */
export function knownOutputs(bytes: Buffer | undefined): KnownOutputs {
  const manifest = parseManifest(bytes);
  const text = bytes?.toString('utf8') ?? '';
  const entries =
    manifest === undefined
      ? [...text.slice(text.indexOf('"outputs"')).matchAll(/"([^"\\]+)": "([0-9a-f]{24})"/g)].map(
          ([, path, known]) => [path ?? '', known ?? ''] as const,
        )
      : Object.entries(manifest.outputs);
  const known = new Map<string, Set<string>>();
  for (const [path, each] of entries) known.set(path, (known.get(path) ?? new Set()).add(each));
  return known;
}

function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value) || !isRecord(value['asked'])) return false;
  const asked = value['asked'];
  return (
    typeof value['version'] === 'string' &&
    typeof value['root'] === 'string' &&
    isRecord(value['options']) &&
    isRecord(value['clients']) &&
    isRecord(value['outputs']) &&
    isRecord(asked['files']) &&
    isRecord(asked['folders']) &&
    isRecord(asked['env'])
  );
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The warnings of a manifest, which may be anything; undefined where these are not all. */
export function readKept(kept: unknown): readonly KeptWarning[] | undefined {
  if (!isRecord(kept)) return [];
  const all = Object.values(kept);
  return all.length <= MOST_KEPT && all.every(isKept) ? all : undefined;
}

function isKept(value: unknown): value is KeptWarning {
  if (!isRecord(value)) return false;
  const { code, message, remedy = '', file = '', line = 0, column = 0 } = value;
  const texts = [code, message, remedy, file].every((each) => typeof each === 'string');
  return texts && typeof line === 'number' && typeof column === 'number';
}
