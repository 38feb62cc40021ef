import { readdirSync } from 'node:fs';
import { join as inFolder } from 'node:path';
import type { Inputs } from '../../stages.js';

const EXTENSIONS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];

/** Folders of Instant's own search, with how many levels below them it looks. */
const FOLDERS: readonly (readonly [folder: string, levels: number])[] = [
  ['', 0],
  ['src', 3],
  ['lib', 2],
  ['app', 0],
];

/**
 * The first `instant.schema.*` where Instant's own command looks: the root, `src/` to three levels, `lib/` to
 * two, `app/`. A shallower file comes before a deeper one, then the order of names decides.
 */
export function findSchema(inputs: Inputs): string | undefined {
  for (const [folder, levels] of FOLDERS) {
    let level: readonly string[] = [folder];
    for (let depth = 0; depth <= levels; depth++) {
      for (const path of level) {
        const found = schemaIn(inputs, path);
        if (found !== undefined) return found;
      }
      if (depth < levels) level = level.flatMap((path) => foldersIn(inputs, path));
    }
  }
  return undefined;
}

function schemaIn(inputs: Inputs, folder: string): string | undefined {
  return EXTENSIONS.map((extension) => join(folder, `instant.schema.${extension}`)).find((path) =>
    inputs.exists(path),
  );
}

/** Names that are not folders list nothing, and hold no schema. */
function foldersIn(inputs: Inputs, folder: string): readonly string[] {
  return (inputs.list(folder) ?? [])
    .filter((name) => !name.startsWith('.') && name !== 'node_modules')
    .map((name) => join(folder, name))
    .sort((a, b) => (a < b ? -1 : 1));
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** How deep packages and their sources lie: `packages/db/src/db`. */
const DEEPEST = 4;
/** So many folders are looked into. */
const MOST_FOLDERS = 2000;

/** The `instant.schema.*` of the packages of a workspace, shallower ones first. */
export function findBelow(inputs: Inputs): readonly string[] {
  const hidden = new Set(inputs.outputs?.() ?? []);
  const found: string[] = [];
  let level: readonly string[] = [''];
  let left = MOST_FOLDERS;
  for (let depth = 0; depth <= DEEPEST; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (left-- <= 0) return found;
      for (const entry of entriesIn(inFolder(inputs.root, folder))) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !/^(?:\..*|node_modules|dist|build)$/.test(entry.name)) {
          if (!hidden.has(path)) next.push(path);
        } else if (EXTENSIONS.some((each) => entry.name === `instant.schema.${each}`))
          found.push(path);
      }
    }
    level = next.sort();
  }
  return found;
}

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
