import { i as official } from '@instantdb/core';
import { describe, expect, it } from 'vitest';

import { i } from '../../runtime/dsl.js';
import type { EntitiesDef } from '../../runtime/dsl.js';
import { makeSchema } from '../judge/env.js';

/** A small generator of random numbers, so that a failing run can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

// Names that objects inherit are left out: the official language takes one schema's for another's.
const names = ['a', 'b', '$users', 'É é', 'a.b', '1', '', 'links', 'x-y'];
const types = ['string', 'number', 'boolean', 'date', 'json', 'any'] as const;
const modifiers = ['optional', 'unique', 'indexed', 'clientRequired'] as const;

type Dsl = typeof i;

/* eslint-disable @typescript-eslint/no-deprecated -- schemas have the deprecated words, too */

/** The same random schema in either language. */
function build(
  dsl: Dsl,
  seed: number,
): { readonly made: unknown; readonly of: readonly unknown[] } {
  const pick = random(seed);
  const some = <Item>(items: readonly Item[]): Item => items[pick(items.length)] as Item;
  const attr = () => {
    let made = (dsl[some(types)] as Dsl['json'])();
    for (let n = pick(4); n > 0; n--) made = made[some(modifiers)]() as typeof made;
    return made;
  };
  const entity = () => {
    const made = dsl.entity(
      Object.fromEntries(Array.from({ length: pick(4) }, () => [some(names), attr()])),
    );
    return pick(3) === 0 ? made.asType() : made;
  };
  const entities = Object.fromEntries(
    Array.from({ length: 1 + pick(5) }, () => [some(names), entity()]),
  );
  const known = [...Object.keys(entities), 'undeclared'];
  const links = Object.fromEntries(
    Array.from({ length: pick(8) }, (_, n) => [
      `l${n}`,
      {
        forward: {
          on: some(known),
          label: some(names),
          has: some(['one', 'many'] as const),
          ...(pick(2) ? { required: true } : {}),
          ...(pick(2) ? { onDelete: 'cascade' as const } : {}),
        },
        reverse: { on: some(known), label: some(names), has: some(['one', 'many'] as const) },
      },
    ]),
  );
  const rooms = {
    chat: { presence: entity(), topics: { emoji: entity() } },
    bare: { presence: entity() },
  };
  const parts = {
    entities,
    ...(pick(3) ? { links: links as never } : {}),
    ...(pick(2) ? { rooms } : {}),
  };
  const schema = dsl.schema<EntitiesDef>(parts as never);
  const made = pick(4)
    ? schema
    : pick(2)
      ? schema.withRoomSchema()
      : dsl.graph(entities as never, links as never);
  return { made, of: [schema, ...Object.values(entities)] };
}

const shape = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? [Object.keys(value), Object.values(value).map(shape)]
    : value;

describe('the schema language', () => {
  it('makes the schema of the recorded calls', () => {
    const ours = makeSchema(i as never);
    const theirs = makeSchema(official);
    expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
    expect(shape(ours)).toEqual(shape(theirs));
  });

  it('makes the same of random schemas, in the same order', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const ours = build(i, seed);
      const theirs = build(official as never, seed);
      expect(JSON.stringify(ours.made), `seed ${seed}`).toBe(JSON.stringify(theirs.made));
      expect(shape(ours), `seed ${seed}`).toEqual(shape(theirs));
    }
  });

  it('changes nothing that it was given', () => {
    const name = i.string();
    const entities = { a: i.entity({ name }) };
    name.unique().indexed().optional();
    i.schema({
      entities,
      links: {
        self: {
          forward: { on: 'a', has: 'one', label: 'x' },
          reverse: { on: 'a', has: 'many', label: 'y' },
        },
      },
    });
    expect(name).toMatchObject({
      required: true,
      isIndexed: false,
      config: { indexed: false, unique: false },
    });
    expect(entities.a.links).toEqual({});
  });

  it('has words for names that objects inherit', () => {
    const entity = i.entity({});
    const schema = i.schema({
      entities: { constructor: entity, toString: entity },
      links: {
        l: {
          forward: { on: 'constructor', has: 'one', label: 'toString' },
          reverse: { on: 'toString', has: 'many', label: 'constructor' },
        },
      },
    });
    expect(JSON.parse(JSON.stringify(schema.entities))).toEqual({
      constructor: {
        attrs: {},
        links: { toString: { entityName: 'toString', cardinality: 'one' } },
      },
      toString: {
        attrs: {},
        links: { constructor: { entityName: 'constructor', cardinality: 'many' } },
      },
    });
  });
});
