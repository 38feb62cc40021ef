/** What operations and events could be called, from the best name to the one that cannot collide. */

import type { ApiEvent, Operation, Parameter, Response } from '../ir.js';
import { RESERVED_WORDS, UNSAFE_EXPORTS } from '../print/ident.js';
import { camel, escaped, pascal, singular, splitWords, startable } from '../words.js';
import { plainGroup } from './files.js';
import { isPrefix, restName } from './paths.js';
import type { Claim } from './settle.js';
import { calling, isPlainPath, marked, spelled, wholly } from './spelling.js';

/**
 * The names of each. Where a document has `/user` and `/user/` without ids, the second is `getUserSlash`, and
 * the first what it would be without it.
 */
export function operationClaims(operations: readonly Operation[]): readonly Claim[] {
  const unnamed = new Set(
    operations.map((each) => (idGiven(each) === undefined ? routeOf(each) : '')),
  );
  return operations.map((each) => {
    const { path } = each;
    const isTwin =
      idGiven(each) === undefined &&
      path.length > 1 &&
      path.endsWith('/') &&
      unnamed.has(routeOf({ ...each, path: path.slice(0, -1) }));
    return claimOf(each, isTwin);
  });
}

function routeOf({ prefix = '', method, path }: Operation): string {
  return `${prefix} ${method} ${path}`;
}

/** Undefined for an id that is but method and path, as Strapi writes them (`get/pets/{id}`), or their hash, as swagger-php does. */
export function idGiven(operation: Operation): string | undefined {
  const { id, method, path } = operation;
  const own = withoutPrefix(operation, id ?? '');
  if (/^[\da-f]{32}$/.test(own)) return undefined;
  if (!own.includes('/')) return id;
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return plain(own) === plain(method + path) ? undefined : id;
}

/** @param isTwin whether its path is that of another but for the slash that it ends with */
function claimOf(operation: Operation, isTwin: boolean): Claim {
  const { key, id, path } = operation;
  return {
    key,
    candidates: distinct(candidatesOf(operation, isTwin), exportable),
    right: (name) => {
      if (name === id) return 4;
      if (name === exactName(operation)) return isPlainPath(path) ? 3 : 2;
      return name === shortName(operation) ? 1 : 0;
    },
  };
}

/** Ids, tags and groups begin with the prefix of the document already. */
function under({ prefix }: Operation, name: string): string {
  return prefix === undefined || name === '' ? name : camel(`${prefix} ${name}`);
}

/** What the id, or a tag, is in its own document. */
function withoutPrefix({ prefix }: Operation, said: string): string {
  return prefix !== undefined && said.startsWith(prefix) ? said.slice(prefix.length + 1) : said;
}

/** Method and path, with the marks in it. */
function exactName(operation: Operation): string {
  return under(operation, calling(operation.method, marked(operation.path)));
}

/** Method and path, without what all of the API begins with; empty where the document has a name for it. */
export function shortName(operation: Operation): string {
  const { method, path } = operation;
  if (idGiven(operation) !== undefined) return '';
  const segments =
    path
      .split('?', 1)[0]
      ?.split('/')
      .filter((each) => each !== '') ?? [];
  while (segments.length > 1 && isPrefix(segments[0] ?? '')) segments.shift();
  return under(operation, calling(method, spelled(segments.join('/'))));
}

/** Some are empty, and some occur twice. */
function* candidatesOf(operation: Operation, isTwin: boolean): Generator<string, void> {
  const { key, prefix, method, path, tags, sdk } = operation;
  const id = idGiven(operation);
  const group = sdk?.group.slice(prefix === undefined ? 0 : 1) ?? [];
  const verb = method.toLowerCase();
  const slashed = (name: string): string => (isTwin && name !== '' ? `${name}Slash` : name);
  if (sdk?.name !== undefined) yield under(operation, sdkName(group, sdk.name));
  if (id === undefined) {
    // Some write the query into the path.
    const [plain = ''] = path.split('?');
    yield slashed(under(operation, restName(method, plain)));
    // `putPet` and `patchPet`, where both would be `updatePet`.
    yield slashed(under(operation, restName(method, plain, verb)));
    // `getUser` and `getUserById` of `/api/user` and `/api/user/{id}`.
    yield slashed(shortName(operation));
    yield slashed(under(operation, calling(method, spelled(plain))));
  } else {
    yield ofController(operation);
    const called = withoutRoute(id, path, verb);
    yield camel(called);
    // `getAll` of two of FastAPI's routers: `booksGetAll`, or `getAllBooks` where these have no tag.
    const tag = plainGroup(withoutPrefix(operation, tags[0] ?? ''));
    if (called !== '' && tag !== '')
      yield under(operation, inGroup(tag, withoutPrefix(operation, called)));
    if (called !== '' && id.endsWith(`_${verb}`)) yield camel(id.slice(0, -verb.length - 1));
    yield camel(id);
    yield camel(`${tags[0] ?? ''} ${id}`);
  }
  const verbPath = slashed(under(operation, calling(method, spelled(path))));
  yield verbPath;
  yield camel(`${tags[0] ?? ''} ${verbPath}`);
  yield exactName(operation);
  yield under(operation, calling(method, wholly(path)));
  // Where an id of another has the name.
  yield under(operation, calling(method, `path ${wholly(path)}`));
  yield `op_${escaped(key)}_${escaped(method)}_${escaped(path)}`;
}

