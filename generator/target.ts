/** Which backend a client is for. */

import { posix } from 'node:path';

import { abiNames } from './abi.js';
import { isFolder, placeOf } from './config/settle.js';
import type { ClientSettings } from './config/types.js';
import { nearest, type Diagnostic, type Report } from './diagnostics.js';
import { givenDocuments } from './documents.js';
import type { Recorder } from './inputs.js';
import { loadZod } from './lazy.js';
import type { Target } from './stages.js';
import { stores } from './stores/index.js';
import { targetFileSchema, targetFrom, type TargetFile } from './target-file.js';
import { nameLacks } from './target-names.js';
import { targetNames, targets } from './targets/index.js';

const TARGET_KEY = 'x-instant-codegen-target';

/** The backend of a client; undefined is none. `'failed'`: what is wrong was reported. */
export function targetOf(
  settings: ClientSettings,
  inputs: Recorder,
  report: Report,
): Target | undefined | 'failed' {
  const documents = givenDocuments(settings, inputs).map(({ name }) => ({
    name,
    target: documentTarget(inputs.read(name) ?? ''),
  }));
  const naming = documents.find((each) => each.target !== undefined);
  const any = documents.length > 0;
  const name = settings.target ?? naming?.target ?? (any ? 'none' : targets[0].name);
  if (isFolder(name)) return targetIn(posix.normalize(name), settings, inputs, report);
  const target = targets.find((each) => each.name === name);
  if (target !== undefined) return target;
  if (name === 'none' && any) return undefined;
  const meant = nearest(name, targetNames());
  const at =
    settings.target === undefined && naming !== undefined
      ? { file: naming.name, pointer: `/${TARGET_KEY}` }
      : placeOf(settings, 'target', inputs);
  const problem: Diagnostic =
    name === 'none'
      ? {
          severity: 'error',
          code: 'config-no-document',
          message: 'Without a target there is no document to read.',
          remedy: 'Name one with --openapi, or with `openapi` in the configuration.',
        }
      : {
          severity: 'error',
          code: 'config-unknown-target',
          message: `There is no target ${JSON.stringify(name)}.`,
          remedy: `${meant === undefined ? '' : `Did you mean ${meant}? `}Known targets: ${targetNames().join(', ')}.`,
        };
  report(at === undefined ? problem : { ...problem, at });
  return 'failed';
}

/** A backend that does not ship: the folder, below the root of the project, has a `target.json`. */
function targetIn(
  folder: string,
  settings: ClientSettings,
  inputs: Recorder,
  report: Report,
): Target | 'failed' {
  const path = posix.join(folder, 'target.json');
  const text = inputs.read(path);
  if (text === undefined) {
    const at = placeOf(settings, 'target', inputs);
    report({
      severity: 'error',
      code: 'config-unknown-target',
      message: `There is no target in ${folder}: it has no target.json.`,
      remedy: 'Correct the path, which is relative to the root of the project.',
      ...(at === undefined ? {} : { at }),
    });
    return 'failed';
  }
  const wrong = (message: string, pointer = '', remedy?: string): 'failed' => {
    report({
      severity: 'error',
      code: 'target-malformed',
      message,
      ...(remedy === undefined ? {} : { remedy }),
      at: { file: path, pointer },
    });
    return 'failed';
  };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return wrong(`This is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const checked = targetFileSchema(loadZod().z, stores, abiNames().values).safeParse(data);
  if (checked.success) {
    const file = data as TargetFile;
    const lacks = nameLacks(file, stores);
    for (const { message, pointer, meant } of lacks) {
      wrong(message, pointer, meant === undefined ? undefined : `Did you mean ${meant}?`);
    }
    return lacks.length > 0 ? 'failed' : targetFrom(file, posix.basename(folder), folder);
  }
  for (const { path: keys, message } of checked.error.issues) {
    wrong(`${keys.length === 0 ? 'The target' : keys.map(String).join('.')}: ${message}.`);
  }
  return 'failed';
}

/** What the root of a document says, found by text: the document is read in full later, and once. */
function documentTarget(text: string): string | undefined {
  if (!text.includes(TARGET_KEY)) return undefined;
  const pattern = /^[\s\ufeff]*\{/.test(text)
    ? /"x-instant-codegen-target"\s*:\s*"([^"\\]*)"/
    : /^(?:x-instant-codegen-target|"x-instant-codegen-target"|'x-instant-codegen-target')\s*:\s*["']?([\w.-]+)/m;
  return pattern.exec(text)?.[1];
}
