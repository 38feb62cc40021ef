import { describe, expect, it } from 'vitest';
import { costOf } from './cost.js';

const QUERIES = 20;

describe('what queries with two levels of nesting cost, in instantiations', () => {
  it('is at most 200 for each, in the form of an object', () => {
    const each = (costOf('object', QUERIES) - costOf('object', 0)) / QUERIES;
    expect(each).toBeLessThanOrEqual(200);
  });

  it('is at most a tenth of what postgrest-js costs, as text', () => {
    const ours = costOf('text', QUERIES);
    const official = costOf('official', QUERIES);
    expect(ours * 10).toBeLessThanOrEqual(official);
  });
});
