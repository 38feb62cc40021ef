import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as judged from '../judge/ours-differences.js';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/differences.md'), 'utf8');
const typeCases = JSON.parse(
  readFileSync(join(ROOT, 'fixtures/types/cases.json'), 'utf8'),
) as unknown;

/** Every reason given anywhere in `value`, under the keys that hold reasons. */
function reasonsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    (key === 'reason' || key === 'why') && typeof each === 'string' ? [each] : reasonsIn(each),
  );
}

const reasons = [...new Set([...reasonsIn({ ...judged }), ...reasonsIn(typeCases)])];
const rows = page
  .split('\n')
  .filter((line) => /^\| (?!what|-)/.test(line))
  .map((line) => line.split(' | ')[0]?.replace(/^\| /, '').trim() ?? '');

describe('docs/differences.md', () => {
  it('finds reasons', () => {
    expect(reasons.length).toBeGreaterThan(20);
  });

  it.each(reasons)('has a row: %s', (reason) => {
    expect(rows).toContain(reason);
  });

  it('has no row that no test shows', () => {
    expect(rows.filter((row) => !reasons.includes(row))).toEqual([]);
  });
});
