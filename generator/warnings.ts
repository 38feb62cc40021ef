/** Warnings that are errors, and warnings that outlive their run: a run that has nothing to do repeats them. */

import type { Diagnostic, Report } from './diagnostics.js';
import { few } from './few.js';
import { MOST_KEPT, type KeptWarning } from './manifest.js';
import { visible } from './visible.js';

/** Where nothing may be wrong, a warning is an error. */
export function strictly(report: Report): Report {
  return (diagnostic) => {
    const { severity } = diagnostic;
    report(severity === 'warning' ? { ...diagnostic, severity: 'error' } : diagnostic);
  };
}

/** What was so when a run asked, and may be otherwise by now: whether a server could be reached. */
const OF_THE_MOMENT = /^remote-/;

/**
 * What is said once, when a client is first made: it changes nothing in it, and the compiler says it again; or a later
 * run that gives other names says which.
 */
const ONCE = new Set(['schema-not-installed', 'names-displaced']);

/** What a run is to say of clients that are there already. */
export function unlessSaid(told: readonly Diagnostic[]): readonly Diagnostic[] {
  return told.filter(({ code }) => !ONCE.has(code));
}

/** What a manifest keeps of what was told: by number, for a list would be formatted. Undefined: nothing. */
export function keptWarnings(
  told: readonly (Omit<KeptWarning, 'severity'> & Pick<Diagnostic, 'severity'>)[],
): Readonly<Record<string, KeptWarning>> | undefined {
  const warnings = told
    .filter(({ severity, code }) => severity === 'warning' && !OF_THE_MOMENT.test(code))
    .slice(0, MOST_KEPT + 1);
  if (warnings.length === 0) return undefined;
  return Object.fromEntries(
    warnings.map(({ code, message, remedy, file, line, column }, index) => [
      String(index + 1),
      {
        severity: 'warning',
        code,
        message,
        ...(remedy === undefined ? {} : { remedy }),
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      } as const,
    ]),
  );
}

/** As `readKept` gave them, for a terminal. */
export function renderKept(all: readonly KeptWarning[]): string {
  const { shown, more } = few(all);
  const texts = shown.map(({ code, message, remedy, file, line, column = 1 }) => {
    const at = line === undefined ? '' : `:${String(line)}:${String(column)}`;
    const place = file === undefined ? '' : `${visible(file)}${at} `;
    const rows = [`${place}warning ${visible(code)}`, `  ${visible(message)}`];
    if (remedy !== undefined) rows.push(`  ${visible(remedy)}`);
    return `${rows.join('\n')}\n\n`;
  });
  return texts.join('') + more;
}
