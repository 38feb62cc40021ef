/** The command line as data. Loads nothing: the gate reads it before anything else is known. */

import { withoutSecrets } from './manifest.js';

export const COMMANDS = ['generate', 'rows', 'introspect', 'migrate', 'help', 'version'] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Flags with a value, and what the value is called in the help text. */
export const VALUE_FLAGS = [
  'target',
  'openapi',
  'schema',
  'out',
  'config',
  'runtime',
  'include',
  'exclude',
  'from',
  'schemas',
  'header',
] as const;
export type ValueFlag = (typeof VALUE_FLAGS)[number];

/** Flags that may be given several times: their values become one list, with this between. */
const LISTS: Readonly<Partial<Record<ValueFlag, string>>> = {
  include: ',',
  exclude: ',',
  from: ',',
  schemas: ',',
  // A header may have a comma in it.
  header: '\n',
};

export const SWITCHES = [
  'check',
  'watch',
  'force',
  'strict',
  'json',
  'quiet',
  'format',
  'client',
  'offline',
  'dry-run',
  'help',
  'version',
] as const;
export type Switch = (typeof SWITCHES)[number];

const SHORT: Readonly<Record<string, Switch>> = {
  h: 'help',
  v: 'version',
  w: 'watch',
  q: 'quiet',
  f: 'force',
};

type Flag = ValueFlag | Switch;

const OF_CLIENTS: readonly Flag[] = [
  ...(['target', 'openapi', 'schema', 'out', 'config', 'runtime', 'include', 'exclude'] as const),
  ...(['client', 'format', 'force', 'strict', 'offline', 'json', 'quiet'] as const),
];
/** What each command takes. Another flag is refused: ignored, `--check` would not keep one from writing. */
const TAKEN: Readonly<Record<Exclude<CommandName, 'help' | 'version'>, readonly Flag[]>> = {
  generate: [...OF_CLIENTS, 'header', 'check', 'watch'],
  rows: ['target', 'openapi', 'header', 'config', 'offline', 'quiet'],
  introspect: [
    ...(['from', 'schemas', 'header', 'target', 'out', 'config'] as const),
    ...(['check', 'force', 'json', 'quiet'] as const),
  ],
  migrate: [...OF_CLIENTS, 'dry-run'],
};

/** The flags of a command, with their dashes. */
export function flagsOf(command: CommandName): readonly string[] {
  const taken =
    command === 'help' || command === 'version'
      ? [...VALUE_FLAGS, ...SWITCHES]
      : [...TAKEN[command], 'help', 'version'];
  return taken.map((name) => `--${name}`);
}

export interface Options {
  readonly command: CommandName;
  readonly values: Readonly<Partial<Record<ValueFlag, string>>>;
  readonly switches: ReadonlySet<Switch>;
}

/** What is wrong with an argument: it is unknown, lacks its value, or has one that it cannot take. */
export interface ArgvProblem {
  readonly kind:
    | 'unknown-flag'
    | 'unknown-command'
    | 'needs-value'
    | 'takes-no-value'
    | 'extra'
    | 'misplaced'
    | 'contrary';
  readonly argument: string;
}

export interface Argv {
  readonly options: Options;
  readonly problems: readonly ArgvProblem[];
}

/** Reads the arguments after the script's name. Never throws; what is wrong is listed. */
export function parseArgv(args: readonly string[]): Argv {
  const values: Partial<Record<ValueFlag, string>> = {};
  const switches = new Set<Switch>();
  const problems: ArgvProblem[] = [];
  let command: CommandName | undefined;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (!argument.startsWith('-')) {
      const known = COMMANDS.find((each) => each === argument);
      if (command !== undefined) problems.push({ kind: 'extra', argument });
      else if (known === undefined) problems.push({ kind: 'unknown-command', argument });
      command ??= known;
      continue;
    }
    const equals = argument.indexOf('=');
    const flag = equals < 0 ? argument : argument.slice(0, equals);
    const name = flag.startsWith('--') ? flag.slice(2) : (SHORT[flag.slice(1)] ?? flag);
    const inline = equals < 0 ? undefined : argument.slice(equals + 1);
    const valued = VALUE_FLAGS.find((each) => each === name);
    const plain = SWITCHES.find((each) => each === name);
    if (valued !== undefined) {
      const next = inline ?? args[index + 1];
      // A dash alone is what is piped in.
      const isFlag = inline === undefined && next?.startsWith('-') === true && next !== '-';
      if (next === undefined || next === '' || isFlag) {
        problems.push({ kind: 'needs-value', argument: flag });
        if (inline === undefined && next === '') index++;
      } else {
        const between = LISTS[valued];
        const before = between === undefined ? undefined : values[valued];
        values[valued] = before === undefined ? next : `${before}${between ?? ''}${next}`;
        if (inline === undefined) index++;
      }
    } else if (plain !== undefined) {
      if (inline !== undefined) problems.push({ kind: 'takes-no-value', argument: flag });
      switches.add(plain);
    } else {
      problems.push({ kind: 'unknown-flag', argument: flag });
      // What follows is its value, as it was meant, and no command.
      const next = args[index + 1];
      if (inline === undefined && next?.startsWith('-') === false && !isCommand(next)) index++;
    }
  }
  if (switches.has('help')) command = 'help';
  else if (switches.has('version')) command = 'version';
  else if (!problems.some(({ kind }) => kind === 'unknown-command')) {
    const taken = flagsOf(command ?? 'generate');
    const given = [...Object.keys(values), ...switches].map((name) => `--${name}`);
    for (const argument of given)
      if (!taken.includes(argument)) problems.push({ kind: 'misplaced', argument });
    // One ends with an answer, the other stays.
    if (switches.has('check') && switches.has('watch'))
      problems.push({ kind: 'contrary', argument: '--watch' });
  }
  return { options: { command: command ?? 'generate', values, switches }, problems };
}

function isCommand(text: string): boolean {
  return COMMANDS.some((each) => each === text);
}

/** The options that decide what is written: recorded in the manifest and compared by the gate. */
export function decidingOptions(options: Options): Readonly<Record<string, string>> {
  const deciding: Record<string, string> = {};
  for (const name of VALUE_FLAGS) {
    const value = options.values[name];
    // Credentials decide who may read a document, and belong into no file.
    if (value !== undefined && name !== 'header') deciding[name] = withoutSecrets(value);
  }
  if (options.switches.has('format')) deciding['format'] = 'true';
  if (options.switches.has('client')) deciding['client'] = 'true';
  return deciding;
}
