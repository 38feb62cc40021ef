/** The registry of backends: every folder beside this file that has a `target.json` is one. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, shippedName } from '../package.js';
import type { Target } from '../stages.js';
import { targetFrom, type TargetFile } from '../target-file.js';

const FOLDER = 'generator/targets';

/** The first is the one that is meant where neither a target nor a document is given. */
export const targets: readonly [Target, ...Target[]] = readAll();

/** Names the user may choose from; `none` is a document alone, without a client of its own. */
export function targetNames(): readonly string[] {
  return [...targets.map((target) => target.name), 'none'];
}

function readAll(): readonly [Target, ...Target[]] {
  const root = join(packageRoot(), FOLDER);
  const found = readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'target.json')))
    .sort()
    .map((name) => {
      // Ours, and held to its schema by a test: it is not checked once more in every run.
      const text = readFileSync(join(root, name, 'target.json'), 'utf8');
      const file = JSON.parse(text) as TargetFile;
      return { target: targetFrom(file, name, shippedName(`${FOLDER}/${name}`)), file };
    });
  const [first, ...others] = [
    ...found.filter(({ file }) => file.default === true),
    ...found.filter(({ file }) => file.default !== true),
  ].map(({ target }) => target);
  if (first === undefined) throw new Error(`There is no target in ${root}`);
  return [first, ...others];
}
