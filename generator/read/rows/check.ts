/** What a row says of an operation, compared with the operation. */

import type { Api, Operation, Parameter, Schema } from '../../ir.js';
import { nearest } from '../../diagnostics.js';
import { isImplied } from '../../names/parts.js';

/** Something a row names that is not there. */
export interface Missing {
  readonly message: string;
  readonly meant?: string;
}

/** Finds operations by `operationId` or by method and path, whatever the path's parameters are called. */
export function operationIndex(api: Api): (written: string) => Operation | undefined {
  const byName = new Map<string, Operation>();
  for (const operation of api.operations) {
    byName.set(route(operation.method, operation.path), operation);
  }
  for (const operation of api.operations) byName.set(operation.key, operation);
  return (written) => {
    const match = /^\s*([a-z]+)\s+(\/.*?)\s*$/i.exec(written);
    return (
      byName.get(written) ??
      (match === null ? undefined : byName.get(route(match[1] ?? '', match[2] ?? '')))
    );
  };
}

function route(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}

/** What an author may have meant by the name of an operation. */
export function nearestOperation(api: Api, written: string): string | undefined {
  return nearest(
    written,
    api.operations.flatMap((each) => [each.key, `${each.method} ${each.path}`]),
  );
}

const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private ' +
    'protected public return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);

/** Why a parameter of a function cannot be called so; undefined where it can. */
export function wrongArgument(name: string): string | undefined {
  if (!/^[$_\p{ID_Start}][$\p{ID_Continue}]*$/u.test(name)) return 'it is no identifier';
  if (RESERVED.has(name)) return 'it is a word of the language';
  return name === 'options' ? 'every method has one of this name' : undefined;
}

const PARTS: ReadonlyMap<string, string> = new Map([
  ['body', 'body'],
  ['query', 'query'],
  ['path', 'path'],
  ['header', 'headers'],
  ['headers', 'headers'],
  ['cookie', 'cookies'],
  ['cookies', 'cookies'],
  ['options', 'options'],
  ['contentType', 'contentType'],
  ['request', 'request'],
]);

/** `body.user.email` → its parts; undefined where it begins with no part of a request. */
export function parsePlace(written: string | readonly string[]): readonly string[] | undefined {
  if (typeof written !== 'string') {
    const part = PARTS.get(written[0] ?? '');
    return part === undefined ? undefined : [part, ...written.slice(1)];
  }
  const dot = written.indexOf('.');
  const part = PARTS.get(dot === -1 ? written : written.slice(0, dot));
  if (part === undefined) return undefined;
  if (dot === -1) return [part];
  const rest = written.slice(dot + 1);
  return [part, ...(part === 'body' ? rest.split('.') : [rest])];
}

/** The place as the operation spells it (header names have no case), or what is missing of it. */
export function settlePlace(
  api: Api,
  operation: Operation,
  place: readonly string[],
): readonly string[] | Missing {
  const [part, ...rest] = place;
  if (part === 'options' || part === 'request') return place;
  if (part === 'contentType') return contentTypePlace(operation, rest) ?? place;
  if (part === 'body') {
    const { body } = operation;
    if (body === undefined) return { message: `${operation.key} takes no body` };
    const schemas = body.contents.map(({ schema }) => schema);
    return missingMember(api, schemas, rest, `the body of ${operation.key}`) ?? place;
  }
  const parameters = operation.parameters.filter(
    (each) => partOf(each) === part && !isImplied(each, operation),
  );
  const [name] = rest;
  if (name === undefined) {
    const kind = part === 'path' || part === 'query' ? `${part} parameters` : (part ?? '');
    return parameters.length > 0 ? place : { message: `${operation.key} takes no ${kind}` };
  }
  const found = parameters.find((each) =>
    part === 'headers' ? each.name.toLowerCase() === name.toLowerCase() : each.name === name,
  );
  if (found !== undefined) return [part ?? '', found.name];
  const meant = nearest(
    name,
    parameters.map((each) => each.name),
  );
  const kind = part === 'headers' ? 'header' : part === 'cookies' ? 'cookie' : (part ?? '');
  return {
    message: `${operation.key} has no ${kind} parameter ${JSON.stringify(name)}`,
    ...(meant === undefined ? {} : { meant: `${part ?? ''}.${meant}` }),
  };
}

/** The part of a request that a parameter stands in. */
export function partOf({ in: place }: Parameter): string {
  if (place === 'querystring') return 'query';
  return place === 'header' || place === 'cookie' ? `${place}s` : place;
}

function contentTypePlace({ key, body }: Operation, rest: readonly string[]): Missing | undefined {
  if (rest.length > 0) return { message: 'a media type has no members' };
  const several = body !== undefined && body.contents.length > 1;
  return several ? undefined : { message: `${key} leaves no choice of the media type` };
}

/** What is missing of a path into the answer of an operation. */
export function missingPick(
  api: Api,
  operation: Operation,
  path: readonly string[],
): Missing | undefined {
  const success = operation.responses.filter(({ status }) => /^2/.test(status));
  const responses =
    success.length > 0 ? success : operation.responses.filter(({ status }) => status === 'default');
  const schemas = responses.flatMap(({ contents }) => contents.map(({ schema }) => schema));
  if (schemas.length === 0) return undefined;
  return missingMember(api, schemas, path, `the answer of ${operation.key}`);
}

function missingMember(
  api: Api,
  schemas: readonly Schema[],
  path: readonly string[],
  where: string,
): Missing | undefined {
  let at = schemas;
  for (const key of path) {
    const names = new Set<string>();
    const next: Schema[] = [];
    let open = at.length === 0;
    for (const shape of at.flatMap((each) => shapes(api, each, new Set()))) {
      if (shape.kind === 'unknown' || shape.kind === 'foreign') open = true;
      if (shape.kind !== 'object') continue;
      for (const prop of shape.props) {
        names.add(prop.key);
        if (prop.key === key) next.push(prop.schema);
      }
      if (shape.rest !== undefined || shape.patterns.length > 0) open = true;
    }
    if (next.length === 0) {
      if (open) return undefined;
      const meant = nearest(key, names);
      return {
        message: `${where} has no ${JSON.stringify(key)}`,
        ...(meant === undefined ? {} : { meant }),
      };
    }
    at = next;
  }
  return undefined;
}

/** The schemas a value may be of, references, unions and intersections taken apart. */
function shapes(api: Api, schema: Schema, seen: Set<string>): readonly Schema[] {
  switch (schema.kind) {
    case 'ref': {
      if (seen.has(schema.to)) return [];
      seen.add(schema.to);
      const named = api.schemas.find(({ key }) => key === schema.to);
      return named === undefined ? [{ kind: 'unknown' }] : shapes(api, named.schema, seen);
    }
    case 'union':
    case 'all':
      return schema.of.flatMap((each) => shapes(api, each, seen));
    default:
      return [schema];
  }
}
