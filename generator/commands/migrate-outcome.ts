/** What `migrate` says when it is done, or has looked only. */

import type { Options } from '../argv.js';
import { diffLines } from '../diff.js';
import type { ClientJob } from '../generate.js';
import type { Host } from '../host.js';
import { parseJsonc } from '../jsonc.js';
import { isRecord } from '../manifest.js';
import type { FileChange } from '../migrate/plan.js';
import { painter, type Located } from '../render.js';
import { plural, tellDiagnostics } from './generate.js';

export interface Outcome {
  /** Whether nothing was written. */
  readonly dry: boolean;
  readonly all: readonly FileChange[];
  readonly left: readonly Located[];
  readonly clients: readonly Pick<ClientJob, 'out' | 'files'>[];
  readonly module: string;
  /** What moves the other packages, in this order. */
  readonly commands: readonly string[];
  /** Advice on what comes after, a line each. */
  readonly advice?: readonly string[];
}

/** On standard output, as JSON where that was asked for; what is left to look at on standard error. */
export function tell(outcome: Outcome, options: Options, host: Host): void {
  const { dry, all, left, clients, module, commands, advice = [] } = outcome;
  if (options.switches.has('json')) {
    const written = clients.map(({ out, files }) => ({ out, files: files.length }));
    const files = all.map(({ path }) => path);
    const said = {
      exitCode: 0,
      dryRun: dry,
      files,
      clients: written,
      open: left,
      commands,
      advice,
    };
    host.stdout.write(`${JSON.stringify(said)}\n`);
    return;
  }
  if (dry) all.forEach((change) => tellDiff(change, host));
  if (dry) clients.forEach((client) => tellClient(client, host));
  tellDiagnostics(left, options, host);
  if (options.switches.has('quiet')) return;
  const tellCommands = (): void => {
    if (commands.length === 0) return;
    const [first = ''] = commands;
    host.stdout.write(
      commands.length === 1
        ? `Another package makes a client. It moves with ${first}\n`
        : `Other packages make clients. They move with these, in this order:\n${commands.map((each) => `  ${each}\n`).join('')}`,
    );
  };
  // Notes tell of what was done.
  const places = left.filter(({ severity }) => severity !== 'note').length;
  const open = `${plural(places, 'place')} left to look at`;
  if (all.length === 0) {
    const nothing = `instant-codegen: there is nothing to move from ${module}`;
    host.stdout.write(places === 0 ? `${nothing}.\n` : `${nothing}; ${open}.\n`);
    tellCommands();
    return;
  }
  const count = clients.reduce((sum, { files }) => sum + files.length, 0);
  const [changed, written] = dry ? ['would change', 'would be written'] : ['changed', 'written'];
  const client = `${plural(count, 'file')} of the client ${written}`;
  host.stdout.write(`${plural(all.length, 'file')} ${changed}, ${client}, ${open}.\n`);
  advice.forEach((line) => host.stdout.write(`${line}\n`));
  tellCommands();
}

/**
 * The advice to run the generator from a script, with the options that this run was given; undefined where the
 * package.json at `path` has such a script, or there is none.
 */
export function generateScript(
  path: string,
  text: string | undefined,
  { values }: Options,
): string | undefined {
  const value = text === undefined ? undefined : parseJsonc(text);
  if (!isRecord(value)) return undefined;
  const { scripts } = value;
  const commands = isRecord(scripts) ? Object.values(scripts) : [];
  if (commands.some((line) => typeof line === 'string' && line.includes('instant-codegen')))
    return undefined;
  const given = Object.entries(values).map(([name, each]) => ` --${name} ${each}`);
  const script = JSON.stringify(`instant-codegen${given.join('')}`);
  return `Put "generate": ${script} into the scripts of ${path}: when the schema has changed, it writes the client anew.`;
}

const MOST_LINES = 200;

function tellDiff({ path, before, after }: FileChange, host: Host): void {
  const paint = painter(host.stdout.isTTY === true, host.env);
  const colour = { '+': paint.green, '-': paint.red, ' ': paint.dim, '@': paint.cyan };
  host.stdout.write(`${paint.bold(path)}\n`);
  for (const [mark, text] of diffLines(before ?? '', after, MOST_LINES))
    host.stdout.write(`${colour[mark](`${mark} ${text.replace(/\r$/, '')}`)}\n`);
}

/** Files of the client by their names; those of a folder by their number. */
function tellClient({ out, files }: Pick<ClientJob, 'out' | 'files'>, host: Host): void {
  const paint = painter(host.stdout.isTTY === true, host.env);
  const folders = new Map<string, number>();
  for (const { path } of files) {
    const [first = path, ...rest] = path.split('/');
    folders.set(first, (folders.get(first) ?? 0) + (rest.length === 0 ? 0 : 1));
  }
  host.stdout.write(`${paint.bold(`${out}/`)}\n`);
  for (const [name, count] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1)))
    host.stdout.write(
      `${paint.green(`+ ${count === 0 ? name : `${name}/ (${plural(count, 'file')})`}`)}\n`,
    );
}
