/** `--check`: says what a run would change, and changes nothing. */

import { join } from 'node:path';
import type { Options } from '../argv.js';
import { describeBreaking } from '../breaking.js';
import type { Diagnostic } from '../diagnostics.js';
import { diffLines } from '../diff.js';
import {
  byFlagsBeside,
  isConfigured,
  notConfigured,
  notRepeatable,
  NOTHING_NAMED,
  unreadable,
} from '../earlier.js';
import { prepareAll, type ClientJob, type Prepared } from '../generate.js';
import type { Host } from '../host.js';
import { knownOutputs, MANIFEST, parseManifest, readFileOrNothing } from '../manifest.js';
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

/** A client as a run would write it, and the command of that run. */
interface Checked {
  readonly client: ClientJob;
  readonly command: string;
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
  const clients = runs.flatMap(({ prepared, command }) =>
    (prepared.jobs ?? []).map((client): Checked => {
      const refused = refusals(realDisk, client.job);
      return { client, command, changes: changesOf(client), refused };
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

/** What would be run, and what is said of clients for which nothing would. */
interface Runs {
  readonly runs: readonly { readonly prepared: Prepared; readonly command: string }[];
  readonly problems: readonly Diagnostic[];
}

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
  if (isConfigured(plain.root)) {
    // What the configuration writes is its own, whichever flags were there the last time.
    const others = found.filter(({ outs }) => !outs.some((out) => plain.outs.includes(out)));
    const runs = [{ prepared: plain, command: 'instant-codegen' }];
    const problems: Diagnostic[] = [];
    for (const made of others) {
      const prepared =
        made.options && (await prepareAll(made.options, plain.root, host.env, stage));
      const isMade =
        prepared !== undefined && made.outs.every((out) => prepared.outs.includes(out));
      if (isMade) runs.push({ prepared, command: made.command });
      else problems.push(...notConfigured(made));
    }
    return { runs, problems };
  }
  const isMeant =
    !plain.diagnostics.some(({ code }) => code === NOTHING_NAMED) &&
    !found.some(({ outs }) => plain.outs.some((out) => outs.includes(out)));
  const runs = isMeant ? [{ prepared: plain, command: 'instant-codegen' }] : [];
  for (const { options: again, command } of found) {
    if (again === undefined) continue;
    runs.push({ prepared: await prepareAll(again, plain.root, host.env, stage), command });
  }
  const outs = [...found, ...runs.map(({ prepared }) => prepared)].flatMap((each) => each.outs);
  const problems = [...found.flatMap(notRepeatable), ...unreadable(options, host.cwd(), outs)];
  return { runs, problems };
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
    write(
      `  ${paint.red('breaking')}: ${plural(client.breaking.length, 'export')} renamed or removed`,
    );
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
  const commands = new Set(
    clients.filter(({ changes }) => changes.length > 0).map(({ command }) => command),
  );
  for (const command of commands) {
    const count = clients
      .filter((each) => each.command === command)
      .reduce((sum, { changes }) => sum + changes.length, 0);
    host.stdout.write(`Run ${command} to write ${count === 1 ? 'it' : 'them'}.\n`);
  }
}
