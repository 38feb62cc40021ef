/** Packages that the user's code imports, as questions of the run: which of them, in which version. */

import { realpathSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { isFile } from '../gate.js';
import type { Recorder } from '../inputs.js';
import { isRecord, readFileOrNothing } from '../manifest.js';

/**
 * Resolves `specifier`, which names a package, from the file `from` (absolute), and records what decides the
 * answer: the package.json of it and of all that it depends on, and the file it resolves to. Throws what
 * Node throws where there is none. Gives an absolute path, or the name of a module that Node has built in.
 */
export function resolvePackage(specifier: string, from: string, inputs: Recorder): string {
  if (isBuiltin(specifier)) return specifier;
  const name = packageName(specifier);
  const folder = recordPackage(name, dirname(from), inputs, new Set());
  const resolved = createRequire(from).resolve(specifier);
  if (folder !== undefined) {
    // By the way it is linked into the project: where a package manager keeps it is another matter.
    const inside = relative(realpathSync(folder), resolved);
    if (!inside.startsWith('..')) inputs.exists(inputs.toRoot(join(folder, inside)));
  }
  return resolved;
}

/** Whether a file belongs to an installed package; a workspace's own package is linked and does not. */
export function isInstalled(path: string): boolean {
  return path.includes(`${sep}node_modules${sep}`);
}

/** Whether Node takes an installed file for an ECMAScript module. */
export function isModule(path: string): boolean {
  if (!path.endsWith('.js')) return path.endsWith('.mjs');
  for (let folder = dirname(path); dirname(folder) !== folder; folder = dirname(folder)) {
    const text = readFileOrNothing(join(folder, 'package.json'))?.toString('utf8');
    if (text !== undefined) return parsePackage(text)['type'] === 'module';
  }
  return false;
}

/** Records the package that an installed file belongs to. */
export function recordPackageOf(path: string, inputs: Recorder): void {
  const mark = `${sep}node_modules${sep}`;
  const at = path.lastIndexOf(mark) + mark.length;
  const name = packageName(path.slice(at).split(sep).join('/'));
  inputs.exists(inputs.toRoot(join(path.slice(0, at), name, 'package.json')));
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The folder of a package as seen from `from`; undefined where it is not installed. */
function recordPackage(
  name: string,
  from: string,
  inputs: Recorder,
  seen: Set<string>,
): string | undefined {
  const folders: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    folders.push(join(folder, 'node_modules', name));
    if (dirname(folder) === folder) break;
  }
  const found = folders.find((folder) => isFile(join(folder, 'package.json')));
  // Where it would be found before: absent, and to stay so. Above the project it is nobody's question.
  for (const folder of folders) {
    const path = inputs.toRoot(join(folder, 'package.json'));
    if (folder === found || !path.startsWith('..')) inputs.exists(path);
    if (folder === found) break;
  }
  if (found === undefined) return undefined;
  const real = realpathSync(found);
  if (seen.has(real)) return found;
  seen.add(real);
  const text = inputs.read(inputs.toRoot(join(found, 'package.json')));
  for (const each of dependencies(text)) recordPackage(each, real, inputs, seen);
  return found;
}

function dependencies(text: string | undefined): readonly string[] {
  const listed = parsePackage(text ?? '')['dependencies'];
  return isRecord(listed) ? Object.keys(listed) : [];
}

function parsePackage(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    // Node says what is wrong with it.
    return {};
  }
}
