/** Random connections of a subscription, as data: what the server sends, cut anywhere, and how each ends. */

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

import { constants } from '../env.js';
import { anything, record, some, text } from './values.js';

/** A line end of the event stream. */
export type LineEnd = '\n' | '\r\n' | '\r';

export type Connection =
  | {
      readonly kind: 'events';
      readonly type: string;
      readonly bom: string;
      readonly blocks: readonly (readonly [lines: readonly string[], end: LineEnd])[];
      /** What is cut off by the end of the connection. */
      readonly rest: string;
      /** Where the bytes are cut, in parts of their number. */
      readonly cuts: readonly number[];
      readonly end: 'end' | 'reset';
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly type: string;
      readonly body: string;
    };

export interface Talk {
  /** One after the other; after the last one comes one that says that it is over. */
  readonly connections: readonly Connection[];
  readonly reads: 'callback' | 'loop' | 'both';
  readonly throws: boolean;
  /** Closes after so many payloads. */
  readonly closeAfter: number;
  readonly query: object;
  readonly options: object | undefined;
  readonly as: object | undefined;
}

const cursor = fc.constantFrom([constants.G1, constants.G2, 1, 2], null, undefined);
const pages = fc.oneof(
  fc.constantFrom(null, undefined, {}),
  fc.dictionary(
    fc.constantFrom('goals', 'todos', 'größe-2'),
    some({
      'start-cursor': cursor,
      'end-cursor': cursor,
      'has-next-page?': fc.constantFrom(true, false, null),
      'has-previous-page?': fc.boolean(),
      more: text,
    }),
    { maxKeys: 2, noNullPrototype: true },
  ),
);
const meta = fc.oneof(
  fc.constantFrom(null, undefined, {}),
  some({ 'page-info': pages, aggregate: fc.constantFrom({}, null) }),
);
const rows = fc.oneof(
  {
    weight: 3,
    arbitrary: record(fc.constantFrom('goals', 'todos'), fc.array(anything, { maxLength: 2 })),
  },
  { weight: 1, arbitrary: anything },
);
const computation = fc.record({ 'instaql-result': rows, 'result-meta': meta });

/** What the server says, whole or nearly so. */
const message: Arbitrary<unknown> = fc.oneof(
  {
    weight: 2,
    arbitrary: some({ 'machine-id': text, 'session-id': text, 'sse-token': text }).map((each) => ({
      op: 'sse-init',
      ...each,
    })),
  },
  {
    weight: 6,
    arbitrary: some({
      result: rows,
      'result-meta': meta,
      q: anything,
      'processed-tx-id': fc.nat(),
    }).map((each) => ({ op: 'add-query-ok', ...each })),
  },
  {
    weight: 4,
    arbitrary: fc.array(computation, { maxLength: 2 }).map((computations) => ({
      op: 'refresh-ok',
      computations,
    })),
  },
  {
    weight: 2,
    arbitrary: some({
      status: fc.constantFrom(400, 429, 500),
      type: fc.constantFrom('validation-failed', 'rate-limited'),
      message: text,
      hint: anything,
      'trace-id': text,
      'original-event': record(text, text),
    }).map((each) => ({ op: 'error', ...each })),
  },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.constantFrom('patch-presence', '', 7, null).map((op) => ({ op })),
      fc.constantFrom<unknown>([], [1], {}, 'words', 7, true),
    ),
  },
);

