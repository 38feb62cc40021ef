import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { problemsOf } from '../types/program.js';

/** The target and the libraries of the `tsconfig.json` that Next.js writes into a new app. */
const OLDEST: ts.CompilerOptions = {
  strict: true,
  noImplicitReturns: true,
  target: ts.ScriptTarget.ES2017,
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  isolatedModules: true,
  types: [],
  noEmit: true,
};

it('what is copied beside the output compiles for ES2017', () => {
  const program = ts.createProgram([join(import.meta.dirname, '../../runtime/abi.ts')], OLDEST);
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
