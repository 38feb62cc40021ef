import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breakingChanges } from '../../generator/breaking.js';
import { MANIFEST, readManifest } from '../../generator/manifest.js';
import { project, put, run } from './run.js';

interface Path {
  readonly id: string;
  readonly tag?: string;
}

/** A document with an operation for each path, and schemas. */
function documentOf(paths: Readonly<Record<string, Path>>, schemas: readonly string[]): string {
  const items = Object.entries(paths).map(([path, { id, tag }]) => {
    const operation = {
      operationId: id,
      ...(tag === undefined ? {} : { tags: [tag] }),
      responses: { 200: { description: '' } },
    };
    return [path, { get: operation }];
  });
  const shapes = schemas.map((key) => [key, { type: 'object' }]);
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'P', version: '1' },
    paths: Object.fromEntries(items) as unknown,
    components: { schemas: Object.fromEntries(shapes) as unknown },
  });
}

const BEFORE = documentOf({ '/a': { id: 'get-a', tag: 'x' }, '/b': { id: 'getB' } }, [
  'pet',
  'Toy',
]);
/** Another comes that is written `getA`, and so does a `Pet`; a schema goes. */
const AFTER = documentOf(
  {
    '/a': { id: 'get-a', tag: 'x' },
    '/c': { id: 'getA', tag: 'y' },
    '/b': { id: 'getB' },
  },
  ['Pet', 'pet'],
);

