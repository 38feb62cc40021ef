/** What the files that ship for a target come to, read when the package is built. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClient } from './client.js';
import type { ClientSettings } from './config/types.js';
import type { Report } from './diagnostics.js';
import { documentsOf, withoutShippedWarnings } from './documents.js';
import type { Recorder } from './inputs.js';
import type { Api, Client } from './ir.js';
import { hash, isRecord } from './manifest.js';
import { isShipped } from './package.js';
import { readDocument } from './read/index.js';
import type { Target } from './stages.js';

export interface Prebuilt {
  /** Of the texts it was read from: where they are others, it is not used. */
  readonly hash: string;
  readonly api: Api;
  readonly client?: Client;
}

/** Reads a target's own document, overlays and rows, for the build of the package. */
export function prebuild(target: Target, inputs: Recorder, report: Report): Prebuilt | undefined {
  const [shipped] = documentsOf(NOTHING, target, inputs);
  if (shipped === undefined) return undefined;
  const { name, overlays } = shipped;
  const api = readDocument(name, inputs, overlays, withoutShippedWarnings(report));
  if (api === undefined) return undefined;
  const client = readClient(api, target.rows, {}, target, inputs, report);
  return { hash: shippedHash(target, inputs), api, ...(client === undefined ? {} : { client }) };
}

const NOTHING = { overlays: [] };

function shippedHash(target: Target, inputs: Recorder): string {
  const documents = documentsOf(NOTHING, target, inputs);
  const paths = [...documents.flatMap(({ name, overlays }) => [name, ...overlays]), target.rows];
  return hash(paths.map((path) => hash(inputs.read(path ?? '') ?? '')).join());
}

/** The shipped files as the build of the package read them, if they are all that is to be read. */
export function readPrebuilt(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
): { readonly api: Api; readonly client?: Client } | undefined {
  const alone = settings.openapi === undefined && settings.overlays.length === 0;
  if (target?.document === undefined || !isShipped(target.document) || !alone) return undefined;
  const file = join(import.meta.dirname, 'targets', target.name, 'prebuilt.json');
  if (!existsSync(file)) return undefined;
  const ready: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isPrebuilt(ready) || ready.hash !== shippedHash(target, inputs)) return undefined;
  // The user's rows replace shipped ones before any is resolved, and features add some.
  const { client = true, features = [], result } = settings;
  const plain = client === true && features.length === 0 && result === undefined;
  return plain ? ready : { api: ready.api };
}

/** Written by our own build, so its shape is not in question; whether it is there is. */
function isPrebuilt(value: unknown): value is Prebuilt {
  return isRecord(value) && typeof value['hash'] === 'string' && isRecord(value['api']);
}
