import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentText, project, put, run } from '../command/run.js';
import { startServer } from './server.js';

const SECRET = 'hunter2-very-secret';
const CACHE = 'node_modules/.cache/instant-codegen';

/** Everything that a project has, as one text. */
function everything(folder: string, leaveOut: RegExp): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !leaveOut.test(path))
    .map((path) => `${path}\n${readFileSync(path, 'utf8')}`)
    .join('\n');
}

describe('a document from a URL', () => {
  test('is generated from, with its references of the same origin', async () => {
    const server = await startServer({
      '/v1/api.yaml': {
        body: documentText().replace(
          'schema: { type: integer }',
          'schema: { $ref: "parts/limit.json#/limit" }',
        ),
      },
      '/v1/parts/limit.json': { body: '{"limit": {"$ref": "../deep/more.yaml#/x"}}' },
      '/v1/deep/more.yaml': { body: 'x: { type: string, enum: [few, many] }', coding: 'gzip' },
    });
    const root = project({});
    const result = run(root, ['--openapi', `${server.origin}/v1/api.yaml`]);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(everything(join(root, 'src/api'), /runtime/)).toContain(`'few' | 'many'`);
    expect(server.seen().map(({ url }) => url)).toEqual([
      '/v1/api.yaml',
      '/v1/parts/limit.json',
      '/v1/deep/more.yaml',
    ]);
    expect(readFileSync(join(root, 'src/api/operations/pets.ts'), 'utf8')).toContain(
      `from ${server.origin}/v1/api.yaml`,
    );
  });

  test('is asked for on condition, and written again only where it changed', async () => {
    const one = { body: documentText(), etag: '"1"' };
    const server = await startServer({ '/api.yaml': one });
    const root = project({});
    const args = ['--openapi', `${server.origin}/api.yaml`];
    expect(run(root, args).code).toBe(0);
    expect(run(root, args)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('src/api is up to date') as string,
    });
    expect(server.seen().map(({ status }) => status)).toEqual([200, 304]);
    server.serve({ '/api.yaml': { body: documentText('fetchPets'), etag: '"2"' } });
    expect(run(root, args).stdout).toContain('written');
    expect(readFileSync(join(root, 'src/api/index.ts'), 'utf8')).toContain('fetchPets');
    const manifest = readFileSync(join(root, 'src/api/.instant-codegen.json'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({
      asked: { remote: { [`${server.origin}/api.yaml`]: { etag: '"2"' } } },
    });
    expect(run(root, [...args, '--check']).code).toBe(0);
    server.serve({ '/api.yaml': { body: documentText('otherPets') } });
    expect(run(root, [...args, '--check']).code).toBe(1);
  });

  test('by the time it was changed, where there is no ETag', async () => {
    const headers = { 'last-modified': 'Tue, 01 Sep 2026 10:00:00 GMT' };
    const server = await startServer({ '/api.yaml': { body: documentText(), headers } });
    const root = project({});
    const args = ['--openapi', `${server.origin}/api.yaml`];
    run(root, args);
    run(root, args);
    expect(server.seen().map((each) => each.headers['if-modified-since'])).toEqual([
      undefined,
      headers['last-modified'],
    ]);
  });

  test('is a copy where the server is not there, with a warning', async () => {
    const body = documentText().replace('type: integer', '$ref: "x.yaml#/x"');
    const server = await startServer({
      '/api.yaml': { body },
      '/x.yaml': { body: 'x: { type: integer }' },
    });
    const root = project({});
    const args = ['--openapi', `${server.origin}/api.yaml`];
    expect(run(root, args).code).toBe(0);
    server.serve({ '/api.yaml': { status: 503 }, '/x.yaml': { body: 'x: { type: boolean }' } });
    const half = run(root, args);
    expect(half).toMatchObject({ code: 0 });
    expect(half.stderr).toMatch(/warning remote-copy-used[^]*503/);
    await server.stop();
    const result = run(root, args);
    expect(result).toMatchObject({ code: 0 });
    expect(result.stderr.match(/remote-copy-used/g)).toHaveLength(2);
    expect(result.stderr).toContain('ECONNREFUSED');
    const offline = run(root, [...args, '--offline']);
    expect(offline).toMatchObject({ code: 0, stderr: '' });
    expect(offline.stdout).toContain('up to date');
    // The gate answers: nothing of the cache is needed for that.
    writeFileSync(join(root, 'src/api/index.ts'), '');
    expect(run(root, [...args, '--offline', '--force'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('is one clear error where there is no copy', async () => {
    const server = await startServer({});
    await server.stop();
    const root = project({});
    const args = ['--openapi', `${server.origin}/api.yaml`];
    const result = run(root, args);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/remote-unreachable\n.*could not be fetched: nothing listens/);
    expect(result.stderr).toContain('1 error. Nothing was written.');
    const offline = run(root, [...args, '--offline']);
    expect(offline.stderr).toMatch(/error remote-no-copy[^]*--offline[^]*1 error\./);
    expect(existsSync(join(root, 'src'))).toBe(false);
  });

  test.each([
    ['a status', { status: 404 }, /remote-status\n.*it answered 404/],
    ['a lack of credentials', { status: 401 }, /remote-status\n.*401[^]*headers/],
    ['a web page', { body: '<!DOCTYPE html><html></html>' }, /remote-web-page/],
    [
      'a web page by its type',
      { body: 'x', headers: { 'content-type': 'text/html; charset=utf-8' } },
      /remote-web-page/,
    ],
    ['an encoding', { body: 'x', coding: 'unknown' }, /remote-unusable\n.*encoded as "unknown"/],
    [
      'broken compression',
      { body: 'x', headers: { 'content-encoding': 'gzip' } },
      /remote-unusable/,
    ],
    [
      'too much',
      { body: 'x'.repeat(1_000_000), repeat: 101, coding: 'br' },
      /remote-unusable\n.*larger than 100 MB/,
    ],
    [
      'redirects without end',
      { status: 302, headers: { location: '/api.yaml' } },
      /remote-unusable\n.*redirects more than 5 times/,
    ],
    [
      'a redirect to a file',
      { status: 302, headers: { location: 'file:///etc/passwd' } },
      /remote-unusable\n.*no web address/,
    ],
    ['nothing', { body: '' }, /yaml-empty/],
    ['no document', { body: '{"a": 1}' }, /openapi-not-a-document/],
  ] as const)('that answers with %s is one clear error', async (_, route, message) => {
    const server = await startServer({ '/api.yaml': route });
    const result = run(project({}), ['--openapi', `${server.origin}/api.yaml`]);
    expect(result.stderr).toMatch(message);
    expect(result).toMatchObject({ code: 2 });
    expect(result.stderr).toContain('1 error. Nothing was written.');
  });

  test('lies where it was redirected to, as far as its references go', async () => {
    const body = documentText().replace('type: integer', '$ref: "x.yaml#/x"');
    const server = await startServer({
      '/latest': { status: 307, headers: { location: '/v7/api.yaml?sig=1' } },
      '/v7/api.yaml?sig=1': { body, etag: '"7"' },
      '/v7/x.yaml': { body: 'x: { type: integer }' },
    });
    const root = project({});
    const args = ['--openapi', `${server.origin}/latest`];
    expect(run(root, args)).toMatchObject({ code: 0, stderr: '' });
    expect(run(root, [...args, '--force'])).toMatchObject({ code: 0, stderr: '' });
    expect(run(root, [...args, '--force', '--offline'])).toMatchObject({ code: 0, stderr: '' });
    expect(server.seen().map(({ status }) => status)).toEqual([307, 200, 200, 307, 304, 200]);
  });
});

describe('credentials', () => {
  const config = (url: string): string => `export default {
    openapi: { url: '${url}', headers: { authorization: 'Bearer ' + process.env.DOCS_TOKEN } },
  };`;

  test('are sent to the site of the document alone, and stored and printed nowhere', async () => {
    const other = await startServer({
      '/api.yaml': { body: documentText() },
      '/x.yaml': { body: 'x: { type: integer }' },
    });
    const body = documentText()
      .replace('type: integer', '$ref: "x.yaml#/x"')
      .replace('type: string', `$ref: "${other.origin}/x.yaml#/x"`);
    const server = await startServer({
      '/api.yaml': { body },
      '/x.yaml': { body: 'x: { type: integer }' },
      '/away.yaml': { status: 302, headers: { location: `${other.origin}/api.yaml` } },
    });
    const allow = `allowRefs: ['${other.origin}/'], `;
    const root = project({
      'instant-codegen.config.mjs': config(`${server.origin}/api.yaml`).replace(
        'openapi',
        `${allow}openapi`,
      ),
    });
    const env = { DOCS_TOKEN: SECRET };
    const result = run(root, [], env);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    put(root, {
      'instant-codegen.config.mjs': config(`${server.origin}/away.yaml`).replace(
        'openapi',
        `${allow}openapi`,
      ),
    });
    const away = run(root, [], env);
    expect(away).toMatchObject({ code: 0, stderr: '' });
    expect(server.seen().map(({ headers }) => headers['authorization'])).toEqual(
      Array(3).fill(`Bearer ${SECRET}`),
    );
    expect(other.seen().map(({ headers }) => headers['authorization'])).toEqual([
      undefined,
      undefined,
    ]);
    expect(everything(root, /nothing is left out/)).not.toContain(SECRET);
    server.serve({});
    const failed = run(root, ['--force'], env);
    expect(failed.code).toBe(2);
    expect(result.stdout + away.stdout + failed.stdout + failed.stderr).not.toContain(SECRET);
  });

  test('are given on the command line, for an address alone', async () => {
    const server = await startServer({ '/api.yaml': { body: documentText() } });
    const root = project({ 'api.yaml': documentText() });
    const args = ['--openapi', `${server.origin}/api.yaml`];
    const header = ['--header', `Authorization: Bearer ${SECRET}`, '--header', 'X-A: b, c'];
    expect(run(root, [...args, ...header])).toMatchObject({ code: 0, stderr: '' });
    expect(server.seen()[0]?.headers).toMatchObject({
      authorization: `Bearer ${SECRET}`,
      'x-a': 'b, c',
    });
    expect(everything(root, /nothing is left out/)).not.toContain(SECRET);
    const idle = run(root, ['--openapi', 'api.yaml', ...header]);
    expect(idle.stderr).toContain('--header is sent where a document is fetched from');
    const nameless = run(root, [...args, '--header', SECRET]);
    expect(nameless.stderr).toContain('A --header has no name.');
    expect([idle.code, nameless.code]).toEqual([2, 2]);
    expect(idle.stderr + nameless.stderr).not.toContain(SECRET);
  });

  test('in the address are sent as a header, and stored and printed nowhere', async () => {
    const server = await startServer({
      '/api.yaml?private_token=hunter2-very-secret&ref=main': { body: documentText() },
    });
    const url = server.origin.replace('//', `//me:${SECRET}@`);
    const root = project({});
    const args = ['--openapi', `${url}/api.yaml?private_token=${SECRET}&ref=main`];
    const result = run(root, args);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const [seen] = server.seen();
    const sent = Buffer.from(`me:${SECRET}`).toString('base64');
    expect(seen?.headers['authorization']).toBe(`Basic ${sent}`);
    expect(everything(root, /nothing is left out/)).not.toContain(SECRET);
    expect(everything(join(root, 'src'), /runtime/)).toContain('ref=main');
    server.serve({});
    const failed = run(root, args);
    expect(failed.stderr).toContain('it answered 404');
    expect(result.stdout + failed.stdout + failed.stderr).not.toContain(SECRET);
  });

  test('that cannot be sent are an error which does not repeat them', () => {
    const root = project({
      'instant-codegen.config.json': JSON.stringify({
        openapi: { url: 'http://127.0.0.1:1/', headers: { authorization: `${SECRET}\nx` } },
      }),
    });
    const result = run(root);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/openapi\.headers\.authorization: cannot be sent/i);
    expect(result.stderr).not.toContain(SECRET);
  });
});

describe('the cache', () => {
  test('that is damaged is not believed', async () => {
    const server = await startServer({ '/api.yaml': { body: documentText(), etag: '"1"' } });
    const root = project({});
    const args = ['--openapi', `${server.origin}/api.yaml`];
    run(root, args);
    const [copy] = readdirSync(join(root, CACHE));
    const file = join(root, CACHE, copy ?? '');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -10));
    expect(run(root, args)).toMatchObject({ code: 0, stderr: '' });
    expect(server.seen().map(({ status }) => status)).toEqual([200, 200]);
  });

  test('that cannot be written is no problem', async () => {
    const server = await startServer({ '/api.yaml': { body: documentText() } });
    const root = project({ node_modules: 'a file' });
    const result = run(root, ['--openapi', `${server.origin}/api.yaml`]);
    expect(result).toMatchObject({ code: 0, stderr: '' });
  });
});
