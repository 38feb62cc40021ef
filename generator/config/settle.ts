/** Configuration and command line together: the list of clients to generate. */

import type { Options } from '../argv.js';
import { nearest, type Report } from '../diagnostics.js';
import { isUrl } from '../fetch/address.js';
import { NO_CONFIG } from '../gate.js';
import { HEADER_PROBLEM, parseHeaders } from '../headers.js';
import type { Recorder } from '../inputs.js';
import { STDIN } from '../manifest.js';
import { parsePatterns } from '../select.js';
import { loadConfig, type LoadedConfig } from './load.js';
import { problemOfOut } from './out.js';
import { settingPlace } from './place.js';
import { checkConfig } from './schema.js';
import type { ClientConfig, ClientSettings, Config, DocumentSettings, NamePins } from './types.js';

/**
 * The clients, in the order of the configuration; undefined when errors were reported. `isAlone`: the
 * command line says everything, as if there were no configuration.
 */
export async function settleClients(
  options: Options,
  cwd: string,
  inputs: Recorder,
  report: Report,
  isAlone = false,
): Promise<readonly ClientSettings[] | undefined> {
  const given = options.values.config;
  const file = given === undefined ? undefined : inputs.toRoot(given, cwd);
  const loaded =
    isAlone || given === NO_CONFIG ? undefined : await loadConfig(file, inputs, report);
  if (loaded === 'failed') return undefined;
  const config =
    loaded === undefined ? {} : checkConfig(loaded.value, loaded.file, loaded.text, report);
  const flags = readFlags(options, cwd, inputs, report);
  if (config === undefined || flags === undefined) return undefined;
  const clients = clientsOf(config).map(({ name, client, own }) => ({
    ...settle(name, client, flags, loaded, inputs),
    own,
  }));
  for (const client of clients) {
    if (client.overlays.length === 0 || typeof client.openapi !== 'object') continue;
    if (client.openapi.length < 2) continue;
    const at = placeOf(client, 'overlays', inputs);
    report({
      severity: 'error',
      code: 'config-overlays-several',
      message: `An overlay belongs to one document, and there are ${String(client.openapi.length)}.`,
      remedy:
        "Write it beside its document: openapi: [{ path: 'a.yaml', overlays: ['a.overlay.yaml'] }].",
      ...(at === undefined ? {} : { at }),
    });
    return undefined;
  }
  for (const client of clients) {
    const problem = client.out === undefined ? undefined : problemOfOut(client.out, inputs.root);
    if (problem === undefined) continue;
    const at = placeOf(client, 'out', inputs);
    report({ severity: 'error', ...problem, ...(at === undefined ? {} : { at }) });
    return undefined;
  }
  if (flags.out !== undefined && clients.length > 1) {
    report({
      severity: 'error',
      code: 'command-one-out',
      message: `--out names one folder, and the configuration has ${String(clients.length)} clients.`,
      remedy:
        'Set `out` of each client in the configuration; for a client that is none of these, add --config none.',
    });
    return undefined;
  }
  return clients;
}

function clientsOf(config: Config): readonly {
  readonly name?: string;
  readonly client: ClientConfig;
  readonly own: readonly string[];
}[] {
  const { clients, ...shared } = config;
  if (clients === undefined) return [{ client: shared, own: [] }];
  return Object.entries(clients).map(([name, client]) => ({
    name,
    client: { ...shared, ...client },
    own: Object.keys(client),
  }));
}

/** Settings whose value on the command line takes the place of that of the configuration. */
const DECIDABLE = ['out', 'target', 'openapi', 'schema', 'include', 'exclude'] as const;

