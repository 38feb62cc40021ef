/** Twenty typed queries that nest two levels deep, in each form: the same rows, three ways to ask for them. */

const OURS = `import type { AppDatabase } from './database.js';
declare const db: AppDatabase;
`;

export const HEADS = {
  object: OURS,
  text: OURS,
  official: `import type { PostgrestClient } from '@supabase/postgrest-js';
import type { Database } from './official.js';
declare const db: PostgrestClient<Database, { PostgrestVersion: '12' }, 'public', Database['public']>;
`,
};

const POST_COLUMNS = ['title', 'body', 'status', 'labels', 'rating', 'pinned', 'shown', 'words'];
const USER_COLUMNS = ['name', 'email', 'created_at', 'settings'];
const COMMENT_COLUMNS = ['body', 'created_at', 'parent_id'];

/** No two queries are the same: the compiler would know the second. */
function selection(index: number): { readonly object: string; readonly text: string } {
  const post = POST_COLUMNS[index % 8] ?? '';
  const user = USER_COLUMNS[index % 4] ?? '';
  const comment = COMMENT_COLUMNS[index % 3] ?? '';
  return {
    object: `{ id: true, ${post}: true, author: { id: true, ${user}: true }, comments: { ${comment}: true, author: { name: true${user === 'name' ? '' : `, ${user}: true`} } } }`,
    text: `'id,${post},author:users!posts_author_id_fkey(id,${user}),comments(${comment},author:users(name${user === 'name' ? '' : `,${user}`}))'`,
  };
}

/** Each query, what comes back, and lines that must be refused: a client typed \`any\` does not compile here. */
export function usage(form: keyof typeof HEADS, queries: number): string {
  const lines = Array.from({ length: queries }, (_, index) => {
    const { object, text } = selection(index);
    return `
const r${index} = await db.from('posts').select(${form === 'object' ? object : text}).eq('id', ${index});
if (r${index}.error === null) {
  r${index}.data[0]!.id satisfies number;
  r${index}.data[0]!.comments[0]!.author!.name satisfies string;
  // @ts-expect-error a string is no number
  r${index}.data[0]!.comments[0]!.author!.name satisfies number;
  // @ts-expect-error not selected
  r${index}.data[0]!.published_at;
}
`;
  });
  return `${HEADS[form]}${lines.join('')}\nexport {};\n`;
}
