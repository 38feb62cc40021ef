/** Clients that no run makes any more: their configuration names another folder, or is not here. */

import { join } from 'node:path';
import { decidingOptions, type Options } from './argv.js';
import type { Diagnostic } from './diagnostics.js';
import { configOf, earlierClients, isConfigured, PACKAGE } from './earlier.js';
import { CONFIG_KEY, projectRoot } from './gate.js';
import { hash, readFileOrNothing, type Manifest } from './manifest.js';

/** A client that a configuration made which is not here, and the file that this was. */
export interface MadeByConfiguration {
  readonly out: string;
  readonly config: string;
}

/**
 * The clients that a configuration made, where a run was given no flags and finds none. `outs`: what such a
 * run makes all the same.
 */
export function madeByConfiguration(
  options: Options,
  cwd: string,
  outs: readonly string[],
): readonly MadeByConfiguration[] {
  const root = projectRoot(cwd, options);
  if (Object.keys(decidingOptions(options)).length > 0 || isConfigured(root)) return [];
  return lostIn(root, outs);
}

function lostIn(root: string, outs: readonly string[]): readonly MadeByConfiguration[] {
  const inPackage = readFileOrNothing(join(root, PACKAGE));
  const now = inPackage === undefined ? null : hash(inPackage);
  return earlierClients(root).flatMap(({ out, manifest }) => {
    const { asked, clients, options } = manifest;
    // A copy of a client's folder is no client that a run would write.
    if (Object.keys(options).length > 0 || !(out in clients) || outs.includes(out)) return [];
    const then = asked.files[PACKAGE];
    // Without flags, and as package.json is now, nothing would have made it.
    const config = configOf(manifest) ?? (typeof then === 'string' && then !== now ? PACKAGE : '');
    return config === '' ? [] : [{ out, config }];
  });
}

/** What is said of a client whose configuration is not here. */
export function lostConfiguration({ out, config }: MadeByConfiguration): Diagnostic {
  return {
    severity: 'error',
    code: 'config-lost',
    message: `${out} was made by a configuration (${shown(config)}) that is not here, so that it cannot be compared.`,
    remedy: `Bring the configuration back, or run in its folder; if ${out} is not wanted any more, delete it.`,
  };
}

/**
 * A client that this command made, and makes no more: its folder stays, since somebody may import it, and
 * nothing keeps it true. `outs`: where this run writes.
 */
export function orphans(
  root: string,
  outs: readonly string[],
  options: Manifest['options'],
): readonly Diagnostic[] {
  // What flags that name a folder have made stands there: elsewhere, it is a copy.
  if (options['out'] !== undefined) return [];
  const flags = JSON.stringify(options);
  const isPlain = Object.keys(options).length === 0 && !isConfigured(root);
  const lost = isPlain ? lostIn(root, outs) : [];
  return earlierClients(root)
    .filter(({ manifest }) => JSON.stringify(manifest.options) === flags)
    .filter(({ out }) => !outs.includes(out))
    .map(({ out }) => {
      const made = lost.find((each) => each.out === out);
      return {
        severity: 'warning',
        code: 'write-orphan',
        ...(made === undefined ? noLonger(out) : withoutIt(made)),
      };
    });
}

type Words = Pick<Diagnostic, 'message' | 'remedy'>;

function noLonger(out: string): Words {
  return {
    message: `The client in ${out} is no longer written: no run of this configuration has it as its output.`,
    remedy: 'Delete the folder, or make it the `out` of a client again.',
  };
}

function withoutIt({ out, config }: MadeByConfiguration): Words {
  return {
    message: `The client in ${out} is no longer written: the configuration that made it (${shown(config)}) is not here.`,
    remedy: `Bring the configuration back, or delete ${out} if it is not wanted any more.`,
  };
}

function shown(config: string): string {
  return config === PACKAGE ? `${JSON.stringify(CONFIG_KEY)} in ${PACKAGE}` : config;
}
