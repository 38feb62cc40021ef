/**
 * The official test suite of JSON Schema: each of its schemas is a component of a document, and the compiler says which
 * of its values the emitted type takes. All valid ones, but for those that {@link MEANT} and {@link isImplied} explain.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, it } from 'vitest';
import { nameProject } from '../../generator/names.js';
import { takenNames } from '../../templates/reserved.js';
import { generateDocument } from '../corpus/corpus.js';
import type { Json } from '../documents/documents.js';
import { EMITTED, programOf } from '../golden/compile.js';
import { isImplied, typeText } from './values.js';

const SUITE = join(import.meta.dirname, '../../fixtures/json-schema');
const COUNTS = join(SUITE, 'counts.json');

interface Group {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly { readonly data: Json; readonly valid: boolean }[];
}

/** Valid values that our types refuse on purpose. */
const MEANT: Readonly<Record<string, string>> = {
  'dependentSchemas: single dependency {"foo":"quux"}':
    'What a condition describes is taken to be so without it.',
  'patternProperties: regexes are not anchored by default and are case sensitive {"a_x_3":3}':
    'Beside names by pattern, there are no others.',
  'unevaluatedItems: unevaluatedItems with if/then/else ["foo",42,42,"else"]':
    'Conditions say nothing of the items of a tuple.',
  'unevaluatedItems: unevaluatedItems depends on adjacent contains [1,"foo"]':
    '`contains` changes no type, so that it adds no items to a tuple.',
};

/** Schemas of the suite that other documents are needed for. */
const REMOTE = /"\$ref":"(?:https:\/\/json-schema\.org\/|http:\/\/localhost:1234\/|[\w-]+\.json)/;

interface Case {
  readonly file: string;
  readonly group: Group;
  readonly data: Json;
  readonly valid: boolean;
  readonly refused: string | undefined;
}

const cases: Case[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  const files = new Map<string, string>();
  const lines = new Map<string, Omit<Case, 'refused'>>();
  for (const name of readdirSync(join(SUITE, 'tests'))) {
    const text = readFileSync(join(SUITE, 'tests', name), 'utf8');
    const file = name.slice(0, -'.json'.length);
    const groups = JSON.parse(text) as readonly Group[];
    for (const [index, part] of parted(groups).entries()) {
      const folder = `${file}-${index}`;
      const { types, typeOf } = await generate(part);
      files.set(`${folder}/types.ts`, types);
      const checks = ["import type * as T from './types.js';"];
      part.forEach((group, index) => {
        for (const { data, valid } of group.tests) {
          // Not the literal itself: what has too much would be refused as a slip.
          checks.push(
            `export const v${checks.length}: T.${typeOf(index)} = null! as ${typeText(data)};`,
          );
          lines.set(`${folder}/check.ts:${checks.length}`, { file, group, data, valid });
        }
      });
      files.set(`${folder}/check.ts`, checks.join('\n'));
    }
  }
  const refused = new Map<string, string>();
  const options = { declaration: false, isolatedDeclarations: false };
  for (const each of ts.getPreEmitDiagnostics(programOf(files, options))) {
    const at = each.file?.getLineAndCharacterOfPosition(each.start ?? 0).line ?? 0;
    const place = `${each.file?.fileName.slice(EMITTED.length + 1) ?? ''}:${at + 1}`;
    const text = ts.flattenDiagnosticMessageText(each.messageText, '\n');
    if (lines.has(place)) refused.set(place, text);
    else complaints.push(`${place} ${text}`);
  }
  for (const [place, each] of lines) cases.push({ ...each, refused: refused.get(place) });
});

/** Schemas that give themselves addresses or names stand in a document of their own, since others have the same. */
function parted(groups: readonly Group[]): readonly (readonly Group[])[] {
  const local = groups.filter(({ schema }) => !REMOTE.test(JSON.stringify(schema)));
  const named = ({ schema }: Group): boolean =>
    /"\$(?:id|anchor|dynamicAnchor)":/.test(JSON.stringify(schema));
  const plain = local.filter((each) => !named(each));
  return [plain, ...local.filter(named).map((each) => [each])].filter(({ length }) => length > 0);
}

async function generate(groups: readonly Group[]): Promise<{
  readonly types: string;
  readonly typeOf: (index: number) => string;
}> {
  const schemas = groups.map(({ schema }, index) => [`Case ${index}`, schema]);
  const document = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Suite', version: '1' },
    paths: {},
    components: { schemas: Object.fromEntries(schemas) as Json },
  });
  const root = mkdtempSync(join(tmpdir(), 'instant-codegen-suite-'));
  writeFileSync(join(root, 'api.json'), document);
  const { generated: made, diagnostics } = await generateDocument('api.json', root);
  rmSync(root, { recursive: true });
  if (made === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const names = nameProject(made.project, takenNames(made.project), {}, () => undefined);
  const types = made.files.find(({ path }) => path === 'types.ts');
  return {
    types: types?.text ?? '',
    typeOf: (index) => names.schema(`Case ${index}`),
  };
}

const shown = ({ file, group, data }: Case): string =>
  `${file}: ${group.description} ${JSON.stringify(data)}`;

it('every schema becomes code that compiles', () => {
  expect(complaints).toEqual([]);
});

it('every valid value fits, but for what is explained', () => {
  const refused = cases.filter(
    ({ valid, refused, data, group }) =>
      valid && refused !== undefined && !isImplied(group.schema, data, refused),
  );
  expect(refused.map(shown).sort()).toEqual(Object.keys(MEANT).sort());
});

it('as many invalid values are refused as the table says', () => {
  const counts: Record<string, { valid: number; invalid: number; refused: number }> = {};
  for (const { file, valid, refused } of cases) {
    const count = (counts[file] ??= { valid: 0, invalid: 0, refused: 0 });
    if (valid) count.valid++;
    else count.invalid++;
    if (!valid && refused !== undefined) count.refused++;
  }
  if (process.env['UPDATE_GOLDENS'] === '1')
    writeFileSync(COUNTS, `${JSON.stringify(counts, null, 2)}\n`);
  expect(counts).toEqual(JSON.parse(readFileSync(COUNTS, 'utf8')));
});
