/** What the store's emitters write for a schema, as texts by path. */

import { readFileSync } from 'node:fs';
import type { InstaqlStore, Project } from '../../generator/ir.js';
import { nameProject } from '../../generator/names.js';
import { printFile, type PrintSettings } from '../../generator/print/file.js';
import { copyRuntime, runtimeNames } from '../../generator/runtime-copy.js';
import { instaqlReader } from '../../generator/stores/instaql/index.js';
import type { Inputs, OutFile } from '../../generator/stages.js';
import { instaqlEmitters, storeNames } from '../../templates/instaql/index.js';

const SETTINGS: PrintSettings = {
  importExtension: '.js',
  runtime: { kind: 'emitted', path: 'runtime/abi' },
  out: 'src/instant',
  command: 'npx instant-codegen',
};

/** The emitted files of a store: path with extension → text. Throws where a name does not fit. */
export function emitStore(store: InstaqlStore): ReadonlyMap<string, string> {
  return new Map(filesOf(store).map((file) => [`${file.path}.ts`, printFile(file, SETTINGS)]));
}

/** The same, with the runtime that is copied beside them: what they use of it, and no more. */
export function emitWithRuntime(store: InstaqlStore): ReadonlyMap<string, string> {
  const runtime = copyRuntime(runtimeNames(filesOf(store)), '.js');
  return new Map([
    ...emitStore(store),
    ...runtime.map(({ path, text }): [string, string] => [path, text]),
  ]);
}

function filesOf(store: InstaqlStore): readonly OutFile[] {
  const project: Project = { store };
  const names = nameProject(project, new Set(storeNames(project)), {}, (problem) => {
    if (problem.severity === 'error') throw new Error(problem.message);
  });
  return instaqlEmitters
    .flatMap((emitter) => emitter.emit(project, names))
    .filter(({ copied }) => copied === undefined);
}

/** Reads the text of a schema file, and no other file. Throws the first problem. */
export function readStore(text: string, settings: Partial<InstaqlStore> = {}): InstaqlStore {
  const inputs: Inputs = {
    root: '/',
    read: (path) => (path === 'instant.schema.ts' ? text : undefined),
    exists: (path) => path === 'instant.schema.ts',
    list: () => undefined,
  };
  const store = instaqlReader.read('instant.schema.ts', inputs, (problem) => {
    if (problem.severity === 'error') throw new Error(problem.message);
  });
  if (store === undefined) throw new Error('no store was read');
  return { ...store, ...settings };
}

export function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8');
}
