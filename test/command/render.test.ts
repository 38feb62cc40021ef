/** What a run tells on a terminal of what it found. */

import { expect, test } from 'vitest';
import {
  locateDiagnostics,
  painter,
  renderDiagnostics,
  type Located,
} from '../../generator/render.js';

const many = (severity: Located['severity'], code: string, count: number): readonly Located[] =>
  Array.from({ length: count }, (_, index) => ({
    severity,
    code,
    message: `${code} ${String(index + 1)}.`,
    file: 'api.yaml',
  }));

test('of what is told over and over, the first are shown, and the rest is counted', () => {
  const all = [
    ...many('warning', 'openapi-ref-not-found', 1),
    ...many('warning', 'openapi-status-unknown', 165),
    ...many('error', 'openapi-ref-file-not-found', 21),
    ...many('note', 'openapi-example-only', 4),
  ];
  const text = renderDiagnostics(all, painter(false, {}));
  const shown = (code: string): number => text.split(` ${code}\n`).length - 1;
  expect(shown('openapi-ref-not-found')).toBe(1);
  expect(shown('openapi-status-unknown')).toBe(10);
  expect(shown('openapi-ref-file-not-found')).toBe(20);
  expect(shown('openapi-example-only')).toBe(3);
  expect(text.trimEnd().split('\n').slice(-5).filter(Boolean)).toEqual([
    '  and 155 more of openapi-status-unknown; --json lists them',
    '  and 1 more of openapi-ref-file-not-found; --json lists them',
    '  and 1 more of openapi-example-only; --json lists them',
  ]);
});

test('of a line of megabytes, no more is kept than is shown', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `n${String(index)}`);
  const line = JSON.stringify(Object.fromEntries(names.map((name) => [name, 'wrong'])));
  const found = locateDiagnostics(
    ['n0', 'n9000', 'n19999'].map((name) => ({
      severity: 'warning',
      code: 'openapi-type-unknown',
      message: `${name} is wrong.`,
      at: { file: 'api.json', pointer: `/${name}` },
    })),
    () => `${line}\n`,
  );
  expect(found.map(({ text }) => text?.length)).toEqual([96, 96, 37]);
  const frames = renderDiagnostics(found, painter(false, {})).split('\n\n');
  for (const [index, each] of found.entries()) {
    const [shown = '', marks = ''] = (frames[index] ?? '').split('\n').slice(2);
    const marked = shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1);
    expect(marked).toBe(`"${each.message.split(' ')[0] ?? ''}"`);
    expect(line.slice((each.column ?? 0) - 1)).toMatch(marked);
  }
});

test('a tab before the place, lines that end with CR, and the end of a text', () => {
  const place = (text: string, offset: number): readonly Located[] =>
    locateDiagnostics(
      [{ severity: 'error', code: 'c', message: 'M.', at: { file: 'f', offset, length: 9 } }],
      () => text,
    );
  const shown = (text: string, offset: number): readonly string[] =>
    renderDiagnostics(place(text, offset), painter(false, {})).trimEnd().split('\n').slice(2);
  expect(shown('one\r\ttwo\rthree', 5)).toEqual(['  2 |  two', '    |  ^^^']);
  expect(shown('one', 3)).toEqual(['  1 | one', '    |    ^']);
});
