/** `instant-codegen introspect`: what a database says of itself, saved as a file that runs read. */

import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Options } from '../argv.js';
import { settleClients } from '../config/settle.js';
import type { Diagnostic, Report } from '../diagnostics.js';
import { diffLines } from '../diff.js';
import { projectRoot } from '../gate.js';
import type { Host } from '../host.js';
import { recordInputs, type Recorder } from '../inputs.js';
import { introspectFrom, type Introspected } from '../introspect/read.js';
import { loadZod } from '../lazy.js';
import { readFileOrNothing } from '../manifest.js';
import { startProgress } from '../progress.js';
import { shippedFiles, targetOf } from '../project.js';
import { locateDiagnostics, painter } from '../render.js';
import { USUAL_FILES } from '../stores/postgres/index.js';
import { optionsSchema, type PostgresOptions } from '../stores/postgres/options.js';
import { FORMAT_KEY, savedSchema, type Saved } from '../stores/postgres/saved.js';
import { savedText } from '../stores/postgres/saved-text.js';
import { plural, tellDiagnostics } from './generate.js';

const MOST_LINES = 40;

/** Exit code 0 when the file was written or says the same, 1 where `--check` finds that it does not, 2 for bad input. */
export async function introspect(options: Options, host: Host): Promise<number> {
  const started = performance.now();
  const root = projectRoot(host.cwd(), options);
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => void diagnostics.push(diagnostic);
  const texts = new Map<string, string>();
  const inputs = recordInputs(root, host.env, shippedFiles());
  const chosen = await choose(options, host, inputs, report);
  const out = chosen?.out ?? resolve(root, USUAL_FILES[0]);
  const shown = relative(root, out).split(sep).join('/');
  const free = isOurs(out) || options.switches.has('force');
  if (!free)
    report({
      severity: 'error',
      code: 'introspect-not-ours',
      message: `${shown} is there, and is no saved schema.`,
      remedy: 'Name another file with --out, or overwrite it with --force.',
    });
  const { from, schemas, header } = options.values;
  const progress = startProgress(host, options.switches.has('quiet'));
  const found =
    chosen === undefined || !free
      ? undefined
      : await introspectFrom(
          {
            ...{ root, cwd: host.cwd(), env: host.env, headers: header, progress: progress.stage },
            from: from ?? chosen.sql,
            schemas: schemas?.split(',').map((each) => each.trim()),
            backend: chosen.backend,
          },
          ({ path, text }) => void texts.set(path, text),
          report,
        ).finally(progress.end);
  progress.end();
  const located = locateDiagnostics(diagnostics, (file) => texts.get(file) ?? inputs.seen(file));
  if (found === undefined) {
    if (options.switches.has('json'))
      host.stdout.write(`${JSON.stringify({ exitCode: 2, diagnostics: located })}\n`);
    else tellDiagnostics(located, options, host);
    return 2;
  }
  const before = savedBefore(out);
  const after = savedText(found.saved);
  const upToDate = before === after;
  const checking = options.switches.has('check');
  if (!upToDate && !checking) write(out, after);
  const exitCode = checking && !upToDate ? 1 : 0;
  if (options.switches.has('json')) {
    const { engine, files, saved } = found;
    const outcome = { exitCode, diagnostics: located, out: shown, upToDate, engine };
    host.stdout.write(
      `${JSON.stringify({ ...outcome, files: files.map(({ path }) => path), ...count(saved) })}\n`,
    );
    return exitCode;
  }
  tellDiagnostics(located, options, host);
  if (options.switches.has('quiet')) return exitCode;
  const ms = Math.round(performance.now() - started);
  tell(host, { found, shown, upToDate, checking, ms });
  if (exitCode === 1) tellDifference(before ?? '', after, host);
  return exitCode;
}

interface Chosen {
  readonly backend: PostgresOptions | undefined;
  /** Absolute. */
  readonly out: string;
  /** SQL that the configuration names for a schema. */
  readonly sql: string | undefined;
}

