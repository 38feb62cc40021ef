/** From one client's settings to its frozen project. */

import { withAttributes } from './attributes.js';
import { camelCased } from './casing.js';
import { readClient } from './client.js';
import { isPath, placeOf } from './config/settle.js';
import type { ClientSettings, IdleSetting } from './config/types.js';
import type { Diagnostic, Report } from './diagnostics.js';
import { documentsOf, readApi } from './documents.js';
import type { Recorder } from './inputs.js';
import type { Api, Client, Project } from './ir.js';
import { isRecord } from './manifest.js';
import type { LeftOut } from './names/pins.js';
import { readPrebuilt } from './prebuilt.js';
import { FEATURES } from './read/rows/format.js';
import { select, type IdlePattern } from './select.js';
import type { Target } from './stages.js';
import { readStore } from './store.js';
import { withUses } from './uses.js';

export { shippedFiles } from './shipped.js';
export { targetOf } from './target.js';

export interface ReadProject {
  readonly project: Project;
  readonly idle: readonly IdleSetting[];
  readonly left: LeftOut;
}

/** Reads everything of one client. Undefined when errors were reported. */
export async function readProject(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
  report: Report,
  progress: (stage: string) => void,
): Promise<ReadProject | undefined> {
  const documents = documentsOf(settings, target, inputs);
  progress(['Reading', documents.map(({ name }) => name).join(', ')].join(' ').trim());
  checkResult(settings, target, inputs, report);
  checkCase(settings, target, inputs, report);
  const ready = readPrebuilt(settings, target, inputs);
  const whole = ready?.api ?? (await readApi(documents, inputs, report));
  const store = readStore(settings, target, inputs, report, progress);
  const shipped = target?.rows;
  const rowsOf = (api: Api): Client | undefined =>
    readClient(api, shipped, settings, target, inputs, report);
  // Methods of all operations are of those that were selected; others keep what they call.
  const derived = settings.client === true && shipped === undefined;
  const cased =
    whole === undefined || settings.propertyCase === undefined ? whole : camelCased(whole);
  const rows = ready?.client ?? (whole === undefined || derived ? undefined : rowsOf(whole));
  const { api, idle } = selectApi(cased, settings, calledBy(rows), inputs);
  const client = withFunctions(derived && api !== undefined ? rowsOf(api) : rows, settings);
  const failed =
    (documents.length > 0 && whole === undefined) ||
    (target?.store !== undefined && store === undefined);
  if (failed) return undefined;
  if (whole !== undefined && isEmpty(whole))
    report({
      severity: 'warning',
      code: 'openapi-empty',
      message: 'No operation, webhook or schema is described here.',
      remedy: 'Is it the right document? Operations stand under "paths".',
      at: { file: documents[0]?.name ?? '', pointer: '' },
    });
  const project: Project = {
    ...(api === undefined ? {} : { api: withUses(withAttributes(api, store, target?.attributes)) }),
    ...(client === undefined ? {} : { client }),
    ...(store === undefined ? {} : { store }),
  };
  // All the way down takes time on large documents: ours are held to it by their types, and by tests.
  const shared = settings.emitters?.some(isPath) === true;
  return {
    project: shared ? freeze(project) : Object.freeze(project),
    idle,
    left: leftOut(whole, api),
  };
}

function leftOut(whole: Api | undefined, api: Api | undefined): LeftOut {
  if (whole === undefined || whole === api) return {};
  const keys = (family: 'operations' | 'schemas'): ReadonlySet<string> => {
    const kept = new Set(api?.[family].map(({ key }) => key));
    return new Set(whole[family].map(({ key }) => key).filter((key) => !kept.has(key)));
  };
  return { operations: keys('operations'), schemas: keys('schemas') };
}

/** A feature that `db` has is a function too; others are where they are asked for. */
function withFunctions(
  client: Client | undefined,
  { features = [], standalone = [] }: ClientSettings,
): Client | undefined {
  const asked = new Set([...features, ...standalone]);
  const functions = FEATURES.filter((each) => asked.has(each) || asked.has('all'));
  return client === undefined || functions.length === 0 ? client : { ...client, functions };
}