/** What operations are called that have a name in the document, where nothing else wants it. */
export function namesGiven(operation: Operation): readonly string[] {
  const { path, method } = operation;
  const id = idGiven(operation);
  if (id === undefined) return [];
  return [
    ofController(operation),
    ...[withoutRoute(id, path, method.toLowerCase()), id].map(camel),
  ];
}

function exportable(name: string): string {
  return RESERVED_WORDS.has(name) || UNSAFE_EXPORTS.has(name)
    ? `${name}Operation`
    : startable(name);
}

/** Each once, and none that is empty. */
function* distinct(
  names: Iterable<string>,
  made: (name: string) => string,
): Generator<string, void> {
  const seen = new Set(['']);
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    yield made(name);
  }
}

/**
 * `read_pet_api_pets__pet_id__get` → `read_pet`: FastAPI writes the whole route behind the name of its function, and
 * Springfox its method (`getPetUsingGET`). Empty where there is nothing behind it.
 */
export function withoutRoute(id: string, path: string, verb: string): string {
  const method = `Using${verb.toUpperCase()}`;
  if (id.endsWith(method)) return id.slice(0, -method.length);
  const route = `${path.replace(/[^\p{L}\p{N}_]/gu, '_')}_${verb}`;
  return id.endsWith(route) && id.length > route.length ? id.slice(0, -route.length) : '';
}

/** Class and method as Nest, LoopBack and others write them into ids: `CatsController_findAll`. */
const CONTROLLER = /^(\p{Lu}[\p{L}\p{N}]*)Controller[-_.](\p{L}[\p{L}\p{N}_]*)$/u;

/** Verbs that need a noun; what else is a word by itself may be anything: `authLogin`, `ordersCheckout`. */
const BARE =
  /^(?:add|count|create|delete|destroy|edit|fetch|find|get|insert|list|patch|put|read|remove|replace|save|search|show|store|update|upsert)$/i;

/** Such a class is a group. Empty where there is none. */
function ofController(operation: Operation): string {
  const [, group = '', name = ''] =
    CONTROLLER.exec(withoutPrefix(operation, operation.id ?? '')) ?? [];
  // The application itself is no group.
  return under(operation, group === 'App' ? camel(name) : inGroup(group, name));
}

/** `catsFindAll`, `createCat`, `authLogin` */
function inGroup(group: string, name: string): string {
  if (group.toLowerCase() === name.toLowerCase()) return camel(name);
  const isVerb = BARE.test(name) || splitWords(name).length > 1;
  return isVerb ? sdkName([group], name) : camel(`${group} ${name}`);
}

/** Verbs that are about all of a group. */
const OF_ALL = /^(?:list|search|find|query|count|export|all|index|bulk|batch)/i;

/**
 * The name in a vendor's extension is that of a method in a group: `list` of `pets`. A function stands
 * alone, so one word gets the group after it, `listPets` and `getPet`, and more get it before:
 * `petsFindByTags`. A name that has the group in it already stands.
 */
function sdkName(said: readonly string[], name: string): string {
  const group = said.map((each) =>
    each.replace(/(?<=[\p{L}\p{N}])(?:Controller|[-_]controller)$/u, ''),
  );
  const plain = (word: string): string => singular(word.toLowerCase());
  const words = splitWords(name).map(plain);
  const missing = group.filter((each) =>
    splitWords(each).some((word) => !words.includes(plain(word))),
  );
  if (words.length > 1) return camel(`${missing.join(' ')} ${name}`);
  const nouns = missing.flatMap(splitWords);
  const last = nouns.at(-1) ?? '';
  return camel([name, ...nouns.slice(0, -1), OF_ALL.test(name) ? last : singular(last)].join(' '));
}

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

/** @param operation the name of the function */
export function* partCandidates(operation: string, part: OperationPart): Generator<string, void> {
  const name = startable(pascal(operation));
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
