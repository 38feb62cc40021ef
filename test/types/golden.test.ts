import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { InstaqlStore } from '../../generator/ir.js';
import { emitStore, fixture, readStore } from './emit.js';
import { HOSTILE_KEYS, hostileStore } from './hostile.js';
import { problemsOf, programOf, STRICT } from './program.js';

const goals = (settings: Partial<InstaqlStore> = {}): InstaqlStore =>
  readStore(fixture('goals/instant.schema.ts'), settings);

const open = (): InstaqlStore => ({
  ...goals(),
  declared: false,
  entities: [],
  rooms: [],
  declarations: [],
});

const STORES: Readonly<Record<string, () => InstaqlStore>> = {
  goals: () => goals(),
  'dates as Date': () => goals({ dates: 'date' }),
  'links at run time': () => goals({ requiredLinks: 'runtime' }),
  'no schema': open,
  'hostile names': () => hostileStore(),
  'hostile names, dates as Date': () => hostileStore({ dates: 'date', requiredLinks: 'off' }),
  'lookups of all kinds': () => lookups(),
  'an empty schema': () => ({ ...goals(), entities: [], rooms: [] }),
};

/** Lookups that need lines of their own, by types of the user, and none at all. */
const lookups = (): InstaqlStore =>
  readStore(`import { i } from '@instantdb/core';
type Kind = 'old' | 'new';
const entities = {
  LinkTo: i.entity({
    emailAddressOfThePersonInCharge: i.string().unique(),
    kindOfThePersonInCharge: i.string<Kind>().unique(),
    when: i.date().unique(),
    what: i.any().unique(),
  }),
  plain: i.entity({ two: i.string().unique(), when: i.date().unique() }),
  none: i.entity({}),
};
const links = {
  a: { forward: { on: 'LinkTo', has: 'many', label: 'none' }, reverse: { on: 'none', has: 'one', label: 'to' } },
  b: { forward: { on: 'plain', has: 'one', label: 'all' }, reverse: { on: 'none', has: 'many', label: 'plains' } },
};
export default i.schema({ entities, links });`);

/** An entity that others lead to by five links of their own, and one by many. */
const HUB = `import { i } from '@instantdb/core';
const entities = {
  hub: i.entity({ code: i.string().unique(), name: i.string() }),
  leaf: i.entity({}),
};
const links = {
${Array.from(
  { length: 5 },
  (_, at) =>
    `  l${String(at)}: { forward: { on: 'hub', has: 'many', label: 'leaves${String(at)}' }, reverse: { on: 'leaf', has: 'one', label: 'hub${String(at)}' } },`,
).join('\n')}
  all: { forward: { on: 'leaf', has: 'many', label: 'all' }, reverse: { on: 'hub', has: 'many', label: 'alls' } },
};
export default i.schema({ entities, links });`;

/** Files of the user that the hostile store imports from. */
const OWN = new Map([
  ['types.ts', 'export interface Address { a: 1 }\nexport interface Comment { b: 1 }\n'],
  ['other.ts', 'export interface Address { c: 1 }\n'],
]);

const FLAGS: Readonly<Record<string, ts.CompilerOptions>> = {
  strict: STRICT,
  'isolated declarations': { ...STRICT, isolatedDeclarations: true, declaration: true },
  'with the DOM': {
    ...STRICT,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  },
  'for bundlers': {
    ...STRICT,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  },
  'as CommonJS': {
    ...STRICT,
    verbatimModuleSyntax: false,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
  },
};

