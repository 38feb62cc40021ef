/** Operations: what can be called, and as whom. */

import type { Body, Operation, Response, Schema, SecurityScheme } from '../../ir.js';
import { readBody, readResponses } from './content.js';
import { described } from '../document/described.js';
import { wellFormed } from '../document/forms.js';
import { filesFirst, plainly } from './json-words.js';
import {
  checkKeys,
  isStray,
  methodsOf,
  tellBeside,
  tellForbidden,
  tellStray,
  verbOf,
} from './methods.js';
import { olderBody } from './older-body.js';
import { readParameters, withoutCredential } from './parameters.js';
import { pathsOf, plainPath, rooted } from './path.js';
import type { Reading } from '../document/reading.js';
import { templated } from './routes.js';
import { readSecurity } from './security.js';
import { readServers } from './servers.js';
import { isText, listed } from '../document/shapes.js';
import { isData, member, text, truth, type Node } from '../document/source.js';
import { toldApart } from './told-apart.js';
import { withUndescribed } from './undescribed.js';

/** What an operation sends, gets and where: all that the kinds of document write differently. */
export type OperationParts = Pick<Operation, 'parameters' | 'body' | 'responses' | 'servers'>;

/** @param path the template, `/pets/{id}` */
export type PartsReader = (
  reading: Reading,
  path: string,
  item: Node,
  operation: Node,
) => OperationParts;

/** Each operation with the node that it was read from. */
export function readOperations(
  reading: Reading,
  schemes: Map<string, SecurityScheme>,
  parts: PartsReader = readParts,
): readonly (readonly [Operation, Node])[] {
  const found: Operation[] = [];
  const nodes: Node[] = [];
  const stray: (readonly [string, Node])[] = [];
  for (const [key, written] of pathsOf(reading)) {
    if (key.startsWith('x-')) continue;
    const item = reading.refs.follow(written);
    if (item === undefined) continue;
    if (isStray(key, item)) {
      stray.push([key, written]);
      continue;
    }
    const path = rooted(reading, key, written, item);
    if (item !== written) tellBeside(reading, path, written);
    checkKeys(reading, path, item);
    for (const [method, kept] of methodsOf(reading, item)) {
      const target = reading.refs.follow(kept);
      if (target === undefined) continue;
      const node = wellFormed(reading, 'operation', target);
      if (!isData(node.value)) {
        if (node.value === null) continue;
        reading.complain(
          'warning',
          'openapi-operation-malformed',
          node,
          `${method.toUpperCase()} ${path} must be an object; it is left out.`,
        );
        continue;
      }
      found.push(readOperation(reading, path, method, item, node, schemes, parts));
      nodes.push(node);
    }
  }
  for (const each of stray) tellStray(reading, found.length === 0 ? 'error' : 'warning', each);
  return uniqueKeys(reading, found).map((operation, index) => [
    operation,
    nodes[index] ?? reading.sources.root,
  ]);
}

