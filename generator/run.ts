/** The pipeline: read, name, emit, print, compare. Nothing is written here. */

import { join, posix } from 'node:path';
import { takenNames } from '../templates/reserved.js';
import { RUNTIME_ENTRY } from './abi.js';
import { nameTable } from './breaking.js';
import { placeOf } from './config/settle.js';
import type { ClientSettings, IdleSetting } from './config/types.js';
import type { Diagnostic, Report } from './diagnostics.js';
import { emitContext } from './emitters/context.js';
import { emitFiles } from './emitters/index.js';
import { reportSyntax } from './emitters/syntax.js';
import { formatFiles } from './format.js';
import type { Recorder } from './inputs.js';
import type { Project } from './ir.js';
import type { NameTable } from './manifest.js';
import { nameProject, namesWith } from './names.js';
import { checkPins } from './names/pins.js';
import { printBarrel } from './print/barrel.js';
import { printFile, type PrintSettings } from './print/file.js';
import { readProject } from './project.js';
import { copyLeaf, copyRuntime, runtimeNames } from './runtime-copy.js';
import { readBoundary } from './boundary.js';
import { readImportExtension } from './settings.js';
import type { Target } from './stages.js';
import type { WantedFile } from './write/plan.js';

/** One client as it shall lie in its output folder. */
export interface Generated {
  readonly out: string;
  readonly folder: string;
  readonly project: Project;
  readonly files: readonly WantedFile[];
  readonly importExtension: PrintSettings['importExtension'];
  /** What is exported, by key. */
  readonly names: NameTable;
  readonly settings: ClientSettings;
  readonly idle: readonly IdleSetting[];
}

/** Generates one client in memory; undefined when errors were reported. */
export async function generateClient(
  settings: ClientSettings,
  target: Target | undefined,
  out: string,
  inputs: Recorder,
  report: Report,
  progress: (stage: string) => void,
): Promise<Generated | undefined> {
  const errors: Diagnostic[] = [];
  const watch: Report = (diagnostic) => {
    if (diagnostic.severity === 'error') errors.push(diagnostic);
    report(diagnostic);
  };
  const importExtension = settings.importExtension ?? readImportExtension(out, inputs, watch);
  const importOf = (from: string, name: string): string => {
    const path = posix.relative(posix.dirname(from), posix.join(out, name)) + importExtension;
    return path.startsWith('.') ? path : `./${path}`;
  };
  const bounded = { ...inputs, leavesOut: readBoundary(out, inputs), importOf };
  const read = await readProject(settings, target, bounded, watch, progress);
  if (read === undefined || errors.length > 0) return undefined;
  const { project } = read;
  progress('Generating');
  const taken = takenNames(project, settings.names);
  const pins = checkPins(
    project,
    read.left,
    taken,
    settings.names,
    namesWith(project),
    (family, key) => placeOf(settings, ['names', family, key], inputs),
  );
  pins.errors.forEach(watch);
  if (errors.length > 0) return undefined;
  const names = nameProject(project, taken, settings.names, watch);
  const print: PrintSettings = {
    importExtension,
    runtime:
      settings.runtime === 'copy'
        ? { kind: 'emitted', path: RUNTIME_ENTRY }
        : { kind: 'package', specifier: 'instant-codegen/runtime' },
    out,
    root: inputs.root,
    command: 'instant-codegen',
  };
  const context = emitContext(settings, target, inputs);
  const emitted = await emitFiles(project, names, settings, context, inputs, watch);
  if (emitted === undefined) return undefined;
  const exported = new Set(emitted.flatMap((file) => file.exports.map(({ name }) => name)));
  const used = runtimeNames(emitted);
  const copies = settings.runtime === 'copy' && used.size > 0;
  const own: readonly WantedFile[] = [
    { path: 'index.ts', text: printBarrel(emitted, print) },
    ...emitted.map((file) => {
      const text = file.copied === undefined ? printFile(file, print) : copyLeaf(file.copied);
      reportSyntax(file, text, watch);
      return { path: file.path + (file.extension ?? '.ts'), text };
    }),
    ...(copies ? copyRuntime(used, importExtension) : []),
  ];
  if (errors.length > 0) return undefined;
  progress('Formatting');
  const files = await formatFiles(own, out, settings.format, inputs, watch);
  if (files === undefined || errors.length > 0) return undefined;
  // One line end everywhere, so that a checkout does not look like an edit.
  const attributes = { path: '.gitattributes', text: '* linguist-generated text eol=lf\n' };
  const folder = join(inputs.root, out);
  return {
    out: posix.normalize(out),
    folder,
    project,
    files: [...files, attributes],
    importExtension,
    names: nameTable(project, names, exported),
    settings,
    idle: [
      ...read.idle,
      ...pins.idle.map((diagnostic) => ({ setting: 'names', diagnostic }) as const),
    ],
  };
}
