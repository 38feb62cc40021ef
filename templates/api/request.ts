/** The `…Request` type of an operation: its arguments by place, and the body. */

import {
  type Api,
  braces,
  type Code,
  code,
  type Content,
  inlineBraces,
  isImplied,
  jsdoc,
  key,
  type Names,
  type Operation,
  type Parameter,
  string,
  textOf,
  union,
} from '../../generator/emit.js';
import { aliasOf, distinct, orNothing, runtimeName, unionOf } from './code.js';
import { lineOf, mediaKind, resolve } from './media.js';
import { answersOf } from './response.js';
import { parameterDoc } from './property-doc.js';
import { alternatives, orUndefined, textType, typeOf } from './type.js';

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

export function requestType(operation: Operation, api: Api, names: Names): Code {
  const name = names.operationPart(operation.key, 'Request');
  const groups = groupsOf(operation).map((group): Code => groupType(group, operation, names));
  const contents = operation.body?.contents ?? [];
  const asked = answersOf(operation, api, names).flatMap(({ mediaTypes }) => mediaTypes);
  if (asked.length > 0) {
    const types = union([...asked.map(string), code`undefined`]);
    groups.push(code`
      ${jsdoc({ text: ['The media type to ask for. The result is of its type.'] })}
      accept?: ${types}
    `);
  }
  if (groups.length === 0 && contents.length === 0) {
    return aliasOf(name, [runtimeName('EmptyRequest', names, true)]);
  }
  if (contents.length < 2) {
    const body = contents[0] && bodyMember(operation, contents[0], api, names);
    return code`
      export interface ${name} ${braces([...groups, body])}
    `;
  }
  const variants = byBody(operation, api, names).map((each, index) =>
    braces([...groups, chosenType(each, index === 0), each.body]),
  );
  if (variants.length === 1) {
    return code`
      export interface ${name} ${variants[0]}
    `;
  }
  return code`
    export type ${name} = ${unionOf(variants)};
  `;
}

/** Media types whose bodies are of the same type. */
export interface BodyChoice {
  readonly mediaTypes: readonly string[];
  /** The first of them. */
  readonly content: Content;
  /** The member of the request. */
  readonly body: Code;
}

/** `contentType: 'a' | 'b'`. `isUsual`: what is sent without being chosen. */
export function chosenType({ mediaTypes }: BodyChoice, isUsual: boolean): Code {
  const types = mediaTypes.map(string);
  return isUsual
    ? code`contentType?: ${union([...types, code`undefined`])}`
    : code`contentType: ${union(types)}`;
}

/** Media types side by side where their bodies are the same, the usual ones first. */
export function byBody(operation: Operation, api: Api, names: Names): readonly BodyChoice[] {
  const found = new Map<string, BodyChoice & { readonly mediaTypes: string[] }>();
  for (const content of operation.body?.contents ?? []) {
    const body = bodyMember(operation, content, api, names);
    const text = textOf(body);
    const same = found.get(text);
    if (same === undefined) found.set(text, { mediaTypes: [content.mediaType], content, body });
    else same.mediaTypes.push(content.mediaType);
  }
  return [...found.values()];
}

/** The query has a type of its own: it is what callers build and pass on. */
export function queryType(operation: Operation, names: Names): Code | undefined {
  const group = groupsOf(operation).find(({ name }) => name === 'query');
  return group === undefined
    ? undefined
    : code`export interface ${names.operationPart(operation.key, 'Query')} ${groupMembers(group, names)}`;
}

function groupType(group: Group, operation: Operation, names: Names): Code {
  const type =
    group.name === 'query'
      ? code`${names.operationPart(operation.key, 'Query')}`
      : groupMembers(group, names);
  return group.parameters.every((each) => !each.required)
    ? code`${group.name}?: ${unionOf([type, code`undefined`])}`
    : code`${group.name}: ${type}`;
}

function groupMembers(group: Group, names: Names): Code {
  return braces(
    group.parameters.map(
      (each) => code`
        ${parameterDoc(each)}
        ${key(each.called ?? each.name)}${each.required ? undefined : code`?`}: ${parameterType(each, names)}
      `,
    ),
  );
}

function parameterType({ schema, required }: Parameter, names: Names): Code {
  return required ? typeOf(schema, names, 'request') : orUndefined(schema, names, 'request');
}

function bodyMember(operation: Operation, content: Content, api: Api, names: Names): Code {
  const required = operation.body?.required === true;
  const type = bodyType(content, api, names);
  return code`
    ${jsdoc({ text: [operation.body?.doc] })}
    body${required ? undefined : code`?`}: ${required ? unionOf(distinct(type)) : orNothing(type)}
  `;
}

/** What a body of one media type may be. */
export function bodyType(content: Content, api: Api, names: Names): readonly Code[] {
  switch (mediaKind(content, api)) {
    case 'multipart':
      // A form is sent as its parts, whatever it is described as.
      if (['string', 'binary'].includes(resolve(content.schema, api).kind)) {
        return [inlineBraces([code`[part: string]: unknown`], ';')];
      }
      return alternatives(content.schema, names, 'request');
    case 'json':
    case 'form':
      return alternatives(content.schema, names, 'request');
    case 'text':
      return textType(content.schema, api, names, 'request');
    case 'lines': {
      const line = lineOf(content, api);
      const bytes = runtimeName('BinaryInput', names, true);
      if (line === undefined) return [bytes];
      return [typeOf({ kind: 'array', items: line }, names, 'request'), bytes];
    }
    case 'binary':
    case 'events':
    case 'any':
      return [runtimeName('BinaryInput', names, true)];
  }
}
