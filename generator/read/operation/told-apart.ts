/** One function at several addresses: its name, and what tells each address from the others. */

import type { Operation } from '../../ir.js';
import { isBare, withoutRoute } from '../../names/ids.js';
import { isPrefix, namesIn } from '../../names/paths.js';

/**
 * Ids for operations that are one function: `ListPets` at `/pets` and `/api/v1/pets`, as gRPC's gateways write additional
 * bindings, are `ListPets` and `ListPets_api_v1`; `read_pets_pets_get` and `read_pets_v1_pets_get` of FastAPI are `read_pets`
 * and `read_pets_v1`. Others that share an id have it by mistake, and are not among these.
 */
export function toldApart(operations: readonly Operation[]): ReadonlyMap<Operation, string> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const { id, tags } = operation;
    if (id === undefined) continue;
    const name = nameOf(operation);
    const group = JSON.stringify(name === id ? [id] : [name, tags[0]]);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [operation]);
    else known.push(operation);
  }
  const ids = new Map<Operation, string>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const marks = marksOf(group) ?? [];
    for (const [index, mark] of marks.entries()) {
      const operation = group[index];
      if (operation === undefined) continue;
      // A verb alone is told by what else they are called: `getAllBooks` and `getAllAdminBooks`.
      if (isBare(nameOf(operation))) break;
      ids.set(operation, [nameOf(operation), ...mark].join('_'));
    }
  }
  return ids;
}

/** The id, or what FastAPI wrote the route behind. */
function nameOf({ id = '', method, path }: Operation): string {
  return withoutRoute(id, path, method.toLowerCase()) || id;
}

type Mark = readonly string[];

/** What each has that not all have, as little of it as tells them all apart; undefined where they are not one function. */
function marksOf(group: readonly Operation[]): readonly Mark[] | undefined {
  const [first] = group;
  if (first === undefined || (isRepeated(group) && !group.every((each) => isLike(each, first))))
    return undefined;
  const ways: readonly ((each: Operation) => Mark)[] = [
    ownNames,
    ({ path }) => namesIn(path),
    ({ path }) => partsOf(path).map((part) => (part.includes('{') ? `by_${part}` : part)),
    ({ method }) => [method.toLowerCase()],
  ];
  return ways
    .map((way) => differences(group.map(way)))
    .find((marks) => new Set(marks.map((mark) => mark.join('/'))).size === group.length);
}

/** Whether they have one id, and not one function in ids of their own. */
function isRepeated(group: readonly Operation[]): boolean {
  return new Set(group.map(({ id }) => id)).size < group.length;
}

/** Who copies an operation to make another seldom leaves all of its words, and never the place. */
function isLike(a: Operation, b: Operation): boolean {
  const said = (each: Operation): string =>
    JSON.stringify([each.method, each.tags[0], each.summary, each.description]);
  const own = new Set(ownNames(a));
  return (
    said(a) === said(b) &&
    (a.summary ?? a.description) !== undefined &&
    ownNames(b).some((each) => own.has(each))
  );
}

function ownNames({ path }: Operation): Mark {
  return namesIn(path).filter((name) => !isPrefix(name));
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((each) => each !== '');
}

/** Of each list what is not in all of them. */
function differences(lists: readonly Mark[]): readonly Mark[] {
  const [head = [], ...others] = lists.map((list) => new Set(list));
  const common = new Set([...head].filter((each) => others.every((other) => other.has(each))));
  return lists.map((list) => list.filter((each) => !common.has(each)));
}
