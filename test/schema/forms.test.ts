import { describe, expect, it } from 'vitest';
import { clean, codes, inMemory, readFiles, readFrom } from './inputs.js';

const SCHEMA = 'i.schema({ entities: { found: i.entity({ a: i.string() }) } })';

function entities(files: Readonly<Record<string, string>>): readonly string[] {
  return clean(readFiles(files)).entities.map(({ key }) => key);
}

describe('where a file keeps its schema', () => {
  it.each([
    `import { i } from '@instantdb/react'; export default ${SCHEMA};`,
    `import { i } from '@instantdb/core'; const s = ${SCHEMA}; const t: App = s; export { t as default };`,
    `import { i } from '@instantdb/core'; export = ${SCHEMA};`,
    `import { i } from '@instantdb/core'; export const schema = ${SCHEMA}; export const other = 1;`,
    `import { i } from '@instantdb/core'; const s = ${SCHEMA}; export type App = typeof s;`,
    `import { i } from '@instantdb/core'; const s = (<any>(${SCHEMA} satisfies object))!; export default s as App;`,
    `import { i, init } from '@instantdb/admin'; const schema = ${SCHEMA}; export const db = init({ appId: process.env.A, schema });`,
    `import { i, init } from '@instantdb/admin'; export default init({ appId: '', schema: ${SCHEMA} });`,
    `import { i, init } from '@instantdb/admin'; const schema = ${SCHEMA}; db.transact([]); export default { schema, n: 1 };`,
    `import i from '@instantdb/core'; export default ${SCHEMA};`,
    `import core from 'https://esm.sh/@instantdb/core'; const { i } = core; export default ${SCHEMA};`,
    `import * as all from '@instantdb/solidjs'; export default all.${SCHEMA.replaceAll(' i.', ' all.i.')};`,
    `import { createRequire } from 'node:module'; const load = createRequire(import.meta.url);
     let lib; try { lib = load('a'); } catch { lib = load('b'); } const i = lib?.i ?? lib.default.i; export default ${SCHEMA};`,
    `const { i } = await import('@instantdb/core'); module.exports = ${SCHEMA};`,
    `exports.schema = ${SCHEMA};`,
  ])('%s', (text) => {
    expect(entities({ 'instant.schema.ts': text })).toEqual(['found']);
  });

  it('in another file, under another name, through a package of its own', () => {
    expect(
      entities({
        'instant.schema.ts': "export { default } from '#db/schema';",
        'package.json': '{ "imports": { "#db/*": { "types": "./src/db/*.ts" } } }',
        'src/db/schema.ts': "import { s } from './index.js'; export default s;",
        'src/db/index.ts': "export * from './real'; export * from './types';",
        'src/db/types.ts': 'export type T = 1;',
        'src/db/real/index.mts': `import { i } from 'x'; export const s = ${SCHEMA};`,
      }),
    ).toEqual(['found']);
  });

  it.each([
    ['./src/instant/dsl', 'i', 'i'],
    ['./src/instant/dsl.js', 'i as lang', 'lang'],
    ['./src/../src/instant/dsl.ts', '* as all', 'all.i'],
    ['@/instant/dsl', 'i as lang', 'lang'],
  ])('written in the language beside the output, which is no input: %s', (from, names, name) => {
    const bindings = names.startsWith('*') ? names : `{ ${names} }`;
    const schema = `import ${bindings} from '${from}'; export default ${SCHEMA.replaceAll('i.', `${name}.`)};`;
    const asked: string[] = [];
    const files = inMemory({
      'instant.schema.ts': schema,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    });
    const reading = readFrom(
      {
        ...files,
        isOutput: (folder) => folder === 'src/instant',
        exists: (path) => (asked.push(path), files.exists(path)),
      },
      'instant.schema.ts',
    );
    expect(clean(reading).entities.map(({ key }) => key)).toEqual(['found']);
    expect(asked.filter((path) => path.includes('src/'))).toEqual([]);
  });

  it('but no other file that has the name of the language', () => {
    const schema = `import { i as lang } from './lib/dsl'; export default ${SCHEMA.replaceAll('i.', 'lang.')};`;
    const reading = readFrom(
      {
        ...inMemory({ 'instant.schema.ts': schema }),
        isOutput: (folder) => folder === 'src/instant',
      },
      'instant.schema.ts',
    );
    expect(codes(reading)).toContain('schema-import-not-found');
  });

  it('behind path aliases that a tsconfig extends, refers to, or bases on a folder', () => {
    const real = `import { i } from 'x'; export const s = ${SCHEMA};`;
    const main = (from: string): string => `import { s } from '${from}'; export default s;`;
    expect(
      entities({
        'instant.schema.ts': main('$lib/s'),
        'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
        'tsconfig.app.json': '{ "extends": ["./a", "./config/base"] }',
        'config/base.json':
          '{ "compilerOptions": { "paths": { "$lib/*": ["../gone/*", "../lib/*"] } } }',
        'lib/s.ts': real,
      }),
    ).toEqual(['found']);
    expect(
      entities({
        'instant.schema.ts': main('db/s.js'),
        'jsconfig.json': '{ "compilerOptions": { "baseUrl": "src" } }',
        'src/db/s.ts': real,
      }),
    ).toEqual(['found']);
    const nested = {
      'web/instant.schema.ts': main('@/s'),
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./wrong/*"] } } }',
      'web/tsconfig.json':
        '{ "extends": "../tsconfig.json", "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
      'web/s.ts': real,
    };
    expect(readFrom(inMemory(nested), 'web/instant.schema.ts').store?.entities.length).toBe(1);
  });

  it('even when files import each other in a circle, as long as no value does', () => {
    const files = {
      'instant.schema.ts': `import { i } from 'x'; import { b } from './b'; export const a = i.string(); export default i.schema({ entities: { e: i.entity({ b }) } });`,
      'b.ts': "import { a } from './instant.schema'; export const b = a.optional();",
    };
    expect(entities(files)).toEqual(['e']);
    const circle = {
      ...files,
      'b.ts': "import { b as c } from './c'; export const b = c;",
      'c.ts': "export { b } from './b';",
    };
    expect(codes(readFiles(circle))).toEqual(['schema-circle']);
    const star = { ...files, 'b.ts': "export * from './c';", 'c.ts': "export * from './b';" };
    expect(codes(readFiles(star))).toEqual(['schema-export-not-found']);
  });
});

describe('attributes as the official types have them', () => {
  it('tells clientRequired from optional, whichever comes last', () => {
    const text = `import { i } from 'x'; export default i.schema({ entities: { a: i.entity({
      id: i.string(), w: i.any(), x: i.string().clientRequired(), y: i.string().clientRequired().optional(), z: i.json().optional().clientRequired() }) } });`;
    const [entity] = clean(readFiles({ 'instant.schema.ts': text })).entities;
    expect(
      entity?.attrs.map(({ key, type, required, clientRequired }) => [
        key,
        type,
        required,
        clientRequired,
      ]),
    ).toEqual([
      ['w', 'any', true, false],
      ['x', 'string', false, true],
      ['y', 'string', false, false],
      ['z', 'json', false, true],
    ]);
  });

  it('carries what belongs to the ends of a link', () => {
    const text = `import { i } from 'x'; export default i.schema({ entities: { a: i.entity({}), b: i.entity({}) }, links: { ab: {
      forward: { on: 'a', has: 'one', label: 'b', required: true, onDelete: 'cascade' },
      reverse: { on: 'b', has: 'many', label: 'as', required: false } } } });`;
    const [a, b] = clean(readFiles({ 'instant.schema.ts': text })).entities;
    expect(a?.links).toMatchObject([
      {
        label: 'b',
        entity: 'b',
        has: 'one',
        required: true,
        onDelete: 'cascade',
        link: 'ab',
        side: 'forward',
        reverse: 'as',
      },
    ]);
    expect(b?.links).toMatchObject([
      {
        label: 'as',
        entity: 'a',
        has: 'many',
        required: false,
        link: 'ab',
        side: 'reverse',
        reverse: 'b',
      },
    ]);
    expect(b?.links[0]).not.toHaveProperty('onDelete');
  });

  it('reads the same twice, and leaves nothing behind', () => {
    const files = {
      'instant.schema.ts': `import { i } from 'x'; type T = 1; export default i.schema({ entities: { a: i.entity({ t: i.json<T>() }) } });`,
    };
    expect(readFiles(files)).toEqual(readFiles(files));
  });
});
