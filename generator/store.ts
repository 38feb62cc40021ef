/** The data schema of a client: which file it is, and what is settled in it before anything is emitted. */

import { placeOf } from './config/settle.js';
import type { ClientSettings } from './config/types.js';
import type { Report } from './diagnostics.js';
import type { Recorder } from './inputs.js';
import type { Store } from './ir.js';
import type { StoreReader, Target } from './stages.js';
import { stores } from './stores/index.js';
import { targetNames } from './targets/index.js';

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
    const shown = [...below.slice(0, SHOWN), ...(below.length > SHOWN ? ['…'] : [])];
    report({
      severity: 'note',
      code: 'schema-none',
      message: `No data schema was found: ${reader.without}.`,
      remedy:
        first === undefined
          ? [reader.makes, 'Name one with --schema.'].filter(Boolean).join(' ')
          : `There is ${shown.join(', ')}: run the command in the folder of its package, or name it: --schema ${first}.`,
    });
  }
  const misplaced = typeof path === 'string' ? reader.misplaced?.(path, inputs) : undefined;
  if (misplaced !== undefined) {
    const at = placeOf(settings, 'schema', inputs);
    report({ severity: 'error', ...misplaced, ...(at === undefined ? {} : { at }) });
    return undefined;
  }
  if (typeof path === 'string' && !inputs.exists(path)) {
    const at = placeOf(settings, 'schema', inputs);
    report({
      severity: 'error',
      code: 'config-schema-not-found',
      ...(inputs.list(path) === undefined
        ? {
            message: `There is no schema file ${path}.`,
            remedy: `Correct the path where it is set: with --schema, in the configuration${reader.variable === undefined ? '' : ` or in ${reader.variable}`}.`,
          }
        : {
            message: `${path} is a folder, and a schema is a file.`,
            remedy: 'Name the file in it.',
          }),
      ...(at === undefined ? {} : { at }),
    });
    return undefined;
  }
  const store = reader.read(path === false ? undefined : path, inputs, report);
  if (store === undefined) return undefined;
  return reader.settle(store, settings, target);
}

function schemaFromEnvironment({ variable }: StoreReader, inputs: Recorder): string | undefined {
  if (variable === undefined) return undefined;
  const given = inputs.env(variable);
  return given === undefined || given === '' ? undefined : inputs.toRoot(given);
}
