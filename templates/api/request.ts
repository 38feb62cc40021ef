/** The `…Request` type of an operation: its arguments by place, and the body. */

import type { Api, Content, Operation, Parameter, Schema } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { braces, code, jsdoc, key, string, type Code } from '../../generator/print/code.js';
import { aliasOf, runtimeName, unionOf } from './code.js';
import { mediaKind } from './media.js';
import { alternatives, propertyDoc, textType } from './type.js';

export interface Group {
  readonly name: 'path' | 'query' | 'headers' | 'cookies';
  readonly parameters: readonly Parameter[];
}

/** The parameters by place, in the order in which they are given. */
export function groupsOf(operation: Operation): readonly Group[] {
  const of = (...places: readonly Parameter['in'][]): readonly Parameter[] =>
    operation.parameters.filter((each) => places.includes(each.in) && !isImplied(each, operation));
  const groups: readonly Group[] = [
    { name: 'path', parameters: of('path') },
    { name: 'query', parameters: of('query', 'querystring') },
    { name: 'headers', parameters: of('header') },
    { name: 'cookies', parameters: of('cookie') },
  ];
  return groups.filter((group) => group.parameters.length > 0);
}

/** The media type of the body says what `Content-Type` is, unless it is a wildcard. */
function isImplied({ name, in: place }: Parameter, { body }: Operation): boolean {
  return (
    place === 'header' &&
    name.toLowerCase() === 'content-type' &&
    body !== undefined &&
    body.contents.every(({ mediaType }) => !mediaType.includes('*'))
  );
}

/** Whether a call needs any argument. */
export function needsRequest(operation: Operation): boolean {
  return (
    operation.body?.required === true ||
    groupsOf(operation).some((group) => group.parameters.some((each) => each.required))
  );
}

export function requestType(operation: Operation, api: Api, names: Names): Code {
  const name = names.operationPart(operation.key, 'Request');
  const groups = groupsOf(operation).map((group) => groupType(group, names));
  const contents = operation.body?.contents ?? [];
  if (groups.length === 0 && contents.length === 0) {
    return aliasOf(name, [runtimeName('EmptyRequest', names, true)]);
  }
  if (contents.length < 2) {
    const body = contents[0] && bodyMember(operation, contents[0], api, names);
    return code`
      export interface ${name} ${braces([...groups, body])}
    `;
  }
  const variants = contents.map((content, index) =>
    braces([
      ...groups,
      index === 0
        ? code`contentType?: ${string(content.mediaType)} | undefined`
        : code`contentType: ${string(content.mediaType)}`,
      bodyMember(operation, content, api, names),
    ]),
  );
  return code`
    export type ${name} = ${unionOf(variants)};
  `;
}

function groupType(group: Group, names: Names): Code {
  const optional = group.parameters.every((each) => !each.required);
  const members = braces(
    group.parameters.map(
      (each) => code`
        ${propertyDoc({ ...each.schema, deprecated: each.deprecated || each.schema.deprecated === true }, each.doc ?? each.schema.doc)}
        ${key(each.name)}${each.required ? undefined : code`?`}: ${parameterType(each, names)}
      `,
    ),
  );
  return code`${group.name}${optional && code`?`}: ${members}`;
}

function parameterType({ schema, required }: Parameter, names: Names): Code {
  const plain = alternatives(schema, names, 'request');
  return required ? unionOf(plain) : unionOf(orUndefined(plain, schema));
}

/** Beside an object that is written out, `undefined` would take more room than it is worth. */
function orUndefined(types: readonly Code[], schema: Schema): readonly Code[] {
  return schema.kind === 'object' ? types : [...types, code`undefined`];
}

function bodyMember(operation: Operation, content: Content, api: Api, names: Names): Code {
  const required = operation.body?.required === true;
  const type = bodyType(content, api, names);
  return code`
    ${jsdoc({ text: [operation.body?.doc] })}
    body${required ? undefined : code`?`}: ${unionOf(required ? type : orUndefined(type, content.schema))}
  `;
}

/** What a body of one media type may be. */
export function bodyType(content: Content, api: Api, names: Names): readonly Code[] {
  switch (mediaKind(content, api)) {
    case 'json':
    case 'form':
    case 'multipart':
      return alternatives(content.schema, names, 'request');
    case 'text':
      return textType(content.schema, api, names, 'request');
    case 'binary':
    case 'events':
    case 'lines':
    case 'any':
      return [runtimeName('BinaryInput', names, true)];
  }
}
