import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { problemsOf } from '../types/program.js';

/** No library is named, as `tsc --init` left it until TypeScript 5.9: it is that of the target. */
const OLDEST: ts.CompilerOptions = {
  strict: true,
  noImplicitReturns: true,
  target: ts.ScriptTarget.ES2016,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  isolatedModules: true,
  types: [],
  noEmit: true,
};

// Until its version 15, Next.js wrote ES5, where nothing but lists can be iterated, and used it for the types alone.
it.each([
  ['ES2016', ts.ScriptTarget.ES2016],
  ['ES5', ts.ScriptTarget.ES5],
])('what is copied beside the output compiles for %s', (_, target) => {
  const abi = join(import.meta.dirname, '../../runtime/abi.ts');
  const program = ts.createProgram([abi], { ...OLDEST, target });
  expect(program.getSourceFiles().length).toBeGreaterThan(50);
  expect(problemsOf(program)).toEqual([]);
});

// Of `declare` in a class, Babel says that it is not allowed: Jest, Metro and others come with it.
it('no class of it has fields that are types alone', () => {
  const program = ts.createProgram([join(import.meta.dirname, '../../runtime/abi.ts')], OLDEST);
  const leaf = join(import.meta.dirname, '../../runtime/dsl.ts');
  const found: string[] = [];
  for (const source of [
    ...program.getSourceFiles(),
    ...ts.createProgram([leaf], OLDEST).getSourceFiles(),
  ]) {
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyDeclaration(node) && !source.isDeclarationFile)
        if (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true)
          found.push(`${source.fileName} ${node.getText(source)}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  expect(found).toEqual([]);
});
