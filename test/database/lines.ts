/** Lines of an app over `fixtures/postgres-blog`: those that compile, and those that do not, with the reason. */

/** Statements in an async function where `db` is the client's `database`; `ok` takes the data of a success. */
export const RIGHT: Readonly<Record<string, string>> = {
  'all columns': `
    const post = ok(await db.from('posts').select())[0]!;
    same<number>()(post.id); same<string[] | null>()(post.labels); same<number | null>()(post.rating);
    same<'draft' | 'published' | 'taken down'>()(post.status);`,
  'links, by how many rows they lead to': `
    const post = ok(await db.from('posts').select({
      id: true, author: { name: true }, editor: { name: true }, comments: { body: true }, tags: { name: true },
    }))[0]!;
    same<string>()(post.author.name); same<{ name: string } | null>()(post.editor);
    same<string>()(post.comments[0]!.body); same<string>()(post.tags[0]!.name);
    const user = ok(await db.from('users').select({ profiles: { bio: true } }))[0]!;
    same<{ bio: string | null } | null>()(user.profiles);`,
  'what stands beside columns': `
    const post = ok(await db.from('posts').select({
      $all: true, author: { $as: 'writer', name: true }, comments: { $count: true }, editor: { $inner: true, id: true },
    }))[0]!;
    same<string>()(post.title); same<string>()(post.writer.name); same<number>()(post.comments[0]!.count);
    same<string>()(post.editor.id);
    const [named] = ok(await db.from('posts').select({ users: { $fk: 'editor_id', name: true } }));
    same<string | undefined>()(named?.users?.name);
    const [keyed] = ok(await db.from('posts').select({
      author: { $fk: 'posts_author_id_fkey', name: true }, editor: { $fk: 'author_id', $as: 'same', name: true },
    }));
    same<string | undefined>()(keyed?.author.name); same<string | undefined>()(keyed?.same.name);
    const [cast] = ok(await db.from('posts').select({ id: { $cast: 'text', $as: 'key' } }));
    same<string | undefined>()(cast?.key);`,
  text: `
    const post = ok(await db.from('posts').select(
      'id, head:title, rating::text, author:users!author_id(name), editor:users!posts_editor_id_fkey!inner(id), comments(*), tags(count)',
    ))[0]!;
    same<string>()(post.head); same<string | null>()(post.rating); same<string>()(post.author.name);
    same<string>()(post.editor.id); same<number | null>()(post.comments[0]!.parent_id);
    same<number>()(post.tags[0]!.count);`,
  'null, which stays null in a cast': `
    const text = ok(await db.from('posts').select(
      'id::text, d:published_at::text, author:users!author_id(home::text, name::text, age:settings->>age::int, all:settings->a::text), n:count()::text',
    ))[0]!;
    same<string>()(text.id); same<string | null>()(text.d); same<string>()(text.n);
    same<string | null>()(text.author.home); same<string>()(text.author.name);
    same<number | null>()(text.author.age); same<string | null>()(text.author.all);
    const object = ok(await db.from('posts').select({
      id: { $cast: 'text' }, rating: { $cast: 'text' }, d: { $column: 'published_at', $cast: 'text' },
      what: { $column: 'title', $cast: 'text' }, title: { $column: 'rating' },
      author: { age: { $column: 'settings->>age', $cast: 'int' } },
    }))[0]!;
    same<string>()(object.id); same<string | null>()(object.rating); same<string | null>()(object.d);
    same<string>()(object.what); same<number | null>()(object.title);
    same<number | null>()(object.author.age);
    const [alone] = ok(await db.from('posts').select({ d: { $column: 'published_at' } }));
    same<string | null | undefined>()(alone?.d);`,
  'text with spreads, paths, aggregates and quotes': `
    const row = ok(await db.from('posts').select(
      'count(), top:rating.max(), rating.avg()::text, "title", what:"title", ...users!author_id(city:settings->>city), ...users!editor_id(editor_name:name)',
    ))[0]!;
    same<number>()(row.count); same<number | null>()(row.top); same<string | null>()(row.avg);
    same<string>()(row.title); same<string>()(row.what); same<string | null>()(row.city);
    same<string | null>()(row.editor_name);
    const nested = ok(await db.from('users').select('list:posts!author_id!inner(id,comments(body,author:users(name)))'))[0]!;
    same<number>()(nested.list[0]!.id); same<string>()(nested.list[0]!.comments[0]!.body);
    same<string | undefined>()(nested.list[0]!.comments[0]!.author?.name);`,
  'aliases of text, as they come back': `
    const row = ok(await db.from('posts').select('the title:title,"the id":id, my tags : tags(name)'))[0]!;
    same<string>()(row.thetitle); same<number>()(row['the id']); same<string>()(row.mytags[0]!.name);`,
  'text that only the caller knows': `
    const rows = ok(await db.from('posts').select('id,what(is)!this').returns<{ id: number }[]>());
    same<number>()(rows[0]!.id);`,
  'one row': `
    same<string>()(ok(await db.from('users').select({ name: true }).eq('id', 'a').single()).name);
    same<{ name: string } | null>()(ok(await db.from('users').select({ name: true }).maybeSingle()));`,
  writes: `
    same<null>()(ok(await db.from('posts').insert({ title: 'a', author_id: 'u', labels: ['x'] })));
    same<number>()(ok(await db.from('posts').insert([{ title: 'a', author_id: 'u' }]).select({ id: true }).single()).id);
    await db.from('posts').update({ status: 'published', body: null }).eq('id', 1);
    await db.from('tags').upsert({ name: 'a' }, { onConflict: 'name' });
    await db.from('tags').upsert({ name: 'a' }, { onConflict: 'name, id' });
    await db.from('tags').upsert({ name: 'a' }, { onConflict: ['name', 'id'] });
    await db.from('tags').upsert({ name: 'a' }, { onConflict: '"name", id' });
    await db.from('users').delete().in('email', ['a', 'b']);`,
  filters: `
    await db.from('posts').select().eq('status', 'draft').gt('rating', 1).is('body', null).is('pinned', true)
      .like('title', 'a%').contains('labels', ['x']).rangeGt('shown', '[a,b)').textSearch('words', 'cat')
      .eq('author.name', 'x').order('title').or('id.eq.1');
    await db.from('users').select().contains('settings', { a: 1 }).eq('settings->>theme', 'dark');
    const theme: { theme: string } = { theme: 'dark' };
    await db.from('users').select().eq('settings', theme).containedBy('settings', '["a"]')
      .in('settings', [1, true, [{ a: 1 }]]).match({ settings: null, name: 'a' });`,
  'what goes to a nested select': `
    const read = () => db.from('posts').select({
      id: true, author: { $as: 'writer', name: true }, comments: { body: true, author: { name: true } },
      'users!editor_id': { email: true },
    });
    await read().order('created_at', { referencedTable: 'comments', ascending: false })
      .order('email', { referencedTable: 'writer' }).order('email', { foreignTable: 'users' })
      .order('name', { referencedTable: 'comments.author' }).limit(1, { referencedTable: 'comments' })
      .range(0, 1, { referencedTable: 'comments.author' }).or('id.eq.1', { referencedTable: 'writer' });
    const of: { referencedTable: string } = { referencedTable: 'comments' };
    await read().order('body', of).limit(1, of).order('id', { referencedTable: undefined });
    await db.from('posts').select('id,comments(id),who:users!author_id(id)').order('body', { referencedTable: 'comments' })
      .order('name', { referencedTable: 'who' }).order('any', { referencedTable: 'who.posts' }).limit(1, { referencedTable: 'x' });
    const columns: { id: true; comments: { body: true } } = { id: true, comments: { body: true } };
    await db.from('posts').select(columns).order('body', { referencedTable: 'comments' });
    await db.from('posts').insert({ title: 'a', author_id: 'u' }).select({ comments: { id: true } })
      .order('body', { referencedTable: 'comments' });
    await db.rpc('search_posts', { query: 'a' }).order('x', { referencedTable: 'y' });
    const page = <Rows extends { range(from: number, to: number): Rows; limit(count: number): Rows }>(rows: Rows) =>
      rows.range(0, 9).limit(5);
    same<number>()(ok(await page(read()))[0]!.id); same<string>()(ok(await page(db.from('users').select('name')))[0]!.name);
    const throwing = read().throwOnError().order('body', { referencedTable: 'comments' });
    same<{ body: string }[]>()((await throwing).data.map(({ comments }) => ({ body: comments[0]!.body })));`,
  'any of several tables': `
    const byId = (table: 'posts' | 'comments', id: number) => db.from(table).select('*').eq('id', id);
    const [row] = ok(await byId('posts', 1));
    same<number | undefined>()(row?.id);
    const one = <T extends 'posts' | 'comments'>(table: T, id: number) =>
      db.from<'posts' | 'comments'>(table).select('id').eq('id', id).order('id');
    same<{ id: number }>()(ok(await one('posts', 1))[0]!);
    type Tables = import('./database.js').Database['public']['Tables'];
    const rows = async <T extends 'posts' | 'comments'>(table: T, id: number) =>
      ok(await db.from<'posts' | 'comments'>(table).select('*').eq('id', id).returns<Tables[T]['all'][]>());
    same<string>()((await rows('posts', 1))[0]!.title); same<number>()((await rows('comments', 1))[0]!.post_id);
    const named = (table: 'posts' | 'comments') => db.from(table).select({ id: true, author: { name: true } });
    same<string | undefined>()(ok(await named('posts'))[0]!.author?.name);
    const gone = (table: 'posts' | 'comments') => db.from(table).delete().eq('id', 1);
    await gone('posts');
    const body = (table: 'posts' | 'comments') => db.from(table).update({ body: 'a' }).eq('id', 1);
    await body('posts');`,
  functions: `
    same<string | null>()(ok(await db.rpc('publish', { post_id: 1 })));
    same<string>()(ok(await db.rpc('search_posts', { query: 'a' }).eq('status', 'draft').limit(1))[0]!.title);`,
  'other schemas': `
    same<string>()(ok(await db.schema('analytics').from('events').select())[0]!.kind);`,
  'thrown errors': `
    const { data } = await db.from('tags').select({ name: true }).throwOnError();
    same<string>()(data[0]!.name);`,
};

