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

function errorType({ contents }: Response, api: Api, names: Names): Code {
  if (contents.length === 0) return code`unknown`;
  const json = contents.find((content) => mediaKind(content, api) === 'json');
  // What is described as the JSON beside it is another way to write it, and not asked for.
  const asked = contents.filter(
    (each) => isAny(each, api) || isJson(each, api) || !saysTheSame(each, json),
  );
  const types = asked.flatMap((content) => errorMembers(content, api, names));
  return types.find(isUnknown) ?? unionOf(distinct(types));
}

/** What an error of one media type is: JSON where it is JSON, and text otherwise, whatever was declared. */
export function errorMembers(content: Content, api: Api, names: Names): readonly Code[] {
  if (isAny(content, api)) return [code`unknown`];
  if (isJson(content, api)) return alternatives(content.schema, names, 'response');
  return mediaKind(content, api) === 'text'
    ? textType(content.schema, api, names, 'response')
    : [code`string`];
}

function isAny(content: Content, api: Api): boolean {
  return mediaKind(content, api) === 'any';
}

function isJson(content: Content, api: Api): boolean {
  const kind = mediaKind(content, api);
  return kind === 'json' || isJsonAnyway(content, kind, api);
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
