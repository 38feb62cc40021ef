import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as emitted from '../../fixtures/library/expected/index.js';
import { emittedCase } from '../client/emitted.js';
import { json, testServer } from '../runtime/server.js';
import { problemsIn } from '../types/program.js';

const server = testServer();
let client: typeof emitted;
let folder = '';

beforeAll(async () => {
  const made = await emittedCase('library');
  ({ folder } = made);
  client = made.index as typeof emitted;
});

const calls = (): readonly string[] =>
  server.seen.map(({ method, url, headers }) => `${method} ${url} ${headers.authorization ?? ''}`);

describe('a backend that is a folder of data, with a database', () => {
  it('has typed queries, as whoever signed in', async () => {
    const books = [{ title: 'Emma', author: { name: 'Jane' } }];
    server.answer(({ url }, response) =>
      json(response, 200, url === '/readers' ? { token: 'r1' } : books),
    );
    const { desk, database } = client.createClient({ baseUrl: server.url(), readerKey: 'k' });
    const query = () =>
      database
        .from('books')
        .select({ title: true, author: { name: true } })
        .eq('shelf', 'fiction');
    const { data } = await query();
    expect(data?.[0]?.author.name satisfies string | undefined).toBe('Jane');
    await desk.signIn('card');
    await query();
    const asked =
      'GET /rows/books?select=title%2Cauthor%3Aauthors%21books_author_id_fkey%28name%29&shelf=eq.fiction';
    expect(calls().map((each) => decodeURIComponent(each))).toEqual([
      `${decodeURIComponent(asked)} Bearer k`,
      'POST /readers Bearer k',
      `${decodeURIComponent(asked)} Bearer r1`,
    ]);
  });

  it('refuses what the database does not have', () => {
    const file = join(folder, 'refused.ts');
    const lines = [
      `const { database } = createClient();`,
      `await database.from('book').select('*');`,
      `await database.from('books').select({ titel: true });`,
      `await database.from('books').select('*').eq('shelf', 'cooking');`,
      `await database.from('books').insert({ title: 'Emma' });`,
    ];
    writeFileSync(file, [`import { createClient } from './index.js';`, ...lines, ''].join('\n'));
    const found = problemsIn([file]).map(({ line }) => line - 1);
    expect([...new Set(found)]).toEqual([2, 3, 4, 5]);
  });
});
