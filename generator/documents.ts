/** The API descriptions of a client: which they are, what mends each, and all of them read as one. */

import type { Options } from './argv.js';
import type { ClientSettings, DocumentSettings } from './config/types.js';
import type { Diagnostic, Report } from './diagnostics.js';
import { LIMITS } from './fetch/load.js';
import { openRemote, type Remote } from './fetch/remote.js';
import { readStdin } from './fetch/stdin.js';
import type { Recorder } from './inputs.js';
import type { Api } from './ir.js';
import { mergeApis, type Part } from './merge.js';
import { isShipped } from './package.js';
import { readDocument } from './read/index.js';
import type { Target } from './stages.js';

export interface DocumentInputs {
  /** What diagnostics call it, and `read` knows it by. */
  readonly name: string;
  readonly prefix?: string;
  /** The same of its overlays, in order. */
  readonly overlays: readonly string[];
}

/** The documents that the user named. */
export function givenDocuments(
  { openapi }: Pick<ClientSettings, 'openapi'>,
  inputs: Recorder,
): readonly DocumentInputs[] {
  if (openapi === undefined) return [];
  const all = typeof openapi === 'string' ? [{ source: openapi }] : openapi;
  return all.map(({ source, headers, prefix, overlays = [] }: DocumentSettings) => ({
    name: inputs.remote?.give(source, headers ?? {}) ?? source,
    ...(prefix === undefined ? {} : { prefix }),
    overlays: overlays.map((each) => inputs.remote?.give(each, {}) ?? each),
  }));
}

/** The documents of a client, the shipped one where the user named none. */
export function documentsOf(
  settings: Pick<ClientSettings, 'openapi' | 'overlays'>,
  target: Target | undefined,
  inputs: Recorder,
): readonly DocumentInputs[] {
  const shipped = target?.overlays ?? [];
  const overlays = settings.overlays.map((each) => inputs.remote?.give(each, {}) ?? each);
  const [first, ...others] = givenDocuments(settings, inputs);
  if (first === undefined) {
    if (target?.document === undefined) return [];
    return [{ name: target.document, overlays: [...shipped, ...overlays] }];
  }
  // Several documents have overlays of their own, and a target's are for the first.
  return [{ ...first, overlays: [...shipped, ...first.overlays, ...overlays] }, ...others];
}

/** What is piped in, read when somebody asks for it, and once. */
export function pipedIn(): () => Promise<Buffer | undefined> {
  let bytes: Promise<Buffer | undefined> | undefined;
  return () => (bytes ??= readStdin(process.stdin, LIMITS.bytes));
}

/** The documents of a client that are no files. */
export function remoteOf(
  { allowRefs = [] }: ClientSettings,
  root: string,
  options: Options,
  stdin: () => Promise<Buffer | undefined>,
): Remote {
  return openRemote({ root, allowRefs, offline: options.switches.has('offline'), stdin });
}

/** Fetches the documents and overlays that the user named and that are no files. */
export async function fetchGiven(
  settings: ClientSettings,
  inputs: Recorder,
  report: Report,
): Promise<void> {
  const { remote } = inputs;
  if (remote === undefined) return;
  for (const { name, overlays } of documentsOf(settings, undefined, inputs)) {
    for (const each of [name, ...overlays]) if (remote.owns(each)) remote.read(each);
  }
  await remote.fetch(report);
}

/** Reads the documents of a client as one; undefined where there are none, or errors were reported. */
export async function readApi(
  documents: readonly DocumentInputs[],
  inputs: Recorder,
  report: Report,
): Promise<Api | undefined> {
  const parts: Part[] = [];
  for (const { name, overlays, prefix } of documents) {
    const api = await readOne(name, overlays, inputs, report);
    if (api !== undefined) parts.push({ api, name, ...(prefix === undefined ? {} : { prefix }) });
  }
  return parts.length < documents.length ? undefined : mergeApis(parts, report);
}

/** Reads until nothing that it refers to is missing; only of the last time is told what was found. */
async function readOne(
  name: string,
  overlays: readonly string[],
  inputs: Recorder,
  report: Report,
): Promise<Api | undefined> {
  for (;;) {
    const found: Diagnostic[] = [];
    const keep = withoutShippedWarnings((each) => found.push(each));
    const api = readDocument(name, inputs, overlays, keep);
    if ((await inputs.remote?.fetch(report)) === true) continue;
    found.forEach(report);
    return api;
  }
}

/** That a shipped overlay mends what a user's document does not have is nobody's mistake. */
export function withoutShippedWarnings(report: Report): Report {
  return (diagnostic) => {
    const shipped = diagnostic.at !== undefined && isShipped(diagnostic.at.file);
    if (!shipped || diagnostic.severity !== 'warning') report(diagnostic);
  };
}