describe('exports that a run renames or takes away', () => {
  const start = (): string => {
    const root = project({ 'api.json': BEFORE });
    expect(run(root, ARGS)).toMatchObject({ code: 0, stderr: '' });
    return root;
  };
  const ARGS = ['--openapi', 'api.json', '--out', 'o'];

  test('are listed by --check as breaking, and told by the run once', () => {
    const root = start();
    expect(readManifest(join(root, 'o'))?.names).toEqual({
      entities: {},
      schemas: { pet: 'Pet', Toy: 'Toy' },
      inputs: {},
      operations: { 'get-a': 'getA', getB: 'getB' },
      routes: { 'get-a': 'GET /a', getB: 'GET /b' },
    });
    put(root, { 'api.json': AFTER });
    const check = run(root, [...ARGS, '--check']);
    expect(check.code).toBe(1);
    expect(check.stderr).not.toContain('renamed-export');
    expect(check.stdout).toContain(`breaking: 3 exports renamed or removed
    Pet is now called PetSchema (schema "pet")
    Toy is gone (schema "Toy")
    getA is now called xGetA (operation "get-a")
`);
    expect(JSON.parse(run(root, [...ARGS, '--check', '--json']).stdout)).toMatchObject({
      clients: [
        {
          breaking: [
            { change: 'renamed', kind: 'schema', key: 'pet', from: 'Pet' },
            { change: 'removed', kind: 'schema', key: 'Toy', from: 'Toy' },
            { change: 'renamed', kind: 'operation', key: 'get-a', from: 'getA', to: 'xGetA' },
          ],
        },
      ],
    });
    const { code, stderr } = run(root, ARGS);
    expect(code).toBe(0);
    expect(stderr).toMatch(/api\.json:1:\d+ warning renamed-export\n {2}getA is now called xGetA/);
    expect(stderr).toContain(`set names: { operations: { 'get-a': 'getA' } } in the configuration`);
    expect(stderr).toMatch(/note removed-export\n {2}Toy is gone/);
    expect(run(root, [...ARGS, '--check'])).toMatchObject({ code: 0, stderr: '' });
    expect(run(root, [...ARGS, '--force']).stderr).toBe('');
  });

  test('stay when they are pinned as it is told', () => {
    const root = start();
    put(root, {
      'api.json': AFTER,
      'instant-codegen.config.json': `{ "names": { "operations": { "get-a": "getA" }, "schemas": { "pet": "Pet" } } }`,
    });
    const { code, stderr } = run(root, ARGS);
    expect(code).toBe(0);
    expect(stderr).not.toContain('renamed-export');
    expect(readFileSync(join(root, 'o/index.ts'), 'utf8')).toMatch(/\bgetA\b/);
  });

  test('are none where a key alone is another', () => {
    const root = start();
    put(root, { 'api.json': BEFORE.replace('"get-a"', '"getA"') });
    expect(run(root, [...ARGS, '--check'])).toMatchObject({
      stdout: expect.not.stringContaining('breaking'),
    });
  });

  test('methods of a client object are listed beside the functions that they call', () => {
    const args = [...ARGS, '--client'];
    const root = project({ 'api.json': BEFORE });
    expect(run(root, args)).toMatchObject({ code: 0, stderr: '' });
    expect(readManifest(join(root, 'o'))?.names?.methods).toEqual({
      'get-a': 'x.getA',
      getB: 'b.get',
    });
    const other = BEFORE.replace('"getB"', '"b.find"').replace('"tags":["x"]', '"tags":["y"]');
    put(root, { 'api.json': other });
    expect(run(root, [...args, '--check']).stdout).toContain(`breaking: 3 names renamed or removed
    getB is now called bFind (operation "getB", now "b.find")
    x.getA is now called y.getA (method for operation "get-a")
    b.get is now called b.find (method for operation "getB", now "b.find")
`);
    const { stderr } = run(root, args);
    expect(stderr).toMatch(
      /api\.json:1:\d+ warning renamed-method\n {2}x\.getA is now called y\.getA/,
    );
    expect(run(root, [...args, '--check'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('methods that go with their operations, or with the whole client, are told of once', () => {
    const root = project({ 'api.json': BEFORE });
    run(root, [...ARGS, '--client']);
    put(root, { 'api.json': documentOf({ '/a': { id: 'get-a', tag: 'x' } }, ['pet', 'Toy']) });
    expect(run(root, [...ARGS, '--client', '--check']).stdout).toContain(
      'breaking: 1 export renamed or removed\n    getB is gone',
    );
    put(root, { 'api.json': BEFORE });
    expect(run(root, [...ARGS, '--check']).stdout).not.toContain('breaking');
  });

  test('are found by method and path where the document gives all of its operations other ids', () => {
    const root = start();
    const other = BEFORE.replace('"get-a"', '"a.list"').replace('"getB"', '"b.list"');
    put(root, { 'api.json': other.replace('"/b"', '"/{b}"') });
    expect(run(root, [...ARGS, '--check']).stdout).toContain(`breaking: 2 exports renamed or removed
    getA is now called aList (operation "get-a", now "a.list")
    getB is gone (operation "getB")
`);
    const { stderr } = run(root, ARGS);
    expect(stderr).toContain(
      `set names: { operations: { 'a.list': 'getA' } } in the configuration`,
    );
    expect(stderr).not.toContain('operations-replaced');
    const named = other.replace('"/b"', '"/{id}"').replace('"b.list"', '"b.all"');
    put(root, { 'api.json': named });
    expect(run(root, [...ARGS, '--check']).stdout).toContain(
      'bList is now called bAll (operation "b.list", now "b.all")',
    );
  });

  test('include what is sent of a schema, where that is a type of its own', () => {
    const pet = (id: object): string => {
      const schema = { type: 'object', properties: { id: { type: 'string', ...id } } };
      const content = { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } };
      const responses = { 200: { description: '', content } };
      return JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'P', version: '1' },
        paths: { '/a': { put: { operationId: 'put', requestBody: { content }, responses } } },
        components: { schemas: { Pet: schema } },
      });
    };
    const root = project({ 'api.json': pet({ readOnly: true }) });
    expect(run(root, ARGS)).toMatchObject({ code: 0, stderr: '' });
    put(root, { 'api.json': pet({}) });
    expect(run(root, [...ARGS, '--check']).stdout).toContain(
      'PetInput is now called Pet (what is sent of schema "Pet")',
    );
    put(root, {
      'api.json': pet({ readOnly: true }),
      'instant-codegen.config.json': `{ "names": { "schemas": { "Pet": "Cat" } } }`,
    });
    expect(run(root, [...ARGS, '--check']).stdout).toContain(`breaking: 2 exports renamed or removed
    Pet is now called Cat (schema "Pet")
    PetInput is now called CatInput (what is sent of schema "Pet")
`);
  });

  test('are not known of a manifest that does not tell', () => {
    const root = start();
    for (const names of [undefined, 5, { schemas: [], operations: { getB: 5 } }]) {
      const manifest: unknown = JSON.parse(readFileSync(join(root, 'o', MANIFEST), 'utf8'));
      put(root, { [`o/${MANIFEST}`]: JSON.stringify({ ...(manifest as object), names }) });
      expect(run(root, [...ARGS, '--check'])).toMatchObject({ code: 0, stderr: '' });
    }
  });

  test('have keys of any name', () => {
    const none = { entities: {}, schemas: {}, inputs: {}, operations: {}, routes: {} };
    const before: unknown = JSON.parse('{ "schemas": { "__proto__": "A", "constructor": "B" } }');
    const after = Object.fromEntries([['constructor', 'C']]);
    expect(breakingChanges(before, { ...none, schemas: after })).toEqual([
      { change: 'removed', kind: 'schema', key: '__proto__', from: 'A' },
      { change: 'renamed', kind: 'schema', key: 'constructor', from: 'B', to: 'C' },
    ]);
  });

  test('are no names of another API that comes in place of the whole', () => {
    const table = (count: number, ...keys: readonly string[]): Record<string, string> =>
      Object.fromEntries(
        [...Array.from({ length: count }, (_, index) => `Kept${index}`), ...keys].map((key) => [
          key,
          key,
        ]),
      );
    const none = { entities: {}, inputs: {}, operations: {}, routes: {} };
    const changes = (old: object, schemas: Record<string, string>): unknown =>
      breakingChanges({ schemas: old }, { ...none, schemas });
    const gone = { change: 'removed', kind: 'schema', key: 'Invoice', from: 'Invoice' };
    const others = Array.from({ length: 120 }, (_, index) => `Other${index}`);
    expect(changes({ Invoice: 'Invoice' }, table(0, 'Invoices', ...others))).toEqual([gone]);
    expect(changes({ Invoice: 'Invoice' }, table(0, 'Invoices'))).toEqual([
      { ...gone, now: 'Invoices' },
    ]);
    const many = { ...table(200), Invoice: 'Invoice' };
    expect(changes(many, table(200, 'Invoices', ...others))).toEqual([
      { ...gone, now: 'Invoices' },
    ]);
  });
});
