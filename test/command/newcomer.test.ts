import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tree } from './disk.js';
import { documentText, project, put, run, SCHEMA } from './run.js';

describe('what a newcomer may do', () => {
  test('a manifest with a merge conflict in it still tells whose the files are', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    run(root);
    const path = 'src/instant/.instant-codegen.json';
    const manifest = tree(root)[path] ?? '';
    put(root, { [path]: `<<<<<<< HEAD\n${manifest}=======\n${manifest}>>>>>>> theirs\n` });
    put(root, { 'instant.schema.ts': SCHEMA.replace('rank', 'weight') });
    const after = run(root);
    expect(after).toMatchObject({ code: 0, stderr: '' });
    expect(tree(root)['src/instant/entities.ts']).toContain('weight');
    expect(run(root).stdout).toContain('up to date');
  });

  test('a file of somebody else in the way was not edited, and another folder is a way out', () => {
    const root = project({ 'instant.schema.ts': SCHEMA, 'src/instant/index.ts': '' });
    const { code, stderr } = run(root);
    expect(code).toBe(2);
    expect(stderr).toContain('another output folder with --out');
    expect(stderr).not.toContain('undo the edit');
  });

  test('and a file that was edited is still recognised as such', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    run(root);
    put(root, {
      'src/instant/.instant-codegen.json': '<<<<<<< HEAD\n',
      'src/instant/tx.ts': '// mine\n',
    });
    expect(run(root)).toMatchObject({ code: 2 });
    expect(tree(root)['src/instant/tx.ts']).toBe('// mine\n');
  });

  test.each(['{{{', '', 'null', '{"version":1}', '{"outputs":{}}'])(
    '--check sees a manifest that is none, %j, and a run writes it anew',
    (text) => {
      const root = project({ 'instant.schema.ts': SCHEMA });
      run(root);
      const before = tree(root);
      const path = 'src/instant/.instant-codegen.json';
      put(root, { [path]: text });
      const checked = run(root, ['--check']);
      expect(checked.code).toBe(1);
      expect(checked.stdout).toContain(`change ${path}`);
      expect(checked.stdout).toContain('a run writes it anew');
      expect(run(root)).toMatchObject({ code: 0 });
      expect(tree(root)).toEqual(before);
      expect(run(root, ['--check'])).toMatchObject({ code: 0 });
    },
  );

  test('--check does not overlook a client of flags whose manifest is none', () => {
    const root = project({ 'a.yaml': documentText(), 'b.yaml': documentText() });
    for (const name of ['a', 'b']) run(root, ['--openapi', `${name}.yaml`, '--out', `src/${name}`]);
    expect(run(root, ['--check'])).toMatchObject({ code: 0 });
    put(root, { 'src/a/.instant-codegen.json': '{{{' });
    const checked = run(root, ['--check']);
    expect(checked.code).toBe(2);
    expect(checked.stderr).toContain('src/a/.instant-codegen.json is not as a run leaves it');
    expect(run(root, ['--openapi', 'a.yaml', '--out', 'src/a'])).toMatchObject({ code: 0 });
    expect(run(root, ['--check'])).toMatchObject({ code: 0 });
  });

  test('a schema that is not there is told with what may be meant, wherever it was named', () => {
    const root = project({ 'instant.schema.ts': SCHEMA, 'db/my.schema.ts': SCHEMA });
    const told = (...args: readonly string[]): string => {
      const { code, stderr } = run(root, args);
      expect(code).toBe(2);
      return stderr;
    };
    const where = 'Correct the path where it is set';
    const said = told('--schema', 'instant.shema.ts');
    expect(said).toContain('error schema-not-found\n  There is no schema file instant.shema.ts.');
    expect(said).toContain(`Did you mean instant.schema.ts? ${where}`);
    expect(told('--schema', 'db/my.schem.ts')).toContain('Did you mean db/my.schema.ts?');
    expect(told('--schema', 'nowhere/at/all.ts')).toContain('There is instant.schema.ts.');
    expect(told('--schema', 'db')).toContain('db is a folder, and a schema is a file.');
    put(root, { 'instant-codegen.config.json': '{ "schema": "db/my.ts" }' });
    expect(told()).toMatch(
      /instant-codegen\.config\.json:1:3 error schema-not-found[^]*There is instant/,
    );
  });

  test('what the command line says is not shown as a place of the configuration', () => {
    const root = project({
      'instant.schema.ts': SCHEMA,
      'instant-codegen.config.ts': "export default { schema: 'my.ts', target: 'instnt' };\n",
    });
    const place = 'instant-codegen.config.ts:1:';
    expect(run(root).stderr).toContain(place);
    const told = (...args: readonly string[]): string => run(root, args).stderr;
    expect(told('--target', 'instnat')).toMatch(/^error config-unknown-target/);
    expect(told('--target', 'instant')).toContain(`${place}18 error schema-not-found`);
    expect(told('--target', 'instant', '--schema', 'no.ts')).toMatch(/^error schema-not-found/);
    const variable = { INSTANT_SCHEMA_FILE_PATH: 'no.ts' };
    put(root, { 'instant-codegen.config.ts': 'export default {};\n' });
    expect(run(root, [], variable).stderr).toMatch(/^error schema-not-found/);
  });

  test('every feature is there without a word of names in our own document', () => {
    const root = project({
      'instant.schema.ts': SCHEMA,
      'instant-codegen.config.json': '{}',
    });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    put(root, { 'instant-codegen.config.json': '{ "features": ["all"] }' });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
  });

  test('a Node that is too old is told so, and not that it is a mistake of ours', () => {
    // As modules are in Node 18: they do not know their folder.
    const hooks = `export async function load(url, context, next) {
      const { source, ...rest } = await next(url, context);
      if (!url.endsWith('/bin.js')) return { source, ...rest };
      return { ...rest, source: String(source).replaceAll('import.meta', '({})') };
    }`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;
    const old = ['--import', `data:text/javascript,${encodeURIComponent(register)}`];
    const root = project({ 'instant.schema.ts': SCHEMA });
    expect(run(root, [], {}, old)).toEqual({
      code: 2,
      stdout: '',
      stderr: `instant-codegen: this is Node ${process.versions.node}, and it takes Node 20.19 or later.\n`,
    });
    expect(existsSync(join(root, 'src'))).toBe(false);
  });

  test('JSON that is none is called JSON', () => {
    const root = project({
      'api.json': '{"openapi": "3.1.0",, "info": {}}',
      'api.yaml': '{"a": 1,,}',
    });
    const told = (file: string): string => run(root, ['--openapi', file]).stderr;
    expect(told('api.json')).toContain('api.json:1:21');
    expect(told('api.json')).toContain('This is not sound JSON');
    expect(told('api.yaml')).toContain('This is not sound YAML');
  });

  test('a misspelt method, a folder, another scheme and an unknown version are told', () => {
    const root = project({
      'api.yaml': documentText().replace('    get:', '    gett: { responses: {} }\n    get:'),
      'next.yaml': documentText().replace('3.1.0', '4.0.0'),
      'empty.yaml': 'openapi: 3.1.0\ninfo: { title: a, version: "1" }\npaths: {}\n',
    });
    expect(run(root, ['--openapi', 'api.yaml']).stderr).toMatch(
      /"gett" of .* is no method[^]*Did you mean get\?/,
    );
    expect(run(root, ['--openapi', '.']).stderr).toContain('"." is a folder');
    expect(run(root, ['--openapi', 'ftp://x/y']).stderr).toContain('cannot be fetched');
    expect(run(root, ['--openapi', 'next.yaml']).stderr).toContain('"4.0.0", which is not known');
    expect(run(root, ['--openapi', 'empty.yaml']).stderr).toContain('openapi-empty');
  });

  test('the value of an unknown option is no command, and broken JSON has a place', () => {
    const root = project({
      'instant-codegen.config.json': '{\n  "out": "a",\n  "format" true\n}\n',
    });
    expect(run(root, ['--opnapi', 'shop.yaml']).stderr).toBe(
      'instant-codegen: there is no option --opnapi. Did you mean --openapi?\n',
    );
    expect(run(root).stderr).toContain('instant-codegen.config.json:3:');
  });

  test('a client keeps its types where the schema is not found again', () => {
    const root = project({ 'lib/my.ts': SCHEMA });
    expect(run(root, ['--schema', 'lib/my.ts'])).toMatchObject({ code: 0 });
    const before = tree(root);
    const lost = run(root);
    expect(lost.code).toBe(2);
    expect(lost.stderr).toContain('command-nothing-named');
    expect(lost.stderr).toContain('instant-codegen --schema lib/my.ts.');
    expect(tree(root)).toEqual(before);
    put(root, { 'instant-codegen.config.json': '{ "out": "src/instant" }' });
    expect(run(root).stderr).toContain('schema-lost');
    expect(tree(root)['src/instant/entities.ts']).toBe(before['src/instant/entities.ts']);
    put(root, { 'instant-codegen.config.json': '{ "schema": false }' });
    expect(run(root)).toMatchObject({ code: 0 });
  });

  test('in a folder of a project, the run is the project’s', () => {
    const root = project({
      'package.json': '{}',
      'instant.schema.ts': SCHEMA,
      'src/deep/a.ts': 'export {};\n',
    });
    const done = run(join(root, 'src/deep'));
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(tree(root)['src/instant/entities.ts']).toContain('Goal');
    expect(run(join(root, 'src/deep')).stdout).toContain('up to date');
    const other = project({ 'package.json': '{}', 'a/api.yaml': documentText() });
    expect(run(join(other, 'a'), ['--openapi', 'api.yaml'])).toMatchObject({ code: 0 });
    expect(tree(other)['a/src/api/index.ts']).toBeDefined();
  });

  test('a key that stands twice in the schema is told', () => {
    const twice = SCHEMA.replace('rank:', 'title: i.number(), rank:');
    const { code, stderr } = run(project({ 'instant.schema.ts': twice }));
    expect(code).toBe(0);
    expect(stderr).toContain("'title' stands here twice");
  });

  test('a configuration without a default export is not taken for an empty one', () => {
    const named = `export const config = { out: 'gen' };\n`;
    const root = project({ 'instant.schema.ts': SCHEMA, 'instant-codegen.config.ts': named });
    const { code, stderr } = run(root);
    expect(code).toBe(2);
    expect(stderr).toContain('config-no-default');
    expect(stderr).toContain('export default config;');
    put(root, { 'instant-codegen.config.ts': `${named}export default config;\n` });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(tree(root)['gen/index.ts']).toBeDefined();
  });

  test('of two configurations the one that is read is named', () => {
    const root = project({
      'instant.schema.ts': SCHEMA,
      'instant-codegen.config.json': '{ "out": "json" }',
      'instant-codegen.config.mjs': `export default { out: 'mjs' };`,
      'package.json': '{ "instant-codegen": { "out": "package" } }',
    });
    const { code, stderr } = run(root);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /instant-codegen\.config\.mjs is used, and instant-codegen\.config\.json and "instant-codegen" in package\.json are not read/,
    );
    expect(Object.keys(tree(root)).filter((path) => path.endsWith('/index.ts'))).toEqual([
      'mjs/index.ts',
    ]);
    const meant = run(root, ['--config', 'instant-codegen.config.json']);
    expect(meant).toMatchObject({ code: 0, stderr: '' });
  });

  test('who asked for no schema is not told that there is none', () => {
    const root = project({ 'instant-codegen.config.json': '{ "schema": false }' });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(run(project({})).stderr).toContain('schema-none');
  });

  test('an output that is named like a file is no folder of that name', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    const { code, stderr } = run(root, ['--out', 'src/instant.ts']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/named like a file[^]*Name a folder: src\/instant\./);
    put(root, {
      'instant-codegen.config.json': '{ "clients": { "a": { "out": "src/db/index.ts" } } }',
    });
    expect(run(root).stderr).toMatch(/config\.json:1:\d+[^]*Name a folder: src\/db\./);
    expect(Object.keys(tree(root)).filter((path) => path.startsWith('src/'))).toEqual([]);
    put(root, { 'instant-codegen.config.json': '{}', 'lib/chart.js/mine.txt': '' });
    expect(run(root, ['--out', 'lib/chart.js'])).toMatchObject({ code: 0 });
  });

  test('an output that an install would delete, or that another system has, is told', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    const told = run(root, ['--out', 'node_modules/db']);
    expect(told.code).toBe(2);
    expect(told.stderr).toMatch(/config-out-node-modules[^]*is lost with the next install/);
    put(root, { 'instant-codegen.config.json': '{ "out": "C:\\\\app\\\\src" }' });
    const drive = run(root);
    expect(drive.code).toBe(2);
    expect(drive.stderr).toMatch(/config\.json:1:3 error config-out-drive[^]*src\/instant/);
    expect(Object.keys(tree(root)).length).toBe(2);
  });

  test('paths that were written on Windows mean the same elsewhere', () => {
    const config = { out: 'src\\db', schema: '.\\data\\instant.schema.ts' };
    const root = project({
      'data/instant.schema.ts': SCHEMA,
      'instant-codegen.config.json': JSON.stringify(config),
    });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(tree(root)['src/db/entities.ts']).toContain('Goal');
    expect(run(root).stdout).toContain('up to date');
  });

  test('a folder in place of a schema, and a command cut short, are told as what they are', () => {
    const root = project({ 'data/instant.schema.ts': SCHEMA });
    const folder = run(root, ['--schema', 'data']);
    expect(folder.code).toBe(2);
    expect(folder.stderr).toMatch(/data is a folder, and a schema is a file\.\n {2}Name the file/);
    expect(run(root, ['gen']).stderr).toContain('Did you mean generate?');
    expect(run(root, ['--required-links', 'off']).stderr).toBe(
      'instant-codegen: there is no option --required-links. requiredLinks is a setting of the configuration: write it into instant-codegen.config.ts.\n',
    );
    expect(run(root, ['--features', 'all']).stderr).toContain('features is a setting');
    expect(run(root, ['--openap', 'x']).stderr).toContain('Did you mean --openapi?');
    const blocked = run(root, [
      '--schema',
      'data/instant.schema.ts',
      '--out',
      'data/instant.schema.ts/x',
    ]);
    expect(blocked.stderr).toMatch(/a file stands where a folder is needed/);
    expect(blocked.stderr).not.toMatch(/scandir|ENOTDIR|\.tmp/);
  });

  test('a link whose ends have one label between them is told as that', () => {
    const root = project({
      'instant.schema.ts': SCHEMA.replace(
        '  },\n});',
        `  },
  links: {
    parents: {
      forward: { on: 'goals', has: 'many', label: 'parents' },
      reverse: { on: 'goals', has: 'many', label: 'parents' },
    },
  },
});`,
      ),
    });
    expect(run(root).stderr).toMatch(
      /Both ends of 'parents' are labelled 'parents' on 'goals'[^]*'parents' and 'parentsOf'/,
    );
  });

  test('the first client is small: what streams and webhooks need comes with those who ask for them', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    const { stdout } = run(root);
    const files = Object.keys(tree(root)).filter((path) => path.startsWith('src/instant/'));
    const runtime = files.filter((path) => path.startsWith('src/instant/runtime/'));
    expect(stdout).toContain(`with ${String(runtime.length)} files of the runtime in runtime/`);
    expect(files.length - runtime.length).toBeLessThanOrEqual(26);
    expect(runtime.length).toBeLessThanOrEqual(68);
    expect(runtime.filter((path) => path.includes('webhook'))).toEqual([]);
    const features = (): string => tree(root)['src/instant/features.ts'] ?? '';
    expect(features()).toContain('export function subscribeQuery<');
    expect(features()).not.toContain('function streams(');
    expect(tree(root)['src/instant/client.ts']?.replace(/\n +\* /g, ' ')).toContain(
      "import the function `webhooks`, which takes a client, with 'webhooks' in `standalone`.",
    );

    put(root, { 'instant-codegen.config.json': '{ "standalone": ["webhooks"] }' });
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(features()).toContain('export function webhooks(db: Db)');
    expect(features()).not.toContain('function streams(');
    expect(tree(root)['src/instant/client.ts']).toContain("AddToFeatures<'webhooks'>");
    expect(tree(root)['src/instant/runtime/instant/webhooks.ts']).toBeDefined();
    expect(tree(root)['src/instant/runtime/instant/streams.ts']).toBeUndefined();

    put(root, { 'instant-codegen.config.json': '{ "features": ["streams"] }' });
    run(root);
    expect(features()).toContain('export function streams(db: Db)');
    expect(tree(root)['src/instant/index.ts']).toMatch(/\bstreams,/);
  });

  test.each([
    [[], '* as api'],
    [['--client'], '{ createClient }'],
  ])('the line to import with %j does not mistake an operation for a client', (flags, names) => {
    const root = project({ 'a.yaml': documentText('init') });
    const { stdout } = run(root, ['--openapi', 'a.yaml', '--out', 'src/a', ...flags]);
    expect(stdout).toContain(`import ${names} from './src/a`);
  });

  test('who names the emitter of clients gets one, also of a document', () => {
    const config = '{ "openapi": "a.yaml", "out": "src/a", "emitters": ["client"] }';
    const root = project({ 'a.yaml': documentText('init'), 'instant-codegen.config.json': config });
    expect(run(root).stdout).toContain("import { createClient } from './src/a");
  });
});
