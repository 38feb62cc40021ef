import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentText, project, put, run } from './run.js';

const ARGS = ['--openapi', 'api.yaml', '--out', 'o'];
/** Refers to what is not there: a warning. */
const BROKEN = documentText().replace('{ type: integer }', "{ $ref: '#/components/schemas/Nope' }");

describe('warnings', () => {
  test('are errors where the run is strict, by flag or configuration', () => {
    const root = project({ 'api.yaml': BROKEN });
    const strict = run(root, [...ARGS, '--strict']);
    expect(strict.code).toBe(2);
    expect(strict.stderr).toContain('error openapi-ref-not-found');
    expect(strict.stderr).toContain('1 error. Nothing was written.');
    expect(existsSync(join(root, 'o'))).toBe(false);
    expect(run(root, ARGS).code).toBe(0);
    expect(run(root, [...ARGS, '--strict']).code).toBe(2);
    expect(run(root, [...ARGS, '--strict', '--check']).code).toBe(2);
    put(root, {
      'instant-codegen.config.json': JSON.stringify({
        clients: { a: { openapi: 'api.yaml', out: 'o', strict: true } },
      }),
    });
    expect(run(root)).toMatchObject({ code: 2, stderr: strict.stderr });
    put(root, { 'api.yaml': documentText() });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
  });

  test('are repeated by a run that has nothing to do', () => {
    const root = project({ 'api.yaml': BROKEN });
    const first = run(root, ARGS);
    expect(first.stderr).toContain('api.yaml:10:');
    const second = run(root, ARGS);
    expect(second).toMatchObject({ code: 0, stdout: 'instant-codegen: o is up to date.\n' });
    // All but the frame.
    const lines = first.stderr.split('\n').filter((line) => !/^ +\d* \|/.test(line));
    expect(second.stderr).toMatch(
      /^api.yaml:10:.* warning openapi-ref-not-found\n {2}The reference/,
    );
    expect(lines.join('\n')).toContain(second.stderr);
    expect(run(root, [...ARGS, '--quiet']).stderr).toBe('');
    const { diagnostics } = JSON.parse(run(root, [...ARGS, '--json']).stdout) as {
      readonly diagnostics: unknown;
    };
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'openapi-ref-not-found',
        file: 'api.yaml',
        line: 10,
      }),
    ]);
  });

  test('are found again where they are many, and forgotten when they are mended', () => {
    const broken = Array.from(
      { length: 30 },
      (_, at) =>
        `        - { name: p${String(at)}, in: query, schema: { $ref: '#/nope${String(at)}' } }`,
    );
    const many = documentText().replace(
      '      responses:',
      `${broken.join('\n')}\n      responses:`,
    );
    const root = project({ 'api.yaml': many });
    const first = run(root, ARGS);
    expect(first.stderr.match(/warning openapi-ref-not-found/g)).toHaveLength(10);
    expect(first.stderr).toContain('and 20 more of openapi-ref-not-found; --json lists them');
    expect(run(root, [...ARGS, '--json']).stdout.match(/openapi-ref-not-found/g)).toHaveLength(30);
    expect(run(root, ARGS).stderr).toBe(first.stderr);
    put(root, { 'api.yaml': documentText() });
    expect(run(root, ARGS).code).toBe(0);
    expect(run(root, ARGS).stderr).toBe('');
  });
});

describe('a client with operations', () => {
  const start = (): string => {
    const root = project({
      'api.yaml': `${documentText()}  /b: { get: { operationId: other, responses: {} } }\n`,
    });
    expect(run(root, ARGS).code).toBe(0);
    return root;
  };

  test('is not taken away by a document that has none', () => {
    const root = start();
    put(root, { 'api.yaml': "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n" });
    const { code, stderr } = run(root, ARGS);
    expect(code).toBe(2);
    expect(stderr).toContain('o was generated from 2 operations, and there is none this time.');
    expect(existsSync(join(root, 'o/operations/pets.ts'))).toBe(true);
    expect(run(root, [...ARGS, '--force']).code).toBe(0);
    expect(existsSync(join(root, 'o/operations/pets.ts'))).toBe(false);
  });

  test('is replaced with a word, said once', () => {
    const root = start();
    put(root, { 'api.yaml': documentText('fetchInvoice').replaceAll('/pets/', '/invoices/') });
    const { code, stderr } = run(root, ARGS);
    expect(code).toBe(0);
    expect(stderr).toContain('generated from 2 operations, none of which is left');
    expect(run(root, ARGS)).toMatchObject({ code: 0, stderr: '' });
  });

  test('that gets another id is told with its new one', () => {
    const root = start();
    put(root, {
      'api.yaml': `${documentText('listPetz')}  /b: { get: { operationId: other, responses: {} } }\n`,
    });
    const { stderr } = run(root, ARGS);
    expect(stderr).toContain(
      'listPets is now called listPetz (operation "listPets", now "listPetz").',
    );
    expect(stderr).toContain("set names: { operations: { listPetz: 'listPets' } }");
  });
});
