/** The same bytes everywhere, and a small change of the input is a small change of the output. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { ClientSettings } from '../../generator/config/types.js';
import { diffLines } from '../../generator/diff.js';
import { recordInputs } from '../../generator/inputs.js';
import { shippedFiles, targetOf } from '../../generator/project.js';
import { generateClient } from '../../generator/run.js';
import { tree } from '../command/disk.js';
import { project, put, run } from '../command/run.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

const GOALS = readFileSync(join(FIXTURES, 'goals/instant.schema.ts'), 'utf8');
const PETS = readFileSync(join(FIXTURES, 'petstore/openapi.yml'), 'utf8');

const SETTINGS: ClientSettings = {
  overlays: [],
  runtime: 'copy',
  importExtension: '.js',
  format: false,
  dates: 'stored',
  requiredLinks: 'types',
  names: {},
};

type Files = Readonly<Record<string, string>>;

describe('the same input gives the same bytes', () => {
  const flags = {
    goals: ['--schema', 'instant.schema.ts'],
    pets: ['--target', 'none', '--openapi', 'openapi.yml'],
  };
  const inputs = { 'instant.schema.ts': GOALS, 'openapi.yml': PETS };
  const made = (which: keyof typeof flags, env: Record<string, string>, files: Files): Files => {
    const folder = project(files);
    const { code, stderr } = run(folder, [...flags[which], '--out', 'out'], env);
    expect(code, stderr).toBe(0);
    return tree(join(folder, 'out'));
  };

  it.each(['goals', 'pets'] as const)('in other languages and time zones: %s', (which) => {
    const first = made(which, { LC_ALL: 'C', TZ: 'UTC' }, inputs);
    expect(Object.keys(first).length).toBeGreaterThan(10);
    for (const [language, zone] of [
      ['tr_TR.UTF-8', 'Pacific/Kiritimati'],
      ['sv_SE.UTF-8', 'America/St_Johns'],
    ]) {
      const env = { LC_ALL: `${language}`, LANG: `${language}`, TZ: `${zone}` };
      expect(made(which, env, inputs)).toEqual(first);
    }
  });

  it('whatever the order in which a folder lists its files', async () => {
    const files: Files = {
      'src/b/instant.schema.ts': GOALS,
      'src/a/instant.schema.ts': GOALS.replace('goals: i.entity', 'aims: i.entity').replaceAll(
        "'goals'",
        "'aims'",
      ),
      'src/c/other.ts': '',
    };
    const folder = mkdtempSync(join(tmpdir(), 'instant-codegen-order-'));
    try {
      put(folder, files);
      const [forward, backward] = [await listed(folder, false), await listed(folder, true)];
      expect(forward.get('entities.ts')).toMatch(/interface Aim \{/);
      expect([...backward]).toEqual([...forward]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const other = Object.fromEntries(Object.entries(inputs).reverse());
    expect(made('goals', {}, other)).toEqual(made('goals', {}, inputs));
  });
});

describe('one more', () => {
  const entity = `reviews: i.entity({\n      text: i.string().optional(),\n      tone: i.string().indexed(),\n    }),\n    `;

  it.each(['$files: i.entity', '// Something that', 'todos: i.entity'])(
    'entity, before %s, is one block and lines of lists',
    async (next) => {
      const at = GOALS.indexOf(next);
      expect(at).toBeGreaterThan(0);
      const more = GOALS.slice(0, at) + entity + GOALS.slice(at);
      const [before, after] = [await instant(GOALS), await instant(more)];
      expect(before.size).toBe(after.size);
      const changed = [...before.keys()].filter((path) => before.get(path) !== after.get(path));
      expect(changed.sort()).toEqual(
        ['builder.ts', 'entities.ts', 'index.ts', 'query.ts', 'schema.ts'].sort(),
      );
      const [old = '', now = ''] = [before.get('entities.ts'), after.get('entities.ts')];
      expect(isOneBlock(old, now)).toBe(true);
      expect(now.split('\n').length - old.split('\n').length).toBeGreaterThan(30);
      for (const path of changed.filter((each) => each !== 'entities.ts')) {
        for (const lines of hunks(before, after, path)) {
          expect(lines.filter((line) => !isOfList(line))).toEqual([]);
          expect(lines.filter((line) => !/review/i.test(line) && !isTable(line))).toEqual([]);
        }
      }
    },
  );

  it.each([
    ['an operation of a known tag', 'pets', ['index.ts', 'operations/pets.ts']],
    ['an operation of a new tag', 'visits', ['index.ts']],
  ])('%s is one block and lines of lists', async (_name, tag, expected) => {
    const operation = `  /visits/{visitId}:
    get:
      operationId: getVisit
      tags: [${tag}]
      parameters:
        - { name: visitId, in: path, required: true, schema: { type: integer } }
      responses:
        '200':
          description: A visit.
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
`;
    const at = PETS.indexOf('components:');
    const [before, after] = [
      await pets(PETS),
      await pets(PETS.slice(0, at) + operation + PETS.slice(at)),
    ];
    const changed = [...before.keys()].filter((path) => before.get(path) !== after.get(path));
    expect(changed.sort()).toEqual(expected);
    expect([...after.keys()].filter((path) => !before.has(path))).toEqual(
      tag === 'visits' ? ['operations/visits.ts'] : [],
    );
    for (const path of changed) {
      const inserted = hunks(before, after, path);
      if (path === 'index.ts')
        expect(inserted.flat().filter((line) => !isOfList(line))).toEqual([]);
      // The imports, and the operation.
      else expect(inserted.filter((lines) => !lines.every(isOfList))).toHaveLength(1);
    }
  });
});

/** A line that stands among its like: a name of an import or export, a member, or a whole statement. */
function isOfList(line: string): boolean {
  return /^ +(?:type )?[$\w]+,$|^ {2,}.*[;,{]$|^ +[|}].*$|^export (?:type )?\{.*\} from '.*';$|^\} from|^export (?:type )?\{$/.test(
    line,
  );
}

