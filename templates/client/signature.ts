/** The TypeScript type of a method that a row describes. */

import type { Api, Argument, Operation, Overload, Row, Schema } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  code,
  inlineBraces,
  key,
  list,
  globalName,
  imported,
  string,
  union,
  verbatim,
  type Code,
} from '../../generator/print/code.js';
import { distinct, runtimeName } from '../api/code.js';
import { typeOf, type Direction } from '../api/type.js';
import { inAnswer, inRequest, type Found } from './place.js';

/** `(email: string, code: string, options?: CallOptions) => Promise<User>`; several as call signatures. */
export function methodType(row: Row, operation: Operation, api: Api, names: Names): Code {
  const result = resultType(row, operation, api, names);
  const signatures = sameNames(row.overloads)
    ? [row.overloads]
    : row.overloads.map((each) => [each]);
  const parameters = signatures.map((overloads) => {
    const own = (overloads[0]?.args ?? []).map((argument, index) => {
      const types = overloads.flatMap((each) => {
        const other = each.args[index];
        return other === undefined ? [] : argumentTypes(other, operation, api, names);
      });
      return code`${verbatim(argument.name)}${optional(argument)}: ${unionOf(types)}`;
    });
    return list('(', [...own, code`options?: ${runtimeName('CallOptions', names, true)}`]);
  });
  if (parameters.length === 1) return code`${parameters} => ${result}`;
  return code`{ ${parameters.map((each) => code`${each}: ${result};`)} }`;
}

/** What a call resolves to, in the shape that the row asks for. */
export function resultType(row: Row, operation: Operation, api: Api, names: Names): Code {
  const promise = globalName('Promise', names);
  const data = answerType(operation, row.pick, api, names);
  switch (row.result) {
    case 'nothing':
      return code`${promise}<void>`;
    case 'error-only':
      return code`${promise}<{ error: unknown }>`;
    case 'data-error':
      return code`${promise}<${union([code`{ data: ${data}; error: null }`, code`{ data: null; error: unknown }`])}>`;
    case 'throw':
      return code`${promise}<${data}>`;
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
  return unionOf([
    ...typesOf(found, names, 'response'),
    ...(found.optional && pick.length > 0 ? [code`undefined`] : []),
  ]);
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

function argumentTypes(
  argument: Argument,
  operation: Operation,
  api: Api,
  names: Names,
): readonly Code[] {
  const { to } = argument;
  if (to.kind === 'at' && to.path[0] === 'options') {
    return [runtimeName('CallOptions', names, true)];
  }
  if (to.kind === 'at') return typesOf(inRequest(operation, to.path, api), names, 'request');
  if (to.kind === 'spread') {
    if (to.path[0] === 'body') return typesOf(inRequest(operation, to.path, api), names, 'request');
    const request = imported(
      { kind: 'emitted', path: names.operationFile(operation.key) },
      names.operationPart(operation.key, 'Request'),
      true,
    );
    return [code`${globalName('NonNullable', names)}<${request}[${string(to.path[0] ?? '')}]>`];
  }
  const fields = to.fields.map((field) => {
    const type = unionOf(typesOf(inRequest(operation, field.to, api), names, 'request'));
    return field.optional
      ? code`${key(field.name)}?: ${type} | undefined`
      : code`${key(field.name)}: ${type}`;
  });
  return [inlineBraces(fields, ';')];
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
