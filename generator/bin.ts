#!/usr/bin/env node
/** The command `instant-codegen`: arguments in, exit code out. Everything heavy is behind the gate. */

import { parseArgv } from './argv.js';
import { upToDate, warningsOf } from './gate.js';

const { options, problems } = parseArgv(process.argv.slice(2));
for (const stream of [process.stdout, process.stderr]) stream.on('error', unread);

const idle = ['check', 'watch', 'force'] as const;
const done =
  problems.length === 0 &&
  options.command === 'generate' &&
  !idle.some((each) => options.switches.has(each))
    ? upToDate(process.cwd(), options, process.env)
    : undefined;

if (isTooOld()) {
  process.stderr.write(
    `instant-codegen: this is Node ${process.versions.node}, and it takes Node 20.19 or later.\n`,
  );
  process.exitCode = 2;
} else if (done === undefined) {
  // An app may be checked for minutes, before and after its move.
  if (options.command !== 'migrate') await hurry();
  const { main } = await import('./main.js');
  process.exitCode = await main(options, problems, process);
} else if (options.switches.has('json')) {
  const clients = done.map((out) => ({ out, upToDate: true }));
  const diagnostics = warningsOf(process.cwd(), options, done);
  process.stdout.write(`${JSON.stringify({ exitCode: 0, diagnostics, clients })}\n`);
} else if (!options.switches.has('quiet')) {
  const warnings = warningsOf(process.cwd(), options, done);
  if (warnings.length > 0) {
    const { renderKept } = await import('./warnings.js');
    process.stderr.write(renderKept(warnings));
  }
  process.stdout.write(
    `instant-codegen: ${done.join(', ')} ${done.length > 1 ? 'are' : 'is'} up to date.\n`,
  );
}

/** npm only warns of it. Files are found by what a module knows of its folder, from Node 20.11 on. */
function isTooOld(): boolean {
  return !('dirname' in import.meta);
}

/** Nobody reads on (`… | head`): what was begun is done without a word. Only what would never end does. */
function unread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  if (options.switches.has('watch')) process.exit(0);
}

/**
 * A run is over before most of it would be worth optimising: on large documents the engine's optimising compiler took
 * a third of the time, so it begins much later, and puts no function into another. From its thirteenth version on the
 * engine has a lesser one, on common processors, which is all that a run needs; and new objects would get a space that
 * grows, by which a run gains nothing but a third more memory. Engines have other names for this, and print those that
 * they do not know: for the ones it was measured on.
 */
async function hurry(): Promise<void> {
  const [major = ''] = process.versions.v8.split('.');
  const hasLesser = process.arch === 'x64' || process.arch === 'arm64';
  const lesser = [...(hasLesser ? ['--no-turbofan'] : []), '--semi-space-growth-factor=1'];
  const flags = {
    11: ['--interrupt-budget=500000', '--no-turbo-inlining'],
    12: ['--invocation-count-for-turbofan=30000', '--no-turbo-inlining'],
    13: lesser,
    14: lesser,
  }[major];
  if (flags === undefined) return;
  const { setFlagsFromString } = await import('node:v8');
  try {
    for (const flag of flags) setFlagsFromString(flag);
  } catch {
    // An engine that only says that it is this one: slower, and otherwise the same.
  }
}
