import prettier from 'prettier';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import {
  blocks,
  braces,
  code,
  imported,
  inlineBraces,
  jsdoc,
  key,
  list,
  literal,
  member,
  runtime,
  runtimeType,
  string,
  textOf,
  union,
  type Code,
} from '../../generator/print/code.js';
import { printFile, specifierOf, type PrintSettings } from '../../generator/print/file.js';

const settings: PrintSettings = {
  importExtension: '.js',
  runtime: { kind: 'emitted', path: 'runtime/abi' },
  out: 'src/instant',
  root: '/project',
  command: 'npx instant-codegen',
};

const print = (body: Code, path = 'client'): string =>
  printFile({ path, source: 'instant.schema.ts', body, exports: [] }, settings);

const HOSTILE = [
  '*/ alert(1) /*',
  '`${alert(1)}`',
  `'"\\`,
  '\u2028\u2029\u0085',
  'line\nbreak\r\n\ttab',
  '\ud800 lone',
  '\u202e reversed',
  '__proto__',
  'constructor',
  '',
  ' ',
  '</script>',
  '// comment',
  '\0nul',
  '@deprecated',
  '{@link x}',
  '🔥',
];

describe('text of the input', () => {
  it.each(HOSTILE)('%j arrives as a value, as a key and as a member', (text) => {
    const body = code`
      const it = { ${key(text)}: ${string(text)} };
      const that = it${member(text)};
    `;
    const source = ts.createSourceFile('a.ts', print(body), ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAssignment(node)) {
        found.push(
          ts.isIdentifier(node.name) ? node.name.text : (node.name as ts.StringLiteral).text,
        );
        found.push((node.initializer as ts.StringLiteral).text);
      }
      if (ts.isElementAccessExpression(node))
        found.push((node.argumentExpression as ts.StringLiteral).text);
      if (ts.isPropertyAccessExpression(node)) found.push(node.name.text);
      ts.forEachChild(node, visit);
    };
    visit(source);
    expect(found).toEqual([text, text, text]);
    expect(source.statements).toHaveLength(2);
  });

  it.each(HOSTILE)('%j cannot leave a comment', (text) => {
    const body = code`
      ${jsdoc({ text: [text, `x ${text}`], source: text, default: text, deprecated: text, example: text })}
      export type A = 1;
    `;
    const source = ts.createSourceFile('a.ts', print(body), ts.ScriptTarget.Latest, true);
    expect(source.statements).toHaveLength(1);
    expect(source.statements[0]?.kind).toBe(ts.SyntaxKind.TypeAliasDeclaration);
  });

  it.each(
    HOSTILE.flatMap((text) => [text, `@example ${text}`, `@see\n${text}\n@deprecated ${text}`]),
  )('%j cannot leave a comment that keeps its tags', (text) => {
    const body = code`
        ${jsdoc({ comment: text, source: text })}
        export type A = 1;
      `;
    const source = ts.createSourceFile('a.ts', print(body), ts.ScriptTarget.Latest, true);
    expect(source.statements).toHaveLength(1);
    expect(source.statements[0]?.kind).toBe(ts.SyntaxKind.TypeAliasDeclaration);
  });

  it('keeps the known tags of a comment, and makes of all others what they look like', () => {
    const comment = [
      'Its name. @see is a word here, and so is @everyone.',
      '@ts-ignore',
      '@internal',
      '@type {any}',
      '@deprecatedly',
      '@see {@link Goal}',
      '@example',
      'const a = 1;',
      '',
      '  @decorated class B {}',
      '@deprecated Use `title` */ instead.',
      'More.',
    ].join('\n');
    const text = print(code`
      ${jsdoc({ comment, source: 'goals' })}
      export type A = 1;
    `);
    expect(text.slice(text.indexOf('/**'), text.indexOf('export'))).toBe(`/**
 * Its name. \\@see is a word here, and so is \\@everyone.
 * \\@ts-ignore
 * \\@internal
 * \\@type {any}
 * \\@deprecatedly
 *
 * \`goals\`
 *
 * @see {@link Goal}
 * @example
 * const a = 1;
 *
 *   \\@decorated class B {}
 * @deprecated Use \`title\` *\\/ instead.
 * More.
 */
`);
    const [node] = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true).statements;
    if (node === undefined) throw new Error('nothing was printed');
    expect(ts.getJSDocTags(node).map(({ tagName }) => tagName.text)).toEqual([
      'see',
      'example',
      'deprecated',
    ]);
    expect(ts.getJSDocDeprecatedTag(node)?.comment).toContain('Use `title`');
  });

  it('refuses a plain string that is no identifier', () => {
    expect(() => code`const ${'a; alert(1)'} = 1;`).toThrow('Not an identifier');
  });

  it('cannot leave the header', () => {
    const text = printFile(
      { path: 'a', source: 'a\nalert(1)\u2028b', body: code`export {};`, exports: [] },
      settings,
    );
    expect(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest).statements).toHaveLength(1);
  });

  it('shows of a source outside the project only its name', () => {
    const head = (source: string): string =>
      printFile({ path: 'a', source, body: code`export {};`, exports: [] }, settings).split(
        '\n',
      )[1] ?? '';
    expect(head('../../elsewhere/api.yml')).toContain('from api.yml.');
    expect(head('docs/api.yml')).toContain('from docs/api.yml.');
  });

  it('reads back as the value it was', () => {
    const value = {
      a: [1, -0, 'x\u2028', null, true],
      __proto__x: { ['__proto__']: 1 },
      '': [[], {}],
    };
    const module = ts.transpile(print(code`export const value = ${literal(value)};`), {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
    });
    const exports: { value?: unknown } = {};
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the point of the test
    new Function('exports', module)(exports);
    const back = exports.value;
    expect(back).toEqual(value);
  });
});

