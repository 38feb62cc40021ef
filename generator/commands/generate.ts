/** `instant-codegen generate`: read, emit, write, and say what was done. */

import type { Options } from '../argv.js';
import { entryOf } from '../entry.js';
import { breakingOf, prepareAll, writeAll, type ClientJob, type Prepared } from '../generate.js';
import type { Host } from '../host.js';
import { entitiesOf } from '../names/pins.js';
import { quote } from '../print/ident.js';
import { startProgress } from '../progress.js';
import { painter, renderDiagnostics, type Located } from '../render.js';
import { realDisk } from '../write/disk.js';
import type { Written } from '../write/write.js';

/** Where a client keeps what all clients have, and nobody needs to read. */
const RUNTIME = 'runtime/';

/** What a run came to; `--json` prints it. */
export interface Outcome {
  readonly exitCode: 0 | 1 | 2;
  readonly diagnostics: readonly Located[];
  readonly clients: readonly ClientOutcome[];
}

export interface ClientOutcome extends Partial<Written> {
  readonly out: string;
  readonly upToDate: boolean;
  readonly entities?: number;
  readonly operations?: number;
}

export async function generate(options: Options, host: Host): Promise<number> {
  const { outcome, prepared, ms } = await generateOnce(options, host);
  tell(outcome, prepared, options, host, ms);
  return outcome.exitCode;
}

export interface Run {
  readonly outcome: Outcome;
  readonly prepared: Prepared;
  readonly ms: number;
}

/** One run, start to end, without a word. */
export async function generateOnce(options: Options, host: Host): Promise<Run> {
  const start = performance.now();
  const progress = startProgress(host, options.switches.has('quiet'));
  try {
    const prepared = await prepareAll(options, host.cwd(), host.env, progress.stage);
    progress.stage('Writing');
    const { written, diagnostics } = writeAll(realDisk, prepared.jobs ?? []);
    const all = prepared.locate([...prepared.diagnostics, ...diagnostics, ...breakingOf(prepared)]);
    const failed = all.some(({ severity }) => severity === 'error');
    const clients = written.map(({ client, result }) => clientOutcome(client, result));
    const outcome: Outcome = { exitCode: failed ? 2 : 0, diagnostics: all, clients };
    return { outcome, prepared, ms: performance.now() - start };
  } finally {
    progress.end();
  }
}

function clientOutcome(client: ClientJob, written: Written): ClientOutcome {
  const { created, changed, deleted } = written;
  return {
    out: client.out,
    upToDate: created.length + changed.length + deleted.length === 0,
    ...written,
    ...counts(client),
  };
}

/** How much there is of what a client is made from. */
export function counts(client: ClientJob): { entities: number; operations: number } {
  return {
    entities: entitiesOf(client.project).length,
    operations: client.project.api?.operations.length ?? 0,
  };
}

/** Prints an outcome: diagnostics to stderr, what was done to stdout; all of it to stdout as JSON. */
export function tell(
  outcome: Outcome,
  prepared: Prepared,
  options: Options,
  host: Host,
  ms: number,
): void {
  if (options.switches.has('json')) {
    host.stdout.write(`${JSON.stringify(outcome)}\n`);
    return;
  }
  tellDiagnostics(outcome.diagnostics, options, host, outcome.clients);
  if (options.switches.has('quiet')) return;
  const paint = painter(host.stdout.isTTY === true, host.env);
  for (const client of outcome.clients) {
    const { created = [], changed = [], deleted = [], unchanged = 0 } = client;
    if (client.upToDate) {
      host.stdout.write(`instant-codegen: ${client.out} is up to date.\n`);
      continue;
    }
    const written = [...created, ...changed];
    const runtime = written.filter((path) => path.startsWith(RUNTIME)).length;
    const parts = [
      plural(written.length - runtime, 'file') + ' written',
      ...(unchanged > 0 ? [`${String(unchanged)} unchanged`] : []),
      ...(deleted.length > 0 ? [`${String(deleted.length)} deleted`] : []),
      ...(client.entities ? [plural(client.entities, 'entity', 'entities')] : []),
      ...(client.operations ? [plural(client.operations, 'operation')] : []),
      ...(runtime > 0 ? [`with ${plural(runtime, 'file')} of the runtime in ${RUNTIME}`] : []),
    ];
    host.stdout.write(
      `${paint.green('✓')} ${paint.bold(client.out)}: ${parts.join(', ')} ${paint.dim(`(${String(Math.round(ms))} ms)`)}\n`,
    );
    const job = prepared.jobs?.find(({ out }) => out === client.out);
    if (job !== undefined && created.includes('index.ts'))
      host.stdout.write(`  ${importHint(job)}\n`);
  }
}

/** Diagnostics on stderr; with `--quiet` only errors. `done`: clients that were written all the same. */
export function tellDiagnostics(
  all: readonly Located[],
  options: Options,
  host: Host,
  done: readonly ClientOutcome[] = [],
): void {
  const paint = painter(host.stderr.isTTY === true, host.env);
  const quiet = options.switches.has('quiet');
  const shown = all.filter(({ severity }) => !quiet || severity === 'error');
  host.stderr.write(renderDiagnostics(shown, paint));
  const errors = all.filter(({ severity }) => severity === 'error').length;
  if (errors === 0) return;
  const written = done.filter(({ upToDate }) => !upToDate).map(({ out }) => out);
  const what =
    written.length === 0 ? 'Nothing was written' : `Only ${written.join(', ')} was written`;
  host.stderr.write(`${paint.red(plural(errors, 'error'))}. ${what}.\n`);
}

/** The line to start with, as it stands in a file of the project's root. */
function importHint(client: ClientJob): string {
  const { files } = client;
  // An operation may be called so, too.
  const text = files.find(({ path }) => path === 'client.ts')?.text ?? '';
  const made = /^export (?:const|function) (init|createClient)\b/m.exec(text)?.[1];
  const names = made === undefined ? '* as api' : `{ ${made} }`;
  const path = entryOf(client);
  const specifier = quote(/^\.\.?(?:\/|$)/.test(path) ? path : `./${path}`);
  return `Use it, here from the project's root: import ${names} from ${specifier};`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
