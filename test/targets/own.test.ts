import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { targetFileSchema } from '../../generator/target-file.js';
import { stores } from '../../generator/stores/index.js';
import { targets } from '../../generator/targets/index.js';
import type * as emitted from '../../fixtures/parcels/expected/index.js';
import { emittedCase } from '../client/emitted.js';
import { run } from '../command/run.js';
import { json, testServer } from '../runtime/server.js';

const ROOT = join(import.meta.dirname, '../..');
const server = testServer();
let client: typeof emitted;

beforeAll(async () => {
  client = (await emittedCase('parcels')).index as typeof emitted;
});

const calls = (): readonly string[] =>
  server.seen.map(({ method, url, headers }) => `${method} ${url} ${headers.authorization ?? ''}`);
const WHO = { name: 'a', word: 'b' };

describe('a backend that is a folder of data', () => {
  it('is generated from that folder, and from nothing else', () => {
    const folder = join(ROOT, '.tmp/own-target');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(join(ROOT, 'fixtures/parcels/backends'), join(folder, 'backends'), { recursive: true });
    const args = ['--target', './backends/parcels'];
    const first = run(folder, args);
    expect(first.stderr).toBe('');
    expect(first.stdout).toContain('src/parcels');
    expect(run(folder, args).stdout).toContain('up to date');
    // Every file of the folder is an input.
    const rows = join(folder, 'backends/parcels/rows.yml');
    writeFileSync(rows, readFileSync(rows, 'utf8').replaceAll('parcels.send', 'parcels.post'));
    expect(run(folder, ['--check', ...args]).stdout).toContain('change src/parcels/client.ts');
    const config = join(folder, 'instant-codegen.config.json');
    writeFileSync(config, '{ "target": "./backends/parcels", "out": "src/here" }');
    expect(run(folder).stdout).toContain('src/here');
  });

  it.each([
    ['{', 'This is no JSON'],
    ['{ "rows": 1 }', 'rows: '],
    ['{ "documents": "api.yml" }', 'Unrecognized key: "documents"'],
    ['{ "store": "mongo" }', 'store: '],
    [
      '{ "store": "postgres", "storeOptions": { "dialekt": "x" } }',
      'storeOptions: Unrecognized key: "dialekt"',
    ],
    [
      '{ "store": "instaql", "storeOptions": { "dialect": "x" } }',
      'storeOptions: Unrecognized key: "dialect"',
    ],
  ])('is refused with a place: %s', (text, message) => {
    const folder = join(ROOT, '.tmp/own-target-wrong');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'b'), { recursive: true });
    writeFileSync(join(folder, 'b/target.json'), text);
    const { code, stderr } = run(folder, ['--target', './b']);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain('b/target.json');
    expect(run(folder, ['--target', './c']).stderr).toContain('There is no target in');
  });

  it('has composites of the runtime, with types of it, of emitted files and of its operations', () => {
    const folder = join(ROOT, '.tmp/own-target-recipes');
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(ROOT, 'fixtures/parcels/backends/parcels'), join(folder, 'b'), { recursive: true });
    const make = 'getTokenMethod';
    const target = {
      document: 'api.yml',
      overlays: ['mends.yml'],
      rows: 'rows.yml',
      recipes: [
        { name: 'a', operations: 0, make, type: 'GetToken', slot: true },
        { name: 'b', operations: 1, make, type: { file: 'types', name: 'Parcel' } },
        {
          name: 'c',
          operations: 1,
          make,
          type: 'Call',
          of: [{ answer: 0, pick: ['token'] }, 'error'],
        },
      ],
    };
    writeFileSync(join(folder, 'b/target.json'), JSON.stringify(target));
    const rows = readFileSync(join(folder, 'b/rows.yml'), 'utf8');
    const own = `
a: { recipe: a, auth: user }
b: { recipe: b, operations: [listParcels] }
c: { recipe: c, operations: [openSession] }
`;
    writeFileSync(join(folder, 'b/rows.yml'), rows + own);
    const { stderr } = run(folder, ['--target', './b', '--out', 'src/b']);
    expect(stderr).toBe('');
    const emitted = readFileSync(join(folder, 'src/b/client.ts'), 'utf8');
    expect(emitted).toContain('readonly a: GetToken;');
    expect(emitted).toContain('readonly b: Parcel;');
    expect(emitted).toContain('readonly c: Call<string, ParcelError>;');
    expect(emitted).toContain("a: getTokenMethod(client, 'user'),");
    expect(emitted).toContain('b: getTokenMethod(client, listParcels),');
    expect(emitted).toContain('c: getTokenMethod(client, openSession),');

    writeFileSync(
      join(folder, 'b/target.json'),
      JSON.stringify(target, null, 2).replaceAll('getTokenMethod', 'getTokenMethods'),
    );
    const refused = run(folder, ['--target', './b', '--out', 'src/b']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('"getTokenMethods" is not a function of the runtime');
    expect(refused.stderr).toContain('Did you mean getTokenMethod?');
    expect(refused.stderr).toContain('b/target.json:11:7');
  });

  it('says which styles its methods can have', () => {
    const folder = join(ROOT, '.tmp/own-target-style');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'instant-codegen.config.json'), '{ "result": "data-error" }');
    const { code, stderr } = run(folder);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot have the style "data-error"');
    expect(stderr).toContain('instant-codegen.config.json:1');
    writeFileSync(
      join(folder, 'instant-codegen.config.json'),
      '{ "target": "insforge", "result": "throw" }',
    );
    const other = run(folder);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('insforge cannot have the style "throw"');
    expect(other.stderr).toContain('set one of: data-error');
  });

  it('has the form that ours have', () => {
    const schema = targetFileSchema(z, stores);
    const files = targets.map(({ name }) => `generator/targets/${name}/target.json`);
    expect(files.length).toBeGreaterThan(1);
    for (const file of [...files, 'fixtures/parcels/backends/parcels/target.json']) {
      const parsed: unknown = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
      expect(schema.safeParse(parsed).error?.issues, file).toBe(undefined);
    }
  });
});

