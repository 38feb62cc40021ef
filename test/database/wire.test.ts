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
