/** What paths say of the operations that they are of. */

import { RESERVED_WORDS, UNSAFE_EXPORTS } from '../print/ident.js';
import { camel, singular, splitWords } from '../words.js';

/**
 * An operation without an id, as people call such things: `GET /pets` → `getPets`, `GET /pets/{petId}` →
 * `getPet`, `POST /pets` → `createPet`, `PUT /pets/{petId}` → `updatePet`. What has another form keeps its
 * method: `POST /pets/{petId}/photo` → `postPetPhoto`. A part of the path that is a verb itself is the name, as in
 * `POST /sendMessage`, or says what is done: `POST /orders/{id}/cancel` and `POST /orders/cancel/{id}` → `cancelOrder`,
 * `POST /pets/add` → `addPet`. Prefixes and versions of the whole API are left out, and so are the endings of files.
 *
 * @param given the verb in place of that which people would choose
 */
export function restName(method: string, path: string, given?: string): string {
  const segments = segmentsOf(path);
  // A function of a database: `POST /rpc/add_them`.
  const [place, called = ''] = segments;
  const isFunction = place === 'rpc' && segments.length === 2 && /^\w+$/.test(called);
  if (isFunction && given === undefined && method.toLowerCase() === 'post') return camel(called);
  // A segment that is more than a name or a parameter (`/{a}.{b}`) says too much for this.
  if (!segments.every((each) => /^[^{}?=&*:]+$|^\{[^{}]+\}$/.test(each))) return '';
  const nouns = segments.flatMap((each, index) => {
    if (isParameter(each)) return [];
    const words = splitWords(each);
    const last = words.at(-1) ?? '';
    return [[...words.slice(0, -1), isParameter(segments[index + 1]) ? singular(last) : last]];
  });
  const [head] = segments;
  if (nouns.length === 0 || isParameter(head)) return '';
  const last = nouns.at(-1) ?? [];
  const named = segments.findLast((each) => !isParameter(each)) ?? '';
  const [first = '', ...rest] = last;
  const isDeed = named === segments.at(-1) && isParameter(segments.at(-2));
  if (given === undefined && isPhrase(named, method, isDeed)) {
    return camel([first, ...nouns.slice(0, -1).flat(), ...rest].join(' '));
  }
  if (given === undefined && isVerb(segments.at(-1) ?? '', method)) {
    const before = nouns.slice(0, -1).flat();
    const ofOne = isParameter(segments.at(-2));
    const name = camel((ofOne ? [...last, ...before] : [...before, ...last]).join(' '));
    if (!RESERVED_WORDS.has(name) && !UNSAFE_EXPORTS.has(name)) return name;
  }
  if (given === undefined && isParameter(segments.at(-1)) && isPlainVerb(named, method)) {
    const before = nouns.slice(0, -1).flat();
    const thing = before.at(-1) ?? '';
    const isSeveral = singular(thing) !== thing;
    const object = [...before.slice(0, -1), singular(thing)];
    if (!segments.slice(0, -1).some(isParameter))
      return camel((isSeveral ? [...last, ...object] : [...before, ...last]).join(' '));
  }
  const done = given === undefined ? doneName(method, segments, nouns.slice(0, -1)) : '';
  if (done !== '') return done;
  const verb = given ?? verbOf(method, isParameter(segments.at(-1)), last.at(-1) ?? '');
  const object = verb === 'create' ? [...last.slice(0, -1), singular(last.at(-1) ?? '')] : last;
  return camel([verb, ...nouns.slice(0, -1).flat(), ...object].join(' '));
}

/** `/pets/{id}/pet_toys` → `/pet_toys`, which says whose they are; all of a path that says nothing twice. */
export function saidOnce(path: string): string {
  const segments = path.split('/');
  const names = segments.flatMap((each, at) => (each === '' || isParameter(each) ? [] : at));
  const wordsOf = (name: number | undefined): readonly string[] =>
    splitWords(withoutEnding(segments[name ?? -1] ?? '')).map((word) =>
      singular(word.toLowerCase()),
    );
  const last = names.findLastIndex((name, index) => {
    const words = wordsOf(name);
    const others = wordsOf(names[index + 1]);
    const begins = words.every((word, at) => word === others[at]);
    return begins && words.length > 0 && others.length > words.length;
  });
  return last < 0
    ? path
    : [...segments.slice(0, names[last]), ...segments.slice(names[last + 1])].join('/');
}

