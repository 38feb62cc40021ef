/** The TypeScript type of a method that a row describes. */

import type { Api, Argument, Operation, Overload, Row, Schema } from '../../generator/ir.js';
import { answersWithHeaders, type Names, type OperationPart } from '../../generator/names.js';
import {
  code,
  inlineBraces,
  key,
  list,
  globalName,
  imported,
  join,
  string,
  textOf,
  union,
  verbatim,
  type Code,
} from '../../generator/print/code.js';
import { distinct, runtimeName } from '../api/code.js';
import { bodyType, byBody, chosenType, groupsOf, type BodyChoice } from '../api/request.js';
import { answersOf } from '../api/response.js';
import { typeOf, type Direction } from '../api/type.js';
import { bodyOf, inAnswer, inRequest, type Found } from './place.js';

const SHORT = 50;

/** `call`: what a method gives is the runtime's `Call`, with the types of the document's errors. */
export type Form = 'promise' | 'call';

/**
 * `failure`: the type of what it rejects with, where that is known.
 *
 * `(email: string, code: string, options?: CallOptions) => Promise<User>`; several as call signatures.
 */
export function methodType(
  row: Row,
  operation: Operation,
  api: Api,
  names: Names,
  form: Form = 'promise',
  failure?: Code,
): Code {
  const result = resultType(row, operation, api, names, form, failure);
  // What may be asked for is chosen with the options.
  const plain = form === 'call' && row.result === 'throw' && row.pick.length === 0;
  const answers = plain ? answersOf(operation, api, names) : [];
  const signatures = sameNames(row.overloads)
    ? [row.overloads]
    : row.overloads.map((each) => [each]);
  const callOptions = runtimeName('CallOptions', names, true);
  // Those that all give the same change no type.
  const alike = answers.length === 1 ? (answers[0]?.mediaTypes ?? []) : [];
  const choices = bodyChoices(row, operation, api, names);
  const parametersOf = (
    overloads: readonly Overload[],
    accept: readonly string[],
    choice: BodyChoice | undefined,
    type: Code,
  ): Code => {
    const isUsual = choice === choices[0];
    const chosen = [
      accept.length > 0 && code`accept: ${union(accept.map(string))}`,
      alike.length > 0 && code`accept?: ${union([...alike.map(string), code`undefined`])}`,
      choice !== undefined && chosenType(choice, isUsual),
    ].filter((each) => each !== false);
    const isAsked = accept.length > 0 || !isUsual;
    const own = (overloads[0]?.args ?? []).map((argument, index) => {
      const types = overloads.flatMap((each) => {
        const other = each.args[index];
        const use = { row, operation, api, names, choice, choices };
        return other === undefined ? [] : argumentTypes(other, use);
      });
      // What is asked for stands behind it, so it cannot be left out.
      return argument.optional && isAsked
        ? code`${verbatim(argument.name)}: ${unionOf([...types, code`undefined`])}`
        : code`${verbatim(argument.name)}${optional(argument)}: ${unionOf(types)}`;
    });
    const all =
      chosen.length === 0 ? callOptions : code`${callOptions} & ${inlineBraces(chosen, ';')}`;
    const options = code`options${isAsked ? undefined : code`?`}: ${all}`;
    return list('(', [...own, options], { broken: textOf(type).includes('\n') || isLong(type) });
  };
  // What is called without being chosen stands last: errors of the compiler are about it.
  const sent = choices.length === 0 ? [undefined] : choices.toReversed();
  const signaturesFor = (accept: readonly string[], type: Code): readonly Code[] =>
    signatures.flatMap((overloads) =>
      sent.map((choice) => parametersOf(overloads, accept, choice, type)),
    );
  const asked = (alike.length > 0 ? [] : answers).flatMap(({ mediaTypes, type: data }) => {
    const type = calling(operation, data, names);
    return signaturesFor(mediaTypes, type).map((each) => code`${each}: ${type}`);
  });
  const parameters = signaturesFor([], result);
  if (parameters.length === 1 && asked.length === 0) return code`${parameters} => ${result}`;
  return inlineBraces([...asked, ...parameters.map((each) => code`${each}: ${result}`)], ';');
}

/** The media types that a call may choose beside a whole body; none where the row says which, or asks for it. */
function bodyChoices(
  row: Row,
  operation: Operation,
  api: Api,
  names: Names,
): readonly BodyChoice[] {
  if ((operation.body?.contents.length ?? 0) < 2) return [];
  const places = row.overloads.flatMap(({ args }) =>
    args.map(({ to }) => (to.kind === 'at' ? to.path.join('.') : '')),
  );
  const isSaid =
    places.includes('contentType') || row.constants.some(({ to }) => to === 'contentType');
  return places.includes('body') && !isSaid ? byBody(operation, api, names) : [];
}

/** A call of an endpoint, with what it declares of errors and headers. */
function calling(operation: Operation, data: Code, names: Names): Code {
  const part = (name: 'Errors' | 'Headers'): Code => operationType(operation, name, names);
  return callType(
    [data, part('Errors'), ...(answersWithHeaders(operation) ? [part('Headers')] : [])],
    names,
  );
}

