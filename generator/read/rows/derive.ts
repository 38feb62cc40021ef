/** Rows that follow from a document alone: a method for each operation, in groups. */

import type { Api, Operation } from '../../ir.js';
import { plainGroup, tagOf } from '../../names/files.js';
import { controllerOf, GROUPED, idGiven, unnumbered, withoutMethod } from '../../names/ids.js';
import {
  isExportable,
  namesGiven,
  operationClaims,
  shortName,
  shortPath,
} from '../../names/operations.js';
import { callsOf, namesIn } from '../../names/paths.js';
import { firstOf, settle, type Claim } from '../../names/settle.js';
import { calling, marked, spelled, wholly } from '../../names/spelling.js';
import { camel, escaped, singular, splitWords, startable } from '../../words.js';
import { rowOf } from './call.js';
import type { RowInput } from './format.js';

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
  const grouped = groupsOf(api.operations);
  const outer = new Set(grouped.map(({ name }) => name.join('.')));
  const functions = operationClaims(api.operations);
  const names = settle(
    unnumbered(api.operations).map((each, index) =>
      claimOf(
        each,
        functions[index],
        grouped[index] ?? { name: [], said: '' },
        Object.hasOwn(pins, each.key) ? pins[each.key] : undefined,
      ),
    ),
    // No method takes the place of a group.
    new Set([...outer].flatMap(withOuter)),
    (name) => [name],
  );
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

