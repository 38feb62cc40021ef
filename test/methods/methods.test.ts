import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { outcomesOf, rowsOf, sdkMethods, type Outcome } from './outcomes.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const config = JSON.parse(read('.prettierrc.json')) as object;

/** By the name of the target. */
const BACKENDS = [
  { name: 'fluxbase', title: 'Fluxbase Admin' },
  { name: 'insforge', title: 'InsForge' },
] as const;

type Found = Awaited<ReturnType<typeof outcomesOf>>;
const found = new Map<string, Found>();
/** InstantDB's, member by member, are compared in test/judge. */
let instant: Awaited<ReturnType<typeof rowsOf>>;
beforeAll(async () => {
  instant = await rowsOf('client');
  for (const { name } of BACKENDS) found.set(name, await outcomesOf(name));
});
const of = (name: string): Found => found.get(name) ?? [];

describe.each(BACKENDS)('every method of the SDK of $title', ({ name }) => {
  it('is a row over an operation, a composite, or left out with a reason', () => {
    expect(of(name).length).toBe(sdkMethods(name).length);
    const missing = of(name).filter(({ outcome }) => outcome.kind === 'missing');
    expect(missing).toEqual([]);
  });

  it('is listed once', () => {
    const names = of(name).map(({ method }) => method);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what is left out', () => {
  it('is what speaks over a socket, and nothing else', () => {
    const left = BACKENDS.flatMap(({ name }) => of(name)).filter(
      ({ outcome }) => outcome.kind === 'excluded',
    );
    expect(left.length).toBeLessThanOrEqual(10);
    expect(left.filter(({ method }) => !method.startsWith('realtime.'))).toEqual([]);
  });
});

describe('the tables of methods', () => {
  it('are the ones in docs/methods.md', () =>
    written('docs/methods.md', 'methods', BACKENDS.map(tableOf).join('\n\n')));

  it('are counted in the README', () => written('README.md', 'methods', counts()));
});

/** Compares what stands between the marks with `text`, or puts it there. */
async function written(path: string, mark: string, text: string): Promise<void> {
  const start = `<!-- ${mark}: written by \`npm run regenerate\` -->`;
  const end = `<!-- end of ${mark} -->`;
  const [before = '', rest = ''] = read(path).split(start);
  const after = rest.split(end)[1] ?? '';
  const whole = `${before}${start}\n\n${text}\n\n${end}${after}`;
  const formatted = await format(whole, { parser: 'markdown', ...config });
  if (process.env['UPDATE_GOLDENS'] !== undefined) writeFileSync(join(ROOT, path), formatted);
  expect(read(path)).toBe(formatted);
}

function tableOf({ name, title }: (typeof BACKENDS)[number]): string {
  const lines = of(name).map(
    ({ method, outcome }) => `| \`${method}\` | ${KINDS[outcome.kind]} | ${detail(outcome)} |`,
  );
  return [`## ${title}`, '', '| method | is | over |', '| - | - | - |', ...lines].join('\n');
}

const KINDS: Readonly<Record<Outcome['kind'], string>> = {
  operation: 'a row',
  recipe: 'a composite',
  excluded: 'left out',
  missing: 'missing',
};

function detail(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'operation':
      return `\`${outcome.operation}\``;
    case 'recipe':
      return outcome.operations.length === 0
        ? 'nothing that is sent'
        : outcome.operations.map((each) => `\`${each}\``).join(', ');
    case 'excluded':
      return outcome.reason;
    case 'missing':
      return outcome.why;
  }
}

/** One line for each module of each backend. */
function counts(): string {
  const all = [
    { title: 'InstantDB', methods: instant },
    ...BACKENDS.map(({ name, title }) => ({ title, methods: of(name) })),
  ];
  const lines = all.flatMap(({ title, methods }) => {
    const modules = new Map<string, (typeof instant)[number][]>();
    for (const each of methods) {
      const module = each.method.split('.', 1)[0] ?? '';
      modules.set(module, [...(modules.get(module) ?? []), each]);
    }
    return [...modules].map(([module, own]) => {
      const count = (kind: Outcome['kind']): string => {
        const many = own.filter(({ outcome }) => outcome.kind === kind).length;
        return many === 0 ? '' : String(many);
      };
      const cells = [count('operation'), count('recipe'), count('excluded')];
      return `| ${title} | \`${module}\` | ${cells.join(' | ')} |`;
    });
  });
  return [
    '| backend | module | one operation each | composites | left out |',
    '| - | - | - | - | - |',
    ...lines,
  ].join('\n');
}
