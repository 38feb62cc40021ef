import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emittedCase } from '../client/emitted.js';
import { startStandIn, type StandIn } from './stand-in.js';
import { ANNA, HOSTILE, ROWS, rows } from './stand-in/rows.js';
import { writes } from './stand-in/writes.js';
import type { OpenDatabase } from '../../runtime/postgrest/database-types.js';

const SQL = join(import.meta.dirname, '../../fixtures/postgres-blog/blog.sql');

let standIn: StandIn;
let db: OpenDatabase;

/** The emitted module: what it types is checked where types are. */
interface Emitted {
  createClient(options: { readonly baseUrl: string }): { readonly database: OpenDatabase };
}

beforeAll(async () => {
  const [{ index }, started] = await Promise.all([
    emittedCase('postgres-blog'),
    startStandIn(readFileSync(SQL, 'utf8')),
  ]);
  standIn = started;
  db = (index as Emitted).createClient({ baseUrl: standIn.url }).database;
}, 60_000);
afterAll(() => standIn.close());

beforeEach(async () => {
  await standIn.run(ROWS);
});

const posts = () => db.from('posts');
const ids = () => posts().select('id').order('id');
const found = (...each: readonly number[]) => each.map((id) => ({ id }));

describe('what is selected', () => {
  it('all, columns, aliases, casts and JSON, as text', async () => {
    expect(await rows(posts().select().eq('id', 1))).toMatchObject([
      { title: 'First', rating: 4.5 },
    ]);
    const text = 'id, called:title, rating::text, r:rating::text';
    expect(await rows(posts().select(text).eq('id', 1))).toEqual([
      { id: 1, called: 'First', rating: '4.5', r: '4.5' },
    ]);
    const spaced = posts()
      .select('the title:title, "the id":id, my words : comments(id)')
      .eq('id', 1);
    expect((await rows(spaced)).map(Object.keys)).toEqual([['thetitle', 'the id', 'mywords']]);
    const users = db.from('users').select('name,settings->>city,town:settings->city').order('name');
    expect(await rows(users)).toEqual([
      { name: 'Anna', city: 'Bern', town: 'Bern' },
      { name: 'Bert', city: null, town: null },
    ]);
  });

  it('the same as an object', async () => {
    const post = posts()
      .select({ id: true, title: { $as: 'called', $cast: 'text' }, rating: { $cast: 'text' } })
      .eq('id', 1);
    expect(await rows(post)).toEqual([{ id: 1, called: 'First', rating: '4.5' }]);
    const users = db.from('users').select({ town: { $column: 'settings->>city' } });
    expect(await rows(users.eq('name', 'Anna'))).toEqual([{ town: 'Bern' }]);
    expect(await rows(posts().select({ $all: true }).eq('id', 2))).toMatchObject([
      { id: 2, title: 'Second', body: null, labels: ['b'], status: 'draft' },
    ]);
  });

  it('one row that is referred to, or null', async () => {
    const expected = [
      { id: 1, author: { name: 'Anna' }, editor: { name: 'Bert' } },
      { id: 2, author: { name: 'Anna' }, editor: null },
      { id: 3, author: { name: 'Bert' }, editor: null },
    ];
    const object = { id: true, author: { name: true }, editor: { name: true } } as const;
    expect(await rows(posts().select(object).order('id'))).toEqual(expected);
    const text = 'id,author:users!author_id(name),editor:users!posts_editor_id_fkey(name)';
    expect(await rows(posts().select(text).order('id'))).toEqual(expected);
    expect(await rows(db.from('users').select('name,profiles(bio)').order('name'))).toEqual([
      { name: 'Anna', profiles: { bio: 'Writes.' } },
      { name: 'Bert', profiles: null },
    ]);
  });

  it('rows that refer to one, with an order, a limit and a filter of their own', async () => {
    const read = () =>
      posts()
        .select({ id: true, comments: { body: true } })
        .order('id');
    const of = { referencedTable: 'comments' };
    expect(await rows(read().order('body', { ...of, ascending: false }))).toEqual([
      { id: 1, comments: [{ body: 'Thanks' }, { body: 'Nice' }] },
      { id: 2, comments: [{ body: 'Hm' }] },
      { id: 3, comments: [] },
    ]);
    const first = read().order('id', of).limit(1, of).eq('comments.author_id', ANNA);
    expect(await rows(first)).toEqual([
      { id: 1, comments: [{ body: 'Thanks' }] },
      { id: 2, comments: [] },
      { id: 3, comments: [] },
    ]);
    const inner = posts().select('id,comments!inner(body)').eq('comments.body', 'Hm');
    expect(await rows(inner)).toEqual([{ id: 2, comments: [{ body: 'Hm' }] }]);
    expect(await rows(posts().select('id,comments(count)').order('id').limit(1))).toEqual([
      { id: 1, comments: [{ count: 2 }] },
    ]);
  });

  it('a comment with what it answers, and with its answers', async () => {
    const read = db.from('comments').select({
      body: true,
      parent: { body: true },
      comments: { body: true },
    });
    expect(await rows(read.eq('post_id', 1).order('id'))).toEqual([
      { body: 'Nice', parent: null, comments: [{ body: 'Thanks' }] },
      { body: 'Thanks', parent: { body: 'Nice' }, comments: [] },
    ]);
  });

  it('what is not there is an error of Postgres', async () => {
    const { data, error, status } = await posts().select('*').filter('a->b', 'eq', 1);
    expect([data, status, error?.code]).toEqual([null, 400, '42703']);
    const nested = await posts().select('id,users(name)');
    expect([nested.status, nested.error?.code]).toEqual([300, 'PGRST201']);
    const wrong = await posts().select({ author: { $fk: 'nope', name: true } });
    expect([wrong.status, wrong.error?.code]).toEqual([400, 'PGRST200']);
    const editor = posts().select({ author: { $fk: 'editor_id', name: true } });
    expect(await rows(editor.eq('id', 1))).toEqual([{ author: { name: 'Bert' } }]);
  });
});