describe('layout', () => {
  const long = Array.from({ length: 12 }, (_, index) => `argumentNumber${String(index)}`);
  const cases: Readonly<Record<string, Code>> = {
    'a call that fits': code`export const a = f${list('(', ['x', 'y'])};`,
    'parameters that do not fit': code`
      export function f${list(
        '(',
        long.map((name) => code`${name}: string`),
      )}: void {
        return ${runtime('call')}${list('(', long)};
      }
    `,
    'type parameters': code`export type A<T> = B${list('<', long, { trailingComma: false })};`,
    'a union that fits': code`export type A = ${union(['B', 'C'])};`,
    'a union among type parameters': code`export type A<T> = B${list('<', [union(long, { indented: true }), code`C`], { trailingComma: false })};`,
    'a union that does not': code`export type A = ${union(long)};`,
    'an interface': code`
      export interface A ${braces([
        code`
          ${jsdoc({ text: ['One.'] })}
          readonly ${key('a-b')}?: string | undefined
        `,
        code`${key('b')}: ${inlineBraces([code`x: 1`, code`y: 2`], ';')}`,
        code`c: ${inlineBraces(
          long.map((name) => code`${name}: 1`),
          ';',
        )}`,
      ])}
    `,
    literals: code`export const a = ${literal({
      short: [1, 2],
      'long-key': long,
      objects: [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
    })};`,
    imports: blocks([
      code`export const a = [${imported({ kind: 'emitted', path: 'x/y' }, 'b')}, ${runtime('call')}] as ${runtimeType('Call')};`,
      code`export type L = ${list(
        '[',
        long.map((name) => imported({ kind: 'emitted', path: 'types' }, name, true)),
      )};`,
    ]),
  };

  it.each(Object.entries(cases))('%s is what prettier writes', async (_, body) => {
    const text = print(body);
    expect(
      await prettier.format(text, { parser: 'typescript', singleQuote: true, printWidth: 100 }),
    ).toBe(text);
  });

  it('drops a line that holds nothing, and keeps the indentation of what is put in', () => {
    const inner = code`
      one;
      two;
    `;
    const text = print(code`
      {
        ${undefined}
        ${inner}
      }
    `);
    expect(text.split('\n').slice(3).join('\n')).toBe('{\n  one;\n  two;\n}\n');
  });
});

describe('import specifiers', () => {
  it.each([
    [{ kind: 'emitted', path: 'types' }, 'operations/auth', '../types.js'],
    [{ kind: 'emitted', path: 'operations/auth' }, 'index', './operations/auth.js'],
    [{ kind: 'runtime' }, 'operations/auth', '../runtime/abi.js'],
    [{ kind: 'file', path: 'src/lib/types.ts' }, 'entities', '../lib/types.js'],
    [{ kind: 'file', path: 'instant.schema.mts' }, 'entities', '../../instant.schema.mjs'],
    [{ kind: 'file', path: 'data/own.json' }, 'entities', '../../data/own.json'],
    [{ kind: 'package', specifier: '@/lib/x' }, 'entities', '@/lib/x'],
  ] as const)('%j from %s', (from, path, want) => {
    expect(specifierOf(from, path, settings)).toBe(want);
  });

  it.each([
    ['../made', '../project/src/types.js'],
    ['../../made/client', '../../home/project/src/types.js'],
    ['../project-client', '../project/src/types.js'],
    ['./a/../b', '../src/types.js'],
  ])('from %s, a file of the project is %s', (out, want) => {
    const from = { kind: 'file', path: 'src/types.ts' } as const;
    const root = '/home/project';
    expect(specifierOf(from, 'entities', { ...settings, out, root })).toBe(want);
  });

  it('follows the extension that the project needs', () => {
    const from = { kind: 'file', path: 'src/a.tsx' } as const;
    expect(specifierOf(from, 'b', { ...settings, importExtension: '' })).toBe('../a');
    expect(specifierOf(from, 'b', { ...settings, importExtension: '.ts' })).toBe('../a.tsx');
  });
});

it('keeps rows of tables and code in documentation on their lines, and wraps prose beside them', () => {
  const words = 'a word and another '.repeat(8).trim();
  const row = `| \`code\` | ${words} |`;
  const text = [words, row, '```sh', `curl ${words}`, '```', `- ${words}`].join('\n');
  const lines = textOf(jsdoc({ text: [text] })).split('\n');
  expect(lines).toContain(` * ${row}`);
  expect(lines).toContain(` * curl ${words}`);
  expect(lines.filter((line) => line.length > 100)).toHaveLength(2);
});
