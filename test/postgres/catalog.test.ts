import { PGlite } from '@electric-sql/pglite';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerSchema, type Catalog } from '../../generator/stores/postgres/answer.js';
import { CATALOG_QUERY } from '../../generator/stores/postgres/catalog.js';
import { savedText } from '../../generator/stores/postgres/saved-text.js';
import { shape } from '../../generator/stores/postgres/shape.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/postgres');
const read = (file: string): string => readFileSync(join(FIXTURES, file), 'utf8');

let db: PGlite;
let catalog: Catalog;

async function ask(): Promise<Catalog> {
  const { rows } = await db.query<{ catalog: string }>(CATALOG_QUERY);
  return answerSchema(z).parse(JSON.parse(rows[0]?.catalog ?? ''));
}

beforeAll(async () => {
  db = await PGlite.create();
  await db.exec(read('library.sql'));
  catalog = await ask();
});
afterAll(() => db.close());

const shown = (schema: string): boolean => schema !== 'internal';

describe('the catalog of fixtures/postgres/library.sql, as PGlite answers', () => {
  it('is saved as it stands there', () => {
    expect(savedText(shape(catalog, shown))).toBe(read('library.database.json'));
  });

  it('is saved the same whatever the order and the oids', () => {
    const renumber = (value: unknown, key = ''): unknown => {
      if (Array.isArray(value)) {
        const list = value.map((each) => renumber(each, key));
        return ORDERED.has(key) ? list : list.reverse();
      }
      if (typeof value === 'number' && OIDS.has(key) && value !== 0) return value + 1_000_000;
      if (typeof value === 'string' && key === 'rule')
        return value.replace(
          /:resorigtbl ([1-9]\d*)/g,
          (_, oid: string) => `:resorigtbl ${String(Number(oid) + 1_000_000)}`,
        );
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, renumber(each, name)]),
      );
    };
    const other = answerSchema(z).parse(renumber(catalog));
    expect(other.types[0]?.oid).not.toBe(catalog.types[0]?.oid);
    expect(savedText(shape(other, shown))).toBe(read('library.database.json'));
  });

  it('may be empty', () => {
    const none = { schemas: null, relations: null, references: null, functions: null, types: null };
    const empty = answerSchema(z).parse({ server: 120000, ...none });
    expect(shape(empty, () => true)).toEqual({ 'instant-codegen': 'postgres-1', schemas: [] });
    expect(answerSchema(z).safeParse({ ...none, server: '12' }).success).toBe(false);
  });
});

/** Lists whose order is the catalog's. */
const ORDERED = new Set(['columns', 'toColumns', 'labels', 'fields', 'types', 'modes', 'names']);
const OIDS = new Set([
  'oid',
  'type',
  'from',
  'to',
  'types',
  'returns',
  'base',
  'element',
  'relation',
]);
