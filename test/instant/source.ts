/** The schema of these tests, as an app would have it. */
export const schemaSource = `import { i } from '@instantdb/admin';

const _schema = i.schema({
  entities: {
    $users: i.entity({
      email: i.string().unique().indexed().optional(),
      nickname: i.string().optional(),
    }),
    goals: i.entity({
      title: i.string().indexed(),
      due: i.date().indexed().optional(),
      meta: i.json().optional(),
    }),
    todos: i.entity({ title: i.string(), at: i.date().optional() }),
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
  rooms: { chat: { presence: i.entity({ typing: i.boolean() }) } },
});

export default _schema;
`;
