/** Media types that change no type are chosen among the options, and make no overloads. */

import { expect, test } from 'vitest';
import { project } from '../command/run.js';
import { generate } from '../golden/case.js';

test('answers that are all of one type', async () => {
  const schema = '{ schema: { type: object, properties: { up: { type: boolean } } } }';
  const { files } = await generate({
    name: 'media',
    root: project({
      'api.yaml': `openapi: 3.0.1
info: { title: T, version: '1' }
paths:
  /health:
    get:
      operationId: getHealth
      responses:
        '200': { description: ok, content: { application/vnd.a.v3+json: ${schema}, application/json: ${schema} } }
`,
    }),
    options: { openapi: [{ source: 'api.yaml' }], client: true },
  });
  const text = files.find(({ path }) => path === 'client.ts')?.text ?? '';
  expect(/readonly get: \(([^)]*)\)/.exec(text)?.[1]?.replace(/\s+/g, ' ').trim()).toBe(
    "options?: CallOptions & { accept?: 'application/json' | 'application/vnd.a.v3+json' | undefined; },",
  );
});

test('what may be anything, and docs that end in blank lines', async () => {
  const { files } = await generate({
    name: 'anything',
    root: project({
      'api.yaml': `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /notes:
    post:
      requestBody: { content: { application/json: { schema: {} } } }
      responses:
        '200':
          description: ok
          headers: { X-New: { description: "Is it new?\\n\\n", schema: { type: boolean } } }
          content: { application/json: { schema: { type: object } } }
`,
    }),
    options: { openapi: [{ source: 'api.yaml' }] },
  });
  const text = files.find(({ path }) => path === 'operations/notes.ts')?.text ?? '';
  expect(text).toContain('{\n  body?: unknown;\n}');
  expect(text).toContain(' * Is it new?\n   *\n   * A boolean, as text.\n');
});

test('a file under a text type is bytes, and the rest of a route that has no name is called so', async () => {
  const file = '{ text/plain: { schema: { type: string, format: binary } } }';
  const { files } = await generate({
    name: 'files',
    root: project({
      'api.yaml': `openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  '/files/{*}':
    parameters: [{ name: '*', in: path, required: true, schema: { type: string } }]
    put:
      requestBody: { required: true, content: ${file} }
      responses: { 204: { description: done } }
    get:
      responses: { 200: { description: ok, content: ${file} }, 400: { description: no, content: ${file} } }
  /named:
    get:
      responses: { 200: { description: ok, content: { text/csv: { schema: { $ref: '#/components/schemas/File' } } } } }
components: { schemas: { File: { type: string, format: binary } } }
`,
    }),
    options: { openapi: [{ source: 'api.yaml' }], client: true },
  });
  const textOf = (name: string): string => files.find(({ path }) => path === name)?.text ?? '';
  const functions = textOf('operations/files.ts');
  expect(functions).toMatch(/body: BinaryInput;/);
  expect(functions).toMatch(/Response = WebBlob;/);
  expect(functions).toMatch(/400: string;/);
  expect(textOf('operations/named.ts')).toMatch(/Response = WebBlob;/);
  expect(textOf('client.ts')).toMatch(/readonly get: \(rest: string, /);
});
