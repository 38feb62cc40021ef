/** What operations could be called, from the best name to the one that cannot collide. */

import type { Operation } from '../ir.js';
import { RESERVED_WORDS, UNSAFE_EXPORTS } from '../print/ident.js';
import { camel, escaped, splitWords, startable } from '../words.js';
import { plainGroup } from './files.js';
import {
  idGiven,
  inGroup,
  isBare,
  ofController,
  sdkName,
  under,
  withoutPrefix,
  withoutPrefixes,
  withoutRoute,
} from './ids.js';
import { unnumbered } from './numbers.js';
import { isMethodCall, isPrefix, namesIn, restName, saidOnce, saysMore } from './paths.js';
import { distinct, type Claim } from './settle.js';
import { calling, isPlainPath, marked, spelled, wholly } from './spelling.js';

/**
 * The names of each. Where a document has `/user` and `/user/` without ids, or with one that they share, the second is
 * `getUserSlash`, and the first what it would be without it.
 */
export function operationClaims(given: readonly Operation[]): readonly Claim[] {
  const operations = unnumbered(given);
  const several = new Set<string>();
  const once = new Set<string>();
  for (const { id } of operations) {
    if (id === undefined) continue;
    if (once.has(id)) several.add(id);
    once.add(id);
  }
  const routes = new Set(operations.map((each) => routeOf(each, each.path)));
  return operations.map((each) => {
    const { path } = each;
    const isTwin =
      path.length > 1 && path.endsWith('/') && routes.has(routeOf(each, path.slice(0, -1)));
    return claimOf(each, { isTwin, isShared: several.has(each.id ?? '') });
  });
}

/** Method and path, with what the document calls it: `/user/` is no twin of a `/user` that is called otherwise. */
function routeOf(operation: Operation, path: string): string {
  const { prefix = '', method } = operation;
  const called = calledIn(operation) || (idGiven(operation) ?? '');
  return JSON.stringify([prefix, method, path, called]);
}

/** What is in an id beside the route that a tool has written, without the prefix of the document; empty where that is no route. */
function calledIn(operation: Operation): string {
  // Asked for half a dozen times of each.
  const before = calls.get(operation);
  if (before !== undefined) return before;
  const { method, path } = operation;
  const own = withoutPrefix(operation, idGiven(operation) ?? '');
  const made = withoutRoute(own, path, method.toLowerCase());
  calls.set(operation, made);
  return made;
}

const calls = new WeakMap<Operation, string>();

interface Among {
  /** Whether its path is that of another but for the slash that it ends with. */
  readonly isTwin: boolean;
  /** Whether others have its id. */
  readonly isShared: boolean;
}

