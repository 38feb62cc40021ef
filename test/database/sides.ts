/** Queries that the SDK and the generated client both make. */

import type { InsForgeClient } from '@insforge/sdk';
import fc from 'fast-check';

export type Database = InsForgeClient['database'];
export type Call = (db: Database) => unknown;

type Builder = Record<string, (...args: unknown[]) => Builder> & PromiseLike<unknown>;

/** Chains by the names of their methods, so that random ones are data, and failures can be read. */
export type Step = readonly [method: string, ...args: unknown[]];

/** Makes the calls one after the other on what the one before gave. */
export async function chained(db: Database, steps: readonly Step[]): Promise<unknown> {
  let at = db as object as Builder;
  for (const [method, ...args] of steps) {
    const next = at[method]?.(...args);
    if (next === undefined) throw new Error(`no method ${method}`);
    at = next;
  }
  return await at;
}

const from = (...steps: readonly Step[]): readonly Step[] => [['from', 'posts'], ...steps];
const read = (...steps: readonly Step[]): readonly Step[] => from(['select', '*'], ...steps);
const ROW = { title: 'a', views: 1 };
const OTHER = { title: 'b', body: null };

/** One call of each kind, and of each option. */
export const CALLS: readonly (readonly Step[])[] = [
  from(['select']),
  from(['select', 'id, title,author:users!inner ( id, "full name" )']),
  from(['select', 'id,total:views.sum(),at->>city,views::text']),
  from([
    'select',
    'id,writer:users!author_id!inner(name,all:posts!inner(id,comments(body))),...editor:users(who:name)',
  ]),
  from(['select', 'first:data->list->0->>name,data->a,data->>b::int,tags,at::date']),
  from([
    'select',
    'author_id,many:id.count(),count(),last:views.max()::text,comments(id.count(),total:votes.sum())',
  ]),
  from(['select', 'users!left( id ), "odd, (name)" , a:"b c"']),
  from(['select', '*', { count: 'exact' }]),
  from(['select', '*', { count: 'planned', head: true }]),
  from(['select', 'id', { count: 'estimated' }], ['range', 0, 9]),
  ...['eq', 'neq', 'gt', 'gte', 'lt', 'lte'].map((each) => read([each, 'views', 3])),
  ...['like', 'ilike'].map((each) => read([each, 'title', '%a,b%'])),
  ...['likeAllOf', 'likeAnyOf', 'ilikeAllOf', 'ilikeAnyOf'].map((each) =>
    read([each, 'title', ['%a%', 'b%']]),
  ),
  read(['is', 'body', null]),
  read(['is', 'pinned', true]),
  read(['in', 'title', ['a', 'b,c', '(d)']]),
  read(['in', 'views', [1, 2, 2]]),
  read(['contains', 'tags', ['a', 'b']]),
  read(['contains', 'meta', { a: { b: 1 } }]),
  read(['contains', 'during', '[1,2)']),
  read(['containedBy', 'tags', ['a']]),
  read(['containedBy', 'meta', { a: 1 }]),
  read(['overlaps', 'tags', ['a', 'b']]),
  read(['overlaps', 'during', '[1,2)']),
  ...['rangeGt', 'rangeGte', 'rangeLt', 'rangeLte', 'rangeAdjacent'].map((each) =>
    read([each, 'during', '[2020-01-01,2021-01-01)']),
  ),
  ...[undefined, 'plain', 'phrase', 'websearch'].map((type) =>
    read(['textSearch', 'words', 'fat & cat', { ...(type && { type }), config: 'english' }]),
  ),
  read(['textSearch', 'words', 'cat']),
  read(['match', { title: 'a', views: 1 }]),
  read(['not', 'title', 'eq', 'a']),
  read(['not', 'body', 'is', null]),
  read(['not', 'views', 'in', '(1,2)']),
  read(['or', 'views.eq.1,title.is.null']),
  read(['or', 'and(views.gt.1,title.eq."a,b"),not.and(id.eq.1,tags.cs.{a,b}),title.in.("a","b")']),
  read(['or', 'views.eq.1'], ['or', 'views.eq.2'], ['or', 'name.eq.a', { foreignTable: 'users' }]),
  read(
    ['not', 'tags', 'cs', '{a,b}'],
    ['not', 'users.name', 'ilike', '%a%'],
    ['not', 'a->>b', 'is', null],
  ),
  read(['filter', 'title', 'not.in', '(a,"b,c")'], ['filter', 'words', 'fts(english)', 'cat']),
  read(['range', 0, 0], ['order', 'users(name)', { ascending: false }], ['csv']),
  from(['select', 'id'], ['throwOnError'], ['single']),
  from(['insert', ROW], ['throwOnError'], ['select', 'id'], ['single']),
  read(['or', 'name.eq.a', { referencedTable: 'users' }]),
  read(['filter', 'views', 'gte', 1]),
  read(['filter', 'title', 'in', '("a","b")']),
  read(['order', 'views']),
  read(['order', 'views', { ascending: false, nullsFirst: false }], ['order', 'id']),
  read(['order', 'name', { referencedTable: 'users', nullsFirst: true }]),
  read(['limit', 3]),
  read(['limit', 3, { referencedTable: 'users' }]),
  read(['range', 5, 9, { referencedTable: 'users' }]),
  read(['eq', 'id', 1], ['single']),
  read(['eq', 'id', 1], ['maybeSingle']),
  read(['csv']),
  read(['geojson']),
  read(['explain']),
  read(['explain', { analyze: true, verbose: true, format: 'json' }]),
  from(['insert', ROW]),
  from(['insert', ROW, { count: 'exact' }]),
  from(['insert', [ROW, OTHER]]),
  from(['insert', [ROW, OTHER], { defaultToNull: false }]),
  from(['insert', ROW], ['select']),
  from(['insert', ROW], ['select', 'id, title'], ['single']),
  from(['insert', [ROW]], ['select', 'id'], ['maybeSingle']),
  from(['upsert', ROW]),
  from(['upsert', [ROW, OTHER], { onConflict: 'title', ignoreDuplicates: true }]),
  from(['upsert', ROW, { count: 'exact', defaultToNull: false }], ['select']),
  from(['update', ROW], ['eq', 'id', 1]),
  from(['update', ROW, { count: 'exact' }], ['in', 'id', [1, 2]], ['select', 'id']),
  from(['delete'], ['eq', 'id', 1]),
  from(['delete', { count: 'exact' }], ['lt', 'views', 1], ['select']),
  [['rpc', 'publish', { post_id: 1 }]],
  [['rpc', 'now']],
  [['rpc', 'search', { query: 'a b', most: 3 }, { get: true }]],
  [['rpc', 'search', { query: 'a' }, { head: true, count: 'exact' }]],
  [
    ['rpc', 'search', { query: 'a' }],
    ['eq', 'views', 1],
    ['select', 'id'],
    ['limit', 1],
  ],
  [
    ['schema', 'analytics'],
    ['from', 'events'],
    ['select', '*'],
  ],
  [
    ['schema', 'analytics'],
    ['from', 'events'],
    ['insert', { kind: 'a' }],
  ],
  [
    ['schema', 'analytics'],
    ['rpc', 'rollup', { day: '2026-01-01' }],
  ],
  read(['throwOnError']),
  // As JavaScript without types may call it
  from(['select', null]),
  from(['select', 'a, "b c']),
  from(['select', '*', { count: null, head: 1 }]),
  read(['order', 'views', { ascending: null, nullsFirst: null }]),
  read(['textSearch', 'words', 'cat', { type: 'other' }]),
  read(['explain', { analyze: 1 }]),
  from(['insert', [ROW], { defaultToNull: null }]),
  from(['upsert', ROW, { count: '' }]),
  [['rpc', 'search', { query: 'a' }, { get: 1, count: null }]],
];

