/** A schema of `dsl.ts` in the hands of the front end's own package, as docs/front-end.md shows it. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp, MODULES, type App } from './app.js';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/front-end.md'), 'utf8');

/** The sample of the page that begins with the name of its file. */
function sample(name: string): string {
  const [, text] = new RegExp(` *\`\`\`ts\n *// ${name}\n([^]*?)\`\`\``).exec(page) ?? [];
  if (text === undefined) throw new Error(`${name} is no sample of the page`);
  return text;
}

/** The example's schema, which takes `i` from one of Instant's packages. */
const schema = readFileSync(join(ROOT, 'fixtures/demo/instant.schema.ts'), 'utf8');
const from = (specifier: string): string => {
  const text = schema.replace(/(import \{ i \} from )'[^']+'/, `$1'${specifier}'`);
  expect(text).toContain(`from '${specifier}'`);
  return text;
};

const USE = `import { db } from './db';
import { init } from './src/instant/index';
import schema from './instant.schema';

export function titles(): readonly string[] {
  const { data } = db.useQuery({ books: { reviews: {}, $: { order: { title: 'asc' } } } });
  const [first] = data?.books ?? [];
  const status: 'reading' | string | undefined = first?.status;
  // @ts-expect-error a title is no number
  const wrong: number | undefined = first?.title;
  // @ts-expect-error there is no such entity
  db.useQuery({ boks: {} });
  // @ts-expect-error a title is no number
  void db.transact(db.tx.books['x']!.update({ title: 1 }));
  void [status, wrong];
  return data?.books.map(({ title }) => title) ?? [];
}

export const server = init({ appId: 'a', adminToken: 'b', schema });
`;

const COMPARE = `import * as react from '@instantdb/react';
import ours from './instant.schema.ts';
import theirs from './theirs.ts';
const plain = (schema) => JSON.stringify(schema, (_, value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value);
const db = react.init({ appId: '11111111-1111-4111-8111-111111111111', schema: ours });
console.log(plain(ours) === plain(theirs), plain(ours).length > 500, typeof db.useQuery);
process.exit(0);
`;

let app: App;
beforeAll(async () => {
  app = await createApp('', {}, '');
  app.write('instant.schema.ts', from('./src/instant/dsl'));
  app.write('official.ts', sample('official.ts'));
  app.write('db.ts', sample('db.ts'));
  app.write('use.ts', USE);
  await app.generate();
});
afterAll(() => app.close());

it('is typed by @instantdb/react, wherever its `i` came from', async () => {
  app.write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noUncheckedIndexedAccess: true,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: ['react'],
        module: 'esnext',
        moduleResolution: 'bundler',
        skipLibCheck: true,
        noEmit: true,
      },
      files: ['use.ts'],
    }),
  );
  expect(await app.run(process.execPath, [join(MODULES, 'typescript-5.9/bin/tsc')])).toBe('');
});

it('is, at run time, the object that @instantdb/react makes of it', () => {
  app.write('instant.schema.ts', from('./src/instant/dsl.ts'));
  app.write('theirs.ts', from('@instantdb/react'));
  app.write('compare.mjs', COMPARE);
  const tsx = join(MODULES, 'tsx/dist/cli.mjs');
  const said = execFileSync(process.execPath, [tsx, 'compare.mjs'], {
    cwd: app.folder,
    encoding: 'utf8',
  });
  expect(said.trim()).toBe('true true function');
});
