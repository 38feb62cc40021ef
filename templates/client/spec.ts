/** The data by which the runtime makes a method: where its arguments go and what comes back. */

import type { Argument, Constant, Row, SessionRule } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  code,
  inlineBraces,
  list,
  literal,
  objectKey,
  type Code,
} from '../../generator/print/code.js';
import { runtimeName } from '../api/code.js';

/** `{ args: ['body.email'], pick: 'user' }`; nothing where there is nothing to say. */
export function methodSpec(row: Row, names: Names): Code | undefined {
  const overloads = mergeFields(row.overloads.map((each) => each.args));
  const [first = []] = overloads;
  const members = [
    overloads.length > 1 &&
      code`overloads: ${list('[', overloads.map(argumentList), {
        broken: overloads.every((each) => each.length > 1),
      })}`,
    overloads.length === 1 && first.length > 0 && code`args: ${argumentList(first)}`,
    row.constants.length > 0 && code`constants: ${constants(row.constants)}`,
    row.when !== undefined &&
      code`when: ${inlineBraces(
        row.when.map((each) => code`${objectKey(each.flag)}: ${constants(each.constants)}`),
        ',',
      )}`,
    row.pick.length > 0 && code`pick: ${place(row.pick)}`,
    row.result !== 'throw' && code`result: ${runtimeName(OUTCOMES[row.result], names)}`,
    row.auth !== undefined && code`auth: ${literal(row.auth)}`,
    row.session !== undefined && code`session: ${sessionRule(row.session)}`,
    row.refresh !== undefined && code`refresh: ${literal(row.refresh)}`,
    row.idempotent !== undefined &&
      code`idempotent: ${typeof row.idempotent === 'boolean' ? literal(row.idempotent) : place(row.idempotent)}`,
  ].filter((each) => each !== false);
  return members.length === 0 ? undefined : inlineBraces(members, ',');
}

function constants(all: readonly Constant[]): Code {
  return inlineBraces(
    all.map((each) => code`${objectKey(each.to)}: ${literal(each.value)}`),
    ',',
  );
}

const OUTCOMES = { 'data-error': 'dataOrError', 'error-only': 'errorOnly', nothing: 'noData' };

function sessionRule(rule: SessionRule): Code {
  const slot = code`slot: ${literal(rule.slot)}`;
  if (rule.kind === 'clear') return inlineBraces([slot, code`clear: ${literal(rule.when)}`], ',');
  const renewal = rule.renewal.length > 0 && code`renewal: ${place(rule.renewal)}`;
  const members = [slot, code`set: ${place(rule.set)}`, renewal].filter((each) => each !== false);
  return inlineBraces(members, ',');
}

/**
 * Overloads that differ only in the members of one object (`{ email }`, `{ id }`) are one to the runtime,
 * which passes on the members that are there.
 */
function mergeFields(
  overloads: readonly (readonly Argument[])[],
): readonly (readonly Argument[])[] {
  const [first, ...others] = overloads;
  if (first === undefined || others.length === 0) return overloads;
  const [only] = first;
  const mergeable = overloads.every((each) => each.length === 1 && each[0]?.to.kind === 'fields');
  if (only === undefined || !mergeable) return overloads;
  const fields = overloads.flatMap((each) =>
    each[0]?.to.kind === 'fields' ? each[0].to.fields : [],
  );
  return [[{ ...only, to: { kind: 'fields', fields } }]];
}

function argumentList(args: readonly Argument[]): Code {
  // As prettier does: several objects of several members stand one below the other.
  const broken =
    args.length > 1 &&
    args.every(({ to, default: standard }) => to.kind === 'at' && standard !== undefined);
  return list('[', args.map(argumentSpec), { broken });
}

function argumentSpec({ to, default: standard }: Argument): Code {
  switch (to.kind) {
    case 'at':
      return standard === undefined
        ? place(to.path)
        : inlineBraces([code`to: ${place(to.path)}`, code`default: ${literal(standard)}`], ',');
    case 'spread':
      return inlineBraces([code`spread: ${place(to.path)}`], ',');
    case 'fields': {
      const part = to.fields[0]?.to[0] ?? '';
      if (to.fields.every((each) => isMember(each, part)))
        return inlineBraces([code`spread: ${literal(part)}`], ',');
      const fields = to.fields.map((each) => code`${objectKey(each.name)}: ${place(each.to)}`);
      return inlineBraces([code`fields: ${inlineBraces(fields, ',')}`], ',');
    }
  }
}

/** Whether a field goes to the member of its own name. */
function isMember(
  field: { readonly name: string; readonly to: readonly string[] },
  part: string,
): boolean {
  return field.to.length === 2 && field.to[0] === part && field.to[1] === field.name;
}

/** `'body.email'`; a list where a name in the body holds a dot. */
export function place(path: readonly string[]): Code {
  const [part, ...rest] = path;
  const dotted = rest.some((name) => name.includes('.'));
  const inBody = part === 'body' || !/^(?:query|path|headers|cookies)$/.test(part ?? '');
  return literal((dotted && inBody) || (rest.length > 1 && !inBody) ? path : path.join('.'));
}