describe('filters', () => {
  it.each([
    ['eq', [1], () => ids().eq('title', 'First')],
    ['neq', [2, 3], () => ids().neq('title', 'First')],
    ['gt', [1], () => ids().gt('rating', 2)],
    ['gte', [1, 2], () => ids().gte('rating', 2)],
    ['lt', [2], () => ids().lt('rating', 4.5)],
    ['lte', [1, 2], () => ids().lte('rating', 4.5)],
    ['like', [1, 3], () => ids().like('title', '%ir%')],
    ['like with case', [], () => ids().like('title', 'f%')],
    ['ilike', [1], () => ids().ilike('title', 'f_RST')],
    ['likeAnyOf', [1, 2], () => ids().likeAnyOf('title', ['F%', 'S%'])],
    ['ilikeAllOf', [3], () => ids().ilikeAllOf('title', ['t%', '%D'])],
    ['is null', [2], () => ids().is('body', null)],
    ['is true', [1], () => ids().is('pinned', true)],
    ['in texts', [1, 3], () => ids().in('title', ['First', 'Third', 'First'])],
    ['in numbers', [2, 3], () => ids().in('id', [2, 3, 9])],
    ['in enums', [3], () => ids().in('status', ['taken down'])],
    ['in nothing', [], () => ids().in('id', [])],
    ['contains a list', [1], () => ids().contains('labels', ['a', 'b'])],
    ['contains a moment', [2], () => ids().contains('shown', '[2026-03-05,2026-03-06)')],
    ['containedBy', [2], () => ids().containedBy('labels', ['b', 'c'])],
    ['overlaps a list', [1], () => ids().overlaps('labels', ['a', 'x'])],
    ['overlaps a range', [1], () => ids().overlaps('shown', '[2026-01-15,2026-02-15)')],
    ['rangeLt', [1], () => ids().rangeLt('shown', '[2026-02-15,2026-02-16)')],
    ['textSearch', [1], () => ids().textSearch('words', 'cat & fat', { config: 'simple' })],
    ['match', [2], () => ids().match({ author_id: ANNA, body: null })],
    ['not eq', [2, 3], () => ids().not('title', 'eq', 'First')],
    ['not is', [1, 3], () => ids().not('body', 'is', null)],
    ['not in', [3], () => ids().not('id', 'in', [1, 2])],
    ['or', [1, 2], () => ids().or('title.eq.First,body.is.null')],
    ['or with and', [1, 3], () => ids().or('and(id.lt.3,pinned.is.true),id.in.(3,4)')],
    ['or with a list', [1], () => ids().or('labels.cs.{a,b},title.eq."x,y"')],
    ['not in or', [2, 3], () => ids().or('title.not.eq.First,not.and(id.gt.0,id.lt.9)')],
    ['both of two', [2], () => ids().gt('id', 1).lt('id', 3)],
  ] as const)('%s', async (_, expected, query) => {
    expect(await rows(query())).toEqual(found(...expected));
  });

  it('JSON', async () => {
    const users = () => db.from('users').select('name');
    expect(await rows(users().contains('settings', { city: 'Bern' }))).toEqual([{ name: 'Anna' }]);
    expect(await rows(users().contains('settings', { tags: ['a,b', '"c"'] }))).toEqual([
      { name: 'Anna' },
    ]);
    expect(await rows(users().eq('settings->>city', 'Bern'))).toEqual([{ name: 'Anna' }]);
    expect(await rows(users().is('settings->>city', null))).toEqual([{ name: 'Bert' }]);
  });
});