function settle(
  name: string | undefined,
  client: ClientConfig,
  flags: ClientConfig,
  loaded: LoadedConfig | undefined,
  inputs: Recorder,
): Omit<ClientSettings, 'own'> {
  const path = (value: string): string => (isUrl(value) ? value : inputs.toRoot(value));
  const { out, target, openapi, schema, importExtension, format } = client;
  // Who names the emitter of clients wants one.
  const wanted = client.client ?? (client.emitters?.includes('client') ? true : undefined);
  const table = typeof wanted === 'string' ? path(wanted) : wanted;
  const settings = {
    ...(name === undefined ? {} : { name }),
    ...(out === undefined ? {} : { out: path(out) }),
    ...(target === undefined ? {} : { target: targetPath(target, path) }),
    ...(openapi === undefined ? {} : { openapi: documents(openapi, path) }),
    ...(client.allowRefs === undefined ? {} : { allowRefs: client.allowRefs }),
    overlays: (client.overlays ?? []).map(path),
    ...(schema === undefined ? {} : { schema: schema === false ? schema : path(schema) }),
    ...(table === undefined ? {} : { client: table }),
    ...(client.result === undefined ? {} : { result: client.result }),
    runtime: flags.runtime ?? client.runtime ?? 'copy',
    ...(importExtension === undefined ? {} : { importExtension }),
    ...(format === undefined ? {} : { format }),
    dates: client.dates ?? 'stored',
    requiredLinks: client.requiredLinks ?? 'types',
    ...(client.validation === undefined ? {} : { validation: client.validation }),
    ...(client.strict === true ? { strict: true } : {}),
    ...(client.features === undefined ? {} : { features: client.features }),
    ...(client.standalone === undefined ? {} : { standalone: client.standalone }),
    ...(client.emitters === undefined
      ? {}
      : { emitters: client.emitters.map((each) => (isPath(each) ? dotted(path(each)) : each)) }),
    ...(client.propertyCase === 'camel' ? { propertyCase: client.propertyCase } : {}),
    names: pins(client.names),
    ...selectionOf(client, flags),
    flagged: DECIDABLE.filter((key) => flags[key] !== undefined),
    ...(loaded === undefined ? {} : { configFile: loaded.file }),
  } as const;
  const { out: flagOut, target: flagTarget, openapi: flagOpenapi, schema: flagSchema } = flags;
  return {
    ...settings,
    ...(flagOut === undefined ? {} : { out: flagOut }),
    ...(flagTarget === undefined ? {} : { target: flagTarget }),
    ...(flagOpenapi === undefined ? {} : { openapi: documents(flagOpenapi, (each) => each) }),
    ...(flagSchema === undefined ? {} : { schema: flagSchema }),
    ...(flags.format === true ? { format: true } : {}),
    // A table says more than that there shall be one.
    ...(flags.client === true && table === undefined ? { client: true as const } : {}),
  };
}

/** What is said of operations on the command line takes the place of what the configuration says. */
function selectionOf(client: ClientConfig, flags: ClientConfig): Pick<ClientSettings, 'selection'> {
  const include = flags.include ?? client.include;
  const exclude = flags.exclude ?? client.exclude;
  const { deprecated, prune } = client;
  const selection = {
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(prune === undefined ? {} : { prune }),
  };
  return Object.keys(selection).length === 0 ? {} : { selection };
}

function documents(
  openapi: NonNullable<ClientConfig['openapi']>,
  path: (value: string) => string,
): string | readonly DocumentSettings[] {
  const source = (value: string): string => (value === '-' ? STDIN : path(value));
  if (typeof openapi === 'string') return source(openapi);
  const all = openapi instanceof Array ? openapi : [openapi];
  return all.map((each) => {
    if (typeof each === 'string') return { source: source(each) };
    const { headers, prefix, overlays } = each;
    return {
      source: each.url ?? source(each.path ?? ''),
      ...(headers === undefined ? {} : { headers }),
      ...(prefix === undefined ? {} : { prefix }),
      ...(overlays === undefined ? {} : { overlays: overlays.map(path) }),
    };
  });
}

function pins(names: NamePins | undefined): ClientSettings['names'] {
  const { entities, schemas, operations } = names ?? {};
  return {
    ...(entities === undefined ? {} : { entities }),
    ...(schemas === undefined ? {} : { schemas }),
    ...(operations === undefined ? {} : { operations }),
  };
}

const IDLE_HEADER = {
  message: '--header is sent where a document is fetched from, and --openapi names no address.',
  remedy: 'For documents of the configuration, write openapi: { url, headers } there.',
} as const;

