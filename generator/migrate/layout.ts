/** Whether the compiler's output moves: its folders start at what the files of a program have in common. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { parseJsonc } from '../jsonc.js';
import { isRecord } from '../manifest.js';
import { compilersOf } from './compilers.js';
import type { FileChange } from './plan.js';
import { programFiles, textsOf } from './program-files.js';
import { textOf, type AppFiles } from './sources.js';
import type { Emitted, Open } from './types.js';

type Ts = typeof TypeScript;

/**
 * Where output is written to other places once the imports have changed: an `outDir` without a `rootDir`, whose
 * common folder was that of a file which nothing imports any more, or is now that of the client.
 */
export function movedLayouts(
  ts: Ts,
  root: string,
  app: AppFiles,
  changes: readonly FileChange[],
  { out, files: emitted }: Emitted,
): readonly Open[] {
  if (hasFixedRoot(root, app.package)) return [];
  const { old, fresh } = textsOf(app, changes, { out, files: emitted });
  return compilersOf(ts, root, posix.dirname(out)).flatMap((compiler): readonly Open[] => {
    const { path, options, emits } = compiler;
    const { outDir, rootDir, composite, outFile } = options;
    if (!emits || outDir === undefined || composite === true) return [];
    if (rootDir !== undefined || outFile !== undefined) return [];
    const before = programFiles(ts, root, compiler, old);
    const after = programFiles(ts, root, compiler, fresh);
    const [was, is] = [commonFolder([...before.keys()]), commonFolder([...after.keys()])];
    if (was === is) return [];
    const [lost, edge] = [...before].find(([file]) => !after.has(file) && !isIn(is, file)) ?? [];
    const reason = lost === undefined ? 'With the client' : `Without ${lost}`;
    const own = posix.relative(posix.dirname(path), was === '' ? '.' : was);
    const target = posix.relative(root.replaceAll('\\', '/'), outDir);
    return [
      {
        path: edge?.from ?? path,
        offset: edge?.offset ?? 0,
        code: 'migrate-layout',
        message: `${reason}, ${path} has its files in ${folderName(is)} instead of ${folderName(was)}, and what it writes into ${target} moves.`,
        remedy: `Set "rootDir": "${own === '' ? '.' : own}" in ${path}: output stays where it is. Or see to what names files in ${target}.`,
      },
    ];
  });
}

/** From version 6 on output starts at the folder of the tsconfig.json, whatever is imported. */
function hasFixedRoot(root: string, folder: string): boolean {
  return [folder, ''].some((at) => {
    const text = textOf(root, posix.join(at, 'node_modules/typescript/package.json'));
    const value = text === undefined ? undefined : parseJsonc(text);
    return isRecord(value) && Number.parseInt(String(value['version']), 10) >= 6;
  });
}

/** The folder that holds all of these files; empty: the root. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const length = first.findIndex((part, at) => others.some((each) => each[at] !== part));
  return first.slice(0, length < 0 ? undefined : length).join('/');
}

function isIn(folder: string, path: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function folderName(folder: string): string {
  return folder === '' ? 'the root' : folder;
}
