import type { Api, Slot } from '../../generator/ir.js';
import {
  blocks,
  braces,
  code,
  imported,
  inlineBraces,
  jsdoc,
  key,
  list,
  objectKey,
  string,
  union,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter, Export } from '../../generator/stages.js';
import { runtimeName, sourceOf } from '../api/code.js';
import { isSent } from '../api/security.js';
import {
  groupExports,
  groupTypes,
  localName,
  memberTypes,
  memberValues,
  type ClientUse,
} from './members.js';
import { place } from './spec.js';
import { TOKEN_RECIPES } from './tokens.js';
import { methodTree, type MethodGroup } from './tree.js';

/** A client object for any document, where rows ask for one. Nothing else that is emitted imports it. */
export const apiClientEmitter: Emitter = {
  name: 'api-client',
  emit(project, names) {
    const { api, client, store } = project;
    if (api === undefined || client === undefined || store !== undefined) return [];
    // A document may describe webhooks alone.
    if (client.rows.length === 0) return [];
    const tree = methodTree(client.rows);
    const use: ClientUse = {
      project,
      api,
      names,
      shown: 'client',
      local: localName('client', names),
      form: 'call',
      recipes: TOKEN_RECIPES,
    };
    return [
      {
        path: 'client',
        source: sourceOf(api),
        body: blocks([
          optionsType(use),
          ...groupTypes(tree, use),
          clientType(tree, use),
          createFunction(tree, use),
        ]),
        exports: [...EXPORTS, ...groupExports(tree, names)],
      },
    ];
  },
};

const EXPORTS: readonly Export[] = [
  { name: 'createClient', type: false },
  { name: 'ApiClient', type: true },
  { name: 'ApiClientOptions', type: true },
];

/** The names that are exported whatever the rows are: nothing of a document may be called so. */
export const API_CLIENT_EXPORTS: readonly string[] = EXPORTS.map(({ name }) => name);

function optionsType(use: ClientUse): Code {
  const { api, names } = use;
  const base = runtimeName(
    slotsOf(use).length > 0 ? 'SessionOptions' : 'ClientBaseOptions',
    names,
    true,
  );
  const used = new Set(api.operations.flatMap((each) => each.security.flat()));
  const schemes = api.security.filter((each) => used.has(each.key) && isSent(each));
  const auth = schemes.map(
    ({ key: name, doc }) => code`
      ${jsdoc({ text: [doc] })}
      readonly ${key(name)}?: ${runtimeName('Credential', names, true)} | undefined
    `,
  );
  const members = [
    serverOf(api) === undefined &&
      code`
        ${jsdoc({ text: ['Where the API is.'] })}
        readonly baseUrl: string
      `,
    auth.length > 0 &&
      code`
        ${jsdoc({ text: ['Credentials, or what gets them; those that are not given are not sent.'] })}
        readonly auth?: ${union([braces(auth), code`undefined`])}
      `,
  ].filter((each) => each !== false);
  const docs = jsdoc({ text: ['What `createClient` takes.'] });
  if (members.length === 0) {
    return code`
      ${docs}
      export type ApiClientOptions = ${base};
    `;
  }
  return code`
    ${docs}
    export interface ApiClientOptions extends ${base} ${braces(members)}
  `;
}

function clientType(tree: MethodGroup, use: ClientUse): Code {
  return code`
    ${jsdoc({
      text: ['What `createClient` returns. Its methods may be taken off it and passed around.'],
    })}
    export interface ApiClient ${braces(memberTypes(tree, use))}
  `;
}

function createFunction(tree: MethodGroup, use: ClientUse): Code {
  const { api, names, local } = use;
  const server = serverOf(api);
  const slots = slotsOf(use);
  const given = localName('options', names);
  const open = runtimeName(slots.length > 0 ? 'openSession' : 'openClient', names);
  const address = server === undefined ? code`undefined` : string(server);
  const opened =
    slots.length > 0
      ? code`${open}(${given}, ${address}, ${slotTable(slots, use)})`
      : code`${open}${list('(', [given, server !== undefined && address])}`;
  const parameter =
    server === undefined ? code`${given}: ApiClientOptions` : code`${given}: ApiClientOptions = {}`;
  const title = api.title.trim();
  return code`
    ${jsdoc({ text: [title === '' ? 'Makes a client. Makes no request.' : `Makes a client of ${title}. Makes no request.`] })}
    export function createClient(${parameter}): ApiClient {
      const ${local} = ${opened};
      return ${braces(memberValues(tree, use), ',')};
    }
  `;
}

function slotTable(slots: readonly Slot[], { names }: ClientUse): Code {
  return braces(
    slots.map(({ name, scheme, refresh }) => {
      const members = [
        code`scheme: ${string(scheme)}`,
        refresh !== undefined &&
          code`refresh: ${braces(
            [
              code`endpoint: ${imported(
                { kind: 'emitted', path: names.operationFile(refresh.operation) },
                names.operation(refresh.operation),
              )}`,
              code`to: ${place(refresh.to)}`,
              code`set: ${place(refresh.set)}`,
              refresh.renewal.length > 0 && code`renewal: ${place(refresh.renewal)}`,
            ].filter((each) => each !== false),
            ',',
          )}`,
      ].filter((each) => each !== false);
      const value = members.length === 1 ? inlineBraces(members, ',') : braces(members, ',');
      return code`${objectKey(name)}: ${value}`;
    }),
    ',',
  );
}

function slotsOf({ project }: ClientUse): readonly Slot[] {
  return project.client?.slots ?? [];
}

/** The first server, its variables at their defaults, where that is an address by itself. */
function serverOf({ servers: [server] }: Api): string | undefined {
  const url = server?.url.replace(
    /\{([^}]*)\}/g,
    (all, name: string) => server.variables.find((each) => each.name === name)?.default ?? all,
  );
  return url !== undefined && /^https?:\/\/[^{}]+$/i.test(url) ? url : undefined;
}
