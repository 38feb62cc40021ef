import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS, flagsOf, parseArgv, SWITCHES, VALUE_FLAGS } from '../../generator/argv.js';
import { describeProblems, HELP } from '../../generator/commands/help.js';
import { tree } from './disk.js';
import { project, run, SCHEMA } from './run.js';

/** What is said of arguments; empty where all is well. */
function said(...args: readonly string[]): string {
  const { options, problems } = parseArgv(args);
  return describeProblems(problems, options.command);
}

const VALUES = VALUE_FLAGS.map((name) => [`--${name}`, 'x']);
const ALL = [...VALUES, ...SWITCHES.map((name) => [`--${name}`])];

describe('a flag that a command has no use for', () => {
  test.each(['generate', 'rows', 'introspect', 'migrate'] as const)(
    'is refused, whichever it is: %s',
    (command) => {
      for (const [flag = '', ...value] of ALL) {
        const told = said(command, flag, ...value);
        if (flagsOf(command).includes(flag)) expect(told).toBe('');
        else expect(told).toMatch(new RegExp(`^instant-codegen: .*${flag}.*\\.\\n$`));
      }
    },
  );

  test.each([
    [['migrate', '--check'], 'instant-codegen migrate takes no --check; --dry-run prints'],
    [['--dry-run', 'introspect'], '--dry-run is for instant-codegen migrate; --check compares'],
    [['rows', '--check'], 'instant-codegen rows takes no --check.'],
    [['rows', '--out', 'a.yml'], 'takes no --out; send what it prints'],
    [['introspect', '-w'], '--watch is for instant-codegen generate.'],
    [['migrate', '--chek'], 'there is no option --chek. See instant-codegen --help.'],
    [['migrate', '--dry'], 'Did you mean --dry-run?'],
    [['--chek'], 'Did you mean --check?'],
    [['introspect', '--form', 'a'], 'Did you mean --from?'],
    [['--check', '-w'], '--check compares once, and --watch stays: one of them.'],
    [['init'], 'there is no command init. Nothing has to be set up: instant-codegen alone writes'],
  ])('%j', (args, told) => {
    expect(said(...args)).toContain(told);
  });

  test('changes nothing', () => {
    const app = `import { init } from '@instantdb/admin';\ninit({ appId: '' });\n`;
    const root = project({ 'instant.schema.ts': SCHEMA, 'src/app.ts': app });
    expect(run(root, ['migrate', '--check'])).toMatchObject({ code: 2, stdout: '' });
    expect(tree(root)['src/app.ts']).toBe(app);
    expect(existsSync(join(root, 'src/instant'))).toBe(false);
  });

  test('is one of another command, and all are in the help text', () => {
    const taken = COMMANDS.filter((each) => each !== 'help' && each !== 'version').flatMap(flagsOf);
    for (const [flag = ''] of ALL) {
      expect(taken).toContain(flag);
      expect(HELP).toMatch(new RegExp(`${flag}[ ,]`));
    }
    expect(said('migrate', '--help', '--check')).toBe('');
  });
});
