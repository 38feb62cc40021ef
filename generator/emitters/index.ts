/** Which emitters run for a client, and what they give: ours by name, a user's by the path of their file. */

import { chosenEmitters, emitterNames } from '../../templates/index.js';
import { executeModule, SyntaxProblem, withoutAddresses } from '../config/module.js';
import { isPath, placeOf } from '../config/settle.js';
import { thrownAt, type ThrownAt } from '../config/trace.js';
import type { ClientSettings } from '../config/types.js';
import { nearest, type Report } from '../diagnostics.js';
import type { Recorder } from '../inputs.js';
import type { Project } from '../ir.js';
import { isRecord } from '../manifest.js';
import type { Names } from '../names.js';
import type { AnyEmitter, EmitContext, OutFile } from '../stages.js';
import { checkFiles, reportClashes, type Emitted } from './check.js';

/** An emitter, and for a user's own the file it stands in. */
interface Chosen {
  readonly emitter: AnyEmitter;
  readonly file?: string;
}

/** All files of a client but `index.ts`; undefined when errors were reported. */
export async function emitFiles(
  project: Project,
  names: Names,
  settings: ClientSettings,
  context: EmitContext,
  inputs: Recorder,
  report: Report,
): Promise<readonly OutFile[] | undefined> {
  const chosen = await choose(settings, inputs, report);
  if (chosen === undefined) return undefined;
  const emitted: Emitted[] = [];
  let failed = false;
  for (const each of chosen) {
    const files = await run(each, project, names, context, inputs, report);
    if (files === undefined) failed = true;
    else emitted.push({ ...each, name: each.emitter.name, files });
  }
  if (failed || !reportClashes(emitted, report)) return undefined;
  return emitted.flatMap(({ files }) => files);
}

async function choose(
  settings: ClientSettings,
  inputs: Recorder,
  report: Report,
): Promise<readonly Chosen[] | undefined> {
  const wanted = settings.emitters ?? ['default'];
  const own = chosenEmitters(wanted.filter((each) => emitterNames.includes(each)));
  const chosen: Chosen[] = own.map((emitter) => ({ emitter }));
  let failed = false;
  for (const name of new Set(wanted)) {
    if (emitterNames.includes(name)) continue;
    if (!isPath(name)) {
      reportUnknown(name, settings, inputs, report);
      failed = true;
      continue;
    }
    const file = name.replace(/^\.\//, '');
    const emitter = await loadEmitter(file, inputs, report);
    if (emitter === undefined) failed = true;
    else chosen.push({ emitter, file });
  }
  return failed ? undefined : chosen;
}

function reportUnknown(
  name: string,
  settings: ClientSettings,
  inputs: Recorder,
  report: Report,
): void {
  const meant = nearest(name, emitterNames);
  const at = placeOf(settings, 'emitters', inputs);
  report({
    severity: 'error',
    code: 'emitters-unknown',
    message: `There is no emitter ${JSON.stringify(name)}.`,
    remedy:
      (meant === undefined ? '' : `Did you mean ${JSON.stringify(meant)}? `) +
      `There are ${emitterNames.join(', ')}, and files of your own: './emit.ts'.`,
    ...(at === undefined ? {} : { at }),
  });
}

async function loadEmitter(
  file: string,
  inputs: Recorder,
  report: Report,
): Promise<AnyEmitter | undefined> {
  const fail = (
    code: string,
    message: string,
    remedy: string,
    at: ThrownAt = { file, offset: 0 },
  ): void => {
    report({ severity: 'error', code, message, remedy, at: { ...at, length: 0 } });
  };
  const text = inputs.exists(file) ? inputs.read(file) : undefined;
  if (text === undefined) {
    fail(
      'emitters-not-found',
      `There is no emitter at ${file}.`,
      'Correct the path under `emitters`; it is relative to the configuration.',
    );
    return undefined;
  }
  try {
    const value = await executeModule(file, text, inputs);
    if (isEmitter(value)) return value;
    fail(
      'emitters-no-emitter',
      'The default export of this file is no emitter.',
      'Write: export default defineEmitter({ name: …, emit(project, names) { return [ … ]; } });',
    );
  } catch (error) {
    if (error instanceof SyntaxProblem)
      fail(
        'emitters-unreadable',
        error.message,
        'Look here, or just before, for what is missing or too much.',
        { file, offset: error.offset },
      );
    else
      fail(
        'emitters-failed',
        `The emitter could not be loaded: ${withoutAddresses(messageOf(error), file)}`,
        'The message is its own: correct what it complains of.',
        thrownAt(error, inputs),
      );
  }
  return undefined;
}

function isEmitter(value: unknown): value is AnyEmitter {
  return (
    isRecord(value) && typeof value['name'] === 'string' && typeof value['emit'] === 'function'
  );
}

/** What one emitter gives. A mistake of ours is thrown; a user's is reported at their file. */
async function run(
  { emitter, file }: Chosen,
  project: Project,
  names: Names,
  context: EmitContext,
  inputs: Recorder,
  report: Report,
): Promise<readonly OutFile[] | undefined> {
  try {
    const files: unknown = await emitter.emit(project, names, context);
    return checkFiles(files, emitter.name, file, report);
  } catch (error) {
    const problem = isProblem(error) ? error : undefined;
    if (problem === undefined && file === undefined) throw error;
    report({
      severity: 'error',
      code: problem === undefined ? 'emitters-threw' : 'emitters-problem',
      message: problem?.message ?? `The emitter ${emitter.name} threw: ${messageOf(error)}`,
      remedy:
        problem?.remedy ??
        'Correct the emitter, or remove it from `emitters` in the configuration.',
      ...(file === undefined
        ? {}
        : { at: { file, offset: 0, ...thrownAt(error, inputs), length: 0 } }),
    });
    return undefined;
  }
}

/** By name: an emitter's own copy of the class is another one. */
function isProblem(error: unknown): error is Error & { readonly remedy: string } {
  return (
    error instanceof Error &&
    error.name === 'EmitProblem' &&
    'remedy' in error &&
    typeof error.remedy === 'string'
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
