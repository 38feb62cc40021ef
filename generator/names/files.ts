/** The files that operations stand in. */

import type { Api, Operation } from '../ir.js';
import { escaped, splitWords } from '../words.js';
import { callsOf, isPrefix, namesIn } from './paths.js';
import { settle } from './settle.js';

interface Group {
  /** Without what frameworks call the code behind it, where no other group is called so. */
  readonly plain: string;
  readonly stem: string;
  /** For the name where another group has the same stem. */
  readonly spelt: string;
}

/** `operations/<tag>`, the first path segment where there is no tag; unique without regard to case. */
export function operationFiles(api: Api | undefined): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const groups = new Map<string, Group>();
  const keys = new Map<string, string>();
  const operations = api?.operations ?? [];
  const calls = callsOf(operations.filter((each) => saidGroup(each) === undefined));
  for (const operation of operations) {
    const group = saidGroup(operation) ?? (calls.has(operation) ? 'root' : groupOf(operation));
    let key = keys.get(group);
    if (key === undefined) {
      const stem = fileStem(group);
      const spelt = escaped(loose(group));
      key = `${stem} ${spelt}`;
      groups.set(key, { plain: fileStem(plainGroup(group)), stem, spelt });
      keys.set(group, key);
    }
    files.set(operation.key, key);
  }
  const stems = settle(
    [...groups].map(([key, { plain, stem, spelt }]) => ({
      key,
      candidates: new Set([plain, stem, `${stem}-${spelt}`]),
      right: (name) => (name === stem ? 1 : 0),
    })),
    new Set(['index']),
    (name) => [name],
  );
  return new Map([...files].map(([key, group]) => [key, `operations/${stems.get(group) ?? ''}`]));
}

/** Documents write one tag in several ways (`Pet Shop`, `PetShop`, `pet-shop`); that is one group. */
function loose(group: string): string {
  return group
    .replace(/[\s_-]+/g, '')
    .toLowerCase()
    .normalize('NFC');
}

function saidGroup(operation: Operation): string | undefined {
  return operation.sdk?.group.join(' ') || tagOf(operation);
}

/** Where DRF's tags are what paths begin with, all of the API has one: `api`. `default` is none. PostgREST gives one to each function. */
export function tagOf({ tags, path }: Operation): string | undefined {
  const [tag = ''] = tags;
  if (/^\(rpc\) \w+$/.test(tag)) return 'rpc';
  const isNone = (isPrefix(tag) && path.split(/[/:]/).includes(tag)) || /^default$/i.test(tag);
  return isNone ? undefined : tags[0];
}

/** The first segment that is a name; one that the whole API begins with says nothing. */
function groupOf(operation: Operation): string {
  const names = namesIn(operation.path);
  return names.find((part) => !isPrefix(part)) ?? names[0] ?? 'root';
}

/** What frameworks call the code behind a group, as one word with its name: `pet-controller`, `PetsApi`, `shop.v1.PetService`. */
const ROLES = /^(?:controller|resource|api|router|routes|service|endpoints?|handler)$/i;

export function plainGroup(said: string): string {
  // A package of protocol buffers.
  const name = /^(?:[a-z]\w*\.)+(\p{Lu}\w*)$/u.exec(said)?.[1] ?? said;
  const words = /\s/.test(name)
    ? []
    : splitWords(name.replace(/-entity-controller$/, '-controller'));
  const isOne = words.length > 1 && ROLES.test(words.at(-1) ?? '');
  return isOne ? words.slice(0, -1).join(' ') : name;
}

/** Legal on every file system, Windows' device names included. */
function fileStem(text: string): string {
  const stem =
    splitWords(text)
      .join('-')
      .toLowerCase()
      .normalize('NFC')
      .replace(/[^\p{ID_Continue}-]/gu, '') || 'other';
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(stem) ? `${stem}-operations` : stem;
}
