import { readBinding, readTarget } from './bindings.js';
import type { Env } from './env.js';
import { evaluate } from './evaluate.js';
import { lookupExport } from './lookup.js';
import type { Module } from './module.js';
import { placeOf, problem } from './problem.js';
import type { Reading } from './reading.js';
import { describe, type SchemaValue, type Value } from './values.js';

const REMEDY = 'Write `export default i.schema({ entities: { … } })`.';
/** Packages need not be installed, and what they hold is not read. */
const FROM_PACKAGE =
  'Packages are not read: name the file with the i.schema({ … }) itself, as in `--schema packages/db/schema.ts`.';

/** The schema that a file is about: its default export, or the only schema in it; else errors are reported. */
export function locateSchema(reading: Reading, module: Module): SchemaValue | undefined {
  const env: Env = { reading, module, scope: undefined };
  const origin = { module, node: module.source };
  const target = lookupExport(reading, module, 'default');
  if (target === undefined) return onlySchema(env, module);
  const value = readTarget(env, target, origin, evaluate);
  const schemas = schemasIn(value);
  if (schemas.length === 1) return schemas[0];
  if (value.kind === 'unread') {
    value.problems.forEach(reading.report);
    return undefined;
  }
  const node = target.kind === 'expression' ? target.node : module.source.endOfFileToken;
  const at = target.kind === 'expression' ? { module: target.module, node } : origin;
  reading.report(
    problem(
      'error',
      'not-a-schema',
      at,
      `The default export of ${module.path} is ${describe(value)}, not an i.schema({ … }).`,
      value.kind === 'package' ? FROM_PACKAGE : REMEDY,
    ),
  );
  return undefined;
}

/** Without a default export: the one schema that is exported, else the one that there is. */
function onlySchema(env: Env, module: Module): SchemaValue | undefined {
  const { reading } = env;
  const exported: (readonly [string, SchemaValue])[] = [];
  const declared: (readonly [string, SchemaValue])[] = [];
  const lost: Value[] = [];
  const add = (list: (readonly [string, SchemaValue])[], name: string, value: Value): void => {
    if (value.kind === 'unread') lost.push(value);
    for (const schema of schemasIn(value)) {
      if (!list.some(([, known]) => known.origin.node === schema.origin.node))
        list.push([name, schema]);
    }
  };
  const origin = { module, node: module.source };
  for (const name of module.exports.keys()) {
    const target = lookupExport(reading, module, name);
    const isType = target?.kind === 'binding' && !target.module.values.has(target.name);
    if (target !== undefined && !isType)
      add(exported, name, readTarget(env, target, origin, evaluate));
  }
  for (const name of exported.length > 0 ? [] : module.values.keys()) {
    add(declared, name, readBinding(env, module, name, evaluate));
  }
  const found = exported.length > 0 ? exported : declared;
  if (found.length === 1) return found[0]?.[1];
  if (found.length === 0 && mentionsSchema(module)) {
    for (const value of lost) if (value.kind === 'unread') value.problems.forEach(reading.report);
  }
  const names = found.map(([name]) => name).join(', ');
  reading.report({
    severity: 'error',
    code: found.length === 0 ? 'schema-not-a-schema' : 'schema-ambiguous',
    message:
      found.length === 0
        ? `There is no i.schema({ … }) in ${module.path}.`
        : `${module.path} has several schemas (${names}) and no default export.`,
    remedy: found.length === 0 ? REMEDY : 'Export the one that is meant: `export default …`.',
    at: { ...placeOf(origin), length: 0 },
  });
  return undefined;
}

function mentionsSchema(module: Module): boolean {
  return /\bi\s*\.\s*(?:schema|graph)\b/.test(module.source.text);
}

/** The schemas that a value is, or holds as a member: `init({ schema })`, `{ default: schema }`. */
function schemasIn(value: Value): readonly SchemaValue[] {
  if (value.kind === 'schema') return [value];
  if (value.kind === 'database') return schemasIn(value.schema);
  if (value.kind !== 'object') return [];
  return [...value.entries.values()].flatMap((entry) =>
    entry.value.kind === 'schema' ? [entry.value] : [],
  );
}
