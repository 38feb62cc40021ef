/** The outside world as a run sees it: every question is written down, for the gate and for `--watch`. */

import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { decode } from './decode.js';
import type { Remote } from './fetch/remote.js';
import { isFile } from './gate.js';
import {
  MANIFEST,
  ALL_VARIABLES,
  hash,
  hashNames,
  hashVariable,
  listFolders,
  readFileOrNothing,
  type Asked,
  type Fetched,
} from './manifest.js';
import type { Inputs } from './stages.js';

export interface Recorder extends Inputs {
  /** Value of an environment variable; `*` asks for all of them at once, and has none. */
  env(name: string): string | undefined;
  /** Path relative to the root, `/` separated, of a path as the user gave it relative to `base`. */
  toRoot(path: string, base?: string): string;
  /** Output folders, which no search looks into. */
  hide(folders: readonly string[]): void;
  /** Text of a file that was read before. */
  seen(path: string): string | undefined;
  /** Documents that are no files; absent: there are none. */
  readonly remote?: Remote;
  /** What was asked so far, sorted. */
  asked(): Asked;
}

/**
 * `root`: absolute path of the project root. `shipped`: files of this package under the names by which a
 * run speaks of them (`instant-codegen/openapi.yml`); the tool's version stands for them in the manifest.
 */
export function recordInputs(
  root: string,
  env: NodeJS.ProcessEnv,
  shipped: ReadonlyMap<string, string>,
  remote?: Remote,
): Recorder {
  const files = new Map<string, string | null>();
  const texts = new Map<string, string>();
  const folders = new Map<string, string | null>();
  const names = new Map<string, string | null>();
  let hidden: readonly string[] = [];
  const read = (given: string): string | undefined => {
    if (remote?.owns(given) === true) return remote.read(given);
    const path = normal(given);
    const known = texts.get(path);
    if (known !== undefined) return known;
    const own = shipped.get(path);
    const bytes = readFileOrNothing(own ?? join(root, path));
    if (bytes === undefined) {
      files.set(path, null);
      return undefined;
    }
    const text = decode(bytes);
    texts.set(path, text);
    if (own === undefined) files.set(path, hash(bytes));
    return text;
  };
  return {
    root,
    read,
    exists(given) {
      if (remote?.owns(given) === true) return remote.read(given) !== undefined;
      const path = normal(given);
      if (!isFile(shipped.get(path) ?? join(root, path))) {
        files.set(path, null);
        return false;
      }
      read(path);
      return true;
    },
    list(given) {
      const path = normal(given);
      const found = listFolders(root, path, hidden);
      folders.set(path, found === undefined ? null : hashNames(found));
      return found;
    },
    env(name) {
      // As it was first: the configuration may have set it since.
      if (!names.has(name) && !names.has(ALL_VARIABLES)) names.set(name, hashVariable(env, name));
      return env[name];
    },
    toRoot(given, base = root) {
      // A configuration is written on one system and read on others.
      const path = sep === '/' ? given.replaceAll('\\', '/') : given;
      return toPosix(relative(root, isAbsolute(path) ? path : resolve(base, path))) || '.';
    },
    hide(outs) {
      hidden = outs;
    },
    outputs: () => hidden,
    isOutput(folder) {
      return hidden.includes(folder) || this.exists(`${folder}/${MANIFEST}`);
    },
    seen: (path) => (remote?.owns(path) === true ? remote.read(path) : texts.get(normal(path))),
    ...(remote === undefined
      ? {}
      : {
          remote,
          reach: (uri, from) => remote.reach(uri, from),
          absence: (path) => remote.absence(path),
        }),
    asked() {
      const fetched = remote?.asked() ?? new Map<string, Fetched>();
      return {
        files: sorted(files),
        folders: sorted(folders),
        env: sorted(names),
        ...(fetched.size === 0 ? {} : { remote: sorted(fetched) }),
      };
    },
  };
}

/** What several runs asked, as one; where the answers differ, the first one holds. */
export function mergeAsked(all: readonly Asked[]): Asked {
  const merge = <T>(pick: (asked: Asked) => Readonly<Record<string, T>>): Record<string, T> =>
    sorted(new Map(all.toReversed().flatMap((asked) => Object.entries(pick(asked)))));
  return {
    files: merge((asked) => asked.files),
    folders: merge((asked) => asked.folders),
    env: merge((asked) => asked.env),
    ...(all.every(({ remote }) => remote === undefined)
      ? {}
      : { remote: merge((asked) => asked.remote ?? {}) }),
  };
}

function sorted<T>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of toPosix(path).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}

function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