/** Composites that are written by hand have one style: a target with such says which its clients can have. */
function checkResult(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
  report: Report,
): void {
  const { result } = settings;
  if (result === undefined || target === undefined) return;
  if (target.results?.includes(result) === true) return;
  const at = placeOf(settings, 'result', inputs);
  report({
    severity: 'error',
    code: 'config-result',
    message: `The methods of ${target.name} cannot have the style ${JSON.stringify(result)}.`,
    remedy: `Take \`result\` away${target.results === undefined ? '' : `, or set one of: ${target.results.join(', ')}`}.`,
    ...(at === undefined ? {} : { at }),
  });
}

/** Rows and what is written by hand name members as they are on the wire, and types alone translate nothing. */
function checkCase(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
  report: Report,
): void {
  const { client, emitters, propertyCase } = settings;
  const named = target !== undefined && target.rows !== undefined;
  const typesOnly =
    emitters?.includes('types') === true &&
    !emitters.some((each) => ['default', 'functions', 'client'].includes(each) || isPath(each));
  const tabled = client !== undefined && client !== true;
  if (propertyCase === undefined || (!named && !tabled && !typesOnly)) return;
  const at = placeOf(settings, 'propertyCase', inputs);
  const remedy = 'Take `propertyCase` away, or';
  report({
    severity: 'error',
    code: 'config-property-case',
    message: named
      ? `The client of ${target.name} names members as they are on the wire.`
      : tabled
        ? 'The table in `client` names members as they are on the wire.'
        : 'With `types` alone, nothing would translate what goes and comes.',
    remedy:
      named || tabled
        ? `${remedy} set \`client: true\` for a document without a target.`
        : `${remedy} add \`functions\` to \`emitters\`.`,
    ...(at === undefined ? {} : { at }),
  });
}

/** Keys of the operations that methods call. */
function calledBy(client: Client | undefined): ReadonlySet<string> {
  const keys = (client?.rows ?? []).flatMap(({ does }) =>
    does.kind === 'call' ? [does.operation] : does.operations,
  );
  return new Set(keys);
}

function selectApi(
  whole: Api | undefined,
  settings: ClientSettings,
  kept: ReadonlySet<string>,
  inputs: Recorder,
): { readonly api: Api | undefined; readonly idle: readonly IdleSetting[] } {
  const { selection } = settings;
  if (whole === undefined || selection === undefined) return { api: whole, idle: [] };
  const { api, idle } = select(whole, selection, kept);
  return {
    api,
    idle: idle.map((each) => ({
      setting: each.setting,
      diagnostic: idleDiagnostic(each, settings, inputs, isNothing(api) && !isNothing(whole)),
    })),
  };
}

/** An API without anything that calls or is called. */
function isNothing({ operations, events = [] }: Api): boolean {
  return operations.length === 0 && events.length === 0;
}

/** `nothing`: no operation is left, so that a pattern that should have found some is a mistake. */
function idleDiagnostic(
  { setting, by, pattern, meant }: IdlePattern,
  settings: ClientSettings,
  inputs: Recorder,
  nothing: boolean,
): Diagnostic {
  const what = { tags: 'a tag', paths: 'a path', operations: 'an id' }[by];
  const flagged = settings.flagged?.includes(setting) === true;
  const at = placeOf(settings, [setting, by], inputs, pattern);
  const like = (flagged ? withoutKind(pattern) : undefined) ?? meant;
  return {
    severity: nothing && setting === 'include' ? 'error' : 'warning',
    code: 'select-no-match',
    message: `${flagged ? '--' : ''}${setting}: no operation has ${what} like ${JSON.stringify(pattern)}.`,
    remedy: like === undefined ? 'Take the pattern away.' : `Did you mean ${JSON.stringify(like)}?`,
    ...(at === undefined ? {} : { at }),
  };
}

/** The lists of the configuration are no prefixes of the command line, where only tags have one. */
function withoutKind(pattern: string): string | undefined {
  const [, kind = '', rest = ''] = /^(tag|path|operation|id)s?:\s*(.+)$/is.exec(pattern) ?? [];
  if (rest === '') return undefined;
  return kind.toLowerCase() === 'tag' ? `tag:${rest}` : rest;
}

/** Freezes data all the way down, before emitters of users see it. */
export function freeze<T>(value: T): T {
  if (Array.isArray(value) || isRecord(value)) {
    if (Object.isFrozen(value)) return value;
    Object.freeze(value);
    for (const each of Object.values(value)) freeze(each);
  }
  return value;
}

function isEmpty({ operations, schemas, events }: Api): boolean {
  return operations.length === 0 && schemas.length === 0 && events === undefined;
}