function claimOf(operation: Operation, among: Among): Claim {
  const { key, id, method, path } = operation;
  return {
    key,
    candidates: distinct(candidatesOf(operation, among), exportable),
    right: (name) => {
      if (name === id) return 8;
      if (name === exactName(operation)) return isPlainPath(path) ? 7 : 6;
      const isOwn = id !== undefined && !among.isShared && name === camel(id);
      if (isOwn || name === shortName(operation)) return 5;
      const called = calledIn(operation);
      const isOfTag = name === ofTag(operation, among.isShared);
      if (called !== '' && !isBare(called) && name === under(operation, camel(called)))
        return isOfTag || saysNothing(operation) ? 4 : 3;
      if (isOfTag) return 2;
      // `POST /pets` is `createPet` before `POST /pets/create` is, and `GET /pets/{id}` is `getPet` before `GET /pets({id})`.
      const isPlain =
        idGiven(operation) === undefined && !saysMore(method, path) && !/[?(]/.test(path);
      return isPlain && name === under(operation, restName(method, path)) ? 1 : 0;
    },
  };
}

/** Method and path, with the marks in it. */
function exactName(operation: Operation): string {
  return under(operation, calling(operation.method, marked(operation.path)));
}

/** Method and path, without what all of the API begins with; empty where the document has a name for it. */
export function shortName(operation: Operation): string {
  return idGiven(operation) === undefined ? shortPath(operation) : '';
}

/** The same of any. */
export function shortPath(operation: Operation): string {
  const { method, path } = operation;
  const segments =
    path
      .split('?', 1)[0]
      ?.split('/')
      .filter((each) => each !== '') ?? [];
  while (segments.length > 1 && isPrefix(segments[0] ?? '')) segments.shift();
  return under(operation, calling(method, spelled(segments.join('/'))));
}

/** Some are empty, and some occur twice. */
function* candidatesOf(operation: Operation, { isTwin, isShared }: Among): Generator<string, void> {
  const { key, prefix, method, path, tags, sdk } = operation;
  const id = idGiven(operation);
  const group = sdk?.group.slice(prefix === undefined ? 0 : 1) ?? [];
  const verb = method.toLowerCase();
  const tag = withoutPrefix(operation, tags[0] ?? '');
  const slashed = (name: string): string => (isTwin && name !== '' ? `${name}Slash` : name);
  if (sdk?.name !== undefined) yield under(operation, sdkName(group, sdk.name));
  if (id === undefined) {
    // `channelsKick` of `POST /channels.kick`
    if (isMethodCall(method, path))
      yield under(
        operation,
        camel(
          namesIn(path)
            .filter((each) => !isPrefix(each))
            .join(' '),
        ),
      );
    // Some write the query into the path.
    const [plain = ''] = path.split('?');
    yield slashed(under(operation, restName(method, saidOnce(plain))));
    yield slashed(under(operation, restName(method, plain)));
    // `postUploadById` of `/upload?id={id}`, beside `/upload`.
    const asked = path.replace(/[?&][^=&{}]*=(?=\{)/g, '/');
    if (asked !== path) yield under(operation, calling(method, spelled(asked)));
    // `putPet` and `patchPet`, where both would be `updatePet`.
    yield slashed(under(operation, restName(method, plain, verb)));
    // `getUser` and `getUserById` of `/api/user` and `/api/user/{id}`.
    yield slashed(shortName(operation));
    yield slashed(under(operation, calling(method, spelled(plain))));
  } else {
    const called = calledIn(operation);
    const controlled = ofController(operation);
    yield slashed(ofReserved(operation, controlled));
    yield slashed(under(operation, controlled));
    yield slashed(ofVerb(operation, isShared));
    yield slashed(ofReserved(operation, camel(called || withoutPrefix(operation, id))));
    yield slashed(under(operation, camel(called)));
    yield slashed(ofRoute(operation));
    if (isShared) yield slashed(camel(id));
    // Else `getAllBooks` where they have no tag.
    yield ofTag(operation, isShared);
    if (called !== '' && id.endsWith(`_${verb}`)) yield camel(id.slice(0, -verb.length - 1));
    if (isShared) {
      yield under(operation, restName(method, path));
      yield under(operation, restName(method, path, verb));
      yield shortPath(operation);
    } else {
      yield slashed(camel(id));
      yield under(operation, camel(`${tag} ${withoutPrefix(operation, id)}`));
    }
  }
  const verbPath = slashed(calling(method, spelled(path)));
  yield under(operation, verbPath);
  yield under(operation, camel(`${tag} ${verbPath}`));
  yield exactName(operation);
  yield under(operation, calling(method, wholly(path)));
  // Where an id of another has the name.
  yield under(operation, calling(method, `path ${wholly(path)}`));
  yield `op_${escaped(key)}_${escaped(method)}_${escaped(path)}`;
}

/** `booksGetAll`, where two of FastAPI's routers have a `getAll`; empty where nothing tells whose it is. */
function ofTag(operation: Operation, isShared: boolean): string {
  const called = calledIn(operation);
  const id = withoutPrefix(operation, idGiven(operation) ?? '');
  const own = isShared && called === '' ? id : called;
  const tag = plainGroup(withoutPrefix(operation, operation.tags[0] ?? ''));
  return own === '' || tag === '' ? '' : under(operation, inGroup(operation, tag, own));
}

/** `createPet` for a `create` of the tag `pets`, or of `/pets` under a tag that says nothing; empty for what says more than a verb. */
function ofVerb(operation: Operation, isShared: boolean): string {
  const called = calledIn(operation);
  const isVerb = isBare(called);
  if (!isVerb && isExportable(camel(called))) return '';
  if (!saysNothing(operation)) return ofTag(operation, isShared);
  if (!isVerb) return '';
  const { method, path } = operation;
  const [verb = ''] = splitWords(called);
  // `searchPets` of `/pets/search`
  const isSaid = path.toLowerCase().endsWith(`/${verb.toLowerCase()}`);
  const of = isSaid ? path.slice(0, -verb.length - 1) : path;
  const [place = ''] = /\/[^/{}]+(?:\/\{[^/]*)*\/?$/.exec(of) ?? [];
  return under(operation, restName(method, place, verb));
}

/** `api`, `v1`, and `Basic`, which HubSpot has beside `Batch`. */
function saysNothing(operation: Operation): boolean {
  const tag = withoutPrefix(operation, operation.tags[0] ?? '');
  return isPrefix(tag) || /^(?:basic|default|general|misc|others?)$/i.test(tag);
}

/** What operations are called that have a name in the document, where nothing else wants it. */
export function namesGiven(operation: Operation): readonly string[] {
  const id = idGiven(operation);
  if (id === undefined) return [];
  const called = calledIn(operation);
  return [
    under(operation, ofController(operation)),
    ofVerb(operation, false),
    under(operation, camel(called)),
    ofRoute(operation),
    camel(id),
  ];
}

/** `usersRetrieve` for `api_users_retrieve` of `/api/users/{id}`; empty for an id that says more than its route. */
function ofRoute(operation: Operation): string {
  const id = idGiven(operation);
  if (id === undefined || calledIn(operation) !== '') return '';
  return under(operation, camel(withoutPrefixes(withoutPrefix(operation, id), operation.path)));
}

/** Of the words that no function can be called by, those that say what is done. */
const DEEDS =
  /^(?:await|break|continue|delete|export|import|new|return|set|switch|throw|try|void)$/;

/**
 * `deletePet` for `delete` of `/pets/{id}`, since no function can be called so; empty for what can.
 *
 * @param name without the prefix of the document
 */
function ofReserved(operation: Operation, name: string): string {
  if (isExportable(name)) return '';
  const { method } = operation;
  const path = operation.path.replace(/(?<!\/)\/$/, '');
  const called = namesIn(path);
  if (DEEDS.test(name) && called.every((each) => each === name)) return '';
  const at = path.lastIndexOf('/');
  const [last = ''] = splitWords(path.slice(at));
  // What the path ends with is said before all of it: `POST /pets/{id}/export`.
  if (DEEDS.test(name) && camel(path.slice(at)) === name)
    return under(operation, restName(method, path.slice(0, at), name));
  // `POST /delete-pet` says it itself, and `/object/{id}` is no deed.
  const isSaid = last.toLowerCase() === name || called.includes(name);
  return under(operation, restName(method, path, DEEDS.test(name) && !isSaid ? name : undefined));
}

function exportable(name: string): string {
  return isExportable(name) ? startable(name) : `${name}Operation`;
}

export function isExportable(name: string): boolean {
  return !RESERVED_WORDS.has(name) && !UNSAFE_EXPORTS.has(name);
}
