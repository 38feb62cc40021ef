import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { emittedCase } from '../client/emitted.js';

it('the sample of docs/backends.md compiles', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/backends.md'), 'utf8');
  const samples = [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, text = '']) => text);
  expect(samples.length).toBe(1);
  const { folder } = await emittedCase('fluxbase');
  const file = join(folder, 'docs-sample.ts');
  writeFileSync(file, samples.join('').replace('./fluxbase/index.js', './index.js'));
  const program = ts.createProgram([file], {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
    noEmit: true,
  });
  expect(
    ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  ).toEqual([]);
});
