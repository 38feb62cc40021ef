/** The listed differences that are about subscriptions. */

import { NAMED, NOTHING, UNREADABLE } from './talks.js';
import type { ListedOf } from './judge-plan.js';
import type { Outcome } from '../normalise.js';
import type { Connection, Talk } from './talks.js';

const MARK = 'cannot be read';

const mapLines = (talk: Talk, map: (line: string) => string): Talk => ({
  ...talk,
  connections: talk.connections.map((each): Connection =>
    each.kind === 'refused'
      ? each
      : { ...each, blocks: each.blocks.map(([lines, end]) => [lines.map(map), end]) },
  ),
});
const linesOf = ({ connections }: Talk): readonly string[] =>
  connections.flatMap((each) =>
    each.kind === 'refused' ? [] : each.blocks.flatMap(([lines]) => lines),
  );

interface Told {
  readonly message?: unknown;
  readonly status?: unknown;
  readonly body?: unknown;
}
/** Maps the errors that were delivered. */
const mapErrors = (theirs: Outcome, map: (error: Told, isClosed: unknown) => object): Outcome => {
  const result = theirs.result as Readonly<Record<string, unknown>>;
  const one = (payload: { readonly error?: Told; readonly isClosed?: unknown }): object =>
    payload.error === undefined
      ? payload
      : { ...payload, error: map(payload.error, payload.isClosed) };
  const all = (payloads: unknown): unknown => (payloads as readonly object[]).map(one);
  return {
    ...theirs,
    result: { ...result, heard: all(result['heard']), looped: all(result['looped']) },
  };
};

/** What the last connection is refused with. */
const refusalOf = ({ connections }: Talk): string => {
  const last = connections.at(-1);
  return last?.kind === 'refused' ? last.body : '';
};
const said = (error: Told, text: string): object => {
  const message = text.replaceAll('"', '');
  return { ...error, message, body: { type: '<undefined>', message } };
};

const onwards = 'A subscription reads on after what it cannot read, and misses nothing.';

export const listedTalks: readonly ListedOf<Talk, Outcome>[] = [
  {
    reason: onwards,
    applies: (talk) => linesOf(talk).includes(NAMED),
    rewrite: (talk) => mapLines(talk, (line) => (line === NAMED ? ':' : line)),
  },
  {
    reason: onwards,
    applies: (talk) => linesOf(talk).some((line) => line === NOTHING || UNREADABLE.includes(line)),
    rewrite: (talk) =>
      mapLines(talk, (line) => {
        if (line === NOTHING) return ':';
        return UNREADABLE.includes(line)
          ? `data: {"op":"error","status":500,"message":"${MARK}"}`
          : line;
      }),
    expect: (theirs) =>
      mapErrors(theirs, (error) => {
        if (error.message !== MARK) return error;
        const message = 'The server sent an event that cannot be read.';
        return { ...error, message, body: { type: '<undefined>', message } };
      }),
  },
  {
    reason: 'An error body that is a mere text or number is the message, in JSON as in plain text.',
    applies: (talk) => /^(?:"words"|7)$/.test(refusalOf(talk)),
    expect: (theirs, talk) =>
      mapErrors(theirs, (error, isClosed) =>
        isClosed === true && typeof error.body !== 'object' ? said(error, refusalOf(talk)) : error,
      ),
  },
  {
    reason: 'Of a page that is answered in place of JSON, the message is the beginning.',
    applies: (talk) => refusalOf(talk).length > 300,
    expect: (theirs) =>
      mapErrors(theirs, (error, isClosed) =>
        isClosed === true && /^page/.test(String(error.message))
          ? said(error, String(error.message).slice(0, 300))
          : error,
      ),
  },
  {
    reason: 'A subscription ends with its loop, and its errors have their status.',
    applies: ({ connections }) => connections.at(-1)?.kind === 'refused',
    expect: (theirs, { connections }) => {
      const last = connections.at(-1);
      if (last?.kind !== 'refused') return theirs;
      return mapErrors(theirs, (error, isClosed) =>
        isClosed === true && error.status === undefined
          ? {
              ...error,
              status: last.status,
              message: String(error.message).replace('(undefined)', `(${last.status})`),
            }
          : error,
      );
    },
  },
];
