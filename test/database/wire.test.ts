import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fluxbase, postgrest } from '../../runtime/postgrest/dialects.js';
import type { OpenDatabase } from '../../runtime/postgrest/database-types.js';
import { ours, recorder, type Sent } from './recorder.js';

type Call = (db: OpenDatabase) => PromiseLike<unknown>;

/** What was called when the recording was made. */
const CALLS: Readonly<Record<string, Call>> = {
  'select *': (db) => db.from('posts').select('*'),
  'select cols+embed': (db) =>
    db.from('posts').select('id, title, author:users!inner(id,name), comments(count)'),
  'eq/gt/lt': (db) => db.from('posts').select('*').eq('a', 1).gt('b', 2).lte('c', 'x'),
  'in w/ comma': (db) => db.from('posts').select('*').in('s', ['a,b', 'c"d', 'e']),
  'is null / not': (db) => db.from('posts').select('*').is('x', null).not('y', 'eq', 3),
  'contains array': (db) => db.from('posts').select('*').contains('tags', ['a', 'b']),
  'contains json': (db) => db.from('posts').select('*').contains('meta', { k: 1 }),
  overlaps: (db) => db.from('posts').select('*').overlaps('tags', ['a']),
  or: (db) => db.from('posts').select('*').or('a.eq.1,b.eq.2'),
  textSearch: (db) => db.from('posts').select('*').textSearch('t', 'cat & dog'),
  'order/limit': (db) =>
    db
      .from('posts')
      .select('*')
      .order('created_at', { ascending: false, nullsFirst: true })
      .limit(5),
  range: (db) => db.from('posts').select('*').range(10, 19),
  'count exact': (db) => db.from('posts').select('*', { count: 'exact' }),
  'count head': (db) => db.from('posts').select('*', { count: 'exact', head: true }),
  single: (db) => db.from('posts').select('*').eq('id', 1).single(),
  maybeSingle: (db) => db.from('posts').select('*').eq('id', 1).maybeSingle(),
  insert: (db) => db.from('posts').insert([{ title: 't' }]),
  'insert.select': (db) => db.from('posts').insert({ title: 't' }).select().single(),
  'insert many': (db) => db.from('posts').insert([{ a: 1 }, { b: 2 }]),
  upsert: (db) => db.from('posts').upsert({ id: 1, title: 't' }, { onConflict: 'id' }),
  'upsert ignore': (db) =>
    db.from('posts').upsert([{ id: 1 }], { onConflict: 'id', ignoreDuplicates: true }),
  update: (db) => db.from('posts').update({ title: 'u' }).eq('id', 1),
  'update.select': (db) => db.from('posts').update({ title: 'u' }).eq('id', 1).select(),
  delete: (db) => db.from('posts').delete().eq('id', 1),
  'schema().from': (db) => db.schema('analytics').from('events').select('*'),
  'schema insert': (db) => db.schema('analytics').from('events').insert({ a: 1 }),
  rpc: (db) => db.rpc('get_stats', { user_id: 1 }),
  csv: (db) => db.from('posts').select('*').csv(),
};

/** Where we send something else than the SDK of Fluxbase, and what. */
const OTHERWISE: Readonly<Record<string, Partial<Sent>>> = {
  // Its own would find what is called `a`, `b` or `c"d`, with the quote cut off.
  'in w/ comma': {
    method: 'POST',
    url: '/api/v1/tables/posts/query',
    body: { filters: [{ column: 's', operator: 'in', value: ['a,b', 'c"d', 'e'] }], orFilters: [] },
  },
  // Spaces say nothing.
  'select cols+embed': {
    url: '/api/v1/tables/posts?select=id,title,author:users!inner(id,name),comments(count)',
  },
  // One row is asked for where one is taken.
  'insert.select': { url: '/api/v1/tables/posts?limit=1' },
};

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/database/wire.json'), 'utf8'),
) as Readonly<Record<string, { readonly postgrest: Sent; readonly fluxbase?: Sent }>>;

/** Parameters in the order of their names: it means nothing. */
function sorted({ url, ...rest }: Sent): Sent {
  const [path = '', query = ''] = url.split('?');
  const params = query.split('&').sort().join('&');
  return { ...rest, url: params === '' ? path : `${path}?${params}` };
}

const limited = (db: OpenDatabase, referencedTable: string): PromiseLike<unknown> =>
  db.from('t').select().limit(1, { referencedTable });

