/** Security: the schemes of a document, and which of them an operation wants. */

import type { SecurityRequirement, SecurityScheme } from '../../ir.js';
import { unescapeToken } from '../document/pointer.js';
import type { Reading } from '../document/reading.js';
import { isTextOrObject, listed, named } from '../document/shapes.js';
import { members, text, truth, type Node } from '../document/source.js';

/** From 3.2 on a requirement may refer to its scheme: the name of what it leads to. */
function schemeAt(reading: Reading, key: string, from: Node): string {
  if (reading.version < 32 || !/[#/]/.test(key)) return key;
  const target = reading.refs.resolve(key, from, true);
  if (target?.file !== reading.sources.root.file) return key;
  const [, name] = /^\/components\/securitySchemes\/([^/]+)$/.exec(target.pointer) ?? [];
  return name === undefined ? key : unescapeToken(name);
}

/** What Nest's and others' decorators name by themselves, and the settings beside them forget. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(?:http[-_ ]?)?bearer(?:[-_ ]?(?:auth|token|jwt))?$|^(?:access[-_ ]?token|jwt)$/i, 'bearer'],
  [/^(?:http[-_ ]?)?basic(?:[-_ ]?auth)?$/i, 'basic'],
];

/** A scheme that is not declared, where its name says what it is: added to those that are, and told. */
function meantScheme(
  reading: Reading,
  key: string,
  node: Node,
  schemes: Map<string, SecurityScheme>,
): boolean {
  const [, scheme] = KNOWN.find(([name]) => name.test(key)) ?? [];
  if (scheme === undefined) return false;
  schemes.set(key, { key, kind: 'http', scheme, at: reading.sources.place(node) });
  reading.complain(
    'warning',
    'openapi-security-undeclared',
    node,
    `The security scheme ${JSON.stringify(key)} is not declared; it is read as type: http, scheme: ${scheme}.`,
    `Declare it under ${placeOf(reading)}.`,
  );
  return true;
}

/** The scheme that is declared under almost this name: `api_key` of `apiKey`. */
function almost(
  reading: Reading,
  key: string,
  node: Node,
  schemes: ReadonlyMap<string, SecurityScheme>,
): string {
  const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const meant = plain(key);
  const [like, other] = [...schemes.keys()].filter((each) => plain(each) === meant);
  if (like === undefined || other !== undefined) return key;
  reading.complain(
    'warning',
    'openapi-security-undeclared',
    node,
    `The security scheme ${JSON.stringify(key)} is not declared; it is read as ${JSON.stringify(like)}.`,
    `Write ${JSON.stringify(like)}.`,
  );
  return like;
}

function placeOf({ version }: Reading): string {
  return version < 30 ? 'securityDefinitions' : 'components.securitySchemes';
}

/** A scheme that is named alone. */
function asRequirement(reading: Reading, node: Node): Node {
  const { value } = node;
  if (typeof value !== 'string') return node;
  reading.complain(
    'warning',
    'openapi-security-text',
    node,
    `A security requirement must be an object; this one is read as { ${JSON.stringify(value)}: [] }.`,
    `Write - ${value}: [].`,
  );
  return { ...node, value: { [value]: [] } };
}

/** @param schemes those that are declared; what is meant by others is added */
export function readSecurity(
  reading: Reading,
  node: Node | undefined,
  schemes: Map<string, SecurityScheme>,
): readonly SecurityRequirement[] {
  return listed(reading, node, 'security', isTextOrObject).flatMap(
    (written): readonly SecurityRequirement[] => {
      const each = asRequirement(reading, written);
      const wanted = members(each).map(([key, scopes]) => {
        const meant = schemes.has(key) ? key : schemeAt(reading, key, scopes);
        const known = schemes.has(meant) ? meant : almost(reading, meant, scopes, schemes);
        return [known, scopes] as const;
      });
      const unknown = wanted.find(
        ([key, from]) => !schemes.has(key) && !meantScheme(reading, key, from, schemes),
      );
      if (unknown === undefined) return [wanted.map(([key]) => key)];
      reading.complain(
        'warning',
        'openapi-security-unknown',
        unknown[1],
        `There is no security scheme ${JSON.stringify(unknown[0])}; what needs it is left out.`,
        `Declare it under ${placeOf(reading)}.`,
      );
      return [];
    },
  );
}

/** @param written the object that holds the schemes by name */
export function readSecuritySchemes(
  reading: Reading,
  written: Node | undefined,
): readonly SecurityScheme[] {
  return named(reading, written, 'securitySchemes').flatMap(
    ([key, each]): readonly SecurityScheme[] => {
      const node = reading.refs.follow(each);
      if (node === undefined) return [];
      const doc = text(node, 'description');
      const head = {
        key,
        ...(doc === undefined ? {} : { doc }),
        ...(truth(node, 'deprecated') ? { deprecated: true } : {}),
        at: reading.sources.place(node),
      };
      const type = text(node, 'type');
      const place = text(node, 'in');
      const name = text(node, 'name');
      if (type === 'apiKey' && name !== undefined) {
        if (place === 'header' || place === 'query' || place === 'cookie') {
          return [{ ...head, kind: 'apiKey', in: place, name }];
        }
      }
      if (type === 'http') {
        return [
          { ...head, kind: 'http', scheme: (text(node, 'scheme') ?? 'bearer').toLowerCase() },
        ];
      }
      if (type === 'basic') return [{ ...head, kind: 'http', scheme: 'basic' }];
      if (type === 'oauth2' || type === 'openIdConnect' || type === 'mutualTLS') {
        return [{ ...head, kind: type }];
      }
      reading.complain(
        'warning',
        'openapi-security-malformed',
        node,
        `The security scheme ${JSON.stringify(key)} is of no known type; it is left out.`,
        reading.version < 30
          ? 'Write type: basic, apiKey (with name and in: header or query) or oauth2.'
          : 'Write type: apiKey (with name and in), http (with scheme), oauth2, openIdConnect or mutualTLS.',
      );
      return [];
    },
  );
}
