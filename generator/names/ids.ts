/** What the ids of operations say, as those write them who make documents of code. */

import type { Operation } from '../ir.js';
import { RESERVED_WORDS } from '../print/ident.js';
import { BARE, isPrefix, namesIn } from './paths.js';
import { spelled } from './spelling.js';
import { camel, singular, splitWords } from '../words.js';

/** Ids, tags and groups begin with the prefix of the document already. */
export function under({ prefix }: Operation, name: string): string {
  return prefix === undefined || name === '' ? name : camel(`${prefix} ${name}`);
}

/** What the id, or a tag, is in its own document. */
export function withoutPrefix({ prefix }: Operation, said: string): string {
  return prefix !== undefined && said.startsWith(prefix) ? said.slice(prefix.length + 1) : said;
}

/** `getItemResource-pet-get_1` of Spring Data REST: which of its own functions answers. */
const OF_SPRING_DATA =
  /^(?:[a-z]+(?:Collection|Item)Resource|executeSearch|[a-z]+PropertyReference)-\w+-[a-z]+(?:_\d+)*$/;

/** A hash of swagger-php, a key of Azure's API Management, a UUID. */
const TELLS_NOTHING =
  /^(?=.*\d)(?:[\da-f]{24}|[\da-f]{32}|[\da-f]{40}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/**
 * Undefined for an id that is but method and path, as Strapi (`get/pets/{id}`), Stoplight (`get-pets-id`), API Platform (`api_pets_id_get`),
 * Grape (`getV3PetsId`), Elysia (`getApiPetsById`) and Swashbuckle (`ApiPetsByIdGet`) write them, or one that only a tool can read.
 */
export function idGiven(operation: Operation): string | undefined {
  // Asked for a dozen times of each.
  if (!given.has(operation)) given.set(operation, readId(operation));
  return given.get(operation);
}

const given = new WeakMap<Operation, string | undefined>();

function readId(operation: Operation): string | undefined {
  const { id, method, path } = operation;
  const whole = withoutPrefix(operation, id ?? '');
  // `pet/get/pets_by_id` of Strapi
  const tag = `${withoutPrefix(operation, operation.tags[0] ?? '')}/`;
  const own = whole.startsWith(`${tag}${method.toLowerCase()}/`) ? whole.slice(tag.length) : whole;
  if (TELLS_NOTHING.test(own) || OF_SPRING_DATA.test(own)) return undefined;
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const said = plain(own);
  const verb = method.toLowerCase();
  const [first = ''] = namesIn(path);
  // `getPets` may be a person's, and so may `petsGet` and `getPetsById`.
  const names = namesIn(path);
  const version = names.find((each) => !isPrefix(each) || /^v\d/i.test(each)) ?? '';
  const isOfTool =
    isPrefix(version) ||
    (isPrefix(first) && (path.includes('{') || !names.slice(1, 2).every(isOfApi)));
  const paths = [path, path.replace(/\{[^{}]*\}/g, 'id')];
  // Nor is `get_pet_by_id` any tool's.
  if (isOfTool || /[-/]/.test(own)) paths.push(path.replace(/\{([^{}]*)\}/g, 'by$1'));
  if ((/[-_/]/.test(own) || isOfTool) && paths.some((each) => said === plain(verb + each)))
    return undefined;
  if (own.includes('/')) return id;
  if (!said.startsWith(plain(first)) || (!isPrefix(first) && !path.includes('{'))) return id;
  const route = said.replace(/collection$/, '').slice(0, -verb.length);
  const isRoute = said.replace(/collection$/, '').endsWith(verb);
  return isRoute && [path, spelled(path)].some((each) => plain(each) === route) ? undefined : id;
}

/** Whether it may be the API's own in `getApiKeys` of `/api/keys`. */
function isOfApi(name: string): boolean {
  return /^(?:access|app|call|client|credential|definition|doc|endpoint|error|info|key|limit|log|metric|request|schema|secret|setting|spec|status|token|usage|version)(?:e?s)?$/i.test(
    name,
  );
}

/**
 * `v1-get-pet`, `api_pets_list` and `get_api_pets` without what their paths begin with. What is no version may be of the thing
 * (`get_api_key` of `/api/keys`), unless the path goes on as the id does.
 */
export function withoutPrefixes(id: string, path: string): string {
  const words = /^[\w-]+$/.test(id) ? id.split(/[-_]/) : [];
  const before = isBare(words[0] ?? '') ? words.splice(0, 1) : [];
  const all = path.split('/').slice(1);
  // `v1_pets_list` of `/api/v1/pets/`, of DRF where the whole API begins with `/api`, or with another prefix.
  const segments = all.slice(all.findIndex((each) => !isPrefix(each) || each === words[0]));
  const first = words.findIndex((word, at) => !isPrefix(word) || word !== segments[at]);
  if (first <= 0) return id;
  const isVersion = words.slice(0, first).every((word) => /^v\d/.test(word));
  const [next] = (segments[first] ?? '').split(/[-_]/);
  const kept = [...before, ...words.slice(first)];
  const [only = ''] = kept;
  const saysNothing = kept.length === 1 && (isBare(only) || RESERVED_WORDS.has(only));
  return saysNothing || (!isVersion && words[first] !== next) ? id : kept.join('_');
}

/**
 * `read_pet_api_pets__pet_id__get` → `read_pet`: FastAPI writes the whole route behind the name of its function, and
 * Springfox its method (`getPetUsingGET`); HubSpot has it before: `get-/pets/{petId}_readPet`, and so has Litestar:
 * `PetsPetIdGetPet`. Empty where there is none.
 */
export function withoutRoute(id: string, path: string, verb: string): string {
  const before = `${verb}-${path}_`;
  if (id.startsWith(before)) return id.slice(before.length);
  const method = `Using${verb.toUpperCase()}`;
  if (id.endsWith(method)) return id.slice(0, -method.length);
  const titled = titledRoute(id, path);
  const [deed = ''] = titled === '' ? [] : (/^\p{Lu}.*$/u.exec(id.slice(titled.length)) ?? []);
  if (splitWords(deed).length > 1 && isOfRoute(deed, path)) return deed;
  if (!id.endsWith(`_${verb}`)) return '';
  const route = `${path.replace(/[^\p{L}\p{N}_]/gu, '_')}_${verb}`;
  // Python has `delete_` where others have `delete`.
  return id.endsWith(route) ? id.slice(0, -route.length).replace(/(?<!_)_+$/, '') : '';
}

/** `GetPet` of `/pets/{pet_id}`, `ListPets` of `/pets`: `ImageInStream` of `/analyze` is no name behind a route, but part of one. */
function isOfRoute(deed: string, path: string): boolean {
  const words = (text: string): readonly string[] =>
    splitWords(text).map((each) => singular(each.toLowerCase()));
  const said = words(deed);
  return (
    path.includes('{') || words(namesIn(path).at(-1) ?? '').every((each) => said.includes(each))
  );
}

/**
 * `ApiPetsPetId` of `/api/pets/{pet_id}`, as Litestar writes it: what is in it already is not said again. Empty where the id begins
 * with anything else, or is longer than any that it writes.
 */
function titledRoute(id: string, path: string): string {
  let said = '';
  if (id.length > LONGEST || !/^\p{Lu}/u.test(id)) return said;
  for (const part of path.split('/')) {
    const titled = part
      .replace(/\p{L}+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
      .replace(/[^\p{L}\p{N}]/gu, '');
    if (!said.includes(titled)) said += titled;
    if (!id.startsWith(said)) return '';
  }
  return said;
}

const LONGEST = 300;

/**
 * Class and method as Nest, Laravel, Phoenix and others write them into ids, in whatever package: `CatsController_findAll`,
 * `App\Http\CatController@index`. Quarkus has resources (`PetResource_list`), and what is made of gRPC services (`PetService_GetPet`).
 */
const CONTROLLER =
  /^(?:[\p{L}\p{N}_]+[.\\])*(\p{Lu}[\p{L}\p{N}]*)(?:Controller(V\d+)?(?:[-_.@]|::)|(?:Resource|Service)[_.])(\p{L}[\p{L}\p{N}_]*)$/u;

/** The class, without what all are called, and the method; undefined where an id has none. */
export function controllerOf(id: string): readonly [group: string, name: string] | undefined {
  const found = CONTROLLER.exec(id);
  return found === null ? undefined : [`${found[1] ?? ''}${found[2] ?? ''}`, found[3] ?? ''];
}

/** `list` and `getAll`, which say nothing of what they are of. */
export function isBare(name: string): boolean {
  const [verb = '', ...others] = splitWords(name);
  return BARE.test(verb) && others.every((each) => /^(?:all|by|id|many|one)$/i.test(each));
}

/** `addPet` of Jira's `PetResource.addPet_post`. */
export function withoutMethod({ method }: Operation, name: string): string {
  const behind = `_${method.toLowerCase()}`;
  return name.endsWith(behind) ? name.slice(0, -behind.length) : name;
}

export const GROUPED = /^(\p{Lu}[\p{L}\p{N}]*)_(\p{Lu}[\p{L}\p{N}]*)$/u;

/** `pets.getPet`, as contracts of ts-rest have it. */
const DOTTED = /^(\p{Ll}[\p{L}\p{N}]*)\.(\p{Ll}[\p{L}\p{N}]*)$/u;

/** Whether a name says all words of a group, and more: `GetPetToys`, and neither `GetByPetId` nor `ListFromPet`. */
function saysAll(name: string, group: string): boolean {
  const words = splitWords(name).map((each) => singular(each.toLowerCase()));
  const end = words.indexOf('by');
  const said = words.slice(0, end < 0 ? undefined : end);
  const things = splitWords(group).map((each) => singular(each.toLowerCase()));
  const isOfOthers = said
    .slice(0, 2)
    .some((each) => /^(?:at|for|from|in|of|on|to|with)$/.test(each));
  return !isOfOthers && said.length > things.length && things.every((each) => said.includes(each));
}

/** Such a class is a group; without the prefix of the document. Empty where there is none. */
export function ofController(operation: Operation): string {
  const own = withoutPrefix(operation, operation.id ?? '');
  const [group, said] = controllerOf(own) ?? ['', ''];
  const name = withoutMethod(operation, said);
  // `Accounts_GetAccount` and `accounts.getAccount`, and not `Accounts_Get`.
  const [, thing = '', deed = ''] = GROUPED.exec(own) ?? DOTTED.exec(own) ?? [];
  if (name === '' && saysAll(deed, thing)) return camel(deed);
  // The application itself is no group.
  return group === 'App' ? camel(name) : inGroup(operation, group, name);
}

/** `catsFindAll`, `createCat`, `authLogin` */
export function inGroup({ path }: Operation, group: string, name: string): string {
  if (group.toLowerCase() === name.toLowerCase()) return camel(name);
  const isVerb = BARE.test(name) || splitWords(name).length > 1;
  // `findCat` of `/cats/{id}`
  const isOne = /^find$/i.test(name) && /\}\/?$/.test(path);
  return isVerb ? sdkName([group], name, isOne) : camel(`${group} ${name}`);
}

/** Verbs that are about all of a group. */
const OF_ALL = /^(?:list|search|find|query|count|export|all|index|bulk|batch)/i;

/**
 * The name in a vendor's extension is that of a method in a group: `list` of `pets`. A function stands
 * alone, so one word gets the group after it, `listPets` and `getPet`, and more get it before:
 * `petsFindByTags`. A name that has the group in it already stands.
 */
export function sdkName(groups: readonly string[], name: string, isOne = false): string {
  const group = groups.map((each) =>
    each.replace(/(?<=[\p{L}\p{N}])(?:Controller|[-_]controller)$/u, ''),
  );
  const plain = (word: string): string => singular(word.toLowerCase());
  const words = splitWords(name).map(plain);
  const missing = group.filter((each) =>
    splitWords(each).some((word) => !words.includes(plain(word))),
  );
  if (words.length > 1) return camel(`${missing.join(' ')} ${name}`);
  const nouns = missing.flatMap(splitWords);
  const last = nouns.findLastIndex((each) => !/^v\d+$/i.test(each));
  const ofAll = OF_ALL.test(name) && !isOne;
  const said = nouns.map((each, at) => (at === last && !ofAll ? singular(each) : each));
  return camel([name, ...said].join(' '));
}