/** What a path says behind what all of the API begins with. */
function segmentsOf(path: string): string[] {
  const segments = path.split('/').flatMap((each) => keyed(withoutEnding(each)));
  while (segments.length > 1 && isPrefix(segments[0] ?? '')) segments.shift();
  return segments;
}

/** `Pets({id})` of OData → `Pets`, `{id}`. */
function keyed(segment: string): readonly string[] {
  const [, name, key] = /^([^(){}]+)\([^{}]*\{([^{}]+)\}[^()]*\)$/.exec(segment) ?? [];
  if (name !== undefined && key !== undefined) return [name, `{${key}}`];
  return segment === '' ? [] : [segment];
}

/** Whether a path has a verb where others have none: `POST /pets/create` beside `POST /pets`. */
export function saysMore(method: string, path: string): boolean {
  const segments = segmentsOf(path);
  const named = segments.findLast((each) => !isParameter(each)) ?? '';
  const isSaid = SAID.get(method.toLowerCase())?.test(named.toLowerCase()) === true;
  return isSaid || (isParameter(segments.at(-1)) && isPlainVerb(named, method));
}

function isParameter(segment: string | undefined): boolean {
  return segment?.startsWith('{') === true;
}

/** What a path says as well as its method: `POST /pets/add`, `PUT /pets/update/{id}`, and all by `POST`. */
const SAID: ReadonlyMap<string, RegExp> = new Map([
  ['get', /^(?:fetch|find|get|list)$/],
  [
    'post',
    /^(?:add|create|delete|edit|find|get|insert|list|modify|remove|save|store|update|upsert)$/,
  ],
  ['put', /^(?:add|create|edit|modify|replace|save|update|upsert)$/],
  ['patch', /^(?:edit|modify|update)$/],
  ['delete', /^(?:delete|destroy|remove)$/],
]);
const MAKES = /^(?:add|create|insert|save|store|upsert)$/;

/**
 * `addPet`, `updatePet`; empty where the path ends otherwise.
 *
 * @param nouns the words of what stands before
 */
function doneName(
  method: string,
  segments: readonly string[],
  nouns: readonly (readonly string[])[],
): string {
  const at = segments.findLastIndex((each) => !isParameter(each));
  const verb = segments[at]?.toLowerCase() ?? '';
  if (nouns.length === 0 || SAID.get(method.toLowerCase())?.test(verb) !== true) return '';
  const isLast = at === segments.length - 1;
  const makes = MAKES.test(verb);
  // What is named is no thing to be made: `POST /cart/add/{productId}`, `POST /lists/{id}/add`. Nor is there a verb in `GET /shop/list/{id}`.
  if (makes ? !isLast || isParameter(segments[at - 1]) : verb === 'list' && !isLast) return '';
  const words = nouns.flat();
  const thing = words.at(-1) ?? '';
  const one = singular(thing);
  // To a cart, and not a cart.
  if (verb === 'add' && one === thing) return camel([...words, verb].join(' '));
  return camel([verb, ...words.slice(0, -1), makes || !isLast ? one : thing].join(' '));
}

/** Verbs that need a noun; what else is a word by itself may be anything: `authLogin`, `ordersCheckout`. */
export const BARE =
  /^(?:add|archive|count|create|delete|destroy|edit|fetch|find|get|insert|list|patch|put|read|remove|replace|save|search|show|store|update|upsert)$/i;

/** Verbs that begin no noun, however the words are joined, and those that begin none where they are joined as in `sendMessage`. */
const SPOKEN = /^(?:create|delete|describe|get|list|send)$/;
const IN_ONE = /^(?:add|cancel|fetch|find|remove|set|submit|update|validate|verify)$/;
/** The same of what is sent, and those that begin nouns as well: `reset-tokens` are tokens, `reset-password` is a call. */
const DONE =
  /^(?:accept|activate|answer|approve|ban|confirm|copy|deactivate|decline|defer|disable|edit|enable|forgot|forward|generate|hide|promote|recommend|reissue|reject|remove|rename|reopen|replace|resend|restrict|resume|revoke|rotate|submit|suspend|trigger|unban|unblock|unhide|unlink|unlock|unpin|validate|verify|withdraw)$/;
