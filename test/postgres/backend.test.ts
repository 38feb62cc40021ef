import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOG_QUERY } from '../../generator/stores/postgres/catalog.js';
import { project, type Result } from '../command/run.js';
import { json, testServer } from '../runtime/server.js';
import { ANSWER, API, introspectIn, TARGET } from './given.js';

const server = testServer();
const files = {
  'b/target.json': TARGET,
  'api.yml': API,
  'instant-codegen.config.json': '{ "target": "./b" }',
};
const SECRET = 'sk_4f"9\\secret';

const introspect = (
  root: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = { SECOND_KEY: SECRET },
): Promise<Result> => introspectIn(root, ['--from', `${server.url()}/`, ...args], env);

const rows = (catalog: unknown) => ({ data: { 'a/b': [[{ catalog }]] } });

describe('a backend that takes SQL', () => {
  it('is asked by the call that its target names, with the key of the environment', async () => {
    server.answer((_, response) => json(response, 200, rows(JSON.stringify(ANSWER))));
    const root = project(files);
    const { code, stdout, stderr } = await introspect(root);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('database.json written: 1 table or view, 0 functions in public');
    expect(stdout).toContain(`read from ${server.url()}`);
    expect(server.seen).toHaveLength(1);
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: 'PUT', url: '/sql/run' });
    expect(seen?.headers['x-key']).toBe(`Key ${SECRET}`);
    expect(JSON.parse(String(seen?.body))).toEqual({ mode: 'read', text: CATALOG_QUERY });
    const saved: unknown = JSON.parse(readFileSync(join(root, 'database.json'), 'utf8'));
    expect(saved).toEqual({
      'instant-codegen': 'postgres-1',
      schemas: [
        {
          name: 'public',
          relations: [
            {
              ...{ name: 'notes', is: 'table', takes: ['insert', 'update', 'delete'] },
              columns: [{ name: 'id', type: 'int8', identity: 'by default' }],
            },
          ],
        },
      ],
    });
    expect((await introspect(root)).stdout).toContain('is up to date');
  });

  it('may have changed since, which --check finds', async () => {
    server.answer((_, response) => json(response, 200, rows(ANSWER)));
    const root = project(files);
    const path = join(root, 'database.json');
    expect((await introspect(root, ['--check'])).code).toBe(1);
    expect(existsSync(path)).toBe(false);
    expect((await introspect(root)).code).toBe(0);
    // A formatter's layout is no difference; what the database says is.
    const other = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
    writeFileSync(path, other);
    expect((await introspect(root, ['--check'])).code).toBe(0);
    expect((await introspect(root)).stdout).toContain('is up to date');
    const [notes, hidden] = ANSWER.relations;
    const columns = notes?.columns.map((column) => ({ ...column, name: 'key' }));
    const changed = { ...ANSWER, relations: [{ ...notes, columns }, hidden] };
    server.answer((_, response) => json(response, 200, rows(changed)));
    const { code, stdout } = await introspect(root, ['--check']);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ database.json is not up to date');
    expect(stdout).toMatch(
      /^ {2}- +\{ "name": "id", "type": "int8", "identity": "by default" \}$/m,
    );
    expect(stdout).toMatch(
      /^ {2}\+ +\{ "name": "key", "type": "int8", "identity": "by default" \}$/m,
    );
    expect(readFileSync(path, 'utf8')).toBe(other);
  });

  it('may answer with the catalog as data, and is asked for what is hidden by name', async () => {
    server.answer((_, response) => json(response, 200, rows(ANSWER)));
    const { code, stdout } = await introspect(project(files), ['--schemas', 'auth', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 0, upToDate: false, schemas: ['auth'] });
  });

  it('takes headers in place of the key', async () => {
    server.answer((_, response) => json(response, 200, rows(ANSWER)));
    const args = ['--header', 'Authorization: Bearer a, b', '--header=X-Tenant:7'];
    expect((await introspect(project(files), args)).code).toBe(0);
    const headers = server.seen[0]?.headers;
    expect([headers?.['authorization'], headers?.['x-tenant'], headers?.['x-key']]).toEqual([
      'Bearer a, b',
      '7',
      undefined,
    ]);
  });

  it.each([
    [
      'introspect-refused',
      401,
      { error: `no ${SECRET}` },
      'FIRST_KEY or SECOND_KEY in the environment',
    ],
    ['introspect-no-catalog', 500, { error: SECRET }, 'Postgres 12'],
    ['introspect-no-catalog', 200, { rows: [] }, 'Postgres 12'],
    ['introspect-no-catalog', 200, rows('{'), 'Postgres 12'],
    ['introspect-no-catalog', 200, rows({ ...ANSWER, server: SECRET }), 'Postgres 12'],
    ['introspect-unreachable', 302, {}, 'address'],
  ])(
    'is told as %s where it answers %i, and its key never',
    async (problem, status, body, remedy) => {
      server.answer((_, response) => {
        response.setHeader('location', '/elsewhere');
        json(response, status, body);
      });
      for (const args of [[], ['--json']]) {
        const { code, stdout, stderr } = await introspect(project(files), args);
        expect(code).toBe(2);
        expect(stdout + stderr).toContain(problem);
        expect(stdout + stderr).toContain(remedy);
        expect(stdout + stderr).not.toContain('sk_4f');
      }
      expect(server.seen.map(({ url }) => url)).toEqual(['/sql/run', '/sql/run']);
    },
  );

  it('is not asked without a key, a call or an address', async () => {
    const root = project(files);
    expect((await introspect(root, [], { FIRST_KEY: '' })).stderr).toContain('introspect-no-key');
    expect((await introspect(root, ['--header', 'nothing'])).stderr).toContain('introspect-header');
    const other = project({ 'package.json': '{}' });
    expect((await introspect(other)).stderr).toContain('introspect-no-call');
    expect((await introspectIn(root, ['--from', 'http://'])).stderr).toContain(
      'introspect-address',
    );
    expect(server.seen).toEqual([]);
  });

  it('may be down', async () => {
    const done = await introspectIn(project(files), ['--from', 'http://127.0.0.1:1'], {
      FIRST_KEY: 'k',
    });
    expect(done.stderr).toContain('introspect-unreachable');
    expect(done.stderr).toContain('PUT 127.0.0.1:1/sql/run does not answer');
  });
});

describe('a connection string', () => {
  it('that leads nowhere is told without its password', async () => {
    const from = 'postgres://me:pa%24s%40word@127.0.0.1:1/app?sslmode=disable';
    const done = await introspectIn(project({}), ['--from', from]);
    expect(done.code).toBe(2);
    expect(done.stderr).toContain('postgres://me@127.0.0.1:1/app cannot be asked');
    expect(done.stderr).not.toMatch(/pa%24s|pa\$s@word/);
  });
});
