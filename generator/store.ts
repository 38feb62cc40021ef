/** The data schema of a client: which file it is, and what is settled in it before anything is emitted. */

import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { placeOf } from './config/settle.js';
import type { ClientSettings } from './config/types.js';
import { nearest, type Diagnostic, type Report } from './diagnostics.js';
import type { Recorder } from './inputs.js';
import type { Store } from './ir.js';
import type { StoreReader, Target } from './stages.js';
import { stores } from './stores/index.js';
import { targetNames } from './targets/index.js';

const NOT_FOUND = 'schema-not-found';

/** So many schemas of packages are named. */
const SHOWN = 3;

/** Undefined: the client has none, or errors were reported. */
export function readStore(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
  report: Report,
  progress: (stage: string) => void,
): Store | undefined {
  const reader = stores.find((each) => each.kind === target?.store);
  if (target === undefined || reader === undefined) {
    if (typeof settings.schema === 'string') {
      const at = placeOf(settings, 'schema', inputs);
      report({
        severity: 'warning',
        code: 'config-schema-unused',
        message: `${settings.schema} is not read: only a target has a data schema.`,
        remedy: `Set the target (${targetNames().join(', ')}), or take the schema away.`,
        ...(at === undefined ? {} : { at }),
      });
    }
    return undefined;
  }
  const path = settings.schema ?? schemaFromEnvironment(reader, inputs) ?? reader.find(inputs);
  if (typeof path === 'string') progress(`Reading ${path}`);
  else if (path === undefined) {
    const below = reader.below?.(inputs) ?? [];
    const [first] = below;
    // Who has named no backend may have meant another API.
    const other =
      settings.target === undefined ? '; for any other API, name its document with --openapi' : '';
    const shown = [...below.slice(0, SHOWN), ...(below.length > SHOWN ? ['…'] : [])];
    report({
      severity: 'note',
      code: 'schema-none',
      message: `No data schema was found: ${reader.without}.`,
      remedy:
        first === undefined
          ? [reader.makes, `Name one with --schema${other}.`].filter(Boolean).join(' ')
          : `There is ${shown.join(', ')}: run the command in the folder of its package, or name it: --schema ${first}.`,
    });
  }
  const refuse = (
    diagnostic: Pick<Diagnostic, 'code' | 'message' | 'remedy'>,
  ): Store | undefined => {
    const at = settings.schema === undefined ? undefined : placeOf(settings, 'schema', inputs);
    report({ severity: 'error', ...diagnostic, ...(at === undefined ? {} : { at }) });
    return undefined;
  };
  const isMissing = typeof path === 'string' && !inputs.exists(path);
  if (isMissing && inputs.list(path) === undefined)
    return refuse({
      code: NOT_FOUND,
      message: `There is no schema file ${path}.`,
      remedy: [
        `${meant(path, reader, inputs)}Correct the path where it is set: with --schema, in the configuration${reader.variable === undefined ? '' : ` or in ${reader.variable}`}.`,
        ...(reader.makes === undefined ? [] : [reader.makes]),
      ].join(' '),
    });
  const misplaced = typeof path === 'string' ? reader.misplaced?.(path, inputs) : undefined;
  if (misplaced !== undefined) return refuse(misplaced);
  if (isMissing)
    return refuse({
      code: NOT_FOUND,
      message: `${path} is a folder, and a schema is a file.`,
      remedy: 'Name the file in it.',
    });
  const store = reader.read(path === false ? undefined : path, inputs, report);
  if (store === undefined) return undefined;
  return reader.settle(store, settings, target);
}

/** A file beside it whose name is much alike, or the schema that is found without a path. */
function meant(path: string, reader: StoreReader, inputs: Recorder): string {
  const folder = posix.dirname(path);
  const beside = readdirNames(join(inputs.root, folder));
  const alike = nearest(posix.basename(path), beside);
  if (alike !== undefined) return `Did you mean ${posix.join(folder, alike)}? `;
  const found = reader.find(inputs);
  return found === undefined ? '' : `There is ${found}. `;
}

/** No input of the run, which fails: nothing is made of these names. */
function readdirNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

function schemaFromEnvironment({ variable }: StoreReader, inputs: Recorder): string | undefined {
  if (variable === undefined) return undefined;
  const given = inputs.env(variable);
  return given === undefined || given === '' ? undefined : inputs.toRoot(given);
}