function readOperation(
  reading: Reading,
  path: string,
  method: string,
  item: Node,
  node: Node,
  schemes: Map<string, SecurityScheme>,
  parts: PartsReader,
): Operation {
  const upper = verbOf(method);
  tellForbidden(reading, upper, path, node);
  const id = text(node, 'operationId')?.trim();
  // What is said of the path is said of operations that say nothing themselves.
  const own = [node, item].find((each) => saysText(each)) ?? node;
  const summary = text(own, 'summary');
  const description = described(own);
  const retry = text(node, 'x-retry');
  const template = templated(reading, path, item, node);
  const { body: written, responses, servers, ...read } = parts(reading, template, item, node);
  const stated = member(node, 'security') ?? member(reading.sources.root, 'security');
  const security = readSecurity(reading, stated, schemes);
  const parameters = withoutCredential(read.parameters, security, schemes);
  const answers =
    reading.version < 30
      ? responses
      : withUndescribed(reading, upper, responses, reading.refs.part(node, 'responses'));
  const body = written && sendable(reading, `${upper} ${path}`, written, node);
  return {
    key: id === undefined || id === '' ? `${upper} ${path}` : id,
    ...(id === undefined || id === '' ? {} : { id }),
    method: upper,
    path: plainPath(template, parameters),
    tags: listed(reading, member(node, 'tags'), 'tags', isText).flatMap(({ value }) =>
      ['string', 'number'].includes(typeof value) && String(value).trim() !== ''
        ? [String(value)]
        : [],
    ),
    ...(summary === undefined || summary.trim() === '' ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    deprecated: truth(node, 'deprecated'),
    parameters,
    ...(body === undefined
      ? {}
      : { body: { ...body, contents: filesFirst(reading, plainly(reading, body.contents)) } }),
    responses: withPartial(answers).map((each) => {
      const response = withoutBody(reading, upper, each, node);
      return { ...response, contents: plainly(reading, response.contents) };
    }),
    ...sdkOf(node),
    security,
    servers,
    ...(retry === 'safe' || retry === 'never' ? { retry } : {}),
    at: reading.sources.place(node),
  };
}

/**
 * No platform sends a body with GET or HEAD. Where an operation can be called without it, it is left out; of one
 * that says nothing, as generators write it for every operation, nothing is told.
 */
function sendable(reading: Reading, route: string, body: Body, node: Node): Body | undefined {
  const method = /^(?:GET|HEAD) /.exec(route)?.[0].trim();
  if (method === undefined) return body;
  if (!body.required && !body.contents.some(({ schema }) => says(schema))) return undefined;
  const verb = body.required ? 'requires' : 'describes';
  const then = body.required ? 'calls of it are refused by the platform' : 'it is left out';
  reading.complain(
    'warning',
    'openapi-body-unsendable',
    node,
    `${route} ${verb} a body, which \`fetch\` sends with no ${method}: ${then}.`,
    body.required
      ? 'Describe the method that the server takes bodies with, or give the transport a fetch that sends them.'
      : 'Describe the method that the server takes bodies with, or remove the body.',
  );
  return body.required ? body : undefined;
}

/** A part of a result (206) that is not described is what the whole of it is. */
function withPartial(responses: readonly Response[]): readonly Response[] {
  const whole = responses.find(({ status }) => status === '200')?.contents ?? [];
  return responses.map((each) =>
    each.status === '206' && each.contents.length === 0 ? { ...each, contents: whole } : each,
  );
}

function says(schema: Schema): boolean {
  if (schema.kind === 'unknown') return false;
  return schema.kind !== 'object' || schema.props.length > 0;
}

/** What HTTP lets no answer have is left out of it: a body for HEAD, and for statuses that mean "none". */
function withoutBody(reading: Reading, method: string, response: Response, node: Node): Response {
  if (response.contents.length === 0) return response;
  if (/^(?:1\d\d|1XX|204|205|304)$/.test(response.status)) {
    reading.complain(
      'warning',
      'openapi-response-without-body',
      node,
      `An answer with status ${response.status} has no body; the one that is described is left out.`,
      'Remove the content of this response, or correct its status.',
    );
  } else if (method !== 'HEAD') {
    return response;
  }
  return { ...response, contents: [] };
}

function saysText(node: Node): boolean {
  return (text(node, 'summary')?.trim() ?? '') !== '' || described(node) !== undefined;
}

/** Group and name as the tools of several vendors read them. */
function sdkOf(node: Node): Pick<Operation, 'sdk'> {
  if (!isData(node.value)) return {};
  const first = (...keys: readonly string[]): unknown =>
    keys.map((key) => (isData(node.value) ? node.value[key] : undefined)).find(Boolean);
  const words = (given: unknown): readonly string[] =>
    (Array.isArray(given) ? given : typeof given === 'string' ? given.split('.') : [])
      .filter((each): each is string => typeof each === 'string')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  const group = words(first('x-speakeasy-group', 'x-fern-sdk-group-name', 'x-controller-name'));
  const [name] = words(
    first(
      'x-speakeasy-name-override',
      'x-fern-sdk-method-name',
      'x-operation-name',
      'x-methodName',
    ),
  );
  if (group.length === 0 && name === undefined) return {};
  return { sdk: { group, ...(name === undefined ? {} : { name }) } };
}

export const readParts: PartsReader = (reading, path, item, node) => {
  const written = member(node, 'requestBody');
  const older = olderBody(reading, item, node);
  const body = written === undefined ? older : readBody(reading, written);
  return {
    parameters: readParameters(reading, path, item, node),
    ...(body === undefined ? {} : { body }),
    responses: readResponses(reading, reading.refs.part(node, 'responses')),
    servers: readServers(
      reading,
      reading.refs.part(node, 'servers') ?? reading.refs.part(item, 'servers'),
    ),
  };
};

/** Keys that no other has, and ids that say which of a function's addresses it is. */
function uniqueKeys(reading: Reading, operations: readonly Operation[]): readonly Operation[] {
  const uses = new Map<string, number>();
  for (const { key } of operations) uses.set(key, (uses.get(key) ?? 0) + 1);
  const ids = toldApart(operations);
  return operations.map((operation) => {
    const { id: written, ...rest } = operation;
    const id = ids.get(operation);
    const named = id === undefined ? rest : { ...rest, id };
    if (uses.get(operation.key) === 1) return id === undefined ? operation : named;
    if (id !== written) {
      const called =
        id === undefined ? 'called by its method and path' : `read as ${JSON.stringify(id)}`;
      reading.sources.report({
        severity: 'warning',
        code: 'openapi-operation-id-twice',
        message: `Several operations have the operationId ${JSON.stringify(operation.key)}; this one is ${called}.`,
        remedy: 'Give each operation an operationId of its own.',
        at: operation.at,
      });
    }
    return { ...named, key: `${operation.method} ${operation.path}` };
  });
}
