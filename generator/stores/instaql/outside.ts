/** Types of files that the user's compiler does not take: copied where that can be, or else told. */

import type { ts } from 'ts-morph';
import type { Diagnostic } from '../../diagnostics.js';
import type { TypeName } from '../../ir.js';
import type { LeftOut } from '../../stages.js';
import { keyOfDeclaration, type ConvertType } from './declarations.js';
import { problem, type Origin } from './problem.js';
import type { Reading } from './reading.js';
import type { TypeDeclaration } from './tables.js';
import type { Convert, TypeEnv } from './typeenv.js';

/**
 * Why exported declarations cannot be copied; undefined: they can. It is tried beforehand, with all that is not
 * exported and goes along: once a copy is named, there is no way back to an import.
 */
export function whyNotCopied(
  env: TypeEnv,
  declarations: readonly TypeDeclaration[],
  convert: Convert,
  convertType: ConvertType,
): string | undefined {
  const { reading } = env;
  const [first] = declarations;
  if (first === undefined || declarations.some((each) => isWhole(reading, each)))
    return 'A class or namespace is not copied.';
  if (reading.copies.has(first)) return reading.copies.get(first);
  reading.copies.set(first, undefined);
  const errors: string[] = [];
  const queue: (() => void)[] = [];
  const trial: Reading = {
    ...reading,
    // What is exported is a question of its own.
    inputs: { ...reading.inputs, leavesOut: () => undefined },
    report: ({ severity, message }) => {
      if (severity === 'error') errors.push(message);
    },
    bindings: new Map(reading.bindings),
    declarations: { keys: new Map(), taken: new Set(), types: [], queue },
  };
  keyOfDeclaration({ ...env, reading: trial }, declarations, convert, convertType);
  // It grows while it is walked.
  for (const each of queue) each();
  const [why] = errors;
  reading.copies.set(first, why);
  return why;
}

function isWhole({ ts }: Reading, node: ts.Node): boolean {
  return ts.isClassDeclaration(node) || ts.isModuleDeclaration(node);
}

/** The warning where emitted code imports from outside after all. */
export function importedFromOutside(
  origin: Origin,
  name: TypeName,
  { folder, reason, effect }: LeftOut,
  why: string | undefined,
): Diagnostic {
  const called = name.kind === 'file' || name.kind === 'package' ? name.exported : '';
  const from = name.kind === 'file' ? name.file : name.kind === 'package' ? name.specifier : '';
  return problem(
    'warning',
    'type-outside',
    origin,
    [
      `Emitted code imports '${called}' of ${from}, but ${reason}: ${effect}.`,
      ...(why === undefined ? [] : [`It cannot be copied: ${why}`]),
    ].join(' '),
    `Move '${called}' into a file in ${folder}, and import it from there.`,
  );
}