/** What configuration and target say, where they say something: the command works without. */
async function choose(
  options: Options,
  host: Host,
  inputs: Recorder,
  report: Report,
): Promise<Chosen | undefined> {
  const { out, from, schema, ...values } = options.values;
  const clients = await settleClients({ ...options, values }, host.cwd(), inputs, report);
  if (clients === undefined) return undefined;
  const found = clients
    .map((client) => ({ client, target: targetOf(client, inputs, report) }))
    .find(({ target }) => target === 'failed' || target?.store === 'postgres');
  if (found?.target === 'failed') return undefined;
  const backend =
    found?.target === undefined
      ? undefined
      : optionsSchema(loadZod().z).parse(found.target.storeOptions ?? {});
  const named = found?.client.schema;
  const file = typeof named === 'string' && named.endsWith('.json') ? named : USUAL_FILES[0];
  return {
    backend,
    out: out === undefined ? resolve(inputs.root, file) : resolve(host.cwd(), out),
    sql:
      typeof named === 'string' && !named.endsWith('.json') ? join(inputs.root, named) : undefined,
  };
}

/** What is in the way may be somebody else's. */
function isOurs(out: string): boolean {
  const text = readFileOrNothing(out)?.toString('utf8');
  return text === undefined || text.trim() === '' || text.includes(`"${FORMAT_KEY}"`);
}

/** The saved schema as it would be written now, however a formatter laid it out; its text where it is none. */
function savedBefore(out: string): string | undefined {
  const text = readFileOrNothing(out)?.toString('utf8');
  if (text === undefined) return undefined;
  try {
    const checked = savedSchema(loadZod().z).safeParse(JSON.parse(text));
    return checked.success ? savedText(checked.data) : text;
  } catch {
    return text;
  }
}

function write(out: string, text: string): void {
  mkdirSync(dirname(out), { recursive: true });
  const staged = `${out}.${String(process.pid)}.tmp`;
  writeFileSync(staged, text);
  renameSync(staged, out);
}

interface Told {
  readonly found: Introspected;
  readonly shown: string;
  readonly upToDate: boolean;
  readonly checking: boolean;
  readonly ms: number;
}

function tell(host: Host, { found, shown, upToDate, checking, ms }: Told): void {
  const paint = painter(host.stdout.isTTY === true, host.env);
  const { engine, files, saved } = found;
  const { relations, functions, schemas } = count(saved);
  const what = `${plural(relations, 'table or view', 'tables and views')}, ${plural(functions, 'function')} in ${schemas.join(', ') || 'no schema'}`;
  const read = files.length === 0 ? engine : `${plural(files.length, 'SQL file')} in ${engine}`;
  const state = upToDate ? 'is up to date' : checking ? 'is not up to date' : 'written';
  const mark = upToDate || !checking ? paint.green('✓') : paint.red('✗');
  host.stdout.write(
    `${mark} ${paint.bold(shown)} ${state}: ${what}, read from ${read} ${paint.dim(`(${String(ms)} ms)`)}\n`,
  );
}

function tellDifference(before: string, after: string, host: Host): void {
  const paint = painter(host.stdout.isTTY === true, host.env);
  for (const [mark, text] of diffLines(before, after, MOST_LINES)) {
    const style = { '+': paint.green, '-': paint.red, '@': paint.dim, ' ': paint.dim }[mark];
    host.stdout.write(`${style(`  ${mark} ${text}`)}\n`);
  }
  host.stdout.write('Run instant-codegen introspect to write it.\n');
}

function count({ schemas }: Saved): {
  readonly relations: number;
  readonly functions: number;
  readonly schemas: readonly string[];
} {
  const shown = schemas.filter(({ hidden }) => hidden !== true);
  const sum = (key: 'relations' | 'functions'): number =>
    shown.reduce((total, schema) => total + (schema[key]?.length ?? 0), 0);
  return {
    relations: sum('relations'),
    functions: sum('functions'),
    schemas: shown.map(({ name }) => name),
  };
}