/** What a call gives, in the shape that the row asks for. */
function resultType(
  row: Row,
  operation: Operation,
  api: Api,
  names: Names,
  form: Form,
  failure?: Code,
): Code {
  const promise = globalName('Promise', names);
  const error = failure ?? globalName('Error', names);
  const whole = form === 'call' && row.pick.length === 0;
  const data = whole
    ? operationType(operation, 'Response', names)
    : answerType(operation, row.pick, api, names);
  switch (row.result) {
    case 'nothing':
      return code`${promise}<void>`;
    case 'error-only':
      return code`${promise}<{ error: ${error} | null }>`;
    case 'data-error':
      return code`${promise}<${runtimeName('DataOrError', names, true)}<${data}${failure && code`, ${failure}`}>>`;
    case 'throw':
      return form === 'promise' ? code`${promise}<${data}>` : calling(operation, data, names);
  }
}

/** The type of a part of an answer, `user.refresh_token`, or of the items of a list there. */
export function answerType(
  operation: Operation,
  pick: readonly string[],
  api: Api,
  names: Names,
  items = false,
): Code {
  const whole = inAnswer(operation, pick, api);
  const found = items ? itemsOf(whole) : whole;
  const types = [
    ...typesOf(found, names, 'response'),
    ...(found.optional && pick.length > 0 ? [code`undefined`] : []),
  ];
  // Short ones stay on one line, and what stands before them breaks.
  const flat = join(distinct(types), ' | ');
  return types.length > 0 && textOf(flat).length < SHORT ? flat : unionOf(types);
}

function sameNames(overloads: readonly Overload[]): boolean {
  const spelled = overloads.map((each) =>
    each.args.map((argument) => `${argument.name}${argument.optional ? '?' : ''}`).join(),
  );
  return new Set(spelled).size <= 1;
}

function optional(argument: Argument): Code | undefined {
  return argument.optional ? code`?` : undefined;
}

/** On one line behind the parameters, unless it is too long for that. */
function callType(types: readonly Code[], names: Names): Code {
  const call = runtimeName('Call', names, true);
  const flat = code`${call}<${join(types, ', ')}>`;
  return isLong(flat) ? code`${call}${list('<', types, { trailingComma: false })}` : flat;
}

function isLong(result: Code): boolean {
  return `  ) => ${textOf(result)};`.length > 100;
}

interface Use {
  readonly row: Row;
  /** Which body is sent, of those that a call may choose. */
  readonly choice: BodyChoice | undefined;
  readonly choices: readonly BodyChoice[];
  readonly operation: Operation;
  readonly api: Api;
  readonly names: Names;
}

function argumentTypes(argument: Argument, use: Use): readonly Code[] {
  const { to } = argument;
  const { row, operation, api, names } = use;
  const at = (path: readonly string[]): readonly Code[] =>
    typesOf(inRequest(operation, row, path, api), names, 'request');
  if (to.kind === 'fields') {
    const fields = to.fields.map((field) => {
      const type = unionOf(at(field.to));
      return field.optional
        ? code`${key(field.name)}?: ${type} | undefined`
        : code`${key(field.name)}: ${type}`;
    });
    return [inlineBraces(fields, ';')];
  }
  const [part = '', ...rest] = to.path;
  if (part === 'options') return [runtimeName('CallOptions', names, true)];
  if (part === 'contentType') return contentTypes(operation);
  if (part === 'request') return [requestName(operation, names)];
  if (rest.length > 0) return at(to.path);
  if (part === 'body') return wholeBody(argument, use);
  return [wholePart(argument, use, part)];
}

/** A body with a name of its own is called by it; what is written out is that of the request's type. */
function wholeBody(argument: Argument, use: Use): readonly Code[] {
  const { row, operation, api, names, choice, choices } = use;
  const content = choice?.content ?? bodyOf(operation, row);
  if (content === undefined) return [];
  const single = operation.body?.contents.length === 1 || choices.length === 1;
  const { kind } = content.schema;
  const long = kind === 'object' || kind === 'union' || kind === 'all' || kind === 'array';
  const spread = argument.to.kind === 'spread';
  return single && long && !spread
    ? [wholePart(argument, use, 'body')]
    : bodyType(content, api, names);
}

/** `ListPetsRequest['query']`, without the `undefined` of what the request may leave out and the method not. */
function wholePart(argument: Argument, { operation, names }: Use, part: string): Code {
  // The query has a name of its own, which is never `undefined`.
  if (part === 'query') return operationType(operation, 'Query', names);
  const type = code`${requestName(operation, names)}[${string(part)}]`;
  const group = groupsOf(operation).find(({ name }) => name === part);
  const required =
    part === 'body'
      ? operation.body?.required === true
      : group?.parameters.some((each) => each.required) === true;
  return required || argument.optional ? type : code`${globalName('NonNullable', names)}<${type}>`;
}

function requestName(operation: Operation, names: Names): Code {
  return operationType(operation, 'Request', names);
}

function operationType({ key: operation }: Operation, part: OperationPart, names: Names): Code {
  const from = { kind: 'emitted', path: names.operationFile(operation) } as const;
  return imported(from, names.operationPart(operation, part), true);
}

function contentTypes({ body }: Operation): readonly Code[] {
  return (body?.contents ?? []).map(({ mediaType }) => string(mediaType));
}

function itemsOf(found: Found): Found {
  const schemas = found.schemas.flatMap((each) => (each.kind === 'array' ? [each.items] : []));
  return { schemas, optional: false };
}

function typesOf(found: Found, names: Names, direction: Direction): readonly Code[] {
  return found.schemas.map((schema: Schema) => typeOf(schema, names, direction));
}

/** Types side by side, each once; `unknown` where there is none. */
function unionOf(types: readonly Code[]): Code {
  return types.length === 0 ? code`unknown` : union(distinct(types));
}
