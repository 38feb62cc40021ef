import { beforeAll, describe, expect, it } from 'vitest';
import { fixture } from './emit.js';
import { judge } from './lines.js';

/** `official` is what the official SDK's types say of the line; `why` stands where ours differ on purpose. */
interface Case {
  readonly code: string;
  readonly ok: boolean;
  readonly official?: boolean;
  readonly why?: string;
  readonly words?: string;
}

const cases = JSON.parse(fixture('types/cases.json')) as readonly Case[];

describe('lines of code', () => {
  let words: readonly string[] = [];
  beforeAll(() => {
    words = judge(cases.map((each) => each.code));
  }, 60_000);

  it.each(cases.map((each, index) => ({ ...each, index })))('$ok $code', (each) => {
    const said = words[each.index] ?? '';
    if (each.ok) expect(said).toBe('');
    else {
      expect(each.words, 'a refused line says why').toBeTruthy();
      expect(said).toContain(each.words);
    }
  });

  it('differs from the official types on purpose only', () => {
    const differing = cases.filter(
      (each) => each.official !== undefined && each.official !== each.ok,
    );
    expect(differing.filter((each) => each.why === undefined)).toEqual([]);
    expect(cases.filter((each) => each.why !== undefined)).toEqual(differing);
    expect(differing.length).toBeGreaterThan(0);
  });
});
