/** `instant-codegen migrate`: an app moves from the official package to its own client. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, relative } from 'node:path';
import type { Options } from '../argv.js';
import { settleClients } from '../config/settle.js';
import type { Diagnostic } from '../diagnostics.js';
import { entryOf } from '../entry.js';
import { projectRoot } from '../gate.js';
import { prepareAll, type ClientJob, type Prepared } from '../generate.js';
import type { Host } from '../host.js';
import { recordInputs } from '../inputs.js';
import { loadTypeScript } from '../lazy.js';
import { aliasOf } from '../migrate/alias.js';
import { featureOf } from '../migrate/brought.js';
import { isBlocks } from '../migrate/blocks.js';
import { buildsOf } from '../migrate/compiled.js';
import { outputsOf } from '../migrate/compilers.js';
import { dateReads } from '../migrate/date-reads.js';
import { installCommand } from '../migrate/install.js';
import { untransformed } from '../migrate/jest.js';
import { movedLayouts } from '../migrate/layout.js';
import { insideProject, outsideProjects } from '../migrate/outside.js';
import { packagePath } from '../migrate/package.js';
import { besideCode } from '../migrate/place.js';
import { schemaElsewhere } from '../migrate/schema.js';
import { configChange, packageChange } from '../migrate/surroundings.js';
import {
  changesOf,
  openDiagnostics,
  survey,
  type FileChange,
  type Surveyed,
} from '../migrate/plan.js';
import { filesOf, textOf, type AppFiles } from '../migrate/sources.js';
import type { Emitted } from '../migrate/types.js';
import { newErrors } from '../migrate/types-check.js';
import { besides } from '../migrate/workspace.js';
import { writeMove } from '../migrate/write.js';
import { shippedFiles, targetOf } from '../project.js';
import { locateDiagnostics, type Located } from '../render.js';
import type { Migration } from '../stages.js';
import { realDisk } from '../write/disk.js';
import { tellDiagnostics } from './generate.js';
import { generateScript, tell } from './migrate-outcome.js';

/** Exit code 0 when the app was moved (or, with `--dry-run`, could be), 2 for bad input. */
export async function migrate(options: Options, host: Host): Promise<number> {
  return move(options, host);
}

/** What was found in the app, and the configuration names from now on; relative to the root. */
interface Followed {
  /** A schema that is in no usual place. */
  readonly schema?: string;
  /** The client's folder, where the usual one is none that is compiled. */
  readonly out?: string;
}

async function move(options: Options, host: Host, followed: Followed = {}): Promise<number> {
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
  const ts = loadTypeScript();
  const app = filesOf(migration.module, root, [], job.out, outputsOf(ts, root));
  const seen = survey(ts, app, migration, job.project.store, job, root);
  const follow = (more: Followed): Promise<number> => {
    const given = Object.entries(more).map(([name, path]: [string, string]) => [
      name,
      relative(host.cwd(), join(root, path)),
    ]);
    const values = { ...options.values, ...(Object.fromEntries(given) as Followed) };
    return move({ ...options, values }, host, { ...followed, ...more });
  };
  const out = found.out === undefined ? placeOf(root, app, seen.files, job.out) : undefined;
  if (out !== undefined && plain.jobs.length === 1) return follow({ out });
  const isOpen = job.project.store?.kind === 'instaql' && !job.project.store.declared;
  if (isOpen && found.schema === undefined && plain.jobs.length === 1) {
    const own = seen.files.map(({ source }) => source);
    const elsewhere = schemaElsewhere(ts, root, own, seen.meaning, migration);
    if (elsewhere !== undefined) return follow({ schema: elsewhere });
  }
  const settings = { ...followed, ...seen.settings };
  const config = configChange(ts, root, options, settings, found.index);
  const planned = await withFile(config.change, (instead) => prepare(instead));
  if (planned.jobs === undefined) return refuse(planned.diagnostics, options, host, planned);
  const client = planned.jobs[found.index] ?? job;
  const alias = aliasOf(ts, root, app.package, job.out);
  const emitted = { ...emittedOf(client, migration), alias };
  const { changes, stays, ...moved } = changesOf(ts, seen, app, emitted);
  const builds = buildsOf(ts, root, app, changes, client);
  const reads = dateReads(ts, builds, {
    store: client.project.store,
    names: client.names.entities,
    out: client.out,
    converts: seen.converts,
    changes,
    named: seen.reads,
  });
  const open = [...moved.open, ...reads, ...besides(migration, root, emitted.entry)];
  const texts = new Map([
    ...app.other.map(({ path, text }) => [path, text] as const),
    ...app.code.map(({ path, text, whole }) => [path, whole ?? text] as const),
  ]);
  const locate = (notes: readonly Diagnostic[]): readonly Located[] =>
    locateDiagnostics(notes, (file) => texts.get(file) ?? textOf(root, file));
  const commands = seen.others.map(({ command }) => command);
  const dry = options.switches.has('dry-run');
  if (changes.length === 0) {
    const left = locate(openDiagnostics(open));
    tell({ dry, all: [], left, clients: [], module: migration.module, commands }, options, host);
    return 0;
  }
  const manifest = packageChange(ts, root, app, migration, stays, config.change, changes);
  const configured =
    config.change !== undefined && config.change.path === manifest.change?.path
      ? manifest.change
      : config.change;
  const surroundings = new Set(
    [configured, manifest.change].filter((change) => change !== undefined),
  );
  const all = [...changes, ...surroundings].sort((a, b) => (a.path < b.path ? -1 : 1));
  const layouts = [
    ...movedLayouts(ts, root, app, changes, emitted),
    ...outsideProjects(ts, root, app, changes, emitted),
  ];
  const tests = untransformed(root, app, changes);
  const broken = newErrors(ts, app, changes, builds, open);
  // What a run of the generator warns of, which does not repeat what it said once.
  const warned = planned.diagnostics.filter(({ severity }) => severity === 'warning');
  const left = [
    ...planned.locate(warned),
    ...locate([
      ...openDiagnostics([...open, ...layouts, ...tests, ...broken]),
      ...config.notes,
      ...manifest.notes,
    ]),
  ];
  if (!dry) {
    const result = await writeMove(realDisk, root, all, configured, prepare);
    if ('diagnostics' in result) return refuse(result.diagnostics, options, host);
  }
  const path = packagePath(app.package);
  const values = Object.fromEntries(
    Object.entries(options.values).filter(([name]) => !(name in followed)),
  );
  const script = generateScript(path, textOf(root, path), { ...options, values });
  const { module } = migration;
  const install =
    manifest.gone === true && !dry
      ? `Run ${installCommand(root, app.package)}: ${path} asks for ${module} no more.`
      : undefined;
  const named = `which the configuration ${dry ? 'would name from then on' : 'names now'}.`;
  const where = [
    ...(followed.schema === undefined ? [] : [`The schema is ${followed.schema}, ${named}`]),
    ...(followed.out === undefined ? [] : [`The client is in ${followed.out}, ${named}`]),
  ];
  const templates = changes.some(({ path }) => isBlocks(path))
    ? 'Templates are not compiled here: check them with the tool of the framework (vue-tsc, svelte-check, astro check).'
    : undefined;
  const advice = [...where, install, script, templates, migration.runTime].filter(
    (line) => line !== undefined,
  );
  tell({ dry, all, left, clients: planned.jobs, module, advice, commands }, options, host);
  return 0;
}

