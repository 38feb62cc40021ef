/** What a document says of its tags is said of the groups of the client object. */

import { expect, test } from 'vitest';
import { project } from '../command/run.js';
import { generate } from '../golden/case.js';

const OK = "responses: { '204': { description: ok } }";

/** The documentation of each member of the client object. */
async function docs(
  name: string,
  document: string,
  openapi: readonly { readonly source: string; readonly prefix?: string }[] = [
    { source: 'api.yaml' },
  ],
  type = 'ApiClient',
): Promise<Readonly<Record<string, string>>> {
  const { files } = await generate({
    name,
    root: project({ 'api.yaml': document }),
    options: { openapi, client: true },
  });
  const text = files.find(({ path }) => path === 'client.ts')?.text ?? '';
  const [, body = ''] =
    new RegExp(`export interface ${type} \\{\\n([\\s\\S]*?)\\n\\}`).exec(text) ?? [];
  const members = body.matchAll(/(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?readonly (\w+):/g);
  return Object.fromEntries(
    [...members].map(([, doc = '', member = '']) => [
      member,
      doc
        .replace(/\n\s*\*/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ]),
  );
}

const HEAD = "openapi: 3.2.0\ninfo: { title: T, version: '1' }\n";

test('descriptions, summaries and pages of tags', async () => {
  const document = `${HEAD}tags:
  - { name: Pet Toys, description: All of them., externalDocs: { description: More, url: 'https://x.example' } }
  - { name: Orders, summary: What was bought. }
  - { name: Silent }
  - { description: Of nobody. }
  - text
paths:
  /toys: { get: { tags: [Pet Toys], operationId: listToys, ${OK} } }
  /orders: { get: { tags: [Orders], operationId: listOrders, ${OK} } }
  /silent: { get: { tags: [Silent], operationId: listSilent, ${OK} } }
`;
  expect(await docs('tags', document)).toEqual({
    petToys: 'All of them. [More](https://x.example)',
    orders: 'What was bought.',
    silent: '',
  });
  const openapi = [{ source: 'api.yaml', prefix: 'shop' }];
  const prefixed = await docs('tags prefixed', document, openapi, 'ApiClientShop');
  expect(prefixed['petToys']).toBe('All of them. [More](https://x.example)');
});

test('what is said of several groups is said of none', async () => {
  const document = `${HEAD}tags:
  - { name: shop, description: Everything. }
  - { name: pets, description: Pets. }
paths:
  /a: { get: { tags: [shop], operationId: Toys_List, ${OK} } }
  /b: { get: { tags: [shop], operationId: Cages_List, ${OK} } }
  /c: { get: { tags: [pets], operationId: Food_List, ${OK} } }
  /d: { get: { tags: [other], operationId: Food_Get, ${OK} } }
`;
  expect(await docs('tags of groups', document)).toEqual({ toys: '', cages: '', food: '' });
});