/** Flags in the terms of the configuration; their paths are relative to the current folder. */
function readFlags(
  options: Options,
  cwd: string,
  inputs: Recorder,
  report: Report,
): ClientConfig | undefined {
  const { target, openapi, schema, out, runtime, include, exclude } = options.values;
  const path = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : inputs.toRoot(value, cwd);
  if (runtime !== undefined && runtime !== 'copy' && runtime !== 'package') {
    const meant = nearest(runtime, ['copy', 'package']);
    report({
      severity: 'error',
      code: 'command-invalid-value',
      message: `--runtime cannot be ${JSON.stringify(runtime)}.`,
      remedy: meant === undefined ? 'It is copy or package.' : `Did you mean ${meant}?`,
    });
    return undefined;
  }
  if (openapi === '-' && options.switches.has('watch')) {
    report({
      severity: 'error',
      code: 'command-watch-stdin',
      message: 'What is piped in can be read once: there is nothing to watch.',
      remedy: 'Save it in a file, and name that.',
    });
    return undefined;
  }
  // Introspection sends it to the backend.
  const header = options.command === 'introspect' ? undefined : options.values.header;
  const headers = header === undefined ? undefined : parseHeaders(header);
  const url = openapi !== undefined && isUrl(openapi) ? openapi : undefined;
  if (header !== undefined && (headers === undefined || url === undefined)) {
    const problem = headers === undefined ? HEADER_PROBLEM : IDLE_HEADER;
    report({ severity: 'error', code: 'command-header', ...problem });
    return undefined;
  }
  return {
    target: target === undefined ? undefined : targetPath(target, (each) => path(each) ?? each),
    openapi:
      url === undefined
        ? openapi === '-'
          ? STDIN
          : path(openapi)
        : headers === undefined
          ? url
          : { url, headers },
    schema: path(schema),
    out: path(out),
    runtime,
    include: include === undefined ? undefined : parsePatterns(include),
    exclude: exclude === undefined ? undefined : parsePatterns(exclude),
    format: options.switches.has('format') ? true : undefined,
    client: options.switches.has('client') ? true : undefined,
  };
}

/**
 * Where a setting stands in the configuration's file, for diagnostics of later stages; undefined where it
 * does not stand in one, or the command line decides it. `value`: a text in it, which is the place if it is found.
 */
export function placeOf(
  settings: ClientSettings,
  key: string | readonly [keyof ClientConfig, ...string[]],
  inputs: Recorder,
  value?: string,
): { readonly file: string; readonly offset: number; readonly length: number } | undefined {
  const text = settings.configFile === undefined ? undefined : inputs.read(settings.configFile);
  if (text === undefined || settings.configFile === undefined) return undefined;
  const path = typeof key === 'string' ? ([key] as const) : key;
  if (settings.flagged?.includes(path[0]) === true) return undefined;
  const own = settings.own?.includes(path[0]) === true;
  const full = own && settings.name !== undefined ? ['clients', settings.name, ...path] : path;
  const { offset, length, end } = settingPlace(settings.configFile, text, full);
  const place = { file: settings.configFile, offset, length };
  if (value === undefined) return place;
  const quoted = [`'${value}'`, `"${value}"`, `\`${value}\``, JSON.stringify(value)];
  const within = text.slice(0, end);
  const found = quoted.map((each) => within.indexOf(each, offset)).filter((at) => at >= 0);
  return found.length === 0
    ? place
    : { ...place, offset: Math.min(...found), length: value.length + 2 };
}

/** A target is a name, or the folder of one. */
function targetPath(target: string, path: (value: string) => string): string {
  return isFolder(target) ? dotted(path(target)) : target;
}

/** Whether a target is a folder of the user's: no target of ours has such a name. */
export function isFolder(target: string): boolean {
  return /[./\\]/.test(target);
}

/** Whether an entry of `emitters` means a file of the user's: nothing of ours is called so. */
export function isPath(emitter: string): boolean {
  return /^[./\\]|(?<!\.d)\.[cm]?[jt]s$/.test(emitter);
}

function dotted(path: string): string {
  return path.startsWith('.') ? path : `./${path}`;
}
