/** What tables say of the client as a whole, resolved against the document. */

import { nearest, type Report } from '../../diagnostics.js';
import type { Api, Client, ErrorRules, Factory, Given, GivenPlace, JsonPlace } from '../../ir.js';
import { pointerOf } from '../document/pointer.js';
import { wrongArgument } from './check.js';
import type { WrittenTable } from './parse.js';
import { pathOf } from './resolve.js';
import type { ErrorsInput, FactoryInput, GivenInput } from './settings.js';

type Lack = (keys: readonly (string | number)[], message: string, meant?: string) => void;

/** Each setting of a later table replaces that of an earlier one whole. What does not resolve is an error. */
export function readClientSettings(
  api: Api,
  tables: readonly WrittenTable[],
  report: Report,
): Omit<Client, 'rows' | 'slots'> {
  const last = <Key extends '$create' | '$errors' | '$timeout' | '$retry'>(key: Key) => {
    const table = tables.findLast((each) => each.settings[key] !== undefined);
    return table === undefined
      ? undefined
      : { value: table.settings[key], lack: lackIn(table.at, key, report) };
  };
  const create = last('$create');
  const errors = last('$errors');
  const timeout = last('$timeout')?.value;
  const retry = last('$retry')?.value;
  const factories = Object.entries(create?.value ?? {}).map(([name, input]) =>
    resolveFactory(api, name, input, (keys, ...rest) => create?.lack([name, ...keys], ...rest)),
  );
  return {
    ...(create === undefined ? {} : { factories }),
    ...(errors?.value === undefined ? {} : { errors: resolveErrors(errors.value, errors.lack) }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(retry === undefined ? {} : { retry }),
  };
}

/** Names of the flags that the client has. */
export function flagsOf(factories: readonly Factory[] = []): readonly string[] {
  const given = factories.flatMap(({ args, options }) => [...args, ...options]);
  const set = given.flatMap(({ to }) =>
    to.flatMap((each) => (each.kind === 'flag' ? [each.flag] : [])),
  );
  return [...new Set([...set, ...factories.flatMap(({ flags }) => flags)])];
}

function lackIn(at: JsonPlace, setting: string, report: Report): Lack {
  return (keys, message, meant) =>
    report({
      severity: 'error',
      code: 'rows-client',
      message: `${setting}: ${message}.`,
      ...(meant === undefined ? {} : { remedy: `Did you mean ${meant}?` }),
      at: { file: at.file, pointer: at.pointer + pointerOf([setting, ...keys]) },
    });
}

function resolveFactory(api: Api, name: string, input: FactoryInput, lack: Lack): Factory {
  const { args = [], options = {}, flags = [], doc } = input;
  const wrong = wrongArgument(name);
  if (wrong !== undefined) lack([], `no function can be called ${JSON.stringify(name)}: ${wrong}`);
  const taken = new Set<string>();
  return {
    name,
    args: args.map((each, index) => {
      const bad = taken.has(each.name) ? 'another is called so' : wrongArgument(each.name);
      if (bad !== undefined)
        lack(['args', index], `no argument can be called ${JSON.stringify(each.name)}: ${bad}`);
      taken.add(each.name);
      return resolveGiven(api, each.name, each, (keys, ...rest) =>
        lack(['args', index, ...keys], ...rest),
      );
    }),
    options: Object.entries(options).map(([key, each]) =>
      resolveGiven(api, key, { optional: true, ...each }, (keys, ...rest) =>
        lack(['options', key, ...keys], ...rest),
      ),
    ),
    flags,
    ...(doc === undefined ? {} : { doc }),
  };
}

function resolveGiven(
  api: Api,
  name: string,
  input: Omit<GivenInput, 'name'> & { readonly doc?: string | undefined },
  lack: Lack,
): Given {
  const places = typeof input.to === 'string' ? [input.to] : input.to;
  return {
    name,
    optional: input.optional === true,
    to: places.flatMap((each) => resolvePlace(api, each, lack) ?? []),
    ...(input.doc === undefined ? {} : { doc: input.doc }),
  };
}

function resolvePlace(api: Api, written: string, lack: Lack): GivenPlace | undefined {
  if (written === 'baseUrl') return { kind: 'baseUrl' };
  const [, part, name] = /^(auth|flags)\.(.+)$/s.exec(written) ?? [];
  if (part === 'flags' && name !== undefined) return { kind: 'flag', flag: name };
  if (part !== 'auth' || name === undefined) {
    lack(['to'], `${JSON.stringify(written)} is not "baseUrl", "auth.…" or "flags.…"`);
    return undefined;
  }
  const schemes = api.security.map(({ key }) => key);
  if (schemes.includes(name)) return { kind: 'auth', scheme: name };
  const meant = nearest(name, schemes);
  lack(['to'], `the document has no security scheme ${JSON.stringify(name)}`, meant);
  return undefined;
}

/** What every error has anyway. */
const OWN = new Set([
  'body',
  'cause',
  'headers',
  'message',
  'name',
  'stack',
  'status',
  '__proto__',
]);

function resolveErrors({ name, message, members = {} }: ErrorsInput, lack: Lack): ErrorRules {
  const wrong = wrongArgument(name);
  if (wrong !== undefined)
    lack(['name'], `no class can be called ${JSON.stringify(name)}: ${wrong}`);
  for (const member of Object.keys(members)) {
    if (OWN.has(member)) lack(['members', member], `every error has a ${JSON.stringify(member)}`);
  }
  return {
    name,
    message: message === undefined ? [] : typeof message === 'string' ? [message] : message,
    members: Object.entries(members).map(([member, path]) => ({
      name: member,
      path: pathOf(path),
    })),
  };
}
