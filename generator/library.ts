/** Whether the compiler of the project knows what the copied runtime uses of the language's own library. */

import type { Report } from './diagnostics.js';
import type { Recorder } from './inputs.js';
import { nearestSettings } from './settings.js';

/** `flatMap` and `Object.fromEntries`. What is newer is declared where it is used. */
const NEEDED = 2019;

/** Warns where the nearest tsconfig.json lends the files in `out` an older library. */
export function tellLibrary(out: string, inputs: Recorder, report: Report): void {
  // What cannot be read there is told by who asks for the extension of imports.
  const nearest = nearestSettings(out, inputs, () => undefined);
  if (nearest === undefined || nearest === 'deno') return;
  const { path, settings } = nearest;
  const { target, lib = target === undefined ? [] : [target] } = settings;
  const years = lib.map(yearOf).filter((year) => year !== undefined);
  if (years.length === 0 || Math.max(...years) >= NEEDED) return;
  const key = settings.lib === undefined ? 'target' : 'lib';
  report({
    severity: 'warning',
    code: 'settings-library',
    message: `"${key}" says ${lib.join(', ')}, and the runtime beside the client needs the library of ES${String(NEEDED)}: it will not compile.`,
    remedy: `Set "target" to ES${String(NEEDED)} here, or to ES2015 at least with "lib": ["ES${String(NEEDED)}"] (and "DOM", where it is used).`,
    at: { file: path, pointer: `/compilerOptions/${key}` },
  });
}

/** The edition that a target or library is of; undefined for `dom` and the like. */
function yearOf(name: string): number | undefined {
  const [, edition] = /^es(\d+|next)/.exec(name.toLowerCase()) ?? [];
  if (edition === undefined) return undefined;
  if (edition === 'next') return Infinity;
  return edition.length === 4 ? Number(edition) : 2009 + Number(edition);
}
