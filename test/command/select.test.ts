import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freeze } from '../../generator/project.js';
import { readDocument } from '../../generator/read/index.js';
import { recordInputs } from '../../generator/inputs.js';
import type { Api } from '../../generator/ir.js';
import { parsePatterns, select, type Selection } from '../../generator/select.js';
import { project, run, SCHEMA } from './run.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (name: string) => ({
  200: { description: '', content: { 'application/json': { schema: ref(name) } } },
});
const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'P', version: '1' },
  paths: {
    '/pets': {
      get: { operationId: 'pets/list', tags: ['pets'], responses: answer('Pet') },
      post: { operationId: 'pets/add', tags: ['pets', 'admin'], responses: answer('Pet') },
    },
    '/pets/{petId}': { get: { operationId: 'pets/get', tags: ['pets'], responses: answer('Pet') } },
    '/pets/{petId}/toys/{toyId}': {
      get: { operationId: 'toys/get', tags: ['toys'], responses: answer('Toy') },
    },
    '/petshops': { get: { tags: ['shops'], responses: answer('Shop') } },
    '/old': { get: { operationId: 'old', deprecated: true, responses: answer('Old') } },
  },
  components: {
    schemas: {
      Pet: {
        oneOf: [ref('Cat'), ref('Dog')],
        discriminator: { propertyName: 'kind', mapping: { c: '#/components/schemas/Cat' } },
      },
      Cat: { type: 'object', properties: { kind: { const: 'c' }, friend: ref('Pet') } },
      Dog: { type: 'object', properties: { kind: { const: 'd' }, tag: ref('Tag') } },
      Tag: { type: 'string', enum: ['a', 'b'] },
      Toy: { type: 'object', additionalProperties: ref('Tag') },
      Shop: { type: 'object', properties: { toys: { type: 'array', items: ref('Toy') } } },
      Old: { type: 'object', properties: { a: { type: 'string' } } },
      Nobody: { type: 'object', properties: { to: ref('Nobody') } },
    },
  },
});

function read(): Api {
  const folder = mkdtempSync(join(tmpdir(), 'instant-codegen-test-'));
  writeFileSync(join(folder, 'api.json'), DOCUMENT);
  const inputs = recordInputs(folder, {}, new Map());
  const api = readDocument('api.json', inputs, [], () => undefined);
  rmSync(folder, { recursive: true });
  if (api === undefined) throw new Error('unreadable');
  return freeze(api);
}

describe('a selection', () => {
  const api = read();
  const ids = (selection: Selection, kept: readonly string[] = []): readonly string[] =>
    select(api, selection, new Set(kept)).api.operations.map(({ id, key }) => id ?? key);
  const schemas = (selection: Selection): string =>
    select(api, selection, new Set())
      .api.schemas.map(({ key }) => key)
      .join();

  test.each<readonly [Selection, readonly string[]]>([
    [{ include: { tags: ['pets'] } }, ['pets/list', 'pets/add', 'pets/get']],
    [
      { include: { tags: ['*s'] }, exclude: { tags: ['admin', 'shops'] } },
      ['pets/list', 'pets/get', 'toys/get'],
    ],
    [{ include: { paths: ['/pets'] } }, ['pets/list', 'pets/add']],
    [{ include: { paths: ['/pets/*'] } }, ['pets/get']],
    [{ include: { paths: ['/pets/**'] } }, ['pets/list', 'pets/add', 'pets/get', 'toys/get']],
    [{ include: { paths: ['/**/toys/*'] } }, ['toys/get']],
    [{ include: { paths: ['/pets/{petId}'] } }, ['pets/get']],
    [{ include: { paths: ['POST /pets', 'GET /p*'] } }, ['pets/list', 'pets/add', 'GET /petshops']],
    [
      { include: { operations: ['*/get', 'GET /petshops'] } },
      ['pets/get', 'toys/get', 'GET /petshops'],
    ],
    [{ exclude: { paths: ['/pets/**', '/petshops'] } }, ['old']],
    [{ deprecated: false, exclude: { tags: ['pets'] } }, ['toys/get', 'GET /petshops']],
    [{ include: {} }, []],
  ])('%j', (selection, expected) => {
    expect(ids(selection)).toEqual(expected);
  });

  test('leaves out what nothing leads to any more, and only then', () => {
    expect(schemas({ include: { paths: ['/pets'] } })).toBe('Pet,Cat,Dog,Tag');
    expect(schemas({ include: { tags: ['toys'] } })).toBe('Tag,Toy');
    expect(schemas({ deprecated: false })).toBe('Pet,Cat,Dog,Tag,Toy,Shop');
    expect(schemas({})).toBe('Pet,Cat,Dog,Tag,Toy,Shop,Old,Nobody');
    expect(schemas({ prune: true })).toBe('Pet,Cat,Dog,Tag,Toy,Shop,Old');
    expect(schemas({ include: { tags: ['toys'] }, prune: false })).toContain('Nobody');
  });

  test('keeps what methods of the client call', () => {
    expect(ids({ include: { tags: ['toys'] } }, ['old'])).toEqual(['toys/get', 'old']);
  });

  test('knows the patterns that match nothing', () => {
    const { idle } = select(
      api,
      {
        include: { tags: ['pet', 'pets'], paths: ['/pet'], operations: ['zzzzzzzz'] },
        exclude: { operations: ['pets/lst'] },
      },
      new Set(),
    );
    expect(idle).toEqual([
      { setting: 'include', by: 'tags', pattern: 'pet', meant: 'pets' },
      { setting: 'include', by: 'paths', pattern: '/pet', meant: '/pets' },
      { setting: 'include', by: 'operations', pattern: 'zzzzzzzz' },
      { setting: 'exclude', by: 'operations', pattern: 'pets/lst', meant: 'pets/list' },
    ]);
  });

  test('on the command line', () => {
    expect(parsePatterns('tag:a b, /pets/**,GET /x,get_pet,tag:c')).toEqual({
      tags: ['a b', 'c'],
      paths: ['/pets/**', 'GET /x'],
      operations: ['get_pet'],
    });
  });
});

