/** What the store's emitters write for a schema, as texts by path. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientSettings } from '../../generator/config/types.js';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { recordInputs } from '../../generator/inputs.js';
import type { InstaqlStore, Project } from '../../generator/ir.js';
import { nameProject } from '../../generator/names.js';
import { printFile, type PrintSettings } from '../../generator/print/file.js';
import { shippedFiles, targetOf } from '../../generator/project.js';
import { generateClient } from '../../generator/run.js';
import { copyRuntime, runtimeNames } from '../../generator/runtime-copy.js';
import { instaqlReader } from '../../generator/stores/instaql/index.js';
import type { Inputs, OutFile } from '../../generator/stages.js';
import { instaqlEmitters, storeNames } from '../../templates/instaql/index.js';

const SETTINGS: PrintSettings = {
  importExtension: '.js',
  runtime: { kind: 'emitted', path: 'runtime/abi' },
  out: 'src/instant',
  root: '/project',
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

/** All that a run writes for an app with this schema, as a user's program has it: `index.ts` and what it imports. */
export async function emitClient(schema: string): Promise<ReadonlyMap<string, string>> {
  const settings: ClientSettings = {
    overlays: [],
    runtime: 'copy',
    importExtension: '.js',
    dates: 'stored',
    requiredLinks: 'types',
    names: {},
    schema: 'instant.schema.ts',
  };
  const root = mkdtempSync(join(tmpdir(), 'instant-codegen-types-'));
  writeFileSync(join(root, 'instant.schema.ts'), schema);
  const inputs = recordInputs(root, {}, shippedFiles());
  const report = ({ severity, message }: Diagnostic): void => {
    if (severity === 'error') throw new Error(message);
  };
  const target = targetOf(settings, inputs, report);
  if (target === 'failed') throw new Error('the target was not read');
  const nothing = (): void => undefined;
  const made = await generateClient(settings, target, SETTINGS.out, inputs, report, nothing);
  rmSync(root, { recursive: true });
  if (made === undefined) throw new Error('nothing was generated');
  return new Map(
    made.files.filter(({ path }) => path.endsWith('.ts')).map(({ path, text }) => [path, text]),
  );
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
