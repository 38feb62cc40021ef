/** What a user's emitter gave, checked before anything is printed: every finding stands at its file. */

import type { Report } from '../diagnostics.js';
import { isRecord, LOCK, LOCK_TAKER, MANIFEST, STAGE } from '../manifest.js';
import { isCode, nothing } from '../print/code.js';
import { isIdentifier } from '../print/ident.js';
import type { Export, OutFile } from '../stages.js';

/** What one emitter gave; `file`: where a user's own stands. */
export interface Emitted {
  readonly name: string;
  readonly file?: string;
  readonly files: readonly OutFile[];
}

/** Files that every output folder has. */
const RESERVED = ['index.ts', '.gitattributes', MANIFEST, STAGE, LOCK, LOCK_TAKER];
/** The folder of the copied runtime. */
const RUNTIME = 'runtime/';

/** Files as they are printed; undefined when errors were reported. Ours (`file` undefined) are taken as they are. */
export function checkFiles(
  files: unknown,
  emitter: string,
  file: string | undefined,
  report: Report,
): readonly OutFile[] | undefined {
  if (file === undefined) return files as readonly OutFile[];
  let failed = false as boolean;
  const fail = (code: string, message: string, remedy: string): void => {
    failed = true;
    report({ severity: 'error', code, message, remedy, at: { file, offset: 0, length: 0 } });
  };
  if (!Array.isArray(files)) {
    fail(
      'emitters-no-files',
      `The emitter ${emitter} returned ${kindOf(files)} instead of a list of files.`,
      "Return [{ path: 'routes', source: 'openapi.yml', body: code`…`, exports: [] }].",
    );
    return undefined;
  }
  const checked = files.flatMap((each: unknown): readonly OutFile[] => {
    if (!isRecord(each) || typeof each['path'] !== 'string') {
      fail('emitters-no-path', `A file of ${emitter} has no path.`, "Give it one: path: 'routes'.");
      return [];
    }
    const { path, body, source = file, exports = [], extension = '.ts' } = each;
    const shown = JSON.stringify(path);
    if (typeof extension !== 'string' || !isLegalPath(path) || !isLegalPath(path + extension)) {
      fail(
        'emitters-path',
        `A file of ${emitter} has the path ${JSON.stringify(path + String(extension))}, which is not one that every system can have in the output folder.`,
        'Use letters, digits, dots and dashes, and "/" between folders.',
      );
      return [];
    }
    if (!isCode(body)) {
      fail(
        'emitters-no-code',
        `The body of ${shown} is ${kindOf(body)} instead of code.`,
        'Make it with `code`, or with `unsafeVerbatim` of text that you vouch for.',
      );
      return [];
    }
    if (!isExports(exports)) {
      fail(
        'emitters-exports',
        `The exports of ${shown} are no list of names.`,
        "Write exports: [{ name: 'routes', type: false }].",
      );
      return [];
    }
    const from = typeof source === 'string' ? source : file;
    return [{ path, extension, source: from, body, exports, by: file }];
  });
  return failed ? undefined : checked;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return 'a string';
  if (typeof value === 'function') return 'a function';
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'an object'
      : JSON.stringify(value);
}

function isExports(value: unknown): value is readonly Export[] {
  return (
    Array.isArray(value) &&
    value.every(
      (each: unknown) =>
        isRecord(each) &&
        typeof each['name'] === 'string' &&
        isIdentifier(each['name']) &&
        typeof each['type'] === 'boolean',
    )
  );
}

const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

function isLegalPath(path: string): boolean {
  return path
    .split('/')
    .every(
      (part) =>
        /^[\p{L}\p{N}_$@+.-]+$/u.test(part) &&
        part.normalize('NFC') === part &&
        !/^\.{1,2}$|\.$/.test(part) &&
        !DEVICE.test(part) &&
        part.length <= 100,
    );
}

/** Reports files and names that two emitters give, and imports of what none does. True: there are none. */
export function reportClashes(emitted: readonly Emitted[], report: Report): boolean {
  let sound = true;
  const fail = (by: Emitted, code: string, message: string, remedy: string): void => {
    sound = false;
    const at = by.file === undefined ? {} : { at: { file: by.file, offset: 0, length: 0 } };
    report({ severity: 'error', code, message, remedy, ...at });
  };
  if (emitted.every(({ file }) => file === undefined)) return true;
  const paths = new Map(RESERVED.map((path) => [moduleOf(path), 'the generator itself']));
  const names = new Map<string, string>();
  for (const each of emitted) {
    for (const { path, extension = '.ts', exports } of each.files) {
      const whole = moduleOf(path + extension);
      const owner =
        paths.get(whole) ??
        [...paths].find(
          ([other]) => other.startsWith(`${whole}/`) || whole.startsWith(`${other}/`),
        )?.[1] ??
        (whole.startsWith(RUNTIME) ? 'the runtime' : undefined);
      if (owner !== undefined && each.file !== undefined) {
        fail(
          each,
          'emitters-same-file',
          `${each.name} writes ${JSON.stringify(path + extension)}, which is taken by ${owner}.`,
          'Give the file another path; upper and lower case make no difference.',
        );
      }
      paths.set(whole, each.name);
      for (const { name } of exports) {
        const other = names.get(name);
        if (other !== undefined) {
          fail(
            each,
            'emitters-same-export',
            `${each.name} exports ${name}, which ${other === each.name ? 'it exports already' : `${other} exports too`}.`,
            'Rename it, or leave it out of `exports`: then index.ts does not have it.',
          );
        }
        names.set(name, each.name);
      }
    }
  }
  const written = new Set(emitted.flatMap(({ files }) => files.map(({ path }) => path)));
  for (const each of emitted.filter(({ file }) => file !== undefined)) {
    for (const { path, body = nothing } of each.files) {
      for (const { from, name } of body.imports) {
        if (from.kind !== 'emitted' || written.has(from.path)) continue;
        fail(
          each,
          'emitters-no-module',
          `${path} imports ${name} from ${JSON.stringify(from.path)}, which no emitter writes.`,
          'Correct the path, or add the emitter that writes it to `emitters`.',
        );
      }
    }
  }
  return sound;
}

/** What a file is to an import, without regard to case: `a.ts` and `a.d.ts` are the same module. */
function moduleOf(path: string): string {
  return path.toLowerCase().replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '.ts');
}
