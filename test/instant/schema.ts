import { i } from '@instantdb/core';

import type { SchemaTable } from '../../runtime/instant/schema.js';

/** One schema, as the official DSL builds it and as emitted code carries it. */
export const official = i.schema({
  entities: {
    $users: i.entity({ email: i.string().unique().indexed().optional() }),
    goals: i.entity({
      title: i.string().indexed(),
      slug: i.string().unique(),
      priority: i.number().indexed().optional(),
      done: i.boolean().optional(),
      due: i.date().indexed().optional(),
      meta: i.json().optional(),
      whatever: i.any().optional(),
    }),
    todos: i.entity({ title: i.string(), order: i.number().unique().optional() }),
    bare: i.entity({}),
  },
  links: {
    goalTodos: {
      forward: { on: 'goals', has: 'many', label: 'todos' },
      reverse: { on: 'todos', has: 'one', label: 'goal' },
    },
    goalOwner: {
      forward: { on: 'goals', has: 'one', label: 'owner', required: true },
      reverse: { on: '$users', has: 'many', label: 'goals' },
    },
  },
});

export const table: SchemaTable = {
  entities: {
    $users: {
      attrs: { email: 'string indexed unique optional' },
      links: { goals: ['goals', 'owner'] },
    },
    goals: {
      attrs: {
        title: 'string indexed',
        slug: 'string unique',
        priority: 'number indexed optional',
        done: 'boolean optional',
        due: 'date indexed optional',
        meta: 'json optional',
        whatever: 'any optional',
      },
      links: { todos: ['todos', 'goal'], owner: ['$users', 'goals', 'required'] },
    },
    todos: {
      attrs: { title: 'string', order: 'number unique optional' },
      links: { goal: ['goals', 'todos'] },
    },
    bare: { attrs: {}, links: {} },
  },
  dates: 'stored',
  requiredLinks: 'types',
};

export const G1 = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1';
export const T1 = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbb1';
