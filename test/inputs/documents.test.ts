import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtBin } from '../command/built.js';
import { documentText, project, put, run, type Result } from '../command/run.js';
import { startServer } from './server.js';

function pipe(cwd: string, args: readonly string[], input: string | Buffer): Result {
  const { PATH, HOME } = process.env;
  const result = spawnSync(process.execPath, [builtBin(), ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { PATH, HOME },
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

describe('a document on standard input', () => {
  const args = ['--openapi', '-'];

  test.each([
    ['YAML', documentText()],
    [
      'JSON',
      '{"openapi": "3.1.0", "info": {"title": "P", "version": "1"}, "paths": {"/pets": {"get": {"operationId": "listPets", "tags": ["pets"], "responses": {}}}}}',
    ],
  ])('may be %s', (_, text) => {
    const root = project({});
    expect(pipe(root, args, text)).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(root, 'src/api/index.ts'), 'utf8')).toContain('listPets');
  });

  test('may be large, and may refer to files of the project', () => {
    const text = documentText()
      .replace('type: integer', '$ref: "parts/x.yaml#/x"')
      .replace('One.', 'x'.repeat(2_000_000));
    const root = project({ 'parts/x.yaml': 'x: { type: integer }' });
    expect(pipe(root, args, text)).toMatchObject({ code: 0, stderr: '' });
  });

  test('is read by every run', () => {
    const root = project({});
    pipe(root, args, documentText());
    expect(pipe(root, args, documentText('fetchPets')).stdout).toContain('written');
    expect(readFileSync(join(root, 'src/api/index.ts'), 'utf8')).toContain('fetchPets');
    expect(pipe(root, [...args, '--offline'], documentText('other')).stdout).toContain('written');
    expect(pipe(root, args, documentText('other')).stdout).toContain('up to date');
    expect(pipe(root, [...args, '--check'], documentText('other')).code).toBe(0);
    expect(pipe(root, [...args, '--check'], documentText('another')).code).toBe(1);
  });

  test('that is not there is one error', () => {
    expect(pipe(project({}), args, '').stderr).toMatch(/error stdin-empty\n/);
    expect(pipe(project({}), args, ' \n').code).toBe(2);
  });

  test('is called so in messages', () => {
    const result = pipe(project({}), args, 'openapi: 3.1.0\npaths: [\n');
    expect(result.stderr).toMatch(/<stdin>:\d+:\d+ error/);
    expect(result.code).toBe(2);
  });

  test('rows are printed of it, and of a URL', async () => {
    expect(pipe(project({}), ['rows', ...args], documentText()).stdout).toContain('call: listPets');
    const server = await startServer({ '/api.yaml': { body: documentText() } });
    const result = run(project({}), ['rows', '--openapi', `${server.origin}/api.yaml`]);
    expect(result.stdout).toContain('call: listPets');
  });
});

describe('several documents', () => {
  const config = (openapi: unknown, more: object = {}): string =>
    JSON.stringify({ openapi, ...more });
  const overlay = (title: string): string =>
    `overlay: 1.0.0\ninfo: { title: Mend, version: "1" }\nactions:\n  - target: $.paths['/pets/{petId}'].get\n    update: { summary: ${title} }\n`;

  test('from a file, a URL and standard input become one client, each with its overlays', async () => {
    const server = await startServer({ '/api.yaml': { body: documentText() } });
    const root = project({
      'a.yaml': documentText(),
      'o1.yaml': overlay('Mended one'),
      'o2.yaml': overlay('Mended two'),
      'instant-codegen.config.json': config([
        { path: 'a.yaml', prefix: 'billing', overlays: ['o1.yaml'] },
        { url: `${server.origin}/api.yaml`, prefix: 'shop', overlays: ['o2.yaml'] },
        '-',
      ]),
    });
    const result = pipe(root, [], documentText());
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const file = (name: string): string =>
      readFileSync(join(root, 'src/api/operations', `${name}.ts`), 'utf8');
    expect(file('billing-pets')).toContain('billingListPets');
    expect(file('billing-pets')).toContain('Mended one');
    expect(file('shop-pets')).toContain('shopListPets');
    expect(file('shop-pets')).toContain('Mended two');
    expect(file('pets')).toMatch(/\blistPets\b/);
    expect(file('pets')).not.toContain('Mended');
  });

  test('that collide are one located error', () => {
    const root = project({
      'a.yaml': documentText(),
      'b.yaml': documentText(),
      'instant-codegen.config.json': config(['a.yaml', { path: 'b.yaml' }]),
    });
    const result = run(root);
    expect(result).toMatchObject({ code: 2 });
    expect(result.stderr).toMatch(/b\.yaml:5:5 error openapi-merge-collision/);
    expect(result.stderr).toContain('both declare the operation "listPets"');
    expect(result.stderr).toContain('1 error.');
  });

  test.each([
    [{ path: 'a.yaml', url: 'https://example.com/' }, /either a path or a url/],
    [{}, /either a path or a url/],
    [{ path: 'a.yaml', prefix: '1' }, /prefix: is no word/],
    [{ path: 'a.yaml', overlay: 'x' }, /Did you mean overlays\?/],
    [{ url: 'example.com' }, /url/],
    [[], /openapi/],
  ])('a mistake in the setting is told: %#', (openapi, message) => {
    const result = run(project({ 'instant-codegen.config.json': config(openapi) }));
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(message);
  });

  test('have overlays of their own', () => {
    const root = project({
      'instant-codegen.config.json': config(['a.yaml', 'b.yaml'], { overlays: ['o.yaml'] }),
    });
    const result = run(root);
    expect(result.stderr).toContain('config-overlays-several');
    put(root, {
      'a.yaml': documentText(),
      'o.yaml': overlay('Mended'),
      'instant-codegen.config.json': config(['a.yaml'], { overlays: ['o.yaml'] }),
    });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
  });

  test('may have overlays from a URL', async () => {
    const server = await startServer({ '/o.yaml': { body: overlay('Mended from afar') } });
    const root = project({
      'a.yaml': documentText(),
      'instant-codegen.config.json': config('a.yaml', { overlays: [`${server.origin}/o.yaml`] }),
    });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    const text = readFileSync(join(root, 'src/api/operations/pets.ts'), 'utf8');
    expect(text).toContain('Mended from afar');
  });

  test('are relative to the configuration, a document of the command line to the current folder', () => {
    const root = project({ 'conf/c.json': '{ "out": "out" }', 'here/a.yaml': documentText() });
    mkdirSync(join(root, 'here'), { recursive: true });
    const result = run(join(root, 'here'), ['--config', '../conf/c.json', '--openapi', 'a.yaml']);
    expect(result).toMatchObject({ code: 0, stderr: '' });
  });
});
