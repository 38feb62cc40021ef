/** Queries that walk a schema, with mistakes here and there. */

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

import { anything, goodId, mostly, some, text, valueOf } from './values.js';
import type { Shape } from './schema.js';

const OPERATORS = ['$gt', '$gte', '$lt', '$lte', '$ne', '$not'] as const;

/** Conditions on one attribute: a value, or an object of one to three operators. */
function condition(type: string | undefined): Arbitrary<unknown> {
  const value = valueOf(type);
  const operator: Arbitrary<readonly [string, unknown]> = fc.oneof(
    {
      weight: 18,
      arbitrary: fc.tuple(fc.constantFrom(...OPERATORS), mostly(value)),
    },
    {
      weight: 9,
      arbitrary: fc.tuple(fc.constantFrom('$in', 'in'), mostly(fc.array(value, { maxLength: 3 }))),
    },
    { weight: 6, arbitrary: fc.tuple(fc.constantFrom('$like', '$ilike'), mostly(text)) },
    { weight: 6, arbitrary: fc.tuple(fc.constant('$isNull'), mostly(fc.boolean())) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('$nin', 'gt', '$'), value) },
  );
  return fc.oneof(
    { weight: 12, arbitrary: value },
    {
      weight: 16,
      arbitrary: fc
        .array(operator, { minLength: 1, maxLength: 3 })
        .map((pairs) => Object.fromEntries(pairs) as unknown),
    },
    { weight: 1, arbitrary: anything },
  );
}

/** A key of a where clause with its condition: attribute, link, `id`, dotted path, or nothing known. */
function leg(shape: Shape, entity: string): Arbitrary<readonly [string, unknown]> {
  const path = fc.array(fc.nat({ max: 9 }), { maxLength: 3 }).map((steps) => {
    let at = entity;
    const labels: string[] = [];
    for (const step of steps) {
      const links = Object.entries(shape.entities[at]?.links ?? {});
      const link = links[step % Math.max(1, links.length)];
      if (link === undefined) break;
      labels.push(link[0]);
      at = link[1].entityName;
    }
    return { labels, at };
  });
  const known = fc.tuple(path, fc.nat({ max: 20 })).chain(([{ labels, at }, choice]) => {
    const attrs = Object.entries(shape.entities[at]?.attrs ?? {});
    const links = Object.keys(shape.entities[at]?.links ?? {});
    const ends = [
      ...attrs.map(([name, { valueType }]) => [name, condition(valueType)] as const),
      ...['id', ...links].map((name) => [name, mostly(goodId, condition('string'))] as const),
    ];
    const [name, value] = ends[choice % ends.length] ?? ['id', goodId];
    return fc.tuple(fc.constant([...labels, name].join('.')), value);
  });
  return fc.oneof(
    { weight: 30, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(text, condition(undefined)) },
  );
}

/** A where clause, with `and` and `or` down to a depth. */
function where(shape: Shape, entity: string, depth = 2): Arbitrary<unknown> {
  const own = fc.array(leg(shape, entity), { maxLength: 3 });
  if (depth === 0) return own.map((legs) => Object.fromEntries(legs) as unknown);
  const groups = fc.array(
    fc.tuple(
      fc.constantFrom('and', 'or'),
      mostly(fc.array(where(shape, entity, depth - 1), { maxLength: 3 })),
    ),
    { maxLength: 1 },
  );
  return fc
    .tuple(own, groups)
    .map(([legs, grouped]) => Object.fromEntries([...legs, ...grouped]) as unknown);
}

const cursor = fc.tuple(goodId, goodId, anything, fc.nat());
const count = fc.integer({ min: 0, max: 5 });

function options(shape: Shape, entity: string, top: boolean): Arbitrary<unknown> {
  const attrs = Object.keys(shape.entities[entity]?.attrs ?? {});
  const attr = mostly(fc.constantFrom('serverCreatedAt', ...attrs), text) as Arbitrary<string>;
  const any = {
    where: mostly(where(shape, entity)),
    order: mostly(
      fc.tuple(attr, fc.constantFrom('asc', 'desc')).map(([key, way]) => ({ [key]: way })),
    ),
    limit: mostly(count),
    fields: mostly(fc.array(attr, { maxLength: 3 })),
  };
  const paged = {
    offset: mostly(count),
    first: mostly(count),
    last: mostly(count),
    after: mostly(cursor),
    before: mostly(cursor),
    afterInclusive: mostly(fc.boolean()),
    beforeInclusive: mostly(fc.boolean()),
    aggregate: mostly(fc.constant('count')),
  };
  return fc.oneof(
    { weight: 6, arbitrary: some(any) },
    { weight: top ? 4 : 1, arbitrary: some({ ...any, ...paged }) },
    { weight: 1, arbitrary: some({ ...any, sort: anything, toString: anything }) },
  );
}

function node(shape: Shape, entity: string, depth: number): Arbitrary<unknown> {
  const links = Object.entries(shape.entities[entity]?.links ?? {});
  const below: Arbitrary<readonly (readonly [string, unknown])[]> =
    depth === 0 || links.length === 0
      ? fc.constant([])
      : fc.array(
          fc
            .constantFrom(...links)
            .chain(([label, { entityName }]) =>
              fc.tuple(fc.constant(label), mostly(node(shape, entityName, depth - 1))),
            ),
          { maxLength: 2 },
        );
  const stray = fc.oneof(
    { weight: 12, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.tuple(text, anything), { maxLength: 1 }) },
  );
  const own = fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: mostly(options(shape, entity, depth === 2)).map((o) => [['$', o]]) },
  );
  return fc
    .tuple(own, below, stray)
    .map((parts) => Object.fromEntries(parts.flat() as [string, unknown][]) as unknown);
}

/** An entity of a schema; a schema may have none. */
export function entityOf({ entities }: Shape): Arbitrary<string> {
  const [first = 'goals', ...others] = Object.keys(entities);
  return fc.constantFrom(first, ...others);
}

/** A query over a schema's entities: none, some, or what is no query at all. */
export function query(shape: Shape): Arbitrary<unknown> {
  const entity = entityOf(shape);
  const part = entity.chain((name) => fc.tuple(fc.constant(name), mostly(node(shape, name, 2))));
  const odd = fc.tuple(fc.oneof(text, fc.constant('$$ruleParams')), anything);
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .array(fc.oneof({ weight: 12, arbitrary: part }, { weight: 1, arbitrary: odd }), {
          minLength: 1,
          maxLength: 3,
        })
        .map((pairs) => Object.fromEntries(pairs)),
    },
    { weight: 1, arbitrary: anything },
  );
}
