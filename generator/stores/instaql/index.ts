import type { Diagnostic, Report } from '../../diagnostics.js';
import type { InstaqlStore } from '../../ir.js';
import { loadParser } from '../../parser.js';
import type { Inputs, StoreReader, StoreSettings } from '../../stages.js';
import { assemble } from './assemble.js';
import { checkStore } from './checks.js';
import { isBroken, load } from './files.js';
import { findBelow, findSchema } from './find.js';
import { notInstalled } from './installed.js';
import { locateSchema } from './locate.js';
import type { Reading } from './reading.js';

/** InstantDB's `instant.schema.ts`, read by syntax and never run. */
export const instaqlReader: StoreReader<InstaqlStore> = {
  kind: 'instaql',
  variable: 'INSTANT_SCHEMA_FILE_PATH',
  without: 'the types of entities are open',
  recipes: [
    'auth.getUserFromRequest',
    'auth.verifyToken',
    'instaml.debugTransact',
    'instaml.transact',
    'instaql.debugQuery',
    'instaql.query',
    'instaql.subscribeQuery',
    'rooms.getPresence',
    'storage.upload',
    'storage.uploadFile',
    'streams',
    'webhooks',
  ],
  find: findSchema,
  below: findBelow,
  read: readSchema,
  settle,
};

/** An app without a schema: entities are whatever they are. */
const UNDECLARED: InstaqlStore = {
  kind: 'instaql',
  declared: false,
  entities: [],
  rooms: [],
  declarations: [],
  dates: 'stored',
  requiredLinks: 'types',
};

/** A link to an entity that the schema does not declare was warned of; nothing can be emitted for it. */
function settle(
  store: InstaqlStore,
  { dates, requiredLinks, validation }: StoreSettings,
): InstaqlStore {
  const declared = new Set(store.entities.map(({ key }) => key));
  const entities = store.entities.map((entity) => ({
    ...entity,
    links: entity.links.filter((link) => declared.has(link.entity)),
  }));
  const unchecked = validation === false ? { validation: false as const } : {};
  return { ...store, entities, dates, requiredLinks, ...unchecked };
}

function readSchema(
  path: string | undefined,
  inputs: Inputs,
  report: Report,
): InstaqlStore | undefined {
  if (path === undefined) return UNDECLARED;
  const errors: Diagnostic[] = [];
  const seen = new Set<string>();
  const once: Report = (diagnostic) => {
    if (diagnostic.severity === 'error') errors.push(diagnostic);
    const key = keyOf(diagnostic);
    if (seen.has(key)) return;
    seen.add(key);
    report(diagnostic);
  };
  const reading = newReading(inputs, once);
  const module = load(reading, path);
  if (isBroken(module)) {
    module.forEach(once);
    return undefined;
  }
  const schema = locateSchema(reading, module);
  const store = schema && assemble(reading, schema);
  if (store !== undefined) checkStore(store, once);
  const note = notInstalled(reading);
  if (note !== undefined && errors.length === 0) once(note);
  return errors.length > 0 ? undefined : store;
}

function newReading(inputs: Inputs, report: Report): Reading {
  return {
    ts: loadParser(),
    inputs,
    report,
    modules: new Map(),
    aliases: new Map(),
    bindings: new Map(),
    globals: new Map(),
    copies: new Map(),
    declarations: { keys: new Map(), taken: new Set(), types: [], queue: [] },
    budget: { steps: 0, depth: 0 },
  };
}

/** One mistake in a shared part of a schema is met from several sides, and said once. */
function keyOf({ code, message, at }: Diagnostic): string {
  return JSON.stringify([code, message, at]);
}
