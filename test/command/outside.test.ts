import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBoundary } from '../../generator/boundary.js';
import { recordInputs } from '../../generator/inputs.js';
import { project, put, run } from './run.js';

const MODULES = join(import.meta.dirname, '../../node_modules');

const OPTIONS = {
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable'],
  module: 'nodenext',
  strict: true,
  types: ['node'],
  skipLibCheck: true,
  outDir: 'dist',
};

const SCHEMA = `import { i } from '@instantdb/core';
import type { Address } from './types';
import * as all from './types';
import { COLOURS } from './types';
export interface Money { amount: number; currency: Currency; of?: Money }
type Currency = 'EUR' | 'USD';
export enum Mood { Up = 'up', Down = 'down' }
export const SIZES = ['s', 'm'] as const;
export type Pair<T, U = T> = { a: T; b: U };
export default i.schema({
  entities: {
    goals: i.entity({
      price: i.json<Money>(),
      home: i.json<Address[]>(),
      first: i.string<all.Street>(),
      inline: i.json<import('./types').Address['lines'] | Pair<1>>(),
      mood: i.string<Mood>(),
      up: i.string<Mood.Up>(),
      size: i.string<(typeof SIZES)[number]>(),
      colour: i.string<(typeof COLOURS)[number]>(),
      kept: i.json<Kept>(),
    }),
  },
});
import type { Kept } from './src/kept';
`;

const TYPES = `export interface Address { street: Street; lines: Line[]; near?: Address }
export type Street = string & { readonly brand?: 'street' };
interface Line { text: string }
export const COLOURS = ['red', 'blue'] as const;
`;

const APP = `import type { Goal } from './instant/index.js';
export const goal: Goal | undefined = undefined;
export const price = (of: Goal): 'EUR' | 'USD' => of.price.currency;
export const line = (of: Goal): string | undefined => of.home[0]?.lines[0]?.text;
export const mood: Goal['mood'] = 'up';
export const up = (of: Goal): 'up' => of.up;
export const size: Goal['size'] = 'm';
export const colour: Goal['colour'] = 'red';
// @ts-expect-error no such colour
export const no: Goal['colour'] = 'green';
// @ts-expect-error no such mood
export const sad: Goal['mood'] = 'sad';
`;

function app(tsconfig: object, files: Readonly<Record<string, string>> = {}): string {
  const root = project({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify(tsconfig),
    'instant.schema.ts': SCHEMA,
    'types.ts': TYPES,
    'src/kept.ts': 'export interface Kept { k: 1 }\n',
    'src/app.ts': APP,
    ...files,
  });
  symlinkSync(MODULES, join(root, 'node_modules'));
  return root;
}

const entities = (root: string): string =>
  readFileSync(join(root, 'src/instant/entities.ts'), 'utf8');

function compile(root: string): string {
  const tsc = join(MODULES, 'typescript/bin/tsc');
  return spawnSync(process.execPath, [tsc], { cwd: root, encoding: 'utf8' }).stdout;
}