const column = fc.constantFrom('id', 'title', 'views', 'full_name', 'meta->>city', 'users.name');
const text = fc.string({ unit: 'grapheme-ascii', maxLength: 8 }).filter((each) => each !== '');
const value = fc.oneof(text, fc.integer(), fc.boolean());
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.tuple(fc.constantFrom('eq', 'neq', 'gt', 'gte', 'lt', 'lte'), column, value),
  fc.tuple(fc.constantFrom('like', 'ilike'), column, text),
  fc.tuple(fc.constant('is'), column, fc.constantFrom(null, true, false)),
  fc.tuple(
    fc.constant('in'),
    column,
    fc.array(fc.oneof(fc.integer(), fc.stringMatching(/^[a-z,()](?:[a-z ,()]{0,4}[a-z,()])?$/)), {
      maxLength: 4,
    }),
  ),
  fc.tuple(fc.constant('contains'), column, fc.array(fc.stringMatching(/^[a-z]{1,4}$/))),
  fc.tuple(fc.constant('not'), column, fc.constantFrom('eq', 'like'), text),
  fc.tuple(
    fc.constant('order'),
    column,
    fc.record({ ascending: fc.boolean(), nullsFirst: fc.boolean() }, { requiredKeys: [] }),
  ),
  fc.tuple(fc.constant('limit'), fc.nat(50)),
  fc.tuple(fc.constant('range'), fc.nat(9), fc.integer({ min: 10, max: 20 })),
);
const record = fc.dictionary(fc.constantFrom('title', 'views', 'meta'), fc.jsonValue(), {
  minKeys: 1,
});
const start = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.tuple(fc.constant('select'), fc.constantFrom('*', 'id, title', 'id,users( name )')),
  fc.tuple(fc.constant('insert'), fc.oneof(record, fc.array(record))),
  fc.tuple(fc.constant('upsert'), record, fc.record({ ignoreDuplicates: fc.boolean() })),
  fc.tuple(fc.constant('update'), record),
  fc.tuple(fc.constant('delete')),
);
const end = fc.option(
  fc.constantFrom<Step>(['select', 'id'], ['single'], ['maybeSingle'], ['csv']),
  { nil: undefined },
);

/** Any chain of the kind that apps write. */
export const chains: fc.Arbitrary<readonly Step[]> = fc
  .tuple(text, start, fc.array(step, { maxLength: 4 }), end)
  .filter(([name]) => !/^\.{1,2}$/.test(name))
  .map(([, first, steps, last]) => [
    ['from', 'posts'],
    first,
    ...steps,
    ...(last === undefined ? [] : [last]),
  ]);
