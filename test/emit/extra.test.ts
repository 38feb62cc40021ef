import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleDocument } from '../../generator/read/index.js';
import { textOf } from '../../generator/print/code.js';
import { schemaTypes } from '../../templates/extra/schema-types.js';
import { documentText, project, put, run } from '../command/run.js';
import { cases, generate } from '../golden/case.js';
import { compile } from '../golden/compile.js';
import { documentPlaces } from '../hostile/document.js';
import { generate as inMemory } from '../hostile/pipeline.js';
import { harmless, HOSTILE } from '../hostile/strings.js';
import { problemsIn } from '../types/program.js';

const ROOT = join(import.meta.dirname, '../..');
const [petstore] = cases.filter(({ name }) => name === 'petstore');
if (petstore === undefined) throw new Error('The pet store is not there');

const shop = petstore;

async function emittedWith(...emitters: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { files } = await generate({ ...shop, options: { emitters } });
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** What the emitter writes for a document; `''` where openapi-typescript refuses it. */
async function schemaOf(data: unknown): Promise<string> {
  const context = {
    documents: () => [{ name: 'api.json', data }],
    peer: () => ({ default: openapiTS, astToString }),
  };
  const api = { title: '', servers: [], security: [], schemas: [], operations: [] };
  const [file] = await schemaTypes.emit({ api }, {} as never, context);
  return file === undefined ? '' : textOf(file.body);
}

const withoutHeader = (text: string): string => text.slice(text.indexOf('\n\n') + 2);

describe('schema.d.ts', () => {
  it('is what openapi-typescript writes', async () => {
    const files = await emittedWith('schema.d.ts');
    const document = pathToFileURL(join(shop.root, 'openapi.yml'));
    const theirs = astToString(await openapiTS(document, { silent: true }));
    expect(theirs).toContain('listPets');
    expect(withoutHeader(files.get('schema.d.ts') ?? '')).toBe(theirs);
    expect(files.get('index.ts')).not.toContain('schema');
  });

  it('types a client of openapi-fetch', async () => {
    const folder = join(ROOT, '.tmp', `fetch-${process.pid}`);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(folder, { recursive: true });
    const text = (await emittedWith('schema.d.ts')).get('schema.d.ts') ?? '';
    writeFileSync(join(folder, 'schema.d.ts'), text);
    const use = join(folder, 'use.ts');
    writeFileSync(
      use,
      `import createClient from 'openapi-fetch';
import type { paths } from './schema.js';
const client = createClient<paths>({ baseUrl: 'https://pets.example/v1' });
const { data, error } = await client.GET('/pets/{petId}', { params: { path: { petId: 1 } } });
export const name: string | undefined = data?.name;
export const problem: string | undefined = error?.title;
// @ts-expect-error No such path.
void client.GET('/nope');
// @ts-expect-error The pet's number is one.
void client.GET('/pets/{petId}', { params: { path: { petId: 'a' } } });
`,
    );
    const found = problemsIn([use], { skipLibCheck: false });
    expect(found.filter(({ file }) => file === use)).toEqual([]);
  });

  it('is made of the document after its overlays, with what stands in other files', async () => {
    const files: Readonly<Record<string, string>> = {
      'api.yml': `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      operationId: a
      parameters: [{ $ref: 'parts/all.yml#/limit' }]
      responses: { '200': { $ref: 'parts/all.yml#/answer' } }
  /b: { $ref: parts/path.yml }
components: { schemas: { Own: { type: object } } }
`,
      'parts/all.yml': `limit: { name: limit, in: query, schema: { $ref: '#/Limit' } }
Limit: { type: integer }
answer:
  description: Fine.
  content: { application/json: { schema: { $ref: './pet.yml' } } }
`,
      'parts/pet.yml': `type: object
properties:
  $ref: { type: string }
  owner: { $ref: '../api.yml#/components/schemas/Own' }
  parent: { $ref: 'pet.yml' }
  note: { type: string, example: { $ref: ./secret.yml } }
`,
      'parts/path.yml': `get: { operationId: b, responses: { '204': { description: None. } } }
`,
      'over.yml': `overlay: 1.0.0
actions:
  - target: $.components.schemas.Own
    update: { properties: { added: { type: boolean } } }
`,
    };
    const asked: string[] = [];
    const inputs = {
      root: '/',
      read: (path: string) => (asked.push(path), files[path]),
      exists: (path: string) => path in files,
      list: () => undefined,
    };
    const data = bundleDocument('api.yml', inputs, ['over.yml']);
    expect(data).toEqual({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/a': {
          get: {
            operationId: 'a',
            parameters: [{ $ref: '#/components/parameters/limit' }],
            responses: { 200: { $ref: '#/components/responses/answer' } },
          },
        },
        '/b': { get: { operationId: 'b', responses: { 204: { description: 'None.' } } } },
      },
      components: {
        schemas: {
          Own: { type: 'object', properties: { added: { type: 'boolean' } } },
          Limit: { type: 'integer' },
          pet: {
            type: 'object',
            properties: {
              $ref: { type: 'string' },
              owner: { $ref: '#/components/schemas/Own' },
              parent: { $ref: '#/components/schemas/pet' },
              note: { type: 'string', example: { $ref: './secret.yml' } },
            },
          },
        },
        parameters: {
          limit: { name: 'limit', in: 'query', schema: { $ref: '#/components/schemas/Limit' } },
        },
        responses: {
          answer: {
            description: 'Fine.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/pet' } } },
          },
        },
      },
    });
    expect(asked).not.toContain('parts/secret.yml');
    expect(await schemaOf(data)).toContain('added?: boolean');
  });

  const config = JSON.stringify({
    ...{ openapi: 'openapi.yml', target: 'none', out: 'src/api' },
    emitters: ['default', 'schema.d.ts'],
  });

  it('says what to install where openapi-typescript is not', () => {
    const cwd = project({ 'openapi.yml': documentText(), 'instant-codegen.config.json': config });
    const { code, stderr } = run(cwd);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain('npm install --save-dev openapi-typescript@7');
    const fake = 'node_modules/openapi-typescript';
    put(cwd, {
      [`${fake}/package.json`]: '{"name":"openapi-typescript","version":"6.7.0","main":"i.cjs"}',
      [`${fake}/i.cjs`]: 'module.exports = {};',
    });
    const old = run(cwd);
    expect(old.code, old.stderr).toBe(2);
    expect(old.stderr).toMatch(/6\.7\.0 is installed[^]*openapi-typescript@7/);
  });

  it('tells what openapi-typescript refuses', async () => {
    await expect(schemaOf({ swagger: '2.0' })).rejects.toThrow(
      /openapi-typescript refuses api\.json: .*2\.x/,
    );
  });
});

