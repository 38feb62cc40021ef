/** The groups of a client object that the methods of a document stand in. */

import type { Operation } from '../../ir.js';
import { plainGroup, tagOf } from '../../names/files.js';
import { controllerOf, GROUPED, idGiven, withoutMethod } from '../../names/ids.js';
import { callsOf, isPrefix, namesIn } from '../../names/paths.js';
import { camel, escaped, splitWords, startable } from '../../words.js';

export interface Group {
  readonly name: readonly string[];
  /** What the innermost is called in the document. */
  readonly said: string;
}

/** The group of each operation; those that would be one without what their names end with keep that. */
export function groupsOf(
  prefix: string | undefined,
  operations: readonly Operation[],
): readonly Group[] {
  const before = prefix === undefined ? [] : [prefix];
  const calls = callsOf(operations.filter((each) => saidParts(each).length === 0));
  const all = operations.map((each) => {
    const parts = partsOf(each, calls.has(each));
    const said = parts.at(-1);
    const inner = [...parts.slice(0, -1), ...(said === undefined ? [] : [plainGroup(said)])];
    return {
      whole: called([...before, ...parts]),
      short: called([...before, ...inner]),
      said: said ?? '',
    };
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
  const said = saidParts(operation);
  if (said.length > 0) return said;
  const place = isCall ? undefined : namesIn(operation.path).find((part) => !isPrefix(part));
  return place === undefined ? [] : [place];
}

function called(parts: readonly string[]): readonly string[] {
  return parts.map((part) => member(camel(part)) || member(escaped(part)) || 'root');
}

/**
 * `Widgets_ListByOwner` is `listByOwner` of `widgets`, as documents of Azure say it, and so is
 * `WidgetsController_listByOwner` of Nest's and others'.
 */
export function splitId(operation: Operation): readonly string[] | undefined {
  const id = idGiven(operation) ?? '';
  const dotted = fromTag(id, operation.tags[0]);
  if (dotted !== undefined) return dotted;
  const [group = '', said = ''] = controllerOf(id) ?? GROUPED.exec(id)?.slice(1) ?? [];
  const name = withoutMethod(operation, said);
  // Capitals throughout are no sign of it, and who begins with a verb means the whole as one name.
  return !/\p{Ll}/u.test(name) || VERB.test(group) ? undefined : [group, name];
}

/**
 * `drive.files.get` of the tag `files` is `get` of `files`, as Google's own clients have it; without tags, the id says all of it, as
 * routers of oRPC write it: `pet.toys.list`.
 */
function fromTag(id: string, tag: string | undefined): readonly string[] | undefined {
  const parts = id.split('.');
  const [first = ''] = parts;
  if (tag === undefined) {
    const isRouter =
      parts.length > 1 && parts.every((each) => /^(?!v\d)\p{Ll}[\p{L}\p{N}_]*$/u.test(each));
    const [verb = ''] = splitWords(first);
    return isRouter && !VERB.test(verb) && !NO_GROUP.test(id) ? parts : undefined;
  }
  const start = parts.findIndex((each) => each === tag);
  const isDotted = parts.length > 2 && start > 0 && start < parts.length - 1;
  return isDotted && parts.every((each) => /^\p{L}[\p{L}\p{N}]*$/u.test(each))
    ? parts.slice(start)
    : undefined;
}

const NO_GROUP = /^(?:com|dev|io|net|org)\.|\.(?:csv|html|json|pdf|txt|xml|ya?ml)$/;

const VERB = /^(?:get|list|create|add|update|put|patch|post|set|delete|remove|find|search)$/i;

/** As a member of an object may be called without surprise; empty where nothing of the name is left. */
export function member(name: string): string {
  if (name === '') return '';
  return /^(?:constructor|prototype|then|__proto__)$/.test(name) ? `${name}_` : startable(name);
}
