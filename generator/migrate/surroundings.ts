/** What is around the code: the configuration, and the app's package.json. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import type { Options } from '../argv.js';
import type { Diagnostic } from '../diagnostics.js';
import { CONFIG_FILES, CONFIG_KEY, NO_CONFIG } from '../gate.js';
import { parseJsonc } from '../jsonc.js';
import { isRecord } from '../manifest.js';
import type { Migration } from '../stages.js';
import { applyEdits } from './edit.js';
import { movePackage, packagePath } from './package.js';
import type { FileChange } from './plan.js';
import { editConfig, newConfig, type Settings } from './settings.js';
import { textOf, type AppFiles } from './sources.js';

type Ts = typeof TypeScript;

const NEW_CONFIG = 'instant-codegen.config.json';
const PACKAGE = 'package.json';

export interface Planned {
  readonly change?: FileChange;
  readonly notes: readonly Diagnostic[];
  /** Whether a package is asked for no more. */
  readonly gone?: boolean;
}

/** Puts settings into the configuration, for its client at `index`; makes one where there is none. */
export function configChange(
  ts: Ts,
  root: string,
  options: Options,
  settings: Settings,
  index: number,
): Planned {
  if (Object.keys(settings).length === 0) return { notes: [] };
  const given = options.values.config;
  const isUsual = given === undefined || given === NO_CONFIG;
  const names = isUsual ? CONFIG_FILES : [given.split(/[\\/]/).at(-1) ?? given];
  const path = names.find((name) => textOf(root, name) !== undefined);
  const own = path ?? (hasKey(textOf(root, PACKAGE)) ? PACKAGE : undefined);
  if (own === undefined)
    return {
      change: { path: NEW_CONFIG, before: undefined, after: newConfig(settings) },
      notes: [],
    };
  const before = textOf(root, own) ?? '';
  const key = own === PACKAGE ? CONFIG_KEY : undefined;
  const { edits, left } = editConfig(ts, own, before, key, settings, index);
  const notes = Object.entries(left).map(([name, value]): Diagnostic => ({
    severity: 'warning',
    code: 'migrate-setting',
    message: `The app needs the setting ${name}: ${JSON.stringify(value)}, and ${own} could not be changed so.`,
    remedy: 'Set it there.',
  }));
  const after = applyEdits(before, edits);
  return after === before ? { notes } : { change: { path: own, before, after }, notes };
}

/** `stays`: something still needs the package. `config`: the change of the configuration, maybe of this file. */
export function packageChange(
  ts: Ts,
  root: string,
  app: AppFiles,
  migration: Migration,
  stays: boolean,
  config: FileChange | undefined,
  changes: readonly FileChange[],
): Planned {
  const path = packagePath(app.package);
  const before = textOf(root, path);
  if (before === undefined) return { notes: [] };
  const now = config?.path === path ? config.after : before;
  const { edits, kept, missing } = movePackage(
    ts,
    now,
    migration,
    stays,
    broughtBy(ts, root, app, migration, changes),
  );
  const after = applyEdits(now, edits);
  const notes: readonly Diagnostic[] =
    kept === undefined
      ? []
      : [
          {
            severity: 'note',
            code: 'migrate-package-kept',
            message: `${migration.module} stays in ${path}: ${kept}.`,
            remedy: stays
              ? 'Take it away when the places above are settled.'
              : missing !== undefined
                ? `Name ${missing} in its place: the schema and the emitted client need no more.`
                : 'It may stand under devDependencies: the emitted client does not need it.',
          },
        ];
  const gone = edits.length > 0;
  return after === before ? { notes } : { change: { path, before, after }, notes, gone };
}

/** Packages of its maker that are installed because of the official one, and that the app goes on to import. */
function broughtBy(
  ts: Ts,
  root: string,
  app: AppFiles,
  { module, scope }: Migration,
  changes: readonly FileChange[],
): readonly string[] {
  const manifest = [app.package, ''].flatMap((folder) => {
    const text = textOf(root, posix.join(folder, 'node_modules', module, PACKAGE));
    return text === undefined ? [] : [parseJsonc(text)];
  })[0];
  const brought = isRecord(manifest) ? manifest['dependencies'] : undefined;
  const after = new Map(changes.map((change) => [change.path, change.after]));
  const texts = app.code.flatMap(({ own, path, text }) => (own ? [after.get(path) ?? text] : []));
  const imported = new Set(
    texts
      .filter((text) => text.includes(scope))
      .flatMap((text) => ts.preProcessFile(text, true, true).importedFiles)
      .map(({ fileName }) => fileName.split('/', 2).join('/')),
  );
  return Object.keys(isRecord(brought) ? brought : {}).filter(
    (name) => name.startsWith(scope) && imported.has(name),
  );
}

function hasKey(text: string | undefined): boolean {
  const value = text === undefined ? undefined : parseJsonc(text);
  return isRecord(value) && CONFIG_KEY in value;
}