describe('the command', () => {
  const index = (root: string): string => readFileSync(join(root, 'o/index.ts'), 'utf8');

  test('writes what is selected, in the configuration or by flags', () => {
    const root = project({
      'api.json': DOCUMENT,
      'instant-codegen.config.json': `{ "out": "o", "openapi": "api.json",
 "include": { "tags": ["pets"], "paths": ["/old"] }, "deprecated": false, "exclude": { "paths": ["POST /**"] } }`,
    });
    const first = run(root);
    expect([first.code, /error|select-/.exec(first.stderr)]).toEqual([0, null]);
    expect(readdirSync(join(root, 'o/operations'))).toEqual(['pets.ts']);
    expect(index(root)).toMatch(/\bpetsList\b/);
    expect(index(root)).not.toMatch(/\bpetsAdd\b|\bold\b|\bToy\b|\bNobody\b/);
    expect(run(root).stdout).toContain('up to date');
    const flags = ['--include', 'tag:toys', '--include=GET /petshops', '--exclude', 'nothing-such'];
    const again = run(root, flags);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('--exclude: no operation has an id like "nothing-such"');
    expect(readdirSync(join(root, 'o/operations')).sort()).toEqual(['shops.ts', 'toys.ts']);
    expect(run(root, flags).stdout).toContain('up to date');
    expect(again.stderr).toMatch(/note removed-export\n {2}Cat is gone/);
  });

  test('tells patterns that match nothing where they stand', () => {
    const root = project({
      'api.json': DOCUMENT,
      'instant-codegen.config.mjs': `export default { openapi: 'api.json',
  include: { tags: ['pets'], paths: ['/pets', '/petshop'] },
  exclude: { tags: ['pet'] } };`,
    });
    const { code, stderr } = run(root);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /config\.mjs:2:47 warning select-no-match[^]*Did you mean "\/petshops"\?/,
    );
    expect(stderr).toMatch(/config\.mjs:3:21 warning select-no-match[^]*Did you mean "pets"\?/);
  });

  test.each([
    ['tags:pets', 'tag:pets'],
    ['Tag:pets', 'tag:pets'],
    ['paths:/pets', '/pets'],
    ['operations:pets/get', 'pets/get'],
  ])('knows what %s on the command line means', (given, meant) => {
    const root = project({ 'api.json': DOCUMENT });
    const { stderr } = run(root, ['--openapi', 'api.json', '--include', given]);
    expect(stderr).toContain(`like "${given}".`);
    expect(stderr).toContain(`Did you mean "${meant}"?`);
  });

  test('refuses a selection that leaves nothing, and writes nothing', () => {
    const root = project({ 'api.json': DOCUMENT });
    const nothing = run(root, ['--openapi', 'api.json', '--include', 'tag:pet']);
    expect(nothing.code).not.toBe(0);
    expect(nothing.stderr).toMatch(/error select-no-match[^]*Did you mean "pets"\?/);
    expect(existsSync(join(root, 'src'))).toBe(false);
    run(root, ['--openapi', 'api.json', '--out', 'o']);
    const before = run(root, ['--openapi', 'api.json', '--out', 'o', '--include', 'tag:pet']);
    expect(before.stderr).toMatch(/error select-no-match[^]*1 error\./);
    expect(before.stderr).not.toContain('operations-lost');
    // What finds something is a client, whatever else finds nothing.
    const some = run(root, ['--openapi', 'api.json', '--include', 'tag:pet,tag:toys']);
    expect(some.code).toBe(0);
    expect(some.stderr).toMatch(/warning select-no-match/);
  });

  test.each([
    [`{ "include": { "tag": ["x"] } }`, 'include.tag', 'Did you mean tags?'],
    [`{ "exclude": { "paths": "/x" } }`, 'exclude.paths', ''],
    [`{ "includes": {} }`, 'includes', 'Did you mean include?'],
    [`{ "deprecated": "no" }`, 'deprecated', ''],
  ])('refuses %s', (text, key, remedy) => {
    const root = project({ 'api.json': DOCUMENT, 'instant-codegen.config.json': text });
    const { code, stderr } = run(root, ['--openapi', 'api.json']);
    expect(code).toBe(2);
    expect(stderr).toContain(key);
    expect(stderr).toContain(remedy);
  });

  test('keeps the operations of the shipped methods', () => {
    const root = project({
      'instant.schema.ts': SCHEMA,
      'instant-codegen.config.json': `{ "out": "o", "include": { "paths": ["/admin/query"] } }`,
    });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(root, 'o/client.ts'), 'utf8')).toContain('createToken');
  });
});
