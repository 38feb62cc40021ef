import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { loadTypeScript } from '../../generator/lazy.js';
import { PARSER, type Parser } from '../../generator/parser.js';

const ROOT = join(import.meta.dirname, '../..');
const whole = loadTypeScript();
const cut = createRequire(import.meta.url)(join(ROOT, 'dist/generator/parser.cjs')) as Parser;

const folders = ['fixtures/schemas', 'generator/stores/instaql'];
const files = folders.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}/${name}`),
);

/** Texts that are no programs, and what is rare. */
const ODD = [
  'const a = {',
  'export default i.schema({ entities: { goals: i.entity({ title: i.string( }) } });',
  'type A = ; interface { x: }',
  'let \u{1d4d0}\\u0061 = /[/]\\/(?<n>a)/dgv, s = `a${`b${1_000n}`}c`; @d class C { #p = 1; static {} accessor x }',
  "import type { A } from './a.js' with { type: 'json' }; export * as ns from 'n'; enum E { A = 1 << 2 }",
  'function f<const T extends readonly unknown[]>(this: Window, ...r: T): asserts r is T { yield; await 0 }',
  "type T = A extends infer B extends string ? { readonly [K in keyof B as `on${K}`]-?: import('m').C<B> } : never",
  '"unterminated\n\'also',
  '<<<<<<< here\na\n=======\nb\n>>>>>>> there\n',
  'a?.b!.c ??= <T>(x satisfies Y as Z); for await (const q of w) label: continue label;',
];

/** Everything that a reader of the tree can see, as text. */
function seen(parser: Parser, path: string, text: string): readonly string[] {
  const kind = path.endsWith('.tsx') ? parser.ScriptKind.TSX : parser.ScriptKind.TS;
  const source = parser.createSourceFile(
    path,
    text,
    {
      languageVersion: parser.ScriptTarget.ESNext,
      jsDocParsingMode: parser.JSDocParsingMode.ParseNone,
    },
    false,
    kind,
  );
  const lines: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = parser.SyntaxKind[node.kind];
    lines.push(
      `${name} ${node.getStart(source)}-${node.end} ${node.flags} ${node.getText(source)}`,
    );
    parser.forEachChild(node, visit);
  };
  visit(source);
  const problems: unknown = Reflect.get(source, 'parseDiagnostics');
  if (!Array.isArray(problems)) throw new Error('The syntax errors lie somewhere else.');
  for (const { start, length, messageText } of problems as ts.DiagnosticWithLocation[])
    lines.push(`${start}+${length} ${parser.flattenDiagnosticMessageText(messageText, ' ')}`);
  return lines;
}

describe('the parser that the build cuts out of the compiler', () => {
  it('has what a reading asks for, and no more', () => {
    expect(Object.keys(cut).sort()).toEqual([...PARSER].sort());
  });

  it.each(files)('reads %s like the compiler', (file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const expected = seen(whole, file, text);
    expect(expected.length).toBeGreaterThan(1);
    expect(seen(cut, file, text)).toEqual(expected);
  });

  it.each(ODD)('reads like the compiler, problems included: %s', (text) => {
    for (const path of ['odd.ts', 'odd.tsx'])
      expect(seen(cut, path, text)).toEqual(seen(whole, path, text));
  });

  it('tests each question about a node alike', () => {
    const questions = PARSER.filter((name) => /^is[A-Z]/.test(name));
    const answers = (parser: Parser): readonly string[] => {
      const found: string[] = [];
      for (const text of ODD) {
        const visit = (node: ts.Node): void => {
          const names = questions.filter((name) => ask(parser, name, node));
          found.push(`${parser.SyntaxKind[node.kind]}: ${names.join(' ')}`);
          parser.forEachChild(node, visit);
        };
        visit(parser.createSourceFile('odd.ts', text, parser.ScriptTarget.ESNext));
      }
      return found;
    };
    expect(questions.length).toBeGreaterThan(40);
    expect(answers(cut)).toEqual(answers(whole));
  });

  it('reads settings like the compiler', () => {
    for (const text of ['{ "a": [1, /* two */ 2,], // three\n "b": { "c": null } }', '{ broken'])
      expect(cut.parseConfigFileTextToJson('tsconfig.json', text).config).toEqual(
        whole.parseConfigFileTextToJson('tsconfig.json', text).config,
      );
  });
});

function ask(parser: Parser, name: (typeof PARSER)[number], node: ts.Node): boolean {
  const question: unknown = parser[name];
  if (typeof question !== 'function') throw new Error(`${name} is no function.`);
  return Reflect.apply(question, undefined, [node]) === true;
}
