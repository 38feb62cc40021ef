import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tree } from './disk.js';
import { documentText, project, put, run, SCHEMA } from './run.js';

const MADE = ['--openapi', 'api.yaml', '--out', 'lib/my pets', '--client'];

describe('a client that flags made', () => {
  test('is checked without them, and what to run is said as it is typed', () => {
    const root = project({ 'api.yaml': documentText() });
    expect(run(root, MADE)).toMatchObject({ code: 0, stderr: '' });
    expect(run(root, ['--check'])).toEqual({
      code: 0,
      stdout: 'instant-codegen: lib/my pets is up to date.\n',
      stderr: '',
    });
    put(root, { 'api.yaml': documentText('findPets') });
    const { code, stdout, stderr } = run(root, ['--check']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('lib/my pets is not up to date');
    expect(stdout).not.toContain('src/');
    expect(stdout).toMatch(
      /\nRun instant-codegen --openapi api\.yaml --out 'lib\/my pets' --client to write them\.\n$/,
    );
    const told: unknown = JSON.parse(run(root, ['--check', '--json']).stdout);
    expect(told).toMatchObject({ exitCode: 1, clients: [{ out: 'lib/my pets' }] });
  });

  test('is checked with the same flags, which are said with what to run', () => {
    const root = project({ 'api.yaml': documentText() });
    const { stdout } = run(root, [...MADE, '--check']);
    expect(stdout).toMatch(
      /\nRun instant-codegen --openapi api\.yaml --out 'lib\/my pets' --client to write them\.\n$/,
    );
  });

  test('is checked beside the client of a schema, each by what made it', () => {
    const root = project({ 'api.yaml': documentText(), 'instant.schema.ts': SCHEMA });
    run(root, MADE);
    run(root);
    expect(run(root, ['--check'])).toMatchObject({ code: 0, stderr: '' });
    put(root, { 'instant.schema.ts': SCHEMA.replace('rank', 'weight') });
    const { code, stdout } = run(root, ['--check']);
    expect(code).toBe(1);
    expect(stdout).toContain('lib/my pets is up to date');
    expect(stdout).toContain('src/instant is not up to date');
    expect(stdout).toMatch(/\nRun instant-codegen to write them\.\n$/);
  });

  test('lies where the default one would, and is no other for that', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    run(root, ['--runtime', 'package']);
    expect(run(root, ['--check'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('keeps a run without anything to go on from making another one', () => {
    const root = project({ 'api.yaml': documentText() });
    run(root, MADE);
    const before = tree(root);
    const { code, stderr } = run(root);
    expect(code).toBe(2);
    expect(stderr).toContain('command-nothing-named');
    expect(stderr).toContain("instant-codegen --openapi api.yaml --out 'lib/my pets' --client.");
    expect(tree(root)).toEqual(before);
    expect(run(root, ['--target', 'instant'])).toMatchObject({ code: 0 });
  });

  test('of what was piped in, is told with the command to check it by', () => {
    const root = project({});
    const piped = { input: documentText() };
    expect(run(root, ['--openapi', '-', '--out', 'pets'], {}, [], piped)).toMatchObject({
      code: 0,
    });
    const { code, stderr } = run(root, ['--check']);
    expect(code).toBe(2);
    expect(stderr).toContain('command-not-repeatable');
    expect(stderr).toContain('… | instant-codegen --openapi - --out pets --check');
  });

  test('is checked beside a configuration, or told where it would be made no more', () => {
    const root = project({ 'api.yaml': documentText(), 'instant.schema.ts': SCHEMA });
    run(root, ['--target', 'fluxbase']);
    run(root, ['--openapi', 'api.yaml', '--out', 'pets']);
    put(root, { 'instant-codegen.config.json': '{ "dates": "date" }' });
    run(root);
    const check = (): ReturnType<typeof run> => run(root, ['--check']);
    expect(check()).toMatchObject({ code: 0, stderr: '' });
    const outs = ['src/instant', 'pets', 'src/fluxbase'];
    for (const out of outs) expect(check().stdout).toContain(`${out} is up to date.`);
    rmSync(join(root, 'src/fluxbase/client.ts'));
    put(root, { 'api.yaml': documentText('findPets') });
    const { code, stdout } = check();
    expect(code).toBe(1);
    expect(stdout).toContain('src/fluxbase is not up to date');
    expect(stdout).toContain('Run instant-codegen --openapi api.yaml --out pets to write');
    expect(stdout).toContain('Run instant-codegen --target fluxbase to write it.');
    put(root, {
      'instant-codegen.config.json': '{ "clients": { "a": { "out": "src/instant" } } }',
    });
    run(root);
    const told = check();
    expect(told).toMatchObject({ code: 1, stderr: '' });
    expect(told.stdout).toContain('src/fluxbase is not up to date');
    expect(told.stdout).toContain(
      'Make src/fluxbase one of the `clients` of the configuration to write it: beside it, instant-codegen --target fluxbase does not write there.',
    );
  });

  test.each(['instant-codegen.config.json', 'package.json'])(
    'is compared as it was made where %s would make another one of its flags',
    (file) => {
      const root = project({ 'api.yaml': documentText(), 'package.json': '{}' });
      const made = ['--openapi', 'api.yaml'];
      expect(run(root, made)).toMatchObject({ code: 0, stderr: '' });
      const config = { out: 'src/adm', target: 'fluxbase', dates: 'date' };
      const text = JSON.stringify(file === 'package.json' ? { 'instant-codegen': config } : config);
      put(root, { [file]: text });
      expect(run(root)).toMatchObject({ code: 0 });
      const good = run(root, ['--check']);
      expect(good).toMatchObject({ code: 0, stderr: '' });
      expect(good.stdout).toContain('src/api is up to date');
      put(root, { 'api.yaml': documentText('findPets') });
      const { code, stdout, stderr } = run(root, ['--check']);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(stdout).toContain('src/api is not up to date');
      expect(stdout).toContain('src/adm is up to date');
      expect(stdout).toContain('Make src/api one of the `clients`');
      expect(stdout).not.toContain('Run ');
    },
  );

  test('beside a configuration that makes it no more is told, as is what was piped in', () => {
    const root = project({
      'api.yaml': documentText(),
      'instant-codegen.config.json': '{ "dates": "date" }',
    });
    run(root, ['--openapi', 'api.yaml']);
    run(root, ['--openapi', '-', '--out', 'pets'], {}, [], { input: documentText() });
    put(root, { 'instant-codegen.config.json': '{ "target": "fluxbase", "out": "src/adm" }' });
    run(root);
    const { code, stderr } = run(root, ['--check']);
    expect(code).toBe(2);
    expect(stderr).toContain('src/api is not checked: it was made by instant-codegen');
    expect(stderr).toContain('… | instant-codegen --openapi - --out pets --check');
  });

  test('is not what a copy of its folder is, nor asked about where there is a configuration', () => {
    const root = project({ 'api.yaml': documentText(), 'instant.schema.ts': SCHEMA });
    const flags = ['--openapi', 'api.yaml', '--out', 'pets'];
    run(root, flags);
    cpSync(join(root, 'pets'), join(root, 'copy'), { recursive: true });
    rmSync(join(root, 'pets'), { recursive: true });
    expect(run(root, flags)).toMatchObject({ code: 0, stderr: '' });
    rmSync(join(root, 'pets'), { recursive: true });
    expect(run(root, ['--check']).stdout).not.toContain('copy');
    put(root, { 'instant-codegen.config.json': '{ "openapi": "api.yaml", "out": "b" }' });
    run(root);
    expect(run(root, ['--check']).stdout).toBe('instant-codegen: b is up to date.\n');
  });
});

test('a client that is no longer written because `out` changed is told, and stays', () => {
  const config = (out: string): Record<string, string> => ({
    'instant-codegen.config.json': JSON.stringify({ out }),
  });
  const root = project({ 'instant.schema.ts': SCHEMA, ...config('src/old') });
  expect(run(root)).toMatchObject({ code: 0, stderr: '' });
  put(root, config('src/new'));
  const { code, stderr } = run(root);
  expect(code).toBe(0);
  expect(stderr).toContain('write-orphan');
  expect(stderr).toContain('The client in src/old is no longer written');
  expect(tree(root)['src/old/index.ts']).toBeDefined();
  rmSync(join(root, 'src/old'), { recursive: true });
  expect(run(root, ['--force'])).toMatchObject({ code: 0, stderr: '' });
});

describe.each(['instant-codegen.config.json', 'package.json'])(
  'clients that a configuration made which is not here any more, in %s',
  (file) => {
    const config = {
      clients: { a: { target: 'fluxbase', out: 'src/adm' }, b: { target: 'fluxbase', out: 'lib' } },
    };
    const made = (): string => {
      const text = JSON.stringify(file === 'package.json' ? { 'instant-codegen': config } : config);
      const root = project({ 'package.json': '{}', 'api.yaml': documentText(), [file]: text });
      expect(run(root)).toMatchObject({ code: 0 });
      rmSync(join(root, file));
      put(root, { 'package.json': '{}' });
      return root;
    };
    const by = `was made by a configuration (${file === 'package.json' ? '"instant-codegen" in package.json' : file}) that is not here`;

    test('are told, and no other is asked for', () => {
      const root = made();
      const { code, stdout, stderr } = run(root, ['--check']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`src/adm ${by}`);
      expect(stderr).toContain(`lib ${by}`);
      expect(stderr).toContain('Bring the configuration back');
      expect(stderr).not.toMatch(/src\/instant|write-orphan|no run of this/);
    });

    test('are told beside one that flags made, which is compared', () => {
      const root = made();
      expect(run(root, ['--openapi', 'api.yaml', '--out', 'pets'])).toMatchObject({ code: 0 });
      put(root, { 'src/adm/index.ts': '// mine\n' });
      const { code, stdout, stderr } = run(root, ['--check']);
      expect({ code, stdout }).toEqual({
        code: 2,
        stdout: 'instant-codegen: pets is up to date.\n',
      });
      expect(stderr).toContain(`src/adm ${by}`);
    });

    test('are told by a run that makes another one without it', () => {
      const root = made();
      put(root, { 'instant.schema.ts': SCHEMA });
      const { code, stderr } = run(root);
      expect(code).toBe(0);
      expect(stderr).toContain('The client in src/adm is no longer written');
      expect(stderr).toMatch(/the configuration that made it \(.+\) is not here/);
      expect(stderr).not.toContain('this configuration');
    });
  },
);
