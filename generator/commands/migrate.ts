/** `instant-codegen migrate`: an app moves from the official package to its own client. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Options } from '../argv.js';
import { settleClients } from '../config/settle.js';
import type { Diagnostic } from '../diagnostics.js';
import { diffLines } from '../diff.js';
import { CONFIG_FILES, CONFIG_KEY, projectRoot } from '../gate.js';
import { prepareAll, type ClientJob, type Prepared } from '../generate.js';
import type { Host } from '../host.js';
import { recordInputs } from '../inputs.js';
import { loadTypeScript } from '../lazy.js';
import { applyEdits } from '../migrate/edit.js';
import { movePackage } from '../migrate/package.js';
import { changesOf, openDiagnostics, survey, type FileChange } from '../migrate/plan.js';
import { editConfig, newConfig, type Settings } from '../migrate/settings.js';
import { sourcesNaming, textOf } from '../migrate/sources.js';
import { writeMove } from '../migrate/write.js';
import { shippedFiles, targetOf } from '../project.js';
import { locateDiagnostics, painter } from '../render.js';
import type { Migration } from '../stages.js';
import { plural, tellDiagnostics } from './generate.js';

const NEW_CONFIG = 'instant-codegen.config.json';

/** Exit code 0 when the app was moved (or, with `--dry-run`, could be), 2 for bad input. */
export async function migrate(options: Options, host: Host): Promise<number> {
  const root = projectRoot(host.cwd(), options);
  const found = await findClient(options, host, root);
  if (Array.isArray(found)) return refuse(found, options, host);
  const prepare = (instead?: ReadonlyMap<string, string>): Promise<Prepared> =>
    prepareAll(options, host.cwd(), host.env, () => undefined, instead);
  const plain = await prepare();
  if (plain.jobs === undefined) return refuse(plain.diagnostics, options, host, plain);
  const job = plain.jobs[found.index];
  if (job === undefined) throw new Error('A client was lost on the way.');
  const { migration } = found;
  const app = sourcesNaming(migration.module, root, plain.outs);
  const ts = loadTypeScript();
  const seen = survey(ts, app, migration, job.project.store);
  const config = configChange(ts, root, options, seen.settings);
  const planned = await withFile(config.change, (instead) => prepare(instead));
  if (planned.jobs === undefined) return refuse(planned.diagnostics, options, host, planned);
  const emitted = emittedOf(planned.jobs[found.index] ?? job, migration);
  const { changes, open } = changesOf(ts, seen, app, emitted);
  if (changes.length === 0 && open.length === 0) {
    host.stdout.write(`instant-codegen: nothing here imports ${migration.module}.\n`);
    return 0;
  }
  const manifest = packageChange(ts, root, migration, changes, app.code);
  const all = [
    ...changes,
    ...(config.change === undefined ? [] : [config.change]),
    ...(manifest.change === undefined ? [] : [manifest.change]),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const notes = [...openDiagnostics(open), ...config.notes, ...manifest.notes];
  const texts = new Map([...app.code, ...app.other].map(({ path, text }) => [path, text]));
  const shown = locateDiagnostics(notes, (file) => texts.get(file));
  const dry = options.switches.has('dry-run');
  let wrote = { files: 0 };
  if (!dry) {
    const result = await writeMove(root, all, config.change, prepare);
    if ('diagnostics' in result) return refuse(result.diagnostics, options, host);
    wrote = result;
  }
  if (options.switches.has('json')) {
    const files = all.map(({ path }) => path);
    host.stdout.write(`${JSON.stringify({ exitCode: 0, dryRun: dry, files, open: shown })}\n`);
    return 0;
  }
  if (dry) all.forEach((change) => tellDiff(change, host));
  tellDiagnostics(shown, options, host);
  const verb = dry ? 'would change' : 'changed';
  const client = dry ? '' : `, ${plural(wrote.files, 'file')} of the client written`;
  host.stdout.write(
    `${plural(all.length, 'file')} ${verb}${client}, ${plural(open.length, 'place')} left to look at.\n`,
  );
  return 0;
}

/** The one client of the configuration that takes the place of an official package. */
async function findClient(
  options: Options,
  host: Host,
  root: string,
): Promise<{ readonly index: number; readonly migration: Migration } | Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const inputs = recordInputs(root, host.env, shippedFiles());
  const clients = (await settleClients(options, host.cwd(), inputs, report)) ?? [];
  const able = clients.flatMap((client, index) => {
    const target = targetOf(client, inputs, report);
    const migration = target === 'failed' ? undefined : target?.migration;
    return migration === undefined ? [] : [{ index, migration }];
  });
  if (diagnostics.some(({ severity }) => severity === 'error')) return diagnostics;
  const [only] = able;
  if (only !== undefined && able.length === 1) return only;
  return [
    {
      severity: 'error',
      code: only === undefined ? 'migrate-no-client' : 'migrate-several-clients',
      message:
        only === undefined
          ? 'No client of the configuration takes the place of an official package.'
          : 'Several clients of the configuration could take the place of the official package.',
      remedy: 'Name a configuration with one such client: --config <file>.',
    },
  ];
}

