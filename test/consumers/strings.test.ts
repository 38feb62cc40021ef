/** The types of results, as the compilers of the years to come read them. */

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createApp, MODULES } from './app.js';

/** Each line compiles only where the type is what is said, and no `any`, which would be everything. */
const TYPES = `import { init, id, q } from './src/instant/index.js';

type IsAny<T> = 0 extends 1 & T ? true : false;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(_: Same<A, B>): void;

const db = init({ appId: 'a', adminToken: 'b' });
const { books, members } = await db.query({ books: { reviews: {} }, members: {} });
type Book = (typeof books)[number];
type Review = Book['reviews'][number];
const any: IsAny<Book['title'] | Review['text'] | Book['status']> = false;
same<Book['title'], string>(true);
same<Book['isbn'], string | null | undefined>(true);
same<Book['status'], 'planned' | 'reading' | 'finished'>(true);
same<Review['text'], string>(true);
same<(typeof members)[number]['name'], string>(true);
same<Awaited<ReturnType<typeof db.auth.createToken>>, string>(true);
const built = await db.query(q.books.fields('title'));
same<(typeof built.books)[number]['title'], string>(true);
// @ts-expect-error a text is no number
db.tx.books[id()]!.update({ title: 1 });
// @ts-expect-error a text is no number
const pages: number = books[0]!.title;
export { any, pages };
`;

it.each(['5.9', '6', '7'])('strings of the schema stay strings for tsc %s', async (version) => {
  const app = await createApp(
    '.js',
    {
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          strict: true,
          noUncheckedIndexedAccess: true,
          module: 'nodenext',
          target: 'es2022',
          lib: ['es2022'],
          types: [],
          noEmit: true,
        },
        files: ['types.ts'],
      }),
      'types.ts': TYPES,
    },
    'http://127.0.0.1:1',
  );
  try {
    const tsc = join(MODULES, `typescript-${version}/bin/tsc`);
    expect(await app.run(process.execPath, [tsc])).toBe('');
  } finally {
    await app.close();
  }
});
