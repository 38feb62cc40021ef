/** What is in the tables before each test. */

import { expect } from 'vitest';

export const ANNA = '00000000-0000-4000-8000-00000000000a';
export const BERT = '00000000-0000-4000-8000-00000000000b';

/** What parts lists, ends quotes or means something else somewhere on the way. */
export const HOSTILE = [
  'a,b',
  'say "hi"',
  '"quoted"',
  '"half',
  '(round)',
  ')',
  '{curly}',
  'back\\slash',
  'end\\',
  'a\\"b',
  "it's",
  'null',
  'NULL',
  'true',
  'a.b:c',
  'a&b=c+d%20#e?f',
  'Grüße 漢字 🦜',
  'two  spaces',
  'line\nbreak\ttab',
  "'; drop table posts; --",
  'eq.1',
  'trail ',
];

export const ROWS = `
    truncate public.users, public.tags, analytics.events restart identity cascade;
    insert into public.users (id, name, email, settings) values
      ('${ANNA}', 'Anna', 'anna@example.com', '{"city": "Bern", "tags": ["a,b", "\\"c\\""]}'),
      ('${BERT}', 'Bert', 'bert@example.com', '{"city": null}');
    insert into public.profiles (user_id, bio, links) values ('${ANNA}', 'Writes.', '{x}');
    insert into public.posts (title, body, status, author_id, editor_id, labels, rating, pinned, shown) values
      ('First', 'one fat cat', 'published', '${ANNA}', '${BERT}', '{a,b}', 4.5, true, '[2026-01-01,2026-02-01)'),
      ('Second', null, 'draft', '${ANNA}', null, '{b}', 2, false, '[2026-03-01,2026-04-01)'),
      ('Third', 'two rats', 'taken down', '${BERT}', null, null, null, false, null);
    insert into public.comments (post_id, author_id, parent_id, body) values
      (1, '${BERT}', null, 'Nice'), (1, '${ANNA}', 1, 'Thanks'), (2, null, null, 'Hm');
`;

/** What came back; the test ends where an error did. */
export async function rows<Data>(
  query: PromiseLike<{ readonly data: Data; readonly error: unknown }>,
): Promise<NonNullable<Data>> {
  const { data, error } = await query;
  expect(error).toBeNull();
  return data as NonNullable<Data>;
}
