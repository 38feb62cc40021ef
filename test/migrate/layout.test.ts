import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, tree } from '../command/disk.js';
import { put } from '../command/run.js';
import { places, say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const DB = `// the client\nimport { init } from '@instantdb/admin';\nimport schema from '../instant.schema.js';\nexport const db = init({ appId: '', schema });\n`;
const OPTIONS = { target: 'es2022', module: 'nodenext', strict: true, outDir: 'dist' };

function app(config: object, more: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'package.json': '{ "name": "a", "type": "module", "dependencies": { "@instantdb/core": "1" } }',
    'tsconfig.json': JSON.stringify(config),
    'src/db.ts': DB,
    ...more,
  });
  return folder;
}

/** Where the compiler of `project` writes its `db.js`. */
function written(folder: string, project = ''): readonly string[] {
  const base = join(folder, project);
  const path = join(base, 'tsconfig.json');
  const given: unknown = ts.readConfigFile(path, (name) => ts.sys.readFile(name)).config;
  const { options, fileNames } = ts.parseJsonConfigFileContent(given, ts.sys, base);
  const program = ts.createProgram(fileNames, { ...options, noLib: true, types: [] });
  const names: string[] = [];
  program.emit(program.getSourceFile(join(base, 'src/db.ts')), (name) => void names.push(name));
  const dist = join(base, 'dist');
  return names.filter((name) => name.endsWith('.js')).map((name) => relative(dist, name));
}

async function moved(folder: string) {
  const before = written(folder);
  const told = (await say(folder)).open.filter(({ code }) => code === 'migrate-layout');
  return { before, after: written(folder), told };
}

describe('output that moves when the schema is not imported any more', () => {
  it('is told at the import, and stays where it was by the remedy', async () => {
    const config = { compilerOptions: OPTIONS, include: ['src'] };
    const folder = app(config);
    const { before, after, told } = await moved(folder);
    expect([before, after]).toEqual([['src/db.js'], ['db.js']]);
    expect(places(told)).toEqual(['src/db.ts:3 migrate-layout']);
    expect(told).toMatchObject([
      {
        message:
          'Without instant.schema.ts, tsconfig.json has its files in src instead of the root, and what it writes into dist moves.',
        remedy: expect.stringContaining('"rootDir": "."') as string,
      },
    ]);
    put(folder, {
      'tsconfig.json': JSON.stringify({ ...config, compilerOptions: { ...OPTIONS, rootDir: '.' } }),
    });
    expect(written(folder)).toEqual(before);
  });

  it('is told through a base and an alias', async () => {
    const { before, after, told } = await moved(
      app(
        { extends: './base.json', include: ['src/**/*'] },
        {
          'base.json': JSON.stringify({
            compilerOptions: {
              ...OPTIONS,
              module: 'esnext',
              moduleResolution: 'bundler',
              paths: { '@schema': ['./instant.schema.ts'] },
            },
          }),
          'src/db.ts': DB.replace('../instant.schema.js', '@schema'),
        },
      ),
    );
    expect([before, after]).toEqual([['src/db.js'], ['db.js']]);
    expect(places(told)).toEqual(['src/db.ts:3 migrate-layout']);
  });
});

describe('output that stays where it was is not spoken of', () => {
  it.each<readonly [string, object, Readonly<Record<string, string>>]>([
    ['with a rootDir', { compilerOptions: { ...OPTIONS, rootDir: '.' }, include: ['src'] }, {}],
    ['in a composite project', { compilerOptions: { ...OPTIONS, composite: true } }, {}],
    ['where the schema is among the files', { compilerOptions: OPTIONS }, {}],
    [
      'where another file imports it',
      { compilerOptions: OPTIONS, include: ['src'] },
      { 'src/push.ts': `import schema from '../instant.schema.js';\nconsole.log(schema);\n` },
    ],
  ])('%s', async (_, config, more) => {
    const { before, after, told } = await moved(app(config, more));
    expect(after).toEqual(before);
    expect(told).toEqual([]);
  });
});

it.each(['server', 'libs/data'])(
  'an app that is compiled in %s alone has its client there',
  async (project) => {
    const folder = temporaryFolder();
    put(folder, {
      'package.json': '{ "name": "a", "dependencies": { "@instantdb/core": "1" } }',
      'tsconfig.base.json': JSON.stringify({ compilerOptions: OPTIONS }),
      [`${project}/tsconfig.json`]: JSON.stringify({
        extends: `${project.replace(/\w+/g, '..')}/tsconfig.base.json`,
        compilerOptions: { outDir: 'dist' },
        include: ['src'],
      }),
      [`${project}/src/instant.schema.ts`]: SCHEMA,
      [`${project}/src/db.ts`]: DB.replace('../instant', './instant'),
    });
    const before = written(folder, project);
    const { open, files } = await say(folder);
    expect(written(folder, project)).toEqual(before);
    expect(places(open).filter((each) => each !== 'migrate-package-kept')).toEqual([]);
    expect(files).toContain('instant-codegen.config.json');
    expect(tree(folder)).toMatchObject({
      'instant-codegen.config.json': `{\n  "out": "${project}/src/instant",\n  "schema": "${project}/src/instant.schema.ts"\n}\n`,
      [`${project}/src/db.ts`]: `// the client\nimport { init } from './instant/index.js';\nexport const db = init({ appId: '' });\n`,
    });
  },
);

describe('projects that refuse what they do not list', () => {
  const composite = (more: object, options = {}): string =>
    JSON.stringify({ compilerOptions: { ...OPTIONS, composite: true, ...options }, ...more });
  const refer = (...paths: readonly string[]) => ({ references: paths.map((path) => ({ path })) });
  const deep = DB.replace('../', '../../');

  it('have the client among what they take', async () => {
    const folder = app(
      { files: [], ...refer('./tsconfig.server.json') },
      {
        'tsconfig.server.json': composite({ include: ['src/server', 'src/shared', '*.ts'] }),
        'tsconfig.web.json': composite({
          include: ['src/web'],
          ...refer('./tsconfig.server.json'),
        }),
        'src/db.ts': '',
        'src/server/data/db.ts': deep.replace('../', '../../'),
        'src/web/main.ts': `export { db } from '../server/data/db.js';\n`,
      },
    );
    expect((await say(folder)).open).toEqual([]);
    expect(tree(folder)).toMatchObject({
      'instant-codegen.config.json': `{\n  "out": "src/server/instant"\n}\n`,
    });
  });

  it('have it below their rootDir', async () => {
    const config = { compilerOptions: { ...OPTIONS, rootDir: 'src/api' }, include: ['src/api'] };
    const folder = app(config, { 'src/db.ts': '', 'src/api/db.ts': deep });
    await say(folder);
    expect(tree(folder)).toHaveProperty('src/api/instant/index.ts');
  });

  it('are told of, with what to put where', async () => {
    const files = ['src/db.ts', 'instant.schema.ts'];
    const folder = app({}, { 'tsconfig.json': composite({ files }) });
    const { open } = await say(folder, '--dry-run');
    expect(open.filter(({ code }) => code === 'migrate-outside')).toMatchObject([
      { file: 'src/db.ts', line: 2, remedy: expect.stringContaining('"src/instant"') as string },
    ]);
    put(folder, { 'tsconfig.json': composite({ files, include: ['src/instant'] }) });
    expect(places((await say(folder)).open)).toEqual([]);
  });
});
