import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PassThrough } from 'node:stream';
import { parseArgv } from '../../generator/argv.js';
import { tellDiagnostics } from '../../generator/commands/generate.js';
import { writeAll, type ClientJob } from '../../generator/generate.js';
import { realDisk, type Disk } from '../../generator/write/disk.js';
import { job } from './disk.js';
import { settleClients } from '../../generator/config/settle.js';
import type { ClientSettings } from '../../generator/config/types.js';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { recordInputs } from '../../generator/inputs.js';
import { locateDiagnostics, type Located } from '../../generator/render.js';
import { documentText, project, put, run, SCHEMA } from './run.js';

interface Settled {
  readonly clients: readonly ClientSettings[] | undefined;
  readonly problems: readonly Located[];
  readonly read: readonly string[];
}

async function settle(
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Settled> {
  const root = project(files);
  const inputs = recordInputs(root, {}, new Map());
  const found: Diagnostic[] = [];
  const clients = await settleClients(parseArgv(args).options, root, inputs, (each) =>
    found.push(each),
  );
  const problems = locateDiagnostics(found, (file) => inputs.seen(file));
  const read = Object.entries(inputs.asked().files);
  return { clients, problems, read: read.flatMap(([path, hash]) => (hash === null ? [] : [path])) };
}

describe('the configuration', () => {
  const VALUE = `{ "out": "gen/x", "dates": "date" }`;

  test.each([
    ['instant-codegen.config.json', VALUE],
    ['instant-codegen.config.json', `// a comment\n{ "out": "gen/x", "dates": "date", }`],
    ['package.json', `{ "name": "p", "instant-codegen": ${VALUE} }`],
    ['instant-codegen.config.mjs', `export default ${VALUE};`],
    ['instant-codegen.config.js', `export default ${VALUE};`],
    ['instant-codegen.config.cjs', `module.exports = ${VALUE};`],
    [
      'instant-codegen.config.ts',
      `const dates = 'date' as const satisfies string; export default { out: 'gen/x', dates };`,
    ],
    ['instant-codegen.config.mts', `export default async () => (${VALUE});`],
  ])('is read from %s', async (file, text) => {
    const { clients, problems, read } = await settle({ [file]: text });
    expect(problems).toEqual([]);
    expect(clients).toMatchObject([{ out: 'gen/x', dates: 'date', runtime: 'copy' }]);
    expect(read).toContain(file);
  });

  test('may import: what it imports is read, and read again when it changes', async () => {
    const files = {
      'instant-codegen.config.ts': `
        import { join, dirname } from 'node:path';
        import { defineConfig, type Config } from 'instant-codegen';
        import { name } from './settings/name.js';
        import data from './settings/data.json' with { type: 'json' };
        const here: string = dirname(new URL(import.meta.url).pathname);
        export default defineConfig({ out: join('gen', name), openapi: join(here, data.document) } satisfies Config);
      `,
      'settings/name.ts': `export { name } from './deeper.ts';`,
      'settings/deeper.ts': `enum Names { One = 'one' }\nexport const name: string = Names.One;`,
      'settings/data.json': `{ "document": "api.yml" }`,
    };
    const { clients, problems, read } = await settle(files);
    expect(problems).toEqual([]);
    expect(clients).toMatchObject([{ out: 'gen/one', openapi: 'api.yml' }]);
    expect(read).toEqual(Object.keys(files).sort());
    const changed = await settle({ ...files, 'settings/deeper.ts': `export const name = 'two';` });
    expect(changed.clients).toMatchObject([{ out: 'gen/two' }]);
  });

  test('reads the same common module anew', async () => {
    const root = project({ 'instant-codegen.config.cjs': `module.exports = { out: 'one' };` });
    const out = async (): Promise<string | undefined> => {
      const inputs = recordInputs(root, {}, new Map());
      const clients = await settleClients(parseArgv([]).options, root, inputs, () => undefined);
      return clients?.[0]?.out;
    };
    expect(await out()).toBe('one');
    put(root, { 'instant-codegen.config.cjs': `module.exports = { out: 'two' };` });
    expect(await out()).toBe('two');
  });

  test.each([
    [`{ "dats": "date" }`, 'config-unknown-key', 'dats', 'Did you mean dates?', 1, 3],
    [`{\n  "dates": "dat"\n}`, 'config-invalid-value', 'dates', 'Did you mean "date"?', 2, 3],
    [`{ "useDateObjects": true }`, 'config-unknown-key', 'useDateObjects', "dates: 'date'", 1, 3],
    [`{ "toString": true }`, 'config-unknown-key', 'toString', 'Known settings', 1, 3],
    [`{ "names": { "entitys": {} } }`, 'config-unknown-key', 'names.entitys', 'entities', 1, 14],
    [
      `{ "clients": { "web": {\n "outt": "x" } } }`,
      'config-unknown-key',
      'clients.web.outt',
      'out?',
      2,
      2,
    ],
    [`{ "clients": [{ "outt": "x" }] }`, 'config-unknown-key', 'outt', 'out?', 1, 17],
    [`{ "client": { "a.b": { "cal": "x" } } }`, 'config-unknown-key', 'cal', 'call?', 1, 24],
    [
      `{ "features": ["all", "stream"] }`,
      'config-invalid-value',
      'features.1',
      'Did you mean "streams"?',
      1,
      23,
    ],
    [
      `{ "features": ["subscriptions"] }`,
      'config-invalid-value',
      'features.0',
      'Did you mean "subscribe"?',
      1,
      16,
    ],
    [
      `{ "features": "streams" }`,
      'config-invalid-value',
      'features',
      'Write a list: ["streams"].',
      1,
      3,
    ],
    [`{ "format": "false" }`, 'config-invalid-value', 'format', 'Write false, without', 1, 3],
    [`{ "outputFolder": "x" }`, 'config-unknown-key', 'outputFolder', 'Did you mean out?', 1, 3],
    [`{ "headers": {} }`, 'config-unknown-key', 'headers', 'belongs to a document', 1, 3],
    [`{ "schema": true }`, 'config-invalid-value', 'expected string or false', '', 1, 3],
    [`{ "openapi": 3 }`, 'config-invalid-value', 'expected string, object or array', '', 1, 3],
    [
      `{ "clients": [\n{ "out": "a", "dates": "date" },\n{ "dates": "dat" }] }`,
      'config-invalid-value',
      'clients.1.dates',
      'Did you mean "date"?',
      3,
      3,
    ],
    [
      `{ "clients": { "a": { "dates": "date" },\n "b": { "dates": "dat" } }, "dates": "date" }`,
      'config-invalid-value',
      'clients.b.dates',
      '',
      2,
      9,
    ],
    [
      `{ "names": { "entities": { "out": "Out" } },\n"out": 1 }`,
      'config-invalid-value',
      'out',
      '',
      2,
      1,
    ],
    [`{ "out": "" }`, 'config-invalid-value', 'out: expected text, and it is empty.', '', 1, 3],
    [`{ "emitters": [] }`, 'config-invalid-value', 'expected a list, and it is', 'Leave it', 1, 3],
    [`{ "format": "yes" }`, 'config-invalid-value', 'format', '', 1, 3],
    [`[]`, 'config-invalid-value', 'configuration', '', 1, 1],
  ])('%s is refused where it is wrong', async (text, code, message, remedy, line, column) => {
    const { clients, problems } = await settle({ 'instant-codegen.config.json': text });
    expect(clients).toBeUndefined();
    const found = problems.find((each) => each.code === code);
    expect(found, JSON.stringify(problems)).toMatchObject({
      file: 'instant-codegen.config.json',
      line,
      column,
    });
    expect(found?.message).toContain(message);
    expect(found?.remedy ?? '').toContain(remedy);
  });

  test.each([
    [`export default {\n clients: [{ out: 'a' }, {\nout: 1 }] };`, 3, 1],
    [`export default defineConfig({\n clients: { out: { out: 'a' },\n b: { out: 1 } } });`, 3, 7],
    [
      `const b = { out: 'b',\n dates: 1 } as const;\nexport default { clients: [{ dates: 'date' }, b] };`,
      2,
      2,
    ],
    [
      `const shared = {\n out: 1 };\nexport default async () => ({ clients: [{ ...shared }] });`,
      2,
      2,
    ],
    [`function all() {\n const out = 1; return {\n out }; }\nexport default all;`, 3, 2],
    [
      `const a = () => ({ 'out': 'a' });\nexport default { clients: [a(),\n { ['out']: 1 }] };`,
      3,
      4,
    ],
    [`const one = { out: 1 };\nexport default {\n clients: [...[one]] };`, 3, 2],
    [`const made = JSON.parse('{"out":1}');\n// out: 2\nexport default made;`, 1, 1],
  ])('%s: the wrong setting is found in the module', async (text, line, column) => {
    const define = text.includes('defineConfig')
      ? 'const defineConfig = <T,>(config: T): T => config; '
      : '';
    const { problems } = await settle({ 'instant-codegen.config.ts': define + text });
    expect(problems).toMatchObject([{ code: 'config-invalid-value', line, column }]);
  });

  test.each([
    ['instant-codegen.config.json', '{ out: }', 'config-unreadable'],
    ['instant-codegen.config.ts', 'export default {{', 'config-unreadable'],
    ['instant-codegen.config.ts', `throw new Error('no luck');`, 'config-failed'],
    ['instant-codegen.config.ts', `import './nowhere.js'; export default {};`, 'config-failed'],
    ['instant-codegen.config.ts', `import 'no-such-package'; export default {};`, 'config-failed'],
    ['instant-codegen.config.ts', `import './instant-codegen.config.js';`, 'config-failed'],
  ])('%s: %s is told as %s', async (file, text, code) => {
    const { clients, problems } = await settle({ [file]: text });
    expect(clients).toBeUndefined();
    expect(problems).toMatchObject([{ code, file }]);
    expect(JSON.stringify(problems)).not.toContain('data:text');
  });

  test('flags win, and their paths are relative to the current folder', async () => {
    const files = {
      'conf/c.json': `{ "out": "a", "schema": "s.ts", "openapi": "d.yml", "runtime": "package" }`,
      'my.schema.ts': SCHEMA,
    };
    const root = project(files);
    const options = parseArgv([
      '--config',
      'conf/c.json',
      '--schema',
      'my.schema.ts',
      '--out=o/p',
    ]).options;
    const inputs = recordInputs(join(root, 'conf'), {}, new Map());
    const clients = await settleClients(options, root, inputs, () => undefined);
    expect(clients).toMatchObject([
      { out: '../o/p', schema: '../my.schema.ts', openapi: 'd.yml', runtime: 'package' },
    ]);
  });
});

test.each([
  ['../made', `'../made/index.js'`],
  ['made', `'./made/index.js'`],
  ["it's", `"./it's/index.js"`],
])('--out %s is imported from %s', (out, shown) => {
  const root = project({ 'app/instant.schema.ts': SCHEMA });
  expect(run(join(root, 'app'), ['--out', out]).stdout).toContain(`import { init } from ${shown};`);
});

describe('several clients', () => {
  const CONFIG = `import { defineConfig } from 'instant-codegen';
    export default defineConfig({
      runtime: 'package',
      clients: {
        app: { out: 'src/app' },
        pets: { out: 'src/pets', target: 'none', openapi: 'api.yml' },
      },
    });`;
  const FILES = {
    'instant-codegen.config.ts': CONFIG,
    'instant.schema.ts': SCHEMA,
    'api.yml': documentText(),
  };

  test('are generated together, and are up to date together', () => {
    const root = project(FILES);
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(root, 'src/app/entities.ts'))).toBe(true);
    expect(existsSync(join(root, 'src/pets/index.ts'))).toBe(true);
    expect(run(root).stdout).toBe('instant-codegen: src/app, src/pets are up to date.\n');
    put(root, { 'api.yml': documentText('otherPets') });
    const again = run(root).stdout;
    expect(again).toContain('src/app is up to date');
    expect(again).toMatch(/src\/pets: \d+ files? written/);
  });

  test('are all left alone when a file is in the way of one', () => {
    const root = project({ ...FILES, 'src/pets/index.ts': 'mine' });
    const { code, stderr } = run(root);
    expect(code).toBe(2);
    expect(stderr).toContain('src/pets/index.ts');
    expect(existsSync(join(root, 'src/app'))).toBe(false);
    expect(readFileSync(join(root, 'src/pets/index.ts'), 'utf8')).toBe('mine');
  });

  test.each([
    [`{ a: { out: 'src/x' },\n b: { out: 'src/x' } }`, '2:7'],
    [`{ a: { out: 'src/x' },\n b: { target: 'instant', out: './src/x/y' } }`, '2:26'],
    [`{ a: { out: 'src/x/y' },\n b: { out: 'src/X' } }`, '2:7'],
    [`{ a: { out: '.' } }`, '1:34'],
    [`{ a: { out: '../..' } }`, '1:34'],
  ])('%s overlap', (clients, place) => {
    const root = project({
      'instant.schema.ts': SCHEMA,
      'instant-codegen.config.mjs': `export default { clients: ${clients} };`,
    });
    const { code, stderr } = run(root);
    expect(code).toBe(2);
    expect(stderr).toContain(`instant-codegen.config.mjs:${place} error config-out-overlap`);
    expect(stderr).not.toContain('2 errors');
  });

  test('are all left alone when the system is in the way of one', () => {
    const clients = { good: { out: 'src/good' }, bad: { out: 'file/x' } };
    const root = project({
      'instant.schema.ts': SCHEMA,
      file: '',
      'instant-codegen.config.json': JSON.stringify({ clients }),
    });
    for (const args of [[], ['--force']]) {
      const { stderr, code } = run(root, args);
      expect(code).toBe(2);
      expect(stderr).toContain('file/x cannot be written');
      expect(existsSync(join(root, 'src/good'))).toBe(false);
    }
  });

  test('are told by their own names when one cannot be written', () => {
    const root = project({});
    const client = (out: string): ClientJob => ({
      ...{ out, folder: join(root, out), project: {}, files: [], importExtension: '' },
      ...{
        breaking: [],
        idle: [],
        names: { entities: {}, schemas: {}, inputs: {}, operations: {}, routes: {} },
      },
      settings: {
        ...{ overlays: [], runtime: 'copy', dates: 'stored', requiredLinks: 'types', names: {} },
      },
      job: job(join(root, out), { 'a.ts': out }),
    });
    const disk: Disk = {
      ...realDisk,
      makeFolder(path) {
        if (path.endsWith('bad')) throw Object.assign(new Error('no'), { code: 'EACCES' });
        return realDisk.makeFolder(path);
      },
    };
    const { written, diagnostics } = writeAll(disk, [client('bad'), client('good')]);
    expect(written.map((each) => [each.client.out, each.result.created])).toEqual([
      ['good', ['a.ts']],
    ]);
    expect(diagnostics).toMatchObject([{ code: 'write-not-permitted' }]);
    const stderr = new PassThrough({ encoding: 'utf8' });
    const done = written.map((each) => ({ out: each.client.out, upToDate: false }));
    tellDiagnostics(diagnostics, parseArgv([]).options, { ...process, stderr }, done);
    expect(stderr.read()).toMatch(/1 error\. Only good was written\.\n$/);
  });

  test('cannot share one --out', () => {
    const root = project(FILES);
    expect(run(root, ['--out', 'x'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('command-one-out'),
    });
  });

  test('leave one that is none of them alone, which is checked like them', () => {
    const root = project(FILES);
    expect(run(root, ['--openapi', 'api.yaml', '--out', 'x']).stderr).toContain('--config none');
    expect(run(root)).toMatchObject({ code: 0 });
    const before = readFileSync(join(root, 'src/pets/index.ts'), 'utf8');
    const alone = ['--openapi', 'api.yaml', '--out', 'x', '--config', 'none'];
    put(root, { 'api.yaml': documentText('once') });
    expect(run(root, alone)).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(root, 'x/index.ts'), 'utf8')).toContain('once');
    expect(readFileSync(join(root, 'src/pets/index.ts'), 'utf8')).toBe(before);
    expect(run(root, alone).stdout).toContain('x is up to date');
    expect(run(root, ['--check'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('x is up to date'),
    });
    put(root, { 'api.yaml': documentText('twice') });
    const checked = run(root, ['--check']);
    expect(checked).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`Run instant-codegen ${alone.join(' ')} to write`),
    });
  });
});
