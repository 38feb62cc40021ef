import { describe, expect, it } from 'vitest';
import {
  clean,
  codes,
  inMemory,
  readAttrs,
  readFiles,
  readFrom,
  spell,
  type Reading,
} from './inputs.js';

function typesOf(reading: Reading): readonly (string | undefined)[] {
  return clean(reading).entities.flatMap(({ attrs }) => attrs.map(({ typed }) => spell(typed)));
}

function typed(type: string, before = '', files: Record<string, string> = {}): string | undefined {
  return typesOf(readAttrs(` x: i.json<${type}>() `, before, files))[0];
}

function locals(type: string, before: string): readonly string[] {
  return clean(readAttrs(` x: i.json<${type}>() `, before)).declarations.map(
    ({ key, declares, type: text, parameters, heritage }) =>
      [
        `${declares} ${key}`,
        parameters === undefined ? '' : `<${spell(parameters) ?? ''}>`,
        heritage === undefined ? '' : ` extends ${spell(heritage) ?? ''}`,
        ` = ${spell(text) ?? ''}`,
      ].join(''),
  );
}

describe('type arguments that stand for themselves', () => {
  it.each([
    ['string[]', 'string[]'],
    ['"open" | \'shut\'', "'open' | 'shut'"],
    ['\n  | "a"\n  | "b"\n', "'a' | 'b'"],
    ['[[number, number], [a: number, b?: string]]', '[[number, number], [a: number, b?: string]]'],
    ['Record<string, unknown>', '‹Record›<string, unknown>'],
    ['{ x: number; label?: string | null }', '{ x: number; label?: string | null }'],
    ['Array<Date>', '‹Array›<‹Date›>'],
    ['`${number}px`', '`${number}px`'],
    ['{ [K in "a" | "b"]?: K }', "{ [K in 'a' | 'b']?: K }"],
    ['string extends infer T ? T[] : never', 'string extends infer T ? T[] : never'],
    [
      '<T>(value: T, other: Map<T, T>) => asserts value is T',
      '<T>(value: T, other: ‹Map›<T, T>) => asserts value is T',
    ],
    ['{ "two words": 1; [key: string]: -1 | 1n }', '{ "two words": 1; [key: string]: -1 | 1n }'],
    ['unknown', 'unknown'],
  ])('%s', (written, carried) => {
    expect(typed(written)).toBe(carried);
  });

  it('says nothing where the argument says nothing', () => {
    const reading = readAttrs(
      'a: i.json<any>(), b: i.string<string>(), c: i.number<1 | 2>(), d: i.any<1>(), e: i.string<any>()',
    );
    expect(typesOf(reading)).toEqual(['any', undefined, '1 | 2', '1', undefined]);
  });

  it('indents an object by its brackets and keeps its comments', () => {
    const written =
      '{\r\n\t\t\tx: number; // left to right\r\n\r\n\r\n\t\t\t/** deep\r\n\t\t\t * down */\r\n\t\t\ty: {\r\n\t\t\t\t\tz: "it\'s"\r\n\t\t\t}[];\r\n\t\t}';
    expect(typed(written)).toBe(
      '{\n  x: number; // left to right\n\n  /** deep\n   * down */\n  y: {\n    z: "it\'s"\n  }[];\n}',
    );
  });

  it('keeps the comments of a union, on lines of their own', () => {
    expect(typed('\n | "a" // first\n | "b"\n')).toBe("| 'a' // first\n  | 'b'");
  });

  it('carries them into rooms', () => {
    const store = clean(
      readFiles({
        'instant.schema.ts': `import { i } from 'x';
          export default i.schema({ entities: {}, rooms: { r: {
            presence: i.entity({ a: i.json<number[]>() }),
            topics: { t: i.entity({ b: i.string<'b'>() }) } } } });`,
      }),
    );
    expect(spell(store.rooms[0]?.presence[0]?.typed)).toBe('number[]');
    expect(spell(store.rooms[0]?.topics[0]?.attrs[0]?.typed)).toBe("'b'");
  });
});

