/** The whole move, worked out in memory: which files change how, which settings, what is left to decide. */

import type { ts as TypeScript } from 'ts-morph';
import type { Diagnostic } from '../diagnostics.js';
import type { Store } from '../ir.js';
import type { Migration } from '../stages.js';
import { isBlocks } from './blocks.js';
import { findClients } from './clients.js';
import { namedReads, shownReads } from './dates.js';
import { applyEdits, type Edit } from './edit.js';
import { jsonEntries } from './entries.js';
import { leavesExtensions } from './extensions.js';
import { frontFiles } from './front.js';
import { specifier } from './homes.js';
import { moveInits, toldOfSchema, type Inits } from './init.js';
import { readMeaning, type Meaning } from './meaning.js';
import { mocksByPath } from './mocks.js';
import { packagePath } from './package.js';
import { isRules, isScript, stayingFiles } from './plain.js';
import { moveReferences } from './references.js';
import { refusal } from './refusal.js';
import { otherPackages, type OtherPackage } from './packages.js';
import { runtimePlaces } from './runtime.js';
import type { Settings } from './settings.js';
import { findSiblings, type Siblings } from './siblings.js';
import { textOf, type AppFiles } from './sources.js';
import type { Emitted, Open } from './types.js';
import { usageOf } from './usage.js';

type Ts = typeof TypeScript;

export interface FileChange {
  readonly path: string;
  /** Undefined: there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
  /** What makes the one of the other, where that is known. */
  readonly edits?: readonly Edit[];
}

/** What the app does, as far as it decides settings. */
export interface Survey {
  readonly meaning: Meaning;
  readonly siblings: Siblings;
  readonly settings: Settings;
  /** Files that may change. */
  readonly files: readonly Surveyed[];
  readonly open: readonly Open[];
  /** Reads of dates by their names; undefined where dates come as they did. */
  readonly reads: readonly Open[] | undefined;
  /** Whether the client gives `Date` objects. */
  readonly converts: boolean;
  /** Packages below the root that are moved by themselves. */
  readonly others: readonly OtherPackage[];
  /** Whether files stay as they are because nothing would compile the client for them. */
  readonly plain: boolean;
}

export interface Surveyed {
  readonly source: TypeScript.SourceFile;
  readonly inits: Inits;
}

/** Reads the app's files and finds out what its client needs. */
export function survey(
  ts: Ts,
  app: AppFiles,
  migration: Migration,
  store: Store | undefined,
  { out, importExtension: extension }: Pick<Emitted, 'out' | 'importExtension'>,
  root: string,
): Survey {
  const meaning = readMeaning(ts, app.code, migration, out);
  const front = frontFiles(ts, meaning, migration);
  const clients = findClients(ts, meaning, migration, front);
  const declared = store?.kind === 'instaql' && store.declared;
  const own = new Set(app.code.filter((each) => each.own).map(({ path }) => path));
  const { module } = migration;
  const siblings = findSiblings(ts, meaning, clients, migration, (source) =>
    own.has(pathOf(source)),
  );
  const open: Open[] = app.unreadable.map((path) => ({
    path,
    offset: 0,
    code: 'migrate-encoding',
    message: `${module} is named here, and the file is not UTF-8.`,
    remedy: 'Convert it, and run the command again.',
  }));
  open.push(...siblings.open);
  const staying = stayingFiles(ts, root, app, module);
  const { scripts, plain, assured } = staying;
  const others = otherPackages(ts, root, app, meaning, migration);
  open.push(...others.map((each) => each.open));
  const apart = new Set(others.map(({ folder }) => folder));
  const folders = new Map(app.code.map(({ path, folder }) => [path, folder]));
  const files = meaning.sources.flatMap((source): readonly Surveyed[] => {
    if (apart.has(folders.get(pathOf(source)) ?? '')) return [];
    const refused = refusal(source, meaning, own, staying, module);
    if (refused !== undefined) open.push(refused);
    const path = pathOf(source);
    if (refused !== undefined || !own.has(path) || plain.has(path)) return [];
    const inits = moveInits(ts, source, meaning, migration, declared);
    open.push(...inits.open);
    return [{ source, inits }];
  });
  if (files.some(({ source }) => source.text.includes(module)))
    open.push(
      ...runtimePlaces(
        ts,
        files.map(({ source }) => source),
        meaning,
        clients,
      ),
    );
  const usages = meaning.sources
    .filter((source) => !plain.has(pathOf(source)) && !front.has(source))
    .map((source) => usageOf(ts, source, meaning, clients, migration, store));
  const bare = files.flatMap(({ inits }) => inits.withoutSchema);
  if (declared) open.push(...toldOfSchema(bare));
  if (bare.length > 0) open.push(...usages.flatMap(({ lists }) => lists));
  const dates = new Set(files.flatMap(({ inits }) => inits.dates));
  const first = files.find(({ inits }) => inits.dates.length > 0);
  if (dates.size > 1 && first !== undefined)
    open.push({
      path: pathOf(first.source),
      offset: 0,
      code: 'migrate-dates',
      message: 'Some clients of this app convert dates, and some do not.',
      remedy: 'Make two clients (`clients` in the configuration), or settle for one way.',
    });
  const wanted = dates.size === 1 && dates.has('date');
  const converts = wanted || (store?.kind === 'instaql' && store.dates !== 'stored');
  const moves = files.some(({ source }) => source.text.includes(module));
  if (converts && moves) open.push(...files.flatMap(({ inits }) => inits.undated));
  const isRead = (converts || dates.size > 1) && moves;
  const reads = isRead
    ? files.flatMap(({ source }) => namedReads(ts, source, store, converts))
    : undefined;
  const movable = new Set(
    files.flatMap(({ source }) => (front.has(source) ? [] : [pathOf(source)])),
  );
  if (isRead)
    open.push(
      ...shownReads(
        app.code.filter(({ path }) => movable.has(path)),
        store,
        converts,
      ),
    );
  const script = scripts
    ? files.find(({ source }) => {
        const file = { path: pathOf(source), text: source.text };
        return file.text.includes(module) && isScript(file.path) && !isRules(ts, file, module);
      })
    : undefined;
  if (script !== undefined && assured !== true)
    open.push({
      path: pathOf(script.source),
      offset: 0,
      code: 'migrate-javascript',
      message: 'JavaScript imports TypeScript now.',
      remedy:
        'Node does that from 22.18 on (say so in `engines` of package.json); tsx, Bun, Deno and bundlers do.',
    });
  const inBlocks = files.some(
    ({ source }) => isBlocks(pathOf(source)) && source.text.includes(module),
  );
  const asItIs = script !== undefined || staying.byNode === true || (scripts && inBlocks);
  const manifest = textOf(root, packagePath(app.package));
  const ofDeno = ['deno.json', 'deno.jsonc'].some((name) => textOf(root, name) !== undefined);
  const features = [...new Set(usages.flatMap((each) => [...each.features]))].sort();
  const settings = {
    ...(features.length === 0 ? {} : { features }),
    ...(wanted && (store?.kind !== 'instaql' || store.dates !== 'strict') ? { dates: 'date' } : {}),
    ...(asItIs ? { importExtension: '.ts' } : {}),
    ...(!asItIs && leavesExtensions(ts, meaning, own, manifest, ofDeno ? '' : extension)
      ? { importExtension: '' }
      : {}),
    ...(usages.some(({ linksLater }) => linksLater) ? { requiredLinks: 'runtime' } : {}),
  };
  const left = open.some(({ path, code }) => code === 'migrate-javascript' && plain.has(path));
  return { meaning, siblings, settings, files, open, reads, converts, others, plain: left };
}