const OR_NOUN =
  /^(?:add|apply|assign|change|check|clear|close|complete|export|import|leave|log|mark|move|pin|refresh|refund|register|reset|restart|restore|save|set|start|stop|switch|toggle|transfer|unassign|upload)$/;
/** Verbs that another method has for itself: `DELETE /deletePet/{id}`, and not `deleteDeletePet`. */
const OWN: ReadonlyMap<string, RegExp> = new Map([
  ['delete', /^(?:clear|delete|remove)$/],
  ['put', /^(?:change|edit|modify|put|replace|save|set|update|upsert)$/],
  ['patch', /^(?:change|edit|modify|patch|set|update)$/],
]);

/** What is done with the thing that stands before it, or with nothing: `POST /orders/{id}/cancel`, `POST /sign-up`. */
const ACTION =
  /^(?:accept|activate|approve|archive|ban|block|cancel|capture|checkout|clone|close|complete|confirm|copy|deactivate|decline|defer|deploy|disable|dismiss|enable|execute|export|finalize|finish|follow|fork|import|invoke|join|leave|like|lock|login|logout|merge|move|mute|pause|pay|pin|publish|reactivate|reboot|recommend|redeem|refresh|refund|register|reject|rename|reopen|resend|reset|restart|restore|resume|retry|revoke|rollback|rotate|run|search|send|share|shutdown|signin|signout|signup|start|stop|submit|subscribe|suspend|sync|terminate|test|trigger|unarchive|unban|unblock|undo|unfollow|unlike|unlock|unmute|unpin|unpublish|unsubscribe|upload|validate|verify|void|withdraw)$/;

function isVerb(segment: string, method: string): boolean {
  return (
    /^(?:post|put|patch)$/i.test(method) && ACTION.test(segment.replace(/[-_]/g, '').toLowerCase())
  );
}

/** Of those that are no nouns, one is done with what the parameter behind it names: `POST /cancel/{id}`, `PUT /users/activate/{id}`. */
const NO_NOUN =
  /^(?:accept|activate|approve|cancel|complete|confirm|deactivate|decline|disable|dismiss|enable|execute|finalize|invoke|publish|reactivate|reboot|redeem|reject|rename|reopen|resend|restore|resume|retry|revoke|send|submit|subscribe|suspend|terminate|unarchive|unban|unblock|undo|unfollow|unlike|unlock|unmute|unpin|unpublish|unsubscribe|validate|verify)$/;

function isPlainVerb(segment: string, method: string): boolean {
  return isVerb(segment, method) && NO_NOUN.test(segment.replace(/[-_]/g, '').toLowerCase());
}

/** What is done with what is sent, and no thing: `POST /embed` with the id `embed`. */
const MADE =
  /^(?:analy[sz]e|classify|convert|decode|decrypt|detect|detokenize|embed|encode|encrypt|evaluate|extract|generate|infer|moderate|parse|predict|pull|push|recommend|render|rerank|summarize|tokenize|transcribe|transform|translate)$/i;

/** Whether a part of a path is a verb and its object. Many verbs are nouns as well: `import-jobs`, `add-ons`. */
function isPhrase(segment: string, method: string, isDeed = false): boolean {
  const words = splitWords(segment);
  if (words.length < 2) return false;
  const verb = words[0]?.toLowerCase() ?? '';
  const inOne = /^\p{L}+$/u.test(segment);
  const lower = method.toLowerCase();
  if (inOne && OWN.get(lower)?.test(verb) === true) return true;
  const isSpoken = SPOKEN.test(verb) || (inOne && IN_ONE.test(verb));
  if (lower === 'get' || (lower === 'post' && isSpoken)) return isSpoken;
  const last = words.at(-1) ?? '';
  // `PUT /bookings/{id}/mark-paid`, and not `PUT /pin-code/{id}`; nor is there an object in `check-in`.
  const isObject = singular(last) === last && !/^(?:in|off|on|out|up)$/i.test(last);
  // Nobody adds `ons`, nor `ins`.
  const isAdded = verb === 'add' && !/^(?:back|in|on|up)s?$/i.test(last);
  const isDone =
    isAdded || DONE.test(verb) || (OR_NOUN.test(verb) && isObject && (lower === 'post' || isDeed));
  return /^(?:post|put|patch)$/.test(lower) && isDone;
}

