/** What an error is, whatever media type its document gives it: what is JSON is read as JSON. */

import { describe, expect, test } from 'vitest';
import { project } from '../command/run.js';
import { generate } from '../golden/case.js';

const typed = (document: string): Promise<string> =>
  generate({
    name: 'errors',
    root: project({ 'api.yaml': document }),
    options: { openapi: [{ source: 'api.yaml' }] },
  }).then(({ files }) => {
    const text = files.find(({ path }) => path === 'operations/a.ts')?.text ?? '';
    return /interface GetErrors {[^}]*?(?:400|default): ([^;]*);/.exec(text)?.[1] ?? '';
  });

const ERR = 'Err: { type: object, properties: { code: { type: integer } } }';
const schemasAt = (home: string): string =>
  `{ ${ERR}, Word: { type: string, enum: [no] }, Some: { oneOf: [{ $ref: '${home}/Err' }, { $ref: '${home}/Other' }] }, Other: { type: object, properties: { o: { type: string } } }, Count: { type: integer }, Rows: { type: array, items: { type: string } } }`;

describe.each([
  ['OpenAPI 3', '#/components/schemas'],
  ['Swagger 2.0', '#/definitions'],
])('%s', (version, home) => {
  const schemas = schemasAt(home);
  const error = (mediaType: string, schema: string, status: string): Promise<string> =>
    typed(
      version === 'OpenAPI 3'
        ? `openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a: { get: { operationId: get, responses: { '${status}': { description: no, content: { '${mediaType}': { schema: ${schema} } } } } } }
components: { schemas: ${schemas} }
`
        : `swagger: '2.0'
info: { title: T, version: '1' }
paths:
  /a: { get: { operationId: get, produces: ['${mediaType}'], responses: { '${status}': { description: no, schema: ${schema} } } } }
definitions: ${schemas}
`,
    );
  const ref = (name: string): string => `{ $ref: '${home}/${name}' }`;

  test.each([
    ...['application/x-ndjson', 'text/event-stream', 'text/csv', 'text/plain', 'application/csv'],
    ...['application/octet-stream', 'image/png', 'application/pdf', 'application/json'],
  ])('an object under %s', async (mediaType) => {
    expect(await error(mediaType, ref('Err'), '400')).toBe('Err');
    expect(await error(mediaType, ref('Err'), 'default')).toBe('Err');
  });

  test.each([
    ['application/xml', 'Err', 'string'],
    ['text/html', 'Err', 'string'],
    ['application/yaml', 'Err', 'string'],
    ['application/x-protobuf', 'Err', 'string'],
    ['multipart/mixed', 'Err', 'string'],
    ['text/csv', 'Rows', 'string'],
    ['application/x-ndjson', 'Rows', 'string'],
    ['text/plain', 'Word', 'Word'],
    ['text/csv', 'Some', 'Some'],
    ['application/x-ndjson', 'Count', 'string'],
  ])('under %s, %s is %s', async (mediaType, name, type) => {
    expect(await error(mediaType, ref(name), '400')).toBe(type);
  });

  test('a text', async () => {
    expect(await error('application/x-ndjson', '{ type: string }', '400')).toBe('string');
    expect(await error('text/csv', '{ type: string }', '400')).toBe('string');
  });
});