describe('what queries send', () => {
  it('every call of the recording is made', () => {
    expect(Object.keys(CALLS)).toEqual(Object.keys(recorded));
  });

  it.each(Object.entries(CALLS))('PostgREST: %s', async (what, call) => {
    const { sent, fetch } = recorder();
    await call(ours({ dialect: postgrest }, { fetch }));
    expect(sent).toEqual([recorded[what]?.postgrest]);
  });

  it('an object says what its text does, and counts without an aggregate where that can be', async () => {
    const { sent, fetch } = recorder();
    const links = { public: { tallies: { $count: 'count()' } } };
    const db = ours({ dialect: postgrest, links }, { fetch });
    const author = { $fk: 'author_id', $as: 'author', $inner: true, id: true };
    await db.from('posts').select({ id: true, users: author, comments: { $count: true } });
    await db.from('posts').select({ $count: true });
    await db.from('posts').select({ status: true, $count: true });
    await db.from('posts').select({ id: true, tallies: { $count: true } });
    expect(sent.map(({ url }) => url.split('?select=')[1])).toEqual([
      'id,author:users!author_id!inner(id),comments(count)',
      'count',
      'count(),status',
      'id,tallies(count())',
    ]);
  });

  it('a foreign key is sent, whatever a link is called', async () => {
    const { sent, fetch } = recorder();
    const links = {
      public: { posts: { author: 'users!author_id', first: ['post_first', 'comments'] as const } },
    };
    const db = ours({ dialect: postgrest, links }, { fetch });
    await db.from('posts').select({ author: { $fk: 'editor_id', id: true } });
    await db.from('posts').select({ first: { $fk: 'nope', $as: 'one', comments: { id: true } } });
    await db.from('posts').select({ 'users!inner': { $fk: 'editor_id', id: true } });
    expect(sent.map(({ url }) => url.split('?select=')[1])).toEqual([
      'author:users!editor_id(id)',
      'one:comments!nope(comments(id))',
      'users!inner!editor_id(id)',
    ]);
  });

  it.each<[what: string, text: string, call: Call]>([
    ['a call', '?select=*&"x(y)"=eq.1', (db) => db.from('t').select().eq('x(y)', 1)],
    ['a dash', '?select=*&"a-"=is.null', (db) => db.from('t').select().is('a-', null)],
    ['a dash between', '?select=a-b&a-b=eq.1', (db) => db.from('t').select('a-b').eq('a-b', 1)],
    ['a space at a dash', '?select=*&"a -b"=eq.1', (db) => db.from('t').select().eq('a -b', 1)],
    ['a digit of others', '?select="x²"', (db) => db.from('t').select({ 'x²': true })],
    ['a path', '?select=*&u.full name=eq.1', (db) => db.from('t').select().eq('u.full name', 1)],
    ['a path to a call', '?select=*&u."x(y)"=eq.1', (db) => db.from('t').select().eq('u.x(y)', 1)],
    [
      'a path to a word',
      '?select=*&u."order"=eq.1',
      (db) => db.from('t').select().eq('u.order', 1),
    ],
    ['a link', '?select=*&"a,b".limit=1', (db) => limited(db, 'a,b')],
    ['links', '?select=*&a.b c.limit=1', (db) => limited(db, 'a.b c')],
    ['JSON', '?select=*&d->0->>k=eq.1', (db) => db.from('t').select().eq('d->0->>k', 1)],
    ['a key', '?select=*&d->>"k.l"=eq.1', (db) => db.from('t').select().eq('d->>k.l', 1)],
    ['a key in quotes', '?select=d->"k:l"', (db) => db.from('t').select({ 'd->"k:l"': true })],
    ['an alias', '?select="a->b":c', (db) => db.from('t').select({ c: { $as: 'a->b' } })],
    ['an order', '?select=*&order="x:y".asc', (db) => db.from('t').select().order('x:y')],
    ['of a link', '?select=*&order=u("x:y").asc', (db) => db.from('t').select().order('u(x:y)')],
    ['of JSON', '?select=*&order=d->>"k.l".asc', (db) => db.from('t').select().order('d->>k.l')],
    ['keys', '?on_conflict=a, "b.c"', (db) => db.from('t').upsert({}, { onConflict: 'a, b.c' })],
    [
      'a key of many',
      '?on_conflict="a,b"',
      (db) => db.from('t').upsert({}, { onConflict: ['a,b'] }),
    ],
    [
      'keys in quotes',
      '?on_conflict="a,b",c',
      (db) => db.from('t').upsert({}, { onConflict: '"a,b",c' }),
    ],
    ['columns', '?columns="a.b","c\\"d"', (db) => db.from('t').insert([{ 'a.b': 1, 'c"d': 2 }])],
    ['a path of writes', '?u.name=eq.1', (db) => db.from('t').delete().eq('u.name', 1)],
    ['a dot', '?select=*&"a.b"=eq.1', (db) => db.from('t').select().eq('"a.b"', 1)],
    // As a parameter of its own the server would take it for one of the rows that come back, and delete all.
    ['a dot of writes', '?and=("a.b".eq.1)', (db) => db.from('t').delete().eq('"a.b"', 1)],
    [
      'with a comma',
      '?and=("a.b".eq."1,\\"2")',
      (db) => db.from('t').update({}).eq('"a.b"', '1,"2'),
    ],
    [
      'with a list',
      '?and=("a.b".not.in.(1,"2,3"))',
      (db) => db.from('t').delete().not('"a.b"', 'in', [1, '2,3']),
    ],
    [
      'with a key',
      '?and=(d->>"k.l".cs."{a}")',
      (db) => db.from('t').delete().contains('d->>k.l', ['a']),
    ],
    [
      'of no method, in a list of objects',
      '?select=*&tags=cs.[{"toJSON":true}]',
      (db) =>
        db
          .from('t')
          .select()
          .contains('tags', [{ toJSON: true }]),
    ],
  ])('a name that is read otherwise: %s', async (_, text, call) => {
    const { sent, fetch } = recorder();
    await call(ours({ dialect: postgrest }, { fetch }));
    expect(sent.map(({ url }) => url)).toEqual([`/api/database/records/t${text}`]);
  });

  it.each<[what: string, text: string, call: Call]>([
    [
      'an order behind a link with a dot',
      '?select=id,"o.two"("a.b")&"o.two".order="a.b".asc',
      (db) =>
        db
          .from('t')
          .select({ id: true, 'o.two': { 'a.b': true } })
          .order('a.b', { referencedTable: 'o.two' }),
    ],
    [
      'an order behind two',
      '?select=u:t("o.two"("a.b"))&u."o.two".order="a.b".desc',
      (db) =>
        db
          .from('s')
          .select({ u: { 'o.two': { 'a.b': true } } })
          .order('a.b', { referencedTable: 'u.o.two', ascending: false }),
    ],
    [
      'an alias',
      '?select=q:o!"o id"!inner("a.b")&q."a.b"=eq.x&q.order="a.b".asc&order=q("a.b").asc',
      (db) =>
        db
          .from('t')
          .select({ o: { $fk: 'o id', $as: 'q', $inner: true, 'a.b': true } })
          .eq('q.a.b', 'x')
          .order('a.b', { referencedTable: 'q' })
          .order('q(a.b)'),
    ],
    [
      'an alias with a dot',
      '?select="q.r":"o.two"("a.b"),q:o("a.b")&"q.r"."a.b"=eq.x&q."a.b"=eq.y&"q.r".limit=3',
      (db) =>
        db
          .from('t')
          .select({ 'o.two': { $as: 'q.r', 'a.b': true }, o: { $as: 'q', 'a.b': true } })
          .eq('q.r.a.b', 'x')
          .eq('q.a.b', 'y')
          .limit(3, { referencedTable: 'q.r' }),
    ],
    [
      'an alias in quotes, behind another',
      '?select=v:t("q.r":"o.two"("a.b"))&v."q.r"."a.b"=is.null&v."q.r".order="a.b".asc',
      (db) =>
        db
          .from('s')
          .select({ u: { $as: 'v', 'o.two': { $as: 'q.r', 'a.b': true } } })
          .is('v."q.r".a.b', null)
          .order('a.b', { referencedTable: 'v."q.r"' }),
    ],
    [
      'a key in the name of a link',
      '?select=o!key(id)&o."a.b"=eq.x',
      (db) =>
        db
          .from('t')
          .select({ 'o!key': { id: true } })
          .eq('o.a.b', 'x'),
    ],
  ])('a name behind a link: %s', async (_, text, call) => {
    const { sent, fetch } = recorder();
    const own = { 'a.b': '"a.b"' };
    const t = { 'o.two': ['o.two', 'o'], u: 't' } as const;
    const links = { public: { t, s: { u: 't' }, o: own } };
    await call(ours({ dialect: postgrest, links }, { fetch }));
    expect(sent.map(({ url }) => url.replace(/^.*(?=\?)/, ''))).toEqual([text]);
  });

  it.each(Object.entries(CALLS).filter(([what]) => recorded[what]?.fluxbase !== undefined))(
    'Fluxbase: %s',
    async (what, call) => {
      const { sent, fetch } = recorder();
      await call(ours({ dialect: fluxbase }, { fetch }));
      const expected = { ...recorded[what]?.fluxbase, ...OTHERWISE[what] } as Sent;
      const { 'content-type': _, ...headers } = expected.headers;
      // What has no body needs no type.
      const isRead = expected.method === 'GET';
      expect(sent.map(sorted)).toEqual([
        { ...sorted(expected), headers: isRead ? headers : expected.headers },
      ]);
    },
  );
});