/** Lines of one event, or of none. */
const lines: Arbitrary<readonly string[]> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(message, fc.boolean(), fc.constantFrom('', ' '))
      .map(([each, many, space]) =>
        JSON.stringify(each, null, many ? 1 : 0)
          .split('\n')
          .map((line) => `data:${space}${line}`),
      ),
  },
  { weight: 1, arbitrary: fc.constantFrom([':'], [': hello'], [':data:{}'], ['data'.repeat(2)]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1', ' 3', '0', 'x', '', '-1').map((each) => [`retry:${each}`]),
  },
  { weight: 1, arbitrary: fc.constantFrom([], ['id: 7'], ['id'], ['event: message'], ['event']) },
);
/** Events that the official SDK drops, or ends at. */
export const NAMED = 'event: news';
export const UNREADABLE: readonly string[] = [
  'data: {"op":',
  'data:',
  'data',
  'data: {"op":"refresh-ok"}',
];
export const NOTHING = 'data: null';
const hard: Arbitrary<readonly string[]> = fc.oneof(
  fc.constant([NAMED, 'data: {"op":"add-query-ok","result":{"news":[]}}']),
  fc.constantFrom(...UNREADABLE, NOTHING).map((line) => [line]),
);

const events: Arbitrary<Connection> = fc
  .record({
    bom: fc.constantFrom('', '', '', '\ufeff'),
    blocks: fc.array(
      fc.tuple(
        fc.oneof({ weight: 30, arbitrary: lines }, { weight: 1, arbitrary: hard }),
        fc.constantFrom<LineEnd>('\n', '\n', '\r\n', '\r'),
      ),
      { maxLength: 6 },
    ),
    rest: fc.constantFrom(
      '',
      '',
      'data: {"op":"add-query-ok","result":{"cut":1}}',
      'data: x\n',
      ':',
    ),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
    end: fc.constantFrom('end' as const, 'end' as const, 'reset' as const),
    type: fc.constantFrom('text/event-stream', 'text/event-stream; charset=utf-8'),
  })
  .map((each) => ({ kind: 'events' as const, ...each }));

/** The bytes of a connection. */
export function bytesOf({ bom, blocks, rest }: Extract<Connection, { kind: 'events' }>): Buffer {
  const events = blocks.map(([each, end]) => [...each, '', ''].join(end));
  // What ends a line of the one before may be half of a line end.
  return Buffer.from(`${bom}retry:1\n${events.join('')}\n:\n${rest}`);
}

const refused: Arbitrary<Connection> = fc
  .record({
    status: fc.constantFrom(200, 201, 204, 400, 401, 403, 404, 429, 500, 502, 503),
    type: fc.constantFrom('application/json', 'text/html', 'text/plain'),
    body: fc.oneof(
      some({ type: text, message: text, hint: anything, 'trace-id': text }).map((each) =>
        JSON.stringify(each),
      ),
      fc.constantFrom(
        '',
        '<html>bad gateway</html>',
        '{"half',
        '{"message":"no"}',
        '"words"',
        '7',
        'page '.repeat(99),
      ),
    ),
  })
  .map((each) => ({ kind: 'refused' as const, ...each }));

/** A subscription, and all that its server does. */
export const talk: Arbitrary<Talk> = fc
  .record({
    connections: fc
      .tuple(
        fc.array(events, { maxLength: 3 }),
        fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: refused.map((each) => [each]) },
        ),
      )
      .map((each) => each.flat()),
    reads: fc.constantFrom('callback' as const, 'loop' as const, 'both' as const),
    throws: fc.oneof(
      { weight: 9, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    closeAfter: fc.oneof(
      { weight: 4, arbitrary: fc.constant(Infinity) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
    ),
    query: fc.constantFrom({ goals: {} }, { goals: { $: { first: 2 } } }, { goals: { todos: {} } }),
    options: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      {
        weight: 1,
        arbitrary: some({
          ruleParams: record(text, text),
          fetchOpts: fc.constantFrom(
            {},
            { headers: { 'X-Trace': '1' } },
            { headers: { 'app-id': 'no' }, method: 'GET' },
          ),
        }),
      },
    ),
    as: fc.constantFrom(
      undefined,
      undefined,
      { email: 'a@b.co' },
      { token: constants.REFRESH_TOKEN },
      { guest: true },
    ),
  })
  // Where a callback closes, a loop beside it may have read what came before, or not.
  .map((each) =>
    each.reads === 'both' && each.closeAfter < 9 ? { ...each, reads: 'loop' as const } : each,
  );
