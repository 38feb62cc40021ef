/** Transactions as a plan: data that shrinks and prints well, made into chunks when a client is there. */

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

import { anyId, anything, mostly, record, some, text, valueOf } from './values.js';
import { entityOf } from './queries.js';
import type { Shape } from './schema.js';

/** Where a chunk starts: an id, the text of `lookup()`, or the method of that name. */
export type Start =
  | { readonly id: string }
  | { readonly lookup: readonly [attr: string, value: unknown]; readonly by: 'id' | 'method' };

export interface ChunkPlan {
  readonly entity: string;
  readonly start: Start;
  readonly steps: readonly { readonly method: string; readonly args: readonly unknown[] }[];
}

/** Chunks, and what somebody may pass in their place. */
export type Chunks = ChunkPlan | { readonly raw: unknown };

const METHODS = ['create', 'update', 'merge'] as const;
const stepOptions = fc.oneof(
  fc.constantFrom({ upsert: false }, { upsert: true }, {}, undefined, null),
  anything,
);

function values(attrs: Shape['entities'][string]['attrs']): Arbitrary<unknown> {
  const names = Object.entries(attrs);
  const known =
    names.length === 0
      ? fc.tuple(text, anything)
      : fc
          .constantFrom(...names)
          .chain(([name, { valueType }]) =>
            fc.tuple(fc.constant(name), mostly(valueOf(valueType))),
          );
  const pair = fc.oneof(
    { weight: 10, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(fc.oneof(text, fc.constant('id')), anything) },
  );
  return fc.array(pair, { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs) as unknown);
}

function targets(links: readonly string[]): Arbitrary<unknown> {
  const label = mostly(links.length === 0 ? text : fc.constantFrom(...links), text);
  const target = fc.oneof(
    { weight: 4, arbitrary: anyId },
    { weight: 2, arbitrary: fc.array(mostly(anyId), { maxLength: 3 }) },
    { weight: 1, arbitrary: anything },
  );
  return record(label as Arbitrary<string>, target);
}

function plan(shape: Shape): Arbitrary<ChunkPlan> {
  const entity = fc.oneof(
    { weight: 12, arbitrary: entityOf(shape) },
    { weight: 1, arbitrary: text },
  );
  return entity.chain((name) => {
    const { attrs = {}, links = {} } = Object.hasOwn(shape.entities, name)
      ? (shape.entities[name] ?? {})
      : {};
    const attr = fc.oneof(fc.constantFrom('slug', 'my__slug', 'email'), text);
    const start: Arbitrary<Start> = fc.oneof(
      { weight: 8, arbitrary: anyId.map((id) => ({ id })) },
      {
        weight: 3,
        arbitrary: fc.record({
          lookup: fc.tuple(attr, anything),
          by: fc.constantFrom<'id' | 'method'>('id', 'method'),
        }),
      },
    );
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          method: fc.constantFrom(...METHODS),
          args: fc.oneof(
            { weight: 3, arbitrary: fc.tuple(mostly(values(attrs))) },
            { weight: 1, arbitrary: fc.tuple(mostly(values(attrs)), stepOptions) },
          ),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          method: fc.constantFrom('link', 'unlink'),
          args: fc.tuple(mostly(targets(Object.keys(links)))),
        }),
      },
      fc.record({ method: fc.constant('delete'), args: fc.constant([]) }),
      fc.record({ method: fc.constant('ruleParams'), args: fc.tuple(record(text, anything)) }),
    );
    return fc.record({
      entity: fc.constant(name),
      start,
      steps: fc.array(step, { maxLength: 3 }),
    });
  });
}

const raw: Arbitrary<Chunks> = fc
  .oneof(
    anything,
    some({ __ops: fc.oneof(anything, fc.array(anything, { maxLength: 2 })) }),
    fc.array(fc.array(anything, { maxLength: 1 }), { maxLength: 1 }),
  )
  .map((value) => ({ raw: value }));

/** One chunk, a list of chunks, or something else. */
export function transaction(shape: Shape): Arbitrary<Chunks | readonly Chunks[]> {
  const chunk: Arbitrary<Chunks> = fc.oneof(
    { weight: 15, arbitrary: plan(shape) },
    { weight: 1, arbitrary: raw },
  );
  return fc.oneof(chunk, fc.array(chunk, { maxLength: 4 }));
}

type Builder = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Method = (...args: readonly unknown[]) => unknown;

/** Builds the chunks of a plan with a client's `tx` and `lookup`. */
export function build(chunks: Chunks | readonly Chunks[], tx: Builder, lookup: Method): unknown {
  if (Array.isArray(chunks)) {
    return (chunks as readonly Chunks[]).map((each) => build(each, tx, lookup));
  }
  const given = chunks as Chunks;
  if ('raw' in given) return given.raw;
  const { entity, start, steps } = given;
  const of = tx[entity] as Builder[string];
  const first =
    'id' in start
      ? of[start.id]
      : start.by === 'id'
        ? of[lookup(...start.lookup) as string]
        : (of['lookup'] as Method)(...start.lookup);
  return steps.reduce(
    (chunk, { method, args }) => (Reflect.get(chunk as object, method) as Method)(...args),
    first,
  );
}
