/** Which backend a client is for. */

import { placeOf } from './config/settle.js';
import type { ClientSettings } from './config/types.js';
import { nearest, type Diagnostic, type Report } from './diagnostics.js';
import { givenDocuments } from './documents.js';
import type { Recorder } from './inputs.js';
import type { Target } from './stages.js';
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

/** What the root of a document says, found by text: the document is read in full later, and once. */
function documentTarget(text: string): string | undefined {
  if (!text.includes(TARGET_KEY)) return undefined;
  const pattern = /^[\s\ufeff]*\{/.test(text)
    ? /"x-instant-codegen-target"\s*:\s*"([^"\\]*)"/
    : /^(?:x-instant-codegen-target|"x-instant-codegen-target"|'x-instant-codegen-target')\s*:\s*["']?([\w.-]+)/m;
  return pattern.exec(text)?.[1];
}
