import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { project, run } from '../command/run.js';
import { BUNDLED, problemsIn } from '../types/program.js';

const ROOT = join(import.meta.dirname, '../..');
const guide = readFileSync(join(ROOT, 'docs/any-api.md'), 'utf8');
const coming = readFileSync(join(ROOT, 'docs/coming-from.md'), 'utf8');
/** The types that stand in the last column of its tables. */
const types = [...coming.matchAll(/^\|[^|]*\|([^|]*)\|$/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([A-Z]\w+)((?:\['?\w+'?\])?)`/g)].map(
    ([, name = '', member = '']) => `import('./pets').${name}${member}`,
  ),
);
const samples = [
  ...[...`${guide}\n${coming}`.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, text = '']) => text),
  `export type Named = [${types.join(', ')}];\n`,
];

/** What later samples take from earlier ones. */
const GIVEN = `import { createTransport, getPet, listPets, serverUrl } from './pets';
declare const transport: ReturnType<typeof createTransport>;
declare function signIn(): Promise<string>;
void [transport, signIn, createTransport, getPet, listPets, serverUrl];
`;

it('the guides have samples that compile, and name files and types that are there', () => {
  const root = project({
    'api.yml': readFileSync(join(ROOT, 'fixtures/petstore/openapi.yml'), 'utf8'),
    'toys.yaml': readFileSync(join(ROOT, 'fixtures/casing/api.yaml'), 'utf8'),
    'toys.json': '{ "openapi": "toys.yaml", "out": "src/toys", "propertyCase": "camel" }',
  });
  expect(run(root, ['--config', 'toys.json'])).toMatchObject({ code: 0 });
  const done = run(root, ['--openapi', 'api.yml', '--out', 'src/pets', '--client']);
  expect(done).toMatchObject({ code: 0 });
  mkdirSync(join(root, 'src'), { recursive: true });
  const files = samples.map((text, at) => {
    const path = join(root, `src/sample${String(at)}.ts`);
    const own =
      /import \{([^}]*)\} from '.\/pets'/
        .exec(text)?.[1]
        ?.split(',')
        .map((each) => each.trim()) ?? [];
    const given = GIVEN.replace(
      /\{[^}]*\}/,
      (list) =>
        `{ ${list
          .slice(1, -1)
          .split(',')
          .map((each) => each.trim())
          .filter((each) => !own.includes(each))
          .join(', ')} }`,
    )
      .replace(/^declare const transport.*\n/m, (line) =>
        text.includes('const transport =')
          ? ''
          : line.replace('typeof createTransport', "typeof import('./pets').createTransport"),
      )
      .replace(/^void.*\n/m, '');
    writeFileSync(path, `${given}${text}export {};\n`);
    return path;
  });
  expect(files.length).toBeGreaterThanOrEqual(8);
  expect(types.length).toBeGreaterThanOrEqual(8);
  const flags = { noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true };
  expect(problemsIn(files, { ...BUNDLED, ...flags })).toEqual([]);
  const named = [...guide.matchAll(/^\| `([\w*-]*[./][\w./*-]*)`/gm)].map(([, name = '']) =>
    name.replace('*', 'pets'),
  );
  expect(named.length).toBeGreaterThan(8);
  const there = named.filter((name) => name !== 'webhooks.ts');
  expect(
    there.filter(
      (name) =>
        !ts.sys.fileExists(join(root, 'src/pets', name)) &&
        !ts.sys.directoryExists(join(root, 'src/pets', name)),
    ),
  ).toEqual([]);
}, 60_000);
