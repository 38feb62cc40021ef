/** From one client's settings to its frozen project. */

import { withAttributes } from './attributes.js';
import { readClient } from './client.js';
import type { ClientSettings } from './config/types.js';
import type { Report } from './diagnostics.js';
import { documentsOf, readApi } from './documents.js';
import type { Recorder } from './inputs.js';
import type { Project } from './ir.js';
import { isRecord } from './manifest.js';
import { readPrebuilt, shippedRows } from './prebuilt.js';
import type { Target } from './stages.js';
import { readStore } from './store.js';

export { shippedFiles } from './shipped.js';
export { targetOf } from './target.js';

/** Reads everything of one client. Undefined when errors were reported. */
export async function readProject(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
  report: Report,
  progress: (stage: string) => void,
): Promise<Project | undefined> {
  const documents = documentsOf(settings, target, inputs);
  progress(['Reading', documents.map(({ name }) => name).join(', ')].join(' ').trim());
  const ready = readPrebuilt(settings, target, inputs);
  const api = ready?.api ?? (await readApi(documents, inputs, report));
  const store = readStore(settings, target, inputs, report, progress);
  const shipped = shippedRows(target);
  const client =
    ready?.client ?? (api && readClient(api, shipped, settings, target, inputs, report));
  const failed =
    (documents.length > 0 && api === undefined) ||
    (target?.store !== undefined && store === undefined);
  if (failed) return undefined;
  return freeze({
    ...(api === undefined ? {} : { api: withAttributes(api, store, target?.attributes) }),
    ...(client === undefined ? {} : { client }),
    ...(store === undefined ? {} : { store }),
  });
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
