/** From one client's settings to its frozen project: which files to read, and in which order. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from './config/settle.js';
import type { ClientSettings } from './config/types.js';
import { nearest, type Diagnostic, type Report } from './diagnostics.js';
import type { Recorder } from './inputs.js';
import type { Api, Client, Project, Store } from './ir.js';
import { hash, isRecord } from './manifest.js';
import { packageRoot } from './package.js';
import { readDocument, readRows } from './read/index.js';
import type { Target } from './stages.js';
import { stores } from './stores/index.js';
import { targetNames, targets } from './targets/index.js';

const SHIPPED = 'instant-codegen';
const SCHEMA_VARIABLE = 'INSTANT_SCHEMA_FILE_PATH';
const TARGET_KEY = 'x-instant-codegen-target';

/** Files of the package, by the names under which a run speaks of them: `instant-codegen/openapi.yml`. */
export function shippedFiles(): ReadonlyMap<string, string> {
  const paths = targets.flatMap(({ document, overlays, rows }) => [document, ...overlays, rows]);
  return new Map(
    paths
      .filter((path) => path !== undefined)
      .map((path) => [`${SHIPPED}/${path}`, join(packageRoot(), path)]),
  );
}

/** The backend of a client; undefined is none. `'failed'`: what is wrong was reported. */
export function targetOf(
  settings: ClientSettings,
  inputs: Recorder,
  report: Report,
): Target | undefined | 'failed' {
  const { openapi } = settings;
  const inDocument = openapi === undefined ? undefined : documentTarget(inputs.read(openapi) ?? '');
  const name = settings.target ?? inDocument ?? (openapi === undefined ? targets[0].name : 'none');
  const target = targets.find((each) => each.name === name);
  if (target !== undefined) return target;
  if (name === 'none' && openapi !== undefined) return undefined;
  const meant = nearest(name, targetNames());
  const byDocument = settings.target === undefined && openapi !== undefined;
  const at = byDocument
    ? { file: openapi, pointer: `/${TARGET_KEY}` }
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
  const pattern = /^[\s\ufeff]*\{/.test(text)
    ? /"x-instant-codegen-target"\s*:\s*"([^"\\]*)"/
    : /^(?:x-instant-codegen-target|"x-instant-codegen-target"|'x-instant-codegen-target')\s*:\s*["']?([\w.-]+)/m;
  return pattern.exec(text)?.[1];
}

/** The document of a client, shipped or the user's, and the overlays that mend it. */
export function documentOf(
  settings: Pick<ClientSettings, 'openapi' | 'overlays'>,
  target: Target | undefined,
): { readonly document: string | undefined; readonly overlays: readonly string[] } {
  const shipped = target?.document;
  return {
    document: settings.openapi ?? (shipped === undefined ? undefined : `${SHIPPED}/${shipped}`),
    overlays: [
      ...(target?.overlays ?? []).map((path) => `${SHIPPED}/${path}`),
      ...settings.overlays,
    ],
  };
}

/** Reads everything of one client. Undefined when errors were reported. */
export function readProject(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
  report: Report,
  progress: (stage: string) => void,
): Project | undefined {
  const { document, overlays } = documentOf(settings, target);
  progress(document === undefined ? 'Reading' : `Reading ${document}`);
  const ready = readPrebuilt(settings, target, inputs);
  const api = ready?.api ?? readApi(document, overlays, inputs, report);
  const store = readStore(settings, target, inputs, report, progress);
  const shipped = shippedRows(target);
  const { client: user, features } = settings;
  const client =
    ready?.client ?? (api && readRows(api, { shipped, user, features }, inputs, report));
  const failed =
    (document !== undefined && api === undefined) ||
    (target?.store !== undefined && store === undefined);
  if (failed) return undefined;
  return freeze({
    ...(api === undefined ? {} : { api }),
    ...(client === undefined ? {} : { client }),
    ...(store === undefined ? {} : { store }),
  });
}

function readApi(
  document: string | undefined,
  overlays: readonly string[],
  inputs: Recorder,
  report: Report,
): Api | undefined {
  if (document === undefined) return undefined;
  return readDocument(document, inputs, overlays, withoutShippedWarnings(report));
}

function shippedRows(target: Target | undefined): string | undefined {
  return target?.rows === undefined ? undefined : `${SHIPPED}/${target.rows}`;
}

/** That a shipped overlay mends what a user's document does not have is nobody's mistake. */
function withoutShippedWarnings(report: Report): Report {
  return (diagnostic) => {
    const shipped = diagnostic.at?.file.startsWith(`${SHIPPED}/`) ?? false;
    if (!shipped || diagnostic.severity !== 'warning') report(diagnostic);
  };
}

/** What the files that ship for a target come to, read when the package was built. */
export interface Prebuilt {
  /** Of the texts it was read from: where they are others, it is not used. */
  readonly hash: string;
  readonly api: Api;
  readonly client?: Client;
}

/** Reads a target's own document, overlays and rows, for the build of the package. */
export function prebuild(target: Target, inputs: Recorder, report: Report): Prebuilt | undefined {
  const { document, overlays } = documentOf(NOTHING, target);
  const api = readApi(document, overlays, inputs, report);
  if (api === undefined) return undefined;
  const client = readRows(api, { shipped: shippedRows(target) }, inputs, report);
  return { hash: shippedHash(target, inputs), api, ...(client === undefined ? {} : { client }) };
}

const NOTHING = { overlays: [] };

function shippedHash(target: Target, inputs: Recorder): string {
  const { document, overlays } = documentOf(NOTHING, target);
  const paths = [document, ...overlays, shippedRows(target)];
  return hash(paths.map((path) => hash(inputs.read(path ?? '') ?? '')).join());
}

/** The shipped files as the build of the package read them, if they are all that is to be read. */
function readPrebuilt(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
): { readonly api: Api; readonly client?: Client } | undefined {
  const alone = settings.openapi === undefined && settings.overlays.length === 0;
  if (target?.document === undefined || !alone) return undefined;
  const file = join(import.meta.dirname, 'targets', target.name, 'prebuilt.json');
  if (!existsSync(file)) return undefined;
  const ready: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isPrebuilt(ready) || ready.hash !== shippedHash(target, inputs)) return undefined;
  // The user's rows replace shipped ones before any is resolved, and features add some.
  const plain = settings.client === undefined && (settings.features ?? []).length === 0;
  return plain ? ready : { api: ready.api };
}

/** Written by our own build, so its shape is not in question; whether it is there is. */
function isPrebuilt(value: unknown): value is Prebuilt {
  return isRecord(value) && typeof value['hash'] === 'string' && isRecord(value['api']);
}

function readStore(
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
  return { ...store, entities, dates: settings.dates, requiredLinks: settings.requiredLinks };
}

function schemaFromEnvironment(inputs: Recorder): string | undefined {
  const given = inputs.env(SCHEMA_VARIABLE);
  return given === undefined || given === '' ? undefined : inputs.toRoot(given);
}

/** Freezes data all the way down; the IR is shared by every emitter. */
export function freeze<T>(value: T): T {
  if (Array.isArray(value) || isRecord(value)) {
    if (Object.isFrozen(value)) return value;
    Object.freeze(value);
    for (const each of Object.values(value)) freeze(each);
  }
  return value;
}