describe('API.md', () => {
  it('shows every operation with its parts', async () => {
    const text = (await emittedWith('API.md')).get('API.md');
    expect(text).toBe(readFileSync(join(import.meta.dirname, 'fixtures/API.md'), 'utf8'));
  });

  it('has calls that compile', async () => {
    const files = await emittedWith('functions', 'API.md');
    const calls = [...(files.get('API.md') ?? '').matchAll(/```ts\n([^]*?)\n```/g)].map(
      ([, call = '']) => `{ ${call} void result; }`,
    );
    const names = [...(files.get('index.ts') ?? '').matchAll(/^export \{([^}]*)\}/gm)]
      .flatMap(([, list = '']) => list.split(',').map((each) => each.trim()))

      .filter((name) => name !== '' && new RegExp(`\\b${name}\\(`).test(calls.join('\n')));
    expect(calls.length).toBeGreaterThan(8);
    const use = `import { ${names.join(', ')}, type Transport } from './index.js';
export async function all(transport: Transport): Promise<void> {\n${calls.join('\n')}\n}\n`;
    const sources = [...files].filter(([path]) => path.endsWith('.ts'));
    const texts = new Map(sources.map(([path, text]) => [join('/out', path), text]));
    const options = { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] };
    const found = compile(new Map([...texts, ['/out/use.ts', use]]), options);
    expect(found.filter((each) => each.includes('/use.ts'))).toEqual([]);
  });
});

describe('an example of a call', () => {
  it('has text for a format that is called as what every object has', async () => {
    const schema = { type: 'object', required: ['a'], properties: { a: TEXT } };
    const content = { 'application/json': { schema } };
    const post = { operationId: 'send', requestBody: { required: true, content }, responses: {} };
    const openapi = {
      openapi: '3.1.0',
      info: { title: '', version: '' },
      paths: { '/': { post } },
    };
    const { files } = await inMemory({
      files: { 'openapi.json': JSON.stringify(openapi) },
      settings: { openapi: [{ source: 'openapi.json' }], target: 'none', emitters: ['API.md'] },
    });
    expect(files?.get('API.md')).toContain("await send(transport, { body: { a: 'a' } });");
  });
});

const TEXT = { type: 'string', format: 'constructor' };

/** What a reader of Markdown sees as structure: headings, fences, tables by their number of cells. */
function outline(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => /^(?:#{1,6} |`{3,}|\||<|[-=+*]|\d+[.)])/.test(line))
    .map((line) => {
      if (!line.startsWith('|')) return /^(?:#+ |`{3}|<!--|.)/.exec(line)?.[0] ?? '';
      return String(line.match(/\\.|\|/g)?.filter((each) => each === '|').length);
    });
}

describe('hostile text', () => {
  it.each(documentPlaces.map((place) => ({ place, name: place.name })))(
    'stays text in API.md and schema.d.ts: $name',
    async ({ place }) => {
      const texts = HOSTILE.filter((text) => place.refuses?.(text) !== true);
      const make = async (given: readonly string[]) => {
        const { files, settings } = place.make(given);
        return inMemory({ files, settings: { ...settings, emitters: ['API.md'] } });
      };
      const benign = (await make(texts.map((_, index) => harmless(index)))).files?.get('API.md');
      const hostile = (await make(texts)).files?.get('API.md');
      if (benign === undefined || hostile === undefined) return;
      const body = (text: string): string =>
        text
          .replace(/^<!--.*-->$/m, '')
          .replace(/^(`{3,}).*\n[^]*?\n\1$|(`+)(?!`).*?(?<!`)\2(?!`)/gm, '');
      expect(body(hostile)).not.toMatch(/<[a-z!/]/i);
      expect(hostile).not.toMatch(/\]\((?!https?:|#)/);
      if (place.special === undefined && place.unseen !== true)
        expect(outline(hostile).length).toBe(outline(benign).length);
    },
  );

  it.each(documentPlaces.map((place) => ({ place, name: place.name })))(
    'declares types alone in schema.d.ts: $name',
    async ({ place }) => {
      const { files, settings } = place.make(HOSTILE);
      const read = (path: string): string | undefined => files[path];
      const inputs = {
        root: '/',
        read,
        exists: (path: string) => path in files,
        list: () => undefined,
      };
      const data = bundleDocument('api.json', inputs, settings.overlays ?? []);
      const text = await schemaOf(data).catch(() => '');
      const source = ts.createSourceFile('schema.d.ts', text, ts.ScriptTarget.ES2022);
      const wrong = source.statements.filter(
        (each) => !ts.isInterfaceDeclaration(each) && !ts.isTypeAliasDeclaration(each),
      );
      expect(wrong.map((each) => each.getText(source))).toEqual([]);
    },
  );
});
