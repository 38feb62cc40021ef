/**
 * One file of typed calls, for the official client, for the whole emitted one, and for the emitted types of a
 * schema alone: the same lines, another head.
 */

const HEADS = {
  official: `import { init, id } from '@instantdb/admin';
import schema from './instant.schema.js';

const db = init({ appId: 'a', adminToken: 'b', schema });
`,
  whole: `import { init, id } from './index.js';

const db = init({ appId: 'a', adminToken: 'b' });
`,
  emitted: `import type { QueryMethod } from './query.js';
import type { TransactArgument, Tx } from './tx.js';

declare const db: {
  tx: Tx;
  query: QueryMethod;
  transact(chunks: TransactArgument): Promise<{ 'tx-id': number }>;
};
declare const id: () => string;
`,
};

/** The name of an entity of the benchmark's schema. */
function nameOf(index: number): string {
  return `things${'abcdefghijklmnopqrstuvwxyz'[index % 26] ?? ''}${Math.floor(index / 26)}`;
}

/**
 * `queries` queries and as many writes over the benchmark's schema of `entities` entities, and with each
 * query a line that must be refused: a client that takes anything does not compile here.
 */
export function usage(
  client: keyof typeof HEADS,
  entities: number,
  queries: number,
  extra = '',
): string {
  const lines = Array.from({ length: queries }, (_, index) => {
    const link = index % Math.floor(entities * 1.5);
    const name = nameOf(link % entities);
    const label = `parent${link}`;
    return `
const r${index} = await db.query({
  ${name}: {
    $: {
      where: { title: 'x', '${label}.title': 'y', or: [{ count: { $gt: ${index} } }, { done: true }] },
      order: { count: 'asc' },
      limit: 5,
    },
    ${label}: { $: { fields: ['title', 'count'] } },
  },
});
r${index}.${name}[0]!.title satisfies string;
r${index}.${name}[0]!.${label}!.title satisfies string;
// @ts-expect-error a string is no number
r${index}.${name}[0]!.title satisfies number;
// @ts-expect-error not asked for
r${index}.${name}[0]!.${label}!.slug;
${refused(index, name, label)}
await db.transact([
  db.tx.${name}[id()]!.update({ title: 'x', count: null }).link({ ${label}: id() }),
  db.tx.${name}[id()]!.create({ title: 'x', slug: 'y', done: true, createdAt: new Date() }),
]);
// @ts-expect-error unknown attribute
db.tx.${name}[id()]!.update({ nope: 1 });
`;
  });
  return `${HEADS[client]}${lines.join('')}${extra}\nexport {};\n`;
}

/** A wrong query, of another kind each time. */
function refused(index: number, name: string, label: string): string {
  const wrong = [
    `{ ${name}: { $: { where: { nope: 1 } } } }`,
    `{ ${name}: { nope: {} } }`,
    `{ ${name}: { $: { where: { title: 1 } } } }`,
    `{ ${name}: { $: { where: { '${label}.nope': 1 } } } }`,
    `{ ${name}: { $: { order: { body: 'asc' } } } }`,
  ];
  return `// @ts-expect-error wrong\nawait db.query(${wrong[index % wrong.length] ?? ''});`;
}

/** A query that follows the links of one entity to itself, `depth` levels deep. */
export function deepQuery(entity: string, label: string, depth: number): string {
  return `await db.query({ ${entity}: ${`{ ${label}: `.repeat(depth)}{}${' }'.repeat(depth)} });`;
}