function refuse(
  diagnostics: readonly Diagnostic[],
  options: Options,
  host: Host,
  prepared?: Prepared,
): number {
  const located = locateDiagnostics(diagnostics, (file) => prepared?.read(file));
  if (options.switches.has('json'))
    host.stdout.write(`${JSON.stringify({ exitCode: 2, diagnostics: located })}\n`);
  else tellDiagnostics(located, options, host);
  return 2;
}

/** What the client's index exports, and which files there are. */
function emittedOf({ out, files, importExtension }: ClientJob, migration: Migration) {
  const index = files.find(({ path }) => path === 'index.ts')?.text ?? '';
  const lists = index.matchAll(/\{([^}]*)\}/g);
  const exports = [...lists].flatMap(([, list]) =>
    (list ?? '').split(',').map((each) => each.trim().replace(/^type\s+|^.*\sas\s+/g, '')),
  );
  return {
    migration,
    out,
    importExtension,
    exports: new Set(exports),
    files: new Set(files.map(({ path }) => path)),
  };
}

interface Planned {
  readonly change?: FileChange;
  readonly notes: readonly Diagnostic[];
}

function configChange(
  ts: ReturnType<typeof loadTypeScript>,
  root: string,
  options: Options,
  settings: Settings,
): Planned {
  if (Object.keys(settings).length === 0) return { notes: [] };
  const given = options.values.config;
  const names = given === undefined ? CONFIG_FILES : [given.split(/[\\/]/).at(-1) ?? given];
  const path = names.find((name) => textOf(root, name) !== undefined);
  const own = path ?? (hasKey(textOf(root, 'package.json')) ? 'package.json' : undefined);
  if (own === undefined)
    return { change: { path: NEW_CONFIG, before: '', after: newConfig(settings) }, notes: [] };
  const before = textOf(root, own) ?? '';
  const key = own === 'package.json' ? CONFIG_KEY : undefined;
  const { edits, left } = editConfig(ts, own, before, key, settings);
  const notes = Object.entries(left).map(([name, value]): Diagnostic => ({
    severity: 'warning',
    code: 'migrate-setting',
    message: `The app needs the setting ${name}: ${JSON.stringify(value)}, and ${own} could not be changed so.`,
    remedy: 'Set it there.',
  }));
  const after = applyEdits(before, edits);
  return after === before ? { notes } : { change: { path: own, before, after }, notes };
}

function packageChange(
  ts: ReturnType<typeof loadTypeScript>,
  root: string,
  { module, scope }: Migration,
  changes: readonly FileChange[],
  code: readonly { readonly path: string; readonly text: string }[],
): Planned {
  const path = 'package.json';
  const before = textOf(root, path);
  if (before === undefined) return { notes: [] };
  const after = new Map(changes.map((change) => [change.path, change.after]));
  const used = code.some((each) => (after.get(each.path) ?? each.text).includes(module));
  const moved = movePackage(ts, before, module, scope, used);
  if (moved.kept !== undefined)
    return {
      notes: [
        {
          severity: 'note',
          code: 'migrate-package-kept',
          message: `${module} stays in package.json: ${moved.kept}.`,
          remedy: 'It may stand under devDependencies: the emitted client does not need it.',
        },
      ],
    };
  const text = applyEdits(before, moved.edits);
  return text === before ? { notes: [] } : { change: { path, before, after: text }, notes: [] };
}

function hasKey(text: string | undefined): boolean {
  return text?.includes(`"${CONFIG_KEY}"`) ?? false;
}

/** Runs with a file as it would be, without writing it where it belongs. */
async function withFile<T>(
  change: FileChange | undefined,
  run: (instead?: ReadonlyMap<string, string>) => Promise<T>,
): Promise<T> {
  if (change === undefined) return run();
  const folder = mkdtempSync(join(tmpdir(), 'instant-codegen-'));
  try {
    const file = join(folder, change.path);
    writeFileSync(file, change.after);
    return await run(new Map([[change.path, file]]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const MOST_LINES = 200;

function tellDiff({ path, before, after }: FileChange, host: Host): void {
  const paint = painter(host.stdout.isTTY === true, host.env);
  const colour = { '+': paint.green, '-': paint.red, ' ': paint.dim, '@': paint.cyan };
  host.stdout.write(`${paint.bold(path)}\n`);
  for (const [mark, text] of diffLines(before, after, MOST_LINES))
    host.stdout.write(`${colour[mark](`${mark} ${text}`)}\n`);
}
