/** Ids with what a tool has written into them because each is to be there only once: numbers, and methods. */

import type { Operation } from '../ir.js';
import { camel, splitWords } from '../words.js';
import { isBare, withoutPrefix, withoutRoute } from './ids.js';
import { restName } from './paths.js';
import { spelled } from './spelling.js';

/** Springdoc and others write `getAll_1`, OpenApiSpex `update (2)` and Goa `list#1` where an id is taken; Springfox `getUsingGET_1`. */
const NUMBERED = /(?:[_#]| \()(\d{1,3})\)?$/;
/** NSwag writes `Pets_GetAll2`, and the gateway of gRPC `PetService_ListPets2`, for a further route of what is called so. */
const FURTHER = /^(\p{Lu}[\p{L}\p{N}]*_\p{Lu}[\p{L}\p{N}]*)([2-9])$/u;

/**
 * Operations with the ids that they had but for a tool that allows each only once; a further route has none. The number is
 * a person's where no other has the id without it, or where the path says it, too: `getModel_3` of `/models/3`.
 */
export function unnumbered(operations: readonly Operation[]): readonly Operation[] {
  return overloaded(withoutNumbers(withoutMethods(operations)));
}

/** Encore writes `GET:pets.ListPets`: without the method, which is only needed where one endpoint takes several. */
const WITH_METHOD = /^([A-Z]+):([\p{L}\p{N}_]+\.[\p{L}\p{N}_]+)$/u;

function withoutMethods(operations: readonly Operation[]): readonly Operation[] {
  const endpoints = operations.map(({ id = '', method }) => {
    const [, verb = '', endpoint = ''] = WITH_METHOD.exec(id) ?? [];
    return verb === method.toUpperCase() ? endpoint : '';
  });
  const times = new Map<string, number>();
  for (const each of endpoints) times.set(each, (times.get(each) ?? 0) + 1);
  return operations.map((each, at) => {
    const id = endpoints[at] ?? '';
    return id !== '' && times.get(id) === 1 ? { ...each, id } : each;
  });
}

function withoutNumbers(operations: readonly Operation[]): readonly Operation[] {
  const paths = new Map(operations.map(({ id, path }) => [id, path]));
  return operations.map((each) => {
    const { id: given = '', method, path } = each;
    const [mark = '', number = ''] = NUMBERED.exec(given) ?? [];
    const id = given.slice(0, -mark.length);
    if (mark !== '' && id.endsWith(`Using${method.toUpperCase()}`)) return { ...each, id };
    // Tools count, and people write `sha_256`.
    const isCounted = Array.from({ length: Math.max(0, Number(number) - 2) }, (_, at) =>
      paths.has(id + mark.replace(number, String(at + 2))),
    ).every(Boolean);
    if (mark !== '' && paths.has(id) && isCounted)
      return isSaid(path, id, number) ? each : { ...each, id };
    const [, first = '', further = ''] = FURTHER.exec(given) ?? [];
    const other = paths.get(first);
    const [verb = ''] = splitWords(first.slice(first.indexOf('_') + 1));
    if (other === undefined || other === path || !isBare(verb) || isSaid(path, first, further))
      return each;
    const { id: _, ...unnamed } = each;
    return unnamed;
  });
}

/**
 * Java has several methods of one name in a class. Where their paths go on as one of them ends, they are called after what they say
 * further: `getPets` and `getPetsPage` for `getPetsUsingGET_1` of `/pets` and `getPetsUsingGET` of `/pets/page/{page}`; another one
 * that is elsewhere is called by its path.
 */
function overloaded(operations: readonly Operation[]): readonly Operation[] {
  const groups = new Map<string, Operation[]>();
  for (const each of operations) {
    const own = withoutPrefix(each, nameOf(each));
    // A verb alone is told by what else they are called.
    if (isBare(own) || !/^\p{Ll}[\p{L}\p{N}]*$/u.test(own)) continue;
    const key = JSON.stringify([each.id, each.method, each.tags[0]]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const ids = new Map<Operation, string>();
  for (const group of groups.values()) {
    const [start = ''] = group.map(({ path }) => path).sort((a, b) => a.length - b.length);
    const ends = group.map(({ path }) => endOf(path, start));
    const below = ends.filter((end) => end !== undefined);
    if (below.length < 2 || new Set(below).size < below.length) continue;
    for (const [at, each] of group.entries()) {
      const end = ends[at];
      if (each.path !== start) ids.set(each, end === undefined ? '' : `${nameOf(each)}_${end}`);
    }
  }
  return operations.map((each) => {
    const id = ids.get(each);
    if (id === undefined) return each;
    const { id: _, ...unnamed } = each;
    return id === '' ? unnamed : { ...each, id };
  });
}

function nameOf({ id = '', method, path }: Operation): string {
  return withoutRoute(id, path, method.toLowerCase()) || id;
}

/** `page` of `/pets/page/{page}` behind `/pets`; undefined for what is not below it. */
function endOf(path: string, start: string): string | undefined {
  if (path === start) return '';
  const rest = path.startsWith(`${start}/`) ? path.slice(start.length) : '';
  return camel(restName('GET', rest, '') || spelled(rest)) || undefined;
}

function isSaid(path: string, id: string, number: string): boolean {
  const numbered = `${splitWords(id).at(-1) ?? ''}${number}`.toLowerCase();
  return splitWords(path).some((word) => word === number || word.toLowerCase() === numbered);
}
