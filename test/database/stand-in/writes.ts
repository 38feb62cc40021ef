import { expect, it } from 'vitest';
import { ANNA, BERT, rows } from './rows.js';
import type { OpenDatabase } from '../../../runtime/postgrest/database-types.js';

const found = (...each: readonly number[]) => each.map((id) => ({ id }));

/** Tests of what is written, and read again. */
export function writes(client: () => OpenDatabase): void {
  const tags = () => client().from('tags');
  const posts = () => client().from('posts');
  const ids = () => posts().select('id').order('id');
  const names = () => rows(tags().select('id,name').order('id'));

  it('one row, and many with what each of them has', async () => {
    expect(await tags().insert({ name: 'one' })).toMatchObject({ data: null, status: 201 });
    const one = await rows(posts().insert({ title: 'New', author_id: BERT }).select().single());
    expect(one).toMatchObject({ id: 4, title: 'New', status: 'draft', pinned: false, body: null });
    const values = [
      { title: 'A', author_id: ANNA, labels: ['x', 'y,z'], pinned: true },
      { title: 'B', author_id: ANNA, body: 'b', pinned: false },
    ];
    const written = posts()
      .insert(values)
      .select({ title: true, labels: true, author: { name: true } });
    expect(await rows(written)).toEqual([
      { title: 'A', labels: ['x', 'y,z'], author: { name: 'Anna' } },
      { title: 'B', labels: null, author: { name: 'Anna' } },
    ]);
    expect(await rows(posts().select('body').eq('title', 'B'))).toEqual([{ body: 'b' }]);
    expect(await names()).toEqual([{ id: 1, name: 'one' }]);
  });

  it('composites, JSON, enums and ranges come back as they went', async () => {
    const user = {
      id: '00000000-0000-4000-8000-00000000000c',
      name: 'Cora',
      email: 'c@example.com',
      home: { street: 'Main "St", 1)', city: null },
      settings: { deep: [1, null, { 'a.b': 'ü' }] },
    };
    expect(await rows(client().from('users').insert(user).select().single())).toMatchObject(user);
    const events = client().schema('analytics').from('events');
    await rows(events.insert({ kind: 'seen', payload: { at: [1, 2] } }));
    expect(await rows(events.select('kind,payload'))).toEqual([
      { kind: 'seen', payload: { at: [1, 2] } },
    ]);
  });

  it('rows that are there are merged, or stay', async () => {
    await rows(tags().insert([{ name: 'one' }, { name: 'two' }]));
    await rows(
      tags().upsert(
        [
          { id: 1, name: 'uno' },
          { id: 7, name: 'seven' },
        ],
        { onConflict: 'id' },
      ),
    );
    expect(await names()).toEqual([
      { id: 1, name: 'uno' },
      { id: 2, name: 'two' },
      { id: 7, name: 'seven' },
    ]);
    const kept = tags().upsert([{ name: 'two' }, { name: 'new' }], {
      onConflict: ['name'],
      ignoreDuplicates: true,
    });
    expect(await rows(kept.select('name'))).toEqual([{ name: 'new' }]);
  });

  it('updates and deletions of what the filter finds', async () => {
    const changed = await posts()
      .update({ body: 'new', rating: null }, { count: 'exact' })
      .lt('id', 3);
    expect(changed).toMatchObject({ data: null, count: 2, status: 204 });
    expect(await rows(posts().select('body,rating').order('id'))).toEqual([
      { body: 'new', rating: null },
      { body: 'new', rating: null },
      { body: 'two rats', rating: null },
    ]);
    expect(await rows(posts().delete().eq('id', 3).select('id,title'))).toEqual([
      { id: 3, title: 'Third' },
    ]);
    expect(await rows(ids())).toEqual(found(1, 2));
    expect(await posts().update({ body: 'x' }).gt('id', 0).select('id').single()).toMatchObject({
      status: 406,
    });
    expect(await rows(ids().eq('body', 'x'))).toEqual([]);
  });

  it('errors of Postgres say what they say there', async () => {
    await rows(tags().insert({ name: 'one' }));
    expect(await tags().insert({ name: 'one' })).toMatchObject({
      data: null,
      status: 409,
      error: { code: '23505', details: 'Key (name)=(one) already exists.', hint: null },
    });
    expect(await tags().update({ name: null }).eq('id', 1)).toMatchObject({
      status: 400,
      error: { code: '23502' },
    });
    expect(await posts().insert({ title: 'a', author_id: ANNA.replace('a', 'f') })).toMatchObject({
      status: 409,
      error: { code: '23503' },
    });
    expect(await ids().eq('author_id', 'no uuid')).toMatchObject({
      status: 400,
      error: { code: '22P02' },
    });
    expect(await names()).toEqual([{ id: 1, name: 'one' }]);
  });
}
