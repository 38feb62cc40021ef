/** Past the gate: which command runs, and what becomes of an error that is ours. */

import type { ArgvProblem, Options } from './argv.js';
import type { Host } from './host.js';
import { packageVersion } from './package.js';

/** Runs the command; gives the exit code. Never throws. */
export async function main(
  options: Options,
  problems: readonly ArgvProblem[],
  host: Host,
): Promise<number> {
  try {
    return await run(options, problems, host);
  } catch (error) {
    const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    host.stderr.write(
      `instant-codegen ${packageVersion()} failed by a mistake of its own:\n${shown}\n` +
        'Please report this, with the lines above and, if you can, the input that led here.\n',
    );
    return 3;
  }
}

async function run(
  options: Options,
  problems: readonly ArgvProblem[],
  host: Host,
): Promise<number> {
  if (problems.length > 0) {
    const { describeProblems } = await import('./commands/help.js');
    host.stderr.write(describeProblems(problems, options.command));
    return 2;
  }
  switch (options.command) {
    case 'help': {
      const { HELP } = await import('./commands/help.js');
      host.stdout.write(HELP);
      return 0;
    }
    case 'version':
      host.stdout.write(`${packageVersion()}\n`);
      return 0;
    case 'rows': {
      const { rows } = await import('./commands/rows.js');
      return rows(options, host);
    }
    case 'introspect': {
      const { introspect } = await import('./commands/introspect.js');
      return introspect(options, host);
    }
    case 'migrate': {
      const { migrate } = await import('./commands/migrate.js');
      return migrate(options, host);
    }
    case 'generate': {
      if (options.switches.has('check')) {
        const { check } = await import('./commands/check.js');
        return check(options, host);
      }
      if (options.switches.has('watch')) {
        const { watch } = await import('./commands/watch.js');
        return watch(options, host);
      }
      const { generate } = await import('./commands/generate.js');
      return generate(options, host);
    }
  }
}
