/** Swagger 2.0 → the IR, without a 3.x document in between, so that every place is one of the author's. */

import type { Api } from '../ir.js';
import { readBody } from './operation/content.js';
import { tellNewer } from './document/halfway.js';
import { readAs } from './openapi.js';
import type { OperationParts } from './operation/operations.js';
import { settleParameters } from './operation/parameters.js';
import type { Reading } from './document/reading.js';
import type { Shorthand } from './document/refs.js';
import { isData, member, type Node, type Sources } from './document/source.js';
import { readForm, readOnlyBody } from './swagger2/body.js';
import { sharedMedia, type SharedMedia } from './swagger2/media.js';
import { listParameters, type Listed } from './swagger2/parameters.js';
import { readSwaggerResponses } from './swagger2/responses.js';
import { operationServers, readHost } from './swagger2/servers.js';

/** Whether a document says that it is Swagger 2.0; without quotes, YAML has it as a number. */
export function isSwagger2(root: unknown): boolean {
  if (!isData(root)) return false;
  const { swagger } = root;
  return (
    (typeof swagger === 'string' || typeof swagger === 'number') &&
    /^\s*v?2(?:\.|\s*$)/i.test(String(swagger))
  );
}

/** @returns the API; problems are reported, and what they concern is read as their message says */
export function readSwagger2(sources: Sources): Api {
  let media: SharedMedia | undefined;
  return readAs(sources, {
    version: 20,
    schemas: (reading) =>
      reading.refs.part(reading.sources.root, 'definitions') ?? newerSchemas(reading),
    securitySchemes: ({ refs, sources: { root } }) => refs.part(root, 'securityDefinitions'),
    servers: readHost,
    shorthand: definitionNamed(sources),
    parts: (reading, path, item, operation) =>
      readParts(reading, (media ??= sharedMedia(reading)), path, item, operation),
  });
}

/** `$ref: Pet`, as in Swagger 1.2, and `#/components/schemas/Pet`, as in OpenAPI 3. */
function definitionNamed(sources: Sources): Shorthand {
  const reported = new Set<string>();
  return (ref, from) => {
    if (ref.startsWith('#/definitions/')) return undefined;
    const name = /^(?:#\/components\/schemas\/|#?\/?definitions\/|#)?([^#/]+)$/.exec(ref)?.[1];
    if (name === undefined) return undefined;
    const root = sources.file(from.file, from);
    const definitions = root === undefined ? undefined : member(root, 'definitions');
    if (definitions === undefined || member(definitions, name) === undefined) return undefined;
    const meant = `#/definitions/${name}`;
    const place = `${from.file}#${from.pointer}`;
    if (reported.has(place)) return meant;
    reported.add(place);
    sources.report({
      severity: 'warning',
      code: 'swagger-ref-short',
      message: `The reference ${JSON.stringify(ref)} is read as ${JSON.stringify(meant)}.`,
      remedy: `Write $ref: ${JSON.stringify(meant)}.`,
      at: sources.place(from),
    });
    return meant;
  };
}

/** The schemas of a document that has them where OpenAPI 3 does, so that they keep their names. */
function newerSchemas({ refs, sources: { root } }: Reading): Node | undefined {
  const components = refs.part(root, 'components');
  return components && refs.part(components, 'schemas');
}

function readParts(
  reading: Reading,
  media: SharedMedia,
  path: string,
  item: Node,
  operation: Node,
): OperationParts {
  const shared = listParameters(reading, item);
  const own = listParameters(reading, operation);
  const body = readBodyOf(reading, media, operation, shared, own) ?? newerBody(reading, operation);
  return {
    parameters: settleParameters(reading, path, operation, shared.plain, own.plain),
    ...(body === undefined ? {} : { body }),
    responses: readSwaggerResponses(reading, media, operation),
    servers: operationServers(reading, operation),
  };
}

/** The body of an operation that is written as OpenAPI 3 has it. */
function newerBody(reading: Reading, operation: Node): OperationParts['body'] {
  const written = member(operation, 'requestBody');
  if (written === undefined || written.value === null) return undefined;
  tellNewer(reading, written, 'requestBody', 'a parameter with in: body and schema: { … }');
  return readBody(reading, written);
}

/** `body` and `formData` exclude each other; where both occur, `consumes` says which one is meant. */
function readBodyOf(
  reading: Reading,
  media: SharedMedia,
  operation: Node,
  shared: Listed,
  own: Listed,
): OperationParts['body'] {
  const bodies = own.bodies.length > 0 ? own.bodies : shared.bodies;
  const inherited = shared.form.filter(({ name }) => !own.form.some((each) => each.name === name));
  const form = [...inherited, ...own.form];
  const types = media.of(operation, 'consumes');
  const [body] = bodies;
  if (body === undefined) return readForm(reading, types, operation, form);
  const [field] = form;
  if (field === undefined) return readOnlyBody(reading, types, bodies);
  const asForm = types.list.length > 0 && types.list.every(isFormType);
  reading.complain(
    'warning',
    'swagger-body-and-form',
    asForm ? body : field.node,
    `An operation cannot have a body and form fields; the ${asForm ? 'body is' : 'form fields are'} left out.`,
    'Remove one of the two, or make the form fields properties of the body.',
  );
  return asForm ? readForm(reading, types, operation, form) : readOnlyBody(reading, types, bodies);
}

function isFormType(mediaType: string): boolean {
  return /^(?:multipart\/|application\/x-www-form-urlencoded)/i.test(mediaType);
}