/** What surrounds the entity's own lines in the table of the schema. */
function isTable(line: string): boolean {
  return /^ +(?:\w+: (?:\{.*\}|'[\w ]+'),|attrs: \{|links: \{\},|\},|\| undefined;|\},)$/.test(
    line,
  );
}

/** The lines inserted, by place. Throws where a line was changed or removed. */
function hunks(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  path: string,
): readonly (readonly string[])[] {
  const [old, now] = [before, after].map((files) => exploded(files.get(path) ?? ''));
  const found: string[][] = [];
  let open = false;
  for (const [mark, line] of diffLines(old ?? '', now ?? '', Infinity)) {
    expect(mark, `${path}: ${line}`).not.toBe('-');
    if (mark === '+') {
      if (!open) found.push([]);
      found.at(-1)?.push(line);
    }
    open = mark === '+';
  }
  return found;
}

/** Lists of names with each on a line of its own, where they would stand if the list were longer. */
function exploded(text: string): string {
  return text.replace(
    /^((?:im|ex)port (?:type )?)\{([^}]*)\}(?= from )/gm,
    (_, start: string, names: string) =>
      [`${start}{`, ...names.split(',').flatMap((name) => name.trim() || []), '}']
        .map((line, index, all) => (index > 0 && index < all.length - 1 ? `  ${line},` : line))
        .join('\n'),
  );
}

/** Whether all that is new stands together. */
function isOneBlock(old: string, now: string): boolean {
  let head = 0;
  while (head < old.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return head + tail >= old.length;
}

async function instant(schema: string): Promise<ReadonlyMap<string, string>> {
  return generate({ 'instant.schema.ts': schema }, { schema: 'instant.schema.ts' });
}

async function pets(document: string): Promise<ReadonlyMap<string, string>> {
  return generate({ 'openapi.yml': document }, { openapi: 'openapi.yml', target: 'none' });
}

async function generate(
  files: Files,
  settings: Partial<ClientSettings>,
): Promise<ReadonlyMap<string, string>> {
  const folder = project(files);
  return generated(folder, settings, (names) => names);
}

async function listed(folder: string, backward: boolean): Promise<ReadonlyMap<string, string>> {
  return generated(folder, {}, (names) => (backward ? [...names].reverse() : names));
}

async function generated(
  folder: string,
  settings: Partial<ClientSettings>,
  order: (names: readonly string[]) => readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const whole: ClientSettings = { ...SETTINGS, ...settings };
  const recorder = recordInputs(folder, {}, shippedFiles());
  const inputs = {
    ...recorder,
    list: (path: string) => {
      const names = recorder.list(path);
      return names && order(names);
    },
  };
  const problems: string[] = [];
  const report = ({ severity, message }: { severity: string; message: string }): void => {
    if (severity === 'error') problems.push(message);
  };
  const target = targetOf(whole, inputs, report);
  const client =
    target === 'failed'
      ? undefined
      : await generateClient(whole, target, 'out', inputs, report, () => undefined);
  if (client === undefined) throw new Error(problems.join('\n'));
  return new Map(client.files.map(({ path, text }) => [path, text]));
}
