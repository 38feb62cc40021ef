/** The data schema of a client: which file it is, and what is settled in it before anything is emitted. */

import { placeOf } from './config/settle.js';
import type { ClientSettings } from './config/types.js';
import type { Report } from './diagnostics.js';
import type { Recorder } from './inputs.js';
import type { Store } from './ir.js';
import type { Target } from './stages.js';
import { stores } from './stores/index.js';
import { targetNames } from './targets/index.js';

const SCHEMA_VARIABLE = 'INSTANT_SCHEMA_FILE_PATH';

/** Undefined: the client has none, or errors were reported. */
export function readStore(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
  report: Report,
  progress: (stage: string) => void,
): Store | undefined {
  const reader = stores.find((each) => each.kind === target?.store);
  if (reader === undefined) {
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
  const path = settings.schema ?? schemaFromEnvironment(inputs) ?? reader.find(inputs);
  if (typeof path === 'string') progress(`Reading ${path}`);
  else
    report({
      severity: 'note',
      code: 'schema-none',
      message: 'No data schema was found: the types of entities are open.',
      remedy: 'Name one with --schema.',
    });
  if (typeof path === 'string' && !inputs.exists(path)) {
    const at = placeOf(settings, 'schema', inputs);
    report({
      severity: 'error',
      code: 'config-schema-not-found',
      message: `There is no schema at ${path}.`,
      remedy: `Mend the path in the configuration, or in ${SCHEMA_VARIABLE}.`,
      ...(at === undefined ? {} : { at }),
    });
    return undefined;
  }
  const store = reader.read(path === false ? undefined : path, inputs, report);
  if (store === undefined) return undefined;
  // A link to an entity that the schema does not declare was warned of; nothing can be emitted for it.
  const declared = new Set(store.entities.map(({ key }) => key));
  const entities = store.entities.map((entity) => ({
    ...entity,
    links: entity.links.filter((link) => declared.has(link.entity)),
  }));
  const { dates, requiredLinks } = settings;
  const unchecked = settings.validation === false ? { validation: false as const } : {};
  return { ...store, entities, dates, requiredLinks, ...unchecked };
}

function schemaFromEnvironment(inputs: Recorder): string | undefined {
  const given = inputs.env(SCHEMA_VARIABLE);
  return given === undefined || given === '' ? undefined : inputs.toRoot(given);
}
