/** Random requests of webhooks, as data: what is signed, how, and by whom it is received. */

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

import { some, text } from './values.js';
import { KEY_KINDS } from './signing.js';
import type { KeyKind } from './signing.js';

/** How a body lies in a request of Node's servers. */
export const NODE_BODIES = [
  'stream',
  'stream of text',
  'used',
  'none',
  'text',
  'buffer',
  'parsed',
  'rawBody',
  'option',
  'promise',
  'number',
  'circle',
  'http2',
  'GET',
  'odd host',
] as const;

export const HANDLERS = ['settles', 'rejects', 'throws', 'slow', 'none', 'null'] as const;
export type HandlerPlan = (typeof HANDLERS)[number];
type Handlers = Readonly<Record<string, HandlerPlan | Readonly<Record<string, HandlerPlan>>>>;

export interface Delivery {
  readonly standalone: boolean;
  readonly key: KeyKind;
  /** What the keys are asked for is answered with. */
  readonly published: 'it' | 'others' | 'none' | 'null' | 'refused' | 'page';
  /** The text that is signed; `URL` in it becomes the address of the records. */
  readonly body: string;
  /** The text that arrives, where it is another one. */
  readonly arrives: string | undefined;
  /** Seconds since it was signed. */
  readonly age: number;
  readonly tolerance: number | null | undefined;
  /** Parts of the header by name, in this order; `t`, `kid` and `v1` are those of the signature. */
  readonly parts: readonly (readonly [name: string, change: PartChange])[];
  readonly by:
    | { readonly way: 'validate' | 'validate later' | 'validateRequest' | 'processRequest' }
    | { readonly way: 'used request' }
    | {
        readonly way: 'node';
        readonly holds: (typeof NODE_BODIES)[number];
        readonly cuts: readonly number[];
        readonly headers: 'one' | 'list' | 'other' | 'none';
      };
  readonly records: readonly { readonly namespace: string; readonly action: string }[];
  readonly answer: 'records' | 'refused' | 'page' | 'text';
  readonly handlers: Handlers;
}

/** What becomes of a part of the header. */
export type PartChange =
  | 'as it is'
  | 'missing'
  | 'empty'
  | 'in capitals'
  | 'in front of another'
  | 'cut'
  | { readonly other: string };

const change: Arbitrary<PartChange> = fc.oneof(
  { weight: 60, arbitrary: fc.constant('as it is' as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<PartChange>('missing', 'empty', 'in front of another', 'cut'),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('0', '1', 'zz', '00', 'é', 'a=b', '=', '"x"')
      .map((other) => ({ other })),
  },
);

const parts: Arbitrary<Delivery['parts']> = fc
  .tuple(
    fc.shuffledSubarray(['t', 'kid', 'v1'], { minLength: 3 }),
    fc.constantFrom(undefined, undefined, undefined, 'v0', 'alg', '', 'constructor'),
    change,
    change,
    change,
    fc.boolean(),
  )
  .map(([names, more, first, second, third, capitals]) => {
    const changes = [first, second, third];
    const own = names.map((name, index) => {
      const made = changes[index] ?? 'as it is';
      return [name, capitals && name === 'v1' && made === 'as it is' ? 'in capitals' : made];
    }) as unknown as Delivery['parts'];
    return more === undefined ? own : [...own, [more, { other: '1' }]];
  });

const body: Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: some({ idempotencyKey: text, ä: text }).map((more) =>
      JSON.stringify({ payloadUrl: 'URL', token: 'tok', ...more }),
    ),
  },
  { weight: 1, arbitrary: text.filter((each) => !/[\ud800-\udfff\ufeff]/.test(each)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '{}',
      '[]',
      '1',
      'null',
      '"x"',
      '{"payloadUrl":"URL"}',
      '{"payloadUrl":1,"token":"t"}',
      '{ "token" : "t", "payloadUrl" : "URL" }\n',
      '{"payloadUrl":"no address","token":"t"}',
    ),
  },
);

const handler = fc.constantFrom(...HANDLERS);
const actions = ['create', 'update', 'delete'];
const handlers: Arbitrary<Handlers> = fc
  .tuple(
    some({
      goals: some(Object.fromEntries([...actions, '$default'].map((each) => [each, handler]))),
      todos: some(Object.fromEntries([...actions, '$default'].map((each) => [each, handler]))),
    }),
    fc.constantFrom(undefined, ...HANDLERS),
  )
  .map(([tables, last]) => ({ ...tables, ...(last && { $default: last }) }));

const by: Arbitrary<Delivery['by']> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        'validate' as const,
        'validate later' as const,
        'validateRequest' as const,
        'processRequest' as const,
        'processRequest' as const,
      )
      .map((way) => ({ way })),
  },
  { weight: 1, arbitrary: fc.constant({ way: 'used request' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      way: fc.constant('node' as const),
      holds: fc.constantFrom(...NODE_BODIES),
      cuts: fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 4 }),
      headers: fc.oneof(
        { weight: 6, arbitrary: fc.constant('one' as const) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('list' as const, 'other' as const, 'none' as const),
        },
      ),
    }),
  },
);

/** A request of a webhook, and what receives it. */
export const delivery: Arbitrary<Delivery> = fc.record({
  standalone: fc.boolean(),
  key: fc.constantFrom(...KEY_KINDS),
  published: fc.oneof(
    { weight: 12, arbitrary: fc.constant('it' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'others' as const,
        'none' as const,
        'null' as const,
        'refused' as const,
        'page' as const,
      ),
    },
  ),
  body,
  arrives: fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('{}', '', '{"payloadUrl":"URL","token":"mine"}') },
  ),
  age: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -1000, max: 9 }) },
    { weight: 1, arbitrary: fc.integer({ min: 290, max: 310 }) },
  ),
  tolerance: fc.constantFrom(undefined, undefined, null, 10, 300.5, Infinity),
  parts,
  by,
  records: fc.array(
    fc.record({
      namespace: fc.constantFrom('goals', 'todos', 'nope', '$users'),
      action: fc.constantFrom(...actions),
    }),
    { maxLength: 4 },
  ),
  answer: fc.oneof(
    { weight: 8, arbitrary: fc.constant('records' as const) },
    { weight: 1, arbitrary: fc.constantFrom('refused' as const, 'page' as const, 'text' as const) },
  ),
  handlers,
});
