import type { SecurityScheme } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { blocks, braces, code, jsdoc, string, type Code } from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { runtimeName, sourceOf } from './code.js';

/** The security schemes that operations need: how each kind of credential is sent. */
export const securityEmitter: Emitter = {
  name: 'security',
  emit({ api }, names) {
    const used = new Set(api?.operations.flatMap((each) => each.security.flat()));
    const schemes = api?.security.filter((each) => used.has(each.key) && isSent(each)) ?? [];
    if (api === undefined || schemes.length === 0) return [];
    return [
      {
        path: 'security',
        source: sourceOf(api),
        body: blocks(schemes.map((scheme) => schemeCode(scheme, names))),
        exports: [],
      },
    ];
  },
};

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
      const name = scheme.scheme.toLowerCase();
      if (name === 'basic') return [code`name: 'authorization'`, apply('sendBasic')];
      return authorization(name === 'bearer' ? 'Bearer' : scheme.scheme);
    }
    case 'oauth2':
    case 'openIdConnect':
      return authorization('Bearer');
    case 'mutualTLS':
      return [];
  }
}