describe('names in type arguments', () => {
  const files = {
    'types.ts': 'export type A = 1; export default interface D { d: 1 }',
    'lib/more.ts': 'export type B = 1;',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
  };

  it.each([
    ["import type { A } from './types'", 'A[]', '‹types.ts#A›[]'],
    [
      "import { type A as X } from './types.js'",
      'Record<string, X>',
      '‹Record›<string, ‹types.ts#A›>',
    ],
    ["import D from './types'", 'D["d"]', "‹types.ts#default›['d']"],
    ["import * as all from './types'", 'all.A | null', '‹types.ts#A› | null'],
    ["import type { B } from '@/lib/more'", 'B', '‹@/lib/more#B›'],
    ["import type { P } from '@acme/kit'", 'P<1>', '‹@acme/kit#P›<1>'],
    [
      "import { z } from 'zod'; export const s = z.string()",
      'z.infer<typeof s>',
      '‹zod#z›.infer<typeof ‹instant.schema.ts#s›>',
    ],
    [
      "import * as z from 'zod'; export const s = z.string()",
      'z.infer<typeof s>',
      '‹zod#infer›<typeof ‹instant.schema.ts#s›>',
    ],
    ['', 'import("./types").A', '‹types.ts#A›'],
    ['', 'import("./lib/more.js").B.C[]', '‹lib/more.ts#B›.C[]'],
    ['', 'typeof import("kit").value', 'typeof ‹kit#value›'],
    ['export type Here = { now: 1 };', 'Here["now"]', "‹instant.schema.ts#Here›['now']"],
    ['type Here = 1; export type { Here as There };', 'Here', '‹instant.schema.ts#There›'],
    ['export enum Mood { Up, Down }', 'Mood.Up', '‹instant.schema.ts#Mood›.Up'],
    ['export class Box { x = 1 }', 'Box', '‹instant.schema.ts#Box›'],
    ["enum Mood { Up = 'up', Down = 'down' }", 'Mood.Down', "'down'"],
    [
      "const STATES = ['open', 'shut'] as const;",
      '(typeof STATES)[number]',
      '(typeof STATES)[number]'.replace('typeof STATES', "(readonly ['open', 'shut'])"),
    ],
    ['const MAX = 3;', 'typeof MAX', '3'],
    [
      "const MAP = { a: 'x', b: ['y'] } as const;",
      'keyof typeof MAP',
      "keyof { readonly a: 'x'; readonly b: readonly ['y'] }",
    ],
  ])('%s: %s', (before, type, carried) => {
    expect(typed(type, before, files)).toBe(carried);
  });

  it('carries unexported types along, with what they need, in circles too', () => {
    const before = `
      // A tree
      type Tree<T = string> = { value: T; parent?: Node2; kids: Tree<T>[] };
      interface Node2 extends Base, Pick<Other, 'o'> {
        mood: Mood; // how
        none: Nothing;
      }
      interface Base { a: 1 }
      type Other = { o: 2 };
      enum Mood { Up, Down = 5, Flat }
      interface Nothing {}
      type Unused = 1;`;
    expect(
      locals('Tree<number> | Weekday', `${before}\n type Weekday =\n | 'mon'\n | 'tue';`),
    ).toEqual([
      'alias Tree<T = string> = { value: T; parent?: ‹local Node2›; kids: ‹local Tree›<T>[] }',
      "alias Weekday = 'mon' | 'tue'",
      "interface Node2 extends ‹local Base›, ‹Pick›<‹local Other›, 'o'> = {\n  mood: ‹local Mood›; // how\n  none: ‹local Nothing›;\n}",
      'interface Base = { a: 1 }',
      'alias Other = { o: 2 }',
      'alias Mood = 0 | 5 | 6',
      'interface Nothing = {}',
    ]);
  });

  it('joins an interface that is declared in pieces, and keeps its documentation', () => {
    const before = '/** Both. */\ninterface P { a: 1 }\ninterface P { b: 2 }';
    expect(locals('P', before)).toEqual(['interface P = { a: 1\n  b: 2 }']);
    expect(clean(readAttrs('x: i.json<P>()', before)).declarations[0]?.doc).toBe('Both.');
  });

  it('gives two types of one name two keys', () => {
    const reading = readFiles({
      'instant.schema.ts': `import { i } from 'x'; import { part } from './part';
        type Shape = 1;
        export default i.schema({ entities: { a: i.entity({ own: i.json<Shape>(), ...part }) } });`,
      'part.ts': `import { i } from 'x'; import type { Far } from './far';
        type Shape = Far; export const part = { other: i.json<Shape[]>() };`,
      'far.ts': 'export type Far = 1;',
    });
    expect(typesOf(reading)).toEqual(['‹local Shape›', '‹local Shape2›[]']);
    expect(clean(reading).declarations.map(({ type }) => spell(type))).toEqual([
      '1',
      '‹far.ts#Far›',
    ]);
  });

  it('replaces the type parameters of a function that was followed', () => {
    const before = `
      function list<T, U = 'u'>() { return i.json<{ of: T[]; other: U }>(); }
      type Own = 2;`;
    expect(typesOf(readAttrs('x: list<1 | Own>()', before))).toEqual([
      "{ of: (1 | ‹local Own›)[]; other: ('u') }",
    ]);
    const reading = readAttrs('x: bad(1)', 'function bad<T>(_: T) { return i.json<T>(); }');
    expect(codes(reading)).toEqual(['schema-type-not-nameable']);
  });

  it.each([
    ['const x = make();', 'typeof x', 'schema-type-not-nameable'],
    ['class Box {}', 'Box', 'schema-type-not-nameable'],
    ["import type { A } from './nowhere'", 'A', 'schema-import-not-found'],
    ["import * as all from 'kit'", 'typeof all', 'schema-type-not-nameable'],
    ['namespace N { export type T = 1 }', 'N.T', 'schema-type-not-nameable'],
  ])('refuses what cannot be named: %s', (before, type, code) => {
    const reading = readAttrs(` x: i.json<${type}>() `, before);
    expect(reading.store).toBeUndefined();
    expect(reading.diagnostics.map((each) => each.code)).toEqual([code]);
    expect(reading.diagnostics[0]?.remedy).toMatch(/\S/);
    expect(reading.diagnostics[0]?.at).toMatchObject({ file: 'instant.schema.ts' });
  });
});

