/** Rows that follow from a document alone: a method for each operation, in groups. */

import type { Api, Operation } from '../../ir.js';
import { isBare, withoutPrefix } from '../../names/ids.js';
import { unnumbered } from '../../names/numbers.js';
import {
  isExportable,
  namesGiven,
  operationClaims,
  shortName,
  shortPath,
} from '../../names/operations.js';
import { firstOf, settle, type Claim } from '../../names/settle.js';
import { calling, marked, spelled, wholly } from '../../names/spelling.js';
import { camel, escaped, singular, splitWords } from '../../words.js';
import { rowOf } from './call.js';
import type { RowInput } from './format.js';
import { groupsOf, member, splitId, type Group } from './groups.js';

export interface DerivedRow {
  /** `pets.list` */
  readonly name: string;
  readonly input: RowInput;
  readonly operation: Operation;
}

/**
 * In the order of the document, but each group in one piece.
 *
 * @param pins what the configuration calls functions: their methods are called after that
 */
export function deriveRows(
  api: Api,
  pins: Readonly<Record<string, string>> = {},
): readonly DerivedRow[] {
  const documents = new Map<string | undefined, Operation[]>();
  for (const each of api.operations) {
    const known = documents.get(each.prefix);
    if (known === undefined) documents.set(each.prefix, [alone(each)]);
    else known.push(alone(each));
  }
  const outer = new Set<string>();
  const claims = [...documents].flatMap(([prefix, operations]) => {
    const grouped = groupsOf(prefix, operations);
    for (const { name } of grouped) for (const each of withOuter(name)) outer.add(each);
    const functions = operationClaims(operations).map((claim) => ({
      claim,
      first: firstOf(claim),
    }));
    const contested = contestedOf(functions);
    return unnumbered(operations).map((each, index) => {
      const of = functions[index] ?? { claim: undefined, first: '' };
      const pin = Object.hasOwn(pins, each.key)
        ? withoutStart(pins[each.key] ?? '', prefix)
        : undefined;
      return claimOf(each, of, grouped[index] ?? { name: [], said: '' }, { pin, contested });
    });
  });
  // No method takes the place of a group.
  const names = settle(claims, outer, (name) => [name]);
  const groups = new Map<string, DerivedRow[]>();
  for (const operation of api.operations) {
    const name = names.get(operation.key) ?? '';
    const row = { name, input: rowOf(operation), operation };
    const group = groups.get(name.split('.', 1)[0] ?? '');
    if (group === undefined) groups.set(name.split('.', 1)[0] ?? '', [row]);
    else group.push(row);
  }
  return [...groups.values()].flat();
}

/** The best right to each name that several functions would have. */
function contestedOf(functions: readonly OfFunction[]): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  const once = new Map<string, number>();
  for (const { claim, first } of functions) {
    const right = claim?.right?.(first) ?? 0;
    const other = once.get(first);
    if (other !== undefined) best.set(first, Math.max(other, right));
    once.set(first, Math.max(other ?? 0, right));
  }
  return best;
}

/** What it is in its own document: the members of each that has a prefix stand below that, and need no other. */
function alone(operation: Operation): Operation {
  const { prefix, id, sdk, tags, ...others } = operation;
  if (prefix === undefined) return operation;
  return {
    ...others,
    tags: tags.map((tag) => withoutPrefix(operation, tag)).filter((tag) => tag !== ''),
    ...(id === undefined ? {} : { id: withoutPrefix(operation, id) }),
    ...(sdk === undefined ? {} : { sdk: { ...sdk, group: sdk.group.slice(1) } }),
  };
}

/** `listInvoices` of `billingListInvoices`. */
function withoutStart(name: string, prefix = ''): string {
  const words = splitWords(name);
  const start = splitWords(prefix);
  const isBefore = start.every((word, at) => word.toLowerCase() === words[at]?.toLowerCase());
  return isBefore && words.length > start.length
    ? camel(words.slice(start.length).join(' '))
    : name;
}

/** `chat.completions` → `chat`, `chat.completions` */
function withOuter(group: readonly string[]): readonly string[] {
  return group.map((_, index) => group.slice(0, index + 1).join('.'));
}

/** What the function of an operation could be called. */
interface OfFunction {
  readonly claim: Claim | undefined;
  readonly first: string;
}

interface Known {
  readonly pin: string | undefined;
  readonly contested: ReadonlyMap<string, number>;
}

