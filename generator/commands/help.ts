/** `--help`, `--version`, and what is said of arguments that mean nothing. */

import { COMMANDS, flagsOf, type ArgvProblem, type CommandName } from '../argv.js';
import type { Config } from '../config/types.js';
import { nearest } from '../diagnostics.js';

export const HELP = `Writes a typed client into your source tree, and says what it wrote.

  npx instant-codegen                                    of instant.schema.ts, into src/instant
  npx instant-codegen --openapi api.yaml --out src/api   of any OpenAPI document
  npx instant-codegen --check                            in CI: exit 1 where a run would change anything

instant-codegen [generate]   write the client (the default)
instant-codegen rows         print a starting client table for a document
instant-codegen introspect   save what a database says of itself, for clients with a Postgres schema
instant-codegen migrate      move an app from @instantdb/admin to its own client

  --schema <file>     data schema (default: instant.schema.ts, where Instant's own command finds it)
  --openapi <file>    OpenAPI document, YAML or JSON: a file, an https:// address, or - for standard
                      input (default: the one that ships for the target)
  --target <name>     a backend: instant (the default without a document), another one, the folder
                      of one, or none
  --out <folder>      where the client is written (default: src/ and the name of the target, or src/api)
  --config <file>     configuration (default: instant-codegen.config.{ts,mts,js,mjs,cjs,json}, or the
                      key "instant-codegen" in package.json); none: as if there were none
  --include <which>   only these operations: tag:pets, /pets/**, getPet; several with commas
  --exclude <which>   all but these operations
  --runtime <how>     copy the runtime beside the client (the default), or import it from this package
  --client            write a client object too, with a method for each operation, in groups

  --from <what>       introspect: SQL files or folders of migrations (several with commas), postgres://…,
                      or the https:// address of a backend (default: supabase/migrations, migrations …)
  --schemas <names>   introspect: these schemas (default: all but those of the system and the backend)
  --header <line>     'Name: value', sent where --openapi fetches a document, or to the backend that
                      introspect asks, in place of its key; several times

  --check             write nothing; exit 1 and a short diff if a run would change anything
  --watch, -w         stay, and run again when an input changes
  --force, -f         run although nothing changed; overwrite files that were edited by hand
  --strict            warnings are errors: exit 2, and nothing is written
  --offline           fetch nothing: use the copies of documents that were fetched before
  --format            format with the project's prettier
  --dry-run           migrate: print what would change, and change nothing
  --json              print the outcome as JSON
  --quiet, -q         print errors only
  --help, -h          print this
  --version, -v       print the version

Exit codes: 0 done or up to date, 1 --check found a difference, 2 bad input, 3 a mistake of ours.
`;

/** One line for each argument that was not understood. */
export function describeProblems(problems: readonly ArgvProblem[], command: CommandName): string {
  return problems.map((problem) => `${describe(problem, command)}\n`).join('');
}

/** What to do in place of a flag that another command takes. */
const INSTEAD: Readonly<Record<string, string>> = {
  'generate --dry-run': '--check compares, and writes nothing.',
  'migrate --check': '--dry-run prints what would change, and changes nothing.',
  'introspect --dry-run': '--check compares, and writes nothing.',
  'introspect --openapi': '--from names the address of a backend.',
  'introspect --schema': '--schemas names schemas of the database, --from its SQL files.',
  'rows --out': 'send what it prints into a file (> client.yml).',
};

function describeMisplaced(flag: string, command: CommandName): string {
  const instead = INSTEAD[`${command} ${flag}`];
  const takers = COMMANDS.filter((each) => flagsOf(each).includes(flag) && !isIdle(each));
  const [only] = takers;
  const said =
    only !== undefined && takers.length === 1
      ? `${flag} is for instant-codegen ${only}`
      : `instant-codegen ${command} takes no ${flag}`;
  return `instant-codegen: ${said}${instead === undefined ? '.' : `; ${instead}`}`;
}

function isIdle(command: CommandName): boolean {
  return command === 'help' || command === 'version';
}

/** What only a configuration says. */
const SETTINGS: readonly (keyof Config)[] = [
  'allowRefs',
  'clients',
  'dates',
  'deprecated',
  'emitters',
  'features',
  'importExtension',
  'names',
  'overlays',
  'propertyCase',
  'prune',
  'requiredLinks',
  'result',
  'standalone',
  'validation',
];

function settingOf(argument: string): string | undefined {
  const camel = argument
    .replace(/^--?/, '')
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const setting = SETTINGS.find((each) => each === camel);
  return setting === undefined
    ? undefined
    : ` ${setting} is a setting of the configuration: write it into instant-codegen.config.ts.`;
}

/** What other tools of this kind call an option. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '-i': '--openapi <file>',
  '--input': '--openapi <file>',
  '-o': '--out <folder>',
  '--output': '--out <folder>',
  '--tag': '--include tag:<name>',
  '--tags': '--include tag:<name>',
};

function calledHere(flag: string, command: CommandName): string | undefined {
  const ours = Object.hasOwn(ELSEWHERE, flag) ? ELSEWHERE[flag] : undefined;
  const isTaken = flagsOf(command).some((each) => ours?.startsWith(`${each} `));
  return ours === undefined || !isTaken ? undefined : ` Write ${ours}.`;
}

/** A document or its address in place of a command. */
function documentMeant(argument: string): string | undefined {
  if (!/^https?:\/\/|\.(?:json|ya?ml)$/i.test(argument)) return undefined;
  return ` Name a document by its option: instant-codegen --openapi ${argument} --out src/api`;
}

/** What other tools have for a start. */
function startMeant(argument: string): string | undefined {
  return argument === 'init'
    ? ' Nothing has to be set up: instant-codegen alone writes the client.'
    : undefined;
}

function describe({ kind, argument }: ArgvProblem, command: CommandName): string {
  const meant = (candidates: readonly string[]): string => {
    const begun = candidates.filter((each) => each.startsWith(argument));
    const found = begun.length === 1 ? begun[0] : nearest(argument, candidates);
    return found === undefined ? ' See instant-codegen --help.' : ` Did you mean ${found}?`;
  };
  switch (kind) {
    case 'unknown-flag':
      return `instant-codegen: there is no option ${argument}.${settingOf(argument) ?? calledHere(argument, command) ?? meant(flagsOf(command))}`;
    case 'unknown-command':
      return `instant-codegen: there is no command ${argument}.${documentMeant(argument) ?? startMeant(argument) ?? meant(COMMANDS)}`;
    case 'needs-value':
      return `instant-codegen: ${argument} needs a value: ${argument} <value>.`;
    case 'takes-no-value':
      return `instant-codegen: ${argument} takes no value.`;
    case 'misplaced':
      return describeMisplaced(argument, command);
    case 'contrary':
      return `instant-codegen: --check compares once, and ${argument} stays: one of them.`;
    case 'extra':
      return `instant-codegen: ${argument} is one command too many.`;
  }
}
