/** The types that belong to one operation or event, and what they could be called. */

import type { ApiEvent, Operation, Parameter, Response } from '../ir.js';
import { escaped, pascal, startable } from '../words.js';
import { distinct } from './settle.js';

/** The types that belong to one operation: `AdminQuery` + part. */
export const OPERATION_PARTS = ['Request', 'Response', 'Errors'] as const;
/** `Query` only where there are parameters of that place, `Headers` only where an answer declares some. */
export type OperationPart = (typeof OPERATION_PARTS)[number] | 'Query' | 'Headers';

/** The parts that an operation has. */
export function partsOf(operation: Operation): readonly OperationPart[] {
  const { parameters } = operation;
  return [
    ...(parameters.some((each) => each.in === 'query' || each.in === 'querystring')
      ? (['Query'] as const)
      : []),
    ...OPERATION_PARTS,
    ...(answersWithHeaders(operation) ? (['Headers'] as const) : []),
  ];
}

/** The media type of the body says what `Content-Type` is, unless it is a wildcard. */
export function isImplied({ name, in: place }: Parameter, { body }: Operation): boolean {
  if (place !== 'header' || name.toLowerCase() !== 'content-type' || body === undefined)
    return false;
  return body.contents.every(({ mediaType }) => !mediaType.includes('*'));
}

/** Whether a call needs any argument: its function has `request`, and otherwise `request?`. */
export function needsRequest(operation: Operation): boolean {
  const { body, parameters } = operation;
  return (
    body?.required === true ||
    parameters.some((each) => each.required && !isImplied(each, operation))
  );
}

/** What a part is called where the document has a schema of its first name. */
const OTHERWISE: Readonly<Record<OperationPart, string>> = {
  Query: 'QueryParams',
  Request: 'Params',
  Response: 'Result',
  Errors: 'Failures',
  Headers: 'ResponseHeaders',
};

/** What the names of all its parts begin with. */
export function partPrefix(operation: string): string {
  return startable(pascal(operation));
}

/**
 * @param operation the name of the function
 * @param name see {@link partPrefix}
 */
export function* partCandidates(
  operation: string,
  name: string,
  part: OperationPart,
): Generator<string, void> {
  yield name + part;
  yield name + OTHERWISE[part];
  yield `${name}Call${part}`;
  yield `${startable(escaped(operation))}_Call${part}`;
}

/** The types of one event are its name and a part: `NewPet` + `Payload`. */
export const EVENT_PARTS = ['Payload', 'Headers', 'Query', 'Answer'] as const;
export type EventPart = (typeof EVENT_PARTS)[number];

/** @param operation the name of the function whose callback it is */
export function eventCandidates(event: ApiEvent, operation: string | undefined): Iterable<string> {
  return distinct(eventNames(event, operation), startable);
}

function* eventNames(
  { name: given, method, expression = '', key }: ApiEvent,
  operation: string | undefined,
): Generator<string, void> {
  const name = pascal(`${operation ?? ''} ${given}`);
  const kind = operation === undefined ? 'Webhook' : 'Callback';
  yield name;
  yield `${name}${kind}`;
  yield `${name}${pascal(method.toLowerCase())}${kind}`;
  // One callback may have several addresses.
  yield `${name}${pascal(expression)}${kind}`;
  yield `${name}${pascal(`${expression} ${method.toLowerCase()}`)}${kind}`;
  yield `${escaped(key)}_${kind}`;
}

/** The answers of success: a range or `default` is an error, unless nothing else is a success. */
export function successes({ responses }: Pick<Operation, 'responses'>): readonly Response[] {
  const named = responses.filter(({ status }) => status.startsWith('2'));
  return named.length > 0 ? named : responses.filter(({ status }) => status === 'default');
}

/** Whether an answer of success declares headers, so that they have a type of their own. */
export function answersWithHeaders(operation: Operation): boolean {
  return successes(operation).some(({ headers }) => headers.length > 0);
}