function claimOf(
  operation: Operation,
  { claim, first }: OfFunction,
  { name: group, said }: Group,
  { pin, contested }: Known,
): Claim {
  const { sdk, key, method, path } = operation;
  const whole = pin ?? asMember(operation, first);
  const last = splitWords(group.at(-1) ?? '');
  const words = splitWords(whole);
  const shortest = withoutGroup(words, splitWords(said));
  const short = shortest.length < words.length ? shortest : withoutGroup(words, last);
  const deed = deedOf(operation, words, short, last);
  const own = deed || camel(short.join(' '));
  // `get` and `getById` of `user`, where both would be `get`.
  const exact = camel(withoutGroup(splitWords(shortName(operation)), last).join(' '));
  const given = sdk === undefined ? splitId(operation)?.at(-1) : sdk.name;
  const rightTo = (name: string): number => claim?.right?.(name) ?? 0;
  // As a whole, none is called what the function of another is.
  const isLost = pin === undefined && rightTo(first) < (contested.get(first) ?? 0);
  // `v1List` and `v2List`, where both would be `list`.
  const [route = '', id = ''] = pin === undefined ? namesGiven(operation).slice(-2) : [];
  const versioned = route === '' || route === id ? '' : id;
  const spelt = [
    camel(withoutGroup(splitWords(versioned), last).join(' ')),
    whole,
    camel(withoutGroup(splitWords(shortPath(operation)), last).join(' ')),
    calling(method, spelled(path)),
    calling(method, marked(path)),
    calling(method, wholly(path)),
  ].filter((name) => !isLost || name !== first);
  const wanted = [
    pin === undefined ? camel(given ?? '') : '',
    own,
    exact,
    ...spelt,
    `op_${escaped(key)}`,
  ];
  const before = [...group, ''].join('.');
  return {
    key,
    candidates: [...new Set(wanted.filter((name) => name !== '').map(member))].map(
      (name) => before + name,
    ),
    right: (name) => {
      const asked = name.slice(before.length);
      if (rightTo(asked) > 0) return OWN + rightTo(asked);
      // What is cut out of a name has as good a right as the name.
      const isCut = asked === own && deed !== 'list';
      return (isCut ? rightTo(first) : 0) || (asked === exact ? 1 : 0);
    },
  };
}

/** More than all rights to what names are cut to. */
const OWN = 10;

/** `delete`, which no function can be called and any method. */
function asMember(operation: Operation, name: string): string {
  const given = operation.sdk === undefined ? namesGiven(operation) : [];
  return given.find((each) => each !== '' && !isExportable(each)) ?? name;
}

/**
 * What is done with all of a group: `list` for `getPets` of `/pets`, beside which `getPet` is `get`, and `create` for a `POST` that is
 * called like its group. Empty for what says more.
 */
function deedOf(
  { method, path }: Operation,
  words: readonly string[],
  short: readonly string[],
  group: readonly string[],
): string {
  const isGroup = isSame(words, group);
  const lower = method.toLowerCase();
  const last = words.at(-1) ?? '';
  const isGot = short.join() === 'get' || (isGroup && !isBare(words[0] ?? ''));
  if (lower !== 'get' || !isGot) {
    const isVerb = words.length > 1 && isBare(words[0] ?? '');
    const isWritten = !isVerb && singularOf(words.join('')) === singularOf(group.join(''));
    return isWritten ? (VERBS.get(lower) ?? '') : '';
  }
  const isOne = singular(last) === last || ONE_THING.test(last);
  return isOne || /(?:\/\{[^/]*|\([^(){]*\{[^()]*\))\/?$/.test(path.replace(/\?.*$/s, ''))
    ? 'get'
    : 'list';
}

/** What is got as one, though its name is a plural. */
const ONE_THING =
  /^(?:bounds|capabilities|coordinates|counts|credentials|defaults|details|diagnostics|earnings|headquarters|hours|limits|metrics|options|preferences|settings|statistics|stats|terms|totals)$/i;

/** What a method does that is called like its group: `chat.create`, and not `chat.chat`. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ['get', 'get'],
  ['head', 'head'],
  ['post', 'create'],
  ['put', 'update'],
  ['patch', 'update'],
  ['delete', 'delete'],
]);

/** In whatever order and however joined: `SeasonCurrent` of `/CurrentSeason`, `whoAmI` of `/whoami`. */
function isSame(words: readonly string[], group: readonly string[]): boolean {
  const plain = (all: readonly string[]): string => all.map(singularOf).sort().join(' ');
  return plain(words) === plain(group) || plain([words.join('')]) === plain([group.join('')]);
}

function singularOf(word: string): string {
  return singular(word).toLowerCase();
}

/**
 * In the group `pets`, `listPets`, `pets_list` and `list` are `list`, and `getPetById` is `getById`; the
 * words of the group go where they stand first or after the verb, as long as something stays.
 */
function withoutGroup(words: readonly string[], group: readonly string[]): readonly string[] {
  const [said, things] = [words.map(singularOf), group.map(singularOf)];
  const isGroup = isSame(words, group);
  for (let length = group.length; length > 0; length--) {
    // However they are joined: `ListTrafficPolicies` of `/trafficpolicies`.
    const noun = things.slice(things.length - length).join('');
    for (const start of [0, 1]) {
      const end = words.findIndex((_, at) => said.slice(start, at + 1).join('') === noun) + 1;
      const rest = words.filter((_, at) => at < start || at >= end);
      // `lookUpBalance` is not of `lookups`.
      const isChance = start === 0 && end > length;
      if (end <= start || rest.length === 0 || isChance) continue;
      // What stays of `uploadVideo` in `videosUpload` would be no verb.
      const isNoun =
        !isBare(rest[0] ?? '') && rest.every((word) => things.includes(singularOf(word)));
      if (length === things.length || (isGroup && start === 1) || !isNoun) return rest;
    }
  }
  return words;
}
