/** One operation: its types, its description as data, its function. */

import {
  answersWithHeaders,
  type Api,
  blocks,
  braces,
  type Code,
  code,
  imported,
  inlineBraces,
  join,
  jsdoc,
  list,
  type Names,
  needsRequest,
  type Operation,
  string,
  textOf,
  union,
} from '../../generator/emit.js';
import { runtimeName } from './code.js';
import { addressOf } from './addresses.js';
import { headersType } from './headers.js';
import { answerKeys, inputKeys } from './keys.js';
import { queryType, requestType } from './request.js';
import { errorsType } from './errors.js';
import { answersOf, readingOf, readsTable, responseType } from './response.js';
import { writingOf } from './parameters.js';

/** @param sent of each security scheme, whether a credential is sent for it */
export function operationCode(
  operation: Operation,
  api: Api,
  names: Names,
  sent: ReadonlyMap<string, boolean>,
): Code {
  return blocks([
    queryType(operation, names),
    requestType(operation, api, names),
    responseType(operation, api, names),
    errorsType(operation, api, names),
    headersType(operation, api, names),
    operationValue(operation, api, names, sent),
    operationFunction(operation, api, names),
  ]);
}

function operationValue(
  operation: Operation,
  api: Api,
  names: Names,
  sent: ReadonlyMap<string, boolean>,
): Code {
  const { writers, styles, parts, contentType, bodies, partsByType } = writingOf(
    operation,
    api,
    names,
  );
  const { reader, reads, accept } = readingOf(operation, api);
  const security = securityOf(operation, sent, names);
  const { document, server, home } = addressOf(operation, api);
  const written = [
    ...(document === undefined && server === undefined ? [] : ['atServer']),
    ...(security === undefined ? [] : [security.writer]),
    ...writers,
    ...(accept === undefined ? [] : ['acceptHeader']),
  ];
  const write = written.map((each) => runtimeName(each, names));
  const renamed = (name: string, part: Parameters<typeof answerKeys>[3], usual: Code) =>
    renaming(name, answerKeys(operation, api, names, part), [usual], names);
  const items =
    renamed('renamedItems', 'items', runtimeName(reader, names)) ?? runtimeName(reader, names);
  const read = renamed('renamedResult', 'result', items) ?? items;
  const refused = renamed('renamedResult', 'error', runtimeName('readError', names));
  const members = [
    code`id: ${string(operation.key)}`,
    code`method: ${string(operation.method)}`,
    code`path: ${string(operation.path)}`,
    code`write: ${renaming('renamedInput', inputKeys(operation, api, names), write, names) ?? list('[', write)}`,
    code`read: ${read}`,
    refused && code`refused: ${refused}`,
    styles && code`styles: ${styles}`,
    contentType !== undefined && code`contentType: ${string(contentType)}`,
    bodies && code`bodies: ${bodies}`,
    parts && code`parts: ${parts}`,
    partsByType && code`partsByType: ${partsByType}`,
    accept !== undefined && code`accept: ${string(accept)}`,
    reads.length > 0 && code`reads: ${readsTable(reads, names)}`,
    security?.member,
    document !== undefined && code`document: ${string(document)}`,
    server !== undefined && code`server: ${string(server)}`,
    home !== undefined && code`home: ${string(home)}`,
    retryOf(operation),
  ];
  const type = runtimeName('Operation', names, true);
  return code`const ${names.operationValue(operation.key)}: ${type} = ${braces(members, ',')};`;
}

/** With keys, what takes care of them, around what is as usual. */
function renaming(
  name: string,
  keys: Code | undefined,
  usual: readonly Code[],
  names: Names,
): Code | undefined {
  if (keys === undefined) return undefined;
  return code`/* @__PURE__ */ ${runtimeName(name, names)}${list('(', [keys, ...usual])}`;
}

/** What HTTP says of the method goes without saying; of methods that it does not know, it says nothing. */
function retryOf({ method, retry }: Operation): Code | undefined {
  const usual = /^(?:post|patch)$/i.test(method) ? 'never' : 'safe';
  const known = /^(?:get|head|options|put|delete|trace|query|post|patch)$/i.test(method);
  const said = retry ?? (known ? usual : 'never');
  return said === usual ? undefined : code`retry: ${string(said)}`;
}

