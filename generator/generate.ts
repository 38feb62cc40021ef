/** All clients of a configuration: generated, compared with what is there, and written. */

import { relative, resolve, sep } from 'node:path';
import { decidingOptions, type Options } from './argv.js';
import { breakingChanges, breakingDiagnostics, type Breaking } from './breaking.js';
import { placeOf, settleClients } from './config/settle.js';
import type { ClientSettings } from './config/types.js';
import type { Diagnostic, Report } from './diagnostics.js';
import { fetchGiven, pipedIn, remoteOf } from './documents.js';
import { madeByFlags, nothingNamed, type MadeByFlags } from './earlier.js';
import { DEFAULT_PARENT, projectRoot } from './gate.js';
import { mergeAsked, recordInputs, type Recorder } from './inputs.js';
import { reportLost } from './lost.js';
import { hash, readManifest, type Asked } from './manifest.js';
import { orphans } from './orphans.js';
import { packageVersion } from './package.js';
import { shippedFiles, targetOf } from './project.js';
import { locator, type Locator } from './render.js';
import { generateClient, type Generated } from './run.js';
import type { Target } from './stages.js';
import { keptWarnings, strictly, unlessSaid } from './warnings.js';
import type { Disk } from './write/disk.js';
import { refusals, writeFolder, type WriteJob, type Written } from './write/write.js';

export interface ClientJob extends Generated {
  /** Exports that are not what they were in the last run. */
  readonly breaking: readonly Breaking[];
  readonly job: WriteJob;
}

/** The outcome of reading and emitting; `jobs` is undefined when there were errors. */
export interface Prepared {
  readonly root: string;
  readonly jobs: readonly ClientJob[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Everything that was asked, errors or not: `--watch` follows it. */
  readonly asked: Asked;
  readonly outs: readonly string[];
  /** Gives diagnostics of this run their places in its inputs. */
  readonly locate: Locator;
}

/**
 * Generates in memory what the options and the configuration ask for. Reads only. `instead`: files to read
 * in place of those of the project, for a look at what would be; `isAlone`: as if there were no
 * configuration. Such runs are not written.
 */
export async function prepareAll(
  options: Options,
  cwd: string,
  env: NodeJS.ProcessEnv,
  progress: (stage: string) => void,
  instead: ReadonlyMap<string, string> = new Map(),
  isAlone = false,
): Promise<Prepared> {
  const root = projectRoot(cwd, options);
  const diagnostics: Diagnostic[] = [];
  const collect = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const report = options.switches.has('strict') ? strictly(collect) : collect;
  const reportFor = ({ strict }: ClientSettings): Report =>
    strict === true ? strictly(collect) : report;
  const shipped = new Map([...shippedFiles(), ...instead]);
  const shared = recordInputs(root, env, shipped);
  const settings = await settleClients(options, cwd, shared, report, isAlone);
  const stdin = pipedIn();
  const planned: {
    readonly client: ClientSettings;
    readonly inputs: Recorder;
    readonly target: Target | undefined | 'failed';
    readonly out: string;
  }[] = [];
  for (const client of settings ?? []) {
    const inputs = recordInputs(root, env, shipped, remoteOf(client, root, options, stdin));
    await fetchGiven(client, inputs, reportFor(client));
    const target = targetOf(client, inputs, reportFor(client));
    planned.push({ client, inputs, target, out: outOf(client, target) });
  }
  const outs = planned.map(({ out }) => out);
  reportOverlaps(planned, report);
  const generated: { readonly client: Generated; readonly inputs: Recorder }[] = [];
  for (const { client, inputs, target, out } of planned) {
    inputs.hide(outs);
    if (target === 'failed') continue;
    const done = await generateClient(client, target, out, inputs, reportFor(client), progress);
    if (done !== undefined) generated.push({ client: done, inputs });
  }
  reportIdle(
    generated.map(({ client }) => client),
    report,
  );
  // What comes after is said of the change that this run makes, and is not so any more after it.
  const lasting = [...diagnostics];
  const deciding = decidingOptions(options);
  const recorders = [shared, ...planned.map(({ inputs }) => inputs)];
  const [only] = generated;
  const made = only?.client.project.store?.declared === false ? madeByFlags(options, cwd) : [];
  if (isUnnamed(made, outs, root)) report(nothingNamed(made));
  else if (!options.switches.has('force'))
    generated.forEach(({ client }) => reportLost(client, report));
  const hasErrors = (): boolean => diagnostics.some(({ severity }) => severity === 'error');
  const isNew = outs.some((out) => readManifest(resolve(root, out)) === undefined);
  if (isNew && !hasErrors()) orphans(root, outs, deciding).forEach(report);
  const failed = hasErrors();
  const locate = locator((file) =>
    recorders.map((each) => each.seen(file)).find((text) => text !== undefined),
  );
  // Each client of a configuration keeps those of all: which of them a warning is about, it does not say.
  const warnings = failed ? undefined : keptWarnings(locate(lasting));
  const version = packageVersion();
  const clients = Object.fromEntries(outs.map((each) => [each, true] as const));
  const jobOf = ({ client, inputs }: (typeof generated)[number]): ClientJob => ({
    ...client,
    breaking: breakingChanges(readManifest(client.folder)?.names, client.names),
    job: {
      folder: client.folder,
      shown: client.out,
      files: client.files,
      force: options.switches.has('force'),
      outputs: outputsOf(client),
      manifest: {
        version,
        root: relative(client.folder, root).split(sep).join('/') || '.',
        options: deciding,
        clients,
        asked: mergeAsked([shared.asked(), inputs.asked()]),
        names: client.names,
        ...(warnings === undefined ? {} : { warnings }),
      },
    },
  });
  return {
    root,
    jobs: failed || settings === undefined ? undefined : generated.map(jobOf),
    diagnostics: isNew ? diagnostics : unlessSaid(diagnostics),
    asked: mergeAsked(recorders.map((each) => each.asked())),
    outs,
    locate,
  };
}

/** Whether nothing says what is wanted, and what is there was made by flags. */
function isUnnamed(made: readonly MadeByFlags[], outs: readonly string[], root: string): boolean {
  const theirs = made.flatMap((each) => each.outs);
  const isThere = (out: string): boolean => readManifest(resolve(root, out)) !== undefined;
  return made.length > 0 && outs.every((out) => theirs.includes(out) || !isThere(out));
}

/** What is set for several clients at once means something if it does for one of them. */
function reportIdle(clients: readonly Generated[], report: (diagnostic: Diagnostic) => void): void {
  const same = (a: Diagnostic, b: Diagnostic): boolean =>
    a.code === b.code && a.message === b.message && JSON.stringify(a.at) === JSON.stringify(b.at);
  for (const { idle, settings } of clients) {
    for (const { setting, diagnostic } of idle) {
      const sharing = clients.filter((client) => client.settings.own?.includes(setting) !== true);
      const meant = sharing.some(
        (client) => !client.idle.some((other) => same(diagnostic, other.diagnostic)),
      );
      const own = settings.own?.includes(setting) === true;
      const told = sharing[0]?.settings !== settings;
      if (own || (!meant && !told)) report(diagnostic);
    }
  }
}

/** Hash of each file, sorted by path. */
function outputsOf({ files }: Generated): Readonly<Record<string, string>> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return Object.fromEntries(sorted.map(({ path, text }) => [path, hash(text)]));
}

