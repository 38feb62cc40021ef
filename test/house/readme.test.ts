import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES } from '../../generator/read/rows/format.js';
import { COMMANDS, SWITCHES, VALUE_FLAGS } from '../../generator/argv.js';
import { cases, generate as petClient } from '../golden/case.js';
import { generate } from '../judge/generate.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const readme = read('README.md');
const blocks = [...readme.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, text = '']) => text);
/** Of the part about any document, on a client of the petstore. */
const petSamples = [...readme.matchAll(/^```typescript\n([^]*?)^```/gm)].map(
  ([, text = '']) => text,
);
/** Of the page about backends, on the same client. */
const backend = /^```ts\n([^]*?'\.\/instant\/index\.js'[^]*?)^```/m.exec(
  read('docs/backends.md'),
)?.[1];
const [opening = '', official = '', generated = '', ...others] = blocks;

const GIVEN = 'declare const appId: string, adminToken: string, baseUrl: string, email: string;\n';
/** The opening sample through the official SDK. */
const OFFICIAL = opening
  .replace(
    /import .*\n/,
    "import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\n",
  )
  .replace('{ appId, adminToken }', '{ appId, adminToken, schema }')
  .replace(/const title[^]*/, '');
const MISTAKE = 'void db.query({ books: { $: { where: { nope: 1 } } } });\n';
/** What later samples take from earlier ones. */
const DB = "import { init, q } from './instant';\n";

let folder = '';
let service: ts.LanguageService;

/** The path of a sample, written beside the generated folder. */
const sample = (name: string): string => join(folder, `${name}.ts`);
const problems = (name: string): readonly string[] =>
  [
    ...service.getSyntacticDiagnostics(sample(name)),
    ...service.getSemanticDiagnostics(sample(name)),
  ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));

/** What a hover shows over `books` in a sample. */
function hover(name: string): string {
  const at = readFileSync(sample(name), 'utf8').indexOf('{ books }') + 2;
  return ts.displayPartsToString(service.getQuickInfoAtPosition(sample(name), at)?.displayParts);
}

/** Without what prettier makes of a type: layout, quotes, semicolons and leading bars. */
const plain = (text: string): string =>
  text.replaceAll('"', "'").replace(/[\s;]/g, '').replaceAll(':|', ':');

beforeAll(async () => {
  const index = await generate('readme', {
    schema: read('fixtures/demo/instant.schema.ts'),
    settings: { importExtension: '', features: ['all'] },
  });
  folder = join(dirname(index), '..');
  const samples: Readonly<Record<string, string>> = {
    opening: GIVEN + opening,
    backend: backend ?? 'nothing',
    official: GIVEN + OFFICIAL,
    mistake: GIVEN + DB + 'const db = init({ appId, adminToken });\n' + MISTAKE,
    officialMistake: GIVEN + OFFICIAL + MISTAKE,
    ...Object.fromEntries(
      others.map((text, at) => [`sample${at}`, GIVEN + (/\binit\(/.test(text) ? DB : '') + text]),
    ),
    ...Object.fromEntries(petSamples.map((text, at) => [`pets${at}`, text])),
    builder: `${DB}void q.books.where({ 'reviews.stars': 5 }).with({ reviews: q.reviews });\n`,
  };
  const petstore = cases.find(({ name }) => name === 'petstore');
  for (const { path, text } of petstore === undefined ? [] : (await petClient(petstore)).files) {
    mkdirSync(dirname(join(folder, 'pets', path)), { recursive: true });
    writeFileSync(join(folder, 'pets', path), text);
  }
  for (const [name, text] of Object.entries(samples))
    writeFileSync(sample(name), `${text}export {};\n`);
  const files = Object.keys(samples).map(sample);
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
    paths: {
      'instant-codegen': [join(ROOT, 'generator/index.ts')],
      'instant-codegen/emit': [join(ROOT, 'generator/emit.ts')],
    },
    noEmit: true,
    skipLibCheck: true,
  };
  service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => files,
    getScriptVersion: () => '0',
    getScriptSnapshot: (path) => {
      const text = ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (path) => ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
    directoryExists: (path) => ts.sys.directoryExists(path),
  });
}, 120_000);

describe('the README', () => {
  it('has samples that compile', () => {
    expect(others.length).toBeGreaterThanOrEqual(3);
    expect(petSamples.length).toBeGreaterThanOrEqual(1);
    for (const name of [
      'opening',
      'backend',
      'official',
      'builder',
      ...others.map((_, at) => `sample${at}`),
      ...petSamples.map((_, at) => `pets${at}`),
    ]) {
      expect([name, ...problems(name)]).toEqual([name]);
    }
  });

  it('shows the hovers that an editor shows', () => {
    expect(plain(generated)).toBe(plain(hover('opening')));
    expect(plain(official)).toBe(plain(hover('official')));
  });

  it('shows the words of the compiler', () => {
    const shown = (who: string): string =>
      new RegExp(`^${who}: +(.*)$`, 'm').exec(readme)?.[1] ?? '';
    expect(problems('mistake')).toEqual([shown('generated')]);
    expect(problems('officialMistake')).toEqual([shown('official')]);
  });

  it('names files that are there', () => {
    const table = readme.split('what it holds')[1]?.split('\n\n')[0] ?? '';
    const named = table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)])
      .map(([, name = '']) => name.replace('*.ts', 'query.ts'));
    expect(named.length).toBeGreaterThan(10);
    expect(
      named.filter(
        (name) =>
          !ts.sys.fileExists(join(folder, 'instant', name)) &&
          !ts.sys.directoryExists(join(folder, 'instant', name)),
      ),
    ).toEqual([]);
  });

  it('names every command, flag and feature', () => {
    const options = readme.split('## Commands and options')[1]?.split('\n## ')[0] ?? '';
    const flags = new Set(
      [...options.matchAll(/--([a-z]+(?:-[a-z]+)*)/g)].map(([, name = '']) => name),
    );
    expect([...flags].sort()).toEqual([...VALUE_FLAGS, ...SWITCHES].sort());
    for (const command of COMMANDS.slice(0, 2)) expect(options).toContain(command);
    for (const feature of FEATURES) expect(options).toContain(`\`${feature}\``);
  });

  it('leads to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((path) => !ts.sys.fileExists(join(ROOT, path)))).toEqual([]);
  });

  it('tells how to run what is not on npm yet', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(readme).toContain(`instant-codegen-${version}.tgz`);
  });
});
