import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diffLines } from '../../generator/diff.js';
import { recordInputs } from '../../generator/inputs.js';
import { parseJsonc } from '../../generator/jsonc.js';
import { readImportExtension } from '../../generator/settings.js';
import { tree } from './disk.js';
import { project, run, SCHEMA } from './run.js';

function extension(files: Readonly<Record<string, string>>, out = 'src/instant'): string {
  const inputs = recordInputs(project(files), {}, new Map());
  return readImportExtension(out, inputs, () => undefined);
}

const options = (compilerOptions: object): string => JSON.stringify({ compilerOptions });

describe('the extension of imports', () => {
  test.each<[string, Record<string, string>, string]>([
    ['nothing', {}, '.js'],
    ['a package', { 'package.json': '{ "dependencies": { "express": "5.0.0" } }' }, '.js'],
    ['React Native', { 'package.json': '{ "dependencies": { "react-native": "0.81.5" } }' }, ''],
    [
      'Expo',
      { 'src/package.json': '{ "dependencies": { "expo": "54" } }', 'package.json': '{}' },
      '',
    ],
    ['nodenext', { 'tsconfig.json': options({ module: 'NodeNext' }) }, '.js'],
    [
      'node16',
      { 'tsconfig.json': options({ module: 'es2022', moduleResolution: 'node16' }) },
      '.js',
    ],
    ['node20', { 'tsconfig.json': options({ module: 'node20' }) }, '.js'],
    [
      'bundler',
      { 'tsconfig.json': options({ module: 'esnext', moduleResolution: 'bundler' }) },
      '',
    ],
    [
      'nodenext, resolved as a bundler',
      { 'tsconfig.json': options({ module: 'nodenext', moduleResolution: 'Bundler' }) },
      '',
    ],
    ['preserve', { 'tsconfig.json': options({ module: 'preserve' }) }, ''],
    ['commonjs', { 'tsconfig.json': options({ module: 'commonjs' }) }, ''],
    ['says nothing', { 'tsconfig.json': '{}' }, ''],
    [
      'ts extensions',
      { 'tsconfig.json': options({ module: 'nodenext', allowImportingTsExtensions: true }) },
      '.ts',
    ],
    [
      'rewritten extensions',
      { 'tsconfig.json': options({ module: 'nodenext', rewriteRelativeImportExtensions: true }) },
      '.ts',
    ],
    ['Deno', { 'deno.json': '{}' }, '.ts'],
    ['Deno with comments', { 'deno.jsonc': '// x' }, '.ts'],
    [
      'comments',
      { 'tsconfig.json': '{ // yes\n "compilerOptions": { /* , */ "module": "nodenext", }, }' },
      '.js',
    ],
    [
      'the nearest',
      {
        'tsconfig.json': options({ module: 'nodenext' }),
        'src/tsconfig.json': options({ module: 'preserve' }),
      },
      '',
    ],
    [
      'extends',
      { 'tsconfig.json': '{ "extends": "./base" }', 'base.json': options({ module: 'nodenext' }) },
      '.js',
    ],
    [
      'extends, overridden',
      {
        'tsconfig.json':
          '{ "extends": ["./a.json", "./b.json"], "compilerOptions": { "strict": true } }',
        'a.json': options({ moduleResolution: 'bundler', allowImportingTsExtensions: true }),
        'b.json': options({ moduleResolution: 'nodenext', allowImportingTsExtensions: false }),
      },
      '.js',
    ],
    [
      'extends a package',
      {
        'tsconfig.json': '{ "extends": "@tsconfig/node20/tsconfig.json" }',
        'node_modules/@tsconfig/node20/tsconfig.json': options({ module: 'node16' }),
      },
      '.js',
    ],
    [
      'extends a package by its name',
      {
        'tsconfig.json': '{ "extends": "@tsconfig/next" }',
        'node_modules/@tsconfig/next/package.json': '{}',
        'node_modules/@tsconfig/next/tsconfig.json': options({ moduleResolution: 'bundler' }),
      },
      '',
    ],
    ['extends itself', { 'tsconfig.json': '{ "extends": "./tsconfig.json" }' }, ''],
    [
      'references',
      {
        'tsconfig.json':
          '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }',
        'tsconfig.node.json':
          '{ "include": ["vite.config.ts"], "compilerOptions": { "module": "nodenext" } }',
        'tsconfig.app.json':
          '{ "include": ["src"], "compilerOptions": { "moduleResolution": "bundler", "allowImportingTsExtensions": true } }',
      },
      '.ts',
    ],
  ])('%s', (_, files, expected) => {
    expect(extension(files)).toBe(expected);
  });

  test('is that of every import, the copied runtime included, and can be set', () => {
    for (const [own, mark] of [
      ['.ts', '.ts'],
      ['.js', '.js'],
      ['', ''],
    ] as const) {
      const root = project({
        'instant.schema.ts': SCHEMA,
        'instant-codegen.config.json': JSON.stringify({ importExtension: own }),
      });
      expect(run(root).code).toBe(0);
      const texts = Object.values(tree(join(root, 'src/instant'))).join('\n');
      const specifiers = [...texts.matchAll(/\bfrom '(\.[^']*)'/g)].map((match) => match[1] ?? '');
      expect(specifiers.length).toBeGreaterThan(50);
      expect(specifiers.filter((each) => (/\.[jt]s$/.exec(each)?.[0] ?? '') !== mark)).toEqual([]);
      expect(texts.includes('<reference lib=')).toBe(mark !== '.ts');
    }
  });
});