describe('types of files that the compiler does not take', () => {
  const outside = (
    type: string,
    files: Readonly<Record<string, string>>,
    attr = `i.json<${type}>()`,
  ): readonly string[] => {
    const { 'instant.schema.ts': before = '', ...others } = files;
    const text = `import { i } from 'x';\n${before}
      export default i.schema({ entities: { a: i.entity({ x: ${attr} }) } });`;
    const left = { folder: 'src', reason: 'it compiles src', effect: 'no' };
    const { store, diagnostics } = readFrom(
      {
        ...inMemory({ ...others, 'instant.schema.ts': text }),
        leavesOut: (path) => (path.startsWith('src/') ? undefined : left),
      },
      'instant.schema.ts',
    );
    return [
      ...(store?.entities[0]?.attrs ?? []).map(({ typed }) => spell(typed) ?? 'none'),
      ...(store?.declarations ?? []).map(({ key, type }) => `${key} = ${spell(type) ?? ''}`),
      ...diagnostics.map(({ severity, code, at }) => `${severity} ${code} ${at?.file ?? ''}`),
    ];
  };

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'A',
      { 'instant.schema.ts': 'export type A = B[]; export type B = A | C; type C = 1;' },
      ['‹local A›', 'A = ‹local B›[]', 'B = ‹local A› | ‹local C›', 'C = 1'],
    ],
    [
      'M.Up | N["n"]',
      {
        'instant.schema.ts': "import { Mood as M } from './t'; import N from './t';",
        't.ts': "export enum Mood { Up = 'up' } interface Own { n: 1 } export default Own;",
      },
      ["'up' | ‹local Own›['n']", 'Own = { n: 1 }'],
    ],
    [
      'all.Mood.Up | typeof all.ONE | typeof import("./t").ONE | import("./t").Mood.Up',
      {
        'instant.schema.ts': "import * as all from './t';",
        't.ts': "export enum Mood { Up = 'up' } export const ONE = 1;",
      },
      ["'up' | 1 | 1 | 'up'"],
    ],
    [
      'Near | Kit | Far',
      {
        'instant.schema.ts': "import type { Near, Kit, Far } from './t';",
        't.ts':
          "export * from './src/near'; export type { K as Kit } from 'kit'; export * from './far';",
        'src/near.ts': 'export interface Near { n: 1 }',
        'far.ts': 'export type Far = 2;',
      },
      ['‹src/near.ts#Near› | ‹kit#K› | ‹local Far›', 'Far = 2'],
    ],
    [
      'A',
      { 'instant.schema.ts': 'export interface A { box: Box } export class Box {}' },
      [
        '‹local A›',
        'A = { box: ‹instant.schema.ts#Box› }',
        'warning schema-type-outside instant.schema.ts',
      ],
    ],
    [
      'A | typeof made',
      {
        'instant.schema.ts': "import { A, made } from './t';",
        't.ts': 'class Box {} interface B { box: Box } export type A = B; export const made = f();',
      },
      [
        '‹t.ts#A› | typeof ‹t.ts#made›',
        'warning schema-type-outside instant.schema.ts',
        'warning schema-type-outside instant.schema.ts',
      ],
    ],
  ])('copies %s', (type, files, expected) => {
    expect(outside(type, files)).toEqual(expected);
  });

  it('reads the members of asType where they stand', () => {
    const files = {
      'instant.schema.ts': "import type { Far } from './t';",
      't.ts':
        'export interface Far extends Base { y: 2 } export interface Base { x: Own } type Own = 1;',
    };
    const attr = 'i.string() }).asType<Far>(), b: i.entity({';
    expect(outside('', files, attr)).toEqual(['‹local Own›', 'Own = 1']);
  });
});

