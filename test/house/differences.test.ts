import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { behaviours, shownDifferences } from '../fluxbase/differences.js';
import { shownDifferences as shownOfInsForge } from '../insforge/differences.js';
import { generate, load } from '../judge/generate.js';
import { deliberate, sideBySide, withRetries } from '../judge/ours-differences.js';
import { alike, ownCalls } from '../judge/own-calls.js';
import { listed } from '../judge/property/listed.js';
import { wireSchema } from '../judge/wire-schema.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const page = read('docs/differences.md');

const linesOf = (path: string): readonly { readonly why?: string }[] =>
  JSON.parse(read(`fixtures/types/${path}`)) as readonly { readonly why?: string }[];

/** How many calls and lines show each reason. */
function shown(): ReadonlyMap<string, { calls: number; lines: number }> {
  const found = new Map<string, { calls: number; lines: number }>();
  const count = (reason: string | undefined, kind: 'calls' | 'lines'): void => {
    if (reason === undefined) return;
    const sum = found.get(reason) ?? { calls: 0, lines: 0 };
    found.set(reason, { ...sum, [kind]: sum[kind] + 1 });
  };
  for (const { reason } of Object.values({ ...deliberate, ...sideBySide, ...withRetries })) {
    count(reason, 'calls');
  }
  for (const { reason } of ownCalls) count(reason, 'calls');
  for (const path of ['cases.json', 'differences.json']) {
    for (const { why } of linesOf(path)) count(why, 'lines');
  }
  for (const { reason, kind } of [...shownDifferences(), ...shownOfInsForge()]) count(reason, kind);
  return found;
}

const plural = (many: number, word: string): readonly string[] =>
  many === 0 ? [] : [`${many} ${word}${many === 1 ? '' : 's'}`];
const expected = [...shown()].map(([reason, { calls, lines }]) => ({
  reason,
  tests: [...plural(calls, 'call'), ...plural(lines, 'line')].join(', '),
}));

const rows = page
  .split('\n')
  .filter((line) => /^\| (?!what |-)/.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map(([, reason = '', before = '', old = '', tests = '']) => ({ reason, before, old, tests }));

/** The paragraph or list that follows a comment. */
const after = (comment: string): string =>
  page
    .split(new RegExp(`<!-- ${comment}: .*-->\n`))[1]
    ?.trimStart()
    .split('\n\n')[0] ?? '';

describe('docs/differences.md', () => {
  it('finds reasons', () => {
    expect(expected.length).toBeGreaterThan(40);
  });

  it.each(expected)('has a row that counts its tests: $reason', ({ reason, tests }) => {
    const row = rows.find((each) => each.reason === reason);
    expect(row?.tests).toBe(tests);
    expect(row?.before).not.toBe('');
    expect(row?.old).not.toBe('');
  });

  it('has no row that no test shows, and none twice', () => {
    expect(rows.map(({ reason }) => reason).sort()).toEqual(
      expected.map(({ reason }) => reason).sort(),
    );
  });

  it.each(listed)('has a row for the rule of the random calls: $reason', ({ reason }) => {
    expect(rows.map((row) => row.reason)).toContain(reason);
  });

  it.each(behaviours)('has a test of Fluxbase that shows: $reason', ({ test }) => {
    expect(read('test/fluxbase/client.test.ts')).toContain(`it('${test}'`);
  });

  it('lists what is alike', () => {
    expect(
      after('alike')
        .split('\n')
        .filter((line) => line.startsWith('- '))
        .map((line) => line.slice(2).split(':')[0]),
    ).toEqual(alike.map(({ what }) => what));
  });
});

describe('the names of the client', () => {
  let client = '';
  beforeAll(async () => {
    client = await generate('differences', {
      schema: wireSchema.replace('todos: i.entity', 'users: i.entity({}), todos: i.entity'),
      settings: { features: ['all'] },
    });
  });

  it('are those of the official SDK but for the ones listed', async () => {
    const official = join(ROOT, 'node_modules/@instantdb/admin/dist/esm/index.d.ts');
    const program = ts.createProgram([official, client], {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      types: [],
      noEmit: true,
    });
    const checker = program.getTypeChecker();
    const types = (path: string): readonly string[] => {
      const source = program.getSourceFile(path);
      const symbol = source && checker.getSymbolAtLocation(source);
      const exported = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
      return exported
        .filter((each) => {
          const real = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
          return (real.flags & ts.SymbolFlags.Type) !== 0;
        })
        .map(({ name }) => name);
    };
    const lacking = (theirs: readonly string[], ours: readonly string[]): readonly string[] => {
      expect(theirs).toContain('InstantError');
      return theirs.filter((name) => !ours.includes(name)).sort();
    };
    // Of a class that is exported as a type the declarations do not say that there is no value.
    const values = Object.keys(await import('@instantdb/admin'));
    const listed = [...after('values').matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    expect(lacking(values, Object.keys(await load<object>(client)))).toEqual(listed);
    expect(lacking(types(official), types(client))).toEqual([]);
  });

  it('give an entity `users` the name `User`', () => {
    const folder = join(client, '..');
    const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
    expect(text('entities.ts')).toContain('export interface User {');
    expect(text('types.ts')).toContain('export interface UserSchema {');
  });

  it('are documented as they are', () => {
    const official = read('node_modules/@instantdb/admin/dist/esm/index.d.ts');
    expect(official).toMatch(/sendMagicCode\(\{ email/);
    const ours = readFileSync(join(client, '../client.ts'), 'utf8');
    expect(ours).toContain('sendMagicCode: (email: string');
    expect(ours).not.toMatch(/sendMagicCode\(\{ email/);
    expect(ours).toContain('the result is never null');
  });
});
