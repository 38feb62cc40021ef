/** What the emitters write for a saved schema, as texts by path. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresStore, Project } from '../../generator/ir.js';
import { nameProject } from '../../generator/names.js';
import { printFile, type PrintSettings } from '../../generator/print/file.js';
import { copyRuntime, runtimeNames } from '../../generator/runtime-copy.js';
import type { OutFile } from '../../generator/stages.js';
import { readSaved } from '../../generator/stores/postgres/read.js';
import { storeOf } from '../../generator/stores/postgres/store.js';
import { postgresEmitters } from '../../templates/postgres/index.js';
import { takenNames } from '../../templates/reserved.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

const SETTINGS: PrintSettings = {
  importExtension: '.js',
  runtime: { kind: 'emitted', path: 'runtime/abi' },
  out: 'src/app',
  root: '/project',
  command: 'npx instant-codegen',
};

/** The store of a saved schema in `fixtures/`, as a target settles it. */
export function storeAt(path: string, settings: Partial<PostgresStore> = {}): PostgresStore {
  const saved = readSaved(
    'database.json',
    readFileSync(join(FIXTURES, path), 'utf8'),
    ({ message }) => {
      throw new Error(message);
    },
  );
  if (saved === undefined) throw new Error(`${path} was not read`);
  return { ...storeOf(saved, 'database.json'), dialect: 'postgrest', ...settings };
}

export function filesOf(store: PostgresStore): readonly OutFile[] {
  const project: Project = { store };
  const names = nameProject(project, takenNames(project), {}, ({ message, severity }) => {
    if (severity === 'error') throw new Error(message);
  });
  return postgresEmitters.flatMap((emitter) => emitter.emit(project, names));
}

/** Path with extension → text. */
export function emitted(store: PostgresStore): ReadonlyMap<string, string> {
  return new Map(filesOf(store).map((file) => [`${file.path}.ts`, printFile(file, SETTINGS)]));
}

/** The same, with what they use of the runtime. */
export function emittedWithRuntime(store: PostgresStore): ReadonlyMap<string, string> {
  const runtime = copyRuntime(runtimeNames(filesOf(store)), '.js');
  return new Map([
    ...emitted(store),
    ...runtime.map(({ path, text }): [string, string] => [path, text]),
  ]);
}
