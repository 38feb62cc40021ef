/** The functions that make a client of any document, and what they take. */

import type { Api, Factory, Given } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  braces,
  code,
  globalName,
  imported,
  inlineBraces,
  jsdoc,
  key,
  list,
  objectKey,
  string,
  union,
  literal,
  member,
  type Code,
} from '../../generator/print/code.js';
import { addressNames, addressText } from '../api/addresses.js';
import { runtimeName } from '../api/code.js';
import { authMembers, neededSchemes } from '../api/security.js';
import { localName, type ClientUse } from './members.js';

/** `createClient(options)`, where the rows do not say how the client is made. */
const PLAIN: Factory = { name: 'createClient', args: [], options: [], flags: [] };

export function factoriesOf({ project }: Pick<ClientUse, 'project'>): readonly Factory[] {
  return project.client?.factories ?? [PLAIN];
}

/** The name of what a factory takes last: that of the first has the name of the client. */
export function optionsName(factory: Factory, index: number): string {
  const { name } = factory;
  return index === 0
    ? 'ApiClientOptions'
    : `${name.charAt(0).toUpperCase()}${name.slice(1)}Options`;
}

/** The options of a factory. `session`: the client has slots for tokens. */
export function optionsType(factory: Factory, name: string, use: ClientUse): Code {
  const { api, names } = use;
  const base = runtimeName(isSession(use) ? 'SessionOptions' : 'ClientBaseOptions', names, true);
  const settled = settledBy(factory);
  const auth = authMembers(neededSchemes(api), names);
  const asked = api.servers[0]?.variables.some(({ required }) => required) ?? false;
  const members = [
    !settled.includes('baseUrl') &&
      serverOf(api) === undefined &&
      code`
        ${jsdoc({ text: [asked ? 'Where the API is: `serverUrl({ … })`.' : 'Where the API is.'] })}
        readonly baseUrl: string
      `,
    !settled.includes('auth') &&
      auth.length > 0 &&
      code`
        ${jsdoc({ text: ['Credentials, or what gets them; those that are not given are not sent.'] })}
        readonly auth?: ${union([braces(auth), code`undefined`])}
      `,
    addressNames(api).length > 0 &&
      code`
        ${jsdoc({ text: ['Addresses of what is not at `baseUrl`.'] })}
        readonly servers?: ${union([imported({ kind: 'emitted', path: 'servers' }, 'Servers', true), code`undefined`])}
      `,
    ...factory.options.map(
      (each) => code`
        ${jsdoc({ text: [each.doc] })}
        readonly ${key(each.name)}${each.optional ? code`?` : undefined}: ${each.optional ? code`${typeOf(each, names)} | undefined` : typeOf(each, names)}
      `,
    ),
  ].filter((each) => each !== false);
  const whole =
    settled.length === 0
      ? base
      : code`${globalName('Omit', names)}${list('<', [base, union(settled.map(string), { indented: true })], { trailingComma: false })}`;
  const docs = jsdoc({
    text: [`What \`${factory.name}\` takes${factory.args.length === 0 ? '' : ' last'}.`],
  });
  if (members.length === 0) {
    return code`
      ${docs}
      export type ${name} = ${whole};
    `;
  }
  return code`
    ${docs}
    export interface ${name} extends ${whole} ${braces(members)}
  `;
}

/** Parameters of a factory, the options last. */
export function factoryParameters(
  factory: Factory,
  options: string,
  { api, names }: ClientUse,
): readonly Code[] {
  const required = factory.options.some((each) => !each.optional);
  const address = serverOf(api) !== undefined || settledBy(factory).includes('baseUrl');
  const given = localName('options', names);
  return [
    ...factory.args.map(
      (each) =>
        code`${localName(each.name, names)}${each.optional ? code`?` : undefined}: ${typeOf(each, names)}`,
    ),
    required || !address ? code`${given}: ${options}` : code`${given}: ${options} = {}`,
  ];
}

/** The settings that a factory opens its client with. */
export function factorySettings(factory: Factory, use: ClientUse): Code {
  const { names, project } = use;
  const given = localName('options', names);
  const settled = settledBy(factory);
  const timeout = project.client?.timeout;
  const retry = project.client?.retry;
  const policies = [
    retry !== undefined && code`${runtimeName('repeatFailed', names)}(${literal({ ...retry })})`,
    timeout !== undefined && code`${runtimeName('timeout', names)}(${literal(timeout)})`,
  ].filter((each) => each !== false);
  if (settled.length === 0 && policies.length === 0) return code`${given}`;
  const values = valuesOf(factory, names);
  const auth = values.flatMap(({ to, value, checked }) =>
    // Once is enough to look whether it is there.
    to.flatMap((each, index) =>
      each.kind === 'auth'
        ? [code`${objectKey(each.scheme)}: ${index === 0 ? checked : value}`]
        : [],
    ),
  );
  const url = values.find(({ to }) => to.some(({ kind }) => kind === 'baseUrl'))?.checked;
  return braces(
    [
      code`...${given}`,
      url !== undefined && code`baseUrl: ${url}`,
      auth.length > 0 && code`auth: ${inlineBraces(auth, ',')}`,
      // Each attempt has its time: what the caller brings stands around it.
      policies.length > 0 && code`use: ${list('[', [code`...(${given}.use ?? [])`, ...policies])}`,
    ].filter((each) => each !== false),
    ',',
  );
}

/** The flags of a client that a factory makes; undefined where it has none. */
export function factoryFlags(factory: Factory, { names }: ClientUse): Code | undefined {
  const asked = valuesOf(factory, names).flatMap(({ to, value }) =>
    to.flatMap((each) => (each.kind === 'flag' ? [code`${objectKey(each.flag)}: ${value}`] : [])),
  );
  const on = factory.flags.map((flag) => code`${objectKey(flag)}: true`);
  return asked.length + on.length === 0 ? undefined : inlineBraces([...asked, ...on], ',');
}

/** What is given, as an expression, and where it goes. */
function valuesOf(factory: Factory, names: Names): readonly Value[] {
  const read = (each: Given, value: Code): Value => ({
    to: each.to,
    value,
    checked:
      each.optional || each.to.some(({ kind }) => kind === 'flag')
        ? value
        : code`${runtimeName('given', names)}(${string(each.name)}, ${value})`,
  });
  return [
    ...factory.args.map((each) => read(each, code`${localName(each.name, names)}`)),
    ...factory.options.map((each) =>
      read(each, code`${localName('options', names)}${member(each.name)}`),
    ),
  ];
}

/** `checked`: throws where it is missing. */
interface Value extends Pick<Given, 'to'> {
  readonly value: Code;
  readonly checked: Code;
}

function settledBy({ args, options }: Factory): readonly ('auth' | 'baseUrl')[] {
  const kinds = new Set([...args, ...options].flatMap(({ to }) => to.map(({ kind }) => kind)));
  return (['baseUrl', 'auth'] as const).filter((each) => kinds.has(each));
}

function typeOf({ to, optional }: Given, names: Names): Code {
  const kinds = to.map(({ kind }) => kind);
  if (kinds.includes('flag')) return code`boolean`;
  return kinds.includes('auth') && optional ? runtimeName('Credential', names, true) : code`string`;
}

function isSession({ project }: ClientUse): boolean {
  return (project.client?.slots ?? []).length > 0;
}

/** The first server, its variables at their defaults, where that is an address by itself. */
export function serverOf({ servers: [server] }: Api): string | undefined {
  const url = server && addressText(server);
  return url !== undefined && /^https?:\/\/[^{}]+$/i.test(url) ? url : undefined;
}
