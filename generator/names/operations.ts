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
  unnumbered,
  withoutPrefix,
  withoutPrefixes,
  withoutRoute,
} from './ids.js';
import { isPrefix, namesIn, restName, saidOnce, saysMore } from './paths.js';
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
  const routes = new Set(operations.map(routeOf));
  return operations.map((each) => {
    const { path } = each;
    const isTwin =
      path.length > 1 &&
      path.endsWith('/') &&
      routes.has(routeOf({ ...each, path: path.slice(0, -1) }));
    return claimOf(each, { isTwin, isShared: several.has(each.id ?? '') });
  });
}

/** With the id, if it has one: what is called otherwise is told by that. */
function routeOf(operation: Operation): string {
  const { prefix = '', method, path } = operation;
  return JSON.stringify([prefix, method, path, idGiven(operation)]);
}

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
      if (name === id) return 5;
      if (name === exactName(operation)) return isPlainPath(path) ? 4 : 3;
      const isOwn = name === shortName(operation) || name === ofTag(operation, among.isShared);
      if (isOwn || (id !== undefined && !among.isShared && name === camel(id))) return 2;
      // `POST /pets` is `createPet` before `POST /pets/create` is.
      const [plain = ''] = path.split('?');
      const isPlain = id === undefined && !saysMore(method, plain);
      return isPlain && name === under(operation, restName(method, plain)) ? 1 : 0;
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
  const slashed = (name: string): string => (isTwin && name !== '' ? `${name}Slash` : name);
  if (sdk?.name !== undefined) yield under(operation, sdkName(group, sdk.name));
  if (id === undefined) {
    // Some write the query into the path.
    const [plain = ''] = path.split('?');
    yield slashed(under(operation, restName(method, saidOnce(plain))));
    yield slashed(under(operation, restName(method, plain)));
    // `putPet` and `patchPet`, where both would be `updatePet`.
    yield slashed(under(operation, restName(method, plain, verb)));
    // `getUser` and `getUserById` of `/api/user` and `/api/user/{id}`.
    yield slashed(shortName(operation));
    yield slashed(under(operation, calling(method, spelled(plain))));
  } else {
    yield ofController(operation);
    const called = withoutRoute(id, path, verb);
    yield ofReserved(operation, camel(called === '' ? withoutPrefix(operation, id) : called));
    // `createPet` for a `create` of the tag `pets`.
    if (isBare(called)) yield slashed(ofTag(operation, isShared));
    yield slashed(camel(called));
    if (called === '')
      yield slashed(under(operation, camel(withoutPrefixes(withoutPrefix(operation, id), path))));
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
      yield camel(`${tags[0] ?? ''} ${id}`);
    }
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

/** `booksGetAll`, where two of FastAPI's routers have a `getAll`; empty where nothing tells whose it is. */
function ofTag(operation: Operation, isShared: boolean): string {
  const { path, method, tags } = operation;
  const id = idGiven(operation) ?? '';
  const called = withoutRoute(id, path, method.toLowerCase());
  const own = isShared && called === '' ? id : called;
  const tag = plainGroup(withoutPrefix(operation, tags[0] ?? ''));
  return own === '' || tag === ''
    ? ''
    : under(operation, inGroup(tag, withoutPrefix(operation, own)));
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

/** Of the words that no function can be called by, those that say what is done. */
const DEEDS =
  /^(?:await|break|continue|delete|export|import|new|package|return|set|switch|throw|try|void)$/;

/** `deletePet` for `delete` of `/pets/{id}`, since no function can be called so; empty for what can. */
function ofReserved(operation: Operation, name: string): string {
  const { method, path } = operation;
  if (isExportable(name)) return '';
  if (!DEEDS.test(name)) return under(operation, restName(method, path));
  if (namesIn(path).every((each) => each === name)) return '';
  const at = path.lastIndexOf('/');
  const [last = ''] = splitWords(path.slice(at));
  // Where the path ends with it, too: `POST /pets/{id}/export`, and `POST /delete-pet`.
  if (camel(path.slice(at)) === name)
    return under(operation, restName(method, path.slice(0, at), name));
  return under(operation, restName(method, path, last.toLowerCase() === name ? undefined : name));
}

function exportable(name: string): string {
  return isExportable(name) ? startable(name) : `${name}Operation`;
}

export function isExportable(name: string): boolean {
  return !RESERVED_WORDS.has(name) && !UNSAFE_EXPORTS.has(name);
}