describe('types of a schema that lies outside of what is compiled', () => {
  test.each<[string, object]>([
    ['rootDir', { compilerOptions: { ...OPTIONS, rootDir: 'src' }, include: ['src'] }],
    ['outDir alone', { compilerOptions: OPTIONS, include: ['src/**/*'] }],
  ])('are copied, so that it compiles to where it did: %s', (_, tsconfig) => {
    const root = app(tsconfig);
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(entities(root)).not.toMatch(/from '(?:\.\.\/){2}/);
    expect(entities(root)).toContain("from '../kept");
    expect(compile(root)).toBe('');
    expect(existsSync(join(root, 'dist/app.js'))).toBe(true);
    expect(existsSync(join(root, 'dist/src'))).toBe(false);
  });

  test('are imported where the whole project is compiled, and the gate sees that change', () => {
    const tsconfig = { compilerOptions: OPTIONS };
    const root = app(tsconfig);
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(entities(root)).toContain("from '../../instant.schema.js'");
    expect(run(root).stdout).toContain('up to date');
    const narrow = { compilerOptions: { ...OPTIONS, rootDir: './src' } };
    put(root, { 'tsconfig.json': JSON.stringify(narrow) });
    expect(run(root, ['--check']).code).toBe(1);
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(entities(root)).not.toContain('instant.schema.js');
  });

  test('that cannot be copied are imported with a warning at their place', () => {
    const root = app(
      { compilerOptions: { ...OPTIONS, rootDir: 'src' } },
      {
        'instant.schema.ts': `import { i } from '@instantdb/core';
import type { Far } from './types';
export class Box { x = 1 }
export default i.schema({ entities: { goals: i.entity({
  box: i.json<Box>(),
  far: i.json<Far>(),
}) } });
`,
        'types.ts': 'class Hidden { x = 1 }\nexport interface Far { hidden: Hidden; box: 1 }\n',
      },
    );
    const { code, stderr } = run(root);
    expect(code).toBe(0);
    expect(stderr.match(/schema-type-outside/g)).toHaveLength(2);
    expect(stderr).toContain('instant.schema.ts:5:15');
    expect(stderr).toContain('instant.schema.ts:6:15');
    expect(stderr).toContain("Emitted code imports 'Box' of instant.schema.ts");
    expect(stderr).toContain("Move 'Far' into a file in src");
    expect(stderr).toContain("'Hidden' is not exported by types.ts");
    expect(entities(root)).toContain("from '../../types.js'");
  });
});

describe('what a tsconfig leaves out', () => {
  const left = (
    files: Readonly<Record<string, object>>,
    path = 'instant.schema.ts',
    out = 'src/instant',
  ): string | undefined => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const inputs = recordInputs(project(Object.fromEntries(texts)), {}, new Map());
    return readBoundary(out, inputs)(path)?.folder;
  };
  const outDir = { outDir: 'dist' };

  test.each<[string, Parameters<typeof left>, string | undefined]>([
    ['nothing without a tsconfig', [{}], undefined],
    ['nothing without output', [{ 'tsconfig.json': { include: ['src'] } }], undefined],
    [
      'nothing where it writes nothing',
      [{ 'tsconfig.json': { include: ['src'], compilerOptions: { ...outDir, noEmit: true } } }],
      undefined,
    ],
    ['rootDir', [{ 'tsconfig.json': { compilerOptions: { rootDir: './src/' } } }], 'src'],
    ['rootDir of all', [{ 'tsconfig.json': { compilerOptions: { rootDir: '.' } } }], undefined],
    [
      'a rootDir that is extended, from where it stands',
      [
        {
          'tsconfig.json': { extends: './config/base.json' },
          'config/base.json': { compilerOptions: { rootDir: '../src' } },
        },
      ],
      'src',
    ],
    [
      'a rootDir of the folder of the one that extends',
      [
        {
          'tsconfig.json': { extends: './config/base.json' },
          'config/base.json': { compilerOptions: { rootDir: '${configDir}/src' } },
        },
      ],
      'src',
    ],
    [
      'what lies beside what is compiled',
      [{ 'tsconfig.json': { include: ['src/*.ts', 'env.d.ts'], compilerOptions: outDir } }],
      'src',
    ],
    [
      'nothing where the root is what folders have in common',
      [{ 'tsconfig.json': { include: ['src', 'test'], compilerOptions: outDir } }],
      undefined,
    ],
    [
      'but of a composite project, which lists its files',
      [{ 'tsconfig.json': { include: ['src', 'test'], compilerOptions: { composite: true } } }],
      '.',
    ],
    [
      'what lies beside listed files',
      [{ 'tsconfig.json': { files: ['src/a/b.ts', 'src/c.ts'], compilerOptions: outDir } }],
      'src',
    ],
    [
      'what lies above a tsconfig',
      [{ 'web/tsconfig.json': { compilerOptions: outDir } }, 'instant.schema.ts', 'web/src/out'],
      'web',
    ],
    [
      'no declarations',
      [{ 'tsconfig.json': { compilerOptions: { rootDir: 'src' } } }, 'types.d.ts'],
      undefined,
    ],
    [
      'no files of projects that it refers to',
      [
        {
          'tsconfig.json': {
            compilerOptions: { rootDir: 'src', module: 'nodenext' },
            references: [{ path: './shared' }],
          },
        },
        'shared/types.ts',
      ],
      undefined,
    ],
    [
      'nothing where the output lies outside itself',
      [
        { 'tsconfig.json': { compilerOptions: { rootDir: 'src' } } },
        'instant.schema.ts',
        'generated',
      ],
      undefined,
    ],
  ])('%s', (_, given, expected) => {
    expect(left(...given)).toBe(expected);
  });
});
