// Schemas to measure with.

/** Ten entities of eight attributes, fifteen links. */
export function tenEntities() {
  return schemaOf(10);
}

/** `count` entities of eight attributes each, three links for every two. */
export function schemaOf(count) {
  const name = (index) =>
    `things${'abcdefghijklmnopqrstuvwxyz'[index % 26]}${Math.floor(index / 26)}`;
  const entities = Array.from(
    { length: count },
    (_, index) => `    ${name(index)}: i.entity({
      title: i.string().indexed(),
      slug: i.string().unique().indexed(),
      body: i.string().optional(),
      count: i.number().indexed().optional(),
      ratio: i.number().optional(),
      done: i.boolean(),
      createdAt: i.date().indexed(),
      meta: i.json().optional(),
    }),`,
  );
  const links = Array.from(
    { length: Math.floor(count * 1.5) },
    (_, index) => `    link${index}: {
      forward: { on: '${name(index % count)}', has: 'one', label: 'parent${index}' },
      reverse: { on: '${name((index * 7 + 3) % count)}', has: 'many', label: 'children${index}' },
    },`,
  );
  return `import { i } from '@instantdb/core';

const _schema = i.schema({
  entities: {
${entities.join('\n')}
  },
  links: {
${links.join('\n')}
  },
  rooms: {},
});

export default _schema;
`;
}