describe('pages', () => {
  it('an order, nulls first or last, and one after the other', async () => {
    const read = () => posts().select('id');
    expect(await rows(read().order('rating', { ascending: false, nullsFirst: false }))).toEqual(
      found(1, 2, 3),
    );
    expect(await rows(read().order('rating', { nullsFirst: true }))).toEqual(found(3, 2, 1));
    expect(await rows(read().order('pinned').order('id', { ascending: false }))).toEqual(
      found(3, 2, 1),
    );
  });

  it('limits, ranges and counts', async () => {
    expect(await rows(ids().limit(2))).toEqual(found(1, 2));
    const page = await posts().select('id', { count: 'exact' }).order('id').range(1, 1);
    expect(page).toMatchObject({ data: found(2), count: 3, status: 206 });
    const head = await posts().select('*', { count: 'exact', head: true }).lt('id', 3);
    expect(head).toMatchObject({ data: null, count: 2, error: null, status: 200 });
    const beyond = await posts().select('id', { count: 'exact' }).range(9, 12);
    expect(beyond).toMatchObject({ data: null, status: 416, error: { code: 'PGRST103' } });
  });

  it('one row, or an error', async () => {
    expect(await rows(ids().eq('id', 2).single())).toEqual({ id: 2 });
    expect(await ids().single()).toMatchObject({
      status: 406,
      error: { code: 'PGRST116', details: 'The result contains 3 rows', hint: null },
    });
    expect(await ids().eq('id', 9).single()).toMatchObject({ status: 406, data: null });
    expect(await ids().eq('id', 9).maybeSingle()).toMatchObject({ data: null, error: null });
    expect(await ids().maybeSingle()).toMatchObject({ status: 406, error: { code: 'PGRST116' } });
    await expect(ids().single().throwOnError()).rejects.toMatchObject({ code: 'PGRST116' });
  });
});

describe('what is written', () => {
  writes(() => db);
});

describe('functions', () => {
  it('rows, which are filtered and selected like others', async () => {
    const search = () => db.rpc('search_posts', { query: 'ir' });
    expect(await rows(search().select('id').order('id'))).toEqual(found(1, 3));
    expect(await rows(search().eq('id', 3).select('id,author:users!author_id(name)'))).toEqual([
      { id: 3, author: { name: 'Bert' } },
    ]);
    const got = db.rpc('search_posts', { query: '%', most: 1 }, { get: true }).select('id');
    expect(await rows(got)).toEqual(found(1));
  });

  it('a value, and what the call changed', async () => {
    const at = await rows(db.rpc('publish', { post_id: 2 }));
    expect(new Date(at as string).getTime()).toBeGreaterThan(0);
    expect(await rows(posts().select('status,published_at').eq('id', 2))).toEqual([
      { status: 'published', published_at: at },
    ]);
  });
});

describe('texts that mean something on the way', () => {
  beforeEach(async () => {
    const values = HOSTILE.map((title) => ({
      title,
      body: title,
      author_id: ANNA,
      labels: [title],
    }));
    await rows(posts().insert(values));
  });
  const hostile = () => posts().select('title,body,labels').gt('id', 3);

  it('come back as they went', async () => {
    expect(await rows(hostile().order('id'))).toEqual(
      HOSTILE.map((title) => ({ title, body: title, labels: [title] })),
    );
  });

  it.each(HOSTILE)('%j is found', async (text) => {
    const one = [{ title: text, body: text, labels: [text] }];
    expect(await rows(hostile().eq('title', text))).toEqual(one);
    expect(await rows(hostile().in('title', [text]))).toEqual(one);
    expect(await rows(hostile().in('title', ['x', text, 'y']))).toEqual(one);
    expect(await rows(hostile().contains('labels', [text]))).toEqual(one);
    expect(await rows(hostile().overlaps('labels', ['x', text]))).toEqual(one);
    const pattern = text.replace(/[\\%_]/g, '\\$&');
    expect(await rows(hostile().like('body', pattern))).toEqual(one);
    const quoted = `"${text.replace(/["\\]/g, '\\$&')}"`;
    expect(await rows(hostile().or(`title.eq.${quoted},id.eq.0`))).toEqual(one);
    expect(await rows(hostile().neq('title', text))).toHaveLength(HOSTILE.length - 1);
  });

  it('are found all at once', async () => {
    const every = await rows(hostile().in('title', HOSTILE).order('id'));
    expect(every.map(({ title }) => title)).toEqual(HOSTILE);
  });
});
