import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tree } from './disk.js';
import { documentText, project, put, run, SCHEMA } from './run.js';

describe('the command', () => {
  test('writes a client, says so, and has nothing to do after', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    const first = run(root);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/src\/instant: \d+ files written, 1 entity, \d+ operations/);
    expect(first.stdout).toContain("from './src/instant/index.js'");
    const before = tree(root);
    expect(run(root)).toEqual({
      code: 0,
      stdout: 'instant-codegen: src/instant is up to date.\n',
      stderr: '',
    });
    expect(tree(root)).toEqual(before);
    expect(run(root, ['--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('writes the same bytes in another folder, and knows a clone as its own', () => {
    const [one, two] = [project({ 'instant.schema.ts': SCHEMA }), project({})];
    run(one);
    put(two, tree(one));
    expect(run(two).stdout).toContain('up to date');
    rmSync(join(two, 'src'), { recursive: true });
    run(two);
    expect(tree(two)).toEqual(tree(one));
  });

  test('--check prints what differs and writes nothing', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    expect(run(root, ['--check']).code).toBe(1);
    expect(existsSync(join(root, 'src'))).toBe(false);
    run(root);
    expect(run(root, ['--check']).code).toBe(0);
    writeFileSync(join(root, 'instant.schema.ts'), SCHEMA.replace('rank', 'weight'));
    const before = tree(root);
    const { code, stdout } = run(root, ['--check']);
    expect(code).toBe(1);
    expect(stdout).toContain('change src/instant/entities.ts');
    expect(stdout).toMatch(/\+ .*weight/);
    expect(stdout).toMatch(/- .*rank/);
    expect(tree(root)).toEqual(before);
    expect(JSON.parse(run(root, ['--check', '--json']).stdout)).toMatchObject({
      exitCode: 1,
      clients: [{ out: 'src/instant', upToDate: false }],
    });
  });

  test('--check sees an edit by hand', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    run(root);
    const file = join(root, 'src/instant/entities.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace('title', 'titel'));
    const told = run(root, ['--check']);
    expect(told).toMatchObject({ code: 1, stderr: '' });
    expect(told.stdout).toMatch(
      /A run would refuse to write[^]*src\/instant\/entities\.ts was edited by hand[^]*undo the edit; run with --force/,
    );
    expect(told.stdout).not.toContain('Run instant-codegen to write');
    expect(JSON.parse(run(root, ['--check', '--json']).stdout)).toMatchObject({
      clients: [{ refused: [{ code: 'write-edited-file' }] }],
    });
    const forced = run(root, ['--check', '--force']);
    expect(forced.stdout).toContain('Run instant-codegen to write it.');
    const refused = run(root);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('src/instant/entities.ts');
    expect(refused.stderr).toContain('write-edited-file');
    expect(run(root, ['--force']).code).toBe(0);
    expect(run(root, ['--check']).code).toBe(0);
  });

  test('shows errors with their place, a frame and a remedy, all at once', () => {
    const root = project({
      'instant.schema.ts': SCHEMA.replace('i.number()', 'i.numbr()').replace(
        'i.string()',
        'i.strig()',
      ),
    });
    const { code, stderr, stdout } = run(root);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/instant\.schema\.ts:4:\d+ error schema-/);
    expect(stderr.match(/ error schema-/g)).toHaveLength(2);
    expect(stderr).toMatch(/4 \| .*i\.strig\(\)/);
    expect(stderr).toContain('^');
    expect(stderr).not.toContain('\u001b');
    expect(existsSync(join(root, 'src'))).toBe(false);
    const json = JSON.parse(run(root, ['--json']).stdout);
    expect(json.exitCode).toBe(2);
    expect(json.diagnostics).toHaveLength(2);
    expect(json.diagnostics[0]).toMatchObject({
      severity: 'error',
      file: 'instant.schema.ts',
      line: 4,
      remedy: expect.any(String),
    });
  });

  test('paints where it is asked to, and not against NO_COLOR', () => {
    const root = project({ 'instant.schema.ts': SCHEMA.replace('i.number()', 'i.numbr()') });
    expect(run(root, [], { FORCE_COLOR: '1' }).stderr).toContain('\u001b[31m');
    expect(run(root, [], { FORCE_COLOR: '1', NO_COLOR: '1' }).stderr).not.toContain('\u001b');
  });

  test.each([
    [['--scheme', 'x'], /no option --scheme. Did you mean --schema\?/],
    [['genrate'], /no command genrate. Did you mean generate\?/],
    [
      ['docs/flash.json'],
      /no command docs\/flash\.json\. Name a document by its option: instant-codegen --openapi docs\/flash\.json --out src\/api\n/,
    ],
    [['api.YAML'], /--openapi api\.YAML --out/],
    [['https://x.test/v1'], /--openapi https:\/\/x\.test\/v1 --out/],
    [['-i', 'a.json'], /no option -i\. Write --openapi <file>\.\n$/],
    [['--input=a.json'], /no option --input\. Write --openapi <file>\./],
    [['--openapi', 'a', '-o', 'x'], /no option -o\. Write --out <folder>\./],
    [['--output', 'x'], /no option --output\. Write --out <folder>\./],
    [['--tag', 'x'], /no option --tag\. Write --include tag:<name>\./],
    [['introspect', '-i', 'x'], /no option -i\. See|no option -i\. Did/],
    [['--out'], /--out needs a value/],
    [['--check=yes'], /--check takes no value/],
    [['generate', 'rows'], /rows is one command too many/],
    [['--runtime', 'cpoy'], /Did you mean copy\?/],
    [['--target', 'instnt'], /no target "instnt"[\s\S]*Did you mean instant\?/],
    [['--schema', 'nowhere.ts'], /no schema file nowhere\.ts/],
    [['--openapi', 'nowhere.yml'], /nowhere\.yml/],
    [['--config', 'nowhere.ts'], /nowhere\.ts/],
    [['--target', 'none'], /no document/],
  ])('refuses %j with exit code 2', (args, message) => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    const { code, stderr } = run(root, args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(existsSync(join(root, 'src'))).toBe(false);
  });

  test('--help and --version', () => {
    const root = project({});
    expect(run(root, ['--help'])).toMatchObject({ code: 0, stderr: '' });
    expect(run(root, ['help']).stdout).toContain('--watch');
    expect(run(root, ['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('reads a document without a target into src/api', () => {
    const root = project({ 'api.yml': documentText() });
    expect(run(root, ['--openapi', 'api.yml'])).toMatchObject({ code: 0 });
    expect(existsSync(join(root, 'src/api/index.ts'))).toBe(true);
    expect(run(root, ['--openapi', 'api.yml']).stdout).toContain('src/api is up to date');
    // Other options, other output: what was made with the document is not it.
    expect(run(root, ['--openapi', 'api.yml', '--runtime', 'package']).stdout).toContain('deleted');
  });

  test('takes the target from the root of the document', () => {
    const extra = 'x-instant-codegen-target: instant\n';
    const root = project({
      'api.yml': documentText('listPets', extra),
      'instant.schema.ts': SCHEMA,
    });
    expect(run(root, ['--openapi', 'api.yml'])).toMatchObject({ code: 0 });
    expect(existsSync(join(root, 'src/instant/entities.ts'))).toBe(true);
    const json = JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: {},
      'x-instant-codegen-target': 'instnt',
    });
    put(root, { 'api.json': json });
    expect(run(root, ['--openapi', 'api.json']).stderr).toMatch(
      /api\.json:1:\d+ error config-unknown-target/,
    );
  });

  test('rows prints a table that a run accepts', () => {
    const root = project({ 'api.yml': documentText() });
    const { code, stdout } = run(root, ['rows', '--openapi', 'api.yml']);
    expect(code).toBe(0);
    expect(stdout).toContain('pets.list:\n  call: listPets\n');
    expect(stdout).toContain('- { name: petId, to: path.petId }');
    put(root, {
      'client.yml': stdout,
      'instant-codegen.config.json': '{ "openapi": "api.yml", "client": "client.yml" }',
    });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
  });

  test('imports the runtime from the package where it is asked to', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    run(root, ['--runtime', 'package']);
    const files = tree(join(root, 'src/instant'));
    expect(Object.keys(files).filter((path) => path.startsWith('runtime/'))).toEqual([]);
    expect(Object.values(files).join()).toContain("from 'instant-codegen/runtime'");
  });
});
