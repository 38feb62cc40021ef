import { describe, expect, it } from 'vitest';
import type { InstaqlStore } from '../../generator/ir.js';
import { clean, readAttrs, readText } from './inputs.js';

function attrDocs(body: string): Record<string, string | undefined> {
  const [entity] = clean(readAttrs(body)).entities;
  return Object.fromEntries((entity?.attrs ?? []).map(({ key, doc }) => [key, doc]));
}

describe('comments as documentation', () => {
  it('takes comments above and behind an attribute', () => {
    expect(
      attrDocs(`
      /** Shown in lists. */
      a: i.string(),
      // first
      // second
      b: i.string(), // 'draft' | 'live'
      c: i.string(),
      d: i.string() // last, no comma
    `),
    ).toEqual({
      a: 'Shown in lists.',
      b: "first\nsecond\n'draft' | 'live'",
      c: undefined,
      d: 'last, no comma',
    });
  });

  it('goes with an attribute that is taken out of an object', () => {
    const before = `
      /** Shared by all. */
      const shared = {
        /** When it was made. */
        made: i.date(),
        /** Who. */
        by: i.string(),
      };
      const { made, ...rest } = shared;
    `;
    const [entity] = clean(
      readAttrs('made, by: rest.by, /** Mine. */ own: rest.by', before),
    ).entities;
    expect(entity?.attrs.map(({ key, doc }) => [key, doc])).toEqual([
      ['made', 'When it was made.'],
      ['by', 'Who.'],
      ['own', 'Mine.'],
    ]);
  });

  it('keeps the lines of a block and drops its stars', () => {
    expect(
      attrDocs('\n/**\n * One.\n *\n *   - two\n */\na: i.string(),\n/* plain */\nb: i.any()'),
    ).toEqual({
      a: 'One.\n\n  - two',
      b: 'plain',
    });
  });

  it('lets a comment on the same line belong to what stands before it, unless more follows', () => {
    expect(
      attrDocs(
        'a: i.string(), /* of b */ b: i.string(), // of b too\n c: i.any() /* of c */, d: i.any()',
      ),
    ).toEqual({
      a: undefined,
      b: 'of b\nof b too',
      c: 'of c',
      d: undefined,
    });
    expect(attrDocs(' /** inline */ a: i.string() ')).toEqual({ a: 'inline' });
  });

  it('joins a trailing comment that goes on below in its column', () => {
    expect(
      attrDocs(`
      a: i.string(), // one of
                     // two things
      b: i.string(),
    `),
    ).toEqual({ a: 'one of\ntwo things', b: undefined });
  });

  it('leaves out headings, rulers, directives and what a blank line parts', () => {
    expect(
      attrDocs(`
      // Everything about money

      a: i.number(),
      // ------------------
      // --- Prices -----
      b: i.number(),
      // eslint-disable-next-line
      c: i.number(),
    `),
    ).toEqual({ a: undefined, b: 'Prices', c: undefined });
  });

  it('leaves out code that was commented out, and what speaks of it', () => {
    expect(
      attrDocs(`
      // nickname: i.string().optional(),
      a: i.string(),
      // later:
      // owner: i.json<{
      //   x: number
      // }>(),
      b: i.string(), // i.json<string[]>(),
      // kept: text about c
      c: i.string(), // i.e. "x: y"
      // posts: i.entity({
      //   title: i.string(),
      // }),
      // of d
      d: i.string(),
    `),
    ).toEqual({ a: undefined, b: undefined, c: 'kept: text about c\ni.e. "x: y"', d: 'of d' });
  });

  it('finds comments inside a chain', () => {
    expect(attrDocs('\n a: i\n  .string() // short\n  // and unique\n  .unique(),\n')).toEqual({
      a: 'short\nand unique',
    });
  });

  it('documents entities, links, their ends, rooms and topics', () => {
    const store: InstaqlStore = clean(
      readText(`
// The whole schema
const _schema = i.schema({
  // Section of entities
  entities: {
    // What people aim at
    goals: i.entity({ // in life
      title: i.string(),
    }), // plainly
    /** Doers. */
    people: i.entity({}),
  },
  links: {
    // Who aims
    aims: {
      forward: { on: 'goals', has: 'one', label: 'owner' }, // the aimer
      reverse: {
        on: 'people',
        has: 'many',
        label: 'goals', // aimed at
      },
    },
  },
  rooms: {
    // Talk
    chat: {
      // who is here
      presence: i.entity({ name: i.string() /* shown */ }),
      topics: {
        // a wave
        wave: i.entity({}),
      },
    },
  },
});
export default _schema;`),
    );
    const [goals, people] = store.entities;
    expect(goals?.doc).toBe('What people aim at\nin life\nplainly');
    expect(goals?.attrs[0]?.doc).toBeUndefined();
    expect(goals?.links[0]?.doc).toBe('Who aims\nthe aimer');
    expect(people?.doc).toBe('Doers.');
    expect(people?.links[0]?.doc).toBe('Who aims\naimed at');
    expect(store.rooms[0]?.doc).toBe('Talk\nwho is here');
    expect(store.rooms[0]?.presence[0]?.doc).toBe('shown');
    expect(store.rooms[0]?.topics[0]?.doc).toBe('a wave');
  });

  it("leaves the official command's banners alone, and takes the comment of a constant", () => {
    const store = clean(
      readText(`
// Docs: https://www.instantdb.com/docs/modeling-data
// We inferred 3 attributes!
const posts = i.entity({});
// Many of them
const tags = i.entity({});
export default i.schema({ entities: { posts, tags } });`),
    );
    expect(store.entities.map(({ doc }) => doc)).toEqual([undefined, 'Many of them']);
  });
});
