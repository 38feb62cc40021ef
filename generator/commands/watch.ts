/**
 * `--watch`: runs again when something that the last run asked about would be answered differently. Events
 * of the file system only say when to look; what decides is the comparison of hashes that the gate makes,
 * so nothing that we write, and no touch that changes nothing, starts a run.
 */

import { statSync, watch as watchFolder, type FSWatcher } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Options } from '../argv.js';
import { firstChange } from '../gate.js';
import type { Host } from '../host.js';
import type { Asked } from '../manifest.js';
import { painter } from '../render.js';
import { generateOnce, tell, type Outcome, type Run } from './generate.js';

/** Silence after the last event before looking: a save is a burst of them, a branch switch a longer one. */
const SETTLE_MS = 30;
/** Looks at sizes and times this often, for file systems that send no events. */
const POLL_MS = 1000;

/** Stays until it is interrupted; then the exit code is 0. */
export async function watch(options: Options, host: Host): Promise<number> {
  const paint = painter(host.stdout.isTTY === true, host.env);
  const say = (text: string): void => {
    if (!options.switches.has('quiet') && !options.switches.has('json'))
      host.stdout.write(`${paint.dim(text)}\n`);
  };
  const stop = interrupted();
  let run = await generateOnce(options, host);
  tell(run.outcome, run.prepared, options, host, run.ms);
  for (;;) {
    say(
      run.outcome.exitCode === 0 ? 'Watching. Ctrl-C ends it.' : 'Watching; waiting for a change.',
    );
    const change = await nextChange(run, host, stop.signal);
    if (change === undefined) return 0;
    const next = await generateOnce(options, host);
    const latency = Date.now() - change.since;
    say(`${change.what} changed.`);
    tell(withoutOld(next.outcome, run.outcome, options), next.prepared, options, host, next.ms);
    say(`${String(latency)} ms from the change to the last file.`);
    run = next;
  }
}

/** Warnings that the last run had as well were read; errors are told again, since they keep it from writing. */
function withoutOld(outcome: Outcome, last: Outcome, options: Options): Outcome {
  if (options.switches.has('json')) return outcome;
  const keyOf = ({ code, message, file }: Outcome['diagnostics'][number]): string =>
    JSON.stringify([code, message, file]);
  const known = new Set(last.diagnostics.map(keyOf));
  const diagnostics = outcome.diagnostics.filter(
    (each) => each.severity === 'error' || !known.has(keyOf(each)),
  );
  return { ...outcome, diagnostics };
}

/** Aborts on Ctrl-C and on a polite end. */
function interrupted(): AbortController {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => controller.abort());
  return controller;
}

interface Change {
  readonly what: string;
  /** When the first sign of it came, in milliseconds since the epoch. */
  readonly since: number;
}

/** Waits until an input of the run is not what it was; undefined when interrupted. */
function nextChange(run: Run, host: Host, signal: AbortSignal): Promise<Change | undefined> {
  const { root, asked, outs } = run.prepared;
  const outputs = outputsOf(run);
  return new Promise((resolve) => {
    let since: number | undefined;
    let timer: NodeJS.Timeout | undefined;
    let watchers = watchAll(root, asked, outputs, () => noticed());
    let stamps = stampsOf(root, asked, outputs);
    const end = (change: Change | undefined): void => {
      clearTimeout(timer);
      clearInterval(poll);
      watchers.forEach((each) => each.close());
      signal.removeEventListener('abort', aborted);
      resolve(change);
    };
    const aborted = (): void => end(undefined);
    const look = (): void => {
      const what = firstChange(root, asked, outs, host.env) ?? firstGone(root, outputs);
      if (what !== undefined) {
        end({ what, since: since ?? Date.now() });
        return;
      }
      since = undefined;
      // A folder that went and came back is another folder, and needs another watcher.
      watchers.forEach((each) => each.close());
      watchers = watchAll(root, asked, outputs, () => noticed());
    };
    const noticed = (): void => {
      since ??= Date.now();
      clearTimeout(timer);
      timer = setTimeout(look, SETTLE_MS);
    };
    const poll = setInterval(() => {
      const now = stampsOf(root, asked, outputs);
      if (now === stamps) return;
      stamps = now;
      noticed();
    }, POLL_MS);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
    // What changed while the run was still reading.
    else noticed();
  });
}

/** The files of a run that wrote them, from the root: where it failed, none is expected. */
function outputsOf({ outcome, prepared }: Run): readonly string[] {
  if (outcome.exitCode !== 0) return [];
  return (prepared.jobs ?? []).flatMap(({ out, files }) =>
    files.map(({ path }) => `${out}/${path}`),
  );
}

/** An output that was deleted. One that was edited is for its author to say. */
function firstGone(root: string, outputs: readonly string[]): string | undefined {
  return outputs.find(
    (path) => statSync(join(root, path), { throwIfNoEntry: false }) === undefined,
  );
}

/** Watches the folder of every input and output; of one that is not there, the nearest folder above it that is. */
function watchAll(
  root: string,
  asked: Asked,
  outputs: readonly string[],
  noticed: () => void,
): readonly FSWatcher[] {
  const folders = new Set<string>();
  const paths = [...Object.keys(asked.files), ...outputs].map((path) => dirname(path));
  for (const path of [...paths, ...Object.keys(asked.folders)]) {
    let folder = join(root, path);
    while (!isFolder(folder) && dirname(folder) !== folder) folder = dirname(folder);
    folders.add(folder);
  }
  return [...folders].flatMap((folder) => {
    try {
      const watcher = watchFolder(folder, { persistent: true }, noticed);
      watcher.on('error', noticed);
      return [watcher];
    } catch {
      // Too many watchers, or a file system without events: the poll sees it.
      return [];
    }
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function stampsOf(root: string, asked: Asked, outputs: readonly string[]): string {
  return [...Object.keys(asked.files), ...Object.keys(asked.folders), ...outputs]
    .map((path) => {
      const stat = statSync(join(root, path), { throwIfNoEntry: false });
      return stat === undefined ? '' : [stat.mtimeMs, stat.size, stat.ino].join(':');
    })
    .join('|');
}
