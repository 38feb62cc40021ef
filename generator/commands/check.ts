/** `--check`: says what a run would change, and changes nothing. */

import { join } from 'node:path';
import type { Options } from '../argv.js';
import { describeBreaking } from '../breaking.js';
import type { Diagnostic } from '../diagnostics.js';
import { diffLines } from '../diff.js';
import {
  byFlagsBeside,
  commandFor,
  isConfigured,
  notConfigured,
  notRepeatable,
  NOTHING_NAMED,
  unreadable,
  type MadeByFlags,
} from '../earlier.js';
import { prepareAll, type ClientJob, type Prepared } from '../generate.js';
import type { Host } from '../host.js';
import {
  knownOutputs,
  MANIFEST,
  parseManifest,
  readFileOrNothing,
  readManifest,
} from '../manifest.js';
import { lostConfiguration, madeByConfiguration } from '../orphans.js';
import { startProgress } from '../progress.js';
import { inOrder, locateDiagnostics, painter } from '../render.js';
import { realDisk } from '../write/disk.js';
import type { Change } from '../write/journal.js';
import { planFiles } from '../write/plan.js';
import { refusals } from '../write/write.js';
import { plural, tellDiagnostics } from './generate.js';

const MOST_LINES = 20;
const MOST_FILES = 10;

const UNREADABLE =
  'It is not as a run leaves it, and does not tell which files are ours: a run writes it anew.';

/** A client as a run would write it, and what to do for that: a sentence for so many files. */
interface Checked {
  readonly client: ClientJob;
  readonly remedy: Remedy;
  readonly changes: readonly Change[];
  readonly refused: readonly Diagnostic[];
}

/** Exit code 0 where the output is what a run would write, 1 where it is not, 2 for bad input. */
export async function check(options: Options, host: Host): Promise<number> {
  const progress = startProgress(host, options.switches.has('quiet'));
  const { runs, problems } = await prepareRuns(options, host, progress.stage).finally(progress.end);
  const diagnostics = inOrder([
    ...locateDiagnostics(problems, () => undefined),
    ...runs.flatMap(({ prepared }) => prepared.locate(prepared.diagnostics)),
  ]);
  const clients = runs.flatMap(({ prepared, remedy }) =>
    (prepared.jobs ?? []).map((client): Checked => {
      const refused = refusals(realDisk, client.job);
      return { client, remedy, changes: changesOf(client), refused };
    }),
  );
  const differs = clients.some(({ changes }) => changes.length > 0);
  const isError = ({ severity }: Diagnostic): boolean =>
    severity === 'error' || options.switches.has('strict');
  const failed = problems.some(isError) || runs.some(({ prepared }) => prepared.jobs === undefined);
  const exitCode = failed ? 2 : differs ? 1 : 0;
  if (options.switches.has('json')) {
    const shown = clients.map(({ client, changes, refused }) => ({
      out: client.out,
      upToDate: changes.length === 0,
      differences: changes.map((change) => ({ path: change.path, would: verb(change) })),
      breaking: client.breaking,
      refused: locateDiagnostics(refused, () => undefined),
    }));
    host.stdout.write(`${JSON.stringify({ exitCode, diagnostics, clients: shown })}\n`);
    return exitCode;
  }
  tellDiagnostics(diagnostics, options, host);
  if (options.switches.has('quiet')) return exitCode;
  for (const { client, changes } of clients) tellChanges(client, changes, host);
  const refused = clients.flatMap((each) => each.refused);
  if (refused.length > 0) tellRefusal(refused, host);
  else if (differs) tellRemedy(clients, host);
  return exitCode;
}

/** What one does to have so many files written. */
type Remedy = (files: number) => string;

interface Run {
  readonly prepared: Prepared;
  readonly remedy: Remedy;
}

/** What would be run, and what is said of clients for which nothing would. */
interface Runs {
  readonly runs: readonly Run[];
  readonly problems: readonly Diagnostic[];
}

/** Generates what options ask for; `isAlone`: as if there were no configuration. */
type Prepare = (options: Options, isAlone?: boolean) => Promise<Prepared>;

/**
 * What would be run here: what the options and the configuration say, and without flags what made each of
 * the other clients that are there.
 */
async function prepareRuns(
  options: Options,
  host: Host,
  stage: (name: string) => void,
): Promise<Runs> {
  const found = byFlagsBeside(options, host.cwd());
  const plain = await prepareAll(options, host.cwd(), host.env, stage);
  const { root } = plain;
  const own: Run = { prepared: plain, remedy: running(commandFor(options)) };
  const prepare: Prepare = (again, isAlone) =>
    prepareAll(again, root, host.env, stage, new Map(), isAlone);
  if (isConfigured(root)) {
    // What the configuration writes is its own, whichever flags were there the last time.
    const others = found.filter(({ outs }) => !outs.some((out) => plain.outs.includes(out)));
    const runs = [own];
    const problems: Diagnostic[] = [];
    for (const made of others) {
      const run = await runBeside(made, prepare);
      if (run !== undefined) runs.push(run);
      else problems.push(...(made.options ? notConfigured(made) : notRepeatable(made)));
    }
    return { runs, problems };
  }
  const theirs = found.flatMap(({ outs }) => outs);
  const configured = madeByConfiguration(options, host.cwd(), plain.outs);
  const isThere = plain.outs.some((out) => readManifest(join(root, out)) !== undefined);
  const isMeant =
    !plain.diagnostics.some(({ code }) => code === NOTHING_NAMED) &&
    !plain.outs.some((out) => theirs.includes(out)) &&
    (configured.length === 0 || isThere);
  const runs = isMeant ? [own] : [];
  const problems = [...found.flatMap(notRepeatable), ...configured.map(lostConfiguration)];
  for (const made of found) {
    if (made.options === undefined) continue;
    const prepared = await prepare(made.options);
    const { config, command, outs } = made;
    if (config === undefined || makes(prepared, made))
      runs.push({ prepared, remedy: running(command) });
    else problems.push(...outs.map((out) => lostConfiguration({ out, config })));
  }
  const outs = [...theirs, ...configured.map(({ out }) => out), ...(isMeant ? plain.outs : [])];
  return { runs, problems: [...problems, ...unreadable(options, host.cwd(), outs)] };
}