describe('prettier', () => {
  const FILES = {
    'instant.schema.ts': SCHEMA,
    '.prettierrc': '{ "semi": false, "singleQuote": true, "printWidth": 100 }',
  };
  const install = (root: string): void => {
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    const own = join(import.meta.dirname, '../../node_modules/prettier');
    symlinkSync(own, join(root, 'node_modules/prettier'));
  };
  const entities = (root: string): string =>
    readFileSync(join(root, 'src/instant/entities.ts'), 'utf8');

  test('of the project formats the output where its style is another', () => {
    const root = project(FILES);
    install(root);
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(entities(root)).not.toMatch(/;$/m);
    expect(run(root).stdout).toContain('up to date');
    expect(run(root, ['--check']).code).toBe(0);
  });

  test('is not asked where the style is ours, or the output is ignored', () => {
    for (const files of [
      { ...FILES, '.prettierrc': '{ "singleQuote": true, "printWidth": 100 }' },
      { ...FILES, '.prettierignore': 'src/instant' },
    ]) {
      const root = project(files);
      install(root);
      expect(run(root)).toMatchObject({ code: 0, stderr: '' });
      expect(entities(root)).toMatch(/;$/m);
    }
  });

  test('is not asked of what is outside of its configuration', () => {
    const files = Object.entries(FILES).map(([path, text]) => [`app/${path}`, text]);
    const root = project(Object.fromEntries(files) as typeof FILES);
    install(join(root, 'app'));
    expect(run(join(root, 'app'), ['--out', '../src/instant'])).toMatchObject({ code: 0 });
    expect(entities(root)).toMatch(/^export interface .*;$/ms);
    expect(readFileSync(join(root, 'src/instant/index.ts'), 'utf8')).toContain(`from './`);
  });

  test('that is missing is a note, and with --format an error', () => {
    const root = project(FILES);
    expect(run(root)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('format-no-prettier'),
    });
    expect(run(root, ['--format'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('npm install --save-dev prettier'),
    });
  });

  test('that cannot run as it is configured is a warning, and with --format an error', () => {
    for (const asked of [
      '{ "semi": false, "plugins": ["prettier-plugin-nowhere"] }',
      '{ "semi": ',
    ]) {
      const root = project({ ...FILES, '.prettierrc': asked });
      install(root);
      expect(run(root, ['--format'])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('error format-failed'),
      });
      expect(run(root)).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(
          /warning format-failed\n +prettier does not run with \.prettierrc, /,
        ),
      });
      expect(entities(root)).toMatch(/;$/m);
      expect(run(root).stdout).toContain('up to date');
    }
  });

  test('--format formats whatever the configuration is', () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    install(root);
    expect(run(root, ['--format'])).toMatchObject({ code: 0, stderr: '' });
    expect(entities(root)).not.toContain("from '");
  });
});

describe('a difference', () => {
  test('is short, and right', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh';
    const after = 'a\nB\nc\nd\ne\nf\nnew\ng\nh';
    expect(diffLines(before, after, 20).map(([mark, text]) => `${mark}${text}`)).toEqual([
      '@line 1',
      ' a',
      '-b',
      '+B',
      ' c',
      '@line 6',
      ' f',
      '+new',
      ' g',
    ]);
    expect(diffLines('a', 'b', 1)).toHaveLength(2);
    expect(diffLines('same', 'same', 9)).toEqual([]);
  });

  test('rebuilds both texts, whatever they are', () => {
    let seed = 1;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    const text = (): string[] => Array.from({ length: random(30) }, () => 'abcd'.charAt(random(4)));
    for (let round = 0; round < 300; round++) {
      const [a, b] = [text(), text()];
      const script = diffLines(['', ...a, ''].join('\n'), ['', ...b, ''].join('\n'), 1e9);
      const count = (marks: string): number =>
        script.filter(([mark]) => marks.includes(mark)).length;
      expect(count('-') - count('+')).toBe(a.length - b.length);
      const removed = script.filter(([mark]) => mark === '-').map(([, line]) => line);
      const added = script.filter(([mark]) => mark === '+').map(([, line]) => line);
      expect(minus(a, removed).join()).toBe(minus(b, added).join());
    }
  });
});

/** What is left of a bag of lines without others, sorted. */
function minus(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...lines];
  for (const other of others) left.splice(left.indexOf(other), 1);
  return left.sort();
}

test('the file that `tsc --init` writes is read', () => {
  const folder = project({});
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '--init'], { cwd: folder });
  const text = readFileSync(join(folder, 'tsconfig.json'), 'utf8');
  expect(parseJsonc(text)).toMatchObject({ compilerOptions: { strict: true } });
});

describe('JSON with comments', () => {
  test.each([
    ['{"a": "// no", /* x */ "b": [1, 2,], } // end', { a: '// no', b: [1, 2] }],
    ['\ufeff{"a": "\\"/*", "b": ",}"}', { a: '"/*', b: ',}' }],
    ['{"a": 1, // x\n}', { a: 1 }],
    ['{"a": [], // "b": ["c"]\r\n // }\n "d": 1, /* ] */ }', { a: [], d: 1 }],
    ['{"a": [1, /* , */ // ]\n 2]}', { a: [1, 2] }],
    ['{', undefined],
  ])('%s', (text, value) => {
    expect(parseJsonc(text)).toEqual(value);
  });
});
