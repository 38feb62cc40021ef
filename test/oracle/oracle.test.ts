/**
 * Our types are those of openapi-typescript, once everything is written out. Where they are not, the place and
 * the reason stand in `exceptions.json`; what is not there fails.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordInputs } from '../../generator/inputs.js';
import { shippedFiles } from '../../generator/project.js';
import { bundleDocument } from '../../generator/read/index.js';
import type { Project } from '../../generator/ir.js';
import { CORPUS, DOCUMENTS, entries, generateDocument } from '../corpus/corpus.js';
import { object, type Json, type JsonObject } from '../documents/documents.js';
import { programOf } from '../golden/compile.js';
import { CLASSES, classOf, type Class } from './classes.js';
import { compareDocument, sidesOf, type Found } from './oracle.js';
import { theirTypes } from './theirs.js';

const EXCEPTIONS = join(CORPUS, 'exceptions.json');

interface Exceptions {
  /** How many places each class has. */
  readonly classes: Readonly<Record<string, number>>;
  /** File → places → class. */
  readonly places: Readonly<Record<string, Readonly<Record<string, Class>>>>;
}

/** Documents that openapi-typescript does not read, with what it says. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  'swagger-codegen/relative-ref/nested/directory/main/relative-refs.yml': /Can't resolve \$ref/,
};

interface Compared {
  readonly document: JsonObject;
  readonly project: Project;
  readonly found: readonly Found[];
}

const compared = new Map<string, Compared>();
const refused = new Map<string, string>();

beforeAll(async () => {
  const files = new Map<string, string>();
  const read = new Map<string, Omit<Compared, 'found'>>();
  for (const { file } of entries) {
    const { generated } = await generateDocument(file, DOCUMENTS);
    if (generated === undefined) continue;
    const inputs = recordInputs(DOCUMENTS, {}, shippedFiles());
    const document = object(bundleDocument(file, inputs, []) as Json);
    try {
      for (const direction of ['request', 'response'] as const)
        files.set(`${file}/theirs.${direction}.ts`, await theirTypes(document, direction));
    } catch (error) {
      refused.set(file, String(error));
      continue;
    }
    for (const { path, text } of generated.files)
      if (path.endsWith('.ts')) files.set(`${file}/${path}`, text);
    read.set(file, { document, project: generated.project });
  }
  const program = programOf(files);
  for (const [file, each] of read) {
    const found = compareDocument(each.project, sidesOf(program, file));
    compared.set(file, { ...each, found });
  }
}, 120_000);

const placeOf = ({ direction, pointer, path, what }: Found): string =>
  `${direction} ${pointer}${path === '' ? '' : ` ${path}`} (${what})`;

describe('the types, beside those of openapi-typescript', () => {
  it('are compared for almost every document', () => {
    expect([...refused.keys()]).toEqual(Object.keys(REFUSED));
    for (const [file, said] of refused) expect(said).toMatch(REFUSED[file] ?? /^$/);
    const sum = (count: (project: Project) => number): number =>
      [...compared.values()].reduce((all, { project }) => all + count(project), 0);
    expect(sum(({ api }) => api?.operations.length ?? 0)).toBeGreaterThan(100);
    expect(sum(({ api }) => api?.schemas.length ?? 0)).toBeGreaterThan(100);
  });

  it('differ nowhere without a reason', () => {
    const unknown = [...compared].flatMap(([file, { found, document }]) =>
      found
        .filter((each) => classOf(each, document) === undefined)
        .map((each) => `${file} ${placeOf(each)}: ${each.text.join(' <> ')}`),
    );
    expect(unknown).toEqual([]);
  });

  it('differ where the table says, and for the reasons that it gives', () => {
    const places: Record<string, Record<string, Class>> = {};
    const classes: Record<string, number> = {};
    for (const [file, { found, document }] of compared) {
      for (const each of found) {
        const name = classOf(each, document);
        if (name === undefined) continue;
        (places[file] ??= {})[placeOf(each)] = name;
        classes[name] = (classes[name] ?? 0) + 1;
      }
    }
    const table: Exceptions = { classes, places };
    if (process.env['UPDATE_GOLDENS'] === '1')
      writeFileSync(EXCEPTIONS, `${JSON.stringify(table, null, 2)}\n`);
    expect(table).toEqual(JSON.parse(readFileSync(EXCEPTIONS, 'utf8')));
    expect(Object.keys(classes).filter((each) => !(each in CLASSES))).toEqual([]);
  });
});
