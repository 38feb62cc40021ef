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
import { sourceOf } from './code.js';

export const SERVER_EXPORTS: readonly string[] = ['ServerVariables', 'serverUrl'];

/** Where the API is served, by the document: a function, for what it needs is the document's to say. */
export function serverFiles(api: Api): readonly OutFile[] {
  const [server, ...others] = api.servers;
  if (server === undefined) return [];
  const declared = server.variables.length > 0;
  return [
    {
      path: 'servers',
      source: sourceOf(api),
      body: blocks([declared && variablesType(server), urlFunction(server, others)]),
      exports: [
        ...(declared ? [{ name: 'ServerVariables', type: true }] : []),
        { name: 'serverUrl', type: false },
      ],
    },
  ];
}

function variablesType({ variables }: Server): Code {
  return code`
    export interface ServerVariables ${braces(
      variables.map(({ name, default: usual, values = [], description }) => {
        const known = values.length > 0;
        return code`
          ${jsdoc({ text: [description], default: usual })}
          ${key(name)}?: ${union([...(known ? values.map(string) : [code`string`]), code`undefined`])}
        `;
      }),
    )}
  `;
}

function urlFunction(server: Server, others: readonly Server[]): Code {
  const docs = jsdoc({
    text: [
      server.description,
      'The address for `createTransport({ baseUrl: serverUrl() })`.',
      ...others.map(
        ({ url, description }) => `Another: ${url}${description ? ` (${description})` : ''}`,
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
  const usual = inlineBraces(
    server.variables.map((each) => code`${objectKey(each.name)}: ${string(each.default)}`),
    ',',
  );
  return code`
    ${docs}
    export function serverUrl(variables: ServerVariables = {}): string {
      return ${runtime('serverAddress')}${list('(', [string(server.url), usual, code`variables`])};
    }
  `;
}