/** Each with what the compiler says. */
export const WRONG: readonly (readonly [line: string, says: string])[] = [
  [`db.from('nope')`, `'"nope"' is not assignable`],
  [`db.from('posts').select({ nope: true })`, 'UnknownColumn<"nope", "posts">'],
  [`db.from('posts').select({ nope: { id: true } })`, 'UnknownColumn<"nope", "posts">'],
  [
    `db.from('posts').select({ users: { id: true } })`,
    `NeedsForeignKey<"users", "posts", "author_id" | "posts_author_id_fkey" | "editor_id" | "posts_editor_id_fkey">`,
  ],
  ...['users', 'author', 'editor'].map((link): [string, string] => [
    `db.from('posts').select({ ${link}: { $fk: 'nope', id: true } })`,
    `'"nope"' is not assignable to type '"author_id" | "posts_author_id_fkey" | "editor_id" | "posts_editor_id_fkey"'`,
  ]),
  [
    `db.from('posts').select({ author: { $fk: 'a' as string, id: true } })`,
    `'string' is not assignable to type '"author_id"`,
  ],
  [
    `db.from('posts').select({ comments: { $fk: 'author_id', id: true } })`,
    `'"author_id"' is not assignable to type '"post_id" | "comments_post_id_fkey"'`,
  ],
  [
    `db.from('posts').select({ author: { posts: { $fk: 'post_id', id: true } } })`,
    `'"post_id"' is not assignable to type '"author_id"`,
  ],
  [`db.from('posts').select({ author: { nope: true } })`, 'UnknownColumn<"nope", "users">'],
  [`db.from('posts').select({ id: 1 })`, 'ColumnChoice'],
  [`ok(await db.from('posts').select({ id: true }))[0]!.title`, `'title' does not exist`],
  [`db.from('posts').select('id,nope')`, 'NoColumn<"nope", "posts">'],
  [`db.from('posts').select('id, who:nope::text')`, 'NoColumn<"who:nope::text", "posts">'],
  [`db.from('posts').select('comments(id,nope->>a)')`, 'NoColumn<"nope->>a", "comments">'],
  [
    `db.from('posts').insert({ title: 'a', author_id: 'u' }).select('nope')`,
    'NoColumn<"nope", "posts">',
  ],
  [`db.rpc('search_posts', { query: 'a' }).select('nope')`, 'NoColumn<"nope", "posts">'],
  [`ok(await db.from('posts').select('id,users(id)'))[0]!.id`, 'SelectError<"users", "posts">'],
  [`db.from('posts').select('id,comments(nope)')`, 'NoColumn<"nope", "comments">'],
  [
    `ok(await db.from('posts').select('title, ...comments(body)'))[0]!.title`,
    'SelectError<"...comments", "posts">',
  ],
  [`ok(await db.from('posts').select('id,comments(id'))[0]!.id`, 'a bracket that does not close'],
  [`db.from('tags').upsert({ name: 'a' }, { onConflict: 'nope' })`, `'"nope"' is not assignable`],
  [
    `db.from('tags').upsert({ name: 'a' }, { onConflict: '"nope"' })`,
    `'"\\"nope\\""' is not assignable`,
  ],
  [`db.from('tags').upsert({ name: 'a' }, { onConflict: ['nope'] })`, `'"nope"' is not assignable`],
  [`db.from('posts').select().eq('nope', 1)`, `'"nope"' is not assignable`],
  [
    `db.from('posts').select().eq('id', 'a')`,
    `'string' is not assignable to parameter of type 'number'`,
  ],
  [`db.from('posts').select().eq('status', 'gone')`, `'"gone"' is not assignable`],
  [`db.from('posts').select().in('id', ['a'])`, `'string' is not assignable to type 'number'`],
  [
    `db.from('posts').select().is('title', true)`,
    `'boolean' is not assignable|'true' is not assignable`,
  ],
  [`db.from('posts').select().like('id', 'a%')`, `'"id"' is not assignable`],
  [`db.from('posts').select().contains('title', ['a'])`, `'"title"' is not assignable`],
  [
    `db.from('posts').select().contains('labels', [1])`,
    `'number' is not assignable to type 'string'`,
  ],
  [
    `db.from('users').select().contains('settings', ['a'])`,
    `'string[]' is not assignable to parameter of type 'JsonFilter'`,
  ],
  [
    `db.from('users').select().eq('settings', ['a'])`,
    `'string[]' is not assignable to parameter of type 'JsonFilter'`,
  ],
  [`db.from('posts').select().match({ id: 'a' })`, `'string' is not assignable to type 'number'`],
  [`db.from('posts').select().order('nope')`, `No overload|not assignable`],
  [
    `db.from('posts').select({ comments: { id: true } }).order('title', { referencedTable: 'comments' })`,
    `'"title"' is not assignable to parameter of type '\`\${string}(\${string})\` | ColumnOf<Comment>'`,
  ],
  [
    `db.from('posts').select({ id: true, comments: { id: true }, $count: true }).order('nope', { referencedTable: 'comments' })`,
    `'"nope"' is not assignable to parameter of type '\`\${string}(\${string})\` | ColumnOf<Comment>'`,
  ],
  [
    `db.from('posts').select({ id: true, comments: { id: true, author: { id: true } } }).order('body', { referencedTable: 'comments.author' })`,
    `'"body"' is not assignable to parameter of type '\`\${string}(\${string})\` | ColumnOf<User>'`,
  ],
  [
    `db.from('posts').select({ author: { $as: 'comments', id: true } }).order('body', { referencedTable: 'comments' })`,
    `'"body"' is not assignable to parameter of type '\`\${string}(\${string})\` | ColumnOf<User>'`,
  ],
  [
    `db.from('posts').select('comments(id)').order('title', { referencedTable: 'comments' })`,
    `'"title"' is not assignable to parameter of type '\`\${string}(\${string})\` | ColumnOf<Comment>'`,
  ],
  [
    `db.from('posts').select({ comments: { author: { id: true } } }).order('body', { referencedTable: 'comments.author' })`,
    `'"body"' is not assignable to parameter of type '\`\${string}(\${string})\` | ColumnOf<User>'`,
  ],
  ...[
    `order('body', { referencedTable: 'nope' })`,
    `limit(1, { referencedTable: 'nope' })`,
    `range(0, 1, { referencedTable: 'nope' })`,
    `or('id.eq.1', { referencedTable: 'nope' })`,
  ].map((call): [string, string] => [
    `db.from('posts').select({ id: true, comments: { id: true } }).${call}`,
    `'string' is not assignable to type 'NotNested<"nope", "comments">'`,
  ]),
  [`db.from('posts').insert({ title: 'a' })`, `author_id`],
  [`db.from('posts').insert({ title: 'a', author_id: 'u', id: 1 })`, `'id' does not exist`],
  [
    `db.from('posts').insert({ title: 1, author_id: 'u' })`,
    `'number' is not assignable to type 'string'`,
  ],
  [`db.from('posts').update({ nope: 1 })`, `'nope' does not exist`],
  [`db.from('posts').update({ words: 'a' })`, `'words' does not exist`],
  [`db.from('post_counts').insert({ posts: 1 })`, `NotWritable<"post_counts">`],
  [`db.from('post_counts').update({ posts: 1 })`, `NotWritable<"post_counts">`],
  [`db.from('post_counts').delete().eq('posts', 1)`, `NotWritable<"post_counts">`],
  [`db.rpc('nope')`, `'"nope"' is not assignable`],
  [`db.rpc('publish')`, `Expected 2-3 arguments`],
  [`db.rpc('publish', { post: 1 })`, `'post' does not exist`],
  [`db.schema('nope')`, `'"nope"' is not assignable`],
  [`db.schema('analytics').from('posts')`, `'"posts"' is not assignable`],
];
