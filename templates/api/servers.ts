import {
  type Api,
  blocks,
  braces,
  type Code,
  code,
  inlineBraces,
  jsdoc,
  key,
  list,
  objectKey,
  type OutFile,
  runtime,
  type Server,
  string,
  union,
} from '../../generator/emit.js';
import { addressNames, type AddressName } from './addresses.js';
import { sourceOf } from './code.js';

export const SERVER_EXPORTS: readonly string[] = ['ServerVariables', 'serverUrl', 'serverUrls'];

/** Where the API is served, by the document: functions, for what they need is the document's to say. */
export function serverFiles(api: Api): readonly OutFile[] {
  const [server, ...others] = api.servers;
  const named = addressNames(api);
  if (server === undefined && named.length === 0) return [];
  const declared = server !== undefined && server.variables.length > 0;
  const known = named.some(({ url }) => url !== undefined);
  return [
    {
      path: 'servers',
      source: sourceOf(api),
      body: blocks([
        declared && variablesType(server),
        server !== undefined && urlFunction(server, others),
        ...(named.length === 0 ? [] : [serversType(named), known && urlsFunction(named)]),
      ]),
      exports: [
        ...(declared ? [{ name: 'ServerVariables', type: true }] : []),
        ...(server === undefined ? [] : [{ name: 'serverUrl', type: false }]),
        // Not the type of the addresses: documents have schemas of that name.
        ...(known ? [{ name: 'serverUrls', type: false }] : []),
      ],
    },
  ];
}

function serversType(named: readonly AddressName[]): Code {
  return code`
    ${jsdoc({ text: ['The addresses of `createTransport({ servers })`.'] })}
    export interface Servers ${braces(
      named.map(({ name, kind, url }) => {
        const said = url === undefined ? '' : ` By the document: ${url}`;
        const text =
          kind === 'document'
            ? `Where operations of \`${name}\` go; absent: to \`baseUrl\`.${said}`
            : url === undefined
              ? 'In place of a server that operations name themselves, and of which the document leaves a part open. Absent: `baseUrl`.'
              : "In place of a server that operations name themselves. Absent: that server where `baseUrl` is the document's own or of the same host, else `baseUrl`.";
        return code`
          ${jsdoc({ text: [text] })}
          readonly ${key(name)}?: string | undefined
        `;
      }),
    )}
  `;
}

/** All addresses that the documents name, so that a caller names them in one word. */
function urlsFunction(named: readonly AddressName[]): Code {
  const known = named.flatMap(({ name, url }) => (url === undefined ? [] : [{ name, url }]));
  const type = braces(known.map(({ name }) => code`readonly ${key(name)}: string`));
  return code`
    ${jsdoc({ text: ['The addresses that the documents name, for `createTransport({ baseUrl, servers: serverUrls() })`.'] })}
    export function serverUrls(): ${type} {
      return ${braces(
        known.map(({ name, url }) => code`${objectKey(name)}: ${string(url)}`),
        ',',
      )};
    }
  `;
}

function variablesType({ variables }: Server): Code {
  return code`
    export interface ServerVariables ${braces(
      variables.map(({ name, default: usual, required, values = [], description }) => {
        const known = values.length > 0 ? values.map(string) : [code`string`];
        return required
          ? code`
              ${jsdoc({ text: [description] })}
              ${key(name)}: ${union(known)}
            `
          : code`
              ${jsdoc({ text: [description], default: usual })}
              ${key(name)}?: ${union([...known, code`undefined`])}
            `;
      }),
    )}
  `;
}

function urlFunction(server: Server, others: readonly Server[]): Code {
  const optional = server.variables.filter(({ required }) => !required);
  const complete = optional.length === server.variables.length;
  const docs = jsdoc({
    text: [
      server.description,
      `The address for \`createTransport({ baseUrl: serverUrl(${complete ? '' : '{ … }'}) })\`.`,
      ...others.map(
        ({ url, name, description }) =>
          `Another${name ? `, ${name}` : ''}: ${url}${description ? ` (${description})` : ''}`,
      ),
    ],
  });
  if (server.variables.length === 0) {
    return code`
      ${docs}
      export function serverUrl(): string {
        return ${string(server.url)};
      }
    `;
  }
  const given = complete ? code`variables: ServerVariables = {}` : code`variables: ServerVariables`;
  const usual = inlineBraces(
    optional.map((each) => code`${objectKey(each.name)}: ${string(each.default)}`),
    ',',
  );
  return code`
    ${docs}
    export function serverUrl(${given}): string {
      return ${runtime('serverAddress')}${list('(', [string(server.url), usual, code`variables`])};
    }
  `;
}
