/** `--check`: says what a run would change, and changes nothing. */

import { join } from 'node:path';
import type { Options } from '../argv.js';
import { describeBreaking } from '../breaking.js';
import { diffLines } from '../diff.js';
import { prepareAll, type ClientJob } from '../generate.js';
import type { Host } from '../host.js';
import { knownOutputs, MANIFEST, readFileOrNothing } from '../manifest.js';
import { startProgress } from '../progress.js';
import { locateDiagnostics, painter } from '../render.js';
import { realDisk } from '../write/disk.js';
import type { Change } from '../write/journal.js';
import { planFiles } from '../write/plan.js';
import { plural, tellDiagnostics } from './generate.js';

const MOST_LINES = 20;
const MOST_FILES = 10;

/** Exit code 0 where the output is what a run would write, 1 where it is not, 2 for bad input. */
export async function check(options: Options, host: Host): Promise<number> {
  const progress = startProgress(host, options.switches.has('quiet'));
  const prepared = await prepareAll(options, host.cwd(), host.env, progress.stage).finally(
    progress.end,
  );
  const diagnostics = locateDiagnostics(prepared.diagnostics, (file) => prepared.read(file));
  const clients = (prepared.jobs ?? []).map((client) => ({ client, changes: changesOf(client) }));
  const differs = clients.some(({ changes }) => changes.length > 0);
  const exitCode = prepared.jobs === undefined ? 2 : differs ? 1 : 0;
  if (options.switches.has('json')) {
    const shown = clients.map(({ client, changes }) => ({
      out: client.out,
      upToDate: changes.length === 0,
      differences: changes.map((change) => ({ path: change.path, would: verb(change) })),
      breaking: client.breaking,
    }));
    host.stdout.write(`${JSON.stringify({ exitCode, diagnostics, clients: shown })}\n`);
    return exitCode;
  }
  tellDiagnostics(diagnostics, options, host);
  for (const { client, changes } of clients) tellChanges(client, changes, options, host);
  return exitCode;
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
  const manifest = realDisk.read(join(client.folder, MANIFEST));
  const missing: readonly Change[] =
    manifest === undefined ? [{ path: MANIFEST, before: undefined, after: Buffer.from('') }] : [];
  return [...changes, ...blocked, ...missing];
}

function verb(change: Change): 'create' | 'change' | 'delete' {
  if (change.after === undefined) return 'delete';
  return change.before === undefined ? 'create' : 'change';
}

function tellChanges(
  client: ClientJob,
  changes: readonly Change[],
  options: Options,
  host: Host,
): void {
  if (options.switches.has('quiet')) return;
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
    if (change.before === undefined || change.after === undefined) continue;
    const lines = diffLines(change.before.toString(), change.after.toString(), MOST_LINES);
    for (const [mark, text] of lines) {
      const shown = `    ${mark} ${text}`;
      write({ '+': paint.green, '-': paint.red, '@': paint.dim, ' ': paint.dim }[mark](shown));
    }
  }
  if (changes.length > MOST_FILES)
    write(`  and ${plural(changes.length - MOST_FILES, 'more file')}`);
  write(`Run instant-codegen to write ${changes.length === 1 ? 'it' : 'them'}.`);
}
