import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { linesAt } from '../../generator/read/document/lines.js';
import { locator } from '../../generator/render.js';

describe('lines of offsets', () => {
  test.each(['\n', '\r\n', '\r'])('with %j between them', (end) => {
    const text = ['first', '', 'third'].join(end);
    const offsets = [text.length, 0, text.indexOf('third'), 2, 'first'.length + end.length];
    expect(linesAt(text, offsets)).toEqual(
      new Map([
        [0, { line: 1, start: 0 }],
        [2, { line: 1, start: 0 }],
        [5 + end.length, { line: 2, start: 5 + end.length }],
        [5 + 2 * end.length, { line: 3, start: 5 + 2 * end.length }],
        [text.length, { line: 3, start: 5 + 2 * end.length }],
      ]),
    );
  });
});

describe('a locator', () => {
  const text = '{\n  "a": { "b": [1,\n    2] },\n  "c": "x"\n}\n';
  const said = (code: string, pointer: string, file = 'a.json'): Diagnostic => ({
    ...{ severity: 'warning', code, message: code },
    at: { file, pointer },
  });

  test('gives each diagnostic its place, reads a file once, and remembers', () => {
    const read: string[] = [];
    const locate = locator((file) => {
      read.push(file);
      return file === 'a.json' ? text : undefined;
    });
    const [late, early, lost] = [said('z', '/c'), said('y', '/a/b/1'), said('x', '/a', 'gone')];
    const shown = (all: readonly Diagnostic[]): readonly unknown[] =>
      locate(all).map(({ code, file, line, column, text: frame, length }) => [
        ...[code, file, line, column, frame, length],
      ]);
    const first = ['y', 'a.json', 3, 5, '    2] },', 1];
    const second = ['z', 'a.json', 4, 3, '  "c": "x"', 3];
    expect(shown([late, early])).toEqual([first, second]);
    expect(shown([early, lost, late, { ...late }])).toEqual([
      first,
      second,
      ['x', 'gone', undefined, undefined, undefined, undefined],
    ]);
    // Once for the two of the first list, once for the copy of the second, which nobody knew.
    expect(read).toEqual(['a.json', 'gone', 'a.json']);
  });
});
