/** Which Node runs an app, and whether it loads TypeScript by itself. */

import { posix } from 'node:path';
import { parseJsonc } from '../jsonc.js';
import { isRecord } from '../manifest.js';
import { packagePath } from './package.js';
import { textOf } from './sources.js';

type Version = readonly [major: number, minor: number];

/** The oldest Node that an app may meet. */
export interface OldestNode {
  /** In words, to begin a sentence with. */
  readonly name: string;
  readonly loadsTypeScript: boolean;
  /** Whether the app says so, and not the Node of this run. */
  readonly said: boolean;
}

/** Files in which managers of versions look, and where in them the version stands. */
const PINS: readonly (readonly [file: string, version: RegExp])[] = [
  ['.nvmrc', /^\s*v?(\d+)(?:\.(\d+))?/],
  ['.node-version', /^\s*v?(\d+)(?:\.(\d+))?/],
  ['.tool-versions', /^nodejs\s+v?(\d+)(?:\.(\d+))?/m],
  ['package.json', /"volta"\s*:\s*\{[^}]*"node"\s*:\s*"v?(\d+)(?:\.(\d+))?/],
];

/** What `engines` of the package.json allows; where it does not say, what the app is run by, or the Node of this run. */
export function oldestNode(root: string, folder: string): OldestNode {
  const [asked] = [folder, ''].flatMap((at) => enginesOf(textOf(root, packagePath(at))) ?? []);
  const lowest = asked === undefined ? undefined : lowestOf(asked);
  if (asked !== undefined && lowest !== undefined)
    return {
      name: `Node ${lowest.join('.')}, which \`engines\` allows (${asked}),`,
      loadsTypeScript: loads(lowest),
      said: true,
    };
  for (const [file, version] of [folder, ''].flatMap((at) =>
    PINS.map((pin) => [posix.join(at, pin[0]), pin[1]] as const),
  )) {
    const found = version.exec(textOf(root, file) ?? '');
    if (found === null) continue;
    const [, pinned = '', at] = found;
    const text = at === undefined ? pinned : `${pinned}.${at}`;
    // `22` alone is the newest of them.
    return {
      name: `Node ${text}, which ${file} names,`,
      loadsTypeScript: loads([Number(pinned), Number(at ?? Infinity)]),
      said: true,
    };
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const name = `Node ${String(major)}.${String(minor)}`;
  return { name, loadsTypeScript: loads([major, minor]), said: false };
}

function enginesOf(text: string | undefined): string | undefined {
  const value = text === undefined ? undefined : parseJsonc(text);
  const engines = isRecord(value) ? value['engines'] : undefined;
  const node = isRecord(engines) ? engines['node'] : undefined;
  return typeof node === 'string' ? node : undefined;
}

/** The lower end of a range, by its alternatives; undefined where it has none (`*`, `lts`). */
export function lowestOf(range: string): Version | undefined {
  const ends = range.split('||').map((each): Version | undefined => {
    const found = /^\s*(>=?|\^|~>?|=|)\s*v?(\d+)(?:\.(\d+))?/.exec(each);
    return found === null ? undefined : [Number(found[2]), Number(found[3] ?? 0)];
  });
  const known = ends.filter((end) => end !== undefined);
  const sorted = known.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return known.length === ends.length ? sorted[0] : undefined;
}

/** Types are stripped without a flag from 22.18 on, and from 23.6 on. */
function loads([major, minor]: Version): boolean {
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}