/** Another place of the client than the usual one. */
function placeOf(
  root: string,
  app: AppFiles,
  files: readonly Surveyed[],
  usual: string,
): string | undefined {
  const beside = besideCode(root, app, files, usual);
  return insideProject(loadTypeScript(), root, app, files, beside ?? usual) ?? beside;
}

interface Found {
  readonly index: number;
  readonly migration: Migration;
  /** What the configuration or the command line says of the schema. */
  readonly schema: string | false | undefined;
  /** The same of its folder. */
  readonly out: string | undefined;
}

/** The one client of the configuration that takes the place of an official package. */
async function findClient(
  options: Options,
  host: Host,
  root: string,
): Promise<Found | Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const inputs = recordInputs(root, host.env, shippedFiles());
  const clients = (await settleClients(options, host.cwd(), inputs, report)) ?? [];
  const able = clients.flatMap((client, index) => {
    const target = targetOf(client, inputs, report);
    const migration = target === 'failed' ? undefined : target?.migration;
    return migration === undefined
      ? []
      : [{ index, migration, schema: client.schema, out: client.out }];
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
  const located = prepared?.locate(diagnostics) ?? locateDiagnostics(diagnostics, () => undefined);
  if (options.switches.has('json'))
    host.stdout.write(`${JSON.stringify({ exitCode: 2, diagnostics: located })}\n`);
  else tellDiagnostics(located, options, host);
  return 2;
}

/** What the client's index exports, and which files there are. */
function emittedOf(client: ClientJob, migration: Migration): Emitted {
  const { out, files, importExtension, names } = client;
  const index = files.find(({ path }) => path === 'index.ts')?.text ?? '';
  const exports = [...index.matchAll(/\{([^}]*)\} from ['"]([^'"]*)['"]/g)].flatMap(
    ([, list = '', from = '']) =>
      list
        .split(',')
        .map((each) => each.trim().replace(/^type\s+|^.*\sas\s+/g, ''))
        // A type of the document is not what a feature brings under that name.
        .filter((name) => isAlias(from) || featureOf(migration, name) === undefined),
  );
  const entities = Object.values(names.entities);
  const schemas = new Map(Object.entries(names.schemas));
  return {
    migration,
    out,
    entry: entryOf(client),
    importExtension,
    exports: new Set(exports),
    taken: new Map(entities.map((name) => [name, schemas.get(name)])),
    files: new Set(files.map(({ path }) => path)),
  };
}

function isAlias(from: string): boolean {
  return /^\.\/compat\b/.test(from);
}

/** Runs with a file as it would be, without writing it where it belongs. */
async function withFile<T>(
  change: FileChange | undefined,
  run: (instead?: ReadonlyMap<string, string>) => Promise<T>,
): Promise<T> {
  if (change === undefined) return run();
  const folder = mkdtempSync(join(tmpdir(), 'instant-codegen-'));
  try {
    const file = join(folder, posix.basename(change.path));
    writeFileSync(file, change.after);
    return await run(new Map([[change.path, file]]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
