/** Requests that the API itself sends: webhooks, and the callbacks of operations. */

import type { ApiEvent, Operation, Response } from '../../ir.js';
import { described } from '../document/described.js';
import { wellFormed } from '../document/forms.js';
import { methodsOf } from './methods.js';
import { readParts, type PartsReader } from './operations.js';
import type { Reading } from '../document/reading.js';
import { isData, members, text, truth, type Node } from '../document/source.js';

/** What all requests at one address have in common. */
type Origin = Pick<ApiEvent, 'name' | 'operation' | 'expression'>;

/** @param operations each with the node that it was read from */
export function readEvents(
  reading: Reading,
  operations: readonly (readonly [Operation, Node])[],
  parts: PartsReader = readParts,
): readonly ApiEvent[] {
  const { root } = reading.sources;
  const found: ApiEvent[] = [];
  const known = new Set<string>();
  for (const keyword of ['webhooks', 'x-webhooks']) {
    for (const [name, item] of entries(reading, reading.refs.part(root, keyword))) {
      if (known.has(name)) continue;
      known.add(name);
      found.push(...readItem(reading, parts, { name }, item));
    }
  }
  for (const [operation, node] of operations) {
    for (const [name, callback] of entries(reading, reading.refs.part(node, 'callbacks'))) {
      for (const [expression, item] of entries(reading, callback)) {
        found.push(
          ...readItem(reading, parts, { name, operation: operation.key, expression }, item),
        );
      }
    }
  }
  return found;
}

/** The members, references followed; what is no object is reported. */
function entries(reading: Reading, node: Node | undefined): readonly (readonly [string, Node])[] {
  return members(node).flatMap(([name, written]): readonly (readonly [string, Node])[] => {
    if (name.startsWith('x-') || written.value === null) return [];
    const item = reading.refs.follow(written);
    if (item === undefined) return [];
    if (isData(item.value)) return [[name, item]];
    reading.complain(
      'warning',
      'openapi-malformed',
      item,
      `${JSON.stringify(name)} must be an object of operations; it is left out.`,
    );
    return [];
  });
}

function readItem(
  reading: Reading,
  parts: PartsReader,
  origin: Origin,
  item: Node,
): readonly ApiEvent[] {
  const methods = methodsOf(reading, item).flatMap(
    ([method, kept]): readonly (readonly [string, Node])[] => {
      const node = reading.refs.follow(kept);
      return node !== undefined && isData(node.value)
        ? [[method, wellFormed(reading, 'operation', node)]]
        : [];
    },
  );
  if (methods.length > 0) {
    return methods.map(([method, node]) => readEvent(reading, parts, origin, method, item, node));
  }
  // Some write a webhook as if it were a callback: with an expression in between.
  if (origin.expression !== undefined) return [];
  return entries(reading, item).flatMap(([expression, inner]) =>
    readItem(reading, parts, { ...origin, expression }, inner),
  );
}

function readEvent(
  reading: Reading,
  parts: PartsReader,
  origin: Origin,
  method: string,
  item: Node,
  node: Node,
): ApiEvent {
  // The address is the receiver's own, so it has no template.
  const { parameters, body, responses } = parts(reading, '', item, node);
  const summary = text(node, 'summary');
  const description = described(node);
  const upper = method.toUpperCase();
  const { operation, expression, name } = origin;
  const address = [operation, name, expression].filter((each) => each !== undefined).join(' ');
  return {
    ...origin,
    key: `${upper} ${operation === undefined ? 'webhook' : 'callback'} ${address}`,
    method: upper,
    ...(summary === undefined || summary.trim() === '' ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    deprecated: truth(node, 'deprecated'),
    parameters,
    ...(body === undefined ? {} : { body }),
    ...(answered(responses) ? { responses } : {}),
    at: reading.sources.place(node),
  };
}

/** Most receivers are to answer with a status alone, which needs no type. */
function answered(responses: readonly Response[]): boolean {
  return responses.some(({ contents }) => contents.length > 0);
}
