/** What a run tells on a terminal of what it found. */

import { expect, test } from 'vitest';
import { painter, renderDiagnostics, type Located } from '../../generator/render.js';

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
