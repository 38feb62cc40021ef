import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { project, run } from '../command/run.js';
import { BUNDLED, problemsIn } from '../types/program.js';

const ROOT = join(import.meta.dirname, '../..');
const guide = readFileSync(join(ROOT, 'docs/several-clients.md'), 'utf8');
const [config = '', use = ''] = [...guide.matchAll(/^```ts\n([^]*?)^```/gm)].map(
  ([, text = '']) => text,
);
const schema = (entity: string): string => `import { i } from '@instantdb/core';
export default i.schema({ entities: { ${entity}: i.entity({ madeAt: i.date() }) } });
`;

it('the guide of several clients has a configuration that runs, and clients that compile', () => {
  const root = project({
    'shop/instant.schema.ts': schema('goods'),
    'blog/instant.schema.ts': schema('posts'),
    'weather.yaml': readFileSync(join(ROOT, 'fixtures/petstore/openapi.yml'), 'utf8'),
    'instant-codegen.config.ts': config.replace(/^import .*\n/m, '').replace('defineConfig', ''),
    'use.ts': `declare const shopId: string, shopToken: string, blogId: string, blogToken: string;
${use}
const chunk = shop.tx.goods['00000000-0000-4000-8000-000000000000']!.create({ madeAt: new Date() });
await shop.transact(chunk);
export const sold: Date = (await shop.query({ goods: {} })).goods[0]!.madeAt as Date;
// @ts-expect-error The blog has dates as they were stored.
export const told: Date = (await blog.query({ posts: {} })).posts[0]!.madeAt;
`,
  });
  expect(run(root, [])).toMatchObject({ code: 0 });
  const files = ['use.ts', 'src/weather/index.ts'].map((path) => join(root, path));
  expect(problemsIn(files, BUNDLED)).toEqual([]);
}, 60_000);