describe('the emitted files', () => {
  it('are those of fixtures/goals/expected, all of them and no others', () => {
    const folder = fileURLToPath(new URL('../../fixtures/goals/expected', import.meta.url));
    const emitted = emitStore(goals());
    if (process.env['UPDATE_GOLDENS'] === '1') {
      for (const [path, text] of emitted) writeFileSync(join(folder, path), text);
    }
    const expected = readdirSync(folder).sort();
    expect([...emitted.keys()].sort()).toEqual(expected);
    for (const path of expected) {
      expect(emitted.get(path), path).toBe(readFileSync(join(folder, path), 'utf8'));
    }
  });

  it('have types of the schema that build on others', () => {
    const types = `interface Base { z: 0 }
interface Wide<T> extends Base, Pick<Map<string, T>, 'size'> { all: T[] }
type Both<T = string> = Wide<T> & { id: T };`;
    const attrs = 'x: i.json<Base>(), y: i.json<Wide<Date>>(), z: i.json<Both>()';
    const files = emitStore(
      readStore(
        `import { i } from '@instantdb/core';\n${types}\nexport default i.schema({ entities: { a: i.entity({ ${attrs} }) } });`,
      ),
    );
    expect(files.get('entities.ts')).toContain('export interface Wide<T> extends Base, Pick<');
    expect(problemsOf(programOf(new Map(files), [...files.keys()]))).toEqual([]);
  });

  it('have types of the app that are called as those of the runtime', () => {
    const entities = [...Object.values(STORES), () => readStore(HUB)].map(
      (store) => emitStore(store()).get('entities.ts') ?? '',
    );
    const imported = entities.flatMap(
      (text) => /^import type \{([^}]*)\} from '\.\/runtime\/abi\.js'/m.exec(text)?.[1] ?? '',
    );
    const names = [
      ...new Set(
        imported
          .join()
          .replace(/ as \w+/g, '')
          .match(/\w+/g),
      ),
    ].sort();
    expect(names).toContain('LinkToMany');
    const attrs = names.map((name) => `a${name}: i.json<${name}>()`).join(', ');
    const own = names.map((name) => `export type ${name} = { own: '${name}' };\n`).join('');
    const schema = (types: string): string =>
      `import { i } from '@instantdb/core';\n${types}\n${HUB.split('\n').slice(1).join('\n')}`.replace(
        'hub: i.entity({',
        `hub: i.entity({ ${attrs},`,
      );
    for (const types of [
      `import type { ${names.join(', ')} } from 'own-types';`,
      own.replaceAll('export ', ''),
    ]) {
      const files = new Map([
        ...emitStore(readStore(schema(types))),
        ['own.d.ts', `declare module 'own-types' {\n${own}}`],
      ]);
      const use = `import type { Hub } from './entities.js';
${names.map((name) => `export const ${name}: Hub['a${name}']['own'] = '${name}';`).join('\n')}`;
      const program = programOf(new Map([...files, ['use.ts', use]]), [
        'use.ts',
        'entities.ts',
        'own.d.ts',
      ]);
      expect(problemsOf(program)).toEqual([]);
    }
  });

  it('name the lookups of an entity once where there are many', () => {
    const files = emitStore(readStore(HUB));
    expect(files.get('entities.ts')).toContain(
      "  hub0?: LinkTo<Pairs<HubShape['unique']>> | undefined;\n",
    );
    const use = `import { lookup } from './runtime/abi.js';
import type { LeafLinks } from './entities.js';
const id: string = 'x';
export const right: LeafLinks[] = [
  { hub0: id }, { hub1: lookup('code', 'x') }, { hub2: lookup('leaves4.id', id) }, { all: [id, lookup('code', 'x')] },
];
export const wrong: LeafLinks[] = [
  { hub0: lookup('name', 'x') },
  { hub0: lookup('code', 1) },
  { all: [id, lookup('leaves9.id', id)] },
];
`;
    const program = programOf(new Map([...files, ['use.ts', use]]), ['use.ts', ...files.keys()]);
    expect(problemsOf(program).map(({ file, line }) => [file, line])).toEqual([
      ['use.ts', 8],
      ['use.ts', 9],
      ['use.ts', 10],
    ]);
  });

  describe.each(Object.entries(STORES))('%s', (name, store) => {
    it('are the same in a second run, and the input is untouched', () => {
      const given = store();
      const before = JSON.stringify(given);
      expect([...emitStore(given)]).toEqual([...emitStore(given)]);
      expect(JSON.stringify(given)).toBe(before);
    });

    it('are as prettier would lay them out', async () => {
      for (const [path, text] of emitStore(store())) {
        const tidy = await prettier.format(text, {
          parser: 'typescript',
          singleQuote: true,
          printWidth: 100,
        });
        expect(text, path).toBe(tidy);
      }
    });

    it.each(Object.entries(FLAGS))('compile: %s', (_flags, options) => {
      const files = new Map(
        [...emitStore(store())].map(([path, text]) => [path, text.replaceAll("'../", "'./")]),
      );
      const roots = [...files.keys()];
      if (name.startsWith('hostile')) for (const [path, text] of OWN) files.set(path, text);
      const given = (path: string): boolean => files.has(path);
      expect(problemsOf(programOf(files, roots, options), given)).toEqual([]);
    });

    it('hold no any, no enum and no namespace', () => {
      for (const text of emitStore(store()).values()) {
        const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
        const visit = (node: ts.Node): void => {
          expect(node.kind).not.toBe(ts.SyntaxKind.AnyKeyword);
          expect(ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)).toBe(false);
          ts.forEachChild(node, visit);
        };
        visit(file);
      }
    });
  });

  it('carry every hostile key as a value', () => {
    const text = emitStore(hostileStore()).get('schema.ts') ?? '';
    const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
    const found = new Set<string>();
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteral(node) || ts.isIdentifier(node)) found.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(file);
    for (const each of HOSTILE_KEYS) expect(found).toContain(each);
  });
});