interface Security {
  readonly writer: string;
  readonly member: Code;
}

/**
 * Alternatives that need nothing are left out: where no credential is there, none is sent anyway. So are those that
 * differ in their scopes alone, which nothing is sent of.
 */
function securityOf(
  { security }: Operation,
  sent: ReadonlyMap<string, boolean>,
  names: Names,
): Security | undefined {
  const alternatives = security
    .filter((schemes) => schemes.every((key) => sent.has(key)))
    .map((schemes) => schemes.filter((key) => sent.get(key) === true))
    .filter((schemes) => schemes.length > 0)
    .filter((schemes, at, all) => all.findIndex((each) => sameSchemes(each, schemes)) === at);
  const [only] = alternatives;
  if (only === undefined) return undefined;
  const lists = alternatives.map((schemes) =>
    list(
      '[',
      schemes.map((key) => imported({ kind: 'emitted', path: 'security' }, names.security(key))),
    ),
  );
  // The writer for one alternative looks credentials up as they are named.
  const single = isOneList(alternatives) && !only.some((key) => key in Object.prototype);
  const broken = lists.length > 1 && alternatives.every((schemes) => schemes.length > 1);
  return single
    ? { writer: 'secure', member: code`security: ${lists[0]}` }
    : { writer: 'secureAny', member: code`alternatives: ${list('[', lists, { broken })}` };
}

function sameSchemes(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, at) => other[at] === key);
}

/**
 * Whether to send what there is of the first alternative is the same as to choose one: there is one, or a second
 * that is the first without one scheme.
 */
function isOneList([first = [], second, ...others]: readonly (readonly string[])[]): boolean {
  if (second === undefined) return true;
  return (
    others.length === 0 &&
    second.length === first.length - 1 &&
    second.every((key) => first.includes(key))
  );
}

/** Where a caller may ask for one of several media types, there is a signature for each of their types. */
function operationFunction(operation: Operation, api: Api, names: Names): Code {
  const { key, summary, description, method, path, deprecated } = operation;
  const docs = jsdoc({
    text: [summary, description],
    source: `${method} ${path}`,
    deprecated,
  });
  const [request, response] = (['Request', 'Response'] as const).map((part) =>
    names.operationPart(key, part),
  );
  const whole = signature(
    operation,
    code`request${optionalMark(operation)}: ${request}`,
    code`${response}`,
    names,
  );
  const answers = answersOf(operation, api, names);
  const chosen = (answers.length > 1 ? answers : []).map(({ mediaTypes, type }) =>
    signature(
      operation,
      code`request: ${request} & ${inlineBraces([code`accept: ${union(mediaTypes.map(string))}`], ';')}`,
      type,
      names,
    ),
  );
  const returned = code`return ${runtimeName('call', names)}${list('(', ['transport', names.operationValue(key), 'request', 'options'])};`;
  if (chosen.length === 0) {
    return code`
      ${docs}
      ${whole} {
        ${returned}
      }
    `;
  }
  return code`
    ${docs}
    ${chosen.map((each) => code`${each};`)}
    ${whole};
    ${whole} {
      ${returned}
    }
  `;
}

function optionalMark(operation: Operation): Code | undefined {
  return needsRequest(operation) ? undefined : code`?`;
}

/** `export function getPet(…): Call<…>`, without what ends it. */
function signature(operation: Operation, request: Code, result: Code, names: Names): Code {
  const { key } = operation;
  const parameters = [
    code`transport: ${runtimeName('Transport', names, true)}`,
    request,
    code`options?: ${runtimeName('CallOptions', names, true)}`,
  ];
  const errors = names.operationPart(key, 'Errors');
  const headers = answersWithHeaders(operation) && names.operationPart(key, 'Headers');
  const type = code`${runtimeName('Call', names, true)}${list('<', [result, errors, headers], { trailingComma: false })}`;
  const name = names.operation(key);
  const broken = textOf(
    code`export function ${name}(${join(parameters, ', ')}): ${type} {`,
  ).includes('\n');
  return code`export function ${name}${list('(', parameters, { broken })}: ${type}`;
}
