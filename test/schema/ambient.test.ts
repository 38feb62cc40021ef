import { describe, expect, it } from 'vitest';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../command/disk.js';
import { onDisk, readFrom } from './inputs.js';

/** What is said of a schema whose attribute has `type`, in a project of `files`; empty: nothing. */
function told(
  type: string,
  files: Readonly<Record<string, string>> = {},
  before = '',
): readonly string[] {
  const root = temporaryFolder();
  const schema = `import { i } from '@instantdb/core';\n${before}\nexport default i.schema({ entities: { a: i.entity({ x: i.json<${type}>() }) } });\n`;
  for (const [path, text] of Object.entries({ ...files, 'instant.schema.ts': schema })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { diagnostics } = readFrom(onDisk(root), 'instant.schema.ts');
  return diagnostics.map(({ severity, code, message, remedy, at }) => {
    const place =
      at !== undefined && 'offset' in at ? schema.slice(at.offset, at.offset + at.length) : '';
    return `${severity} ${code} at ${place} | ${message} | ${remedy ?? ''}`;
  });
}

const MONEY = 'interface Money { amount: number }';

describe('a type that nobody declares', () => {
  it('is an error where another is meant, else a warning, with its place', () => {
    expect(told('Mony', {}, MONEY)).toEqual([
      "error schema-unknown-type at Mony | 'Mony' is neither declared nor imported at the top of instant.schema.ts. | Did you mean 'Money'? Otherwise declare or import 'Mony'.",
    ]);
    expect(told('{ a: Invoice[] }')).toEqual([
      "warning schema-unknown-type at Invoice | 'Invoice' is neither declared nor imported in instant.schema.ts; it is taken for a name that is declared for all files. | Declare it here, or import it: import type { Invoice } from './types'.",
    ]);
    for (const [wrong, meant] of [
      ['Recrod<string, number>', 'Record'],
      ['strng', 'string'],
      ['Dat', 'Date'],
      ['Arry<string>', 'Array'],
    ] as const)
      expect(told(wrong).join()).toContain(`Did you mean '${meant}'?`);
  });

  it('is one in types that the attribute leads to, and as a value', () => {
    expect(told('Money', {}, 'interface Money { by: Curency }')).toHaveLength(1);
    expect(told('typeof price').join()).toContain("'price' is neither declared nor imported");
  });

  it('is an error where it is declared out of reach', () => {
    const make = 'const make = () => { type Mood = string; return i.json<Mood>(); };';
    expect(told('Mood', {}, make)).toEqual([
      "error schema-inner-type at Mood | 'Mood' is declared inside of a function or block, where nothing else can name it. | Declare 'Mood' at the top of instant.schema.ts.",
    ]);
    const files = { 'all.d.ts': 'type Mood = string;' };
    expect(told('Mood', files, 'function other() { type Mood = 1; }')).toEqual([]);
  });

  it('is one where a file of the project does not export it', () => {
    const types = { 'types.ts': `export ${MONEY}\nexport type Other = string; interface Own {}\n` };
    const from = (name: string): string => `import type { ${name} } from './types';`;
    expect(told('Money', types, from('Money'))).toEqual([]);
    expect(told('Mony', types, from('Mony'))).toEqual([
      "error schema-export-not-found at Mony | types.ts does not export 'Mony'. | Did you mean 'Money'?",
    ]);
    expect(told('Own', types, from('Own')).join()).toContain('export type { Own }.');
    const star = { 'types.ts': "export * from 'kit';\n" };
    expect(told('Money', star, from('Money'))).toEqual([]);
  });
});

describe('a type of all files', () => {
  it.each([
    'Record<string, unknown>',
    'ReadonlyArray<Date>',
    'Uppercase<"a">',
    'Awaited<Promise<string>>',
    'Intl.DateTimeFormatOptions',
    'GeolocationPosition',
    'Uint8Array',
    'typeof globalThis',
    'typeof JSON',
    '{ [Symbol.iterator]: string }',
    '<T>(x: T) => T',
    '{ [K in "a"]: K }',
    'string extends infer X ? X : never',
  ])('of the language: %s', (type) => {
    expect(told(type)).toEqual([]);
  });

  it.each([
    ['a script that declares', { 'src/types/all.d.ts': `declare ${MONEY}` }],
    ['a module that declares', { 'src/a.ts': `export {};\ndeclare global { ${MONEY} }` }],
    ['a package of types', { 'node_modules/@types/kit/lib/a.d.ts': MONEY }],
    [
      'a module of such a package',
      { 'node_modules/@types/kit/a.d.ts': `declare module 'kit' { global { ${MONEY} } }` },
    ],
    [
      'a namespace',
      { 'node_modules/@types/kit/a.d.ts': 'export = kit;\nexport as namespace Money;' },
    ],
  ])('of the project: %s', (_, files) => {
    expect(told('Money', files)).toEqual([]);
    expect(told('Monex', files)).toHaveLength(1);
  });

  it('is not one that a module keeps to itself', () => {
    const files = {
      'src/a.d.ts': `export ${MONEY}`,
      'src/b.ts': `${MONEY}\nexport {};\ndeclare global { interface Other {} }`,
      'node_modules/@types/kit/a.d.ts': `declare module 'kit' { ${MONEY} }`,
    };
    expect(told('Money', files).join()).toMatch(/^warning schema-unknown-type/);
  });

  it.each([
    ['settings name types', { 'tsconfig.json': '{ "compilerOptions": { "types": ["kit"] } }' }],
    ['a file refers to types', { 'env.d.ts': '/// <reference types="kit/client" />\n' }],
    ['types are not installed', { 'package.json': '{"devDependencies":{"@types/kit":"1"}}' }],
    ['settings inherit', { 'tsconfig.json': '{ "extends": "../base.json" }' }],
    [
      'there are other types',
      { 'node_modules/@types/a/a.d.ts': '', 'tsconfig.json': '{"include":["../a"]}' },
    ],
    ['settings reach out of the project', { 'tsconfig.json': '{ "include": ["../types"] }' }],
  ])('may be one where %s: a warning, even where another is close', (_, files) => {
    expect(told('KVNamespace', files).join()).toMatch(
      /^warning schema-unknown-type at KVNamespace/,
    );
    expect(told('Mony', files, MONEY).join()).toMatch(/^warning .*Did you mean 'Money'/);
  });
});