/** `chat.completions` → `chat`, `chat.completions` */
function withOuter(group: string): readonly string[] {
  const parts = group.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

interface Group {
  readonly name: readonly string[];
  /** What the innermost is called in the document. */
  readonly said: string;
}

/** The group of each operation; those that would be one without what their names end with keep that. */
function groupsOf(operations: readonly Operation[]): readonly Group[] {
  const calls = callsOf(operations.filter((each) => saidParts(each).length === 0));
  const all = operations.map((each) => {
    const parts = partsOf(each, calls.has(each));
    const said = parts.at(-1);
    if (said === undefined) return { whole: [], short: [], said: '' };
    return { whole: called(parts), short: called([...parts.slice(0, -1), plainGroup(said)]), said };
  });
  const sharing = new Map<string, Set<string>>();
  for (const { whole, short } of all) {
    const key = short.join('.');
    sharing.set(key, (sharing.get(key) ?? new Set()).add(whole.join('.')));
  }
  return all.map(({ whole, short, said }) => {
    const isAlone = sharing.get(short.join('.'))?.size === 1;
    return { name: isAlone ? short : whole, said };
  });
}

/** What a vendor's extension says, else the id, else the first tag. */
function saidParts(operation: Operation): readonly string[] {
  const given = operation.sdk?.group ?? splitId(operation)?.slice(0, -1) ?? [];
  if (given.length > 0) return given;
  const tag = tagOf(operation);
  return tag === undefined ? [] : [tag];
}

/**
 * What the document says, else the first part of the path with a name. What is a call by itself is a method of the
 * client: `client.sendMessage()`.
 */
function partsOf(operation: Operation, isCall: boolean): readonly string[] {
  const { path, prefix } = operation;
  const said = saidParts(operation);
  if (said.length > 0) return said;
  if (isCall) return prefix === undefined ? [] : [prefix];
  return [namesIn(path).find((part) => !/^(?:api|rest|v\d+)$/i.test(part)) ?? 'root'];
}

function called(parts: readonly string[]): readonly string[] {
  return parts.map((part) => member(camel(part)) || member(escaped(part)) || 'root');
}

/**
 * `Widgets_ListByOwner` is `listByOwner` of `widgets`, as documents of Azure say it, and so is
 * `WidgetsController_listByOwner` of Nest's and others'; below the prefix, if any.
 */
function splitId(operation: Operation): readonly string[] | undefined {
  const { prefix, tags } = operation;
  const id = idGiven(operation) ?? '';
  const own =
    prefix !== undefined && id.startsWith(`${prefix}.`) ? id.slice(prefix.length + 1) : id;
  const dotted = fromTag(own, tags[0]);
  if (dotted !== undefined) return [...(prefix === undefined ? [] : [prefix]), ...dotted];
  const [group = '', said = ''] = controllerOf(own) ?? GROUPED.exec(own)?.slice(1) ?? [];
  const name = withoutMethod(operation, said);
  // Capitals throughout are no sign of it, and who begins with a verb means the whole as one name.
  if (!/\p{Ll}/u.test(name) || VERB.test(group)) return undefined;
  return [...(prefix === undefined ? [] : [prefix]), group, name];
}

/** `drive.files.get` of the tag `files` is `get` of `files`, as Google's own clients have it. */
function fromTag(id: string, tag: string | undefined): readonly string[] | undefined {
  const parts = id.split('.');
  const start = parts.findIndex((each) => each === tag);
  const isDotted = parts.length > 2 && start > 0 && start < parts.length - 1;
  return isDotted && parts.every((each) => /^\p{L}[\p{L}\p{N}]*$/u.test(each))
    ? parts.slice(start)
    : undefined;
}

const VERB = /^(?:get|list|create|add|update|put|patch|post|set|delete|remove|find|search)$/i;

/** @param claim what the function of it could be called */
function claimOf(
  operation: Operation,
  claim: Claim | undefined,
  { name: group, said }: Group,
  pin: string | undefined,
): Claim {
  const { sdk, key, method, path } = operation;
  const whole = pin ?? (claim === undefined ? '' : asMember(operation, firstOf(claim)));
  const last = splitWords(group.at(-1) ?? '');
  const words = splitWords(whole);
  const shortest = withoutGroup(words, splitWords(said));
  const short = ofAll(
    operation,
    words,
    shortest.length < words.length ? shortest : withoutGroup(words, last),
  );
  // `get` and `getById` of `user`, where both would be `get`.
  const exact = camel(withoutGroup(splitWords(shortName(operation)), last).join(' '));
  const given = sdk === undefined ? splitId(operation)?.at(-1) : sdk.name;
  const wanted = [
    pin === undefined ? camel(given ?? '') : '',
    isSame(short, last) ? (VERBS.get(method.toLowerCase()) ?? '') : camel(short.join(' ')),
    exact,
    whole,
    camel(withoutGroup(splitWords(shortPath(operation)), last).join(' ')),
    calling(method, spelled(path)),
    calling(method, marked(path)),
    calling(method, wholly(path)),
    `op_${escaped(key)}`,
  ];
  const before = [...group, ''].join('.');
  return {
    key,
    candidates: [...new Set(wanted.filter((name) => name !== '').map(member))].map(
      (name) => before + name,
    ),
    right: (name) => {
      const own = name.slice(before.length);
      return (claim?.right?.(own) ?? 0) || (own === exact ? 1 : 0);
    },
  };
}

/** `delete`, which no function can be called and any method. */
function asMember(operation: Operation, name: string): string {
  const given = operation.sdk === undefined ? namesGiven(operation) : [];
  return given.find((each) => each !== '' && !isExportable(each)) ?? name;
}

/** Of paths alone, `GET /pets` is `list` of `pets`, beside which `GET /pets/{id}` is `get`. */
function ofAll(
  operation: Operation,
  [verb, ...nouns]: readonly string[],
  short: readonly string[],
): readonly string[] {
  const last = nouns.at(-1) ?? '';
  const isAll = idGiven(operation) === undefined && verb === 'get' && short.join() === 'get';
  return isAll && singular(last) !== last ? ['list'] : short;
}

/** What a method does that is called like its group: `chat.create`, and not `chat.chat`. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ['get', 'get'],
  ['head', 'head'],
  ['post', 'create'],
  ['put', 'update'],
  ['patch', 'update'],
  ['delete', 'delete'],
]);

function isSame(words: readonly string[], group: readonly string[]): boolean {
  return words.join('').toLowerCase() === group.join('').toLowerCase();
}

/**
 * In the group `pets`, `listPets`, `pets_list` and `list` are `list`, and `getPetById` is `getById`; the
 * words of the group go where they stand first or after the verb, as long as something stays.
 */
function withoutGroup(words: readonly string[], group: readonly string[]): readonly string[] {
  const plain = (word: string | undefined): string => singular(word ?? '').toLowerCase();
  for (let length = group.length; length > 0; length--) {
    const noun = group.slice(group.length - length);
    for (const start of [0, 1]) {
      const matches = noun.every((word, index) => plain(words[start + index]) === plain(word));
      if (matches && words.length > length) {
        return [...words.slice(0, start), ...words.slice(start + length)];
      }
    }
  }
  return words;
}

/** As a member of an object may be called without surprise; empty where nothing of the name is left. */
function member(name: string): string {
  if (name === '') return '';
  return /^(?:constructor|prototype|then|__proto__)$/.test(name) ? `${name}_` : startable(name);
}
