/** Finds a configuration: JSON is parsed, a module is executed. */

import { posix } from 'node:path';
import { types } from 'node:util';
import type { Report } from '../diagnostics.js';
import { CONFIG_FILES, CONFIG_KEY } from '../gate.js';
import type { Recorder } from '../inputs.js';
import { parseJsonc } from '../jsonc.js';
import { loadTypeScript } from '../lazy.js';
import { isRecord } from '../manifest.js';
import { executeModule, SyntaxProblem, withoutAddresses } from './module.js';
import { thrownAt, type ThrownAt } from './trace.js';

const SYNTAX = 'Look here, or just before, for what is missing or too much.';
const PACKAGE_KEY = `${JSON.stringify(CONFIG_KEY)} in package.json`;

export interface LoadedConfig {
  readonly value: unknown;
  readonly file: string;
  readonly text: string;
}

/** Undefined: there is none. `'failed'`: there is one, and what is wrong with it was reported. */
export async function loadConfig(
  given: string | undefined,
  inputs: Recorder,
  report: Report,
): Promise<LoadedConfig | 'failed' | undefined> {
  const file = given ?? findConfig(inputs, report);
  if (file === undefined) return fromPackage(inputs);
  const text = inputs.read(file);
  const fail = (
    code: string,
    message: string,
    remedy: string,
    at: ThrownAt = { file, offset: 0 },
  ): 'failed' => {
    report({ severity: 'error', code, message, remedy, at: { ...at, length: 0 } });
    return 'failed';
  };
  if (text === undefined)
    return fail(
      'config-not-found',
      `There is no configuration file ${file}.`,
      'Correct the path after --config, which is relative to the current folder.',
    );
  if (/\.jsonc?$/.test(file)) {
    const value = parseJsonc(text);
    return value === undefined
      ? fail('config-unreadable', 'This is not valid JSON.', SYNTAX, {
          file,
          offset: jsonProblem(file, text),
        })
      : { value: unwrapPackage(file, value), file, text };
  }
  try {
    const value = await executeModule(file, text, inputs);
    if (!isNamespace(value)) return { value, file, text };
    const [first] = Object.keys(value);
    return fail(
      'config-no-default',
      'This file has no default export: nothing of it would be used.',
      first === undefined
        ? 'Write: export default defineConfig({ … });'
        : `Write: export default ${first === 'config' ? first : 'defineConfig({ … })'}; what it exports by name (${first}) is not looked at.`,
    );
  } catch (error) {
    if (error instanceof SyntaxProblem)
      return fail('config-unreadable', error.message, SYNTAX, { file, offset: error.offset });
    const message = error instanceof Error ? error.message : String(error);
    return fail(
      'config-failed',
      `The configuration threw: ${withoutAddresses(message, file)}`,
      'The message is its own: correct what it complains of.',
      thrownAt(error, inputs),
    );
  }
}

/** A module that exports nothing by default is met as it is. */
function isNamespace(value: unknown): value is object {
  return types.isModuleNamespaceObject(value);
}

/** The first of the files that a configuration may be; that there are others is told, since they are not read. */
function findConfig(inputs: Recorder, report: Report): string | undefined {
  const [file, ...others] = CONFIG_FILES.filter((name) => inputs.exists(name));
  if (file === undefined) return undefined;
  const shadowed = [...others, ...(fromPackage(inputs) === undefined ? [] : [PACKAGE_KEY])];
  if (shadowed.length > 0)
    report({
      severity: 'warning',
      code: 'config-several',
      message: `${file} is used, and ${shadowed.join(' and ')} ${shadowed.length === 1 ? 'is' : 'are'} not read.`,
      remedy: 'Keep one of them, or name the one that is meant with --config.',
      at: { file, offset: 0, length: 0 },
    });
  return file;
}

/** Where a text stops being JSON, as the compiler's own reader of such files sees it. */
function jsonProblem(file: string, text: string): number {
  return loadTypeScript().parseConfigFileTextToJson(file, text).error?.start ?? 0;
}

function fromPackage(inputs: Recorder): LoadedConfig | undefined {
  const file = 'package.json';
  const text = inputs.read(file);
  const value = text === undefined ? undefined : parseJsonc(text);
  if (text === undefined || !isRecord(value) || !(CONFIG_KEY in value)) return undefined;
  return { value: value[CONFIG_KEY], file, text };
}

function unwrapPackage(file: string, value: unknown): unknown {
  return posix.basename(file) === 'package.json' && isRecord(value) ? value[CONFIG_KEY] : value;
}