function outOf(client: ClientSettings, target: Target | undefined | 'failed'): string {
  if (client.out !== undefined) return client.out;
  const name = target === undefined || target === 'failed' ? 'api' : target.name;
  return `${DEFAULT_PARENT}/${name}`;
}

interface Planned {
  readonly client: ClientSettings;
  readonly inputs: Recorder;
  readonly out: string;
}

function reportOverlaps(
  planned: readonly Planned[],
  report: (diagnostic: Diagnostic) => void,
): void {
  planned.forEach(({ client, inputs, out }, index) => {
    const whole = out === '.' || /^(?:\.\.\/)*\.\.$/.test(out);
    const other = planned.find((each, at) => at < index && overlap(each.out, out))?.out;
    if (other === undefined && !whole) return;
    const at = placeOf(client, 'out', inputs);
    report({
      severity: 'error',
      code: 'config-out-overlap',
      message: whole
        ? 'The output folder cannot be the project itself, or hold it.'
        : `Two clients are written to ${out === other ? out : `${other ?? ''} and ${out}, one inside the other`}.`,
      remedy: whole
        ? 'Choose a folder of its own for the output, like src/api.'
        : 'Give each client an `out` of its own in the configuration.',
      ...(at === undefined ? {} : { at }),
    });
  });
}

/** Whether one folder is the other or lies in it, on file systems to which case is nothing as well. */
function overlap(a: string, b: string): boolean {
  const [one, other] = [`${a.toLowerCase()}/`, `${b.toLowerCase()}/`];
  return one.startsWith(other) || other.startsWith(one);
}

/** The exports of all clients that are not what they were, as a run tells them. */
export function breakingOf({ jobs }: Prepared): readonly Diagnostic[] {
  return (jobs ?? []).flatMap(({ breaking, project, settings }) =>
    breakingDiagnostics(breaking, project, settings.names),
  );
}

export interface WrittenClient {
  readonly client: ClientJob;
  readonly result: Written;
}

/** Writes all clients, or none where a file of the user is in the way of one of them. */
export function writeAll(
  disk: Disk,
  clients: readonly ClientJob[],
): { readonly written: readonly WrittenClient[]; readonly diagnostics: readonly Diagnostic[] } {
  const written: WrittenClient[] = [];
  const diagnostics: Diagnostic[] = [];
  if (clients.length > 1) {
    const refused = clients.flatMap(({ job }) => refusals(disk, job));
    if (refused.length > 0) return { written, diagnostics: refused };
  }
  for (const client of clients) {
    const result = writeFolder(disk, client.job);
    if (isWritten(result)) written.push({ client, result });
    else diagnostics.push(...result);
  }
  return { written, diagnostics };
}

function isWritten(result: Written | readonly Diagnostic[]): result is Written {
  return 'unchanged' in result;
}