describe('its client', () => {
  it('is made by the functions that the rows name, with what they take', async () => {
    server.answer((_, response) => json(response, 200, []));
    const baseUrl = server.url();
    await client.createClient({ baseUrl, anonymousKey: 'anon' }).parcels.list();
    await client.createAdminClient('admin', { baseUrl }).parcels.list();
    expect(calls()).toEqual(['GET /parcels Bearer anon', 'GET /parcels Bearer admin']);
    expect(() => client.createAdminClient('')).toThrow('key is missing');
  });

  it('sends further constants where a flag is on', async () => {
    server.answer((_, response) => json(response, 200, { token: 't' }));
    const baseUrl = server.url();
    await client.createClient({ baseUrl }).session.open(WHO);
    await client.createClient({ baseUrl, onServer: true }).session.open(WHO);
    await client.createAdminClient('k', { baseUrl }).session.open(WHO);
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/sessions',
      '/sessions?client=server',
      '/sessions?client=server',
    ]);
  });

  it('repeats what may be repeated, and nothing else', async () => {
    server.answer((_, response) => json(response, 503, { reason: 'BUSY' }));
    const use = [client.retry({ times: 1, delay: 1 })];
    const { parcels } = client.createClient({ baseUrl: server.url(), use });
    await expect(parcels.send({ to: 'x' })).rejects.toThrow('BUSY');
    expect(server.seen.length).toBe(1);
    await expect(parcels.send({ to: 'x', key: 'k' })).rejects.toThrow('BUSY');
    expect(server.seen.length).toBe(3);
  });

  it('renews no token for a call that says so', async () => {
    server.answer(({ url }, response) =>
      url === '/sessions/renew'
        ? json(response, 200, { token: 'u2' })
        : json(response, 401, { reason: 'NO' }),
    );
    const tokens = { get: () => ({ token: 'u1', renewal: 'r' }), set: () => {} };
    const { session, parcels } = client.createClient({ baseUrl: server.url(), tokens });
    const refused = await session.open(WHO);
    expect(refused.error).toBeInstanceOf(client.ParcelError);
    expect(server.seen.length).toBe(1);
    await parcels.list();
    expect(calls().slice(1)).toEqual([
      'GET /parcels Bearer u1',
      'POST /sessions/renew ',
      'GET /parcels Bearer u2',
    ]);
  });

  it('has errors with the members that the rows name', async () => {
    const body = { reason: 'NO', text: '', next: ['wait'] };
    server.answer((_, response) => json(response, 403, body));
    const { error } = await client.createClient({ baseUrl: server.url() }).parcels.list();
    expect(error).toMatchObject({
      name: 'ParcelError',
      message: 'NO',
      reason: 'NO',
      next: ['wait'],
      status: 403,
    });
  });
});
