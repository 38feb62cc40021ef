/** The whole move, worked out in memory: which files change how, which settings, what is left to decide. */

import type { ts as TypeScript } from 'ts-morph';
import type { Diagnostic } from '../diagnostics.js';
import type { Store } from '../ir.js';
import type { Migration } from '../stages.js';
import { applyEdits } from './edit.js';
import { moveInits } from './init.js';
import { clientNames } from './names.js';
import { moveReferences } from './references.js';
import type { Settings } from './settings.js';
import type { SourceText } from './sources.js';
import type { Emitted, Open } from './types.js';
import { usageOf, type Usage } from './usage.js';

type Ts = typeof TypeScript;

export interface App {
  readonly code: readonly SourceText[];
  readonly other: readonly SourceText[];
}

export interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What the app does, as far as it decides settings. */
export interface Survey {
  readonly settings: Settings;
  readonly files: readonly Surveyed[];
  readonly open: readonly Open[];
}

interface Surveyed {
  readonly source: TypeScript.SourceFile;
  readonly path: string;
  readonly inits: ReturnType<typeof moveInits>;
}

/** Reads the app's files and finds out what its client needs. */
export function survey(
  ts: Ts,
  { code }: App,
  migration: Migration,
  store: Store | undefined,
): Survey {
  const sources = code.map(({ path, text }) =>
    ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, scriptKind(ts, path)),
  );
  const names = clientNames(ts, sources, migration);
  const declared = store?.kind === 'instaql' && store.declared;
  const features = new Set<string>();
  const open: Open[] = [];
  const usages: Usage[] = [];
  const files = sources.map((source): Surveyed => {
    const path = source.fileName;
    const factories = names.factories.get(path) ?? new Set();
    const inits = moveInits(ts, source, path, factories, declared);
    const usage = usageOf(ts, source, path, factories, names.clients, migration, store);
    usage.features.forEach((each) => features.add(each));
    usages.push(usage);
    open.push(...inits.open);
    return { source, path, inits };
  });
  if (files.some(({ inits }) => inits.withoutSchema))
    open.push(...usages.flatMap(({ lists }) => lists));
  const dates = new Set(files.flatMap(({ inits }) => inits.dates));
  const first = files.find(({ inits }) => inits.dates.length > 0);
  if (dates.size > 1 && first !== undefined)
    open.push({
      path: first.path,
      offset: 0,
      code: 'migrate-dates',
      message: 'Some clients of this app convert dates, and some do not.',
      remedy: 'Make two clients (`clients` in the configuration), or settle for one way.',
    });
  const settings = {
    ...(features.size === 0 ? {} : { features: [...features].sort() }),
    ...(dates.size === 1 && dates.has('date') ? { dates: 'date' } : {}),
    ...(usages.some(({ linksLater }) => linksLater) ? { requiredLinks: 'runtime' } : {}),
  };
  return { settings, files, open };
}

/** The changed files, given what the client exports with those settings. */
export function changesOf(
  ts: Ts,
  { files, open }: Survey,
  { other }: App,
  emitted: Emitted,
): { readonly changes: readonly FileChange[]; readonly open: readonly Open[] } {
  const { module } = emitted.migration;
  const all = [...open];
  const changes = files.flatMap(({ source, path, inits }) => {
    const moved = moveReferences(ts, source, path, emitted);
    all.push(...moved.open);
    if (/\.[cm]?js$/.test(path) && moved.edits.length > 0)
      all.push({
        path,
        offset: 0,
        code: 'migrate-javascript',
        message: 'This JavaScript file now imports TypeScript.',
        remedy: 'Run it through a bundler or tsx, or compile the client first.',
      });
    const before = source.text;
    const after = applyEdits(before, [...moved.edits, ...inits.edits]);
    return after === before ? [] : [{ path, before, after }];
  });
  for (const { path, text } of other) {
    for (let at = text.indexOf(module); at >= 0; at = text.indexOf(module, at + 1))
      all.push({
        path,
        offset: at,
        code: 'migrate-text',
        message: `${module} is named here, in a file that is not rewritten.`,
        remedy: 'Decide whether the emitted client is meant now.',
      });
  }
  return { changes, open: all };
}

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

function scriptKind(ts: Ts, path: string): TypeScript.ScriptKind {
  // JSX is read in every file that is not TypeScript's own: `.js` files of React apps have it.
  if (/\.tsx$/.test(path)) return ts.ScriptKind.TSX;
  if (/\.[cm]?ts$/.test(path)) return ts.ScriptKind.TS;
  return ts.ScriptKind.JSX;
}
