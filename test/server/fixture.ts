import { i } from '@instantdb/admin';

export const appId = '11111111-1111-4111-8111-111111111111';
export const adminToken = '22222222-2222-4222-8222-222222222222';

/** An app with every kind of link: many to one, one to one, required, cascading, to itself. */
export const schema = i.schema({
  entities: {
    $users: i.entity({
      email: i.string().unique().indexed().optional(),
      nickname: i.string().optional(),
    }),
    $files: i.entity({ path: i.string().unique().indexed(), url: i.string() }),
    goals: i.entity({
      title: i.string().indexed(),
      slug: i.string().unique().optional(),
      priority: i.number().indexed().optional(),
      done: i.boolean().optional(),
      due: i.date().indexed().optional(),
      meta: i.json<Record<string, unknown>>().optional(),
    }),
    todos: i.entity({ title: i.string(), order: i.number().unique().optional() }),
    notes: i.entity({ text: i.string().optional() }),
  },
  links: {
    goalTodos: {
      forward: { on: 'goals', has: 'many', label: 'todos' },
      reverse: { on: 'todos', has: 'one', label: 'goal' },
    },
    goalOwner: {
      forward: { on: 'goals', has: 'one', label: 'owner', onDelete: 'cascade' },
      reverse: { on: '$users', has: 'many', label: 'goals' },
    },
    noteGoal: {
      forward: { on: 'notes', has: 'one', label: 'goal', required: true },
      reverse: { on: 'goals', has: 'one', label: 'note' },
    },
    goalParent: {
      forward: { on: 'goals', has: 'one', label: 'parent' },
      reverse: { on: 'goals', has: 'many', label: 'parts' },
    },
  },
  rooms: { chat: { presence: i.entity({ name: i.string() }) } },
});

/** Sessions of one room, in the shape the server is given them. */
export const presence = {
  chat: { 'room 1': { p1: { 'peer-id': 'p1', user: null, data: { name: 'Al' } } } },
};
