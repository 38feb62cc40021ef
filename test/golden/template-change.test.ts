/** What an edit of a template does to its users: the lines that it is about, and no other. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { builtBin, builtFolder } from '../command/built.js';
import { tree } from '../command/disk.js';
import { cases, expected } from './case.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const COPY = join(import.meta.dirname, `../../.tmp/template-change-${String(process.pid)}`);

interface Golden {
  readonly name: string;
  /** Input file → the flags that name it. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

const GOLDENS: readonly Golden[] = [
  { name: 'petstore', inputs: { 'openapi.yml': ['--target', 'none', '--openapi'] } },
  { name: 'client', inputs: { 'instant.schema.ts': ['--schema'] } },
  { name: 'goals', inputs: { 'instant.schema.ts': ['--schema'] } },
];

/** One constant of one template, and which lines of which files show it. */
interface Change {
  readonly template: string;
  readonly from: string;
  readonly to: string;
  readonly file: RegExp;
  /** A line as it was → as it is to be. */
  readonly line: (text: string) => string;
  readonly goldens: readonly string[];
}

const CHANGES: readonly Change[] = [
  {
    template: 'api/types.js',
    from: 'As it is sent: without what is read-only.',
    to: 'For requests.',
    file: /^types\.ts$/,
    line: (text) => text.replace('As it is sent: without what is read-only.', 'For requests.'),
    goldens: ['petstore'],
  },
  {
    template: 'api/operation.js',
    from: 'code`id: ${',
    to: 'code`name: ${',
    file: /^operations\//,
    line: (text) => text.replace(/^ {2}id: '/, "  name: '"),
    goldens: ['petstore', 'client', 'goals'],
  },
  {
    template: 'client/client.js',
    from: 'What `init` takes.',
    to: 'All that `init` takes.',
    file: /^client\.ts$/,
    line: (text) => text.replace('What `init` takes.', 'All that `init` takes.'),
    goldens: ['client', 'goals'],
  },
  {
    template: 'instaql/schema.js',
    from: '"optional"',
    to: '"maybe"',
    file: /^schema\.ts$/,
    line: (text) => text.replace(/ optional'/, " maybe'"),
    goldens: ['client', 'goals'],
  },
  {
    template: 'instaql/entities.js',
    from: 'serverCreatedAt',
    to: 'serverMadeAt',
    file: /^entities\.ts$/,
    line: (text) => text.replace('serverCreatedAt', 'serverMadeAt'),
    goldens: ['client', 'goals'],
  },
];

type Files = Readonly<Record<string, string>>;

/** Outside of this repository, whose own settings would be followed. */
const PROJECTS = mkdtempSync(join(tmpdir(), 'instant-codegen-template-'));

const before = new Map<string, Files>();

beforeAll(() => {
  for (const golden of GOLDENS) before.set(golden.name, generated(golden, builtBin()));
});
afterAll(() => {
  for (const folder of [COPY, PROJECTS]) rmSync(folder, { recursive: true, force: true });
});

it('begins with the goldens', () => {
  for (const each of cases.filter(({ name }) => before.has(name))) {
    for (const [path, text] of expected(each)) {
      expect(before.get(each.name)?.[path], `${each.name}/${path}`).toBe(text);
    }
  }
});

describe.each(CHANGES)('another $from in $template', (change) => {
  let bin = '';
  beforeAll(() => {
    bin = editedBin(change);
  });

  it.each(GOLDENS)('changes its own lines of $name', (golden) => {
    const old = before.get(golden.name) ?? {};
    const wanted = Object.fromEntries(
      Object.entries(old).map(([path, text]) => [
        path,
        change.file.test(path) ? text.split('\n').map(change.line).join('\n') : text,
      ]),
    );
    const now = generated(golden, bin);
    for (const path of Object.keys(wanted)) expect(now[path], path).toBe(wanted[path]);
    expect(Object.keys(now)).toEqual(Object.keys(old));
    const changed = Object.keys(old).some((path) => wanted[path] !== old[path]);
    expect(changed).toBe(change.goldens.includes(golden.name));
  });
});

/** A copy of the command's modules in which one text of one template is another. */
function editedBin({ template, from, to }: Change): string {
  const copy = join(COPY, basename(template, '.js'));
  rmSync(copy, { recursive: true, force: true });
  cpSync(builtFolder(), copy, { recursive: true });
  const file = join(copy, 'modules/templates', template);
  const parts = readFileSync(file, 'utf8').split(from);
  expect(parts.length, `${from} in ${template}`).toBe(2);
  writeFileSync(file, parts.join(to));
  return join(copy, 'modules/generator/bin.js');
}

/** Every file that the command writes for a golden's inputs, but for its manifest. */
function generated({ name, inputs }: Golden, bin: string): Files {
  const folder = mkdtempSync(join(PROJECTS, name));
  const flags = Object.entries(inputs).flatMap(([path, flag]) => {
    cpSync(join(FIXTURES, name, path), join(folder, path));
    return [...flag, path];
  });
  mkdirSync(join(folder, '.git'));
  const { status, stderr } = spawnSync(process.execPath, [bin, ...flags, '--out', 'out'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  const files = tree(join(folder, 'out'));
  return Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith('.ts')));
}
