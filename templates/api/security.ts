import {
  type Api,
  blocks,
  braces,
  type Code,
  code,
  type PureEmitter,
  jsdoc,
  key,
  type Names,
  type SecurityScheme,
  string,
} from '../../generator/emit.js';
import { runtimeName, sourceOf } from './code.js';

/** The security schemes that operations need: what a caller gives, and how each is sent. */
export const securityEmitter: PureEmitter = {
  name: 'security',
  emit({ api }, names) {
    const schemes = neededSchemes(api);
    if (api === undefined || schemes.length === 0) return [];
    return [
      {
        path: 'security',
        source: sourceOf(api),
        body: blocks([
          code`
            ${jsdoc({ text: ['The credentials of `createTransport`. One that is not given is not sent.'] })}
            export interface Auth ${braces(authMembers(schemes, names))}
          `,
          ...schemes.map((scheme) => schemeCode(scheme, names)),
        ]),
        // Not in the index: documents have schemas of that name.
        exports: [],
      },
    ];
  },
};

/** The schemes that a credential is sent for. */
export function neededSchemes(api: Api | undefined): readonly SecurityScheme[] {
  const used = new Set(api?.operations.flatMap((each) => each.security.flat()));
  return api?.security.filter((each) => used.has(each.key) && isSent(each)) ?? [];
}

/** What a caller gives for each of these schemes. */
export function authMembers(schemes: readonly SecurityScheme[], names: Names): readonly Code[] {
  return schemes.map((scheme) => {
    const type = runtimeName(isBasic(scheme) ? 'BasicCredential' : 'Credential', names, true);
    return code`
      ${jsdoc({ text: docsOf(scheme), deprecated: scheme.deprecated === true })}
      readonly ${key(scheme.key)}?: ${type} | undefined
    `;
  });
}

/** One line is continued. */
function docsOf(scheme: SecurityScheme): readonly (string | undefined)[] {
  const doc = scheme.doc?.trim();
  const sent = sentDoc(scheme);
  if (doc === undefined || doc === '') return [sent];
  return doc.includes('\n') ? [doc, sent] : [`${doc}${/[.!?]$/.test(doc) ? '' : '.'} ${sent}`];
}

function isBasic(scheme: SecurityScheme): boolean {
  return scheme.kind === 'http' && scheme.scheme.toLowerCase() === 'basic';
}

/** What to give, where the name of the scheme does not say it. */
function sentDoc(scheme: SecurityScheme): string {
  switch (scheme.kind) {
    case 'apiKey':
      return `Sent as the ${scheme.in} ${scheme.in === 'query' ? 'parameter ' : ''}\`${scheme.name}\`.`;
    case 'http':
      return isBasic(scheme)
        ? 'User and password, sent as `Authorization: Basic`.'
        : `A token, sent as \`Authorization: ${prefixOf(scheme.scheme)}\`.`;
    case 'oauth2':
    case 'openIdConnect':
      return 'An access token, or a function that gets one. Sent as `Authorization: Bearer`.';
    case 'mutualTLS':
      return '';
  }
}

function prefixOf(scheme: string): string {
  return scheme.toLowerCase() === 'bearer' ? 'Bearer' : scheme;
}

/** Mutual TLS is a matter of the connection. */
export function isSent({ kind }: SecurityScheme): boolean {
  return kind !== 'mutualTLS';
}

function schemeCode(scheme: SecurityScheme, names: Names): Code {
  const members = [code`key: ${string(scheme.key)}`, ...sending(scheme, names)];
  const type = runtimeName('SecurityScheme', names, true);
  return code`
    ${jsdoc({ text: [scheme.doc] })}
    export const ${names.security(scheme.key)}: ${type} = ${braces(members, ',')};
  `;
}

function sending(scheme: SecurityScheme, names: Names): readonly Code[] {
  const apply = (name: string): Code => code`apply: ${runtimeName(name, names)}`;
  const authorization = (prefix: string): readonly Code[] => [
    code`name: 'authorization'`,
    code`prefix: ${string(`${prefix} `)}`,
  ];
  switch (scheme.kind) {
    case 'apiKey': {
      if (scheme.in === 'header') return [code`name: ${string(scheme.name.toLowerCase())}`];
      const place = scheme.in === 'query' ? 'sendQuery' : 'sendCookie';
      return [code`name: ${string(scheme.name)}`, apply(place)];
    }
    case 'http': {
      if (isBasic(scheme)) return [code`name: 'authorization'`, apply('sendBasic')];
      return authorization(prefixOf(scheme.scheme));
    }
    case 'oauth2':
    case 'openIdConnect':
      return authorization('Bearer');
    case 'mutualTLS':
      return [];
  }
}
