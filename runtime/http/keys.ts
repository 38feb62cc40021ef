/** Names of members that are others in a program than on the wire. */

import { isStream } from './stream.js';
import type { Reader, RequestInput, Writer } from './types.js';

/** What is known of the members of one object. */
export interface KeyTable {
  /** By its name in the program, the name of a member on the wire, and what is known of what it holds. */
  readonly names: { readonly [name: string]: readonly [wire: string, below?: Keys] };
  /** What is known of what all other members hold, which are called as they are. */
  readonly rest?: Keys;
}

/** Objects that may stand in one place, and in lists there; by a function, where one holds itself. */
export type Keys = KeyTable | (() => Keys) | readonly (KeyTable | (() => Keys))[];

/** The writers of a request, which get it under the names of the wire. */
export const renamedInput = (keys: Keys, ...writers: readonly Writer[]): readonly Writer[] => [
  async (draft, input, settings) => {
    const sent = renamed(input, keys, true) as RequestInput;
    for (const write of writers) await write(draft, sent, settings);
  },
];

/** A reader whose data comes under the names of the program. */
export const renamedResult =
  (keys: Keys, read: Reader): Reader =>
  async (response, operation) =>
    renamed(await read(response, operation), keys);

/** The same of a stream, whose items do. What is none stays as it is. */
export const renamedItems =
  (keys: Keys, read: Reader): Reader =>
  async (response, operation) => {
    const data = await read(response, operation);
    return isStream(data)
      ? (async function* () {
          for await (const each of data) yield renamed(each, keys);
        })()
      : data;
  };

/** What came, under the names of the program: the payload of a webhook, say. */
export const fromWire = (received: unknown, keys: Keys): unknown => renamed(received, keys);

/** What is to go, under the names of the wire: the answer to a webhook, say. */
export const toWire = (given: unknown, keys: Keys): unknown => renamed(given, keys, true);

type Row = readonly [name: string, below?: Keys | undefined];

const tablesOf = (keys: Keys): readonly KeyTable[] =>
  ([keys].flat() as readonly (KeyTable | (() => Keys))[]).flatMap((each) =>
    typeof each === 'function' ? tablesOf(each()) : each,
  );

const renamed = (value: unknown, keys: Keys, sends?: boolean): unknown => {
  if (Array.isArray(value)) return value.map((each) => renamed(each, keys, sends));
  // Neither bytes nor a stream nor what says itself what it is as JSON.
  if (
    !/ Object]/.test(Object.prototype.toString.call(value)) ||
    isStream(value) ||
    'toJSON' in (value as object)
  )
    return value;
  const members = Object.entries(value as object) as [string, unknown][];
  const all = tablesOf(keys).map(({ names, rest }) => {
    const rows = new Map(
      Object.entries(names).map(([name, [wire, below]]): [string, Row] =>
        sends ? [name, [wire, below]] : [wire, [name, below]],
      ),
    );
    return [members.filter(([key]) => rows.has(key)).length, rows, rest] as const;
  });
  // Of objects that may stand here, the one that knows most of the members.
  const fit = all.filter(([known]) => !all.some(([other]) => other > known));
  return Object.fromEntries(
    members.map(([key, each]) => {
      const found = fit.map(([, rows, rest]): Row => rows.get(key) ?? [key, rest]);
      const below = found.flatMap(([, next]) => next ?? []);
      // Where some do not know it, the others say what it is called.
      const [to] = found.find(([name]) => name !== key) ?? [key];
      return [to, below[0] ? renamed(each, below, sends) : each];
    }),
  );
};