/** `POST /channels.kick`, `GET /chat.getMessage`: a method of a group, and no file. Who calls those sends with nothing else. */
export function isMethodCall(method: string, path: string): boolean {
  const last = namesIn(path).at(-1) ?? '';
  if (!/^(?:get|post)$/i.test(method)) return false;
  if (!/^[a-z][\w-]*(?:\.[a-z][^\W_]*)+$/i.test(last) || ENDING.test(last)) return false;
  const [verb = ''] = splitWords(last.slice(last.lastIndexOf('.')));
  return !/^get$/i.test(method) || [BARE, SPOKEN, IN_ONE].some((each) => each.test(verb));
}

const ENDING =
  /\.(?:aspx?|atom|cgi|css|do|gif|gz|ico|ics|jpe?g|js|jspx?|kml|md|mp[34]|pbf|php|png|rss|svc|svg|webp|zip)$/i;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly id?: string;
}

/**
 * Those whose path is a call and no place: `POST /sendMessage`, `GET /getUsers/{id}`. They have nothing in common but the
 * API, and no group of their own. Where others are below it, it is a place: `POST /search` beside `GET /search/{id}`.
 */
export function callsOf<T extends Route>(operations: readonly T[]): ReadonlySet<T> {
  const called = new Set(operations.filter(isCall));
  const places = new Set(operations.filter((each) => !called.has(each)).map(placeOf));
  places.delete('');
  return new Set(operations.filter((each) => isCall(each) && !places.has(placeOf(each))));
}

function placeOf({ path }: Route): string {
  return (namesIn(path).find((each) => !isPrefix(each)) ?? '').toLowerCase();
}

function isCall({ method, path, id = '' }: Route): boolean {
  const names = namesIn(path);
  if (names.length === 0) return true;
  const [only = '', ...others] = names.filter((each) => !isPrefix(each));
  if (only === '' || others.length > 0) return false;
  if (isPhrase(only, method) || isVerb(only, method)) return true;
  // `POST /counttoys` with the id `CountToys`
  if (camel(id).toLowerCase() !== only.replace(/[-_]/g, '').toLowerCase()) return false;
  const [verb = '', ...object] = splitWords(id);
  return BARE.test(verb) || (object.length === 0 ? MADE.test(verb) : isPhrase(id, method));
}

/** `report.json`, `report.{format}` and `report{format}` → `report`. */
function withoutEnding(segment: string): string {
  return segment.replace(
    /(?<=.)(?:\.(?:json|xml|csv|txt|html?|ya?ml|pdf|\{[^{}]*\})|\{\.?\w*(?:extension|format)\})$/i,
    '',
  );
}

/** The parts of a path that are names, without what is no path: a query, a fragment, a custom verb. */
export function namesIn(path: string): readonly string[] {
  const [plain = ''] = path.split(/[?#]/);
  return plain
    .split('/')
    .map((part) => withoutEnding(part).replace(/(?<=.):.*$|^([a-z][\w-]+)(?:\(.*|\{)$/is, '$1'))
    .filter((part) => part !== '' && !part.includes('{'));
}

/** What addresses of a whole API begin with: `api`, `v1`, `v{version}`, `2.0`, `2013-04-01`, Drupal's `jsonapi`. */
export function isPrefix(segment: string): boolean {
  return /^(?:api|jsonapi|rest|\d{1,2}(?:\.\d+)*|\d{4}-\d\d-\d\d|v\d(?:\w*|\d*[.-]\w+)|v?\{(?:api)?[-_.]?version[^{}]*\})$/i.test(
    segment,
  );
}

function verbOf(method: string, ofOne: boolean, noun: string): string {
  const lower = method.toLowerCase();
  if (lower === 'post' && !ofOne && singular(noun) !== noun) return 'create';
  return ofOne && (lower === 'put' || lower === 'patch') ? 'update' : lower;
}