function pathOf(source: TypeScript.SourceFile): string {
  return source.fileName.slice(1);
}

export interface Changes {
  readonly changes: readonly FileChange[];
  readonly open: readonly Open[];
  /** Whether the package is still needed. */
  readonly stays: boolean;
}

/** The changed files, given what the client exports with those settings. */
export function changesOf(
  ts: Ts,
  { files, open, meaning, siblings, plain }: Survey,
  { code, other }: AppFiles,
  emitted: Emitted,
): Changes {
  const { module } = emitted.migration;
  const around = { ...emitted, frontEnd: siblings.frontEnd };
  const all = [...open];
  // What was not rewritten still imports it.
  let stays = plain || open.some(({ code }) => STAYING.includes(code));
  const wholes = new Map(code.map(({ path, whole }) => [path, whole]));
  const changes = files.flatMap(({ source, inits }) => {
    const path = pathOf(source);
    const moved = moveReferences(ts, source, meaning, around, siblings.moves(source));
    all.push(...moved.open);
    stays ||= moved.stays;
    const before = wholes.get(path) ?? source.text;
    const edits = [...moved.edits, ...inits.edits];
    const after = applyEdits(before, edits);
    return after === before ? [] : [{ path, before, after, edits }];
  });
  if (changes.length > 0) all.push(...mocksByPath(code, module, emitted));
  for (const file of other) {
    const { path, text } = file;
    if (/\.jsonc?$/.test(path)) {
      all.push(...jsonEntries(ts, file, emitted));
      continue;
    }
    stays = true;
    for (let at = text.indexOf(module); at >= 0; at = text.indexOf(module, at + 1))
      all.push({
        path,
        offset: at,
        code: 'migrate-text',
        message: `${module} is named here, in a file that is not rewritten.`,
        remedy: `Import it from ${specifier(path, 'index', { ...emitted, alias: undefined })} where the client is meant.`,
      });
  }
  // Where nothing moves, rules for imports are right as they are.
  const isStill = plain && changes.length === 0;
  return {
    changes,
    open: isStill ? all.filter(({ code }) => code !== 'migrate-text') : all,
    stays,
  };
}

const STAYING = ['migrate-encoding', 'migrate-syntax'];

/** What is left to decide, as diagnostics. */
export function openDiagnostics(open: readonly Open[]): readonly Diagnostic[] {
  return open.map(({ path, offset, code, message, remedy }) => ({
    severity: 'warning',
    code,
    message,
    remedy,
    at: { file: path, offset, length: 1 },
  }));
}
