import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import { nameProject } from '../../generator/names.js';
import { emitAll } from '../../templates/index.js';
import { takenNames } from '../../templates/reserved.js';
import { cases, emitted, expected, generate } from './case.js';
import { compile } from './compile.js';

const UPDATE = process.env['UPDATE_GOLDENS'] === '1';

it('finds cases', () => {
  expect(cases.map(({ name }) => name)).toContain('petstore');
});

describe.each(cases)('$name', (each) => {
  const first = generate(each);

  it('gives the expected bytes', async () => {
    const actual = emitted(await first);
    if (UPDATE) update(each.root, actual, each.partial === true);
    const wanted = expected(each);
    expect(wanted.size).toBeGreaterThan(0);
    for (const [path, text] of wanted) expect(actual.get(path), path).toBe(text);
    if (each.partial !== true) expect([...actual.keys()].sort()).toEqual([...wanted.keys()].sort());
  });

  it('gives the same bytes again', async () => {
    const again = await generate(each);
    expect(again.files).toEqual((await first).files);
  });

  it('leaves its input untouched', async () => {
    const { project } = await first;
    expect(Object.isFrozen(project)).toBe(true);
    const before = JSON.stringify(project);
    emitAll(
      project,
      nameProject(project, takenNames(project), {}, () => {}),
    );
    expect(JSON.stringify(project)).toBe(before);
  });

  it('is laid out as prettier would', async () => {
    const options = { parser: 'typescript', singleQuote: true, printWidth: 100 };
    for (const [path, text] of emitted(await first)) {
      expect(await prettier.format(text, options), path).toBe(text);
    }
  });

  it('is left alone by linters', async () => {
    for (const { path, text } of (await first).files.filter((each) => each.path.endsWith('.ts'))) {
      expect(text.startsWith('/* eslint-disable */\n'), path).toBe(true);
      expect(text.split('eslint-disable').length, path).toBe(2);
    }
  });

  it('compiles under every strict flag', async () => {
    const files = new Map(
      (await first).files
        .filter(({ path }) => path.endsWith('.ts'))
        .map(({ path, text }) => [path, text]),
    );
    expect(compile(files)).toEqual([]);
  }, 60_000);

  it.each([
    ['no strict flag', { strict: false }],
    // As Nest sets up its projects.
    ['flags without null', { strictNullChecks: false }],
  ])('compiles under %s', async (_, flags) => {
    const files = new Map(
      (await first).files
        .filter(({ path }) => path.endsWith('.ts'))
        .map(({ path, text }) => [path, text]),
    );
    const looser = { ...flags, exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false };
    expect(compile(files, looser)).toEqual([]);
  });
});

function update(root: string, files: ReadonlyMap<string, string>, partial: boolean): void {
  const folder = join(root, 'expected');
  const kept = partial ? new Set(expected({ root, name: '' }).keys()) : undefined;
  for (const path of expected({ root, name: '' }).keys()) rmSync(join(folder, path));
  for (const [path, text] of files) {
    if (kept !== undefined && !kept.has(path)) continue;
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
