import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isAllowed, isPrivateHost, isPrivateIp } from '../../generator/fetch/address.js';
import { request, RequestError, type Ask } from '../../generator/fetch/request.js';
import { LIMITS } from '../../generator/fetch/load.js';
import { withoutSecrets } from '../../generator/manifest.js';
import { documentText, project, put, run } from '../command/run.js';
import { startServer } from './server.js';

/** A document in which a schema is this reference. */
const referring = (ref: string): string =>
  documentText().replace('schema: { type: integer }', `schema: { $ref: ${JSON.stringify(ref)} }`);

const INTEGER = { body: 'x: { type: integer }' };

/** The line on which the reference stands. */
const LINE = 10;

describe('a reference of a document from a URL', () => {
  test.each([
    ['file:///etc/passwd', 'openapi-ref-file', 'file:///etc/'],
    ['FILE:/etc/passwd#/x', 'openapi-ref-file', 'file:///etc/'],
    [
      'http://169.254.169.254/latest/meta-data#/x',
      'openapi-ref-private',
      'http://169.254.169.254/',
    ],
    ['http://[::1]:9/x.yaml', 'openapi-ref-private', 'http://[::1]:9/'],
    ['http://[::ffff:7f00:1]/x.yaml', 'openapi-ref-private', 'http://[::ffff:7f00:1]/'],
    ['http://2130706433/x.yaml', 'openapi-ref-private', 'http://127.0.0.1/'],
    ['http://localhost/x.yaml', 'openapi-ref-private', 'http://localhost/'],
    ['//10.0.0.1/x.yaml', 'openapi-ref-private', 'http://10.0.0.1/'],
    ['https://example.com/x.yaml#/x', 'openapi-ref-remote', 'https://example.com/'],
    ['\\\\example.com\\x.yaml', 'openapi-ref-remote', 'http://example.com/'],
  ])('%s is refused, with its place and the setting that allows it', async (ref, code, allow) => {
    const server = await startServer({ '/api.yaml': { body: referring(ref) } });
    const result = run(project({}), ['--openapi', `${server.origin}/api.yaml`]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(`${server.origin}/api.yaml:${String(LINE)}:`);
    expect(result.stderr).toContain(code);
    expect(result.stderr).toContain(`${JSON.stringify(allow)} to allowRefs`);
    expect(result.stderr).toContain('1 error. Nothing was written.');
  });

  test.each(['gopher://example.com/x', 'data:,x', 'javascript:x'])(
    '%s is refused whatever is allowed',
    async (ref) => {
      const server = await startServer({ '/api.yaml': { body: referring(ref) } });
      const result = run(project({}), ['--openapi', `${server.origin}/api.yaml`]);
      expect(result.stderr).toMatch(/openapi-ref-remote\n.*neither a path nor a web address/);
      expect(result.code).toBe(2);
    },
  );

  test('to another port of the same host is to another host', async () => {
    const other = await startServer({ '/x.yaml': INTEGER });
    const ref = `${other.origin}/x.yaml#/x`;
    const server = await startServer({ '/api.yaml': { body: referring(ref) } });
    const root = project({});
    const args = ['--openapi', `${server.origin}/api.yaml`];
    expect(run(root, args).stderr).toContain('openapi-ref-private');
    expect(other.seen()).toEqual([]);
    put(root, {
      'instant-codegen.config.json': JSON.stringify({ allowRefs: [`${other.origin}/`] }),
    });
    expect(run(root, args)).toMatchObject({ code: 0, stderr: '' });
  });

  test('that redirects to elsewhere is refused', async () => {
    const other = await startServer({ '/x.yaml': INTEGER });
    const server = await startServer({
      '/api.yaml': { body: referring('x.yaml#/x') },
      '/x.yaml': { status: 302, headers: { location: `${other.origin}/x.yaml` } },
    });
    const root = project({});
    const args = ['--openapi', `${server.origin}/api.yaml`];
    const result = run(root, args);
    expect(result.stderr).toMatch(/:10:\d+ error remote-redirect\n.*redirects to another host/);
    expect(result.stderr).toContain(`"${other.origin}/" to allowRefs`);
    expect(other.seen()).toEqual([]);
    put(root, {
      'instant-codegen.config.json': JSON.stringify({ allowRefs: [`${other.origin}/`] }),
    });
    expect(run(root, args)).toMatchObject({ code: 0, stderr: '' });
  });

  test('that leads nowhere is located', async () => {
    const server = await startServer({ '/api.yaml': { body: referring('x.yaml#/x') } });
    const result = run(project({}), ['--openapi', `${server.origin}/api.yaml`]);
    expect(result.stderr).toMatch(/api\.yaml:10:\d+ error remote-status\n.*x\.yaml .*404/);
  });

  test('may go around in a circle, and to a thousand documents at most', async () => {
    const count = 1_100;
    const many = Array.from({ length: count }, (_, index): readonly [string, { body: string }] => [
      `/x${String(index)}.yaml`,
      { body: `x: { $ref: "x${String((index + 1) % count)}.yaml#/x" }` },
    ]);
    const server = await startServer({
      '/api.yaml': { body: referring('a/b.yaml#/x') },
      '/a/b.yaml': {
        body: 'x: { type: object, properties: { y: { $ref: "../a/c.yaml#/x" } } }',
      },
      '/a/c.yaml': { body: 'x: { type: array, items: { $ref: "/a/b.yaml#/x" } }' },
      '/many.yaml': {
        body: referring('x0.yaml#/x').replace(
          'paths:',
          `components: { schemas: { A: { anyOf: [${many
            .map(([path]) => `{ $ref: ".${path}#/x" }`)
            .join(', ')}] } } }\npaths:`,
        ),
      },
      ...Object.fromEntries(many),
    });
    const root = project({});
    expect(run(root, ['--openapi', `${server.origin}/api.yaml`])).toMatchObject({
      code: 0,
      stderr: '',
    });
    const most = run(root, ['--openapi', `${server.origin}/many.yaml`]);
    expect(most.stderr).toContain('remote-too-many');
    expect(most.code).toBe(2);
  });
});

describe('a reference of a file', () => {
  test('to another machine is refused unless it is allowed', async () => {
    const server = await startServer({
      '/v1/x.yaml': { body: 'x: { $ref: "y.yaml#/y" }' },
      '/v1/y.yaml': { body: 'y: { type: integer }' },
      '/v2/y.yaml': INTEGER,
    });
    const root = project({ 'api.yaml': referring(`${server.origin}/v1/x.yaml#/x`) });
    const refused = run(root, ['--openapi', 'api.yaml']);
    expect(refused.stderr).toMatch(/api\.yaml:10:\d+ error openapi-ref-private/);
    expect(server.seen()).toEqual([]);
    put(root, {
      'instant-codegen.config.json': JSON.stringify({ allowRefs: [`${server.origin}/v1`] }),
    });
    expect(run(root, ['--openapi', 'api.yaml'])).toMatchObject({ code: 0, stderr: '' });
    put(root, { 'api.yaml': referring(`${server.origin}/v2/y.yaml#/x`) });
    // What was fetched from may be referred to by what came from there, not by the file.
    expect(run(root, ['--openapi', 'api.yaml']).code).toBe(2);
  });

  test('by an absolute path is refused unless it is allowed', () => {
    const parts = project({ 'x.yaml': INTEGER.body });
    const url = pathToFileURL(join(parts, 'x.yaml')).href;
    const root = project({ 'api.yaml': referring(`${url}#/x`) });
    expect(run(root, ['--openapi', 'api.yaml']).stderr).toContain('error openapi-ref-file');
    put(root, {
      'instant-codegen.config.json': JSON.stringify({ allowRefs: [pathToFileURL(parts).href] }),
    });
    expect(run(root, ['--openapi', 'api.yaml'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('a setting that is no address is an error', () => {
    const root = project({ 'instant-codegen.config.json': '{ "allowRefs": ["example.com"] }' });
    expect(run(root)).toMatchObject({ code: 2 });
  });
});

describe('addresses', () => {
  test.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1%eth0', 'fd00::1'],
    ...['::ffff:10.0.0.1', '::ffff:a00:1', '64:ff9b::7f00:1', '2002:7f00:1::', 'nonsense'],
  ])('%s is private', (address) => expect(isPrivateIp(address)).toBe(true));

  test.each([
    '1.1.1.1',
    '172.32.0.1',
    '192.167.1.1',
    '8.8.8.8',
    '2606:4700::1111',
    '::ffff:808:808',
  ])('%s is public', (address) => expect(isPrivateIp(address)).toBe(false));

  test.each([
    ['localhost', true],
    ['localhost.', true],
    ['a.localhost', true],
    ['metadata.google.internal', true],
    ['printer.local', true],
    ['example.com', false],
    ['local.example.com', false],
    ['[::1]', true],
  ])('the host %s', (host, want) => {
    expect(isPrivateHost(host)).toBe(want);
  });

  test.each([
    ['https://a.com/', 'https://a.com/x', true],
    ['https://a.com/v1', 'https://a.com/v1/x', true],
    ['https://a.com/v1', 'https://a.com/v1', true],
    ['https://a.com/v1', 'https://a.com/v10', false],
    ['https://a.com/v1/', 'https://a.com/v1/../v2', false],
    ['https://a.com/v1/', 'https://a.com/v1/%2e%2e/v2', false],
    ['https://a.com/', 'http://a.com/', false],
    ['https://a.com/', 'https://a.com:8443/', false],
    ['https://a.com/', 'https://a.com.evil.com/', false],
    ['https://a.com/', 'https://a.com@evil.com/', false],
    ['file:///srv/', 'file:///srv/x', true],
    ['file:///srv/', 'file:///srv/../etc/passwd', false],
    ['file:///srv/', 'file:///srv/%2e%2e/etc/passwd', false],
  ])('%s covers %s: %s', (prefix, url, want) => {
    expect(isAllowed(new URL(url), [prefix])).toBe(want);
  });

  test.each([
    ['https://me:pass@a.com/x?token=1&a=2', 'https://a.com/x?token=***&a=2'],
    ['HTTPS://me@a.com/?X-Amz-Signature=1', 'HTTPS://a.com/?X-Amz-Signature=***'],
    ['https:////me:pass@a.com/', 'https:////a.com/'],
    ['https://a.com/@x?ref=main', 'https://a.com/@x?ref=main'],
    ['api.yaml', 'api.yaml'],
  ])('%s is written down as %s', (url, want) => expect(withoutSecrets(url)).toBe(want));
});

describe('requests', () => {
  const ask = (url: string, more: Partial<Ask> = {}): Ask => ({
    url: new URL(url),
    headers: {},
    mayBePrivate: true,
    redirect: () => 'no',
    limits: LIMITS,
    ...more,
  });
  const failure = async (given: Ask): Promise<unknown> => {
    const error: unknown = await request(given).catch((each: unknown) => each);
    return error instanceof RequestError ? [error.kind, error.message] : error;
  };

  test('end after the time that they may take', async () => {
    const server = await startServer({ '/': { body: 'x', delay: 5_000 } });
    const limits = { ...LIMITS, milliseconds: 200 };
    const start = performance.now();
    expect(await failure(ask(`${server.origin}/`, { limits }))).toEqual([
      'unreachable',
      'it did not answer within 0.2 seconds',
    ]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('look at the address that a name has, not at the name', async () => {
    const server = await startServer({ '/': { body: 'x' } });
    const named = server.origin.replace('127.0.0.1', 'localhost');
    expect(await request(ask(named))).toMatchObject({ kind: 'text', isPrivate: true });
    expect(await failure(ask(named, { mayBePrivate: false }))).toEqual([
      'private',
      expect.stringContaining('inside'),
    ]);
    expect(await failure(ask(server.origin, { mayBePrivate: false }))).toEqual([
      'private',
      expect.stringContaining('inside'),
    ]);
    expect(server.seen()).toHaveLength(1);
  });

  test('that are redirected to a private address are refused', async () => {
    const other = await startServer({ '/': { body: 'x' } });
    const server = await startServer({ '/': { status: 302, headers: { location: other.origin } } });
    const given = ask(server.origin, { redirect: () => 'public', headers: { authorization: 'x' } });
    expect(await failure(given)).toEqual(['private', expect.stringContaining('inside')]);
    expect(await request({ ...given, redirect: () => 'any' })).toMatchObject({ kind: 'text' });
    expect(other.seen().map(({ headers }) => headers['authorization'])).toEqual([undefined]);
  });
});
