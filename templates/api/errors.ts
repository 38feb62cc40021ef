/** The `…Errors` type of an operation: what its errors are, by their status. */

import {
  type Api,
  braces,
  type Code,
  code,
  type Content,
  jsdoc,
  key,
  type Names,
  type Operation,
  type Response,
  type Schema,
} from '../../generator/emit.js';
import { distinct, unionOf } from './code.js';
import { essence, isEncoded, leaves, mediaKind, type MediaKind } from './media.js';
import { isUnknown, saysTheSame } from './response.js';
import { alternatives, textType } from './type.js';

export function errorsType(operation: Operation, api: Api, names: Names): Code {
  const name = names.operationPart(operation.key, 'Errors');
  const errors = operation.responses.filter(({ status }) => !/^[12]/.test(status));
  if (errors.length === 0) {
    return code`
      export type ${name} = object;
    `;
  }
  return code`
    export interface ${name} ${braces(
      errors.map(
        (each) => code`
          ${jsdoc({ text: [each.doc, headersSaid(each)] })}
          ${statusKey(each.status)}: ${errorType(each, api, names)}
        `,
      ),
    )}
  `;
}

/** What `error.headers` has by the document: all are text there, and none is certain to come. */
function headersSaid({ headers }: Response): string | undefined {
  if (headers.length === 0) return undefined;
  return `Headers: ${headers.map(({ name }) => `\`${name}\``).join(', ')}.`;
}

function statusKey(status: string): Code {
  return /^[1-5]\d\d$/.test(status) ? code`${Number(status)}` : key(status.replace('xx', 'XX'));
}

/** Errors are read as JSON where they are JSON, and as text otherwise, whatever was declared. */
function errorType({ contents }: Response, api: Api, names: Names): Code {
  if (contents.length === 0) return code`unknown`;
  const json = contents.find((content) => mediaKind(content, api) === 'json');
  const types = contents.flatMap((content) => {
    const kind = mediaKind(content, api);
    if (kind === 'any') return [code`unknown`];
    if (kind === 'json' || isJsonAnyway(content, kind, api))
      return alternatives(content.schema, names, 'response');
    // What is described as the JSON beside it is another way to write it, and not asked for.
    if (saysTheSame(content, json)) return [];
    return kind === 'text' ? textType(content.schema, api, names, 'response') : [code`string`];
  });
  return types.find(isUnknown) ?? unionOf(distinct(types));
}

/**
 * Whether an error is JSON under a media type that has other answers in mind: what gives lines, events, a table or
 * a file says in JSON what went wrong. A list there is the answer itself; markup is another way to write an object.
 */
function isJsonAnyway({ mediaType, schema, items }: Content, kind: MediaKind, api: Api): boolean {
  if (items !== undefined || isEncoded(mediaType)) return false;
  if (!['lines', 'events', 'text', 'binary'].includes(kind)) return false;
  if (/xml|html|ya?ml|toml|(?:java|ecma)script/.test(essence(mediaType))) return false;
  return hasMembers(schema, api);
}

/** An object, or one of several that may be. */
function hasMembers(schema: Schema, api: Api): boolean {
  return leaves(schema, api).some(({ kind }) => kind === 'object');
}