/**
 * The run that makes a client of flags where there is a configuration: without it where there was none when
 * the client was made, or where the flags make another one beside it. Undefined: nothing makes it.
 */
async function runBeside(made: MadeByFlags, prepare: Prepare): Promise<Run | undefined> {
  if (made.options === undefined) return undefined;
  const remedy = running(made.command);
  if (made.wasAlone !== 'yes') {
    const prepared = await prepare(made.options);
    if (makes(prepared, made)) return { prepared, remedy };
    if (made.wasAlone === 'no') return undefined;
  }
  const prepared = await prepare(made.options, true);
  if (!makes(prepared, made)) return undefined;
  const differs = prepared.jobs?.some((client) => changesOf(client).length > 0) === true;
  // The command reads the configuration, and may write to a folder that this names.
  const isRight = !differs || makes(await prepare(made.options), made);
  return { prepared, remedy: isRight ? remedy : configuring(made) };
}

function makes({ outs }: Prepared, made: MadeByFlags): boolean {
  return made.outs.every((out) => outs.includes(out));
}

function running(command: string): Remedy {
  return (files) => `Run ${command} to write ${files === 1 ? 'it' : 'them'}.`;
}

function configuring({ outs, command }: MadeByFlags): Remedy {
  const folders = outs.join(' and ');
  return (files) =>
    `Make ${folders} one of the \`clients\` of the configuration to write ${files === 1 ? 'it' : 'them'}: beside it, ${command} does not write there.`;
}

function changesOf(client: ClientJob): readonly Change[] {
  const { changes, conflicts } = planFiles(
    realDisk,
    client.folder,
    client.files,
    knownOutputs(readFileOrNothing(join(client.folder, MANIFEST))),
  );
  const blocked = conflicts
    .filter(({ why }) => why === 'folder')
    .map(({ path }): Change => ({ path, before: undefined, after: Buffer.from('') }));
  const before = readFileOrNothing(join(client.folder, MANIFEST));
  const manifest: readonly Change[] =
    parseManifest(before) === undefined ? [{ path: MANIFEST, before, after: Buffer.from('') }] : [];
  return [...changes, ...blocked, ...manifest];
}

function verb(change: Change): 'create' | 'change' | 'delete' {
  if (change.after === undefined) return 'delete';
  return change.before === undefined ? 'create' : 'change';
}

function tellChanges(client: ClientJob, changes: readonly Change[], host: Host): void {
  const paint = painter(host.stdout.isTTY === true, host.env);
  const write = (text: string): unknown => host.stdout.write(`${text}\n`);
  if (changes.length === 0) {
    write(`instant-codegen: ${client.out} is up to date.`);
    return;
  }
  write(
    `instant-codegen: ${client.out} is not up to date; a run would change ${plural(changes.length, 'file')}.`,
  );
  if (client.breaking.length > 0) {
    const what = client.breaking.some(({ kind }) => kind === 'method') ? 'name' : 'export';
    write(`  ${paint.red('breaking')}: ${plural(client.breaking.length, what)} renamed or removed`);
    for (const each of client.breaking) write(`    ${describeBreaking(each)}`);
  }
  for (const change of changes.slice(0, MOST_FILES)) {
    write(`  ${verb(change)} ${paint.bold(`${client.out}/${change.path}`)}`);
    if (change.path === MANIFEST && change.before !== undefined) {
      write(`    ${paint.dim(UNREADABLE)}`);
      continue;
    }
    if (change.before === undefined || change.after === undefined) continue;
    const lines = diffLines(change.before.toString(), change.after.toString(), MOST_LINES);
    for (const [mark, text] of lines) {
      const shown = `    ${mark} ${text}`;
      write({ '+': paint.green, '-': paint.red, '@': paint.dim, ' ': paint.dim }[mark](shown));
    }
  }
  if (changes.length > MOST_FILES)
    write(`  and ${plural(changes.length - MOST_FILES, 'more file')}`);
}

/** A run would write nothing: not where a file is in the way that is not ours to change. */
function tellRefusal(refused: readonly Diagnostic[], host: Host): void {
  const paint = painter(host.stdout.isTTY === true, host.env);
  const write = (text: string): unknown => host.stdout.write(`${text}\n`);
  write(`A run would ${paint.red('refuse to write')}, and change nothing:`);
  for (const { message, remedy } of refused.slice(0, MOST_FILES)) {
    write(`  ${message.replace(/ Nothing was written(?: there)?\.$/, '')}`);
    if (remedy !== undefined) write(`    ${paint.dim(remedy)}`);
  }
  if (refused.length > MOST_FILES) write(`  and ${String(refused.length - MOST_FILES)} more`);
}

function tellRemedy(clients: readonly Checked[], host: Host): void {
  const differing = clients.filter(({ changes }) => changes.length > 0);
  for (const remedy of new Set(differing.map((each) => each.remedy))) {
    const count = differing
      .filter((each) => each.remedy === remedy)
      .reduce((sum, { changes }) => sum + changes.length, 0);
    host.stdout.write(`${remedy(count)}\n`);
  }
}