describe('asType', () => {
  const before = `
    interface Known { a: Own; b?: string[] }
    type Own = 1;
    type Same = Partial<Known>;`;

  it.each([
    ["{ a: 'x' }", ["'x'", undefined]],
    ['Known', ['‹local Own›', 'string[]']],
    ['Same', ['‹local Own›', 'string[]']],
    ['{ a: 1; c: 2 } & { b: 3 }', ['1', '3']],
    ['{ a: 1; b: 2 } | { a: 3 }', ['1 | 3', undefined]],
    ['Far', ["‹far.ts#Far›['a']", undefined]],
  ])('%s', (type, expected) => {
    const text = `import { i } from 'x'; import type { Far } from './far'; ${before}
      export default i.schema({ entities: {
        e: i.entity({ a: i.string(), b: i.json() }).asType<${type}>() } });`;
    const files = { 'instant.schema.ts': text, 'far.ts': 'export interface Far { a: 1; z: 2 }' };
    expect(typesOf(readFiles(files))).toEqual(expected);
  });

  it('warns where the members are out of sight, and changes nothing', () => {
    const text = `import { i } from 'x'; import type { Far } from 'kit';
      export default i.schema({ entities: { e: i.entity({ a: i.string() }).asType<Far>() } });`;
    const { store, diagnostics } = readFiles({ 'instant.schema.ts': text });
    expect(store?.entities[0]?.attrs[0]?.typed).toBeUndefined();
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning schema-as-type-not-readable',
    ]);
  });
});
