/** What a run would take away from a client as a whole, of which its author may know nothing. */

import type { Diagnostic, Report } from './diagnostics.js';
import { byRoute } from './breaking.js';
import { isRecord, readManifest } from './manifest.js';
import type { Generated } from './run.js';

/** Tells what the client in the folder was made from and this one is not. Reads its manifest. */
export function reportLost(client: Generated, report: Report): void {
  reportLostSchema(client, report);
  reportLostOperations(client, report);
}

/** A client that had types of a schema does not lose them because nobody named the schema this time. */
function reportLostSchema({ folder, out, project, settings }: Generated, report: Report): void {
  const found = project.store?.declared === true;
  const before: unknown = readManifest(folder)?.names?.entities;
  const had = isRecord(before) && Object.keys(before).length > 0;
  if (project.store === undefined || found || settings.schema === false || !had) return;
  report({
    severity: 'error',
    code: 'schema-lost',
    message: `${out} was generated from a data schema, and none was found this time.`,
    remedy:
      'Name it with --schema or in the configuration; `schema: false` there, or --force, does without.',
  });
}

/** An empty document takes no client away; another document may take its place, and it is said. */
function reportLostOperations(
  { folder, out, project, names, idle }: Generated,
  report: Report,
): void {
  const table: unknown = readManifest(folder)?.names;
  const before: unknown = isRecord(table) ? table['operations'] : undefined;
  const had = isRecord(before) ? Object.keys(before) : [];
  if (had.length === 0 || had.some((key) => Object.hasOwn(names.operations, key))) return;
  const exported = new Set(Object.values(names.operations));
  if (Object.values(isRecord(before) ? before : {}).some((name) => exported.has(String(name))))
    return;
  // A document that gives all of its operations other ids is the same API.
  const routes = byRoute(names);
  if ([...byRoute(table).keys()].some((route) => routes.has(route))) return;
  const count = had.length === 1 ? 'one operation' : `${String(had.length)} operations`;
  const isEmpty = (project.api?.operations ?? []).length === 0;
  // A pattern that finds nothing is the reason, and is told.
  if (isEmpty && idle.some(({ diagnostic }) => diagnostic.severity === 'error')) return;
  // One that got another name is told as any other.
  if (!isEmpty && (had.length === 1 || exported.size === 0)) return;
  report(isEmpty ? lost(out, count) : replaced(out, count));
}

function lost(out: string, count: string): Diagnostic {
  return {
    severity: 'error',
    code: 'operations-lost',
    message: `${out} was generated from ${count}, and there is none this time.`,
    remedy: 'Look whether the document is whole; --force writes a client without operations.',
  };
}

function replaced(out: string, count: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'operations-replaced',
    message: `${out} was generated from ${count}, none of which is left: their functions are gone.`,
    remedy: 'For another API, choose another output folder with --out.',
  };
}
