/** What a method of an operation calls, and with which arguments. */

import type { Operation, Parameter } from '../../ir.js';
import { isImplied } from '../../names/parts.js';
import { settle } from '../../names/settle.js';
import { camel, escaped, startable } from '../../words.js';
import { partOf, wrongArgument } from './check.js';
import type { ArgumentInput, RowInput } from './format.js';

/** What the parts of the request are called as arguments. */
const PARTS: ReadonlySet<string> = new Set(['body', 'query', 'headers', 'cookies', 'request']);

export function rowOf(operation: Operation): RowInput {
  const { summary, deprecated } = operation;
  const args = argsOf(operation);
  return {
    call: operation.key,
    ...(args.length === 0 ? {} : { args }),
    ...(deprecated ? { deprecated: 'Deprecated by the API.' } : {}),
    ...(summary === undefined ? {} : { doc: summary.trim() }),
  };
}

/** Parameters of the path one by one, then the body, then each other part; what is optional stands last. */
function argsOf(operation: Operation): readonly ArgumentInput[] {
  const { body, parameters } = operation;
  const inPath = inOrder(
    operation.path,
    parameters.filter((each) => each.in === 'path'),
  );
  const names = settle(
    inPath.map(({ name }) => ({ key: name, candidates: argumentCandidates(name) })),
    new Set(PARTS),
    (name) => [name],
  );
  const args: ArgumentInput[] = inPath.map(({ name }) => ({
    name: names.get(name) ?? '',
    to: `path.${name}`,
  }));
  if (body !== undefined && body.contents.length > 0) {
    args.push({ name: 'body', to: 'body', ...(body.required ? {} : { optional: true }) });
  }
  for (const part of ['query', 'headers', 'cookies']) {
    const own = parameters.filter((each) => partOf(each) === part && !isImplied(each, operation));
    if (own.length > 0) args.push({ name: part, spread: part, ...optionality(own) });
  }
  return [
    ...args.filter((each) => each.optional !== true),
    ...args.filter((each) => each.optional === true),
  ];
}

/** As they stand in the path: documents list them by the alphabet, or those that are shared last. */
function inOrder(path: string, parameters: readonly Parameter[]): readonly Parameter[] {
  const place = ({ name }: Parameter): number => path.indexOf(`{${name}}`);
  return parameters.some((each) => place(each) < 0)
    ? parameters
    : parameters.toSorted((a, b) => place(a) - place(b));
}

function optionality(parameters: readonly Parameter[]): Pick<ArgumentInput, 'optional'> {
  return parameters.some((each) => each.required) ? {} : { optional: true };
}

function argumentCandidates(name: string): readonly string[] {
  // `*` of a router has no name.
  const plain = startable(camel(name) || 'rest');
  const candidates = [plain, `${plain}Param`, startable(`${escaped(name)}_param`)];
  return candidates.filter((each) => each !== '_' && wrongArgument(each) === undefined);
}
