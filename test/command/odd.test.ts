import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTransport, secureAny, type Operation } from '../../runtime/abi.js';
import { generate } from '../hostile/pipeline.js';
import { project, run } from './run.js';

const LOST = (on: string): string => `import { i } from '@instantdb/core';
export default i.schema({
  entities: { notes: i.entity({ text: i.string() }) },
  links: {
    lost: {
      forward: { on: 'notes', has: 'many', label: 'tags' },
      reverse: { on: ${on}, has: 'many', label: 'notes' },
    },
  },
});`;

it('refuses a link to an entity that the schema does not declare, unless by a cast', () => {
  const root = project({ 'instant.schema.ts': LOST("'nowhere'") });
  const { code, stderr } = run(root, []);
  expect(code).toBe(2);
  expect(stderr).toMatch(/instant\.schema\.ts:7:\d+[^]*nowhere/);
  expect(existsSync(join(root, 'src'))).toBe(false);
  writeFileSync(join(root, 'instant.schema.ts'), LOST("'nowhere' as any"));
  expect(run(root, [])).toMatchObject({ code: 0 });
  const emitted = readFileSync(join(root, 'src/instant/entities.ts'), 'utf8');
  expect(emitted).toContain('export interface Note {');
  expect(emitted).not.toContain('tags');
});

it('sends no credential that nobody gave, whatever the scheme is called', async () => {
  const keys = ['constructor', 'toString', '__proto__'];
  const schemes = keys.map((key) => [key, { type: 'apiKey', in: 'header', name: 'x-key' }]);
  const paths = keys.map((key, index) => [
    `/${index}`,
    {
      get: {
        operationId: `get${index}`,
        security: [JSON.parse(`{${JSON.stringify(key)}:[]}`)] as unknown,
        responses: { 200: { description: '' } },
      },
    },
  ]);
  const { files, diagnostics } = await generate({
    files: {
      'api.json': JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'T', version: '1' },
        paths: Object.fromEntries(paths) as unknown,
        components: { securitySchemes: Object.fromEntries(schemes) as unknown },
      }),
    },
    settings: { openapi: 'api.json', target: 'none' },
  });
  expect(diagnostics).toEqual([]);
  const emitted = [...(files ?? [])].map(([, text]) => text).join('\n');
  // The writer that looks at the caller's own keys alone, which is held to it below.
  expect(emitted.match(/\bsecureAny\b(?=[\],])/g)?.length).toBeGreaterThanOrEqual(keys.length);
  expect(emitted).not.toMatch(/\bsecure\b/);

  const sent: unknown[] = [];
  const transport = createTransport({
    baseUrl: 'http://localhost',
    fetch: (_, init) => {
      sent.push((init as { headers: unknown }).headers);
      return Promise.resolve(new Response('{}'));
    },
  });
  const operation: Operation = {
    id: 'get',
    method: 'GET',
    path: '/',
    write: [secureAny],
    read: (response) => response.json(),
    alternatives: keys.map((key) => [{ key, name: 'x-key' }]),
  };
  await transport(operation, {}, {});
  expect(sent).toEqual([{}]);
});
